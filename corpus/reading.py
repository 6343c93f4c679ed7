"""Reading: a file becomes a Document."""

from __future__ import annotations

import hashlib
from collections import Counter
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


def read_document(path: Path, document_id: str = "") -> Document:
    """Read one file as a document; its id is the file's stem where none is given.

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
        document_id or path.stem,
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


def distinct_ids(paths: Iterable[Path]) -> dict[Path, str]:
    """An id for each file: its stem, with as many folders before it as it takes to be unique.

    ``2023/通知.txt`` and ``2024/通知.txt`` become "2023-通知" and "2024-通知".
    """
    ids = {path: path.stem for path in paths}
    for depth in range(1, 1 + max((len(path.parts) for path in ids), default=0)):
        counts = Counter(ids.values())
        if all(count == 1 for count in counts.values()):
            break
        for path, id_ in ids.items():
            if counts[id_] > 1:
                ids[path] = "-".join((*path.parts[:-1][-depth:], path.stem)).strip("/")
    return ids


def read_documents(paths: Iterable[Path]) -> Iterator[tuple[Path, Document | ReadingError]]:
    """Read many files; one that cannot be read yields its error, and the others still come.

    Files of one name get ids that tell them apart by their folders (see ``distinct_ids``).
    """
    for path, document_id in distinct_ids(paths).items():
        try:
            yield path, read_document(path, document_id)
        except ReadingError as error:
            yield path, error
