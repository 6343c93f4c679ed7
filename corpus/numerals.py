"""Chinese numerals read as numbers: 十二, 一百零五, 两千, 二〇二五."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
# More signs than this are a row of marks ("○○○○…") or of digits; no number of a document has them.
LONGEST_NUMERAL = 24
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


def read_numeral(text: str) -> int | None:
    """The number that digits or Chinese numerals write; None where they write none."""
    if len(text) > LONGEST_NUMERAL:
        return None
    if text.isdecimal():
        return int(text)
    if not text or not set(text) <= _DIGITS.keys() | _TENS.keys():
        return None
    if not set(text) & _TENS.keys():
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        else:
            section += (digit or (1 if character == "十" else 0)) * _TENS[character]
            digit = 0
    return total + section + digit
