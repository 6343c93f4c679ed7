"""The geometry of the report's plots, in the units of their drawings; templates draw them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from eval import wording
from eval.judging import Result
from eval.metrics import group, summarise
from eval.thresholds import Tradeoff

LABEL_WIDTH = 120
BAR_WIDTH = 400
ROW_HEIGHT = 26
CHART_WIDTH, CHART_HEIGHT = 440, 220
# Upper ends of the classes, each open above: milliseconds, characters.
LATENCY_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000)
LENGTH_STEPS = (20, 40, 60, 80, 120, 200, 400, 800)
TICKS = 4
AXIS_ENDS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the plot: a share as a bar from 0, its interval as a whisker.

    ``top`` and the ends are in the units of the drawing; ``value`` is the text beside the bar.
    """

    label: str
    top: int
    length: float
    low: float
    high: float
    value: str


@dataclass(frozen=True, slots=True)
class Column:
    """One class of a histogram: its place from the left, its height, its count and its name."""

    left: float
    width: float
    height: float
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: how far along it, and its text."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the curve with its threshold; ``y`` counts from the top."""

    x: float
    y: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Wrong refusals to the right, wrong answers upward, a dot for each threshold.

    ``path`` is the line through the dots as an SVG path; ``chosen`` the dot of the run itself.
    """

    path: str
    dots: tuple[Dot, ...]
    chosen: Dot
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


def bars(results: Sequence[Result], grouping: str = "kind") -> list[Bar]:
    """The accuracy of each group with its 95% interval, as rows of the plot."""
    rows = []
    for place, (key, members) in enumerate(group(results, grouping).items()):
        accuracy = summarise(members).accuracy
        low, high = accuracy.interval or (0.0, 0.0)
        rows.append(
            Bar(
                label=wording.group_name(grouping, key),
                top=place * ROW_HEIGHT,
                length=round((accuracy.value or 0.0) * BAR_WIDTH, 1),
                low=round(low * BAR_WIDTH, 1),
                high=round(high * BAR_WIDTH, 1),
                value=f"{wording.percent(accuracy.value)} ({accuracy.count}/{accuracy.total})",
            )
        )
    return rows


def histogram(values: Sequence[float], steps: Sequence[int]) -> list[Column]:
    """How many values lie in each class [step before, step); the last class is open.

    The highest column is as high as the drawing. Empty without values.
    """
    if not values:
        return []
    counts = [0] * (len(steps) + 1)
    for value in values:
        counts[bisect_right(steps, value)] += 1
    names = [f"{low}–{high}" for low, high in zip((0, *steps), steps, strict=False)]
    names.append(f"≥{steps[-1]}")
    wide = CHART_WIDTH / len(counts)
    return [
        Column(
            left=round(place * wide, 1),
            width=round(wide - 4, 1),
            height=round(count / max(counts) * CHART_HEIGHT, 1),
            count=count,
            label=name,
        )
        for place, (count, name) in enumerate(zip(counts, names, strict=True))
    ]


def curve_plot(points: Sequence[Tradeoff], chosen: Tradeoff) -> Curve:
    """The curve of the thresholds; both axes begin at 0 and end at one of AXIS_ENDS."""
    both = [*points, chosen]
    x_end = _end([point.wrong_refusals.value or 0.0 for point in both])
    y_end = _end([point.wrong_answers.value or 0.0 for point in both])

    def dot(point: Tradeoff) -> Dot:
        x = (point.wrong_refusals.value or 0.0) / x_end * CHART_WIDTH
        y = CHART_HEIGHT - (point.wrong_answers.value or 0.0) / y_end * CHART_HEIGHT
        return Dot(round(x, 1), round(y, 1), point.threshold)

    dots = tuple(dot(point) for point in points)
    return Curve(
        path="M" + "L".join(f"{one.x} {one.y}" for one in dots),
        dots=dots,
        chosen=dot(chosen),
        x_ticks=_ticks(x_end, CHART_WIDTH),
        y_ticks=_ticks(y_end, CHART_HEIGHT),
    )


def _end(values: Sequence[float]) -> float:
    """The least of AXIS_ENDS that no value exceeds."""
    return next(end for end in AXIS_ENDS if max(values) <= end)


def _ticks(end: float, length: int) -> tuple[Tick, ...]:
    return tuple(
        Tick(round(length * step / TICKS, 1), f"{100 * end * step / TICKS:g}%")
        for step in range(TICKS + 1)
    )
