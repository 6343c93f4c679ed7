"""The vectors of all passages in a faiss index of inner products."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

VECTORS = "vectors.faiss"


@dataclass(frozen=True, slots=True)
class Vectors:
    """``index`` holds (n_passages, dim) float32 unit vectors in passage order."""

    index: faiss.IndexFlat

    @property
    def dim(self) -> int:
        """The number of dimensions."""
        return int(self.index.d)

    @property
    def count(self) -> int:
        """The number of vectors."""
        return int(self.index.ntotal)

    def rows(self) -> NDArray[np.float32]:
        """A copy of all vectors, (n_passages, dim)."""
        return self._stored().copy()

    def part(self, first: int, count: int) -> NDArray[np.float32]:
        """A copy of ``count`` vectors from the row ``first`` on."""
        return self._stored()[first : first + count].copy()

    def score(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of a unit vector (dim,) with every passage: (n_passages,) float32."""
        # einsum stays in this thread; a BLAS product would start threads that wait for torch's.
        scores: NDArray[np.float32] = np.einsum("ij,j->i", self._stored(), vector)
        return scores

    def _stored(self) -> NDArray[np.float32]:
        # A view into memory that faiss frees with the index: it must not leave this object.
        if self.count == 0:
            return np.zeros((0, self.dim), dtype=np.float32)
        flat = faiss.rev_swig_ptr(self.index.get_xb(), self.count * self.dim)
        stored: NDArray[np.float32] = flat.reshape(self.count, self.dim)
        return stored


def make_vectors(vectors: NDArray[np.float32]) -> Vectors:
    """Index unit vectors of shape (n_passages, dim)."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return Vectors(index)


def save_vectors(vectors: Vectors, file: Path) -> None:
    """Write the faiss index."""
    faiss.write_index(vectors.index, str(file))


def load_vectors(file: Path) -> Vectors:
    """Read a faiss index. Raises RuntimeError where the file is none, ValueError where it is
    not one of inner products over whole vectors.
    """
    index = faiss.read_index(str(file))
    if not isinstance(index, faiss.IndexFlat) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
        raise ValueError(f"{file} is no flat index of inner products")
    return Vectors(index)
