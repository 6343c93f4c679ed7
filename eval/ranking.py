"""Measures of a ranked list of ids against the relevant ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import log2


def hit_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 if one of the first k is relevant, else 0. Also known as success@k."""
    return float(any(identifier in relevant for identifier in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 / the rank of the first relevant one among the first k, ranks counted from 1; else 0.

    Its mean over questions is MRR@k (Voorhees 1999).
    """
    for rank, identifier in enumerate(ranked[:k], start=1):
        if identifier in relevant:
            return 1 / rank
    return 0.0


def ndcg_at(ranked: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """Discounted cumulative gain of the first k over that of the best possible order.

    DCG = sum of gain / log2(rank + 1) (Järvelin and Kekäläinen 2002, with linear gains as
    trec_eval has them). An id without a gain counts 0; without any gain the value is 0.
    """
    best = _dcg(sorted(gains.values(), reverse=True)[:k])
    return _dcg([gains.get(identifier, 0.0) for identifier in ranked[:k]]) / best if best else 0.0


def recall_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The share of the relevant ones that is among the first k; 0 where none is relevant."""
    if not relevant:
        return 0.0
    return len(set(ranked[:k]).intersection(relevant)) / len(set(relevant))


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
