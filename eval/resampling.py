"""The uncertainty of a mean over questions, and whether two means differ, by drawing anew."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLES = 2_000
SIGNS = 10_000
SEED = 20251125
_AT_ONCE = 2**22  # numbers drawn in one go, to bound the memory


def bootstrap_interval(values: ArrayLike) -> tuple[float, float]:
    """The 95% interval of the mean of some values, (n,) with n > 0.

    n questions are drawn from the n with replacement, 2,000 times; the interval reaches from the
    2.5th to the 97.5th percentile of the means (Efron 1979). The draws are the same each time.
    Values that are all alike give an interval without width: few questions show nothing else.
    """
    sample = np.asarray(values, dtype=np.float64)
    generator = np.random.default_rng(SEED)
    means: list[NDArray[np.float64]] = []
    for rows in _portions(RESAMPLES, len(sample)):
        drawn = generator.integers(0, len(sample), (rows, len(sample)))
        means.append(sample[drawn].mean(axis=1))
    low, high = np.percentile(np.concatenate(means), [2.5, 97.5])
    return float(low), float(high)


def randomization_test(before: ArrayLike, after: ArrayLike) -> float:
    """The two-sided p-value that two runs over the same questions differ by chance alone.

    ``before`` and ``after`` are (n,), a value of each question. Were the runs equally good, each
    difference could as well have the other sign: p is the share of 10,000 random choices of all
    signs (and the one seen) whose sum is at least as far from 0 (Fisher's randomisation test, as
    Smucker, Allan and Carterette 2007 recommend). Where all choices are fewer, each is looked at
    and p is exact.
    """
    differences = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    differences = differences[differences != 0]
    if not len(differences):
        return 1.0
    least = abs(differences.sum()) - 1e-9
    if 2 ** len(differences) <= SIGNS:
        return float((np.abs(_all_signs(len(differences)) @ differences) >= least).mean())
    generator = np.random.default_rng(SEED)
    extreme = 1
    for rows in _portions(SIGNS, len(differences)):
        signs = generator.integers(0, 2, (rows, len(differences)), dtype=np.int8) * 2.0 - 1.0
        extreme += int((np.abs(signs @ differences) >= least).sum())
    return extreme / (SIGNS + 1)


def _all_signs(count: int) -> NDArray[np.float64]:
    """Every choice of ``count`` signs, (2 ** count, count) of 1 and -1."""
    bits = np.arange(2**count)[:, None] >> np.arange(count) & 1
    return 2 * bits.astype(np.float64) - 1


def _portions(rows: int, columns: int) -> Iterator[int]:
    """The rows of a table of draws in portions that the memory holds easily."""
    most = max(1, _AT_ONCE // columns)
    yield from (min(most, rows - done) for done in range(0, rows, most))
