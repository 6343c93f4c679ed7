"""Amounts, lengths of time, grades and days that a text names, read alike however written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from corpus.numerals import read_numeral
from retrieval.tables import TABLES, rows

Value = tuple[str, float]  # a kind of unit and how much, or "date" and the day as YYYYMMDD or MMDD

LONGEST_TEXT = 4_000  # characters of a passage that are read
_DIGIT = "〇○零一二三四五六七八九"
_NUMERAL = r"\d[\d,]*(?:\.\d+)?|[〇○零一二两三四五六七八九十百千]+"
_DAY = re.compile(
    rf"(?:(\d{{4}}|[{_DIGIT}]{{4}})\s*年\s*)?([\d一二三四五六七八九十]{{1,2}})\s*月\s*"
    r"([\d一二三四五六七八九十]{1,3})\s*[日号]"
)
_SHARE = re.compile(rf"百分之({_NUMERAL})")
# "由二、三级医院承担" names two grades; "二、三级医院评审" on a line of its own is the second item.
_ITEM = re.compile(r"(?m)^\s*[一二三四五六七八九十]+、")
_CALENDAR_YEAR = re.compile(
    r"(?:(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})\s*年度?"
)
_ORDINAL = re.compile(rf"第\s*(?:{_NUMERAL})")


@lru_cache(maxsize=4_096)
def values_in(text: str) -> frozenset[Value]:
    """What a simplified text counts, and the days that it names.

    A day with its year is found without the year too. Calendar years, ordinals and a single one
    of something (一次) are no values.
    """
    text = _ITEM.sub(" ", text[:LONGEST_TEXT])
    found: set[Value] = set()
    for match in _DAY.finditer(text):
        found.update(_days(*match.groups()))
    text = _ORDINAL.sub(" ", _CALENDAR_YEAR.sub(" ", _DAY.sub(" ", text)))
    for match in _SHARE.finditer(text):
        found.update(("%", number) for number in _numbers(match.group(1)))
    for match in _counted().finditer(text):
        kind, size = _units()[match.group(2)]
        for number in _numbers(match.group(1)):
            if number * size > 1:
                found.add((kind, round(number * size, 6)))
    return frozenset(found)


def writings(values: Iterable[Value]) -> Iterator[str]:
    """The usual ways to write values: 5000元 and 五千元, 15日, 十五日, 15天 and 十五天."""
    for kind, amount in sorted(values):
        if kind == "date":
            year, day = divmod(int(amount), 10_000)
            yield (f"{year}年" if year else "") + f"{day // 100}月{day % 100}日"
            continue
        for unit, (of, size) in _units().items():
            number = amount / size
            # Nobody writes 50百元 for 五千元.
            if (
                of == kind
                and unit[0] not in "百千"
                and 1 <= number < 10_000
                and number == int(number)
            ):
                yield f"{int(number)}{unit}"
                yield f"{write_numeral(int(number))}{unit}"


def write_numeral(number: int) -> str:
    """A number from 1 to 9,999 in Chinese: 12 → 十二, 105 → 一百零五, 2 → 两."""
    if number == 2:
        return "两"
    written = ""
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            written += _DIGIT[digit + 2] + name
        elif written and number and not written.endswith("零"):
            written += "零"
    return written[1:] if written.startswith("一十") else written


def _days(year: str | None, month: str, day: str) -> Iterator[Value]:
    read = [read_numeral(part) for part in (year or "0", month, day)]
    years, months, days = (number or 0 for number in read)
    if 1 <= months <= 12 and 1 <= days <= 31:
        yield "date", months * 100 + days
        if years:
            yield "date", years * 10_000 + months * 100 + days


def _numbers(text: str) -> Iterator[float]:
    """The numbers of "十五", "5,000" or "二、三"."""
    for part in re.findall(_NUMERAL, text):
        plain = part.replace(",", "")
        number = float(plain) if plain[0].isdecimal() else read_numeral(plain)
        if number is not None:
            yield float(number)


@cache
def _units() -> Mapping[str, tuple[str, float]]:
    return {unit: (kind, float(size)) for unit, kind, size in rows(TABLES / "units.tsv")}


@cache
def _counted() -> re.Pattern[str]:
    """Numbers, several of which may share a unit ("三至五年", "二、三级"), and the unit."""
    units = "|".join(sorted(map(re.escape, _units()), key=lambda unit: (-len(unit), unit)))
    joint = r"\s*(?:、|至|到|或者?|和|及|~|-|—)\s*"
    return re.compile(rf"((?:{_NUMERAL})(?:{joint}(?:{_NUMERAL}))*)\s*({units})")
