"""Documents, citations and answers as the plain data that pages and JSON show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote as url_quote
from urllib.parse import urlencode

from answers.limits import filters_in_words
from answers.records import Answer, Citation
from corpus.listing import document_row
from corpus.records import Damage, Document, Duty, Hit, Passage, Unit
from retrieval.filters import Filters
from web.labels import chinese_date
from web.marking import passage_anchor, section_anchor

MARK = re.compile(r"\[(\d{1,3})\]")
LEAD_IN = 36  # characters of the passage shown before a quote that stands deep inside it
INNER_BREAK = re.compile(r"\s*\n\s*")
Pieces: TypeAlias = "tuple[tuple[str, int], ...]"


def document_detail(document: Document) -> dict[str, Any]:
    """All that is known of a document; ``passages`` hold text, spans count its characters."""
    return {
        **document_row(document),
        "source_file": Path(document.source_file).name,
        "source_sha256": document.source_sha256,
        "raw_characters": document.raw_length,
        "characters": len(document.text),
        "outline": [
            {
                "label": section.label,
                "heading": section.heading,
                "level": section.level,
                "start": section.start,
                "end": section.end,
                "anchor": section_anchor(number),
            }
            for number, section in enumerate(document.sections)
        ],
        "passages": [_passage(document, passage) for passage in document.passages],
        "duties": [_duty(document, duty) for duty in document.duties],
        "damages": [
            {
                "kind": damage.kind,
                "start": damage.start,
                "end": damage.end,
                "text": document.quote(damage.start, damage.end),
                "reason": damage.reason,
                "likely": damage.likely,
            }
            for damage in document.damages
        ],
        "edits": {"total": len(document.edits), "by_kind": edits_by_kind(document)},
    }


def edits_by_kind(document: Document) -> dict[str, int]:
    """How many edits of each kind were made while cleaning, the most frequent kind first."""
    counts = Counter(edit.kind for edit in document.edits)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _passage(document: Document, passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "label": passage.label,
        "path": list(passage.path),
        "start": passage.start,
        "end": passage.end,
        "text": document.quote(passage.start, passage.end),
        "governed_by": [list(span) for span in passage.governed_by],
        "url": passage_url(document.id, passage.id),
    }


def _units(units: Sequence[Unit]) -> list[dict[str, Any]]:
    return [{"name": unit.name, "start": unit.start, "end": unit.end} for unit in units]


def _duty(document: Document, duty: Duty) -> dict[str, Any]:
    return {
        "task": duty.task,
        "form": duty.form,
        "leads": _units(duty.leads),
        "supports": _units(duty.supports),
        "passage": duty.passage_id,
        "start": duty.start,
        "end": duty.end,
        "text": document.quote(duty.start, duty.end),
        "url": passage_url(document.id, duty.passage_id, duty.start, duty.end),
    }


def hit_view(document: Document, hit: Hit) -> dict[str, Any]:
    """A found passage with its scores, as ``/api/search`` gives it."""
    passage = hit.passage
    return {
        "doc": document.id,
        "title": document.title,
        "passage": passage.id,
        "section": " > ".join(passage.path),
        "text": document.quote(passage.start, passage.end),
        "start": passage.start,
        "end": passage.end,
        "score": hit.score,
        "lexical": hit.lexical,
        "dense": hit.dense,
        "url": passage_url(document.id, passage.id),
    }


def damage_note(damage: Damage) -> str:
    """The reason of a damage, and the likely reading unless the reason names it already."""
    if not damage.likely or damage.likely in damage.reason:
        return damage.reason
    return f"{damage.reason.rstrip('。')}；疑为“{damage.likely}”。"


def passage_url(
    document_id: str, passage_id: str, start: int | None = None, end: int | None = None
) -> str:
    """The address of a passage on the page of its document, with a span to highlight if given."""
    span = "" if start is None or end is None else f"?start={start}&end={end}"
    return f"/documents/{url_quote(document_id, safe='')}{span}#{passage_anchor(passage_id)}"


def origin(document: Document) -> str:
    """Issuer, document number and date in one line, leaving out what the document does not say."""
    day = document.signed or document.published
    parts = (document.issuer, document.doc_number, chinese_date(day))
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Source:
    """A citation as a card: ``before + quote + after`` is the cited passage.

    ``number`` counts from 1 as the marks in the answer do. ``lead`` is the end of ``before`` that
    is shown while the card is folded, with an ellipsis if something is left out.
    """

    number: int
    title: str
    section: str
    origin: str
    url: str
    before: str
    lead: str
    quote: str
    after: str

    def as_dict(self) -> dict[str, Any]:
        """The card for the page's script."""
        return {name: getattr(self, name) for name in self.__slots__}


