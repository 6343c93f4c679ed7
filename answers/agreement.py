"""Whether a sentence speaks of the very thing asked: its subject, its kind, its names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from answers.context import Context
from answers.cues import cue, says
from answers.matching import most_weight, term_credit
from answers.polarity import asks_word
from answers.sentences import Span
from corpus.places import covers, find_places
from corpus.records import Question, Region
from retrieval.agencies import agencies_in, names_of_agency
from retrieval.tables import rows

OPPOSITES = Path(__file__).parent / "tables" / "opposites.tsv"
# A thing that a text has neither by its name nor by another word is not its subject, where it
# weighs such a share of the most that a word can weigh.
HEAVY = 0.85
# What holds for 二级以上 holds for others too.
_CLASS = r"(?:[特一二三四五六七八九十甲乙丙丁戊ABCDEabcde]|(?<![\d.])[1-9])"
_CLASS_LABEL = re.compile(
    rf"(?<![哪各每这那同某上下])({_CLASS}(?:[-－—–~～至到、和或及]{_CLASS})*)"
    r"([类级等档](?!别|型|似|分))(?![^,，。;；]{0,3}以[上下])"
)
# "跨省举办的，或者在馆外举办的": what is of another kind only on one side of it excludes nothing.
_ALTERNATIVE = re.compile(r"[,，](?:或者|或)")
_CLASS_NUMBERS = "零一二三四五六七八九十"
_NOTE = r"\s*[(（]([^（）()]{1,12})[)）]"
# Of whom it is asked whether he must, and the words by which a text obliges.
_ASKED_OF = re.compile(
    r"^(.{2,24}?)(?:是不是|是否)?(?:必须|一定得?要?|非得|要不要|需不需要|用不用|需要|应当|应该|得|要)"
)
_OWES = re.compile(
    r"应当?(?!急|用|对|届|聘|付)|必须|(?<!无)须|(?<!无)需要?(?!求)|(?<![需只主重首简])要(?![求点素件闻])"
)
_DIGIT = re.compile(r"\d")


def of_another_kind(asked: str, text: str, said: str = "") -> bool:
    """Whether a text is of a thing that excludes what is asked about (进口, 出口; 二类, 三类).

    ``said`` is the clause that decides, where that is not all of the text.
    """
    for one in _named(asked):
        if one.kind == "class" and _excludes(one, said or text, text):
            return True
    mine, theirs = classes_named(asked), classes_named(said or text)
    return any(
        theirs.get(sort) and not labels & (theirs[sort] | classes_named(text).get(sort, set()))
        for sort, labels in mine.items()
    )


def of_same_kind(asked: str, text: str) -> bool:
    """Whether a text names a kind or a class that a question names."""
    kinds = (p for kind, patterns in _opposites() if kind == "class" for p in patterns)
    theirs = classes_named(text)
    return any(p.search(asked) and p.search(text) for p in kinds) or any(
        labels & theirs.get(sort, set()) for sort, labels in classes_named(asked).items()
    )


def turned_round(asked: str, said: str) -> tuple[str, str] | None:
    """The direction that a question names and the other one, which alone a text says of it."""
    for one in _named(asked):
        if one.kind == "direction":
            found = next((m for other in one.others if (m := other.search(said))), None)
            if found is not None and not one.pattern.search(said):
                return one.words, found.group()
    return None


def _leaves_direction(asked: str, said: str) -> bool:
    """Whether a question names a direction that a text does not."""
    named = [p for kind, patterns in _opposites() if kind == "direction" for p in patterns]
    return any(p.search(asked) and not p.search(said) for p in named)


def note_differs(asked: str, text: str) -> bool | None:
    """Whether what a list notes in brackets behind a name (武进区(省试点)) is not what is asked of
    that name; None where the list has no notes, or none behind a name of the question.
    """
    notes = [(m.start(), m.group(1)) for m in re.finditer(_NOTE, text)]
    if len(notes) < 2:
        return None
    for start, note in notes:
        name = _name_before(text[:start])
        if len(name) > 1 and name in asked:
            rest = asked.replace(name, " ")
            others = {other for _, other in notes if other != note and len(other) > 1}
            mine, theirs = _noted(rest, note), any(_noted(rest, other) for other in others)
            if mine == theirs and _excluded(asked, note):
                return True
            return None if mine == theirs else theirs
    return None


def _noted(asked: str, note: str) -> bool:
    """Whether a question has the words of a note, or these with what the note leaves out between
    them (国家医共体试点 of 国家试点).
    """
    return any(
        re.search(rf"{re.escape(note[:i])}[^,，。;；]{{0,8}}{re.escape(note[i:])}", asked)
        for i in range(1, len(note))
    )


def _name_before(text: str) -> str:
    return re.split(r"[、,，和与及;；。\s:：]", text)[-1]


def _excluded(asked: str, note: str) -> bool:
    return any(_excludes(one, note, note) for one in _named(asked))


def names_all(asked: str, text: str) -> bool:
    """Whether a text says of all what a question asks of all (全免, 都要, 全部业主); so where the
    question asks of no such thing.
    """
    return not says("asks_all", asked) or says("says_all", text)


def speaks_of(context: Context, span: Span, text: str, said: str) -> bool:
    """Whether a text may be proof of a yes: it has the places, bodies, offices and weighty things
    that the question names, and is of no other kind; ``said`` is the clause that decides.
    """
    asked = context.question.resolved
    whole = f"{context.heading_text(span.passage)} {text}"
    return (
        not of_another_kind(asked, text, said)
        and names_all(asked, said)
        and not _leaves_direction(asked, said)
        and not missing_places(context, span, whole)
        and not missing_bodies(context, whole)
        and not lacks_weighty(context, whole)
    )


def missing_places(context: Context, span: Span, text: str) -> list[str]:
    """The places inside that of a document which a question names and a text does not.

    What holds for a whole city holds in each of its districts: a rule need not name them, but who
    belongs to a list must stand in it.
    """
    region = context.index.headers[span.document_id].region
    rule = asks_word(context.question) in ("may", "need", "will")
    found = []
    for place in context.question.places:
        inside = region != Region() and covers(region, place.region) and region != place.region
        own = place.region.district or place.region.city or place.region.province
        names = [re.sub(r"(?<=..)[省市区县州]$", "", name) for name in (place.mention, own)]
        if (
            not inside
            or any(name in text for name in names if name)
            or (rule and not _names_others(text, region))
        ):
            continue
        found.append(place.mention)
    return found


def _names_others(text: str, region: Region) -> bool:
    """Whether a text names places inside a region."""
    return any(covers(region, p.region) and p.region != region for p in find_places(text))


def missing_bodies(context: Context, text: str) -> list[str]:
    """The bodies and offices that a question names and a text does not, by whatever name."""
    asked = context.question.resolved
    known = set(agencies_in(text))
    bodies = [
        body
        for body in agencies_in(asked)
        if body not in known and not any(name in text for name in names_of_agency(body))
    ]
    return bodies + [m.group() for m in cue("office").finditer(asked) if not _has(text, m.group())]


def of_a_deputy(asked: str, text: str) -> bool:
    """Whether a text has only the deputy of an office that a question names (副理事长)."""
    named = [m.group() for m in cue("office").finditer(asked)]
    return any(office in text and not _has(text, office) for office in named if office[0] != "副")


def _has(text: str, office: str) -> bool:
    """Whether a text names an office, not only that of the deputy."""
    return re.search(rf"(?<!副)(?<!常务)(?<!第一){re.escape(office)}", text) is not None


def lacks_weighty(context: Context, text: str) -> bool:
    """Whether a text lacks something weighty that the question names."""
    matcher, lowered = context.matcher, text.lower()
    least = HEAVY * most_weight(len(context.index.passages))
    return any(
        weight >= least and not _DIGIT.search(term) and not term_credit(term, others, lowered)
        for term, others, weight in zip(
            matcher.terms, matcher.expansions, matcher.weights, strict=True
        )
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """One of several words that exclude each other, which alone a question has."""

    kind: str
    words: str
    pattern: re.Pattern[str]
    others: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=64)  # it is asked for with every clause that is weighed
def _named(asked: str) -> tuple[_Named, ...]:
    found = []
    for kind, patterns in _opposites():
        has = [pattern for pattern in patterns if pattern.search(asked)]
        if len(has) == 1:
            match = has[0].search(asked)
            others = tuple(other for other in patterns if other is not has[0])
            found.append(_Named(kind, match.group() if match else "", has[0], others))
    return tuple(found)


def _excludes(named: _Named, said: str, text: str) -> bool:
    """Whether what is said is of another of some kinds than what is asked, which the text lacks."""
    return not named.pattern.search(text) and all(
        any(other.search(one) for other in named.others) for one in _ALTERNATIVE.split(said)
    )


def classes_named(text: str) -> dict[str, set[str]]:
    """The classes that a text names by letter or number, by the word for them (3—5级: 三四五)."""
    found: dict[str, set[str]] = {}
    for labels, word in _CLASS_LABEL.findall(text):
        for part in re.split("[、和或及]", labels):
            ends = [_class_name(label) for label in re.split("[-－—–~～至到]", part)]
            first, last = _CLASS_NUMBERS.find(ends[0]), _CLASS_NUMBERS.find(ends[-1])
            between = _CLASS_NUMBERS[first : last + 1] if 0 < first < last else ""
            found.setdefault(word, set()).update(ends, between)
    return found


def _class_name(label: str) -> str:
    return _CLASS_NUMBERS[int(label)] if label.isdecimal() else label.upper()


@cache
def _opposites() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple((kind, tuple(map(re.compile, words))) for kind, *words in rows(OPPOSITES))


def obliges_another(question: Question, text: str) -> bool:
    """Whether a text obliges somebody else towards those who are asked about.

    They (居民必须签约吗) are named behind the obligation alone (医生应当为居民签约).
    """
    asked = _ASKED_OF.match(question.resolved)
    owed = list(_OWES.finditer(text))
    if asked is None or not owed:
        return False
    named = [term.lower() for term in question.terms if term in asked.group(1)]
    begins = [max(text.rfind(mark, 0, one.start()) for mark in ",，;；") + 1 for one in owed]
    obliged = [text[begin : one.start()].lower() for begin, one in zip(begins, owed, strict=True)]
    if not all(map(str.strip, obliged)):
        return False
    if any(term in who for term in named for who in obliged):
        return False
    after = text[owed[0].end() :].lower()
    return any(term in after and f"由{term}" not in after for term in named)
