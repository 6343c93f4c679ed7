"""Cleaning of labels: those set apart (索 引 号), and tables of metadata with bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from corpus.records import Edit

_TABLE = Path(__file__).parent / "tables" / "printed_labels.tsv"
_HEAD_LINES = 30
# Characters set apart one by one, the last one before a colon: "联 系 人:".
_APART = re.compile(
    "(?:(?<=\n)|(?<=\\A)|(?<=[|｜]) *|(?<= ) )"
    "(?P<label>[\u4e00-\u9fff](?: {1,6}[\u4e00-\u9fff]){1,7}) *(?=[:：])"
)
# How every label that is set apart ends, after its last space; quickly looked for.
_LAST_APART = re.compile(" [^ \n:：|｜]{1,20} *[:：|｜]")
_CELL = re.compile("[^|｜]*")
_COLON = re.compile(" *[:：]? *$")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a row: where its words start and end, and what label they are, if one.

    ``label``: of a field of metadata; ``name``: of any field.
    """

    start: int
    end: int
    label: bool
    name: bool


def label_edits(text: str) -> Iterator[Edit]:
    """Close up labels that are set apart, and read rows of metadata as lines "label:value".

    Characters set apart one by one before a colon are always a label; before a bar or with some
    of their characters together they must be one of the table.
    """
    rows = list(_rows(text))
    edits = [edit for row in rows for edit in row]
    taken = [(row[0].start, row[-1].end) for row in rows]
    may_hold = _LAST_APART.search(text)
    for pattern in (_APART, _known_apart()):
        for found in pattern.finditer(text) if may_hold else ():
            start, end = found.span("label")
            if any(first < end and start < last for first, last in taken):
                continue
            taken.append((start, end))
            edits += _closing(text, start, end)
    yield from sorted(edits, key=lambda edit: edit.start)


def _closing(text: str, start: int, end: int) -> list[Edit]:
    """The removal of all spaces in a span."""
    return [
        Edit("label", m.start(), m.end(), m.group(), "")
        for m in re.compile(" +").finditer(text, start, end)
    ]


def _rows(text: str) -> Iterator[list[Edit]]:
    """The edits of each row of metadata in the first lines."""
    for line in islice(re.finditer("[^\n]+", text), _HEAD_LINES):
        if "|" in line.group() or "｜" in line.group():
            edits = _row_edits(text, *line.span())
            if edits:
                yield edits


def _row_edits(text: str, start: int, end: int) -> list[Edit]:
    """A row of labels, each followed by its value, as lines; fields without a value go.

    Nothing where another cell stands in the place of a label.
    """
    cells = list(_cells(text, start, end))
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    if len(cells) % 2 or not pairs or not all(label.label for label, _ in pairs):
        return []
    if any(value.name for _, value in pairs):
        return []
    edits: list[Edit] = []
    at, line = start, ""
    for label, value in pairs:
        if value.start == value.end:
            continue
        words = re.sub(r"[\s:：]", "", text[label.start : label.end])
        first = label.start
        edits.append(Edit("table", at, first, text[at:first], line))
        edits.append(Edit("table", first, label.end, text[first : label.end], words))
        edits.append(Edit("table", label.end, value.start, text[label.end : value.start], ":"))
        at, line = value.end, "\n"
    if at == start:  # no value in the whole row
        end += text[end : end + 1] == "\n"
    edits.append(Edit("table", at, end, text[at:end], ""))
    return [edit for edit in edits if edit.before != edit.after]


def _cells(text: str, start: int, end: int) -> Iterator[_Cell]:
    """The cells between the bars; bars at the ends of the line bound it."""
    while start < end and text[start] in "|｜ ":
        start += 1
    last = end
    while last > start and text[last - 1] == " ":
        last -= 1
    last -= text[last - 1] in "|｜"
    at = start
    while at <= last:
        found = _CELL.match(text, at, last)
        stop = found.end() if found else last
        words = text[at:stop]
        first = at + len(words) - len(words.lstrip())
        finish = max(first, at + len(words.rstrip()))
        bare = re.sub(r"\s", "", _COLON.sub("", text[first:finish]))
        yield _Cell(first, finish, bare in _labels("head"), bare in _labels("head", "contact"))
        at = stop + 1


@cache
def _labels(*kinds: str) -> frozenset[str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return frozenset(label for kind, label in rows if kind in kinds)


@cache
def _known_apart() -> re.Pattern[str]:
    """A label of the table with spaces in it, at the start of a line or cell."""
    labels = sorted(_labels("head", "contact"), key=lambda label: (-len(label), label))
    spaced = "|".join("(?: {0,6})".join(label) for label in labels)
    return re.compile(f"(?:(?<=\n)|(?<=\\A)|(?<=[|｜] )|(?<=  ))(?P<label>{spaced})(?= *[:：|｜])")
