"""Yes or no by arithmetic: an amount or a day in a question held against that of a rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from answers.agreement import lacks_weighty, of_another_kind
from answers.context import Context, Draft, Statement, Weighed
from answers.cues import says
from answers.enumerations import Enumeration, enumeration_of
from answers.matching import Matcher
from answers.measures import Judgement, asked_ranges, day_judged, group_of, judged
from answers.polarity import asks_word, forbids, last_clause, word_for
from answers.sentences import Span, span_of, without_label
from answers.windows import MEASURE_LIMIT, said
from answers.wording import say

# A rule for the amount may stand in a sentence that covers little of the question,
LEAST_SHARE = 0.5
# or in one of so many of the best passages,
NEAR_PASSAGES = 3
# and its passage must cover this much of it, the number left out.
ABOUT_IT = 0.4
# as must a sentence that is no item of a list cover this much: what keeps to a rule must keep to
# that very one.
OWN_COVERAGE = {True: 0.3, False: 0.1}
# One sentence before another: by its worth, and by what it says of the question itself.
OWN_WORDS = 1.0
# What is asked of somebody with such a number: whether it is enough for something.
_ASKS_WHETHER_ENOUGH = re.compile(
    r"能|可以|可否|符合|有资格|够不?够|够[吗么]|行不行|行[吗么]|合格|达标|允许|超[标限]|合规|合法|违[规法]|来得及"
)
_ANY_ONE = re.compile(r"之一|任一|任意一")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Measured:
    """The sentence that an amount is held against, the words over its list, and the outcome:
    ``fits`` is None where a ban leaves the amount alone.
    """

    weighed: Weighed
    fits: bool | None
    judgement: Judgement | None
    worth: float
    head: Span | None
    by_head: bool


def asks_whether_enough(question: str) -> bool:
    """Whether a question asks if something keeps to a rule, not what the rule says."""
    return _ASKS_WHETHER_ENOUGH.search(question) is not None


def answer_measured(context: Context) -> Draft | None:
    """The verdict on an amount with the rule that bounds it; None where none does."""
    found = _measured(context)
    if found is None:
        return None
    spans = [_telling(context, found)]
    if found.head is not None:
        spans.insert(0, without_label(found.head))
    text = "".join(span.text for span in spans)
    statement = Statement(text, tuple(spans), verdict=_word(context, found))
    return Draft("yesno", (statement,), certain=True)


def _word(context: Context, found: Measured) -> str:
    question = context.question
    if found.fits is None:
        return say("not_forbidden", question.language)
    if not found.fits:
        return word_for(question, positive=says("asks_breach", question.resolved))
    rule = found.judgement.rule if found.judgement else None
    asked = found.judgement.asked if found.judgement else None
    same = rule is not None and asked is not None and (rule.exact or not asked.exact)
    if same and not asks_whether_enough(question.resolved):
        return word_for(question, positive=True)
    if rule is not None and rule.low is not None and rule.high is not None and not rule.exact:
        return say("within_range", question.language)
    return say("bound_met", question.language)


def _telling(context: Context, found: Measured) -> Span:
    """The words of the sentence that tell, all of it where it is short."""
    span = found.weighed.span
    shown = said(context, span, MEASURE_LIMIT)
    if found.judgement is None or found.by_head:
        return without_label(shown)
    words = group_of(span.text, found.judgement)
    if words in shown.text:
        return without_label(shown)
    start = span.start + span.text.index(words)
    end = min(start + len(words) + 1, span.end)
    return span_of(context.document(span.passage), span.passage, start, end)


def _list_of(context: Context, weighed: Weighed) -> Enumeration | None:
    """The list that a sentence is an item of, where there are words over it."""
    found = enumeration_of(context.document(weighed.span.passage), weighed.span)
    if found is None or found.head is None:
        return None
    return None if found.head.start <= weighed.span.start < found.head.end else found


def _measured(context: Context) -> Measured | None:
    asked = context.question.resolved
    if not asked_ranges(asked) and not _DIGIT.search(asked):
        return None
    # What has to be done is not asked of an amount that an earlier clause brings up.
    if asks_word(context.question) == "need" and not asked_ranges(last_clause(context.question)):
        return None
    near: list[str] = []
    for weighed in context.weighed:
        if weighed.span.passage.id not in near:
            near.append(weighed.span.passage.id)
    found = [
        one
        for weighed in context.weighed
        if weighed.score >= LEAST_SHARE or weighed.span.passage.id in near[:NEAR_PASSAGES]
        if (one := _held_against(context, weighed)) is not None
    ]
    return max(found, key=lambda m: m.worth, default=None)


def _held_against(context: Context, weighed: Weighed) -> Measured | None:
    """What one sentence, or the words over its list, says of the amount or day asked about."""
    asked = context.question.resolved
    matcher = context.matcher.without(_says_no_thing)
    text = weighed.span.text
    found = _list_of(context, weighed)
    head = found.head if found else None
    judgement, by_head = _judgement(asked, text, head, matcher)
    fits = judgement.fits if judgement else day_judged(asked, text)
    left_alone = judgement is not None and judgement.left_alone
    if fits is None and not (left_alone and _asks_leave(context)):
        return None
    if found and head and not by_head:
        any_one = _ANY_ONE.search(head.text) and not forbids(head.text)
        if (not fits and any_one) or _another_item(found, weighed.span, asked, matcher):
            return None
    words = f"{head.text if head else ''} {text}"
    full = context.full_text(weighed.span.passage)
    if matcher.coverage(full) < ABOUT_IT or lacks_weighty(replace(context, matcher=matcher), full):
        return None
    own = OWN_COVERAGE[fits is not False] if head is None else 0.0
    if of_another_kind(asked, words) or matcher.coverage(words) < own:
        return None
    worth = weighed.score + OWN_WORDS * matcher.coverage(words)
    return Measured(weighed, fits, judgement, worth, head, by_head)


def _says_no_thing(term: str) -> bool:
    """Whether a term of a question is a number, or only asks whether it is enough (合规)."""
    return bool(_DIGIT.search(term) or _ASKS_WHETHER_ENOUGH.fullmatch(term))


def _asks_leave(context: Context) -> bool:
    return asks_word(context.question) == "may" or says("asks_breach", context.question.resolved)


def _judgement(
    asked: str, text: str, head: Span | None, matcher: Matcher
) -> tuple[Judgement | None, bool]:
    """What a sentence, or else the head of its list, says of an amount, and whether the head."""
    same = not asks_whether_enough(asked)
    judgement = judged(asked, text, matcher, same, head is not None and forbids(head.text))
    told = judgement.fits is not None or judgement.left_alone if judgement else False
    if head is None or told or day_judged(asked, text) is not None:
        return judgement, False
    return judged(asked, head.text, matcher, same), True


def _another_item(found: Enumeration, span: Span, asked: str, matcher: Matcher) -> bool:
    """Whether another item of a list has such an amount, and is named by the question as well as
    this one or better: better, or with the other outcome.
    """
    head = found.head.text if found.head else ""
    rest, banned = matcher.beside(head), forbids(head)

    def told(text: str) -> tuple[float, Judgement | None]:
        named = rest.coverage(text) if rest.terms else 0.0
        return named, judged(asked, text, matcher, not asks_whether_enough(asked), banned)

    mine, outcome = told(span.text)
    for item in found.items:
        named, other = told(item.text)
        if other is None or item.start <= span.start < item.end or named < mine:
            continue
        if named > mine or outcome is None or other.fits != outcome.fits:
            return True
    return False
