from __future__ import annotations

from math import sqrt

import pytest

from eval.statistics import Share, mcnemar_exact, mean, percentile, wilson_interval


def test_wilson_of_none_and_all_is_the_closed_form() -> None:
    # For p = 0 the formula is [0, z²/(n+z²)]; for p = 1 its mirror image.
    z = 2.0
    assert wilson_interval(0, 12, z) == pytest.approx((0.0, 4 / 16))
    assert wilson_interval(12, 12, z) == pytest.approx((12 / 16, 1.0))


def test_wilson_of_a_half_is_even_about_a_half() -> None:
    # p = 1/2: (1/2 ± z/2·√(1/(n+z²))) with n = 12, z = 2.
    low, high = wilson_interval(6, 12, 2.0)
    assert low == pytest.approx(0.5 - 1 / sqrt(16))
    assert high == pytest.approx(0.5 + 1 / sqrt(16))


def test_a_share_without_a_total_is_unknown() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)
    assert Share(3, 4).value == 0.75


@pytest.mark.parametrize(
    ("percent", "value"), [(0, 1.0), (50, 2.5), (95, 3.85), (100, 4.0), (75, 3.25)]
)
def test_percentiles_lie_on_the_line_between_values(percent: float, value: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], percent) == pytest.approx(value)


def test_no_values_have_no_percentile_and_no_mean() -> None:
    assert percentile([], 50) is None
    assert mean([]) is None
    assert mean([1, 2, 6]) == 3


@pytest.mark.parametrize(
    ("better", "broken", "p"),
    [
        (0, 0, 1.0),
        (1, 0, 1.0),
        (5, 5, 1.0),
        (6, 0, 2 / 64),
        (9, 1, 2 * (1 + 10) / 1024),
        (1, 9, 2 * (1 + 10) / 1024),
    ],
)
def test_mcnemar_counts_coins(better: int, broken: int, p: float) -> None:
    assert mcnemar_exact(better, broken) == pytest.approx(p)
