"""Segments of an index: folders that never change, each with documents, counts and vectors.

A generation is a list of segments. What did not change stays in its segment, which the next
generation takes over by hard links; what is new comes into a small segment of its own; what left
is passed over. A segment of which half has left, and small ones beside a new one, are
written anew as one, so that a collection has few segments however it grew. What is more than one
segment may hold is written as several, so that the memory that writing takes is bounded.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue, Segment, StoredDocument
from index.counts import COUNT_FILES
from index.facts import FACT_FILES
from index.spool import Spooled
from index.vectors import VECTORS

DOCUMENTS = "documents.bin"
Item = TypeVar("Item", bound="StoredDocument | Spooled")
SEGMENT_FILES = (DOCUMENTS, *FACT_FILES, *COUNT_FILES, VECTORS)
# Passages of a segment, so that its counts and vectors take half a gigabyte when it is written.
FULL = 100_000
# Passages that are written anew in less time than it takes to start the program.
_SMALL = 2_000


def link_segment(name: str, old: Path, new: Path) -> None:
    """Take a segment of one generation over into another."""
    (new / name).mkdir()
    for file in SEGMENT_FILES:
        try:
            os.link(old / name / file, new / name / file)
        except OSError:
            # A disk without hard links, such as a memory stick's.
            shutil.copyfile(old / name / file, new / name / file)


def kept_segments(
    segments: Sequence[Segment], wanted: Iterable[StoredDocument], new_passages: int
) -> list[Segment]:
    """The segments that stay as they are, in their order, where so many passages come in.

    Those that are not kept are merged with what is new. Each is at least half full or twice as
    large as all that is merged, so that a passage is written anew only as often as the collection
    doubles, and no longer when it stands in a segment that is large enough.
    """
    living: Counter[str] = Counter()
    for document in wanted:
        living[document.segment] += document.passages
    merged = new_passages
    kept = []
    for segment in sorted(segments, key=lambda segment: living[segment.name]):
        alive = living[segment.name]
        small = merged > 0 and alive <= min(FULL // 2, max(_SMALL, 2 * merged))
        if 2 * alive <= segment.passages or small:
            merged += alive
        else:
            kept.append(segment)
    return sorted(kept, key=lambda segment: segment.name)


def in_segments(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Documents in order, as many at a time as one segment holds."""
    some, passages = list[Item](), 0
    for item in items:
        if some and passages + item.passages > FULL:
            yield some
            some, passages = [], 0
        some.append(item)
        passages += item.passages
    if some:
        yield some


def next_name(segments: Iterable[Segment]) -> str:
    """A name that none of the segments has, after all of theirs in order."""
    last = max((segment.name for segment in segments), default="segment-000000")
    return f"segment-{int(last.rpartition('-')[2]) + 1:06d}"


def starts_of(documents: Iterable[StoredDocument]) -> list[int]:
    """The first row of each document in the collection."""
    starts, row = [], 0
    for document in documents:
        starts.append(row)
        row += document.passages
    return starts


def rows_of(catalogue: Catalogue) -> dict[str, NDArray[np.int32] | None]:
    """For each segment, the rows of its passages in the collection; see ``index.bm25.Part``."""
    rows = {s.name: np.full(s.passages, -1, dtype=np.int32) for s in catalogue.segments}
    cited = catalogue.cited
    for document, start in zip(cited, starts_of(cited), strict=True):
        end = document.row + document.passages
        rows[document.segment][document.row : end] = np.arange(start, start + document.passages)
    return {name: _none_if_same(part, len(rows)) for name, part in rows.items()}


def _none_if_same(rows: NDArray[np.int32], segments: int) -> NDArray[np.int32] | None:
    same = segments == 1 and np.array_equal(rows, np.arange(len(rows)))
    return None if same else rows
