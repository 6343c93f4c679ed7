"""A receipt: from what and how an answer was made, so that it can be checked and made again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from answers.context import Context, Draft
from answers.limits import filters_in_words
from answers.records import Answer
from answers.refusals import LEAST_EVIDENCE, evidence, holds
from index.collection import Index
from index.encoder import Encoder
from retrieval.filters import Filters
from retrieval.tables import rows

NAMES = Path(__file__).parent / "tables" / "receipt_names.tsv"
PASSAGES = 8
SENTENCES = 8
DOCUMENTS = 20  # named; of more only the number is given


@dataclass(frozen=True, slots=True)
class WeighedPassage:
    """A passage with its scores: ``score`` ranks, ``lexical`` (BM25) and ``dense`` (cosine)."""

    passage: str
    title: str
    section: str
    score: float
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True)
class WeighedSentence:
    """A sentence with its worth, 1 for the best, and the shares of words and of meaning."""

    passage: str
    text: str
    score: float
    coverage: float
    meaning: float


@dataclass(frozen=True, slots=True)
class TriedDraft:
    """A draft, the probability that it answers, the least one asked for, and what became of it.

    ``certain`` drafts are read off a record and need no probability.
    """

    kind: str
    text: str
    certain: bool
    evidence: float
    least: float
    said: bool


@dataclass(frozen=True, slots=True)
class Weighing:
    """How one question was understood, searched for and answered.

    ``name`` is empty, a side of a comparison, one of two things asked, or a way to read a question
    that goes on about the last answer ("alone", "joined", "cited").
    """

    name: str
    question: str
    kind: str
    places: tuple[str, ...]
    years: tuple[int, ...]
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    follow_up: bool
    documents: tuple[str, ...]
    document_count: int
    missing_places: tuple[str, ...]
    articles: tuple[int, ...]
    refusal: str
    passages: tuple[WeighedPassage, ...]
    sentences: tuple[WeighedSentence, ...]
    drafts: tuple[TriedDraft, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that an answer was made from; ``versions`` are named facts of index and program."""

    question: str
    history: tuple[str, ...]
    answer: str
    refused: bool
    reason: str
    weighings: tuple[Weighing, ...]
    versions: tuple[tuple[str, str], ...]


def weighing_of(
    context: Context, said: Draft | None, drafts: Iterable[Draft], name: str = ""
) -> Weighing:
    """What was weighed for a question; drafts are tried until the one that is ``said``."""
    question, scope, documents = context.question, context.scope, context.index.headers
    return Weighing(
        name=name,
        question=question.resolved,
        kind=question.kind,
        places=tuple(place.region.name for place in question.places),
        years=question.years,
        terms=tuple(
            (term, question.expansions[at] if question.expansions else ())
            for at, term in enumerate(question.terms)
        ),
        follow_up=question.follow_up,
        documents=tuple(documents[id_].title for id_ in sorted(scope.documents)[:DOCUMENTS]),
        document_count=len(scope.documents),
        missing_places=scope.missing_places,
        articles=scope.articles,
        refusal=scope.refusal,
        passages=tuple(
            WeighedPassage(
                hit.passage.id,
                context.document(hit.passage).title,
                " > ".join(hit.passage.path),
                *(round(float(score), 4) for score in (hit.score, hit.lexical, hit.dense)),
            )
            for hit in context.hits[:PASSAGES]
        ),
        sentences=tuple(
            WeighedSentence(
                weighed.span.passage.id,
                weighed.span.text,
                *(round(float(s), 4) for s in (weighed.score, weighed.coverage, weighed.meaning)),
            )
            for weighed in context.weighed[:SENTENCES]
        ),
        drafts=() if scope.refusal else tuple(_tried(context, said, drafts)),
    )


def _tried(context: Context, said: Draft | None, drafts: Iterable[Draft]) -> Iterable[TriedDraft]:
    """The drafts up to the one that is said, or where none is up to one that might have been."""
    for draft in drafts:
        text = "\n".join(filter(None, (draft.opening, *(s.text for s in draft.statements))))
        worth = round(evidence(context, draft), 4)
        is_said = draft == said
        yield TriedDraft(draft.kind, text, draft.certain, worth, LEAST_EVIDENCE, is_said)
        if is_said or (said is None and holds(context, draft)):
            return


