"""Newly read documents on their way into the index, kept on disk until all are there."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.catalogue import StoredDocument
from index.duplicates import Signature, Sketch
from index.encoder import BATCH, Encoder
from index.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Spooled:
    """A newly read document: what is needed of it at once, and where the rest waits on disk.

    Its passages' vectors stand in the spool from the row ``first_vector`` on.
    """

    signature: Signature
    digest: str
    passages: int
    sketch: Sketch
    start: int
    first_vector: int


class Spool:
    """Newly read documents, kept in one file until all are there, their vectors in another.

    Vectors are made of what has come while other processes read on.
    """

    def __init__(self, file: BinaryIO, vectors: BinaryIO, encoder: Encoder) -> None:
        self._file, self._vectors, self._encoder = file, vectors, encoder
        self._waiting: list[str] = []
        self._count = 0

    def put(self, prepared: Prepared) -> Spooled:
        """Write one down."""
        start = self._file.seek(0, 2)
        pickle.dump(replace(prepared, texts=()), self._file, pickle.HIGHEST_PROTOCOL)
        first = self._count
        self._count += prepared.passages
        self._waiting += prepared.texts
        while len(self._waiting) >= BATCH:
            self._encode(BATCH)
        sketch = prepared.sketch
        return Spooled(prepared.signature, prepared.digest, prepared.passages, sketch, start, first)

    def get(self, spooled: Spooled) -> Prepared:
        """Read one back, without its texts."""
        self._file.seek(spooled.start)
        prepared: Prepared = pickle.load(self._file)
        return prepared

    def vectors(self, spooled: Spooled) -> NDArray[np.float32]:
        """The vectors of its passages: (n_passages, dim) float32."""
        self._encode(len(self._waiting))
        dim, size = self._encoder.dim, np.dtype(np.float32).itemsize
        self._vectors.seek(spooled.first_vector * dim * size)
        read = self._vectors.read(spooled.passages * dim * size)
        return np.frombuffer(read, dtype=np.float32).reshape(spooled.passages, dim)

    def _encode(self, count: int) -> None:
        """Encode so many of the texts that wait."""
        if not count:
            return
        vectors = self._encoder.encode(self._waiting[:count])
        del self._waiting[:count]
        self._vectors.seek(0, 2)
        self._vectors.write(np.ascontiguousarray(vectors, dtype=np.float32).data)


Wanted = Mapping[str, StoredDocument | Spooled]
