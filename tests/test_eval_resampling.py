"""Intervals and tests by drawing anew, against what can be counted."""

from __future__ import annotations

import numpy as np
import pytest

from eval.resampling import bootstrap_interval, randomization_test
from eval.statistics import mcnemar_exact


def test_values_all_alike_have_an_interval_without_width() -> None:
    assert bootstrap_interval([0.5] * 7) == (0.5, 0.5)


def test_the_interval_of_a_share_is_that_of_the_normal_distribution() -> None:
    # 400 questions, half of them right: 0.5 ± 1.96 · √(0.25 / 400) = 0.5 ± 0.049.
    low, high = bootstrap_interval([1.0, 0.0] * 200)
    assert low == pytest.approx(0.451, abs=0.005)
    assert high == pytest.approx(0.549, abs=0.005)


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.1, 0.9, 0.4, 0.4, 0.7]
    assert bootstrap_interval(values) == bootstrap_interval(values)


def test_a_test_of_right_and_wrong_is_that_of_mcnemar() -> None:
    # Nine better, one worse, five alike: 2 · (1 + 10) / 1024.
    before = [0.0] * 9 + [1.0] + [1.0] * 5
    after = [1.0] * 9 + [0.0] + [1.0] * 5
    assert randomization_test(before, after) == pytest.approx(22 / 1024)
    assert randomization_test(before, after) == pytest.approx(mcnemar_exact(9, 1))


def test_the_size_of_differences_counts() -> None:
    # Differences 1, 0.25, -0.25 with any signs: ±1.5 and twice ±1 reach the sum 1, ±0.5 do not.
    assert randomization_test([0, 0, 0.5], [1, 0.25, 0.25]) == pytest.approx(6 / 8)


def test_nothing_changed() -> None:
    assert randomization_test([0.2, 1.0], [0.2, 1.0]) == 1.0


def test_many_differences_are_drawn() -> None:
    # 100 of 100 better: no drawn choice of signs comes near, so only the one seen counts.
    assert randomization_test(np.zeros(100), np.ones(100)) == pytest.approx(1 / 10_001)
    # 60 better, 40 worse: the sign test says 0.0569.
    after = np.array([1.0] * 60 + [-1.0] * 40)
    assert randomization_test(np.zeros(100), after) == pytest.approx(
        mcnemar_exact(60, 40), abs=0.01
    )
