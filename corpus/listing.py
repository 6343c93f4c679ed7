"""Documents and duties as rows for people and scripts."""

from __future__ import annotations

from typing import Any

from corpus.records import Document, Duty


def document_row(document: Document) -> dict[str, Any]:
    """What is known of a document: dates as YYYY-MM-DD, None where the document does not say.

    ``repeals`` holds the documents it puts out of force, each with title, doc_number, start, end.
    """
    validity = document.validity
    return {
        "id": document.id,
        "title": document.title,
        "issuer": document.issuer or None,
        "region": document.region.name or None,
        "doc_number": document.doc_number or None,
        "signed": document.signed.isoformat() if document.signed else None,
        "published": document.published.isoformat() if document.published else None,
        "kind": document.kind,
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
        "passages": len(document.passages),
        "duties": len(document.duties),
        "damages": len(document.damages),
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
