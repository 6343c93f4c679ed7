"""The generation in place, as the next one is made from it: what of it can be used again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.catalogue import (
    CATALOGUE_FILES,
    Catalogue,
    Segment,
    StoredDocument,
    load_catalogue,
    load_sketches,
)
from index.counts import COUNT_FILES, Counts, load_counts
from index.duplicates import Sketch
from index.encoder import Encoder
from index.manifest import (
    DamagedIndexError,
    IndexedFile,
    Manifest,
    check_files,
    read_manifest,
    rebuild_from_files,
)
from index.segments import DOCUMENTS, SEGMENT_FILES
from index.tokens import tokens_fingerprint
from index.vectors import VECTORS, SegmentVectors, load_vectors


@dataclass(frozen=True)
class Before:
    """Documents with their sketches; counts and vectors are read where they are wanted.

    ``thorough`` says that every byte is to be checked before it is used again.
    """

    generation: Path
    manifest: Manifest
    catalogue: Catalogue
    sketches: Mapping[str, Sketch]
    encoder: Encoder
    thorough: bool = False
    _checked: dict[str, bool] = field(default_factory=dict)

    def record(self, document: StoredDocument) -> bytes:
        """The stored record of a document."""
        with (self.generation / document.segment / DOCUMENTS).open("rb") as file:
            file.seek(document.start)
            return file.read(document.length)

    @property
    def fits(self) -> bool:
        """Whether this encoder and this tokeniser made it, and nothing is damaged."""
        return all(self.usable(segment) for segment in self.catalogue.segments)

    def usable(self, segment: Segment) -> bool:
        """Whether a segment can be taken over as it is."""
        return (
            self._tokens_fit
            and self._encoder_fits
            and self._whole(names_in(segment, SEGMENT_FILES))
        )

    def files(self, segments: Iterable[Segment]) -> list[IndexedFile]:
        """The files of these segments."""
        wanted = {name for segment in segments for name in names_in(segment, SEGMENT_FILES)}
        return [file for file in self.manifest.files if file.name in wanted]

    @property
    def _tokens_fit(self) -> bool:
        return self.manifest.tokens == tokens_fingerprint()

    @property
    def _encoder_fits(self) -> bool:
        made_by = (self.manifest.dim, self.manifest.encoder_fingerprint)
        return made_by == (self.encoder.dim, self.encoder.fingerprint)

    def _whole(self, names: Sequence[str]) -> bool:
        """Whether these files are as they were written; each is looked at once."""
        known = {file.name: file for file in self.manifest.files}
        for name in names:
            if name not in self._checked:
                self._checked[name] = name in known and self._is_whole(known[name])
        return all(self._checked[name] for name in names)

    def _is_whole(self, file: IndexedFile) -> bool:
        try:
            check_files([file], self.generation, thorough=self.thorough)
        except DamagedIndexError:
            return False
        return True

    def counts(self, segment: Segment) -> Counts | None:
        """The term counts; None where another tokeniser made them or they are damaged."""
        if not self._tokens_fit or not self._whole(names_in(segment, COUNT_FILES)):
            return None
        try:
            counts = load_counts(self.generation / segment.name)
        except (OSError, ValueError):
            return None
        return counts if len(counts.lengths) == segment.passages else None

    def vectors(self, segment: Segment) -> SegmentVectors | None:
        """The vectors; None where another encoder made them or they are damaged."""
        if not self._encoder_fits or not self._whole(names_in(segment, [VECTORS])):
            return None
        try:
            vectors = load_vectors(self.generation / segment.name / VECTORS)
        except (RuntimeError, ValueError):
            return None
        return vectors if vectors.count == segment.passages else None


def read_before(generation: Path, encoder: Encoder, *, thorough: bool = False) -> Before:
    """Read what is stored of documents and sources.

    Raises DamagedIndexError, or StaleIndexError for the format of another version.
    """
    manifest = read_manifest(generation)
    try:
        check_files((f for f in manifest.files if f.name in CATALOGUE_FILES), generation)
        catalogue, sketches = load_catalogue(generation), load_sketches(generation)
        by_id = dict(zip((d.id for d in catalogue.documents), sketches, strict=True))
        before = Before(generation, manifest, catalogue, by_id, encoder, thorough)
        # Counts and vectors can be worked out again, documents cannot.
        if not before._whole([f"{s.name}/{DOCUMENTS}" for s in catalogue.segments]):
            raise ValueError("documents are damaged")
    except (DamagedIndexError, OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(
            f"索引里的文件内容已损坏；{rebuild_from_files(generation)}"
        ) from error
    return before


def names_in(segment: Segment, files: Iterable[str]) -> list[str]:
    """The names of files of a segment, as the manifest knows them."""
    return [f"{segment.name}/{file}" for file in files]
