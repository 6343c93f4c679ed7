"""Bytes of a text file become text: which encoding they are in, and when they are not text."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
# Sites declare the small set and use the large one.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
# Characters that make up a quarter of any Chinese text, in both scripts, and common punctuation.
_COMMON = frozenset(
    "的一是不了在有和人这這中大为為上个個国國以要时時来來用生到作地于於出就分对對成会會可主发發年动動"
    "同工也能下过過子产產行方后後定学學法所民得经經等部度家理机機制政市办辦公关關单單位各日月通知医醫"
    "保实實施管区區县縣，。、；：（）《》“”「」"
)
_LEAST_COMMON = 0.06
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class NotTextError(Exception):
    """The bytes are not a text, or in no encoding that is known here."""

    def __init__(self, binary: bool) -> None:
        super().__init__("binary" if binary else "encoding")
        self.binary = binary


def decode(data: bytes) -> str:
    """Decode UTF-8, UTF-16, UTF-32, GB18030 or Big5; an HTML page by what it declares, if true.

    Between GB18030 and Big5, which share their bytes, the one that gives the more common Chinese
    characters wins. Raises NotTextError.
    """
    encodings = [name for bom, name in _BOMS if data.startswith(bom)][:1] or ["utf-8"]
    declared = _DECLARED.search(data[:4096])
    if declared:
        name = declared[1].decode("ascii").lower()
        encodings.append(_LARGER.get(name, name))
    for encoding in encodings:
        text = _try(data, encoding)
        if text is not None:
            return text
    guesses = [text for name in _CANDIDATES if (text := _try(data, name)) is not None]
    best = max(guesses, key=_commonness, default="")
    if _commonness(best) >= _LEAST_COMMON:
        return best
    raise NotTextError(binary=b"\x00" in data or len(_CONTROL.findall(data.decode("latin-1"))) > 2)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    return None if _CONTROL.search(text) and _mostly_control(text) else text


def _mostly_control(text: str) -> bool:
    """A stray control character is dirt; many of them, or a NUL, mean another kind of file."""
    return "\x00" in text or len(_CONTROL.findall(text)) > 0.01 * len(text)


def _commonness(text: str) -> float:
    """The share of common Chinese characters among all that are not ASCII."""
    foreign = [c for c in text if c > "\x7f"]
    return sum(map(_COMMON.__contains__, foreign)) / len(foreign) if foreign else 0.0
