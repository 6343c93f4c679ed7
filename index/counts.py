"""Term counts of a collection: how often each token stands in each passage, kept on disk.

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
from scipy import sparse

TermWeights = Mapping[str, float]
Number = TypeVar("Number", np.int32, np.float32)

TERMS, STARTS, PASSAGES = "terms.txt", "starts.npy", "passages.npy"
COUNTS, LENGTHS = "counts.npy", "lengths.npy"
COUNT_FILES = (TERMS, STARTS, PASSAGES, COUNTS, LENGTHS)


@dataclass(frozen=True, slots=True)
class Counts:
    """``matrix`` is (n_passages, n_terms) float32, compressed sparse columns, rows ascending in
    each; ``lengths`` (n_passages,) float64, the sum of a passage's counts.
    """

    terms: dict[str, int]
    matrix: sparse.csc_matrix
    lengths: NDArray[np.float64]


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


class Gathering:
    """Counts gathered document by document, each put at the rows it is given."""

    def __init__(self, terms: Mapping[str, int] | None = None) -> None:
        self.terms: dict[str, int] = dict(terms or {})
        self._columns: list[NDArray[np.int32]] = []
        self._rows: list[NDArray[np.int32]] = []
        self._counts: list[NDArray[np.float32]] = []
        self._lengths: list[tuple[int, NDArray[np.float64]]] = []

    def add(self, document: DocumentCounts, first_row: int) -> None:
        """Put a document's passages at ``first_row`` and after; documents come in row order."""
        known = self.terms
        numbers = [known.setdefault(term, len(known)) for term in document.terms]
        rows = np.arange(first_row, first_row + len(document.sizes), dtype=np.int32)
        self._columns.append(np.array(numbers, dtype=np.int32)[document.columns])
        self._rows.append(np.repeat(rows, document.sizes))
        self._counts.append(document.counts)
        self._lengths.append((first_row, document.lengths))

    def counts(self, passage_count: int) -> Counts:
        """All that was added, in a collection of ``passage_count`` passages.

        Empties the gathering on the way, so that both need not be held in memory.
        """
        columns = _joined(self._columns, np.int32)
        rows = _joined(self._rows, np.int32)
        counts = _joined(self._counts, np.float32)
        lengths = np.zeros(passage_count, dtype=np.float64)
        for first, part in self._lengths:
            lengths[first : first + len(part)] = part
        shape = (passage_count, len(self.terms))
        matrix = sparse.csc_matrix((counts, (rows, columns)), shape=shape, dtype=np.float32)
        matrix.sort_indices()
        return Counts(self.terms, matrix, lengths)


def _joined(parts: list[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
    joined = np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)
    parts.clear()
    return joined


def moved(old: Counts, rows: NDArray[np.int32], passage_count: int) -> Counts:
    """The counts with their passages at other rows of a collection of ``passage_count``.

    ``rows`` (n_old_passages,) gives each passage its new row, ascending, or -1 where it leaves.
    """
    kept_rows = rows >= 0
    lengths = np.zeros(passage_count, dtype=np.float64)
    lengths[rows[kept_rows]] = old.lengths[kept_rows]
    indices, counts, starts = rows[old.matrix.indices], old.matrix.data, old.matrix.indptr
    if not kept_rows.all():
        kept = indices >= 0
        starts = np.concatenate(([0], np.cumsum(kept)))[starts].astype(np.int32)
        indices, counts = indices[kept], counts[kept]
    matrix = sparse.csc_matrix((counts, indices, starts), shape=(passage_count, len(old.terms)))
    return Counts(old.terms, matrix, lengths)


def merged(old: Counts, new: Counts) -> Counts:
    """Counts of the same collection and disjoint passages together.

    The terms of ``new`` begin with those of ``old``; terms that no passage holds are dropped.
    """
    starts = np.pad(old.matrix.indptr, (0, len(new.terms) - len(old.terms)), mode="edge")
    grown = sparse.csc_matrix((old.matrix.data, old.matrix.indices, starts), new.matrix.shape)
    matrix, terms = grown + new.matrix, new.terms
    used = np.diff(matrix.indptr) > 0
    if not used.all():
        names = [term for term, present in zip(terms, used, strict=True) if present]
        terms = {term: column for column, term in enumerate(names)}
        starts = np.append(matrix.indptr[:-1][used], matrix.indptr[-1])
        shape = (matrix.shape[0], len(terms))
        matrix = sparse.csc_matrix((matrix.data, matrix.indices, starts), shape=shape)
    return Counts(terms, matrix, old.lengths + new.lengths)


def save_counts(counts: Counts, folder: Path) -> None:
    """Write ``terms.txt`` (a token a line, in column order) and the arrays as ``.npy``."""
    lines = "".join(f"{token}\n" for token in counts.terms)
    (folder / TERMS).write_text(lines, encoding="utf-8")
    np.save(folder / STARTS, counts.matrix.indptr)
    np.save(folder / PASSAGES, counts.matrix.indices)
    np.save(folder / COUNTS, _narrow(counts.matrix.data))
    np.save(folder / LENGTHS, counts.lengths)


def load_counts(folder: Path) -> Counts:
    """Read what ``save_counts`` wrote. Raises OSError or ValueError where it does not fit."""
    terms = load_terms(folder)
    lengths = np.load(folder / LENGTHS)
    counts = np.load(folder / COUNTS).astype(np.float32)
    matrix = sparse.csc_matrix(
        (counts, np.load(folder / PASSAGES), np.load(folder / STARTS)),
        shape=(len(lengths), len(terms)),
    )
    return Counts(terms, matrix, lengths)


def load_terms(folder: Path) -> dict[str, int]:
    """The columns by token."""
    tokens = (folder / TERMS).read_text(encoding="utf-8").split("\n")[:-1]
    return {token: column for column, token in enumerate(tokens)}


def _narrow(counts: NDArray[np.float32]) -> NDArray[np.floating]:
    """Half the bytes where nothing is lost by it, as with all but huge counts."""
    if counts.max(initial=0) > np.finfo(np.float16).max:
        return counts
    half = counts.astype(np.float16)
    return half if np.array_equal(half, counts) else counts
