"""The vectors of all passages, in a faiss index of inner products for each segment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

VECTORS = "vectors.faiss"
# Copying the vectors of a larger share of the passages takes longer than scoring all in place.
WORTH_GATHERING = 0.2


@dataclass(frozen=True, slots=True)
class SegmentVectors:
    """``index`` holds (n_passages, dim) float32 unit vectors in the order of the segment."""

    index: faiss.IndexFlat

    @property
    def dim(self) -> int:
        """The number of dimensions."""
        return int(self.index.d)

    @property
    def count(self) -> int:
        """The number of vectors."""
        return int(self.index.ntotal)

    def part(self, first: int, count: int) -> NDArray[np.float32]:
        """A copy of ``count`` vectors from the row ``first`` on."""
        return self._stored()[first : first + count].copy()

    def score(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of a unit vector (dim,) with every passage: (n_passages,) float32."""
        # einsum stays in this thread; a BLAS product would start threads that wait for torch's.
        scores: NDArray[np.float32] = np.einsum("ij,j->i", self._stored(), vector)
        return scores

    def score_rows(
        self, vector: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """The cosine of a unit vector (dim,) with some passages: (n_rows,) float32."""
        scores: NDArray[np.float32] = np.einsum("ij,j->i", self._stored()[rows], vector)
        return scores

    def _stored(self) -> NDArray[np.float32]:
        # A view into memory that faiss frees with the index: it must not leave this object.
        if self.count == 0:
            return np.zeros((0, self.dim), dtype=np.float32)
        flat = faiss.rev_swig_ptr(self.index.get_xb(), self.count * self.dim)
        stored: NDArray[np.float32] = flat.reshape(self.count, self.dim)
        return stored


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of a collection of ``count`` passages, in segments.

    Beside each segment stand the rows of its passages in the collection, as in ``index.bm25.Part``.
    """

    count: int
    dim: int
    parts: tuple[tuple[SegmentVectors, NDArray[np.int32] | None], ...]

    def rows(self) -> NDArray[np.float32]:
        """A copy of all vectors, (count, dim)."""
        vectors = np.zeros((self.count, self.dim), dtype=np.float32)
        for segment, rows in self.parts:
            stored = segment.part(0, segment.count)
            if rows is None:
                return stored
            vectors[rows[rows >= 0]] = stored[rows >= 0]
        return vectors

    def score(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of a unit vector (dim,) with every passage: (count,) float32."""
        scores = np.zeros(self.count, dtype=np.float32)
        for segment, rows in self.parts:
            found = segment.score(vector)
            if rows is None:
                return found
            scores[rows[rows >= 0]] = found[rows >= 0]
        return scores

    def score_rows(
        self, vector: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """The cosine of a unit vector (dim,) with the passages of ascending rows: (n_rows,)."""
        if len(rows) > self.count * WORTH_GATHERING:
            return self.score(vector)[rows]
        wanted = np.zeros(self.count, dtype=np.bool_)
        wanted[rows] = True
        scores = np.zeros(len(rows), dtype=np.float32)
        for segment, places in self.parts:
            if places is None:
                return segment.score_rows(vector, rows)
            own = np.flatnonzero(wanted[places] & (places >= 0))
            scores[np.searchsorted(rows, places[own])] = segment.score_rows(vector, own)
        return scores


def make_vectors(vectors: NDArray[np.float32]) -> SegmentVectors:
    """Index unit vectors of shape (n_passages, dim)."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return SegmentVectors(index)


def save_vectors(vectors: SegmentVectors, file: Path) -> None:
    """Write the faiss index."""
    faiss.write_index(vectors.index, str(file))


def load_vectors(file: Path) -> SegmentVectors:
    """Open a faiss index; its vectors are mapped, not read. Raises RuntimeError where the file is
    none, ValueError where it is not one of inner products over whole vectors.
    """
    index = faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC)
    if not isinstance(index, faiss.IndexFlat) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
        raise ValueError(f"{file} is no flat index of inner products")
    return SegmentVectors(index)
