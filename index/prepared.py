"""What is stored of a document, worked out from it alone: its record, counts and signature."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass

from corpus.headers import Header, header_of
from corpus.records import Document
from corpus.serialise import from_json, to_json
from index.counting import count_passages
from index.counts import DocumentCounts
from index.duplicates import Signature, Sketch, signature_of, sketch_of
from index.marks import Marks, marks_of

# Four times smaller at little cost; higher levels gain a tenth and take thrice the time.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be stored.

    ``record`` is its JSON, compressed, ``digest`` the SHA-256 of the JSON; ``passages`` counts.
    ``notes`` say what of the file was not read; of ``texts`` the passages' vectors are made.
    """

    signature: Signature
    source_file: str
    source_sha256: str
    record: bytes
    digest: str
    passages: int
    counts: DocumentCounts
    sketch: Sketch
    texts: tuple[str, ...]
    header: Header
    marks: Marks
    notes: tuple[str, ...] = ()


def prepare(document: Document) -> Prepared:
    """Everything that storing and indexing a document takes, but for its vectors."""
    text = json.dumps(to_json(document), ensure_ascii=False).encode("utf-8", "surrogatepass")
    counted = count_passages(document)
    return Prepared(
        signature=signature_of(document),
        source_file=document.source_file,
        source_sha256=document.source_sha256,
        record=zlib.compress(text, _LEVEL),
        digest=hashlib.sha256(text).hexdigest(),
        passages=len(document.passages),
        counts=counted.counts,
        sketch=sketch_of(document.text),
        texts=counted.texts,
        header=header_of(document),
        marks=marks_of(document),
        notes=document.notes,
    )


def read_record(record: bytes) -> Document:
    """The document of a stored record. Raises ValueError, KeyError, TypeError or zlib.error."""
    return from_json(Document, json.loads(zlib.decompress(record).decode("utf-8", "surrogatepass")))
