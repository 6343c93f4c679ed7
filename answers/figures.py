"""Amounts and dates in a text, read so that two texts can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from corpus.numerals import read_numeral
from retrieval.tables import rows

TABLE = Path(__file__).parent / "tables" / "figure_units.tsv"
Bound = Literal["", "least", "most", "each"]

_SCALES = {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12} | {
    "thousand": 3,
    "million": 6,
    "billion": 9,
}
_REMEMBERED = 8192  # texts that are read for several answers
_ALL = re.compile("百分之百|百分百")
_PER_CENT = re.compile(r"百分之\s*(\d[\d.]*|[零〇一二两三四五六七八九十百]+)")
_ENGLISH = re.compile(r"\b[a-z]+\b", re.I)
_SMALL = "two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: str(number) for number, word in enumerate(_SMALL.split(), 2)}
_MONTHS = "January February March April May June July August September October November December"
_MONTH = {name[:3].lower(): number for number, name in enumerate(_MONTHS.split(), 1)}
_MONTH_NAME = r"(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS.split()) + r")\b"

_BEFORE = re.compile(
    r"(?:(?P<each>每隔?|every |each |per )"
    r"|(?P<least>不得?低于|不得?少于|不小于|至少|最少|高于|超过|大于|多于|(?<![不未])满"
    r"|at least|(?:no|not)(?: be)? (?:less|fewer|lower) than"
    r"|more than|over|above|exceeds?|exceeding)"
    r"|(?P<most>不得?超过|不得?高于|不得?多于|不大于|低于|少于|小于|不足|不到|[不未]满|至多|最多|最高(?:补助|补贴|奖励|资助|罚款|可达|可|为)?"
    r"|at most|(?:no|not)(?: be)? (?:more|higher|greater) than"
    r"|not (?:to )?exceed|less than|fewer than|under|below|up to))"
    r"(?:了|到|约|\s)*$",
    re.I,
)
_AFTER = re.compile(
    r"\s*(?:\(含[^)]*\))?及?(?:(?P<least>以上|之上|or more|or above|and above|or older)"
    r"|(?P<most>以下|以内|之内|之下|or less|or fewer|or below))",
    re.I,
)
_DAY = re.compile(
    r"(?:(?P<y1>(?:19|20)\d\d)\s*年\s*)?(?P<m1>\d{1,2})\s*月(?:\s*(?P<d1>\d{1,2})\s*日)?"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)[-/.](?P<m2>\d{1,2})[-/.](?P<d2>\d{1,2})(?!\d)"
    rf"|(?:(?P<d3>\d{{1,2}})\s+)?(?P<m3>{_MONTH_NAME})\s+(?P<y3>(?:19|20)\d\d)"
    rf"|(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m5>{_MONTH_NAME})(?!\s+(?:19|20)\d\d)"
    rf"|(?P<m4>{_MONTH_NAME})\s+(?P<d4>\d{{1,2}})\b(?:,?\s*(?P<y4>(?:19|20)\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount: its value, what it counts (empty where unsaid), and whether it is a bound."""

    value: Decimal
    unit: str
    bound: Bound


