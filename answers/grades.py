"""Grades and classes in a question held against those of a rule: 六级 within 五级至七级."""

from __future__ import annotations

import re

from corpus.numerals import read_numeral

_NUMBER = r"([一二三四五六七八九十]{1,2}|\d{1,2})"
_GRADE = re.compile(rf"(?<![第上下\d一二三四五六七八九十]){_NUMBER}([级类等])(?![别型级待于])")
_RANGE = re.compile(rf"{_NUMBER}([级类等])?[至到—-]{_NUMBER}([级类等])")


def grades_agree(question: str, text: str) -> bool | None:
    """Whether a text rules on the grade that a question names; None where either names none.

    Both must count in the same way (级 or 类); a text may name several grades or a range.
    """
    asked = {(_value(n), unit) for n, unit in _GRADE.findall(question)}
    if len(asked) != 1:
        return None
    value, unit = asked.pop()
    said = {_value(n) for n, one in _GRADE.findall(text) if one == unit}
    for first, _, last, one in _RANGE.findall(text):
        if one == unit:
            said |= set(range(_value(first), _value(last) + 1))
    return value in said if said else None


def _value(numeral: str) -> int:
    return read_numeral(numeral) or 0
