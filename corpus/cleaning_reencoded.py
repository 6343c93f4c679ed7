"""Repair of text decoded with the wrong encoding: 锘挎枃浠 is 文件, ÎÄ¼þ and æ–‡ä»¶ are 文件 too.

Three mistakes are common: UTF-8 read as GBK, GBK read as Latin-1 (or Windows-1252), UTF-8 read as
Latin-1. None loses bytes, but for the odd one at the end of a run of UTF-8 read as GBK. So what is
re-encoded and read rightly is certain: chance hardly makes UTF-8, and hardly makes Chinese words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from corpus.likelihood import character_model
from corpus.records import Edit
from corpus.script import simplify_each

_LOST = "\ufffd"
# Characters of Windows-1252 at 80 to 9F, and the control characters where it has none.
_WINDOWS = {
    bytes((b,)).decode("cp1252", errors="ignore") or chr(b): b for b in range(0x80, 0xA0)
} | {chr(b): b for b in range(0x80, 0x100)}
_LATIN = "".join(map(re.escape, sorted(_WINDOWS)))
_LATIN_RUN = re.compile(f"[{_LATIN}]*[\u00a1-\u00ff][{_LATIN}]{{2,}}")
_LETTER = re.compile("[\u00c0-\u00ff]")
_LATIN_LINE = re.compile(f"[{_LATIN}][{_LATIN} -~]*[{_LATIN}]")
# Both brackets of a document number: nothing else is lost on both sides of a year before a number.
_NUMBER = re.compile("(?<=[\u4e00-\u9fff])\ufffd((?:19|20)[0-9]{2})\ufffd(?=[0-9]{1,4}(?:号|號))")
_ODD, _MOST_ODD = -11.0, 0.2  # log probability of a rare character, the share of them that may be
_CLEARLY = 3.0  # log odds between two characters that the bytes allow alike
_LEADS = range(0xE3, 0xEA)  # of Chinese characters and marks in UTF-8


def reencoded_edits(text: str) -> Iterator[Edit]:
    """Read again, line by line, what was read in the wrong encoding. Linear time."""
    latin, gbk = _LATIN_RUN.search(text), _utf8_in_gbk().search(text)
    if not (latin or gbk):
        return
    start = 0
    for line in text.split("\n"):
        if latin and _LATIN_RUN.search(line):
            yield from _latin_edits(line, start)
        elif gbk and _utf8_in_gbk().search(line):
            restored = _from_gbk(line)
            if restored:
                yield Edit("mojibake", start, start + len(line), line, restored)
        start += len(line) + 1


def _latin_edits(line: str, start: int) -> Iterator[Edit]:
    """The stretches from one Latin letter to the last before other characters, or else the runs."""
    for pattern in (_LATIN_LINE, _LATIN_RUN):
        edits = [
            Edit("mojibake", start + found.start(), start + found.end(), found.group(), restored)
            for found in pattern.finditer(line)
            if (restored := _from_latin(found.group()))
        ]
        if edits:
            yield from edits
            return


def _from_latin(run: str) -> str:
    """What a run of Latin-1 characters is in UTF-8, or else in GBK; "" where it is neither."""
    if not _LETTER.search(run):
        return ""  # dashes, dots and quotation marks of Chinese text
    encoded = bytes(_WINDOWS.get(c, ord(c)) for c in run)
    for encoding, fewest in (("utf-8", 1), ("gb18030", 2)):
        try:
            restored = encoded.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _chinese(restored, fewest):
            return restored.replace("\ufeff", "")
    return ""


def _from_gbk(line: str) -> str:
    """What a line of GBK characters is in UTF-8; "" where it is not that.

    Where GBK had no reading for a byte, ? or U+FFFD stands; the language says what the byte was,
    or the character becomes U+FFFD.
    """
    units: list[int | None] = []
    for character in line:
        lost = character == _LOST or (
            character == "?" and (not units or (units[-1] or 0x80) > 0x7F)
        )
        units += [None] if lost else character.encode("gb18030", errors="replace")
    restored: list[str] = []
    at = 0
    while at < len(units):
        read, length = _next(units, at, restored[-1] if restored else "")
        if not length:
            return ""
        restored.append(read)
        at += length
    text = "".join(restored)
    fewest = 1 if text.startswith("\ufeff") else 2
    if text == line or not _chinese(text.replace(_LOST, ""), fewest):
        return ""
    return _NUMBER.sub(r"〔\1〕", text.replace("\ufeff", ""))


def _next(units: list[int | None], at: int, before: str) -> tuple[str, int]:
    """The next character of UTF-8 with lost bytes, and how many bytes it takes; 0 where none is."""
    first = units[at]
    if first is not None and first < 0x80:
        return chr(first), 1
    for length in (2, 3) if first is not None and first < 0xE0 else (3, 2):
        options = [_options(units, i) for i in range(at, min(at + length, len(units)))]
        if at and at + len(options) == len(units):
            options += [_gone(None)] * (length - len(options))  # the line ends in half a character
        if first is None:
            options[0] = tuple(_LEADS)
        read = {
            c for raw in product(*options) if (c := bytes(raw).decode("utf-8", errors="ignore"))
        }
        if len(options) == length and read:
            following = units[at + length] if at + length < len(units) else ord("\n")
            after = chr(following) if following and following < 0x80 else ""
            return _likeliest(read, before, after), min(length, len(units) - at)
    return (_LOST, 1) if first is None else ("", 0)


def _options(units: list[int | None], at: int) -> tuple[int, ...]:
    """The bytes that can have stood at a place."""
    here = units[at]
    return (here,) if here is not None else _gone(units[at + 1] if at + 1 < len(units) else None)


@cache
def _gone(following: int | None) -> tuple[int, ...]:
    """The bytes inside a character of UTF-8 that GBK cannot read before the following byte."""
    gone = []
    for byte in range(0x80, 0xC0):
        try:
            bytes((byte, following or 0)).decode("gbk")
        except UnicodeDecodeError:
            gone.append(byte)
    return tuple(gone)


def _likeliest(read: set[str], before: str, after: str) -> str:
    """The reading that the language clearly prefers between two characters; U+FFFD where none."""
    if len(read) == 1:
        return next(iter(read))
    model, last = character_model(), simplify_each(before)
    ranked = sorted(
        (-model.step(last, one) - (model.step(one, after) if after else 0.0), c)
        for c in read
        for one in (simplify_each(c),)
    )
    return ranked[0][1] if ranked[1][0] - ranked[0][0] > _CLEARLY else _LOST


def _chinese(text: str, fewest: int) -> bool:
    """Whether this reads as Chinese: mostly Chinese characters, and common ones."""
    simple = simplify_each(text.replace("\ufeff", ""))
    han = [c for c in simple if "\u4e00" <= c <= "\u9fff"]
    if len(han) < fewest or 2 * len(han) < len(simple):
        return False
    model = character_model()
    return sum(model.step("", c) < _ODD for c in han) <= _MOST_ODD * len(han)


@cache
def _utf8_in_gbk() -> re.Pattern[str]:
    """Two Chinese characters or marks of UTF-8, three bytes each, as three characters of GBK."""
    first, after = range(0xE2, 0xF0), range(0x80, 0xC0)
    kinds = ((first, after), (after, first), (after, after))
    return re.compile("".join(f"[{_characters(*kind)}]" for kind in kinds))


def _characters(leads: range, trails: range) -> str:
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return "".join(pair.decode("gb18030", errors="ignore") for pair in pairs)