def receipt_of(
    answer: Answer,
    history: Sequence[str],
    weighings: Iterable[Weighing],
    versions: Sequence[tuple[str, str]],
) -> Receipt:
    """The receipt of an answer."""
    return Receipt(
        answer.question.original,
        tuple(history),
        answer.text,
        answer.refused,
        answer.kind,
        tuple(weighings),
        tuple(versions),
    )


def versions_of(
    index: Index, encoder: Encoder, filters: Filters, hits: int, today: date | None
) -> list[tuple[str, str]]:
    """What an answer depends on beside question and history; ``hits`` passages are looked at."""
    made = index.version
    facts = {
        "程序版本": _program_version(),
        "索引代次": made.generation if made else "内存中",
        "索引建立时间": made.created if made else "",
        "索引指纹": made.fingerprint if made else "",
        "筛选": filters_in_words(filters),
        "文件数": len(index.headers),
        "段落数": len(index.passages),
        "编码模型": encoder.name,
        "编码模型指纹": encoder.fingerprint,
        "检索段落数": hits,
        "最低依据": LEAST_EVIDENCE,
        "当天日期": today.isoformat() if today else "",
    }
    return [(name, str(value)) for name, value in facts.items() if value != ""]


@cache
def _program_version() -> str:
    try:
        return version("wenzheng")
    except PackageNotFoundError:
        return "未安装"


def receipt_to_dict(receipt: Receipt) -> dict[str, Any]:
    """The receipt as plain data for JSON."""
    return asdict(receipt) | {"versions": dict(receipt.versions)}


def receipt_lines(receipt: Receipt) -> list[str]:
    """The receipt in Chinese, a fact a line, indented by two blanks a level."""
    lines = [f"问题：{receipt.question}"]
    lines += [f"先前的问题：{question}" for question in receipt.history]
    for number, weighing in enumerate(receipt.weighings, 1):
        if len(receipt.weighings) > 1:
            lines.append(f"（{number}）{_named(weighing.name)}")
        lines += _weighing_lines(weighing)
    verdict = "不作答" if receipt.refused else "作答"
    lines.append(f"结论：{verdict}（{_named(receipt.reason)}）")
    lines.append("版本与设置")
    return lines + [f"  {name}：{value}" for name, value in receipt.versions]


def _named(key: str) -> str:
    """The Chinese name of a kind or reason; an unknown one is its own name."""
    return _names().get(key, key)


@cache
def _names() -> Mapping[str, str]:
    return dict(rows(NAMES))


def _weighing_lines(weighing: Weighing) -> list[str]:
    terms = "、".join(
        term + (f"（{'、'.join(others)}）" if others else "") for term, others in weighing.terms
    )
    facts = (
        ("理解为", weighing.question + ("（承接先前的问题）" if weighing.follow_up else "")),
        ("问的是", _named(weighing.kind)),
        ("地方", "、".join(weighing.places)),
        ("年份", "、".join(map(str, weighing.years))),
        ("用词", terms),
        ("条", "、".join(map(str, weighing.articles))),
        ("没有收录的地方", "、".join(weighing.missing_places)),
        ("可用的文件", f"{weighing.document_count} 份"),
        ("不能作答的原因", _named(weighing.refusal)),
    )
    lines = ["问题的理解和范围"]
    lines += [f"  {name}：{value}" for name, value in facts if value]
    lines.append("找到的段落（总分 = 0.8 × 词语得分的占比 + 0.2 × 语义得分）")
    for passage in weighing.passages:
        scores = f"{passage.score:.3f}  词语 {passage.lexical:.2f}  语义 {passage.dense:.3f}"
        lines.append(f"  {scores}  {passage.passage}  {passage.title} {passage.section}".rstrip())
    lines.append("权衡的句子（最好的为 1）")
    for sentence in weighing.sentences:
        text = " ".join(sentence.text.split())
        lines.append(f"  {sentence.score:.3f}  {sentence.passage}  {text}")
    lines.append("试过的答复")
    for draft in weighing.drafts:
        worth = f"依据 {draft.evidence:.3f}，至少须 {draft.least}"
        if draft.certain:
            worth = "照文件所载，无须权衡"
        outcome = "采用" if draft.said else "不用"
        lines.append(f"  {outcome}（{worth}）{' '.join(draft.text.split())}")
    return lines if weighing.drafts else [*lines, "  没有"]
