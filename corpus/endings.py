"""How official text goes on: which character follows another, and after which a clause ends."""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from functools import cache
from math import log, sqrt
from pathlib import Path

_TABLE = Path(__file__).parent / "tables" / "endings.tsv.xz"
_UNSEEN = 0.5  # of a character that the table lacks
_WEIGHT = 4.0  # of the single character's share against what is seen of a pair
_ENDS_WEIGHT = 6.0


@dataclass(frozen=True, slots=True)
class Endings:
    """Counts of characters and pairs in official text, and of those before a mark."""

    occurs: dict[str, int]
    ends: dict[str, int]
    total: int

    def follows(self, before: str, character: str) -> float:
        """Log probability of a character after another, or anywhere where ``before`` is ""."""
        share = (self.occurs.get(character, 0) + _UNSEEN) / self.total
        if not before:
            return log(share)
        seen, of = self.occurs.get(before + character, 0), self.occurs.get(before, 0)
        return log((seen + _WEIGHT * share * _pull(of)) / (of + _WEIGHT * _pull(of)))

    def closes(self, before: str) -> float:
        """Log probability that a mark follows after one or two characters; 0 after none."""
        if not before:
            return 0.0
        last, pair = before[-1:], before[-2:]
        single = (self.ends.get(last, 0) + 0.1) / (self.occurs.get(last, 0) + 1.5)
        if len(pair) < 2:
            return log(single)
        seen = self.ends.get(pair, 0) + _ENDS_WEIGHT * single
        return log(min(1.0, seen / (self.occurs.get(pair, 0) + _ENDS_WEIGHT)))


def _pull(occurs: int) -> float:
    """How much weight unseen followers get: more after a character with many followers."""
    return max(1.0, sqrt(occurs))


@cache
def endings() -> Endings:
    """The shipped counts, see training/README.md; takes half a second the first time."""
    occurs, ends = dict[str, int](), dict[str, int]()
    for line in lzma.decompress(_TABLE.read_bytes()).decode("utf-8").splitlines():
        if not line.startswith("#"):
            key, count, closing = line.split("\t")
            occurs[key] = int(count)
            if closing != "0":
                ends[key] = int(closing)
    return Endings(occurs, ends, sum(n for key, n in occurs.items() if len(key) == 1))
