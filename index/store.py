"""The index on disk: built as a whole, opened with checks, extended by documents."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import WenzhengError
from corpus.records import Document
from corpus.serialise import to_json
from corpus.sources import Problem
from index.before import Before, read_before
from index.bm25 import Part, make_bm25
from index.catalogue import Catalogue, SourceEntry, load_catalogue
from index.collection import Index, IndexVersion, assemble, in_order
from index.counts import load_counts
from index.encoder import Encoder, Progress
from index.generations import current_generation, new_generation
from index.manifest import (
    DamagedIndexError,
    Manifest,
    StaleIndexError,
    check_files,
    check_made_for,
    read_manifest,
    rebuild,
)
from index.prepared import prepare, read_record
from index.segments import DOCUMENTS, rows_of
from index.spool import Spool, Wanted
from index.vectors import VECTORS, Vectors, load_vectors
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
        return _read_documents(generation, load_catalogue(generation))
    except (OSError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise _damaged(generation) from error


def read_catalogue(data: Path) -> Catalogue:
    """Documents, their files and what was not read, without the texts. Raises as ``open_index``."""
    generation, _ = _opened(data)
    try:
        return load_catalogue(generation)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(generation) from error


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
    try:
        catalogue = load_catalogue(generation)
        documents = _read_documents(generation, catalogue)
        rows = rows_of(catalogue)
        parts, vectors = [], []
        for name, places in rows.items():
            parts.append(Part(load_counts(generation / name), places))
            vectors.append((load_vectors(generation / name / VECTORS), places))
        bm25 = make_bm25(parts, manifest.passages)
        return assemble(documents, bm25, Vectors(manifest.passages, manifest.dim, tuple(vectors)))
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, zlib.error) as error:
        raise _damaged(generation) from error


def _read_documents(generation: Path, catalogue: Catalogue) -> dict[str, Document]:
    """The documents that are cited, each with the names of its copies."""
    copies = catalogue.copies()
    documents = {}
    with ExitStack() as stack:
        files = {
            segment.name: stack.enter_context((generation / segment.name / DOCUMENTS).open("rb"))
            for segment in catalogue.segments
        }
        for stored in catalogue.cited:
            files[stored.segment].seek(stored.start)
            document = read_record(files[stored.segment].read(stored.length))
            named = copies.get(stored.id, ())
            documents[stored.id] = replace(document, copies=named) if named else document
    return documents


def _damaged(generation: Path) -> DamagedIndexError:
    return DamagedIndexError(f"索引 {generation} 读不出来；{rebuild(generation)}")