def source_view(number: int, citation: Citation, documents: Mapping[str, Document]) -> Source:
    """The card of one citation. A document that is no longer indexed leaves its origin empty."""
    document = documents.get(citation.document_id)
    at = _quote_offset(citation, document)
    before, after = citation.text[:at], citation.text[at + len(citation.quote) :]
    flat = INNER_BREAK.sub(" ", before)
    return Source(
        number=number,
        title=citation.title,
        section=citation.section,
        origin=origin(document) if document else "",
        url=passage_url(citation.document_id, citation.passage_id, citation.start, citation.end),
        before=before,
        lead=flat if len(flat) <= LEAD_IN + 4 else "…" + flat[-LEAD_IN:],
        quote=citation.quote,
        after=after,
    )


def _quote_offset(citation: Citation, document: Document | None) -> int:
    """Where the quote stands in the text of its passage; at its end if it is from elsewhere."""
    if document:
        for passage in document.passages:
            offset = citation.start - passage.start
            if passage.id == citation.passage_id and citation.text.startswith(
                citation.quote, max(offset, 0)
            ):
                return max(offset, 0)
    found = citation.text.find(citation.quote)
    return found if found >= 0 else len(citation.text)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer, ready for the page; ``language`` is a BCP 47 tag.

    ``rows`` are the sides of a comparison, each a name and what is said of it, and ``pieces``
    then only what stands below them. ``alone`` is the address that asks the question as typed,
    by itself, where it was understood otherwise, ``why`` that which explains the answer.
    ``within`` are the filters in words.
    """

    question: str
    understood: str
    language: str
    refused: bool
    kind: str
    pieces: Pieces
    sources: tuple[Source, ...]
    warnings: tuple[str, ...]
    latency_ms: float
    rows: tuple[tuple[str, Pieces], ...] = ()
    alone: str = ""
    why: str = ""
    within: str = ""


def turn_view(
    answer: Answer,
    documents: Mapping[str, Document],
    history: Sequence[str] = (),
    verbatim: bool = False,
) -> Turn:
    """What the chat page shows of an answer; ``verbatim`` where it was asked as typed."""
    sources = tuple(
        source_view(number, citation, documents)
        for number, citation in enumerate(answer.citations, start=1)
    )
    otherwise = answer.question.follow_up or answer.question.corrections
    asked, limits = [("q", answer.question.original)], filter_fields(answer.filters)
    as_typed = [*asked, ("verbatim", "true"), *limits]
    asked += [("h", item) for item in history]
    asked += [("verbatim", "true")] if verbatim else []
    return Turn(
        question=answer.question.original,
        understood=understood_as(answer),
        language=answer.question.language,
        refused=answer.refused,
        kind=answer.kind,
        pieces=tuple(split_marks(text_below_table(answer), len(sources))),
        sources=sources,
        warnings=answer.warnings,
        latency_ms=answer.latency_ms,
        rows=tuple((row.name, tuple(split_marks(row.text, len(sources)))) for row in answer.table),
        alone="/?" + urlencode(as_typed) if otherwise else "",
        why="/explain?" + urlencode([*asked, *limits]),
        within=filters_in_words(answer.filters),
    )


def filter_fields(filters: Filters) -> list[tuple[str, str]]:
    """The fields of a form or an address that set these filters; none for those that are empty."""
    fields = (
        ("region", filters.region),
        ("years", filters.years),
        ("issuer", filters.issuer),
        ("kind", ",".join(filters.kinds)),
    )
    return [(name, value) for name, value in fields if value]


def text_below_table(answer: Answer) -> str:
    """What the text says beyond the rows of its table; all of it where there is no table."""
    if not answer.table:
        return answer.text
    # A language model words the sides anew; its text then stands below the table as a whole.
    if not all(row.text in answer.text for row in answer.table):
        return answer.text
    return answer.text.rpartition(answer.table[-1].text)[2].strip()


def understood_as(answer: Answer) -> str:
    """The question as resolved, where that says something else than what was typed; else empty.

    A mere change of script or width says nothing else; a translation does, and a word read as
    misspelt.
    """
    question = answer.question
    changed = question.resolved != question.text or question.language == "en"
    changed = changed or bool(question.corrections)
    return question.resolved if changed and question.resolved != question.original else ""


def split_marks(text: str, citations: int) -> list[tuple[str, int]]:
    """``text`` as pieces: words with number 0, and marks "[n]" with n from 1 to ``citations``."""
    pieces: list[tuple[str, int]] = []
    position = 0
    for match in MARK.finditer(text):
        number = int(match[1])
        if not 1 <= number <= citations:
            continue
        if match.start() > position:
            pieces.append((text[position : match.start()], 0))
        pieces.append((match[0], number))
        position = match.end()
    if position < len(text):
        pieces.append((text[position:], 0))
    return pieces
