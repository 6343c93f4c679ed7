"""Whether an answer says a fact: both are folded to one plain form and compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from corpus.script import simplify

_CITATION_MARK = re.compile(r"\[\d{1,2}\]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DASHES = re.compile(r"[‐-―−~∼〜—]+")
_RANGE_WORD = re.compile(r"(?<=[\d%])[至到](?=\d)")
_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_LEADING_ZERO = re.compile(r"(?<=[年月])0(?=\d[月日])")
# Percent, currency, comparison and degree signs carry meaning; all other signs are dropped.
_SEPARATORS = re.compile(r"(?:[^\w%‰¥$€+<>=≥≤°]|_)+")

_DIGITS = {"〇": 0, "零": 0, "两": 2} | {
    numeral: value for value, numeral in enumerate("一二三四五六七八九", start=1)
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERALS = "".join((*_DIGITS, *_UNITS))
_NUMERAL_RUN = re.compile(rf"(?<![\d{_NUMERALS}])[{_NUMERALS}]+(?![\d{_NUMERALS}])")
_PERCENT = re.compile(rf"百分之([{_NUMERALS}]+|\d+(?:\.\d+)?)")


def missing_facts(answer: str, facts: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The positions of the facts of which the answer has no wording."""
    folded = _both_forms(answer)
    return tuple(
        position
        for position, wordings in enumerate(facts)
        if not any(_says(folded, wording) for wording in wordings)
    )


def phrases_in(answer: str, phrases: Sequence[str]) -> tuple[str, ...]:
    """Those of the phrases that a line of the answer says, not the end of one and the next."""
    lines = [_both_forms(line) for line in answer.splitlines()]
    return tuple(phrase for phrase in phrases if any(_says(line, phrase) for line in lines))


def fold(text: str) -> str:
    """The plain form of a text in which facts are compared.

    Widths, scripts and cases are made one (NFKC, simplified Chinese, lower case); marks of
    citations, spaces and punctuation go, except that one space stays between two Latin words
    and the sign stays between two digits or numerals; thousands commas go; every dash between
    digits (and 至, 到) becomes "-"; 2023-03-05 becomes 2023年3月5日.
    """
    text = _CITATION_MARK.sub("", unicodedata.normalize("NFKC", text))
    text = simplify(text).casefold()
    text = _DASHES.sub("-", _THOUSANDS.sub("", text))
    text = _NUMERIC_DATE.sub(r"\1年\2月\3日", text)
    text = _SEPARATORS.sub(_separator, text)
    return _LEADING_ZERO.sub("", _RANGE_WORD.sub("-", text))


def fold_numerals(folded: str) -> str:
    """Chinese numerals below ten thousand as digits: 十三 → 13, 百分之五 → 5%, 二〇二三 → 2023."""
    folded = _PERCENT.sub(lambda found: f"{_numeral(found[1])}%", folded).replace("百%", "100%")
    return _NUMERAL_RUN.sub(lambda found: _numeral(found[0]), folded)


def _both_forms(text: str) -> tuple[str, str]:
    folded = fold(text)
    return folded, fold_numerals(folded)


def _says(answer_forms: tuple[str, str], wording: str) -> bool:
    """Whether the wording stands in the answer, numerals as written or both as digits."""
    wording_forms = _both_forms(wording)
    return any(
        _stands_whole(form, text)
        for form, text in zip(wording_forms, answer_forms, strict=True)
        if form
    )


def _stands_whole(wording: str, text: str) -> bool:
    """Whether the wording occurs without cutting a number or a Latin word in two."""
    start = text.find(wording)
    while start >= 0:
        end = start + len(wording)
        if not (_cuts_before(text, start) or _cuts_after(text, end)):
            return True
        start = text.find(wording, start + 1)
    return False


def _cuts_before(text: str, start: int) -> bool:
    before, first = text[:start], text[start]
    if first.isascii() and first.isdigit():
        return re.search(r"\d\.?$", before) is not None
    if first in _NUMERALS:
        return bool(before) and before[-1] in _NUMERALS
    return _is_latin(first) and _is_latin(before[-1:])


def _cuts_after(text: str, end: int) -> bool:
    after, last = text[end:], text[end - 1]
    if last.isascii() and last.isdigit():
        return re.match(rf"\.?\d|[%‰{''.join(_UNITS)}万亿]", after) is not None
    if last in _NUMERALS:
        return after[:1] != "" and after[0] in f"{_NUMERALS}万亿"
    return _is_latin(last) and _is_latin(after[:1])


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _separator(found: re.Match[str]) -> str:
    """What stays of a run of spaces and punctuation, by what stands on both sides."""
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    if not before or not after:
        return ""
    if before in _NUMERALS and after in _NUMERALS:
        return found[0].strip()[:1]
    if not (before.isascii() and after.isascii() and after.isalnum()):
        return ""
    if (before.isdigit() or before == "%") and after.isdigit():
        if "-" in found[0]:
            return "-"
        return found[0] if len(found[0]) == 1 else " "
    return " " if before.isalnum() else ""


def _numeral(run: str) -> str:
    """A run of Chinese numerals as digits; left alone where it is no plain number."""
    if all(char in _DIGITS for char in run):
        return "".join(str(_DIGITS[char]) for char in run)
    total, digit, last_unit = 0, None, 10_000
    for char in run:
        if char in _DIGITS:
            if digit:
                return run
            digit = _DIGITS[char]
        elif char in _UNITS and _UNITS[char] < last_unit:
            # 十三 has no digit before 十; 百 and 千 alone are words (百姓), not numbers.
            if not digit and (char != "十" or total):
                return run
            last_unit = _UNITS[char]
            total += (digit or 1) * last_unit
            digit = None
        else:
            return run
    if last_unit > 10 and digit and "零" not in run:
        # 三百五 says 350 aloud but may also be cut short: leave it as written.
        return run
    return str(total + (digit or 0))
