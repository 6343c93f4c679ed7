"""Measures of ranked lists of ids, as ir-measures (trec_eval) defines them, under our names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

# Means over the questions that have a relevant id:
# - hit@k: 1 if one of the first k is relevant, else 0; also known as success@k
# - mrr@10: 1 / the rank of the first relevant one among the first 10, else 0 (Voorhees 1999)
# - ndcg@10: Σ gain / log₂(rank + 1) over the first 10, divided by that of the best order
#   (Järvelin and Kekäläinen 2002, with linear gains)
# - recall@100: the share of the relevant ones that is among the first 100
MEASURES = {
    "hit@1": Success @ 1,
    "hit@5": Success @ 5,
    "hit@10": Success @ 10,
    "mrr@10": RR @ 10,
    "ndcg@10": nDCG @ 10,
    "recall@100": R @ 100,
}
_NAMES = {measure: name for name, measure in MEASURES.items()}

Scores = dict[str, float]


def measure_rankings(
    rankings: Mapping[str, Sequence[str]], gains: Mapping[str, Mapping[str, int]]
) -> dict[str, Scores]:
    """Every one of MEASURES for each ranked list, both by the id of their question.

    ``gains`` tells what an id is worth to a question; ids without a gain or with 0 are not
    relevant. A question without a relevant id has 0 everywhere.
    """
    runs = {
        question: {identifier: float(-rank) for rank, identifier in enumerate(ranked)}
        for question, ranked in rankings.items()
    }
    asked = {question: dict(gains.get(question, {})) for question in rankings}
    scores = {question: dict.fromkeys(MEASURES, 0.0) for question in rankings}
    for one in ir_measures.iter_calc(list(_NAMES), asked, runs):
        scores[one.query_id][_NAMES[one.measure]] = float(one.value)
    return scores


def measure_ranking(ranked: Sequence[str], gains: Mapping[str, int]) -> Scores:
    """Every one of MEASURES for one ranked list."""
    return measure_rankings({"": ranked}, {"": gains})[""]
