"""The index on disk: built as a whole, opened with checks, extended by documents."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import WenzhengError
from corpus.headers import Header
from corpus.records import Document
from corpus.serialise import to_json
from corpus.sources import Problem
from index.before import Before, read_before
from index.bm25 import Part, make_bm25
from index.catalogue import Catalogue, SourceEntry, load_catalogue
from index.collection import Index, IndexVersion, in_order
from index.counts import load_counts
from index.encoder import Encoder, Progress
from index.facts import HEADERS, facts_of, load_facts
from index.generations import current_generation, new_generation
from index.manifest import (
    DamagedIndexError,
    Manifest,
    StaleIndexError,
    check_files,
    check_made_for,
    damaged,
    read_manifest,
)
from index.marks import Marks, joined
from index.prepared import prepare
from index.segments import rows_of, starts_of
from index.spool import Spool, Wanted
from index.stored import StoredDocuments, StoredPassages
from index.vectors import VECTORS, SegmentVectors, Vectors, load_vectors
from index.writing import Writer


class NoIndexError(WenzhengError):
    """Nothing is indexed in the data folder."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the next generation shall hold: documents by id, files, what was left out."""

    wanted: Wanted
    sources: tuple[SourceEntry, ...] = ()
    left_out: Sequence[Problem] = ()


# Chooses from what is in place (None where nothing is) and puts new documents into the spool.
Choose = Callable[[Before | None, Spool], Choice]


def build_index(
    documents: Iterable[Document],
    encoder: Encoder,
    data: Path,
    progress: Progress | None = None,
) -> Index:
    """Index exactly these documents in ``data/index`` and return the index.

    What the index in place holds of the same documents, made by the same encoder, is kept. It
    stays in use until the new index is complete on disk.

    Raises WenzhengError for a doubled document id, BusyIndexError where another process writes,
    UnwritableDataError where the disk refuses.
    """
    chosen = in_order(documents)

    def choose(_: Before | None, spool: Spool) -> Choice:
        return Choice({id_: spool.put(prepare(document)) for id_, document in chosen.items()})

    write_index(choose, encoder, data, progress, afresh=True)
    return open_index(data, encoder)


def add_documents(
    new: Iterable[Document],
    encoder: Encoder,
    data: Path,
    progress: Progress | None = None,
) -> Index:
    """Index documents beside those in place; one with the id of an old one takes its place.

    Without new ones it rebuilds the index with this encoder. Raises as ``build_index`` does, and
    DamagedIndexError or StaleIndexError where the documents in place cannot be read.
    """
    added = in_order(new)

    def choose(before: Before | None, spool: Spool) -> Choice:
        old = before.catalogue if before is not None else Catalogue()
        fresh = {id_: spool.put(prepare(document)) for id_, document in added.items()}
        sources = tuple(source for source in old.sources if source.document not in fresh)
        return Choice({**old.by_id, **fresh}, sources, old.left_out)

    write_index(choose, encoder, data, progress)
    return open_index(data, encoder)


def write_index(
    choose: Choose,
    encoder: Encoder,
    data: Path,
    progress: Progress | None = None,
    *,
    afresh: bool = False,
) -> tuple[Manifest, Catalogue]:
    """Write what ``choose`` chooses as the next generation, and make it the current one.

    It is called under the lock, so that no addition is lost; an error that it raises leaves
    everything as it is. ``afresh`` does without an index in place that cannot be read.
    """
    with (
        new_generation(data / "index") as generation,
        tempfile.TemporaryFile(dir=data / "index") as file,
        tempfile.TemporaryFile(dir=data / "index") as vectors,
    ):
        before, spool = _before(data, encoder, afresh), Spool(file, vectors, encoder)
        choice = choose(before, spool)
        writer = Writer(generation, before, spool, encoder, progress)
        return writer.write(choice.wanted, choice.sources, choice.left_out)


def has_index(data: Path) -> bool:
    """Whether an index stands in the data folder (which may still be damaged)."""
    return current_generation(data / "index") is not None


def open_index(data: Path, encoder: Encoder) -> Index:
    """Open the index of ``data/index`` for questions encoded by this encoder.

    Raises NoIndexError, DamagedIndexError, or StaleIndexError where another encoder, another
    tokeniser or another version of the program made the index.
    """
    while True:
        generation, manifest = _opened(data)
        check_made_for(manifest, encoder, generation)
        try:
            index = _read_index(generation, manifest)
            return replace(index, version=_version(generation, manifest))
        except DamagedIndexError:
            # A writer may have removed it while it was being read.
            if current_generation(data / "index") == generation:
                raise


