"""Fields: what the head of a page says of its document in so many words (发文字号: …)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.titles import title_kind

_TABLE = Path(__file__).parent / "tables" / "field_labels.tsv"
_HEAD_LINES = 60
_FIRST_LINES = 8  # below them 时间: is that of an event
_RUNNING_TEXT = 150  # characters; a longer line without labels ends the head
_BAR = re.compile(r"\s*[|｜\t]\s*")
_SPACES = re.compile(r"\s+")
_NOTHING = re.compile(r"[\s/\\\-—_.。无:：]*")
_BRACKETS = "【】[]［］()（）"


@dataclass(frozen=True, slots=True)
class Fields:
    """Values by field name (a key of tables/field_labels.tsv), and the lines that gave them.

    ``lines`` are indices into the lines that were read. Of a field printed twice the first counts.
    """

    values: Mapping[str, str]
    lines: frozenset[int]

    def get(self, name: str) -> str:
        """The value of a field, empty where there is none."""
        return self.values.get(name, "")


def read_fields(lines: Sequence[str]) -> Fields:
    """The fields at the head of a document; ``lines`` hold its words in order.

    A label is followed by a colon and its value, or stands alone in a cell or line with the value
    in the next one.
    """
    cells = list(_cells(lines))
    found: list[tuple[str, str, set[int], bool]] = []
    at = 0
    while at < len(cells):
        row, cell = cells[at]
        at += 1
        pairs = list(_labelled(cell))
        for name, value in pairs[:-1]:
            found.append((name, value, {row}, True))
        if pairs:
            name, value = pairs[-1]
            used = {row}
            if not value and at < len(cells) and _fits(name, cells[at][1]):
                value, used = cells[at][1], {row, cells[at][0]}
                at += 1
            found.append((name, value, used, True))
        elif name := _bare_label(cell):
            value, used = "", {row}
            if at < len(cells) and _fits(name, cells[at][1]):
                value, used = cells[at][1], {row, cells[at][0]}
                at += 1
            found.append((name, value, used, False))
    several = len({name for name, *_ in found}) > 1
    values: dict[str, str] = {}
    rows: set[int] = set()
    for name, value, used, colon in found:
        if name == "when" and min(used) >= _FIRST_LINES:
            continue
        if colon or several:
            rows |= used
            if not _NOTHING.fullmatch(value):
                values.setdefault(name, value)
    return Fields(values, frozenset(rows))


def _cells(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Cells of the head with the index of their line."""
    for i, line in enumerate(lines[:_HEAD_LINES]):
        if len(line) > _RUNNING_TEXT and not _label_colon().match(line):
            return
        for cell in _BAR.split(line):
            if cell.strip():
                yield i, cell.strip()


def _labelled(cell: str) -> Iterator[tuple[str, str]]:
    """Labels followed by a colon, with the words up to the next label."""
    matches = list(_label_colon().finditer(cell))
    if not matches or (matches[0].start() > 0 and not _DATED.match(cell)):
        return
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        value = cell[match.end() : following.start() if following else len(cell)]
        yield _name(match["label"]), value.strip(" \u3000\t【】[]［］")


_DATED = re.compile(r"[\[(（]?\s*(?:19|20)\d\d[-/.年]")


def _fits(name: str, value: str) -> bool:
    """Whether the next cell can be the value of a label that stands alone."""
    if _is_label(value):
        return False
    if name in _VALUES:
        return bool(_VALUES[name].search(value))
    return name == "title" or (len(value) <= 40 and not title_kind(value))


_DATE_VALUE = re.compile(r"(?:19|20)\d\d|[〇○零一二三四五六七八九]{4}年|^\W*$")
_VALUES = dict.fromkeys(
    ("signed", "made", "printed", "published", "updated", "when", "effective", "expires"),
    _DATE_VALUE,
) | {"number": re.compile(r"\d|^\W*$|^无$")}


def _is_label(cell: str) -> bool:
    return bool(_bare_label(cell)) or _label_colon().match(cell) is not None


def _bare_label(cell: str) -> str:
    words = _SPACES.sub("", cell).strip(_BRACKETS)
    return _name(words) if 2 <= len(words) <= 12 else ""


@lru_cache(maxsize=4096)  # pages of one site print the same labels
def _name(label: str) -> str:
    words = _SPACES.sub("", label)
    return next((name for name, pattern in _labels() if pattern.fullmatch(words)), "")


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in _rows())


@cache
def _label_colon() -> re.Pattern[str]:
    """Any label with a colon; spaces may stand between its characters (索 引 号：)."""
    spaced = "|".join(_spaced(pattern) for _, pattern in _rows())
    return re.compile(
        rf"(?:(?<=^)|(?<=[\s\[【(（|]))[\[【(（]?\s*(?P<label>{spaced})\s*[\]】]?\s*[:：]\s*"
    )


def _spaced(pattern: str) -> str:
    return re.sub(
        r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff(])|(?<=\))(?=[\u4e00-\u9fff(])", r"\\s*", pattern
    )


def _rows() -> list[tuple[str, str]]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]
