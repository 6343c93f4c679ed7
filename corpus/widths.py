"""Wide letters and digits (２０２３年, Ａ类) read as narrow ones, at the same places."""

from __future__ import annotations

import re

WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_NARROW = {
    ord(c): ord(c) - 0xFEE0
    for c in "".join(
        chr(code)
        for first, last in ("０９", "ＡＺ", "ａｚ")
        for code in range(ord(first), ord(last) + 1)
    )
}


def narrow(text: str) -> str:
    """The text with wide letters and digits as narrow ones; its length stays the same.

    For patterns that name a digit or a letter: what is printed stays as it is printed.
    """
    return text.translate(_NARROW) if WIDE.search(text) else text
