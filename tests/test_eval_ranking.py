"""Measures of ranked lists, by arithmetic a reader can redo."""

from __future__ import annotations

from math import log2

import pytest

from eval.ranking import MEASURES, measure_ranking, measure_rankings

RANKED = ["d3", "d1", "d7", "d2"]


def test_hit_counts_only_the_first_k() -> None:
    scores = measure_ranking(["a", "b", "c", "d", "e", "f"], {"f": 1})
    assert [scores[f"hit@{k}"] for k in (1, 5, 10)] == [0.0, 0.0, 1.0]
    assert measure_ranking(RANKED, {"d3": 1})["hit@1"] == 1.0


def test_reciprocal_rank_of_the_first_relevant() -> None:
    assert measure_ranking(RANKED, {"d7": 1, "d2": 1})["mrr@10"] == pytest.approx(1 / 3)


def test_reciprocal_rank_looks_at_the_first_ten() -> None:
    ranked = [f"x{place}" for place in range(9)]
    assert measure_ranking([*ranked, "a"], {"a": 1})["mrr@10"] == pytest.approx(1 / 10)
    assert measure_ranking([*ranked, "x9", "a"], {"a": 1})["mrr@10"] == 0.0


def test_recall_is_the_share_found() -> None:
    gains = {"d1": 1, "d2": 1, "d9": 1}
    assert measure_ranking(RANKED, gains)["recall@100"] == pytest.approx(2 / 3)
    ranked = [f"x{place}" for place in range(100)]
    assert measure_ranking([*ranked, "d1"], gains)["recall@100"] == 0.0


def test_ndcg_of_graded_gains() -> None:
    # DCG: gain 1 at rank 2 and gain 3 at rank 4 = 1/log2(3) + 3/log2(5) = 0.63093 + 1.29203.
    # Best: 3 at rank 1 and 1 at rank 2 = 3 + 0.63093.
    found = measure_ranking(RANKED, {"d1": 1, "d2": 3})["ndcg@10"]
    assert found == pytest.approx(1.92296 / 3.63093, abs=1e-5)


def test_ndcg_of_the_best_order_is_one() -> None:
    assert measure_ranking(["a", "b"], {"a": 2, "b": 1})["ndcg@10"] == pytest.approx(1.0)


def test_ndcg_cuts_the_best_order_at_ten_too() -> None:
    # Twelve relevant ones, the first ten found: nothing better was possible.
    ranked = [f"x{place:02}" for place in range(12)]
    assert measure_ranking(ranked, dict.fromkeys(ranked, 1))["ndcg@10"] == pytest.approx(1.0)
    # The one relevant at rank 3 of ten: 1 / log2(4).
    assert measure_ranking(ranked, {"x02": 1})["ndcg@10"] == pytest.approx(1 / log2(4))


def test_an_id_of_gain_zero_is_not_relevant() -> None:
    scores = measure_ranking(["x", "a", "c"], {"x": 0, "c": 1})
    assert scores["hit@1"] == 0.0
    assert scores["mrr@10"] == pytest.approx(1 / 3)
    assert scores["recall@100"] == 1.0


def test_without_relevant_or_ranked_ids_all_is_zero() -> None:
    zeros = dict.fromkeys(MEASURES, 0.0)
    assert measure_ranking(RANKED, {}) == zeros
    assert measure_ranking(RANKED, {"d3": 0}) == zeros
    assert measure_ranking([], {"d3": 1}) == zeros


def test_the_order_of_the_list_counts_and_not_that_of_the_ids() -> None:
    # trec_eval breaks ties by id; a list has none.
    for ranked in (["a", "z"], ["z", "a"]):
        scores = measure_rankings({"q": ranked}, {"q": {"z": 1}})["q"]
        assert scores["hit@1"] == float(ranked[0] == "z")
