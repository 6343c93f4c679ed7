"""Ruled tables on a PDF page: the lines drawn on it become rows of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.pdf_marks import Mark, Rule

_NEAR = 3.0  # points; edges that are nearer to each other are one
_LEAST_SIDES = 2  # columns; a frame around a text is no table


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its edges from left to right and top to bottom, and the lines drawn between."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    def cell(self, mark: Mark) -> tuple[int, int] | None:
        """The row and column in which a mark stands, None outside."""
        x, y = (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        inside = 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1
        return (row, column) if inside else None


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that the ruled lines of a page draw, from the top."""
    found = []
    for group in _connected(rules):
        xs = _edges([rule.x0 for rule in group if _is_upright(rule)])
        ys = _edges([rule.y0 for rule in group if not _is_upright(rule)])
        # Lines in the middle of a table may end short of its frame; the frame is where they end.
        if len(xs) > _LEAST_SIDES and len(ys) >= 2:
            found.append(Grid(tuple(xs), tuple(ys), tuple(group)))
    return sorted(found, key=lambda grid: grid.ys)


def merged_cells(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For every cell the first cell of the area that no drawn line divides from it."""
    first: dict[tuple[int, int], tuple[int, int]] = {}
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    upright = [rule for rule in grid.rules if _is_upright(rule)]
    level = [rule for rule in grid.rules if not _is_upright(rule)]
    for row in range(rows):
        y = (grid.ys[row] + grid.ys[row + 1]) / 2
        walls = _edges([r.x0 for r in upright if r.y0 - _NEAR <= y <= r.y1 + _NEAR])
        for column in range(columns):
            x = (grid.xs[column] + grid.xs[column + 1]) / 2
            here = (row, column)
            if column and not _has(walls, grid.xs[column]):
                first[here] = first[row, column - 1]
            elif row and not any(
                abs(r.y0 - grid.ys[row]) <= _NEAR and r.x0 - _NEAR <= x <= r.x1 + _NEAR
                for r in level
            ):
                first[here] = first[row - 1, column]
            else:
                first[here] = here
    return first


def _is_upright(rule: Rule) -> bool:
    return rule.y1 - rule.y0 > rule.x1 - rule.x0


def _has(edges: Sequence[float], at: float) -> bool:
    return any(abs(edge - at) <= _NEAR for edge in edges)


def _edges(places: list[float]) -> list[float]:
    """Places in order, those that nearly agree once."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of lines whose heights overlap: tables one below the other are apart."""
    groups: list[list[Rule]] = []
    bottom = 0.0
    for rule in sorted(rules, key=lambda rule: (rule.y0, rule.x0, rule.y1, rule.x1)):
        if groups and rule.y0 <= bottom + _NEAR:
            groups[-1].append(rule)
            bottom = max(bottom, rule.y1)
        else:
            groups.append([rule])
            bottom = rule.y1
    return groups
