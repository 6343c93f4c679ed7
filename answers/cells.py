"""A cell of a table: the row and the column that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from answers.context import Context, Draft, Statement
from answers.sentences import Span
from corpus.records import Document
from corpus.rows import DIVIDER, cells_of, find_tables

# Tables are looked through in the documents of the best passages only.
DOCUMENTS = 2
# Longer cells are texts of their own, which are read by their sentences.
LONGEST_CELL = 200
# The share of a heading's words that a question must say to mean its column.
COLUMN_NAMED = 0.6
# The share of a question's words that the table must say with its title.
TABLE_COVERS = 0.5
# Who leads and who supports is read off tables as duties.
_READ_ELSEWHERE = frozenset({"lead", "support", "duty", "yesno", "compare"})
_BLANK = re.compile(r"\s+")
_NUMBERING = re.compile(r"^[(（]?[\d一二三四五六七八九十]+[)）、.．]\s*|^“|”$")
_NO_LABEL = re.compile(r"^[\d.,%％—-]*$")
_UNIT = re.compile(r"单位\s*[:：]\s*([^\s,，()（）|]{1,6})")
_FIGURE = re.compile(r"\d[\d.,]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its span, its cells, the names of their columns, the unit or ""."""

    start: int
    end: int
    cells: tuple[str, ...]
    columns: tuple[str, ...]
    unit: str


def answer_cell(context: Context) -> Draft | None:
    """The cell of a table whose row and column a question both names; None where none is."""
    if context.question.kind in _READ_ELSEWHERE:
        return None
    ids = list(dict.fromkeys(hit.passage.document_id for hit in context.hits))[:DOCUMENTS]
    for id_ in ids:
        document = context.index.documents[id_]
        found = _named_cell(context, document) if DIVIDER in document.text else None
        if found is not None:
            return found
    return None


def _named_cell(context: Context, document: Document) -> Draft | None:
    asked = _plain(context.question.resolved)
    rows = [row for row in rows_of(document.text) if _label(row, asked) is not None]
    mentions = {place.mention for place in context.question.places}
    own = [row for row in rows if mentions & set(row.cells)]
    best = max((len(_label(row, asked) or "") for row in own or rows), default=0)
    for row in own or rows:
        label = _label(row, asked) or ""
        column = _column(row, asked, label, context.question.years)
        if len(label) < best or column is None:
            continue
        span = _span(document, row)
        if span is None or not _is_about(context, document, row, span):
            return None
        cell = row.cells[column]
        unit = row.unit if _FIGURE.fullmatch(cell) else ""
        text = f"{label}：{row.columns[column]}{' ' if cell[:1].isdigit() else '：'}{cell}{unit}"
        return Draft("cell", (Statement(text, (span,), quoted=False),), certain=True)
    return None


@lru_cache(maxsize=64)
def rows_of(text: str) -> tuple[Row, ...]:
    """The rows of all tables of a text that have headings, as many cells as these."""
    return tuple(_rows(text))


def _rows(text: str) -> Iterator[Row]:
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for table in find_tables(lines):
        if not table.heads:
            continue
        columns = _columns([lines[i].split(DIVIDER) for i in table.heads])
        above = " ".join(lines[max(0, table.heads[0] - 2) : table.heads[0]])
        unit = _UNIT.search(above)
        for i in table.rows:
            spans = cells_of(lines[i], starts[i])
            if len(spans) == len(columns):
                cells = tuple(text[start:end] for start, end in spans)
                end = starts[i] + len(lines[i])
                yield Row(starts[i], end, cells, columns, unit.group(1) if unit else "")


def _columns(heads: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The name of each column: the lowest heading over it."""
    return tuple(_plain(cell.strip(" |")) for cell in heads[-1])


def _label(row: Row, asked: str) -> str | None:
    """The longest cell that names the row and stands in the question; None where none does."""
    labels = [_NUMBERING.sub("", cell) for cell in row.cells]
    named = [
        label
        for label in labels
        if len(label) >= 2 and not _NO_LABEL.match(label) and _plain(label) in asked
    ]
    return max(named, key=len, default=None)


def _column(row: Row, asked: str, label: str, years: Sequence[int]) -> int | None:
    """The one column that a question names best; None where it names none, or two alike.

    A column of a year that is asked about comes before one that is named by words.
    """
    rest = asked.replace(_plain(label), " ")
    shares = [_named(name, rest) + any(str(year) in name for year in years) for name in row.columns]
    for i, cell in enumerate(row.cells):
        if not cell or len(cell) > LONGEST_CELL or _NUMBERING.sub("", cell) == label:
            shares[i] = 0.0
    best = max(shares, default=0.0)
    if best < COLUMN_NAMED or shares.count(best) > 1:
        return None
    return shares.index(best)


def _named(name: str, asked: str) -> float:
    """The share of a heading's pairs of characters that a question says."""
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return sum(pair in asked for pair in pairs) / len(pairs) if pairs else 0.0


def _is_about(context: Context, document: Document, row: Row, span: Span) -> bool:
    words = " ".join((document.title, *span.passage.path, *row.columns, *row.cells))
    return context.matcher.coverage(words) >= TABLE_COVERS


def _span(document: Document, row: Row) -> Span | None:
    for passage in document.passages:
        if passage.start <= row.start and row.end <= passage.end:
            return Span(
                document.id, passage, row.start, row.end, document.text[row.start : row.end]
            )
    return None


def _plain(text: str) -> str:
    return _BLANK.sub("", text)
