"""Writing a generation: segments that stay are taken over, the rest is written as a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.sources import Problem
from index.before import Before
from index.catalogue import Catalogue, Segment, SourceEntry, StoredDocument, save_catalogue
from index.duplicates import Sketch, find_copies
from index.encoder import Encoder, Progress
from index.manifest import Manifest, write_manifest
from index.segment_writer import SegmentWriter
from index.segments import in_segments, kept_segments, link_segment, next_name
from index.spool import Spool, Spooled, Wanted

WRITING = "写入索引"
# Choosing, two for the new segment, catalogue and manifest.
_STEPS = 5


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
        wanted = self._with_known(wanted)
        kept = self._kept(wanted)
        for segment in kept:
            assert self.before is not None
            link_segment(segment.name, self.before.generation, self.generation)
        stored, segments = self._write_rest(wanted, kept)
        sketches = {id_: self._sketch(item) for id_, item in wanted.items()}
        copies = find_copies([item.signature for item in wanted.values()], sketches)
        documents = tuple(
            replace(stored[id_], copy_of=copies.get(id_, ""))
            for id_ in sorted(stored, key=passage_order)
        )
        catalogue = Catalogue(
            documents, tuple(sorted(sources, key=lambda s: s.key)), tuple(left_out), segments
        )
        save_catalogue(catalogue, [sketches[d.id] for d in documents], self.generation)
        self._step(4)
        passages = sum(document.passages for document in catalogue.cited)
        known = self.before.files(kept) if self.before is not None else ()
        facts = (len(catalogue.cited), passages, self.encoder)
        manifest = write_manifest(*facts, self.generation, known)
        self._step(_STEPS)
        return manifest, catalogue

    def _step(self, done: int) -> None:
        if self.progress is not None:
            self.progress(WRITING, done, _STEPS)

    def _with_known(self, wanted: Wanted) -> Wanted:
        """The documents, those that were read again but are as they were taken as stored."""
        if self.before is None:
            return wanted
        old = self.before.catalogue.by_id
        return {
            id_: old[id_] if id_ in old and old[id_].digest == item.digest else item
            for id_, item in wanted.items()
        }

    def _kept(self, wanted: Wanted) -> list[Segment]:
        """The segments that the next generation takes over as they are."""
        if self.before is None:
            return []
        usable = [s for s in self.before.catalogue.segments if self.before.usable(s)]
        names = {segment.name for segment in usable}
        stored = [item for item in wanted.values() if isinstance(item, StoredDocument)]
        in_place = [document for document in stored if document.segment in names]
        fresh = sum(item.passages for item in wanted.values())
        return kept_segments(usable, in_place, fresh - sum(d.passages for d in in_place))

    def _sketch(self, item: StoredDocument | Spooled) -> Sketch:
        if isinstance(item, Spooled):
            return item.sketch
        assert self.before is not None  # only its documents are stored already
        return self.before.sketches[item.id]

    def _write_rest(
        self, wanted: Wanted, kept: Sequence[Segment]
    ) -> tuple[dict[str, StoredDocument], tuple[Segment, ...]]:
        """Write what no kept segment holds into new ones: all documents by id, all segments."""
        names = {segment.name for segment in kept}
        stored, rest = {}, []
        for id_ in sorted(wanted, key=passage_order):
            item = wanted[id_]
            if isinstance(item, StoredDocument) and item.segment in names:
                stored[id_] = item
            else:
                rest.append(item)
        old = self.before.catalogue.segments if self.before is not None else ()
        segments = list(kept)
        self._step(1)
        for some in in_segments(rest):
            name = next_name((*old, *segments))
            (self.generation / name).mkdir()
            made = SegmentWriter(self.generation / name, self.before, self.spool, self.encoder)
            written = made.write(some, self.progress)
            stored |= {document.id: document for document in written}
            segments.append(Segment(name, sum(document.passages for document in written)))
        self._step(3)
        return stored, tuple(segments)


def passage_order(document_id: str) -> str:
    """What documents are sorted by, so that their passages stand in the order of their ids."""
    return f"{document_id}#"
