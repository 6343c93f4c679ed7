"""Term counts of a segment: how often each token stands in each of its passages, kept on disk.

Scores are worked out from these counts, so that a change of a few documents counts only those
again, and another encoder none at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

TermWeights = Mapping[str, float]
Number = TypeVar("Number", np.int32, np.float32)

TERMS, STARTS, PASSAGES = "terms.txt", "starts.npy", "passages.npy"
COUNTS, LENGTHS = "counts.npy", "lengths.npy"
COUNT_FILES = (TERMS, STARTS, PASSAGES, COUNTS, LENGTHS)


@dataclass(frozen=True, slots=True)
class Counts:
    """Compressed sparse columns, one a term.

    The passages that hold the term of a column are ``passages[starts[column] :
    starts[column + 1]]``, int32 rows; ``counts`` beside them says how often, as float32 or, in
    a byte each, as twice the number. ``lengths`` (n_passages,) float64 are sums of counts.
    """

    terms: Mapping[str, int]
    starts: NDArray[np.int64]
    passages: NDArray[np.int32]
    counts: NDArray[np.float32] | NDArray[np.uint8]
    lengths: NDArray[np.float64]

    def postings(self, column: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The passages that hold a term, and how often: (n,) int32 and (n,) float32."""
        place = slice(int(self.starts[column]), int(self.starts[column + 1]))
        return self.passages[place], _whole(self.counts[place])


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """The counts of one document, passage after passage.

    ``columns`` and ``counts`` (n_entries,) give the place of each token in ``terms`` and how often
    it occurs, ``sizes`` (n_passages,) how many entries a passage has.
    """

    terms: tuple[str, ...]
    columns: NDArray[np.int32]
    counts: NDArray[np.float32]
    sizes: NDArray[np.int32]
    lengths: NDArray[np.float64]


def count_document(passages: Sequence[TermWeights]) -> DocumentCounts:
    """Bring the token counts of each passage into arrays."""
    terms: dict[str, int] = {}
    columns = [terms.setdefault(t, len(terms)) for counts in passages for t in counts]
    return DocumentCounts(
        terms=tuple(terms),
        columns=np.array(columns, dtype=np.int32),
        counts=np.array([c for counts in passages for c in counts.values()], dtype=np.float32),
        sizes=np.array([len(counts) for counts in passages], dtype=np.int32),
        lengths=np.array([sum(counts.values()) for counts in passages], dtype=np.float64),
    )


def joined_counts(parts: Sequence[DocumentCounts]) -> DocumentCounts:
    """The counts of a document of which the passages were counted in parts."""
    terms: dict[str, int] = {}
    columns = []
    for part in parts:
        numbers = [terms.setdefault(term, len(terms)) for term in part.terms]
        columns.append(np.array(numbers, dtype=np.int32)[part.columns])
    return DocumentCounts(
        terms=tuple(terms),
        columns=np.concatenate(columns),
        counts=np.concatenate([part.counts for part in parts]),
        sizes=np.concatenate([part.sizes for part in parts]),
        lengths=np.concatenate([part.lengths for part in parts]),
    )


