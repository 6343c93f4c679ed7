"""Writing a generation: what is kept of the one before is moved, only the rest is worked out."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from corpus.records import Document
from corpus.sources import Problem
from index.before import Before, starts_of
from index.bm25 import save_bm25, score_counts
from index.catalogue import (
    DOCUMENTS,
    Catalogue,
    SourceEntry,
    StoredDocument,
    save_catalogue,
)
from index.counts import Counts, Gathering, merged, moved, save_counts
from index.duplicates import Signature, Sketch, find_copies
from index.encoder import BATCH, Encoder, Progress
from index.fields import dense_text
from index.manifest import Manifest, write_manifest
from index.prepared import Prepared, counts_of, read_record
from index.vectors import VECTORS, make_vectors, save_vectors

ENCODING, WRITING = "计算向量", "写入索引"
# Documents, counts, scores, vectors and manifest.
_STEPS = 5


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


@dataclass(frozen=True)
class Writer:
    """Writes the wanted documents, by id, into an empty generation."""

    generation: Path
    before: Before | None
    spool: Spool
    encoder: Encoder
    progress: Progress | None = None

    def write(
        self, wanted: Wanted, sources: Iterable[SourceEntry], left_out: Sequence[Problem]
    ) -> tuple[Manifest, Catalogue]:
        """Write everything; the spool must be gone from the generation when it is checked."""
        sketches = {id_: self._sketch(item) for id_, item in wanted.items()}
        signatures = [item.signature for item in wanted.values()]
        stored = self._write_documents(wanted, find_copies(signatures, sketches))
        catalogue = Catalogue(stored, tuple(sorted(sources, key=lambda s: s.key)), tuple(left_out))
        self._step(1)
        save_catalogue(catalogue, [sketches[d.id] for d in stored], self.generation)
        rows = self._reused_rows(catalogue.cited)
        counts = self._counts(catalogue.cited, wanted, rows)
        self._step(2)
        save_counts(counts, self.generation)
        save_bm25(score_counts(counts), self.generation)
        terms = len(counts.terms)
        del counts
        self._step(3)
        vectors = self._vectors(catalogue.cited, rows)
        save_vectors(make_vectors(vectors), self.generation / VECTORS)
        self._step(4)
        facts = (len(catalogue.cited), len(vectors), terms)
        manifest = write_manifest(*facts, self.encoder, self.generation)
        self._step(5)
        return manifest, catalogue

    def _step(self, done: int) -> None:
        if self.progress is not None:
            self.progress(WRITING, done, _STEPS)

    def _sketch(self, item: StoredDocument | Spooled) -> Sketch:
        if isinstance(item, Spooled):
            return item.sketch
        assert self.before is not None  # only its documents are stored already
        return self.before.sketches[item.id]

    def _record(self, item: StoredDocument | Spooled) -> tuple[bytes, str, str]:
        """The record, the name of the source and its SHA-256."""
        if isinstance(item, Spooled):
            prepared = self.spool.get(item)
            return prepared.record, prepared.source_file, prepared.source_sha256
        assert self.before is not None
        return self.before.record(item), item.source_file, item.source_sha256

    def _write_documents(
        self, wanted: Wanted, copies: Mapping[str, str]
    ) -> tuple[StoredDocument, ...]:
        stored = []
        with (self.generation / DOCUMENTS).open("wb") as file:
            for id_ in sorted(wanted, key=passage_order):
                item = wanted[id_]
                record, name, sha256 = self._record(item)
                start = file.tell()
                file.write(record)
                stored.append(
                    StoredDocument(
                        item.signature,
                        name,
                        sha256,
                        item.digest,
                        item.passages,
                        start,
                        len(record),
                        copies.get(id_, ""),
                    )
                )
        return tuple(stored)

    def _reused_rows(self, cited: Sequence[StoredDocument]) -> dict[str, int]:
        """For each document that was cited before as it is now, its first row there."""
        if self.before is None:
            return {}
        rows, old = self.before.rows(), self.before.catalogue.by_id
        return {d.id: rows[d.id] for d in cited if d.id in rows and old[d.id].digest == d.digest}

    def _counts(
        self, cited: Sequence[StoredDocument], wanted: Wanted, rows: Mapping[str, int]
    ) -> Counts:
        total = sum(document.passages for document in cited)
        old = self.before.counts if self.before is not None and rows else None
        gathering = Gathering(old.terms if old is not None else None)
        for document, start in zip(cited, starts_of(cited), strict=True):
            if old is not None and document.id in rows:
                continue
            item = wanted[document.id]
            if isinstance(item, Spooled):
                gathering.add(self.spool.get(item).counts, start)
            else:
                gathering.add(counts_of(self._document(document)), start)
        fresh = gathering.counts(total)
        if old is None:
            return fresh
        places = np.full(len(old.lengths), -1, dtype=np.int32)
        for document, start in zip(cited, starts_of(cited), strict=True):
            if document.id in rows:
                first = rows[document.id]
                places[first : first + document.passages] = np.arange(
                    start, start + document.passages
                )
        return merged(moved(old, places, total), fresh)

    def _document(self, document: StoredDocument) -> Document:
        with (self.generation / DOCUMENTS).open("rb") as file:
            file.seek(document.start)
            return read_record(file.read(document.length))

    def _vectors(
        self, cited: Sequence[StoredDocument], rows: Mapping[str, int]
    ) -> NDArray[np.float32]:
        total = sum(document.passages for document in cited)
        vectors = np.zeros((total, self.encoder.dim), dtype=np.float32)
        old = self.before.vectors if self.before is not None else None
        missing = []
        for document, start in zip(cited, starts_of(cited), strict=True):
            place = slice(start, start + document.passages)
            if old is not None and document.id in rows:
                vectors[place] = old.part(rows[document.id], document.passages)
            else:
                missing.append((document, start))
        self._encode(missing, vectors)
        return vectors

    def _encode(
        self, documents: Sequence[tuple[StoredDocument, int]], vectors: NDArray[np.float32]
    ) -> None:
        """Encode the passages of documents, a batch of texts at a time, into their rows."""
        total = sum(document.passages for document, _ in documents)
        done = 0
        for batch in _batches(self._texts(documents)):
            vectors[[row for row, _ in batch]] = self.encoder.encode([text for _, text in batch])
            done += len(batch)
            if self.progress is not None:
                self.progress(ENCODING, done, total)

    def _texts(self, documents: Iterable[tuple[StoredDocument, int]]) -> Iterator[tuple[int, str]]:
        for stored, start in documents:
            document = self._document(stored)
            for row, passage in enumerate(document.passages, start):
                yield row, dense_text(document, passage)


def passage_order(document_id: str) -> str:
    """What documents are sorted by, so that their passages stand in the order of their ids."""
    return f"{document_id}#"


def _batches(texts: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    batch = []
    for text in texts:
        batch.append(text)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
