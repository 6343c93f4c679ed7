"""The lines of a PDF page in reading order: rows of characters, columns and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.pdf_marks import Mark, PageMarks
from corpus.pdf_tables import Grid, grids, merged_cells

REPEATED_CELL = 30  # characters; a longer cell over several rows stands in the first only
_WORD_GAP = 0.25  # of the size, between letters of different words
_WIDE_GAP = 0.75  # of the size, beyond the usual gap of the line, between Chinese characters
_SET_WIDE = 4  # gaps in a row that show how wide it is set
_OWN_GAP = 0.12  # of the size, beside a printed space that is really seen
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
# "附 件", "通　知": one word, its characters set apart over the line.
_SET_APART = re.compile("[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff])+")
_GUTTER = 8.0  # points between two columns of text, at least
_MOST_CROSSING = 0.2  # of the lines of a page in columns may run over both
_LEAST_ROWS = 8  # in columns; fewer are a signature or a list
_FILLED = 0.6  # of the width of its column that a line of running text takes at least


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its box in points, y downwards; ``left`` and ``right`` bound its column."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    is_row: bool = False  # of a table: never joined to another
    column: int = 0


def page_lines(page: PageMarks) -> list[Line]:
    """The lines of a page in reading order, a row of a table as one line, cells parted by " | "."""
    tables = grids(page.rules)
    loose: list[Mark] = []
    cells: list[dict[tuple[int, int], list[Mark]]] = [{} for _ in tables]
    for mark in page.marks:
        for table, content in zip(tables, cells, strict=True):
            place = table.cell(mark)
            if place is not None:
                content.setdefault(place, []).append(mark)
                break
        else:
            loose.append(mark)
    across = [
        line
        for table, content in zip(tables, cells, strict=True)
        for line in _table_lines(table, content)
    ]
    return _in_reading_order(loose, across)


def _table_lines(table: Grid, content: dict[tuple[int, int], list[Mark]]) -> Iterator[Line]:
    """A line for each row of a table; a short cell over several rows stands in each of them."""
    first = merged_cells(table)
    words: dict[tuple[int, int], list[Mark]] = {}
    for place, marks in content.items():
        words.setdefault(first[place], []).extend(marks)
    told = {place: "".join(_words(row) for row in rows_of(marks)) for place, marks in words.items()}
    left, right = table.xs[0], table.xs[-1]
    for row in range(len(table.ys) - 1):
        areas = dict.fromkeys(first[row, column] for column in range(len(table.xs) - 1))
        texts = [
            told.get(area, "") if area[0] == row or len(told.get(area, "")) <= REPEATED_CELL else ""
            for area in areas
        ]
        if any(texts):
            y0, y1 = table.ys[row], table.ys[row + 1]
            yield Line(" | ".join(texts).strip(), left, right, y0, y1, y1 - y0, is_row=True)


def _in_reading_order(marks: list[Mark], across: list[Line]) -> list[Line]:
    """Rows from the top; between rows that run over the page, one column after the other."""
    rows = rows_of(marks)
    gutter = _gutter(rows)
    if gutter is None:
        lines = [_line(row) for row in rows] + across
        return sorted((line for line in lines if line.text), key=lambda line: (line.y0, line.x0))
    halves: tuple[list[Mark], list[Mark]] = ([], [])
    whole = list(across)
    for row in rows:
        if any(mark.x0 < gutter < mark.x1 for mark in row) or _bridges(row, gutter):
            whole.append(_line(row))
        else:
            for mark in row:
                halves[mark.x0 > gutter].append(mark)
    sides = [
        [_line(row, column) for row in rows_of(half)] for column, half in enumerate(halves, start=1)
    ]
    ordered: list[Line] = []
    for bar in [*sorted(whole, key=lambda line: (line.y0, line.x0)), None]:
        for side in sides:
            taken = [line for line in side if bar is None or line.y0 < bar.y0]
            ordered += taken
            del side[: len(taken)]
        if bar is not None:
            ordered.append(bar)
    return [line for line in ordered if line.text]


def rows_of(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks of one height together, from the top, each row from the left."""
    rows: list[list[Mark]] = []
    anchor: Mark | None = None
    for mark in sorted(marks, key=lambda m: ((m.y0 + m.y1) / 2, m.x0)):
        centre = (mark.y0 + mark.y1) / 2
        if anchor is not None and _shares_row(anchor, mark, centre):
            rows[-1].append(mark)
            if mark.size > anchor.size:
                anchor = mark
        else:
            rows.append([mark])
            anchor = mark
    return [sorted(row, key=lambda m: (m.x0, m.x1)) for row in rows]


