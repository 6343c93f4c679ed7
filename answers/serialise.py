"""Answers as plain dictionaries: the JSON of the command line and of HTTP."""

from __future__ import annotations

from typing import Any

from answers.limits import filters_in_words
from answers.records import Answer, Citation
from corpus.records import Language, Question
from retrieval.filters import Filters


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """The fields of the contract, and how the question was understood."""
    return {
        "answer": answer.text,
        "refused": answer.refused,
        "kind": answer.kind,
        "citations": [citation_to_dict(citation) for citation in answer.citations],
        "warnings": list(answer.warnings),
        "table": [{"name": row.name, "text": row.text} for row in answer.table],
        "latency_ms": round(answer.latency_ms, 2),
        "understood": question_to_dict(answer.question),
        "filters": filters_to_dict(answer.filters, answer.question.language),
    }


def filters_to_dict(filters: Filters, language: Language) -> dict[str, str] | None:
    """What an answer was limited to, as it is asked for, and in ``words``; None for no limits."""
    if not filters:
        return None
    return {
        "region": filters.region,
        "years": filters.years,
        "issuer": filters.issuer,
        "kind": ",".join(filters.kinds),
        "words": filters_in_words(filters, language),
    }


def citation_to_dict(citation: Citation) -> dict[str, Any]:
    """One citation; ``passage`` is the id of the cited passage, null what is not known."""
    return {
        "doc": citation.document_id,
        "passage": citation.passage_id,
        "title": citation.title,
        "section": citation.section,
        "text": citation.text,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "issuer": citation.issuer or None,
        "doc_number": citation.doc_number or None,
        "date": citation.dated.isoformat() if citation.dated else None,
    }


def question_to_dict(question: Question) -> dict[str, Any]:
    """How a question was understood."""
    return {
        "question": question.original,
        "resolved": question.resolved,
        "language": question.language,
        "kind": question.kind,
        "places": [place.region.name for place in question.places],
        "years": list(question.years),
        "terms": list(question.terms),
        "follow_up": question.follow_up,
        "corrections": [{"typed": typed, "read": read} for typed, read in question.corrections],
    }
