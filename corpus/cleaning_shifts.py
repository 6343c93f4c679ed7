"""Repair of text whose GBK bytes have slipped: one byte lost, and all pairs after it cut wrongly.

A character is two bytes in GBK. Where a byte is lost or a stray one comes in, everything up to the
next single byte (a Latin letter, a line end) is cut into the wrong pairs: （上海市 (A3A8 C9CF BAA3
CAD0) after a lost byte reads ㄉ虾Ｊ. Such text is full of characters that no one writes.

The readings that the bytes allow form a lattice over byte positions: read a pair as printed, read
across the border of two printed characters, or suppose that a byte was lost or came in. Each path
has a probability (the language's for what is read, a small one for each byte lost or gained).
A stretch is rewritten only where one reading has practically all of it; a single character of
which half the bytes are gone and that the language does not settle becomes U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from corpus.byte_lattice import best_reading
from corpus.likelihood import character_model
from corpus.records import Edit
from corpus.script import simplify_each

_BEFORE, _AFTER = 8, 12  # characters of a window around what looks torn
_LONGEST = 400  # characters of a window; what is longer is read in pieces


def shift_edits(text: str) -> Iterator[Edit]:
    """Restore stretches read one byte off: ㄉ虾Ｊ行l is 上海市衛. Linear time."""
    for start, end in _windows(text):
        yield from best_reading(text, start, end)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Spans around characters that look torn, disjoint and in order."""
    start = end = -1
    for found in _odd().finditer(text):
        at = found.start()
        if len(found.group()) == 1 and found.group() in rare_characters() and _known(text, at):
            continue
        if end < 0 or at - _BEFORE > end or end - start > _LONGEST:
            if end >= 0:
                yield start, end
            start = max(at - _BEFORE, end, 0)
        end = min(found.end() + _AFTER, len(text))
    if end >= 0:
        yield start, end


def _known(text: str, at: int) -> bool:
    """Whether a character makes part of a word with the one before or after it."""
    inside, simple = character_model().inside, simplify_each(text[max(0, at - 1) : at + 2])
    return any(a + b in inside for a, b in pairwise(simple))


@cache
def _odd() -> re.Pattern[str]:
    """What slipped bytes leave and Chinese text does not hold.

    A sign of GBK's rows A4 to A9 (kana, Greek, Cyrillic, bopomofo, frames), a private character or
    U+FFFD next to a Chinese character; or a rare Chinese character.
    """
    han = "\u4e00-\u9fff"
    signs = "\u3041-\u3129\u0370-\u03ff\u0401-\u0451\u2500-\u25ff\ue000-\uf8ff\ufffd"
    rare = f"[{_ranges(rare_characters())}]"
    return re.compile(f"(?<=[{han}])[{signs}]|[{signs}](?=[{han}])|{rare}(?:.{{0,3}}{rare})?")


@cache
def rare_characters() -> frozenset[str]:
    """Chinese characters whose simplified form is none of the 3,755 common ones of GB2312."""
    common = {bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)}
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    simple = simplify_each(every)
    return frozenset(c for c, s in zip(every, simple, strict=True) if _gb2312(s) not in common)


def _gb2312(character: str) -> bytes:
    return character.encode("gb2312", errors="ignore")


def _ranges(characters: frozenset[str]) -> str:
    """The inside of a character class: runs of neighbours as ranges."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in runs)
