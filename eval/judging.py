"""Judging one answer: right or wrong, cited or not, and what was found for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from answers.records import Answer, Citation, WeighedDraft
from corpus.records import Document, Hit, Question
from eval.evidence import LocatedEvidence, Span, gold_passages, is_cited
from eval.matching import missing_facts, phrases_in
from eval.points import NOTHING_COUNTED, Points, count_points
from eval.questions import GoldQuestion
from eval.ranking import measure_ranking

HITS_KEPT = 10
WORDS_KEPT = 80  # characters of a hit

Fault = Literal[
    "false_refusal", "missed_refusal", "missing_fact", "wrong_phrase", "not_cited", "unfaithful"
]
# The reasons an assistant may give for a refusal, by the reason of the question set.
ACCEPTED_REASONS: dict[str, tuple[str, ...]] = {
    "no_place": ("no_place",),
    "no_year": ("no_year",),
    "no_detail": ("no_detail", "not_there"),
    "false_premise": ("false_premise", "no_detail", "not_there"),
}


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A citation as kept in a run; ``faithful`` when the document holds the quote at its span."""

    document: str
    passage: str
    section: str
    quote: str
    start: int
    end: int
    faithful: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """What the assistant took the question for."""

    text: str
    resolved: str
    language: str
    kind: str
    places: tuple[str, ...]
    years: tuple[int, ...]
    topic: str
    follow_up: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """How well the hits rank the gold passages, by the measures of eval.ranking."""

    hit_1: float
    hit_5: float
    hit_10: float
    mrr_10: float
    ndcg_10: float


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A hit as kept in a run: its scores, whether it is a gold passage, and how it begins."""

    passage: str
    score: float
    lexical: float
    dense: float
    gold: bool
    section: str
    words: str


@dataclass(frozen=True, slots=True)
class JudgedDraft:
    """An answer that was weighed, said or held back, and whether it would have been right."""

    probability: float
    correct: bool
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """One question of a run: what was asked for, what came back and the judgement.

    ``evidence_cited`` tells for each evidence whether it is cited, ``ranked`` is None where
    there is no gold passage to find, ``length`` counts characters of the answer without marks.
    ``drafts`` are in the order in which they were considered; empty where nothing was weighed.
    The fields with defaults are missing from runs of earlier versions.
    """

    id: str
    question: str
    history: tuple[str, ...]
    kind: str
    wording: str
    language: str
    documents: tuple[str, ...]
    answerable: bool
    refusal: str
    facts: tuple[tuple[str, ...], ...]
    wrong: tuple[str, ...]
    evidence: tuple[str, ...]
    answer: str
    refused: bool
    answer_kind: str
    citations: tuple[CitedQuote, ...]
    warnings: tuple[str, ...]
    understood: Understood
    hits: tuple[str, ...]
    correct: bool
    missing_facts: tuple[int, ...]
    wrong_phrases: tuple[str, ...]
    evidence_cited: tuple[bool, ...]
    reason_right: bool | None
    ranked: Ranked | None
    length: int
    latency_ms: float
    points: Points = NOTHING_COUNTED
    found: tuple[FoundPassage, ...] = ()
    drafts: tuple[JudgedDraft, ...] = ()

    @property
    def cited(self) -> bool:
        """Whether the answer, not a refusal, cites some evidence of the question."""
        return not self.refused and any(self.evidence_cited)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong with the answer; empty when nothing is."""
        found: list[tuple[Fault, bool]] = [
            ("false_refusal", self.answerable and self.refused),
            ("missed_refusal", not self.answerable and not self.correct),
            ("missing_fact", self.answerable and not self.refused and bool(self.missing_facts)),
            ("wrong_phrase", not self.refused and bool(self.wrong_phrases)),
            ("not_cited", self.answerable and not self.refused and not self.cited),
            ("unfaithful", not all(citation.faithful for citation in self.citations)),
        ]
        return tuple(fault for fault, present in found if present)


