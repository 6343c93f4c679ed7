"""What is counted in one answer: facts, sentences and citations, and those that hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answers.records import Answer, Citation
from eval.evidence import LocatedEvidence
from eval.exactness import STRANGERS, is_exact
from eval.questions import GoldQuestion
from eval.sentences import Said, sentences_said
from eval.support import HELD_SHARE, facts_said, is_on_point, is_supported, overlap


@dataclass(frozen=True, slots=True)
class Points:
    """The counts of one answer; a refusal says no sentence and supports nothing.

    - ``facts``: key facts of the question where it is answerable; ``facts_said`` those said
    - ``sentences``: of the answer; ``on_point`` those that say a fact or overlap the evidence;
      ``supported`` those that their citations support
    - ``citations``: of the answer; ``supporting`` those that support a sentence that carries
      them; ``gold`` those whose quote says a fact or overlaps the evidence in the document
    - ``exact``: for an answerable question of a kind with a short answer, whether the answer is
      right and exact; None for others
    """

    facts: int = 0
    facts_said: int = 0
    sentences: int = 0
    on_point: int = 0
    supported: int = 0
    citations: int = 0
    supporting: int = 0
    gold: int = 0
    exact: bool | None = None


NOTHING_COUNTED = Points()


def count_points(
    question: GoldQuestion,
    evidence: Sequence[LocatedEvidence],
    answer: Answer,
    faithful: Sequence[bool],
    right: bool,
) -> Points:
    """The counts of an answer; ``faithful`` tells of each citation whether its quote is true.

    A citation that is not faithful supports nothing.
    """
    facts = question.facts
    asked = len(facts) if question.answerable else 0
    short = question.answerable and question.kind in STRANGERS
    if answer.refused:
        return Points(facts=asked, exact=False if short else None)
    said = sentences_said(answer.text)
    quotes = [entry.quote for entry in evidence]
    citations = answer.citations
    known = (*quotes, question.question, *question.history)
    return Points(
        facts=asked,
        facts_said=len(facts_said(answer.text, facts)) if asked else 0,
        sentences=len(said),
        on_point=sum(is_on_point(sentence.text, facts, quotes) for sentence in said),
        supported=sum(
            is_supported(one.text, _shown_for(one, citations, faithful), facts) for one in said
        ),
        citations=len(citations),
        supporting=sum(
            true and any(number in one.marks and _supports(one, cited, question) for one in said)
            for number, (cited, true) in enumerate(zip(citations, faithful, strict=True), 1)
        ),
        gold=sum(
            true and _is_gold(cited, question, evidence)
            for cited, true in zip(citations, faithful, strict=True)
        ),
        exact=(right and is_exact(question.kind, answer.text, facts, known)) if short else None,
    )


def _shown(citation: Citation) -> str:
    """What a reader is shown of a citation: whose it is, under which headings, and the quote."""
    return "\n".join((citation.title, citation.section, citation.quote))


def _shown_for(said: Said, citations: Sequence[Citation], faithful: Sequence[bool]) -> list[str]:
    return [
        _shown(citations[number - 1])
        for number in said.marks
        if number <= len(citations) and faithful[number - 1]
    ]


def _supports(said: Said, citation: Citation, question: GoldQuestion) -> bool:
    """Whether a citation alone supports its sentence, or its quote is half of what is said."""
    return (
        is_supported(said.text, [_shown(citation)], question.facts)
        or overlap(said.text, citation.quote) >= HELD_SHARE
    )


def _is_gold(
    citation: Citation, question: GoldQuestion, evidence: Sequence[LocatedEvidence]
) -> bool:
    """Whether a quote says a fact, or shares half of the shorter span with some evidence."""
    if facts_said(citation.quote, question.facts):
        return True
    return any(
        _common(span, (citation.start, citation.end)) >= HELD_SHARE
        for entry in evidence
        if entry.document == citation.document_id
        for span in entry.spans
    )


def _common(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The common part of two spans as a share of the shorter; 0 where one is empty."""
    shorter = min(one[1] - one[0], other[1] - other[0])
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / shorter if shorter > 0 else 0.0
