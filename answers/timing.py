"""Before or after: which way a time points in a written sentence and in what it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from answers.alignment import Clause, likeness
from answers.figures import Day, Figure, placed_amounts, placed_days

Way = Literal["", "before", "after"]
Reach = Literal["", "within", "by", "beyond"]

_UNITS = frozenset(("年", "个月", "月", "天", "日", "工作日", "周", "小时", "分钟"))
_SPACES = frozenset(("米", "公里", "平方米", "毫米", "厘米", "公顷"))
_YEARS = (1900, 2100)
# What stands right before a time: 开业前15日, 自开业之日起15日内.
_BEFORE_IT = re.compile(
    r"(?:提前|(?<![以之目])前|届满前|\bbefore)(?:的|不少于|至少|超过)?\s*$", re.I
)
_AFTER_IT = re.compile(r"(?:后|起|之日起|\bafter|\bfrom|\bsince)(?:的|满|不超过|至少)?\s*$", re.I)
# What stands right behind it.
_WITHIN, _BY, _BEYOND, _OUTSIDE = (
    re.compile(pattern, re.I)
    for pattern in (
        r"\s*(?:内|以内|之内)",
        r"\s*(?:前|\bbefore)",
        r"\s*(?:后|\b(?:after|later))",
        r"\s*外",
    )
)
_WITHIN_BEFORE = re.compile(r"\bwithin\s*(?:the\s*)?$", re.I)
_ENGLISH_WAY = re.compile(
    r"\s*(?:of\b|from\b|(?P<before>before|prior to|ahead of)\b|(?P<after>after|following|since)\b)",
    re.I,
)
_UNTIL = re.compile(
    r"(?:(?:至|到)(?:次年|翌年|当年|同年)?|截[至止](?:日期|时间)?(?:是|为|到|至|:)?|不(?:迟|晚)于|最[迟晚](?:于|在)?"
    r"|\b(?:by|until|before|no later than|to|ends? (?:on|in)))\s*$",
    re.I,
)
_UNTIL_BEHIND = re.compile(r"\s*(?:底|末)?(?:前|止|为止|截止)")
_FROM = re.compile(
    r"\b(?:from|since|after|(?:starts?|begins?|starting|beginning) (?:on|in|from))\s*$", re.I
)
_FROM_BEHIND = re.compile(r"\s*(?:起|后|开始)")


@dataclass(frozen=True, slots=True)
class Pointed:
    """A time and which way it points from what it is reckoned from, and how far it reaches."""

    key: str
    way: Way
    reach: Reach
    printed: str
    dated: bool


def wrong_time(claim: Clause, source: Sequence[Clause]) -> str:
    """The first time of a clause that points another way than in the source; empty where none.

    A time that the source does not hold at all is no matter of this check.
    """
    for time in pointed(claim.text):
        holding = [
            (likeness(claim.terms, clause), other)
            for clause in source
            for other in pointed(clause.text)
            if other.key == time.key
        ]
        best = max((score for score, _ in holding), default=0.0)
        likest = [other for score, other in holding if score == best]
        if likest and not any(_agree(time, other) for other in likest):
            return time.printed
    return ""


def pointed(text: str) -> list[Pointed]:
    """The times of a clause, dates and years among them, with the way that they point."""
    found = []
    plain, amounts = placed_amounts(text)
    for figure, start, end in amounts:
        if figure.unit not in _UNITS | _SPACES:
            continue
        if figure.unit == "年" and _YEARS[0] < figure.value < _YEARS[1]:
            found.append(_dated(f"{figure.value:f}年", plain, start, end))
        else:
            found.append(_lasting(figure, plain, start, end))
    plain, days = placed_days(text)
    found += [_dated(_key(day), plain, start, end) for day, start, end in days]
    return found


def _key(day: Day) -> str:
    return f"{day.month}-{day.day}"


def _lasting(figure: Figure, text: str, start: int, end: int) -> Pointed:
    if text.startswith(figure.unit, end):  # a unit outside the table of units
        end += len(figure.unit)
    before, printed = text[max(0, start - 12) : start], text[start:end].strip()
    way: Way = (
        "before" if _BEFORE_IT.search(before) else "after" if _AFTER_IT.search(before) else ""
    )
    reach: Reach = ""
    english = _ENGLISH_WAY.match(text, end)
    if english and (english["before"] or english["after"]):
        way = "before" if english["before"] else "after"
    if _WITHIN.match(text, end) or _WITHIN_BEFORE.search(before):
        reach = "within"
    elif _BY.match(text, end):
        way, reach = "before", "by"
    elif _BEYOND.match(text, end):
        way, reach = "after", "beyond"
    elif _OUTSIDE.match(text, end) or before.endswith("外"):
        reach = "beyond"
    elif before.endswith("内"):
        reach = "within"
    return Pointed(f"{figure.value.normalize():f}{figure.unit}", way, reach, printed, False)


def _dated(key: str, text: str, start: int, end: int) -> Pointed:
    before, printed = text[max(0, start - 12) : start], text[start:end].strip()
    way: Way = ""
    if _UNTIL.search(before) or _UNTIL_BEHIND.match(text, end):
        way = "before"
    elif _FROM.search(before) or _FROM_BEHIND.match(text, end):
        way = "after"
    return Pointed(key, way, "", printed, True)


def _agree(claimed: Pointed, known: Pointed) -> bool:
    if {claimed.way, known.way} == {"before", "after"}:
        return False
    if claimed.dated:
        # A day is not a deadline, nor the beginning of a time one that the source does not open.
        return not (claimed.way == "before" and known.way == "")
    reaches = {claimed.reach, known.reach}
    return not ({"within", "beyond"} <= reaches or {"within", "by"} <= reaches)
