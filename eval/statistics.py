"""The statistics of a run: shares with their uncertainty, percentiles, a test of two runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, comb, floor, sqrt

# The standard normal quantile of a two-sided interval of 95%.
Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``total``; without a total the share is unknown, not zero."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """count / total, None where total is 0."""
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval of Wilson, None where total is 0."""
        return wilson_interval(self.count, self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Pooled:
    """``count`` of ``total`` things (facts, sentences) that come in bunches, one for a question.

    Things of one question hold or fail together, so the interval takes them for fewer than they
    are: ``effective`` is (Σm)² / Σm² for bunches of m, the number of independent things that
    they are worth at the least (Kish 1965). Ten bunches of one are worth 10, one of ten is worth 1.
    """

    count: int
    total: int
    effective: float

    @property
    def value(self) -> float | None:
        """count / total, None where total is 0."""
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval of Wilson for ``effective`` things, None where total is 0."""
        if not self.total:
            return None
        return wilson_interval(self.count / self.total * self.effective, self.effective)


def pooled(bunches: Iterable[tuple[int, int]]) -> Pooled:
    """The bunches, each (count, total), as one share."""
    counted = list(bunches)
    squares = sum(total * total for _, total in counted)
    total = sum(total for _, total in counted)
    return Pooled(sum(count for count, _ in counted), total, total * total / (squares or 1))


def share_of(truths: Sequence[bool]) -> Share:
    """The share of the truths that are true."""
    return Share(sum(truths), len(truths))


def wilson_interval(count: float, total: float, z: float = Z_95) -> tuple[float, float]:
    """The score interval of a share p = count / total, n = total > 0.

    (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n). Formula: Wilson 1927. Unlike the interval
    p ± z·√(p(1-p)/n) it stays within 0 and 1 and has a width for 0 of n and n of n.
    """
    share = count / total
    middle = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def percentile(values: Sequence[float], percent: float) -> float | None:
    """The value below which ``percent`` (0 to 100) of the values lie, None without values.

    Linear between the two nearest: with the values sorted and r = percent/100 · (n-1), it is
    x[⌊r⌋] + (r-⌊r⌋) · (x[⌈r⌉] - x[⌊r⌋]). Formula: Hyndman and Fan 1996, definition 7.
    """
    if not values:
        return None
    ordered = sorted(values)
    rank = percent / 100 * (len(ordered) - 1)
    low, high = ordered[floor(rank)], ordered[ceil(rank)]
    return low + (rank - floor(rank)) * (high - low)


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean, None without values."""
    return sum(values) / len(values) if values else None


def mcnemar_exact(better: int, broken: int) -> float:
    """The two-sided p-value that two runs over the same questions differ by chance alone.

    Only the n = better + broken questions judged differently count; were the runs equally good,
    each would fall either way like a fair coin: p = min(1, 2 · Σ_{k=0}^{min} C(n,k) / 2ⁿ), with
    min the smaller count. Formula: McNemar 1947, the exact binomial form.
    """
    changed = better + broken
    tail = sum(comb(changed, k) for k in range(min(better, broken) + 1))
    return min(1.0, float(2 * tail / 2**changed))