@dataclass(frozen=True, slots=True)
class Day:
    """A date; what is left unsaid is 0."""

    year: int
    month: int
    day: int

    def within(self, other: Day) -> bool:
        """Whether all that this says, the other says too."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine in (0, theirs) for mine, theirs in pairs)


def unsupported_figure(text: str, source: str) -> str:
    """The first amount or date of ``text`` that ``source`` does not hold; empty where it holds all.

    An amount stands where a source has its value, unit and bound ("95%以上" is not "95%"); a unit
    left unsaid may be any.
    """
    text, source = _plain(text), _plain(source)
    known_days = {day for day, _ in _days(source)}
    for day, printed in _days(text):
        if not any(day.within(known) for known in known_days):
            return printed
    known = {figure for figure, _ in _figures(source)}
    for figure, printed in _figures(_DAY.sub(" ", text)):
        if not any(_same(figure, other) for other in known):
            return printed
    return ""


@lru_cache(maxsize=_REMEMBERED)
def figures(text: str) -> tuple[Figure, ...]:
    """The amounts of a text in order, those inside dates included."""
    return tuple(figure for figure, _ in _figures(_plain(text)))


@lru_cache(maxsize=_REMEMBERED)
def amounts(text: str) -> tuple[Figure, ...]:
    """The amounts of a text in order, those inside dates left out."""
    return tuple(figure for figure, _ in _figures(_DAY.sub(" ", _plain(text))))


@lru_cache(maxsize=_REMEMBERED)
def printed_amounts(text: str) -> tuple[tuple[Figure, str], ...]:
    """The amounts of a text as ``amounts`` gives them, each with its words."""
    return tuple(_figures(_DAY.sub(" ", _plain(text))))


def placed_amounts(text: str) -> tuple[str, tuple[tuple[Figure, int, int], ...]]:
    """A text as read, and its amounts outside dates with where they start and end in it."""
    plain = _plain(text)
    bare = _DAY.sub(lambda match: " " * len(match.group()), plain)
    return plain, tuple((f, start, end) for f, start, end in _placed(bare))


def placed_days(text: str) -> tuple[str, tuple[tuple[Day, int, int], ...]]:
    """A text as read, and its dates with where they start and end in it."""
    plain = _plain(text)
    return plain, tuple((day, m.start(), m.end()) for day, m in _dated(plain))


def printed_days(text: str) -> tuple[tuple[Day, str], ...]:
    """The dates of a text as ``days`` gives them, each with its words."""
    return tuple(_days(_plain(text)))


def days(text: str) -> tuple[Day, ...]:
    """The dates of a text in order, from the month up."""
    return tuple(day for day, _ in _days(_plain(text)))


def _same(claimed: Figure, known: Figure) -> bool:
    return (
        claimed.value == known.value
        and claimed.bound == known.bound
        and claimed.unit in ("", known.unit)
    )


@lru_cache(maxsize=_REMEMBERED)
def _plain(text: str) -> str:
    """Widths folded, 百分之 turned round, small English numbers as digits."""
    text = _ALL.sub("100%", unicodedata.normalize("NFKC", text))
    text = _PER_CENT.sub(r"\1%", text)
    return _ENGLISH.sub(lambda m: _WORDS.get(m[0].lower(), m[0]), text)


def _figures(text: str) -> list[tuple[Figure, str]]:
    return [(figure, text[start:end].strip()) for figure, start, end in _placed(text)]


def _placed(text: str) -> list[tuple[Figure, int, int]]:
    found = []
    for match in _number().finditer(text):
        value = _value(match["digits"] or match["chinese"], match["scale"] or "")
        unit, factor = _unit(text, match)
        before = _BEFORE.search(text[max(0, match.start() - 24) : match.start()])
        after = _AFTER.match(text, match.end())
        bound: Bound = _bound(before) or _bound(after)
        found.append((Figure(value * factor, unit, bound), match.start(), match.end()))
    return found


def _bound(match: re.Match[str] | None) -> Bound:
    group = match.lastgroup if match else None
    return group if group in ("least", "most", "each") else ""  # type: ignore[return-value]


def _unit(text: str, match: re.Match[str]) -> tuple[str, Decimal]:
    """The unit of a number and its factor; a measure word outside the table is its own unit."""
    word = match["unit"]
    if word:
        return _units()[word.lower()]
    following = re.compile(r"[\u4e00-\u9fff]").match(text, match.end())
    return (following.group() if following else ""), Decimal(1)


def _value(digits: str, scale: str) -> Decimal:
    number = digits.replace(",", "")
    value = Decimal(number) if number[0].isdigit() else Decimal(read_numeral(number) or 0)
    return value.scaleb(_SCALES.get(scale.lower(), 0))


def _days(text: str) -> list[tuple[Day, str]]:
    return [(day, match.group().strip()) for day, match in _dated(text)]


def _dated(text: str) -> list[tuple[Day, re.Match[str]]]:
    found = []
    for match in _DAY.finditer(text):
        parts = {k[0]: v for k, v in match.groupdict().items() if v}
        month = parts["m"]
        number = int(month) if month.isdigit() else _MONTH[month[:3].lower()]
        day = Day(int(parts.get("y", 0)), number, int(parts.get("d", 0)))
        found.append((day, match))
    return found


@cache
def _units() -> Mapping[str, tuple[str, Decimal]]:
    return {
        word.lower(): (unit, Decimal(factor))
        for unit, factor, words in rows(TABLE)
        for word in words.split("|")
    }


@cache
def _number() -> re.Pattern[str]:
    words = sorted(_units(), key=lambda word: (-len(word), word))
    # A Latin unit ends where its word ends.
    unit = "|".join(map(_whole_word, words))
    scale = "|".join(sorted(_SCALES, key=lambda word: (-len(word), word)))
    counted = "[个家项套张户件条批所间种类级期章例只台座处头辆棵栋艘箱瓶]"
    return re.compile(
        rf"(?:(?P<digits>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<scale>{scale})?"
        rf"|(?P<chinese>[零〇一二两三四五六七八九十百千万]{{1,20}})(?=[余多来]?\s*(?:{unit}|{counted})))"
        rf"[余多来]?\s*(?P<unit>{unit})?",
        re.I,
    )


def _whole_word(word: str) -> str:
    return re.escape(word) + (r"\b" if word[-1].isascii() and word[-1].isalpha() else "")
