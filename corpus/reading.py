"""Reading: a file becomes a Document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.cleaning import clean
from corpus.damages import find_damages
from corpus.duties import duties_of, find_assignments, rules
from corpus.errors import ReadingError
from corpus.files import read_text
from corpus.layout import read_lines
from corpus.metadata import read_metadata
from corpus.passages import passages_of
from corpus.records import Damage, Document, Edit
from corpus.sections import outline, sections_of


def read_document(path: Path) -> Document:
    """Read one file as a document; its id is the file's stem.

    Raises:
        ReadingError: the file cannot be opened or decoded, or holds no text.
    """
    raw = read_text(path)
    cleaned = clean(raw)
    if not cleaned.text.strip():
        raise ReadingError(f"文件“{path.name}”中没有文字，请检查文件内容后重试。")
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ReadingError(f"无法读取文件“{path}”，请检查文件是否存在以及读取权限。") from error
    return compose(
        path.stem,
        cleaned.text,
        source_file=path.name,
        source_sha256=digest,
        raw_length=len(raw),
        edits=cleaned.edits,
        damages=find_damages(cleaned.text),
    )


def compose(
    document_id: str,
    text: str,
    *,
    source_file: str = "",
    source_sha256: str = "",
    raw_length: int = 0,
    edits: tuple[Edit, ...] = (),
    damages: tuple[Damage, ...] = (),
) -> Document:
    """A Document from cleaned text: everything that is found in it, put together."""
    lines = read_lines(text)
    assignments = find_assignments(text)
    assigned = [(a.start, a.end) for a in assignments]
    found = outline(lines, assigned)
    passages = passages_of(text, document_id, lines, found, assigned, rules(text))
    about = read_metadata(text, lines)
    return Document(
        id=document_id,
        title=about.title,
        issuer=about.issuer,
        region=about.region,
        doc_number=about.doc_number,
        signed=about.signed,
        published=about.published,
        kind=about.kind,
        source_file=source_file,
        source_sha256=source_sha256,
        raw_length=raw_length,
        text=text,
        sections=sections_of(lines, found),
        passages=passages,
        duties=duties_of(text, document_id, passages, assignments),
        damages=damages,
        edits=edits,
    )


def read_documents(paths: Iterable[Path]) -> Iterator[tuple[Path, Document | ReadingError]]:
    """Read many files; one that cannot be read yields its error, and the others still come."""
    for path in paths:
        try:
            yield path, read_document(path)
        except ReadingError as error:
            yield path, error
