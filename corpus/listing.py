"""Documents and duties as rows for people and scripts."""

from __future__ import annotations

from typing import Any

from corpus.headers import Header, header_of
from corpus.records import Document, Duty


def document_row(document: Document | Header) -> dict[str, Any]:
    """What is known of a document: dates as YYYY-MM-DD, None where the document does not say.

    ``repeals`` holds the documents it puts out of force, each with title, doc_number, start, end.
    """
    header = header_of(document) if isinstance(document, Document) else document
    validity = header.validity
    return {
        "id": header.id,
        "title": header.title,
        "issuer": header.issuer or None,
        "region": header.region.name or None,
        "doc_number": header.doc_number or None,
        "signed": header.signed.isoformat() if header.signed else None,
        "published": header.published.isoformat() if header.published else None,
        "kind": header.kind,
        "effective": validity.effective.isoformat() if validity.effective else None,
        "expires": validity.expires.isoformat() if validity.expires else None,
        "term": validity.term or None,
        "lapsed": validity.lapsed,
        "repeals": [
            {
                "title": repeal.title or None,
                "doc_number": repeal.doc_number or None,
                "start": repeal.start,
                "end": repeal.end,
            }
            for repeal in validity.repeals
        ],
        "passages": header.passages,
        "duties": header.duties,
        "damages": header.damages,
    }


def duty_row(document: Document, duty: Duty) -> dict[str, Any]:
    """Who leads and who supports a task, with the span of the words that say so."""
    passage = next(p for p in document.passages if p.id == duty.passage_id)
    return {
        "document": document.id,
        "section": " > ".join(passage.path),
        "task": duty.task,
        "leads": [unit.name for unit in duty.leads],
        "supports": [unit.name for unit in duty.supports],
        "quote": document.quote(duty.start, duty.end),
        "start": duty.start,
        "end": duty.end,
    }
