"""Repair of characters torn apart by tools that worked on bytes of GBK text.

A character is two bytes in GBK. A tool that looks for a byte pair anywhere finds it across the
border of two characters as well. Two such tools have left their marks in Chinese pages:

- One puts random characters before punctuation. Fullwidth marks begin with the byte A3
  (，A3AC ；A3BB ？A3BF ！A3A1 ：A3BA). 保 is B1A3, 專 is 8CA3: 保基 (B1A3 BBF9) holds a ；
  and 專科 (8CA3 BFC6) a ？, and the random bytes go in after the first byte of 保 or 專.
- One writes pinyin in brackets after traditional characters. 照執 is D5D5 88CC, and D588 is 請:
  "(qǐng)" goes in after 88, and the half characters next to brackets turn into question marks.

Both repairs restore only what the bytes allow and the language confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.cleaning_junk import has_junk
from corpus.cleaning_pinyin import is_reading
from corpus.likelihood import character_model
from corpus.records import Edit
from corpus.script import simplify_each, traditional_only

_MARK_LEAD = 0xA3
_MARK_CELLS = frozenset(b"\xac\xbb\xbf\xa1\xba")
_GARBAGE = range(4, 1, -1)  # characters that stand in place of the torn one
_GARBAGE_TEXT = re.compile(r"[\u3400-\u9fffA-Za-z]+")
_CLEARLY = 12.0  # log odds that the repaired reading must win by
_COMMONEST = 60  # characters, of 6,763, that a random run hardly ever holds
_CLEARLY_OF_TWO = 4.0  # log odds between two readings that the bytes allow alike
_TRAILS = tuple(cell for cell in range(0x40, 0xFF) if cell != 0x7F)

_SYLLABLE = "[a-zü\u00e0-\u01dc]{1,6}"
_TORN_NOTES = re.compile(
    rf"(?P<before>[\u4e00-\u9fff])[?？](?P<first>{_SYLLABLE})\)"
    rf"(?P<middle>[\u4e00-\u9fffA-Za-z0-9Ａ-Ｚａ-ｚ０-９]{{0,3}})[?？](?P<second>{_SYLLABLE})\)"
)


def torn_note_edits(text: str) -> Iterator[Edit]:
    """Mend two torn pinyin notes with the characters between them: 照?qǐng)?zhí)行 is 照執行."""
    for found in _TORN_NOTES.finditer(text):
        readings = _note_readings(*found.group("before", "first", "middle", "second"))
        restored = _likeliest(readings, found["before"], text[found.end() : found.end() + 1])
        if restored:
            start = found.end("before")
            before = text[start : found.end()]
            yield Edit("mojibake", start, found.end(), before, restored)


def _note_readings(before: str, first: str, middle: str, second: str) -> list[str]:
    """All texts whose bytes, cut into pairs one byte off, give these two notes.

    The lost byte ``x`` ends a traditional character that is read ``first`` and begins with the
    last byte of ``before``; the lost byte ``y`` ends one that is read ``second``.
    """
    head, inner = _bytes(before), _bytes(middle)
    if len(head) != 2:
        return []
    readings = []
    for x in _TRAILS:
        if not _annotated(bytes((head[1], x)), first):
            continue
        for y in _TRAILS:
            whole = bytes((x,)) + inner + bytes((y,))
            text = _decode(whole)
            if text and _annotated(whole[-2:], second):
                readings.append(text)
    return readings


def _likeliest(readings: list[str], before: str, after: str) -> str:
    """The reading that the language prefers clearly to all others; "" where there is none."""
    model = character_model() if len(readings) > 1 else None
    if model is None:
        return "".join(readings)
    one, rest = simplify_each(before), simplify_each(after)
    ranked = sorted((-model.phrase(one, simplify_each(r) + rest), r) for r in set(readings))
    return ranked[0][1] if ranked[1][0] - ranked[0][0] > _CLEARLY_OF_TWO else ""


@cache
def _annotated(pair: bytes, syllable: str) -> bool:
    """Whether the pair is a traditional character with this reading: the tool noted only those."""
    character = _decode(pair)
    return character in traditional_only() and is_reading(character, syllable)


def shifted_bytes_edits(text: str) -> Iterator[Edit]:
    """Restore characters torn by junk before a mark that was none: 醫奔P伲基金 is 醫保基金."""
    if not has_junk(text):
        return
    leads = [_lead(character) for character in text]
    simple = simplify_each(text)
    at = 1
    while at < len(text):
        length, restored = _torn(text, simple, leads, at)
        if length:
            yield Edit("mojibake", at, at + length, text[at : at + length], restored)
        at += length or 1


def _torn(text: str, simple: str, leads: list[int], at: int) -> tuple[int, str]:
    """How many characters from here stand for one torn character, and which; (0, "") if none."""
    restored = _decode(bytes((leads[at], _MARK_LEAD))) if leads[at] else ""
    if not restored or restored == text[at]:
        return 0, ""
    model, reading = character_model(), simplify_each(restored)
    for length in _GARBAGE:
        after = simple[at + length : at + length + 1]
        if not after or leads[at + length] not in _MARK_CELLS:
            continue
        before, garbage = simple[at - 1], simple[at : at + length]
        if not _GARBAGE_TEXT.fullmatch(garbage):
            continue
        if before + reading not in model.words and reading + after not in model.words:
            continue
        odds = model.phrase(before, reading + after) - model.phrase(before, garbage + after)
        if odds > _CLEARLY and not _fluent(garbage):
            return length, restored
    return 0, ""


def _fluent(garbage: str) -> bool:
    """Whether the run is language: two neighbours make a word, or what follows its first character,
    which is random, is one of the commonest (古树名木的管护 is not 古树名模护).
    """
    words = character_model().words
    if any(character in _commonest() for character in garbage[1:]):
        return True
    return any(garbage[i : i + 2] in words for i in range(len(garbage) - 1))


@cache
def _commonest() -> frozenset[str]:
    """The characters that stand in a fifth of all places."""
    return frozenset(character for character, _ in character_model().occurs.most_common(_COMMONEST))


def _lead(character: str) -> int:
    """The first byte of a Chinese character in GBK; 0 for any other."""
    encoded = _bytes(character) if "\u4e00" <= character <= "\u9fff" else b""
    return encoded[0] if len(encoded) == 2 else 0


def _bytes(text: str) -> bytes:
    """The text in GBK, Latin letters and digits wide, as they stand in Chinese pages."""
    wide = (chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return "".join(wide).encode("gbk", errors="ignore")


def _decode(encoded: bytes) -> str:
    """The Chinese characters that these bytes stand for in GBK; "" where they are not such."""
    try:
        text = encoded.decode("gbk")
    except UnicodeDecodeError:
        return ""
    return text if all("\u4e00" <= c <= "\u9fff" for c in text) else ""
