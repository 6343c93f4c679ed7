"""The generation in place, as the next one is made from it: what of it can be used again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from index.catalogue import (
    CATALOGUE_FILES,
    DOCUMENTS,
    Catalogue,
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
from index.tokens import tokens_fingerprint
from index.vectors import VECTORS, Vectors, load_vectors


@dataclass(frozen=True)
class Before:
    """Documents with their sketches; counts and vectors are read where they are wanted."""

    generation: Path
    manifest: Manifest
    catalogue: Catalogue
    sketches: Mapping[str, Sketch]
    encoder: Encoder

    def record(self, document: StoredDocument) -> bytes:
        """The stored record of a document."""
        with (self.generation / DOCUMENTS).open("rb") as file:
            file.seek(document.start)
            return file.read(document.length)

    def rows(self) -> dict[str, int]:
        """The first row of each document that is cited."""
        cited = self.catalogue.cited
        return dict(zip((d.id for d in cited), starts_of(cited), strict=True))

    @property
    def fits(self) -> bool:
        """Whether this encoder and this tokeniser made it, and nothing is damaged."""
        return self._tokens_fit and self._encoder_fits and self._whole({f.name for f in self.files})

    @property
    def files(self) -> tuple[IndexedFile, ...]:
        """The files of the generation."""
        return self.manifest.files

    @property
    def _tokens_fit(self) -> bool:
        return self.manifest.tokens == tokens_fingerprint()

    @property
    def _encoder_fits(self) -> bool:
        made_by = (self.manifest.dim, self.manifest.encoder_fingerprint)
        return made_by == (self.encoder.dim, self.encoder.fingerprint)

    def _whole(self, names: Iterable[str]) -> bool:
        wanted = set(names)
        try:
            check_files((f for f in self.manifest.files if f.name in wanted), self.generation)
        except DamagedIndexError:
            return False
        return True

    @cached_property
    def counts(self) -> Counts | None:
        """The term counts; None where another tokeniser made them or they are damaged."""
        if not self._tokens_fit or not self._whole(COUNT_FILES):
            return None
        try:
            counts = load_counts(self.generation)
        except (OSError, ValueError):
            return None
        return counts if len(counts.lengths) == self.manifest.passages else None

    @cached_property
    def vectors(self) -> Vectors | None:
        """The vectors; None where another encoder made them or they are damaged."""
        if not self._encoder_fits or not self._whole([VECTORS]):
            return None
        try:
            vectors = load_vectors(self.generation / VECTORS)
        except (RuntimeError, ValueError):
            return None
        return vectors if vectors.count == self.manifest.passages else None


def read_before(generation: Path, encoder: Encoder) -> Before:
    """Read what is stored of documents and sources.

    Raises DamagedIndexError, or StaleIndexError for the format of another version.
    """
    manifest = read_manifest(generation)
    try:
        check_files((f for f in manifest.files if f.name in CATALOGUE_FILES), generation)
        catalogue, sketches = load_catalogue(generation), load_sketches(generation)
        by_id = dict(zip((d.id for d in catalogue.documents), sketches, strict=True))
    except (DamagedIndexError, OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(
            f"索引里的文件内容已损坏；{rebuild_from_files(generation)}"
        ) from error
    return Before(generation, manifest, catalogue, by_id, encoder)


def starts_of(documents: Iterable[StoredDocument]) -> list[int]:
    """The first row of each document."""
    starts, row = [], 0
    for document in documents:
        starts.append(row)
        row += document.passages
    return starts
