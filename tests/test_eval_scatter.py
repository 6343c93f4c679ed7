"""Where the dots and labels of the plot stand."""

from __future__ import annotations

import pytest

from eval.scatter import HEIGHT, WIDTH, Labelled, scatter


def test_times_grow_by_factors_and_quality_upward() -> None:
    plot = scatter([Labelled("a", 1, 0.5), Labelled("b", 10, 0.6), Labelled("c", 100, 0.7)])
    assert [tick.label for tick in plot.x_ticks] == ["1", "2", "5", "10", "20", "50", "100"]
    assert [mark.x for mark in plot.marks] == [0.0, WIDTH / 2, WIDTH]
    # Six steps at most: 0.05 makes four.
    assert [tick.label for tick in plot.y_ticks] == ["50", "55", "60", "65", "70"]
    assert [mark.y for mark in plot.marks] == pytest.approx([HEIGHT, HEIGHT / 2, 0])


def test_one_point_alone_has_axes() -> None:
    plot = scatter([Labelled("a", 3, 0.5)])
    assert [tick.label for tick in plot.x_ticks] == ["2", "5"]
    assert len(plot.y_ticks) == 2


def test_labels_of_near_points_do_not_cover_each_other() -> None:
    plot = scatter([Labelled(f"name {n}", 5 + n / 100, 0.6) for n in range(6)])
    places = {(mark.label_x > mark.x, mark.label_y) for mark in plot.marks}
    assert len(places) == 6


def test_a_time_of_nothing_stands_at_the_left() -> None:
    assert scatter([Labelled("a", 0, 0.1), Labelled("b", 1, 0.2)]).marks[0].x == 0.0
