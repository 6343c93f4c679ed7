"""Plain tables for a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """The columns that a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns, the first to the left and the others to the right, two spaces apart."""
    lines = [header, *rows]
    widths = [max(width(line[place]) for line in lines) for place in range(len(header))]
    return "\n".join(
        "  ".join(
            cell + " " * (wide - width(cell)) if place == 0 else " " * (wide - width(cell)) + cell
            for place, (cell, wide) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
