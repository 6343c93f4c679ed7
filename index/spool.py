"""Newly read documents on their way into the index, kept on disk until all are there."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from index.catalogue import StoredDocument
from index.duplicates import Signature, Sketch
from index.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Spooled:
    """A newly read document: what is needed of it at once, and where the rest waits on disk."""

    signature: Signature
    digest: str
    passages: int
    sketch: Sketch
    start: int


class Spool:
    """Newly read documents, kept in a file until all are there."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def put(self, prepared: Prepared) -> Spooled:
        """Write one down."""
        start = self._file.seek(0, 2)
        pickle.dump(prepared, self._file, pickle.HIGHEST_PROTOCOL)
        return Spooled(
            prepared.signature, prepared.digest, prepared.passages, prepared.sketch, start
        )

    def get(self, spooled: Spooled) -> Prepared:
        """Read one back."""
        self._file.seek(spooled.start)
        prepared: Prepared = pickle.load(self._file)
        return prepared


Wanted = Mapping[str, StoredDocument | Spooled]
