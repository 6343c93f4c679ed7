"""Documents and passages of an index on disk, read where they are asked for."""

from __future__ import annotations

import mmap
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import overload

import numpy as np

from corpus.records import Document, Passage
from index.catalogue import Catalogue, StoredDocument
from index.manifest import damaged
from index.prepared import read_record
from index.segments import DOCUMENTS, starts_of

# Bytes of records whose documents are kept; in memory a document takes about seven times as much.
KEPT = 32 * 2**20


class StoredDocuments(Mapping[str, Document]):
    """The documents that are cited, by id, each with the names of its copies.

    Their files are mapped, so that they can be read after a newer index has taken their place.
    Those asked for last are kept.
    """

    def __init__(self, generation: Path, catalogue: Catalogue) -> None:
        """Raises OSError where files are missing."""
        self._generation = generation
        self._stored = {document.id: document for document in catalogue.cited}
        self._copies = catalogue.copies()
        self._files = {
            segment.name: _mapped(generation / segment.name / DOCUMENTS)
            for segment in catalogue.segments
        }
        self._read: OrderedDict[str, Document] = OrderedDict()
        self._kept = 0
        self._lock = Lock()

    def __getitem__(self, id_: str) -> Document:
        """Raises DamagedIndexError where the record of a document cannot be read."""
        with self._lock:
            document = self._read.get(id_)
            if document is not None:
                self._read.move_to_end(id_)
                return document
        stored = self._stored[id_]
        document = self._document(stored)
        with self._lock:
            if id_ not in self._read:
                self._kept += stored.length
            self._read[id_] = document
            while self._kept > KEPT and len(self._read) > 1:
                old, _ = self._read.popitem(last=False)
                self._kept -= self._stored[old].length
        return document

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._stored

    def _document(self, stored: StoredDocument) -> Document:
        record = self._files[stored.segment][stored.start : stored.start + stored.length]
        try:
            document = read_record(record)
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise damaged(self._generation) from error
        named = self._copies.get(stored.id, ())
        return replace(document, copies=named) if named else document


class StoredPassages(Sequence[Passage]):
    """The passages of documents in the order of the collection, read with their documents."""

    def __init__(self, documents: Mapping[str, Document], cited: Sequence[StoredDocument]) -> None:
        self._documents = documents
        self._ids = [document.id for document in cited]
        self._starts = np.array(starts_of(cited), dtype=np.int64)
        self._count = sum(document.passages for document in cited)

    @overload
    def __getitem__(self, row: int) -> Passage: ...

    @overload
    def __getitem__(self, row: slice) -> tuple[Passage, ...]: ...

    def __getitem__(self, row: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(row, slice):
            return tuple(self[one] for one in range(*row.indices(self._count)))
        place = row + self._count if row < 0 else row
        if not 0 <= place < self._count:
            raise IndexError(row)
        owner = int(np.searchsorted(self._starts, place, side="right")) - 1
        passages = self._documents[self._ids[owner]].passages
        return passages[place - int(self._starts[owner])]

    def __iter__(self) -> Iterator[Passage]:
        for id_ in self._ids:
            yield from self._documents[id_].passages

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as for other sequences that compare by what they hold


def _mapped(file: Path) -> mmap.mmap | bytes:
    with file.open("rb") as opened:
        # An empty file cannot be mapped.
        if not file.stat().st_size:
            return b""
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