def _shares_row(anchor: Mark, mark: Mark, centre: float) -> bool:
    overlap = min(anchor.y1, mark.y1) - max(anchor.y0, mark.y0)
    smaller = max(min(anchor.size, mark.size), 0.1)
    return overlap >= 0.5 * smaller or anchor.y0 <= centre <= anchor.y0 + 0.7 * anchor.size


def _line(row: list[Mark], column: int = 0) -> Line:
    seen = [mark for mark in row if not mark.text.isspace()] or row
    heights = sorted(mark.size for mark in seen)
    return Line(
        _words(row),
        seen[0].x0,
        max(mark.x1 for mark in seen),
        min(mark.y0 for mark in seen),
        max(mark.y1 for mark in seen),
        heights[len(heights) // 2],
        column=column,
    )


def _words(row: Sequence[Mark]) -> str:
    """The text of a row: spaces where they are printed and seen, none that only justify."""
    text = ""
    space = ""
    before: Mark | None = None
    usual = _usual_gap(row)
    for mark in row:
        if mark.text.isspace() or mark.text == "\u00a0":
            space = "\u3000" if "\u3000" in (mark.text, space) else " "
            continue
        if before is not None:
            gap, size = mark.x0 - before.x1, max(before.size, mark.size)
            if mark.text == before.text and gap < -0.8 * (mark.x1 - mark.x0):
                continue  # printed twice to look bold
            text += _space(before.text, mark.text, space, gap / size - usual if size else 0.0)
        text += mark.text
        space, before = "", mark
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub("[ \u3000]", "", text) if _SET_APART.fullmatch(text) else text


def _usual_gap(row: Sequence[Mark]) -> float:
    """The gap in the middle of a row that is set wide, in sizes; 0 in any other row."""
    seen = [mark for mark in row if not mark.text.isspace()]
    gaps = sorted((b.x0 - a.x1) / max(a.size, b.size, 0.1) for a, b in pairwise(seen))
    return max(0.0, gaps[len(gaps) // 2]) if len(gaps) >= _SET_WIDE else 0.0


def _space(before: str, after: str, printed: str, gap: float) -> str:
    chinese = bool(re.match(f"[{_CHINESE}]", before)) or bool(re.match(f"[{_CHINESE}]", after))
    if not chinese:
        return " " if printed or gap > _WORD_GAP else ""
    if printed:
        return printed if gap > _OWN_GAP else ""
    return " " if gap > _WIDE_GAP else ""


def _gutter(rows: list[list[Mark]]) -> float | None:
    """Where two columns of running text part, if the page is set so."""
    marks = [mark for row in rows for mark in row if not mark.text.isspace()]
    if len(rows) < _LEAST_ROWS or not marks:
        return None
    left, right = min(m.x0 for m in marks), max(m.x1 for m in marks)
    step = max((right - left) / 300, 1.0)
    crossed = [0] * (int((right - left) / step) + 2)
    for row in rows:
        covered = set[int]()
        for mark in row:
            covered.update(range(int((mark.x0 - left) / step), int((mark.x1 - left) / step) + 1))
        for column in covered:
            crossed[min(column, len(crossed) - 1)] += 1
    most = _MOST_CROSSING * len(rows)
    best: tuple[int, int] = (0, 0)
    first = int(0.3 * len(crossed))
    for last in range(first, int(0.7 * len(crossed))):
        if crossed[last] > most:
            first = last + 1
        best = max(best, (last - first + 1, first))
    wide = range(best[1], best[1] + best[0])
    if best[0] * step < _GUTTER:
        return None
    # Punctuation may hang into the gutter from the left: where the fewest do, nearest the right.
    at = left + (min(wide, key=lambda column: (crossed[column], -column)) + 0.5) * step
    return at if _two_columns(rows, at, left, right) else None


def _two_columns(rows: list[list[Mark]], at: float, left: float, right: float) -> bool:
    """Whether most lines on either side fill their side, as those of a table or a list do not."""
    filled = [0, 0]
    present = [0, 0]
    for row in rows:
        for side, bounds in enumerate(((left, at), (at, right))):
            marks = [m for m in row if bounds[0] <= (m.x0 + m.x1) / 2 <= bounds[1]]
            if marks:
                present[side] += 1
                width = max(m.x1 for m in marks) - min(m.x0 for m in marks)
                filled[side] += width >= _FILLED * (bounds[1] - bounds[0])
    return all(
        there >= _LEAST_ROWS and full >= _FILLED * there
        for there, full in zip(present, filled, strict=True)
    )


def _bridges(row: list[Mark], gutter: float) -> bool:
    """Whether a row goes on over the gutter with no more than a usual gap."""
    before = max((m.x1 for m in row if m.x1 <= gutter), default=None)
    after = min((m.x0 for m in row if m.x0 >= gutter), default=None)
    return before is not None and after is not None and after - before < _GUTTER / 2
