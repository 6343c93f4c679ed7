"""Ranges and dates whose marks are lost: 8:3012:00, 2019年13月, 5月1015日, 6080周岁, 2016年75日.

Only what no sound text says is taken: an hour of four digits, a thirteenth month, a day after the
thirty-first, an age of thousands. The likely reading is given where there is only one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from corpus.records import Damage

_YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
# 8:3012:00, as opening hours are printed without their dash; hours have one or two digits.
_CLOCK = re.compile(
    r"(?<![\dA-Za-z])(?<!\d[:：])(?P<first>(?:0?[5-9]|1\d|2[0-3])[:：][0-5]\d)"
    r"(?P<last>(?:[01]?\d|2[0-3])[:：][0-5]\d)(?![\dA-Za-z:：])"
)
# 00 — 17：00: the hour before is gone with its colon.
_HALF_CLOCK = re.compile(
    r"(?<![\d:：.,，])00 ?[-—–~～至]+ ?(?:[01]?\d|2[0-3])[:：][0-5]\d(?![\d:：])"
)
_MONTHS = re.compile(r"(?<=年)(?P<digits>\d{2,4})月(?!龄)")
_DAYS = re.compile(r"(?<=月)(?P<digits>\d{2,4})日")
_AGES = re.compile(r"(?<![\d.,〔\[(（第-])(?P<digits>\d{4})(?=(?:周岁|岁))")
_DAY_ALONE = re.compile(rf"(?<!\d){_YEAR}年(?P<digits>\d{{2,4}})日")
# 发布时间：201675
_FIELD = re.compile(
    rf"(?<=日期|时间)[:：] ?(?P<year>{_YEAR})(?P<rest>\d{{2,3}})(?=[ \n，。；,;)）]|\Z)"
)
# (20162018) as the years of a plan.
_YEARS = re.compile(rf"[(（](?P<first>{_YEAR})(?P<last>{_YEAR})(?=[)）])")
# 0515-8832020188320202: two numbers of one exchange.
_PHONES = re.compile(r"(?<!\d)(?P<area>0\d{2,3}[-—])(?P<digits>\d{14}|\d{16})(?!\d)")


def range_damages(text: str) -> Iterator[Damage]:
    """All damage of these kinds, in no particular order."""
    for rule in _RULES:
        yield from rule(text)


def _clocks(text: str) -> Iterator[Damage]:
    for found in _CLOCK.finditer(text):
        yield _lost_dash(found, f"{found['first']}—{found['last']}")
    for found in _HALF_CLOCK.finditer(text):
        reason = f"时间“{found.group()}”的开头已丢失,请核对原件。"
        yield Damage("range", found.start(), found.end(), reason)


def _months_and_days(text: str) -> Iterator[Damage]:
    for pattern, most, word in ((_MONTHS, 12, "月"), (_DAYS, 31, "日")):
        for found in pattern.finditer(text):
            if int(found["digits"]) > most:
                yield _lost_dash(found, *_ranges(found["digits"], 1, most, word))


def _ages(text: str) -> Iterator[Damage]:
    for found in _AGES.finditer(text):
        likely = _ranges(found["digits"], 1, 120, "")
        if likely:
            yield _lost_dash(found, *likely)


def _lost_month(text: str) -> Iterator[Damage]:
    """2016年75日: 月 is gone."""
    for found in _DAY_ALONE.finditer(text):
        dates = _month_days(found["digits"])
        if dates:
            year = found.group()[:5]
            likely = year + dates[0] if len(dates) == 1 else ""
            options = "或".join(year + one for one in dates)
            reason = f"日期“{found.group()}”丢失了“月”字,可能是{options}。"
            yield Damage("date", found.start(), found.end(), reason, likely)


def _fields(text: str) -> Iterator[Damage]:
    for found in _FIELD.finditer(text):
        dates = [f"{found['year']}年{month_day}" for month_day in _month_days(found["rest"])]
        if dates:
            likely = dates[0] if len(dates) == 1 else ""
            reason = f"日期“{found['year']}{found['rest']}”丢失了“年”“月”等字,"
            reason += f"可能是{'或'.join(dates)}。"
            yield Damage("date", found.start("year"), found.end(), reason, likely)


def _month_days(digits: str) -> list[str]:
    """The days of the year that month and day written together can mean."""
    cuts = ((digits[:cut], digits[cut:]) for cut in range(1, len(digits)))
    return [
        f"{month}月{day}日"
        for month, day in cuts
        if month[0] != "0" and day[0] != "0" and int(month) <= 12 and int(day) <= 31
    ]


def _years(text: str) -> Iterator[Damage]:
    for found in _YEARS.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        if first < last <= first + 50:
            likely = f"{first}—{last}"
            reason = f"“{first}{last}”之间的连接号已丢失,原文很可能是“{likely}”。"
            yield Damage("years", found.start("first"), found.end(), reason, likely)


def _phones(text: str) -> Iterator[Damage]:
    for found in _PHONES.finditer(text):
        digits = found["digits"]
        one, other = digits[: len(digits) // 2], digits[len(digits) // 2 :]
        if one[:4] == other[:4]:
            likely = f"{found['area']}{one}、{other}"
            reason = f"“{found.group()}”看来是连在一起的两个电话号码,请核对原件。"
            yield Damage("range", found.start(), found.end(), reason, likely)


def _ranges(digits: str, least: int, most: int, word: str) -> list[str]:
    """The ranges that the digits make when cut in two."""
    cuts = ((digits[:cut], digits[cut:]) for cut in range(1, len(digits)))
    return [
        f"{a}—{b}{word}"
        for a, b in cuts
        if a[0] != "0" and b[0] != "0" and least <= int(a) < int(b) <= most
    ]


def _lost_dash(found: re.Match[str], *readings: str) -> Damage:
    likely = readings[0] if len(readings) == 1 else ""
    hint = f",原文可能是“{'”或“'.join(readings)}”" if readings else ""
    reason = f"“{found.group()}”疑似丢失了连接号{hint},请核对原件。"
    return Damage("range", found.start(), found.end(), reason, likely)


_RULES: tuple[Callable[[str], Iterator[Damage]], ...] = (
    _clocks,
    _months_and_days,
    _ages,
    _lost_month,
    _fields,
    _years,
    _phones,
)
