"""Cleaning of single characters: line ends, invisible characters, odd spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Edit

# NBSP and its kin, the ideographic space and the tab: all stand for a space in saved pages. So
# does U+E5E5, the private character that some tools make of GBK's A3A0.
_SPACES = "\ue5e5\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Marks that are not seen: byte order mark, zero-width characters, direction marks, soft hyphen,
# control characters other than the newline.
_INVISIBLE = "\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u2064\u00ad\x00-\x08\x0e-\x1f\x7f"
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_ODD = re.compile(f"(?P<space>[{_SPACES}]+)|(?P<invisible>[{_INVISIBLE}]+)")


def line_end_edits(text: str) -> Iterator[Edit]:
    """Every kind of line end becomes a newline."""
    for found in _LINE_END.finditer(text):
        yield Edit("line-end", found.start(), found.end(), found.group(), "\n")


def character_edits(text: str) -> Iterator[Edit]:
    """Odd spaces become spaces, invisible characters go."""
    for found in _ODD.finditer(text):
        before = found.group()
        if found.lastgroup == "space":
            kind, after = "space", " " * len(before)
        else:
            kind, after = "invisible", ""
        yield Edit(kind, found.start(), found.end(), before, after)
