"""The catalogue of an index: its documents, the files they were read from, what was not read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.serialise import from_json, to_json
from corpus.sources import Problem
from index.duplicates import Signature, Sketch

CATALOGUE, SKETCHES = "catalogue.json", "sketches.npy"
CATALOGUE_FILES = (CATALOGUE, SKETCHES)


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment (see ``index.segments``) and how many passages stand in its files."""

    name: str
    passages: int


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document on disk: ``length`` bytes at ``start`` of the documents' file of its segment.

    ``row`` is that of its first passage in the segment, ``passages`` counts, ``digest`` is of its
    record. ``copy_of`` is the id of the document that is cited in its place, empty for one that is
    cited itself.
    """

    signature: Signature
    source_file: str
    source_sha256: str
    digest: str
    passages: int
    segment: str
    row: int
    start: int
    length: int
    copy_of: str = ""

    @property
    def id(self) -> str:
        """The document's id."""
        return self.signature.id


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A file that was read, or could not be.

    ``path`` is its real path, ``entry`` the name inside an archive. ``size`` (bytes) and
    ``modified`` (nanoseconds since 1970, 0 where it says nothing) are those of the file on disk.
    ``document`` is the id of what was read, empty where nothing was, for the ``reason``.
    ``reading`` names the version of the program that read it.
    """

    path: str
    entry: str
    name: str
    size: int
    modified: int
    sha256: str
    document: str
    reason: str
    reading: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other files."""
        return self.path, self.entry


@dataclass(frozen=True)
class Catalogue:
    """Documents in the order of their passages, sources by path.

    ``left_out`` is what the last run passed over, such as files of formats that are not read.
    """

    documents: tuple[StoredDocument, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    left_out: tuple[Problem, ...] = ()
    segments: tuple[Segment, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, StoredDocument]:
        """The documents by id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def cited(self) -> tuple[StoredDocument, ...]:
        """The documents whose passages are searched: all but copies."""
        return tuple(document for document in self.documents if not document.copy_of)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is not in the index though it was given, with the reason."""
        unread = [Problem(source.name, source.reason) for source in self.sources if source.reason]
        return (*unread, *self.left_out)

    def copies(self) -> dict[str, tuple[str, ...]]:
        """For each document that is cited for others too, the names of their files."""
        found: dict[str, tuple[str, ...]] = {}
        for document in self.documents:
            if document.copy_of:
                names = (*found.get(document.copy_of, ()), document.source_file)
                found[document.copy_of] = names
        return found


def save_catalogue(catalogue: Catalogue, sketches: list[Sketch], folder: Path) -> None:
    """Write the catalogue and the documents' sketches, (n_documents, SKETCH) uint64."""
    lists = ("documents", "sources", "left_out", "segments")
    facts = {name: to_json(getattr(catalogue, name)) for name in lists}
    # Paths may hold bytes that are no text; JSON's escapes keep them.
    (folder / CATALOGUE).write_text(json.dumps(facts), encoding="ascii")
    np.save(folder / SKETCHES, np.array(sketches, dtype=np.uint64))


def load_catalogue(folder: Path) -> Catalogue:
    """Read the catalogue. Raises OSError, ValueError, KeyError or TypeError where it is damaged."""
    facts = json.loads((folder / CATALOGUE).read_text(encoding="ascii"))
    return Catalogue(
        documents=from_json(tuple[StoredDocument, ...], facts["documents"]),
        sources=from_json(tuple[SourceEntry, ...], facts["sources"]),
        left_out=from_json(tuple[Problem, ...], facts["left_out"]),
        segments=from_json(tuple[Segment, ...], facts["segments"]),
    )


def load_sketches(folder: Path) -> NDArray[np.uint64]:
    """The sketches in the order of the documents. Raises OSError or ValueError."""
    sketches: NDArray[np.uint64] = np.load(folder / SKETCHES)
    return sketches
