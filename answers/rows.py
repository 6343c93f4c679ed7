"""Rows of tables with the names of their columns, and how a row is said in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.rows import DIVIDER, cells_of, find_tables

# Longer cells are texts of their own, which are read by their sentences.
LONGEST_CELL = 200
# A row with a longer cell is not said as a whole.
LONGEST_SAID = 60
# The share of the rows that the column which names them must tell apart.
APART = 0.9
_BLANK = re.compile(r"\s+")
_NUMBERING = re.compile(r"^[(（]?[\d一二三四五六七八九十]+[)）、.．]\s*|^“|”$")
_NO_LABEL = re.compile(r"^[\d.,%％—-]*$")
_UNIT = re.compile(r"单位\s*[:：]\s*([^\s,，()（）|]{1,6})")
_FIGURE = re.compile(r"\d[\d.,]*$")
# The unit in the name of a column: 租房补贴(元/月), 面积（平方米）.
_OWN_UNIT = re.compile(
    r"[(（]\s*(?:单位\s*[:：]\s*)?"
    r"((?:[十百千万亿]*元|万?人|个|名|户|家|所|张|次|班|分|年|个?月|天|日|小时|亩|公顷|米|公里|平方米|吨|公斤|辆|件|台|套|岁|周岁|%|％|‰)"
    r"(?:/[\u4e00-\u9fff·/]{1,6})?)\s*[)）]$"
)
# The line of dashes below the headings of a table in Markdown.
_RULE = re.compile(r"^[\s|:—-]+$")
_COUNTS_ROWS = re.compile(r"^(?:序\s*号|编\s*号|No\.?|项次)$", re.I)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its span, its cells, the names of their columns, the unit or "".

    ``table`` is where the table begins: rows of one table have it alike. ``key`` is the column
    that says what a row is of.
    """

    start: int
    end: int
    cells: tuple[str, ...]
    columns: tuple[str, ...]
    unit: str
    table: int = 0
    key: int = 0

    def name_of(self, column: int) -> str:
        """The name of a column without the unit in it."""
        return _OWN_UNIT.sub("", self.columns[column]) or self.columns[column]

    def value(self, column: int) -> str:
        """A cell with its unit, where it is a figure."""
        cell = self.cells[column]
        own = _OWN_UNIT.search(self.columns[column])
        unit = own.group(1) if own else self.unit
        return f"{cell}{unit}" if unit and _FIGURE.fullmatch(cell) else cell

    def said(self, label: str, columns: Sequence[int]) -> str:
        """The row in words: what it is of, then column by column."""
        parts = [self._said(column).rstrip("。;；") for column in columns if self.cells[column]]
        return f"{label}：{'，'.join(parts)}" if label else "，".join(parts)

    def _said(self, column: int) -> str:
        value = self.value(column)
        unit = _OWN_UNIT.search(self.columns[column])
        named = self.name_of(column)
        if unit and not _FIGURE.fullmatch(self.cells[column]) and not value.endswith(unit.group(1)):
            named = self.columns[column]
        return f"{named}{' ' if value[:1].isdigit() else '：'}{value}"

    def whole(self) -> str:
        """The whole row in words; empty where it has a cell too long for that."""
        if max(map(len, self.cells), default=0) > LONGEST_SAID:
            return ""
        key = self.key
        others = [
            i for i in range(len(self.cells)) if i != key and not counts_rows(self.columns[i])
        ]
        return self.said(label_of(self.cells[key]), others)


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a text that have headings, and the spans of lines that head or rule tables."""

    rows: tuple[Row, ...]
    heads: tuple[tuple[int, int], ...]


def label_of(cell: str) -> str:
    """A cell that names its row, without a number before it."""
    return _NUMBERING.sub("", cell)


def counts_rows(column: str) -> bool:
    """Whether a column only numbers the rows."""
    return _COUNTS_ROWS.match(column) is not None


def names_row(cell: str) -> bool:
    """Whether a cell can name its row: words of two signs and more."""
    label = label_of(cell)
    return len(label) >= 2 and not _NO_LABEL.match(label)


def rows_of(text: str) -> tuple[Row, ...]:
    """The rows of all tables of a text that have headings, as many cells as these."""
    return tables_of(text).rows


def row_at(text: str, start: int, end: int) -> Row | None:
    """The row of a table that a span stands in; None where it stands in none."""
    if DIVIDER not in text:
        return None
    return next((row for row in rows_of(text) if row.start <= start and end <= row.end), None)


def is_head(text: str, start: int, end: int) -> bool:
    """Whether a span stands in a row of headings."""
    if DIVIDER not in text:
        return False
    return any(first <= start and end <= last for first, last in tables_of(text).heads)


@lru_cache(maxsize=64)
def tables_of(text: str) -> Tables:
    """What is known of the tables of a text."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    rows: list[Row] = []
    heads: list[tuple[int, int]] = []
    for table in find_tables(lines):
        ruled = [i for i in table.rows if _RULE.match(lines[i])]
        heads += [(starts[i], starts[i] + len(lines[i])) for i in (*table.heads, *ruled)]
        if table.heads:
            rows += _rows(text, lines, starts, table.heads, table.rows)
    return Tables(tuple(rows), tuple(heads))


def _rows(
    text: str, lines: list[str], starts: list[int], heads: Sequence[int], below: Sequence[int]
) -> list[Row]:
    columns = _columns([lines[i].split(DIVIDER) for i in heads])
    above = " ".join(lines[max(0, heads[0] - 2) : heads[0]])
    unit = _UNIT.search(above)
    first = starts[heads[0]]
    found: list[Row] = []
    for i in below:
        spans = cells_of(lines[i], starts[i])
        if len(spans) == len(columns) and not _RULE.match(lines[i]):
            cells = tuple(text[start:end] for start, end in spans)
            own = unit.group(1) if unit else ""
            found.append(Row(starts[i], starts[i] + len(lines[i]), cells, columns, own, first))
    key = _key(found)
    return [replace(row, key=key) for row in found]


def _key(rows: Sequence[Row]) -> int:
    """The column that says what the rows are of: the first that tells nearly all of them apart.

    Where none does, the first that holds words and does not only number the rows.
    """
    if not rows:
        return 0
    columns = rows[0].columns
    wordy = [
        i
        for i, name in enumerate(columns)
        if not counts_rows(name) and any(names_row(row.cells[i]) for row in rows)
    ]
    for i in wordy[:3]:
        cells = [row.cells[i] for row in rows]
        if len(set(cells)) >= APART * len(cells) and max(map(len, cells)) <= LONGEST_SAID:
            return i
    return wordy[0] if wordy else 0


def _columns(heads: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The name of each column: the lowest heading over it."""
    return tuple(_BLANK.sub("", cell.strip(" |")) for cell in heads[-1])