def judge(
    gold: GoldQuestion,
    evidence: Sequence[LocatedEvidence],
    answer: Answer,
    documents: Mapping[str, Document],
    drafts: Sequence[WeighedDraft] = (),
) -> Result:
    """The judgement of an answer, and of the ``drafts`` that were weighed for it.

    An answer is right when every fact is said and no wrong phrase is; a refusal when the
    question is unanswerable. An answer to an unanswerable question is wrong unless the set gives
    the facts that correct its premise, and the answer says them.
    """
    missing = missing_facts(answer.text, gold.facts)
    wrong = phrases_in(answer.text, gold.wrong)
    right = is_right(gold, answer)
    cited = tuple(_cited_spans(answer.citations, documents))
    kept = tuple(_kept(citation, documents) for citation in answer.citations)
    relevant = _gold_of(gold, evidence, documents)
    return Result(
        id=gold.id,
        question=gold.question,
        history=gold.history,
        kind=gold.kind,
        wording=gold.wording,
        language=gold.language,
        documents=gold.documents,
        answerable=gold.answerable,
        refusal=gold.refusal,
        facts=gold.facts,
        wrong=gold.wrong,
        evidence=tuple(f"{entry.document}：{entry.quote}" for entry in gold.evidence),
        answer=answer.text,
        refused=answer.refused,
        answer_kind=answer.kind,
        citations=kept,
        warnings=answer.warnings,
        understood=_understood(answer.question),
        hits=tuple(hit.passage.id for hit in answer.hits[:HITS_KEPT]),
        correct=right,
        missing_facts=missing,
        wrong_phrases=wrong,
        evidence_cited=tuple(is_cited(entry, cited) for entry in evidence),
        reason_right=_reason_right(gold, answer),
        ranked=_ranked(answer, relevant),
        length=_bare_length(answer),
        latency_ms=answer.latency_ms,
        points=count_points(gold, evidence, answer, [one.faithful for one in kept], right),
        found=tuple(_found(hit, relevant, documents) for hit in answer.hits[:HITS_KEPT]),
        drafts=tuple(
            JudgedDraft(
                round(draft.probability, 4),
                is_right(gold, draft.answer),
                draft.answer.kind,
                draft.answer.text,
            )
            for draft in drafts
        ),
    )


def is_right(gold: GoldQuestion, answer: Answer) -> bool:
    """Whether an answer is right, or a refusal due."""
    if answer.refused:
        return not gold.answerable
    return (
        bool(gold.facts)
        and not missing_facts(answer.text, gold.facts)
        and not phrases_in(answer.text, gold.wrong)
    )


def is_faithful(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the document holds the very quote at the span of the citation."""
    document = documents.get(citation.document_id)
    return document is not None and (
        0 <= citation.start < citation.end <= len(document.text)
        and document.text[citation.start : citation.end] == citation.quote
    )


def _cited_spans(
    citations: Iterable[Citation], documents: Mapping[str, Document]
) -> Iterable[tuple[str, Span]]:
    """What is cited: the whole passages, and quotes that stand in none (a title)."""
    for citation in citations:
        if is_faithful(citation, documents):
            yield citation.document_id, (citation.start, citation.end)
        document = documents.get(citation.document_id)
        for passage in document.passages if document else ():
            if passage.id == citation.passage_id:
                yield passage.document_id, (passage.start, passage.end)


def _kept(citation: Citation, documents: Mapping[str, Document]) -> CitedQuote:
    return CitedQuote(
        document=citation.document_id,
        passage=citation.passage_id,
        section=citation.section,
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
        faithful=is_faithful(citation, documents),
    )


def _understood(question: Question) -> Understood:
    return Understood(
        text=question.text,
        resolved=question.resolved,
        language=question.language,
        kind=question.kind,
        places=tuple(place.region.name for place in question.places),
        years=question.years,
        topic=question.topic,
        follow_up=question.follow_up,
    )


def _reason_right(gold: GoldQuestion, answer: Answer) -> bool | None:
    """Whether a due refusal names the right reason; None where none was due or given."""
    if gold.answerable or not answer.refused:
        return None
    return answer.kind in ACCEPTED_REASONS[gold.refusal]


def _gold_of(
    gold: GoldQuestion, evidence: Sequence[LocatedEvidence], documents: Mapping[str, Document]
) -> frozenset[str]:
    """The ids of the gold passages; none for an unanswerable question."""
    relevant: frozenset[str] = frozenset()
    for entry in evidence if gold.answerable else ():
        relevant |= gold_passages(entry, documents[entry.document])
    return relevant


def _found(hit: Hit, relevant: frozenset[str], documents: Mapping[str, Document]) -> FoundPassage:
    passage = hit.passage
    document = documents.get(passage.document_id)
    text = document.text[passage.start : passage.end] if document else ""
    return FoundPassage(
        passage=passage.id,
        score=round(hit.score, 4),
        lexical=round(hit.lexical, 4),
        dense=round(hit.dense, 4),
        gold=passage.id in relevant,
        section=passage.path[-1] if passage.path else "",
        words=" ".join(text.split())[:WORDS_KEPT],
    )


def _ranked(answer: Answer, relevant: frozenset[str]) -> Ranked | None:
    if not relevant:
        return None
    scores = measure_ranking([hit.passage.id for hit in answer.hits], dict.fromkeys(relevant, 1))
    return Ranked(
        hit_1=scores["hit@1"],
        hit_5=scores["hit@5"],
        hit_10=scores["hit@10"],
        mrr_10=scores["mrr@10"],
        ndcg_10=scores["ndcg@10"],
    )


def _bare_length(answer: Answer) -> int:
    """Characters of the answer without the marks of its citations."""
    text = answer.text
    for number in range(1, len(answer.citations) + 1):
        text = text.replace(f"[{number}]", "")
    return len(text.strip())
