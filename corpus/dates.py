"""Dates as official documents print them: 2020年7月1日, 二○二○年七月一日, 2020-08-28."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_DIGITS = {c: str(i % 10) for i, c in enumerate("零一二三四五六七八九")} | dict.fromkeys(
    "〇○Ｏ0OoＯ", "0"
)
_YEAR = r"[零〇○ＯOo一二三四五六七八九]{4}"
_NUMBER = r"[一二三四五六七八九十]{1,3}"
_GAP = r"[ \t\u3000]*"
DATE_PATTERN = (
    rf"(?:\d(?:{_GAP}\d){{3}}{_GAP}年{_GAP}\d{{1,2}}{_GAP}月{_GAP}\d{{1,2}}{_GAP}日"
    rf"|{_YEAR}{_GAP}年{_GAP}{_NUMBER}{_GAP}月{_GAP}{_NUMBER}{_GAP}日"
    r"|(?<!\d)(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))"
)
_DATE = re.compile(DATE_PATTERN)
_DATE_LINE = re.compile(rf"[(（]?{_GAP}(?:{DATE_PATTERN}){_GAP}[)）]?")
_MONTH = re.compile(rf"(?:(?:19|20)\d\d|{_YEAR})年(?:\d{{1,2}}|{_NUMBER})月")
_BROKEN_DATE = re.compile(r"(?:19|20)\d{2}[\s年]?\d{1,4}")


def parse_date(text: str) -> date | None:
    """The date that the text is; None for an impossible one, or for anything else."""
    parts = [p for p in re.split(r"[年月日\-/.]", re.sub(r"\s", "", text)) if p]
    if len(parts) != 3:
        return None
    try:
        return date(_year(parts[0]), _small(parts[1]), _small(parts[2]))
    except ValueError:
        return None


def find_date(text: str) -> date | None:
    """The first date in a text."""
    match = _DATE.search(text)
    return parse_date(match.group()) if match else None


def last_date(text: str) -> date | None:
    """The last date in a text (2020-05-05至2020-06-05)."""
    matches = list(_DATE.finditer(text))
    return parse_date(matches[-1].group()) if matches else None


def spans_of_day(text: str, day: date) -> Iterator[tuple[int, int]]:
    """Where a text prints this day, in whatever form."""
    return (match.span() for match in _DATE.finditer(text) if parse_date(match.group()) == day)


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and nothing else, be it a damaged one (2018113)."""
    return bool(_DATE_LINE.fullmatch(line) or _BROKEN_DATE.fullmatch(line))


def parse_month(text: str) -> date | None:
    """The first day of the first month in a text that prints year and month (2024年1月)."""
    match = _MONTH.search(text)
    return parse_date(match.group() + "1日") if match else None


def chinese_number(text: str) -> int:
    """A whole number below a hundred, in either kind of numerals: 5, 五, 两, 十二, 三十.

    Raises ValueError for anything else.
    """
    return _small(text.replace("两", "二"))


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the first of the next month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return add_months(day.replace(day=1), months + 1)


def _year(text: str) -> int:
    return int("".join(_DIGITS.get(c, c) for c in text))


def _small(text: str) -> int:
    """A day or month: 7, 07, 七, 十一, 二十一."""
    if "十" not in text:
        return int("".join(_DIGITS.get(c, c) for c in text))
    tens, ones = text.split("十", 1)
    return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))
