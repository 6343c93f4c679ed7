"""Rows of tables: lines whose cells are divided by " | ", and the row that heads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

DIVIDER = " | "
_LONGEST_HEAD_CELL = 16
_LONGEST_BETWEEN = 40
_NO_HEAD = re.compile(r"[。；;]|^[\d.,%]+$")


@dataclass(frozen=True, slots=True)
class Table:
    """A table by the numbers of its lines: its one or two rows of headings, and the rows below."""

    heads: tuple[int, ...]
    rows: tuple[int, ...]


def is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    return DIVIDER in line


def cells_of(line: str, start: int = 0) -> list[tuple[int, int]]:
    """The spans of the cells of a row that begins at ``start``, without the space around them."""
    cells = []
    at = 0
    for cell in line.split(DIVIDER):
        words = cell.strip(" |")
        first = at + cell.index(words) if words else at
        cells.append((start + first, start + first + len(words)))
        at += len(cell) + len(DIVIDER)
    return cells


def find_tables(lines: Sequence[str]) -> list[Table]:
    """The tables among lines.

    One short line between two rows does not end a table, unless the row of headings comes again.
    """
    tables: list[Table] = []
    run: list[int] = []
    for i, line in enumerate(lines):
        if not is_row(line):
            continue
        joined = run and (
            i - run[-1] == 1
            or (i - run[-1] == 2 and _between(lines[i - 1]) and line != lines[run[0]])
        )
        if run and not joined:
            tables.append(_table(lines, run))
            run = []
        run.append(i)
    if run:
        tables.append(_table(lines, run))
    return tables


def _between(line: str) -> bool:
    """A row of one cell, such as the name of a group of rows."""
    return len(line) <= _LONGEST_BETWEEN and not re.search("[。；：:]", line)


def _table(lines: Sequence[str], run: list[int]) -> Table:
    heads: list[int] = []
    for i in run[:2] if len(run) > 2 else run[: len(run) - 1]:
        cells = _cells(lines[i])
        above = set(_cells(lines[heads[0]])) if heads else set(cells)
        named = all(len(c) <= _LONGEST_HEAD_CELL and not _NO_HEAD.search(c) for c in cells)
        # A second row of headings goes on with a column of the first, which stands over both.
        if not named or not above & set(cells) - {""}:
            break
        heads.append(i)
    return Table(tuple(heads), tuple(run[len(heads) :]))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split(DIVIDER)]
