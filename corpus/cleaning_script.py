"""Cleaning of the script: a text in traditional characters becomes simplified."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.provenance import merge_neighbours
from corpus.records import Edit
from corpus.script import is_traditional, simplify


def script_edits(text: str) -> Iterator[Edit]:
    """Convert a text that is as a whole in traditional script; leave any other alone.

    One edit for each run of characters that change.
    """
    if not is_traditional(text):
        return
    position = 0
    for line in text.splitlines(keepends=True):
        yield from _line_edits(line, simplify(line), position)
        position += len(line)


def _line_edits(line: str, simple: str, position: int) -> Iterator[Edit]:
    if len(line) == len(simple):
        changes = (
            Edit("script", at, at + 1, before, after)
            for at, (before, after) in enumerate(zip(line, simple, strict=True), position)
            if before != after
        )
        yield from merge_neighbours(changes)
    elif line != simple:  # a phrase of another length: rare enough to record the line
        yield Edit("script", position, position + len(line), line, simple)
