"""Hours of the clock: whether the one that a question names lies within those of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NUMBER = r"(?:\d{1,2}|二?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_PART = (
    r"(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里|夜间|半夜|深夜"
    r"|次日|当[日天]|翌日|第二天|早|晚)"
)
_OCLOCK = (
    r"(?:时(?!间|候|段|期|限|代|常|刻|长|效)|点(?!子|儿|都|也|不|名|评|击|对"
    r"|意见|建议|要求|原因|理由|看法|疑问|问题|体会|内容|方案))钟?(?P<half>半)?"
    r"(?:(?P<minutes>\d{1,2})分)?"
)
_HOUR = rf"(?P<part>{_PART}*)的?(?P<hour>{_NUMBER})(?:{_OCLOCK}|[:：](?P<minute>\d\d))整?"
_CLOCK = re.compile(_HOUR)
# "师生比1:50": no hour.
_RATIO = re.compile(r"比[^,，。;；]{0,4}$")
# "一点不行", "有两点": no hours.
_NO_HOUR = re.compile(r"[一两几](?=点)")
_OUTSIDE = re.compile("(?:以外|之外)")
_TO = re.compile(r"[至到\-—－~～]+")
_AFTER_NOON = re.compile("下午|傍晚|晚|夜")
_PAST_MIDNIGHT = re.compile("凌晨|次日|翌日|第二天|早|清晨")
_DAY = 24.0


def hours_named(text: str) -> tuple[float, ...]:
    """The hours of the clock that a text names by themselves, from 0 to 24 (晚上十一点: 23)."""
    spans = [match.span() for match, _ in _spans(text)]
    return tuple(
        _value(match)
        for match in _CLOCK.finditer(text)
        if (match["part"] or not _NO_HOUR.match(match.group()))
        and not _RATIO.search(text[: match.start()])
        and not any(start <= match.start() < end for start, end in spans)
    )


def spans_of_hours(text: str) -> tuple[tuple[float, float], ...]:
    """From when until when, for each span of hours that a text prints (早六时至晚十时: 6, 22), or
    leaves out (6时至22时以外: 22, 6).
    """
    return tuple(
        span[::-1] if _OUTSIDE.match(text, match.end()) else span for match, span in _spans(text)
    )


def within_hours(hour: float, span: tuple[float, float]) -> bool:
    """Whether an hour lies in a span, which may go on past midnight (22时至次日6时)."""
    first, last = span
    if first <= last:
        return first <= hour <= last
    return hour >= first or hour <= last


def _spans(text: str) -> Iterator[tuple[re.Match[str], tuple[float, float]]]:
    found = list(_CLOCK.finditer(text))
    for first, last in pairwise(found):
        between = text[first.end() : last.start()]
        if _TO.fullmatch(between.strip()):
            whole = re.compile(".*", re.S).match(text, first.start(), last.end())
            if whole is not None:
                yield whole, (_value(first), _value(last))


def _value(match: re.Match[str]) -> float:
    minutes = 30 if match["half"] else int(match["minute"] or match["minutes"] or 0)
    hour = _number(match["hour"]) + minutes / 60
    part = match["part"]
    if "凌晨" in part:
        return hour % (_DAY / 2)
    if _PAST_MIDNIGHT.search(part):
        return hour
    if _AFTER_NOON.search(part) and hour <= _DAY / 2:
        late = re.search("晚|夜", part) is not None
        return hour if late and hour < 5 else hour + _DAY / 2
    return hour + _DAY / 2 if "中午" in part and hour < 5 else hour


def _number(printed: str) -> float:
    if printed.isdigit():
        return float(printed)
    tens, ten, ones = printed.rpartition("十")
    if not ten:
        return float(_NUMERALS[printed])
    return 10.0 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[ones] if ones else 0)
