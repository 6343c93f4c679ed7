"""Who acts beside the body in charge: the sentences of a document that give others a part in it.

Laws say it without naming a task: "公安、财政等部门应当按照各自职责，做好养老服务相关工作".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from answers.context import Context, Draft, Statement
from answers.cues import cue, says
from answers.duties import FITS, LEAST_COVERAGE, duties_found
from answers.sentences import Span, sentences, without_label
from corpus.records import Document
from retrieval.agencies import agencies_in

# Such a sentence under a title that say together so much of the matter are about it.
TITLED = 0.6
# Documents of the best passages in which it is looked for.
MOST_DOCUMENTS = 2
MOST_SENTENCES = 3
_ASKS_WHO = re.compile(
    r"谁|(?:哪|什么|啥)(?:些|几个|几家|个|家)?[\u4e00-\u9fff]{0,3}(?:部门|单位|机构|机关|组织|局|委|方)"
)
# Of sentences that cover nearly as much as the best one of its own duties goes first, then one that
# names more bodies.
ALIKE = 0.15


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence that gives others a part: how much of the matter it says, how many it names."""

    span: Span
    coverage: float
    bodies: int


def answer_beside(context: Context) -> Draft | None:
    """The sentence of the document found first that says who takes part, and those after it alike.

    None where a task with supporting bodies is nearer to the question, or no document has one.
    """
    if context.question.kind != "support" or not _ASKS_WHO.search(context.question.resolved):
        return None
    asked = set(agencies_in(context.question.resolved))
    matter = context.matcher.without(lambda term: not asked.isdisjoint(agencies_in(term)))
    tasks = (duty.task for duty in duties_found(context) if duty.supports)
    least = max((matter.coverage(task) for task in tasks), default=0.0)
    ids = dict.fromkeys(hit.passage.document_id for hit in context.hits)
    for id_ in list(ids)[:MOST_DOCUMENTS]:
        document = context.index.documents[id_]
        parts = [
            _Part(span, matter.coverage(span.text), span.text.count("、"))
            for span in _parts(document)
            if asked.isdisjoint(agencies_in(_subject(span.text)))
        ]
        best = max((part.coverage for part in parts), default=0.0)
        if not parts or best < least or matter.coverage(document.title) + best < LEAST_COVERAGE:
            continue
        alike = [part for part in parts if part.coverage >= best - ALIKE]
        first = max(alike, key=_worth)
        chosen = _with_next(document, first.span, [part.span for part in parts])
        statements = tuple(Statement(span.text, (span,)) for span in map(without_label, chosen))
        certain = matter.coverage(f"{document.title} {first.span.text}") >= TITLED
        return Draft("support", statements, fit=FITS, certain=certain)
    return None


def _worth(part: _Part) -> tuple[bool, int, int]:
    return says("own_duties", part.span.text), part.bodies, -part.span.start


def _parts(document: Document) -> list[Span]:
    """The sentences that give others than the body in charge a part; rules on penalties do not."""
    return [
        span
        for passage in document.passages
        for span in sentences(document, passage)
        if says("acts_beside", span.text) and not says("imposes", span.text)
    ]


def _subject(text: str) -> str:
    """The words before those that give a part."""
    found = cue("acts_beside").search(text)
    return text[: found.start()] if found else text


def _with_next(document: Document, first: Span, parts: list[Span]) -> list[Span]:
    """A sentence, and those of its passage that follow it and give others a part as well."""
    row = sentences(document, first.passage)
    chosen = [first]
    for span in row[row.index(first) + 1 :]:
        if span not in parts or len(chosen) == MOST_SENTENCES:
            break
        chosen.append(span)
    return chosen