class Gathering:
    """Counts gathered document by document, each put at the rows it is given."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._columns: list[NDArray[np.int32]] = []
        self._rows: list[NDArray[np.int32]] = []
        self._counts: list[NDArray[np.float32]] = []
        self._lengths: list[tuple[NDArray[np.int32], NDArray[np.float64]]] = []
        self._moved = False

    def add(self, document: DocumentCounts, first_row: int) -> None:
        """Put a document's passages at ``first_row`` and after."""
        rows = np.arange(first_row, first_row + len(document.sizes), dtype=np.int32)
        self._columns.append(self._numbers(document.terms)[document.columns])
        self._rows.append(np.repeat(rows, document.sizes))
        self._counts.append(document.counts)
        self._lengths.append((rows, document.lengths))

    def add_moved(self, old: Counts, rows: NDArray[np.int32]) -> None:
        """Put the passages of ``old`` at other rows: ``rows`` (n_old_passages,), -1 to leave."""
        self._moved = True
        kept = rows >= 0
        moved = rows[old.passages]
        present = moved >= 0
        columns = np.repeat(np.arange(len(old.terms), dtype=np.int32), np.diff(old.starts))
        columns = columns[present]
        # Terms that no passage holds any longer are left behind.
        used = np.zeros(len(old.terms), dtype=np.bool_)
        used[columns] = True
        names = [term for term, held in zip(old.terms, used.tolist(), strict=True) if held]
        numbers = np.zeros(len(old.terms), dtype=np.int32)
        numbers[used] = self._numbers(names)
        self._columns.append(numbers[columns])
        self._rows.append(moved[present])
        self._counts.append(_whole(old.counts[present]))
        self._lengths.append((rows[kept], old.lengths[kept]))

    def counts(self, passage_count: int) -> Counts:
        """All that was added, in a segment of ``passage_count`` passages.

        Empties the gathering on the way, so that both need not be held in memory.
        """
        lengths = np.zeros(passage_count, dtype=np.float64)
        for rows, part in self._lengths:
            lengths[rows] = part
        columns = _joined(self._columns, np.int32)
        starts = np.zeros(len(self._terms) + 1, dtype=np.int64)
        np.cumsum(np.bincount(columns, minlength=len(self._terms)), out=starts[1:])
        passages = _joined(self._rows, np.int32)
        # Passages of a column stand in order; what comes one after another does so already.
        order = (
            np.lexsort((passages, columns)) if self._moved else np.argsort(columns, kind="stable")
        )
        del columns
        passages = passages[order]
        counts = _narrow(_joined(self._counts, np.float32))[order]
        return Counts(self._terms, starts, passages, counts, lengths)

    def _numbers(self, terms: Sequence[str]) -> NDArray[np.int32]:
        known = self._terms
        return np.array([known.setdefault(term, len(known)) for term in terms], dtype=np.int32)


def _joined(parts: list[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
    joined = np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)
    parts.clear()
    return joined


def save_counts(counts: Counts, folder: Path) -> None:
    """Write ``terms.txt`` (a token a line, in column order) and the arrays as ``.npy``."""
    lines = "".join(f"{token}\n" for token in counts.terms)
    (folder / TERMS).write_text(lines, encoding="utf-8")
    np.save(folder / STARTS, counts.starts)
    np.save(folder / PASSAGES, counts.passages)
    np.save(folder / COUNTS, counts.counts)
    np.save(folder / LENGTHS, counts.lengths)


def load_counts(folder: Path) -> Counts:
    """Read what ``save_counts`` wrote; the large arrays are mapped, not read.

    Raises OSError or ValueError where files are missing or do not fit together.
    """
    tokens = (folder / TERMS).read_text(encoding="utf-8").split("\n")[:-1]
    terms = {token: column for column, token in enumerate(tokens)}
    starts, lengths = np.load(folder / STARTS), np.load(folder / LENGTHS)
    passages, counts = (np.load(folder / file, mmap_mode="r") for file in (PASSAGES, COUNTS))
    if len(starts) != len(terms) + 1 or not len(passages) == len(counts) == starts[-1]:
        raise ValueError(f"{len(terms)} terms, {len(starts)} starts, {len(passages)} passages")
    return Counts(terms, starts, passages, counts, lengths)


def _narrow(counts: NDArray[np.float32]) -> NDArray[np.float32] | NDArray[np.uint8]:
    """Twice the counts in a byte each where nothing is lost by it, as in nearly all texts."""
    if counts.max(initial=0) > np.iinfo(np.uint8).max / 2:
        return counts
    halves = (counts * 2).astype(np.uint8)
    return halves if np.array_equal(halves * np.float32(0.5), counts) else counts


def _whole(counts: NDArray[np.float32] | NDArray[np.uint8]) -> NDArray[np.float32]:
    """The counts that ``_narrow`` was given."""
    if counts.dtype == np.uint8:
        return counts * np.float32(0.5)
    return np.asarray(counts, dtype=np.float32)
