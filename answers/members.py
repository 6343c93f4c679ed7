"""Who is in a list that a sentence gives, and who has a place that a question gives to another."""

from __future__ import annotations

import re

from answers.agreement import missing_bodies, missing_places
from answers.context import Context
from answers.cues import cue, says
from answers.matching import term_credit
from answers.polarity import asks_word
from answers.sentences import Span
from corpus.places import find_places

# So many things of one sort are a list.
FEWEST = 3
# A name weighs as much as what few passages have.
LEAST_WEIGHT = 2.0
# Beside the name in question a sentence holds so much of what is asked.
REST_COVERAGE = 0.6
_SEPARATORS = re.compile(r"[、,，;；。:：]|以?及|和|与")
_NOTE = re.compile(r"[(（][^（）()]*[)）]")
# A list that is left open names nobody who is not in it.
_OPEN = re.compile(r"等(?!级|同|待|于|额|值|候)|其他|其它|包括但不限于")
_CLAUSE = re.compile(r"[,，;；。:：\n]")
_TAIL = re.compile(r"[\u4e00-\u9fff]{2}")
_ASKS_LAST = "(?:是|由|归|为|属于?)[\u4e00-\u9fff]{{0,6}}?{name}"


def unlisted(context: Context, span: Span) -> str:
    """The name in a question that a list of a sentence does not have, though it lists such things.

    Empty where all names stand in the passage, or the list is left open (…等).
    """
    if _OPEN.search(span.text) or says("asked_denial", context.question.resolved):
        return ""
    items = [item for item in _SEPARATORS.split(_NOTE.sub("", span.text)) if item]
    passage = context.full_text(span.passage)
    places = missing_places(context, span, passage)
    listed = {place.mention for place in find_places(span.text)}
    for name in places:
        if len([m for m in listed if any(m in item for item in items)]) >= FEWEST:
            return name
    for name in _missing_names(context, passage):
        if sum(name[-2:] in item for item in items) >= FEWEST:
            return name
    return _left_out_surely(context, span)


def left_out(context: Context, span: Span, text: str) -> str:
    """The class of persons (在校大学生) that a question asks of, where a text that allows lists
    those who may and has it neither so nor in other words; empty where it lists none.
    """
    asked = context.question.resolved
    named = [_whole_name(context, span, m) for m in cue("person_class").finditer(asked)]
    if not named or says("asked_denial", asked) or says("says_all", text):
        return ""
    for clause, following in zip(_CLAUSE.split(text), (*_CLAUSE.split(text)[1:], ""), strict=True):
        listed = _classes_in(clause)
        if len(listed) < 2 or not (says("allows", clause) or says("allows", following)):
            continue
        if not any(_among(context, name, item) for name in named for item in listed):
            return named[0]
    return ""


def _left_out_surely(context: Context, span: Span) -> str:
    """The class that ``left_out`` finds, where the list is closed and the rest is what is asked."""
    most = max(len(_classes_in(clause)) for clause in _CLAUSE.split(span.text))
    name = left_out(context, span, span.text) if most >= FEWEST else ""
    whole = f"{context.heading_text(span.passage)} {span.text}"
    return name if name and _rest_covered(context, name, whole) else ""


def _whole_name(context: Context, span: Span, head: re.Match[str]) -> str:
    """The word for a class of persons in a question with the terms right before it, but for those
    of the headings over a sentence (places).
    """
    asked, start = context.question.resolved.lower(), head.start()
    over = context.heading_text(span.passage).lower()
    terms = [term for term in context.matcher.terms if term not in over]
    while begins := [
        start - back
        for term in terms
        for back in range(1, min(len(term), start) + 1)
        if asked.startswith(term, start - back)
    ]:
        start = min(begins)
    return asked[start : head.end()]


def _classes_in(clause: str) -> list[str]:
    """The classes of persons that a clause lists side by side, each with what it says of it."""
    items = [item for item in _SEPARATORS.split(_NOTE.sub("", clause)) if item]
    return [
        item[: found[-1].end()]
        for item in items
        if (found := list(cue("person_class").finditer(item)))
    ]


def _among(context: Context, name: str, item: str) -> bool:
    """Whether a class of a list is the one named, or may be: it is wider, or has what is said of
    the one named beside the word for such persons, in these or other words.
    """
    head = cue("person_class").search(name)
    if head is None or name in item or item.rpartition("的")[2] in name:
        return True
    telling = name[: head.start()] or name
    matcher = context.matcher
    others = [
        other
        for term, group in zip(matcher.terms, matcher.expansions, strict=True)
        if term in name and name.find(term) < max(head.start(), 1)
        for other in group
    ]
    pairs = [telling[i : i + 2] for i in range(max(1, len(telling) - 1))]
    return any(words in item for words in (*pairs, *others))


def _missing_names(context: Context, text: str) -> list[str]:
    """The names in a question that a text lacks: a word, with the two characters that follow it."""
    asked = context.question.resolved
    lowered = text.lower()
    found = []
    matcher = context.matcher
    rows = zip(matcher.terms, matcher.expansions, matcher.weights, strict=True)
    for term, others, weight in rows:
        at = asked.lower().find(term)
        if at < 0 or weight < LEAST_WEIGHT or term_credit(term, others, lowered):
            continue
        tail = _TAIL.match(asked, at + len(term))
        found += [term + tail.group()] if tail else []
        found.append(term)
    return [name for name in found if len(name) > 2]


def given_to_another(context: Context, span: Span, said: str) -> bool:
    """Whether a sentence gives to another body, office or place what a question asks of one.

    So where the question asks whether it is this one (由区长担任吗), and a clause that is as much
    about it names one of the same sort in the same place.
    """
    asked = context.question.resolved
    if asks_word(context.question) == "may" or says("asked_denial", asked):
        return False
    whole = f"{context.heading_text(span.passage)} {span.text}"
    for name in (*missing_bodies(context, whole), *missing_places(context, span, whole)):
        if not re.search(_ASKS_LAST.format(name=re.escape(name)), asked):
            continue
        if _rest_covered(context, name, whole) and _holds_place(name, said, span.text):
            return True
    return False


def _rest_covered(context: Context, name: str, text: str) -> bool:
    """Whether a text says what a question asks beside a name."""
    rest = context.matcher.without(lambda term: term in name or name in term)
    return bool(rest.terms) and rest.coverage(text) >= REST_COVERAGE


def _holds_place(name: str, said: str, text: str) -> bool:
    """Whether a clause has somebody of the sort of a name as the one who is or does a thing."""
    if find_places(name) and not cue("office").search(name):
        return bool(re.search(r"[以为是由在]|负责", text)) and bool(find_places(text))
    if cue("office").search(name):
        return any(
            re.search(pattern, said)
            for pattern in (
                rf"(?:由|为|是)[^,，。;；]{{0,8}}?(?:{cue('office').pattern})",
                rf"(?:{cue('office').pattern})(?:为|是|担任|兼任|负责)",
            )
        )
    return bool(
        re.search(rf"(?:{cue('acting_body').pattern})(?:牵头|主管)?(?:负责|承担|为|是)", said)
    )
