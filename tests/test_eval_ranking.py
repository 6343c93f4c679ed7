"""Measures of ranked lists, by arithmetic a reader can redo."""

from __future__ import annotations

import pytest

from eval.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank

RANKED = ["d3", "d1", "d7", "d2"]


def test_hit_counts_only_the_first_k() -> None:
    assert hit_at(RANKED, {"d1", "d2"}, 1) == 0.0
    assert hit_at(RANKED, {"d1", "d2"}, 2) == 1.0
    assert hit_at([], {"d1"}, 5) == 0.0


def test_reciprocal_rank_of_the_first_relevant() -> None:
    assert reciprocal_rank(RANKED, {"d7", "d2"}, 10) == pytest.approx(1 / 3)
    assert reciprocal_rank(RANKED, {"d2"}, 3) == 0.0


def test_recall_is_the_share_found() -> None:
    assert recall_at(RANKED, {"d1", "d2", "d9"}, 4) == pytest.approx(2 / 3)
    assert recall_at(RANKED, {"d1", "d2", "d9"}, 2) == pytest.approx(1 / 3)
    assert recall_at(RANKED, set(), 4) == 0.0


def test_ndcg_of_graded_gains() -> None:
    # DCG: gain 1 at rank 2 and gain 3 at rank 4 = 1/log2(3) + 3/log2(5) = 0.63093 + 1.29203.
    # Best: 3 at rank 1 and 1 at rank 2 = 3 + 0.63093.
    assert ndcg_at(RANKED, {"d1": 1.0, "d2": 3.0}, 4) == pytest.approx(1.92296 / 3.63093, abs=1e-5)


def test_ndcg_of_the_best_order_is_one_and_without_gains_zero() -> None:
    assert ndcg_at(["a", "b"], {"a": 2.0, "b": 1.0}, 10) == pytest.approx(1.0)
    assert ndcg_at(["a", "b"], {}, 10) == 0.0


def test_ndcg_cuts_the_best_order_at_k_too() -> None:
    assert ndcg_at(["a"], {"a": 1.0, "b": 1.0}, 1) == pytest.approx(1.0)
