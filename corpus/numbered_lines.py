"""The lines of a text that hold a digit: all that rules about numbers need look at."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from corpus.records import Damage

_FROM_DIGIT = re.compile(r"\d[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class NumberedLines:
    """``text`` is made of the lines; ``starts`` says where each begins there, ``places`` where in
    the whole text.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]


def numbered_lines(text: str) -> NumberedLines:
    """The lines with a digit, each with the line end behind it."""
    lines, starts, places, length = [], [], [], 0
    for found in _FROM_DIGIT.finditer(text):
        places.append(text.rfind("\n", 0, found.start()) + 1)
        starts.append(length)
        lines.append(text[places[-1] : found.end()])
        length += len(lines[-1])
    return NumberedLines("".join(lines), tuple(starts), tuple(places))


def moved(damage: Damage, lines: NumberedLines) -> Damage:
    """A damage found in ``lines.text`` at its place in the whole text."""
    line = bisect_right(lines.starts, damage.start) - 1
    offset = lines.places[line] - lines.starts[line]
    return replace(damage, start=damage.start + offset, end=damage.end + offset)
