"""The geometry of a plot of quality against time, in the units of its drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from eval.plots import Tick
from eval.tables import width

WIDTH, HEIGHT = 560, 300
# Of a label: the width of a column of a terminal and the height of a line.
COLUMN, LINE = 6.6, 15
GAP = 8
TICKS = 6
STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Something measured: its name, a time above 0 in milliseconds, a quality from 0 to 1.

    ``kind`` is a word that the drawing may colour by.
    """

    label: str
    ms: float
    quality: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot and where its label begins or, by ``anchor``, ends; ``y`` counts from the top."""

    point: Labelled
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """The dots with the marks of both axes: times grow by factors to the right, quality upward."""

    marks: tuple[Mark, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


Box = tuple[float, float, float, float]  # left, top, right, bottom


def scatter(points: Sequence[Labelled]) -> Scatter:
    """The plot of some points, at least one."""
    times = _time_ticks([point.ms for point in points])
    low, step, count = _quality_ticks([point.quality for point in points])
    first, last = log10(times[0]), log10(times[-1])

    def across(ms: float) -> float:
        return round((log10(max(ms, times[0])) - first) / (last - first) * WIDTH, 1)

    def up(quality: float) -> float:
        return round((quality - low) / (step * count) * HEIGHT, 1)

    placed = [(across(point.ms), HEIGHT - up(point.quality)) for point in points]
    return Scatter(
        marks=tuple(_labelled(points, placed)),
        x_ticks=tuple(Tick(across(ms), f"{ms:g}") for ms in times),
        y_ticks=tuple(
            Tick(up(low + step * place), f"{100 * (low + step * place):.4g}")
            for place in range(count + 1)
        ),
    )


def _time_ticks(times: Sequence[float]) -> list[float]:
    """Round times (1, 2, 5 and their tenfolds) from below the shortest to above the longest."""
    shortest, longest = max(min(times), 0.001), max(*times, 0.002)
    powers = range(floor(log10(shortest)), ceil(log10(longest)) + 1)
    rounds = [float(f"{digit}e{power}") for power in powers for digit in (1, 2, 5)]
    start = max(place for place, ms in enumerate(rounds) if ms <= shortest)
    end = min(place for place, ms in enumerate(rounds) if ms >= longest)
    return rounds[start : max(end, start + 1) + 1]


def _quality_ticks(values: Sequence[float]) -> tuple[float, float, int]:
    """The lowest mark, the step and how many steps: marks at multiples of the least step that
    leaves few of them.
    """
    for step in STEPS:
        low, high = floor(min(values) / step + 1e-9), ceil(max(values) / step - 1e-9)
        if high - low <= TICKS:
            break
    return low * step, step, max(high - low, 1)


def _labelled(points: Sequence[Labelled], placed: Sequence[tuple[float, float]]) -> Iterator[Mark]:
    """Each dot with its label beside it where neither a dot nor an earlier label stands."""
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in placed]
    for point, (x, y) in zip(points, placed, strict=True):
        wide = width(point.label) * COLUMN
        choices = list(_places(x, y, wide))
        mark, box = next(
            (choice for choice in choices if not any(_overlap(choice[1], one) for one in taken)),
            choices[0],
        )
        taken.append(box)
        yield Mark(point, x, y, *mark)


def _places(x: float, y: float, wide: float) -> Iterator[tuple[tuple[float, float, str], Box]]:
    """Where a label may stand, the best first: its anchor point and the room that it takes."""
    for down in (0, -LINE, LINE, -2 * LINE, 2 * LINE, -3 * LINE, 3 * LINE):
        top = y + down - LINE / 2
        if x + GAP + wide <= WIDTH + 60:
            right = (x + GAP, round(top + LINE - 4, 1), "start")
            yield right, (x + GAP, top, x + GAP + wide, top + LINE)
        left = (x - GAP, round(top + LINE - 4, 1), "end")
        yield left, (x - GAP - wide, top, x - GAP, top + LINE)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
