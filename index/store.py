"""The index on disk: built as a whole, opened with checks, extended by documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from corpus.errors import WenzhengError
from corpus.records import Document
from corpus.serialise import from_json, to_json
from index.bm25 import load_bm25, save_bm25
from index.collection import Index, KnownVectors, assemble, in_order, make_index
from index.encoder import Encoder, Progress
from index.fields import dense_text
from index.generations import current_generation, new_generation
from index.manifest import (
    DamagedIndexError,
    Manifest,
    StaleIndexError,
    check_files,
    check_made_for,
    read_manifest,
    rebuild,
    rebuild_from_files,
    write_manifest,
)
from index.vectors import load_vectors, save_vectors

DOCUMENTS = "documents.jsonl"
VECTORS = "vectors.faiss"


class NoIndexError(WenzhengError):
    """Nothing is indexed in the data folder."""


def build_index(
    documents: Iterable[Document],
    encoder: Encoder,
    data: Path,
    progress: Progress | None = None,
) -> Index:
    """Index exactly these documents in ``data/index`` and return the index.

    Vectors of passages that the index in place holds already, made by the same encoder, are
    kept. What was indexed before stays in use until the new index is complete on disk.

    Raises WenzhengError for a doubled document id, BusyIndexError where another process writes,
    UnwritableDataError where the disk refuses.
    """
    return _write(lambda: documents, encoder, data, progress)


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

    def merged() -> Iterable[Document]:
        kept = _kept_documents(data)
        return {**kept, **added}.values()

    return _write(merged, encoder, data, progress)


def has_index(data: Path) -> bool:
    """Whether an index stands in the data folder (which may still be damaged)."""
    return current_generation(data / "index") is not None


def open_index(data: Path, encoder: Encoder) -> Index:
    """Open the index of ``data/index`` for questions encoded by this encoder.

    Raises NoIndexError, DamagedIndexError, or StaleIndexError where another encoder, another
    tokeniser or another version of the program made the index.
    """
    generation, manifest = _opened(data)
    check_made_for(manifest, encoder, generation)
    return _read_index(generation, manifest)


def read_documents(data: Path) -> dict[str, Document]:
    """The indexed documents by id, without loading an encoder. Raises as ``open_index``."""
    generation, _ = _opened(data)
    return _read_documents(generation)


def index_facts(data: Path) -> Manifest:
    """What the manifest says. Raises as ``open_index``."""
    return _opened(data)[1]


def _write(
    choose: Callable[[], Iterable[Document]],
    encoder: Encoder,
    data: Path,
    progress: Progress | None,
) -> Index:
    """Index what ``choose`` gives; it is called under the lock, so that no addition is lost."""
    with new_generation(data / "index") as generation:
        index = make_index(choose(), encoder, progress, _known_vectors(data, encoder))
        _write_documents(index.documents, generation / DOCUMENTS)
        save_bm25(index.bm25, generation)
        save_vectors(index.vectors, generation / VECTORS)
        write_manifest(index, encoder, generation)
    return index


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


def _kept_documents(data: Path) -> Mapping[str, Document]:
    """The documents in place; the scores and vectors beside them may be damaged."""
    generation = current_generation(data / "index")
    if generation is None:
        return {}
    files = read_manifest(generation).files
    try:
        check_files((file for file in files if file.name == DOCUMENTS), generation)
        return _read_documents(generation)
    except DamagedIndexError as error:
        raise DamagedIndexError(
            f"索引里的文件内容已损坏；{rebuild_from_files(generation)}"
        ) from error


def _read_index(generation: Path, manifest: Manifest) -> Index:
    documents = _read_documents(generation)
    try:
        bm25 = load_bm25(generation, manifest.passages)
        return assemble(documents, bm25, load_vectors(generation / VECTORS))
    except (OSError, ValueError, RuntimeError) as error:
        raise _damaged(generation) from error


def _write_documents(documents: Mapping[str, Document], file: Path) -> None:
    with file.open("w", encoding="utf-8") as lines:
        for document in documents.values():
            lines.write(json.dumps(to_json(document), ensure_ascii=False) + "\n")


def _read_documents(generation: Path) -> dict[str, Document]:
    try:
        with (generation / DOCUMENTS).open(encoding="utf-8") as lines:
            documents = [from_json(Document, json.loads(line)) for line in lines]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(generation) from error
    return {document.id: document for document in documents}


def _damaged(generation: Path) -> DamagedIndexError:
    return DamagedIndexError(f"索引 {generation} 读不出来；{rebuild(generation)}")


def _known_vectors(data: Path, encoder: Encoder) -> KnownVectors:
    """The vectors of the index in place by encoded text; none where it cannot be used."""
    try:
        old = open_index(data, encoder)
    except (NoIndexError, DamagedIndexError, StaleIndexError):
        return {}
    rows = old.vectors.rows()
    return {
        dense_text(old.documents[passage.document_id], passage): rows[row]
        for row, passage in enumerate(old.passages)
    }
