"""Passages cut into sentences, points and clauses, each with its span in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from answers.instructions import instructed
from corpus.records import Document, Passage

_SENTENCE_END = re.compile(r"[。!！?？;；\n]+[”’」』》))]*")
_CLAUSE_END = re.compile(
    r"(?<!\d)[,，:：](?!\d)|(?<=\d)[,，:：](?!\d)|(?<!\d)[,，:：](?=\d)|[;；。!！?？\n]"
)
# What numbers a sentence or a point and says nothing itself.
_LEADING_LABEL = re.compile(
    r"^(?:[一二三四五六七八九十]+是|答\s*[:：]|第[一二三四五六七八九十百零\d]+[条款项]|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d))\s*"
)
_POINT = re.compile(
    r"(?<=[。;；:：,，\n])(?<!\d[:：])\s*(?=(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[,，是]|[(（]?\d{1,2}[)）]))"
)
_REMEMBERED = 4096  # passages whose sentences are known
_CLOSERS = {"(": ")", "（": "）", "《": "》", "“": "”", "〔": "〕"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage: ``document.text[start:end] == text``."""

    document_id: str
    passage: Passage
    start: int
    end: int
    text: str


# A stretch of a document: its id, where it starts, where it ends.
Place = tuple[str, int, int]


def place_of(span: Span) -> Place:
    """Where a span stands."""
    return span.document_id, span.start, span.end


def overlap(one: Place, other: Place) -> bool:
    """Whether two stretches have anything in common."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def span_of(document: Document, passage: Passage, start: int, end: int) -> Span:
    """The span ``start:end`` of a document, white space at both ends left out."""
    text = document.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Span(document.id, passage, start, start + len(text), text)


def sentences(document: Document, passage: Passage) -> list[Span]:
    """The sentences of a passage in order; each of the points 一是…二是… is one.

    What speaks to a program instead of to readers is none of them.
    """
    text = document.text[passage.start : passage.end]
    at = passage.start
    spans = (span_of(document, passage, at + start, at + end) for start, end in _sentences(text))
    return [span for span in spans if span.text]


@lru_cache(maxsize=_REMEMBERED)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences and points of the text of a passage start and end."""
    passed_over = instructed(text)
    return tuple(
        point
        for start, end in _cut(text, _SENTENCE_END)
        if not any(first < end and start < last for first, last in passed_over)
        for point in _points(text, start, end)
    )


def touched(document: Document, span: Span) -> tuple[list[Span], list[int]]:
    """The sentences of a span's passage, and which of them it has anything of."""
    units = sentences(document, span.passage)
    at = [i for i, unit in enumerate(units) if overlap(place_of(unit), place_of(span))]
    return units, at


def and_following(document: Document, span: Span) -> tuple[str, Span | None]:
    """The sentence in which a span begins, and the one after the span; None for the last."""
    units = sentences(document, span.passage)
    own = next((unit.text for unit in units if unit.start <= span.start < unit.end), span.text)
    return own, next((unit for unit in units if unit.start >= span.end), None)


def clauses(document: Document, sentence: Span) -> list[Span]:
    """The clauses of a sentence; commas inside brackets and quotation marks do not cut."""
    found = []
    for start, end in _cut(sentence.text, _CLAUSE_END):
        span = span_of(document, sentence.passage, sentence.start + start, sentence.start + end)
        if span.text:
            found.append(span)
    return found


def without_label(span: Span) -> Span:
    """A span less the number or the 一是 that it begins with."""
    match = _LEADING_LABEL.match(span.text)
    if match is None or match.end() == len(span.text):
        return span
    start = span.start + match.end()
    return Span(span.document_id, span.passage, start, span.end, span.text[match.end() :])


def joined(document: Document, first: Span, last: Span) -> Span:
    """The span from the start of one span to the end of another of the same passage."""
    return span_of(document, first.passage, first.start, last.end)


def _cut(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Pieces that end with a match of ``pattern`` outside brackets that close in the text."""
    inside = _bracketed(text)
    start = 0
    for match in pattern.finditer(text):
        if inside[match.start()]:
            continue
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _bracketed(text: str) -> list[bool]:
    """For each character whether it stands inside a pair of brackets or quotation marks."""
    inside = [False] * len(text)
    for position, character in enumerate(text):
        closer = _CLOSERS.get(character)
        if closer is None or inside[position]:
            continue
        end = text.find(closer, position + 1)
        if end > 0 and "\n" not in text[position:end]:
            inside[position : end + 1] = [True] * (end + 1 - position)
    return inside


def _points(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [match.start() for match in _POINT.finditer(text, start, end)]
    edges = [start, *cuts, end]
    for left, right in pairwise(edges):
        if right > left:
            yield left, right
