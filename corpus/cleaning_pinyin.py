"""Cleaning of pinyin in brackets: 發(fā)改 becomes 發改."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from corpus.records import Edit

_TONE_MARKS = "\u0300\u0301\u0304\u030c"
# A Chinese character, a bracket with one syllable in it, and the space that some tools set after
# a bracket whose syllable lost its tone mark: 關(guan) 係.
_NOTE = re.compile(
    r"(?P<character>[\u3400-\u9fffA-Za-z])"
    r"(?P<note>[（(](?P<syllable>[^\W\d_]{1,6}) ?[)）])(?P<space> ?)"
)


def pinyin_edits(text: str) -> Iterator[Edit]:
    """Remove a bracketed syllable that is a reading of the character before it.

    A syllable with a tone mark that is Mandarin goes as well, should the character's own reading
    be missing from the dictionary, and after a letter that stands in torn bytes (醫奔P(xù)伲).
    医(A), (GPO) and 甲(an) stay.
    """
    for found in _NOTE.finditer(text):
        syllable = found["syllable"]
        if not (is_reading(found["character"], syllable) or _is_pinyin(syllable)):
            continue
        start, end = found.span("note")
        # The space belongs to the note only inside a run of Chinese text.
        follows = text[found.end() : found.end() + 1]
        if found["space"] and "\u3400" <= follows <= "\u9fff":
            end += 1
        yield Edit("pinyin", start, end, text[start:end], "")


def is_reading(character: str, syllable: str) -> bool:
    """Whether a syllable, with or without its tone mark, is a reading of the character."""
    # No reading holds a Chinese character, which is what most brackets hold: 甲（一）.
    if max(syllable) >= "\u2e80" or syllable != syllable.lower():
        return False
    return _plain(syllable) in _readings(character)


def _is_pinyin(syllable: str) -> bool:
    """Whether this is a Mandarin syllable with its tone mark, whichever character it belongs to."""
    toned = any(mark in unicodedata.normalize("NFD", syllable) for mark in _TONE_MARKS)
    return toned and syllable == syllable.lower() and _plain(syllable) in _syllables()


@cache
def _readings(character: str) -> frozenset[str]:
    # Imported at the first bracket, since its dictionaries take a third of a second to load.
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=True)
    return frozenset(_plain(reading) for readings in found for reading in readings)


@cache
def _syllables() -> frozenset[str]:
    """Every plain syllable that is a reading of a common character."""
    return frozenset().union(*(_readings(chr(code)) for code in range(0x4E00, 0x9FA6)))


def _plain(syllable: str) -> str:
    """The syllable without its tone mark; ü is kept apart from u by the letter v."""
    decomposed = unicodedata.normalize("NFD", syllable.replace("ɡ", "g"))
    without = "".join(c for c in decomposed if c not in _TONE_MARKS)
    return unicodedata.normalize("NFC", without).replace("ü", "v")
