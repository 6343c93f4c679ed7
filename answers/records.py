"""The nouns that only answers need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.records import Hit, Question
from retrieval.filters import NO_FILTERS, Filters


@dataclass(frozen=True, slots=True)
class Citation:
    """A quoted span of a passage: ``document.text[start:end] == quote``.

    ``section`` is the heading path joined with " > "; ``text`` the whole cited passage, cleaned;
    ``document_id`` and ``passage_id`` lead back to it. ``issuer``, ``doc_number`` and ``dated``
    (the day of signing, else of publishing) are the document's, empty where it does not say.
    """

    document_id: str
    passage_id: str
    title: str
    section: str
    text: str
    quote: str
    start: int
    end: int
    issuer: str = ""
    doc_number: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One side of a comparison: its name and what is said of it, with marks, or that nothing is."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What Wenzheng says to a question.

    ``kind`` is the kind of answer given ("lead", "number", "sentence", …) or, when ``refused``,
    the reason ("no_place", "no_year", "no_detail", "not_there", "false_premise", "unclear",
    "nothing_within").
    ``citations`` are in rank order; in a refusal they are the nearest passages and what else it
    points to. ``text`` carries marks "[1]" that count them. ``latency_ms`` is the wall time of
    the answer in milliseconds. ``table`` has the sides of a comparison, which ``text`` says as
    well, a line each. ``filters`` limited what was searched.
    """

    question: Question
    text: str
    refused: bool
    kind: str
    citations: tuple[Citation, ...]
    warnings: tuple[str, ...]
    hits: tuple[Hit, ...]
    latency_ms: float
    table: tuple[TableRow, ...] = ()
    filters: Filters = NO_FILTERS


@dataclass(frozen=True, slots=True)
class WeighedDraft:
    """An answer that may be said or held back, and how probable it is (0 to 1) that it answers.

    ``probability`` is 1 for what is read off a record and needs no weighing.
    """

    answer: Answer
    probability: float
