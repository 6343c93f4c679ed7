"""Reading: a file becomes a Document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.cleaning import clean
from corpus.damages import find_damages
from corpus.duties import duties_of, find_assignments, rules
from corpus.errors import ReadingError
from corpus.files import raw_text
from corpus.identifiers import AnySource, as_source, distinct_ids
from corpus.layout import read_lines
from corpus.metadata import read_metadata
from corpus.passages import passages_of
from corpus.records import Damage, Document, Edit
from corpus.sections import outline, sections_of
from corpus.sources import Source


def read_document(source: Source | Path, document_id: str = "") -> Document:
    """Read one file, or one entry of an archive; its id is made of its name where none is given.

    Raises:
        ReadingError: the file cannot be opened or decoded, or holds no text.
    """
    source = as_source(source)
    data = source.data()
    raw = raw_text(source.where, data)
    cleaned = clean(raw.text)
    if not cleaned.text.strip():
        raise ReadingError(f"文件“{source.where}”中没有文字，请检查文件内容后重试。")
    return compose(
        document_id or next(iter(distinct_ids([source]).values())),
        cleaned.text,
        source_file=source.name,
        source_sha256=hashlib.sha256(data).hexdigest(),
        raw_length=len(raw.text),
        edits=cleaned.edits,
        damages=find_damages(cleaned.text),
        notes=raw.notes,
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
    notes: tuple[str, ...] = (),
) -> Document:
    """A Document from cleaned text: everything that is found in it, put together."""
    lines = read_lines(text)
    assignments = find_assignments(text)
    assigned = [(a.start, a.end) for a in assignments if a.closes]
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
        notes=notes,
        validity=about.validity,
    )


def read_documents(
    sources: Iterable[AnySource],
) -> Iterator[tuple[AnySource, Document | ReadingError]]:
    """Read many files; one that cannot be read yields its error, and the others still come.

    Files of one name get ids that tell them apart by their folders (see ``distinct_ids``).
    """
    for source, document_id in distinct_ids(sources).items():
        try:
            yield source, read_document(source, document_id)
        except ReadingError as error:
            yield source, error