def read_documents(data: Path) -> dict[str, Document]:
    """The indexed documents by id, without loading an encoder. Raises as ``open_index``."""
    generation, _ = _opened(data)
    try:
        return dict(StoredDocuments(generation, load_catalogue(generation)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(generation) from error


def read_catalogue(data: Path) -> Catalogue:
    """Documents, their files and what was not read, without the texts. Raises as ``open_index``."""
    generation, _ = _opened(data)
    try:
        return load_catalogue(generation)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(generation) from error


def index_facts(data: Path) -> Manifest:
    """What the manifest says. Raises as ``open_index``."""
    return _opened(data)[1]


def _before(data: Path, encoder: Encoder, afresh: bool) -> Before | None:
    generation = current_generation(data / "index")
    if generation is None:
        return None
    try:
        return read_before(generation, encoder, thorough=afresh)
    except (DamagedIndexError, StaleIndexError):
        if afresh:
            return None
        raise


def _opened(data: Path) -> tuple[Path, Manifest]:
    generation = current_generation(data / "index")
    if generation is None:
        raise NoIndexError(
            f"{data} 里还没有索引；请先运行 wenzheng index 文件或文件夹 --data {data}。"
        )
    try:
        return generation, _checked(generation)
    except DamagedIndexError:
        # A writer may have replaced the generation between the two steps.
        latest = current_generation(data / "index")
        if latest is None or latest == generation:
            raise
        return latest, _checked(latest)


def _checked(generation: Path) -> Manifest:
    manifest = read_manifest(generation)
    check_files(manifest.files, generation)
    return manifest


def _version(generation: Path, manifest: Manifest) -> IndexVersion:
    """The manifest names all files with their SHA-256, so that its own stands for the whole."""
    facts = json.dumps(to_json(manifest), ensure_ascii=False, sort_keys=True)
    fingerprint = hashlib.sha256(facts.encode()).hexdigest()[:16]
    return IndexVersion(generation.name, manifest.created, fingerprint)


def _read_index(generation: Path, manifest: Manifest) -> Index:
    """Open what is needed of all passages; documents are read when they are asked for."""
    try:
        catalogue = load_catalogue(generation)
        documents = StoredDocuments(generation, catalogue)
        parts, vectors = [], []
        for name, places in rows_of(catalogue).items():
            parts.append(Part(load_counts(generation / name), places))
            vectors.append((load_vectors(generation / name / VECTORS), places))
        passages = StoredPassages(documents, catalogue.cited)
        headers, marks = _facts(generation, catalogue, documents)
        _check_count(manifest, catalogue, vectors)
    except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
        raise damaged(generation) from error
    sizes = [document.passages for document in catalogue.cited]
    return Index(
        documents=documents,
        passages=passages,
        owners=np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
        bm25=make_bm25(parts, manifest.passages),
        vectors=Vectors(manifest.passages, manifest.dim, tuple(vectors)),
        headers=headers,
        marks=marks,
        order=tuple(documents),
    )


def _facts(
    generation: Path, catalogue: Catalogue, documents: StoredDocuments
) -> tuple[dict[str, Header], Marks]:
    """The headers of the documents that are cited, in order, and the marks of all passages.

    A segment that an earlier version wrote has none: there they are taken from the documents.
    """
    known: dict[str, Header] = {}
    marks = []
    starts = dict(zip(documents, starts_of(catalogue.cited), strict=True))
    for segment, rows in zip(catalogue.segments, rows_of(catalogue).values(), strict=True):
        if (generation / segment.name / HEADERS).exists():
            facts = load_facts(generation / segment.name, segment.passages)
            marks.append(facts.marks.moved(rows))
        else:
            cited = [
                document.id for document in catalogue.cited if document.segment == segment.name
            ]
            facts = facts_of(((starts[id_], documents[id_]) for id_ in cited), segment.passages)
            marks.append(facts.marks)
        known |= {header.id: header for header in facts.headers}
    total = sum(document.passages for document in catalogue.cited)
    return {id_: known[id_] for id_ in documents}, joined(marks, total)


def _check_count(
    manifest: Manifest,
    catalogue: Catalogue,
    vectors: Sequence[tuple[SegmentVectors, NDArray[np.int32] | None]],
) -> None:
    """Raise ValueError where the numbers of passages differ."""
    cited = sum(document.passages for document in catalogue.cited)
    stored = sum(segment.passages for segment in catalogue.segments)
    encoded = sum(one.count for one, _ in vectors)
    if cited != manifest.passages or stored != encoded:
        raise ValueError(f"{cited} of {manifest.passages} passages, {encoded} of {stored} vectors")
