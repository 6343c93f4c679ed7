"""Writing one segment from new documents and from those that leave their old segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.headers import Header, header_of
from corpus.records import Document
from index.before import Before
from index.catalogue import Segment, StoredDocument
from index.counting import count_passages
from index.counts import Gathering, save_counts
from index.encoder import BATCH, Encoder, Progress
from index.facts import Facts, save_facts
from index.fields import dense_text
from index.marks import Marks, joined, marks_of
from index.prepared import Prepared, read_record
from index.segments import DOCUMENTS
from index.spool import Spool, Spooled
from index.vectors import VECTORS, make_vectors, save_vectors

ENCODING = "计算向量"
# Documents that leave an old segment: as they stand there and as they stand in the new one.
Moves = Mapping[Segment, Sequence[tuple[StoredDocument, StoredDocument]]]


@dataclass(frozen=True)
class SegmentWriter:
    """Writes into the empty ``folder``, whose name is the segment's."""

    folder: Path
    before: Before | None
    spool: Spool
    encoder: Encoder

    def write(
        self, items: Sequence[StoredDocument | Spooled], progress: Progress | None = None
    ) -> list[StoredDocument]:
        """Write the documents in this order, and say where each stands now."""
        gathering, facts = Gathering(), list[tuple[Header, Marks]]()
        written = self._write_documents(items, gathering, facts)
        moves = self._moves(items, written)
        total = sum(document.passages for document in written)
        marks = joined([marks for _, marks in facts], total)
        save_facts(Facts(tuple(header for header, _ in facts), marks), self.folder)
        self._gather_moved(moves, gathering)
        save_counts(gathering.counts(total), self.folder)
        del gathering
        vectors = np.zeros((total, self.encoder.dim), dtype=np.float32)
        known = self._move_vectors(moves, vectors)
        for item, document in zip(items, written, strict=True):
            if isinstance(item, Spooled):
                end = document.row + document.passages
                vectors[document.row : end] = self.spool.vectors(item)
                known.add(document.id)
        self._encode([d for d in written if d.id not in known], vectors, progress)
        save_vectors(make_vectors(vectors), self.folder / VECTORS)
        return written

    def _write_documents(
        self,
        items: Iterable[StoredDocument | Spooled],
        gathering: Gathering,
        facts: list[tuple[Header, Marks]],
    ) -> list[StoredDocument]:
        """Write the records; facts, and the counts of what is new, are gathered on the way."""
        written, row = [], 0
        known: Prepared | StoredDocument
        with (self.folder / DOCUMENTS).open("wb") as file:
            for item in items:
                if isinstance(item, Spooled):
                    prepared = self.spool.get(item)
                    gathering.add(prepared.counts, row)
                    record, known = prepared.record, prepared
                    facts.append((prepared.header, prepared.marks.from_row(row)))
                else:
                    assert self.before is not None  # only its documents are stored already
                    record, known = self.before.record(item), item
                    document = read_record(record)
                    facts.append((header_of(document), marks_of(document, row)))
                stored = StoredDocument(
                    signature=item.signature,
                    source_file=known.source_file,
                    source_sha256=known.source_sha256,
                    digest=item.digest,
                    passages=item.passages,
                    segment=self.folder.name,
                    row=row,
                    start=file.tell(),
                    length=len(record),
                )
                written.append(stored)
                file.write(record)
                row += item.passages
        return written

    def _moves(
        self, items: Iterable[StoredDocument | Spooled], written: Iterable[StoredDocument]
    ) -> Moves:
        if self.before is None:
            return {}
        segments = {segment.name: segment for segment in self.before.catalogue.segments}
        moves = defaultdict(list)
        for old, new in zip(items, written, strict=True):
            if isinstance(old, StoredDocument):
                moves[segments[old.segment]].append((old, new))
        return moves

    def _gather_moved(self, moves: Moves, gathering: Gathering) -> None:
        for segment, documents in moves.items():
            assert self.before is not None
            counts = self.before.counts(segment)
            if counts is not None:
                gathering.add_moved(counts, _new_rows(segment, documents))
                continue
            for _, document in documents:
                gathering.add(count_passages(self._document(document)).counts, document.row)

    def _move_vectors(self, moves: Moves, vectors: NDArray[np.float32]) -> set[str]:
        """Fill in the vectors that are known: the ids of their documents."""
        moved: set[str] = set()
        for segment, documents in moves.items():
            assert self.before is not None
            old = self.before.vectors(segment)
            if old is None:
                continue
            for before, now in documents:
                place = slice(now.row, now.row + now.passages)
                vectors[place] = old.part(before.row, before.passages)
                moved.add(now.id)
        return moved

    def _encode(
        self,
        documents: Sequence[StoredDocument],
        vectors: NDArray[np.float32],
        progress: Progress | None,
    ) -> None:
        """Encode the passages of documents, a batch of texts at a time, into their rows."""
        total = sum(document.passages for document in documents)
        done = 0
        for batch in _batches(self._texts(documents)):
            vectors[[row for row, _ in batch]] = self.encoder.encode([text for _, text in batch])
            done += len(batch)
            if progress is not None:
                progress(ENCODING, done, total)

    def _texts(self, documents: Iterable[StoredDocument]) -> Iterator[tuple[int, str]]:
        for stored in documents:
            document = self._document(stored)
            for row, passage in enumerate(document.passages, stored.row):
                yield row, dense_text(document, passage)

    def _document(self, document: StoredDocument) -> Document:
        with (self.folder / DOCUMENTS).open("rb") as file:
            file.seek(document.start)
            return read_record(file.read(document.length))


def _new_rows(
    segment: Segment, documents: Iterable[tuple[StoredDocument, StoredDocument]]
) -> NDArray[np.int32]:
    """For each passage of the old segment its row in the new one, -1 for one that stays behind."""
    rows = np.full(segment.passages, -1, dtype=np.int32)
    for old, new in documents:
        rows[old.row : old.row + old.passages] = np.arange(new.row, new.row + new.passages)
    return rows


def _batches(texts: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    batch = []
    for text in texts:
        batch.append(text)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
