"""Bytes of a text file become text: which encoding they are in, and when they are not text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
# Sites declare the small set and use the large one.
_LARGER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "utf-16": "utf-16-le",  # without the mark at the beginning, which was looked for before
}
# Characters that make up a quarter of any Chinese text, in both scripts, and common punctuation.
_COMMON = frozenset(
    "的一是不了在有和人这這中大为為上个個国國以要时時来來用生到作地于於出就分对對成会會可主发發年动動"
    "同工也能下过過子产產行方后後定学學法所民得经經等部度家理机機制政市办辦公关關单單位各日月通知医醫"
    "保实實施管区區县縣，。、；：（）《》“”「」"
)
_LEAST_COMMON = 0.06
_LEAST_USUAL = 0.9  # of the characters of a text too short for the common ones, in the first levels
_USUAL_WEIGHT = 0.3
_ODD_WEIGHT = 2.0  # private and replaced characters: the encoding is another one
_DECLARED_WEIGHT = 0.05  # what a page says of itself decides where the bytes leave it open
_WHOLE_FOR_BROKEN = 15  # whole characters for each broken one; with fewer it is no such text
_SAMPLE = 2**18  # bytes that decide between encodings
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FOREIGN = re.compile("[^\x00-\x7f]")
_FOREIGN_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
_ODD = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]")


class NotTextError(Exception):
    """The bytes are not a text, or in no encoding that is known here."""

    def __init__(self, binary: bool) -> None:
        super().__init__("binary" if binary else "encoding")
        self.binary = binary


def decode(data: bytes, declared: str = "") -> str:
    """Decode UTF-8, UTF-16, UTF-32, GB18030 or Big5; what is declared counts only if it fits.

    Between encodings that share their bytes, the one that gives the more common Chinese
    characters wins. A few broken bytes in a text that is clearly Chinese become U+FFFD. Raises
    NotTextError.
    """
    for encoding in [name for bom, name in _BOMS if data.startswith(bom)][:1] or ["utf-8"]:
        text = _try(data, encoding)
        if text is not None:
            return text
        if encoding != "utf-8" and (text := _try(data, encoding, broken=True)) is not None:
            return text
    said = _known(declared or _declared(data))
    for encoding, _ in sorted(_ranked(data, said), key=lambda one: -one[1]):
        for broken in (False, True):
            text = _try(data, encoding, broken)
            if text is not None:
                return text
    if said and (text := _try(data, said)) is not None and not _ODD.search(text):
        return text
    raise NotTextError(binary=b"\x00" in data or len(_CONTROL.findall(data.decode("latin-1"))) > 2)


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def _known(name: str) -> str:
    """The encoding that a declared one stands for; "" where Python knows no such text encoding."""
    name = _LARGER.get(name.lower(), name.lower())
    try:
        b"    ".decode(name)  # of no bytes at all Python says "" before it looks for the encoding
    except (LookupError, ValueError):
        return ""
    return name


def _ranked(data: bytes, said: str) -> Iterator[tuple[str, float]]:
    """The encodings in which the bytes read as Chinese, each with how well they do."""
    lines = b"".join(match[0] for match in _foreign_lines(data))
    for encoding in dict.fromkeys((*_CANDIDATES, *([said] if said else ()))):
        sample = data[:_SAMPLE] if encoding.startswith("utf-16") else lines
        text = _sample_text(sample, encoding)
        foreign = _FOREIGN.findall(text)
        if not foreign:
            if encoding.startswith("utf-16") and text and _is_wide_ascii(data, encoding):
                yield encoding, 1.0
            continue
        common = sum(map(_COMMON.__contains__, foreign)) / len(foreign)
        usual = sum(map(_usual().__contains__, foreign)) / len(foreign)
        if common >= _LEAST_COMMON or usual >= _LEAST_USUAL:
            odd = len(_ODD.findall(text)) / len(foreign)
            bonus = _DECLARED_WEIGHT if encoding == said else 0.0
            yield encoding, common + _USUAL_WEIGHT * usual - _ODD_WEIGHT * odd + bonus


def _foreign_lines(data: bytes) -> Iterator[re.Match[bytes]]:
    """The lines that are not plain ASCII, from the start, up to the size of a sample."""
    taken = 0
    for match in _FOREIGN_LINE.finditer(data, 0, 2**24):
        taken += len(match[0])
        if taken > _SAMPLE and taken > len(match[0]):
            return
        yield match


def _sample_text(sample: bytes, encoding: str) -> str:
    """As much of the sample as decodes; a character cut off at its end does not count."""
    try:
        return codecs.getincrementaldecoder(encoding)("replace").decode(sample[: 4 * _SAMPLE])
    except (LookupError, UnicodeError, ValueError):  # some decoders know no replacing
        return ""


def _is_wide_ascii(data: bytes, encoding: str) -> bool:
    """Whether every second byte is zero, as in UTF-16 of plain English."""
    high, low = (data[1:4096:2], data[0:4096:2])
    if encoding == "utf-16-be":
        high, low = low, high
    return len(high) > 2 and high.count(0) == len(high) and not low.count(0)


def _try(data: bytes, encoding: str, broken: bool = False) -> str | None:
    """The text in an encoding; with ``broken``, a few bytes that do not fit become U+FFFD."""
    try:
        text = data.decode(encoding, "replace" if broken else "strict")
    except (UnicodeError, LookupError, ValueError):
        return None
    if broken:
        lost = text.count("\ufffd")
        if lost * _WHOLE_FOR_BROKEN > len(_FOREIGN.findall(text)) - lost:
            return None
    return None if _CONTROL.search(text) and _mostly_control(text) else text


def _mostly_control(text: str) -> bool:
    """A stray control character is dirt; many of them, or a NUL, mean another kind of file."""
    return "\x00" in text or len(_CONTROL.findall(text)) > 0.01 * len(text)


@cache
def _usual() -> frozenset[str]:
    """The first levels of GB 2312 and Big5, which hold the characters of ordinary words."""
    simplified = bytes(
        b for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for b in (high, low)
    )
    traditional = bytes(
        b
        for high in range(0xA4, 0xC7)
        for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        for b in (high, low)
    )
    signs = "，。、；：？！（）《》“”‘’「」『』—…·　〔〕【】○〇①②③④⑤⑥⑦⑧⑨⑩％～"
    return frozenset(
        simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore") + signs
    )
