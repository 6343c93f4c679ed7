"""Traditional and simplified script: which one a text is in, and from one to the other."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import cast

from opencc import OpenCC

_VARIANTS = Path(__file__).parent / "tables" / "variants.tsv"
# Half a surrogate pair comes out of JSON or a command line.
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_COMMON = range(0x4E00, 0xA000)


def simplify(text: str) -> str:
    """Simplified characters for a text with traditional ones; any other text as it is.

    OpenCC's t2s, then a table of words that it leaves half converted (著力, 帳户).
    """
    if not has_traditional(text):
        return text
    words, pattern = _variants()
    return cast(str, _opencc("t2s").convert(pattern.sub(lambda m: words[m.group()], text)))


def whole_characters(text: str) -> str:
    """The text with a sign of damage for each half of a surrogate pair, which nothing encodes."""
    return _SURROGATE.sub("\ufffd", text)


def traditionalise(text: str) -> str:
    """The text in traditional characters (OpenCC's s2t)."""
    return cast(str, _opencc("s2t").convert(text))


def has_traditional(text: str) -> bool:
    """Whether a character occurs that is written in traditional script only."""
    return _traditional_characters().search(text) is not None


def is_traditional(text: str) -> bool:
    """Whether the text as a whole is in traditional script.

    Traditional-only characters outnumber simplified-only ones by three to one; a name or a
    quotation in traditional characters does not make a simplified text traditional.
    """
    traditional = len(_traditional_characters().findall(text))
    if not traditional:
        return False
    return traditional >= 3 * len(_simplified_characters().findall(text))


@cache
def traditional_only() -> frozenset[str]:
    """Characters that t2s changes alone and that no simplified standard text contains.

    乾, 瞭, 著, 於 and their like, which have a life of their own in simplified text, and those
    that GB2312 holds are left out.
    """
    characters = "".join(map(chr, _COMMON))
    changed = zip(characters, _each("t2s"), strict=True)
    return frozenset(c for c, simple in changed if c != simple and not _in_gb2312(c))


@cache
def simplified_only() -> frozenset[str]:
    """Characters that s2t changes and that traditional text never holds itself (国, not 后)."""
    return frozenset(
        c
        for c, traditional, simple in zip(
            map(chr, _COMMON), _each("s2t"), _each("t2s"), strict=True
        )
        if c != traditional and c == simple and not _in_big5(c)
    )


@cache
def _traditional_characters() -> re.Pattern[str]:
    """Searching is thirteen times as fast as asking the set of every character of a text."""
    return re.compile(f"[{''.join(sorted(traditional_only()))}]")


@cache
def _simplified_characters() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(simplified_only()))}]")


def simplify_each(text: str) -> str:
    """Simplify character by character, without looking at words; the length stays the same."""
    return text.translate(_single_characters())


@cache
def _single_characters() -> dict[int, str]:
    return {c: s for c, s in zip(_COMMON, _each("t2s"), strict=True) if chr(c) != s}


@cache
def _each(config: str) -> tuple[str, ...]:
    converter = _opencc(config)
    return tuple(converter.convert("\n".join(map(chr, _COMMON))).split("\n"))


@cache
def _variants() -> tuple[dict[str, str], re.Pattern[str]]:
    lines = _VARIANTS.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    words = dict(pairs)
    longest = sorted(words, key=lambda w: (-len(w), w))
    return words, re.compile("|".join(map(re.escape, longest)))


def _in_gb2312(character: str) -> bool:
    return _encodable(character, "gb2312")


def _in_big5(character: str) -> bool:
    return _encodable(character, "big5")


def _encodable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _opencc(config: str) -> OpenCC:
    return OpenCC(config)
