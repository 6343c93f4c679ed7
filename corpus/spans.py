"""Spans of a text in order, asked quickly: what overlaps, what starts where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Spans:
    """Spans that do not overlap, sorted; each question costs a binary search."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def overlap(self, start: int, end: int) -> bool:
        """Whether a span shares a character with ``start:end``."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._spans[at][1] > start

    def starting(self, start: int, end: int) -> int:
        """How many spans start within ``start:end``."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def last_before(self, position: int) -> tuple[int, int] | None:
        """The last span that starts before a position."""
        at = bisect_left(self._starts, position) - 1
        return self._spans[at] if at >= 0 else None
