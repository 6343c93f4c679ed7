"""The sentences that may answer, from the best passages, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from answers.cues import says
from answers.references import cited_words, penalties_for
from answers.rows import is_head
from answers.sentences import Span, sentences, span_of
from answers.shapes import ITEM
from corpus.article_numbers import article_of
from corpus.dates import is_date_line
from corpus.records import Document, Duty, Hit, Passage, Question
from retrieval.exact import NUMBERED

# Passages whose sentences are weighed; further hits hardly ever hold the answer.
PASSAGES_WEIGHED = 8
# Penalties that stand apart from the rules found.
MOST_PENALTIES = 4
# A penalty ranks right behind the rule that it names.
BEHIND_ITS_RULE = 0.95
# Kinds that a sentence which sends the document out may answer.
_ABOUT_DOCUMENT = frozenset({"date", "document", "issuer", "actor", "compare"})
# What is done by whom: assignments are weighed along with sentences.
WHO = frozenset({"lead", "support", "duty", "actor", "person", "issuer"})
_ANNOUNCES = re.compile(r"[:：]$")
_LONGEST_TASK = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence that may answer: its span, the words that announce it, the articles it names.

    ``duty`` is set where the span is a task with the words that assign it;
    ``hit`` is the score of the passage and ``rank`` its rank.
    """

    span: Span
    hit: float
    rank: int
    head: str = ""
    cited: str = ""
    duty: Duty | None = None


def pieces(
    question: Question, hits: Sequence[Hit], documents: Mapping[str, Document]
) -> list[list[Piece]]:
    """The pieces of the best passages, in the order of the hits, and of penalties beside them."""
    asks_penalty = says("asks_penalty", question.resolved)
    found = [(hit.passage, hit.score, rank) for rank, hit in enumerate(hits[:PASSAGES_WEIGHED])]
    if asks_penalty:
        found += _penalties(found, documents)
    groups = []
    for passage, score, rank in found:
        document = documents[passage.document_id]
        group = list(_of_passage(question, document, passage, score, rank))
        if asks_penalty:
            own = article_of(passage)
            group = [
                replace(p, cited=cited_words(document, p.span.text, own, p.head)) for p in group
            ]
        groups.append(group)
    return groups


def _penalties(
    found: Sequence[tuple[Passage, float, int]], documents: Mapping[str, Document]
) -> list[tuple[Passage, float, int]]:
    """Penalties for breaches of the articles found that were not found themselves."""
    known = {passage.id for passage, _, _ in found}
    rules: dict[str, dict[int, tuple[float, int]]] = {}
    for passage, score, rank in found:
        number = article_of(passage)
        if number is not None:
            rules.setdefault(passage.document_id, {}).setdefault(number, (score, rank))
    more: list[tuple[Passage, float, int]] = []
    for id_, numbers in rules.items():
        for passage, number in penalties_for(documents[id_], frozenset(numbers)):
            if passage.id not in known:
                score, rank = numbers[number]
                more.append((passage, BEHIND_ITS_RULE * score, rank))
    return sorted(more, key=lambda m: (-m[1], m[0].id))[:MOST_PENALTIES]


def _of_passage(
    question: Question, document: Document, passage: Passage, score: float, rank: int
) -> Iterator[Piece]:
    duties = [d for d in document.duties if d.passage_id == passage.id]
    spans = sentences(document, passage)
    head = _head_above(document, passage)
    last = passage.start
    pending = list(duties) if question.kind in WHO else []
    for span in spans:
        if head and not ITEM.match(span.text) and _opens_line(document, span):
            head = ""
        while pending and pending[0].start < span.end:
            duty = pending.pop(0)
            yield Piece(_task_span(document, span, duty, last), score, rank, head, duty=duty)
            last = duty.end
        if not _says_nothing(question, document, span, duties):
            yield Piece(span, score, rank, head)
        if _ANNOUNCES.search(span.text):
            head = span.text


def _opens_line(document: Document, span: Span) -> bool:
    before = document.text[max(0, span.start - 4) : span.start]
    return "\n" in before or not before.strip()


def _head_above(document: Document, passage: Passage) -> str:
    """The words above a passage that announce it as an item; empty where there are none."""
    for start, end in reversed(passage.governed_by):
        words = document.text[start:end].strip()
        if start < passage.start and _ANNOUNCES.search(words):
            return words
    return ""


def _task_span(document: Document, sentence: Span, duty: Duty, last: int) -> Span:
    """A task with the words that assign it: what a bracket closes, else the sentence."""
    alone = sentence.end - sentence.start <= duty.end - duty.start + 4
    in_bracket = document.text[max(0, duty.start - 1) : duty.start + 1].lstrip()[:1] in ("(", "（")
    start = last if alone or in_bracket else min(sentence.start, duty.start)
    start = max(start, duty.end - _LONGEST_TASK) if start < duty.end - _LONGEST_TASK else start
    end = duty.end if alone or in_bracket else max(sentence.end, duty.end)
    return span_of(document, sentence.passage, min(start, duty.start), end)


def _says_nothing(
    question: Question, document: Document, span: Span, duties: Sequence[Duty]
) -> bool:
    """Whether a span asks, is a heading, of a table too, or a number of a document, names an
    attachment, sends the document out or dates it, or only assigns the task.
    """
    if span.text[-1] in "?？" or NUMBERED.fullmatch(span.text.strip("()（）。 ")):
        return True
    if is_head(document.text, span.start, span.end):
        return True
    heading = span.passage.path[-1] if span.passage.path else ""
    whole = document.text[span.passage.start : span.passage.end].strip()
    if span.text.rstrip("。") in heading and span.text != whole:
        return True
    if question.kind not in _ABOUT_DOCUMENT and (
        says("sends_out", span.text) or is_date_line(span.text.strip("。 "))
    ):
        return True
    if span.text.startswith("附件") and "附件" not in question.resolved:
        return True
    return any(d.start - 2 <= span.start and span.end <= d.end + 3 for d in duties)
