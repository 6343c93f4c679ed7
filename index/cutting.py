"""Cutting Chinese into the most likely words, as jieba does without guesses, in half the time."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

# jieba cuts as Chinese what lies between these; it leaves other characters single.
FIRST, LAST = "\u4e00", "\u9fd5"
# Stands in for the weight of what only begins a word; a true weight is a logarithm below zero.
_BEGINS = 1.0


class Cutter:
    """Cuts by how often each word was seen: ``frequencies`` also hold what begins one, with 0.

    The words have the highest product of frequencies over ``total``; of equal ones the longer
    first word. What is asked of ``frequencies`` is kept as its logarithm.
    """

    def __init__(self, frequencies: Mapping[str, int], total: int) -> None:
        self._frequencies = frequencies
        self._total = log(total)
        self._weights: dict[str, float] = {}

    def cut(self, run: str) -> list[str]:
        """The words of a run of characters between FIRST and LAST."""
        length, known = len(run), self._weights
        best, stops = [0.0] * (length + 1), [0] * length
        for start in range(length - 1, -1, -1):
            stop, highest = start + 1, None
            for end in range(start + 1, length + 1):
                part = run[start:end]
                weight = known.get(part) or self._weight(part)
                if weight is None:
                    break
                if weight < 0:
                    value = weight + best[end]
                    if highest is None or value >= highest:
                        stop, highest = end, value
            best[start] = best[stop] - self._total if highest is None else highest
            stops[start] = stop
        return _parts(run, stops)

    def _weight(self, part: str) -> float | None:
        """The weight of a word; None for what neither is nor begins one."""
        frequency = self._frequencies.get(part)
        if frequency is None:
            return None
        weight = log(frequency) - self._total if frequency else _BEGINS
        self._weights[part] = weight
        return weight


def is_plain(run: str) -> bool:
    """Whether all characters of a run, which is not empty, lie between FIRST and LAST."""
    return min(run) >= FIRST and max(run) <= LAST


def _parts(run: str, stops: list[int]) -> list[str]:
    parts, start = [], 0
    while start < len(run):
        parts.append(run[start : stops[start]])
        start = stops[start]
    return parts
