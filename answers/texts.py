"""Definitions, conditions, reasons, and otherwise the sentence that says it."""

from __future__ import annotations

import re

from answers.context import Context, Draft, Statement
from answers.cues import says
from answers.itemised import whole_list
from answers.sentences import span_of, without_label
from answers.windows import MEASURE_LIMIT, best_window, said

_FORMAL_DEFINITION = re.compile(
    r"[^。\n]{0,12}(?:所称|所指|所说)的?(?P<term>[^,，。;；\n]{2,30}?)[,，]?\s*(?:是指|系指|指的是|指|包括)[^。\n]{4,}[。\n]"
)
# How much of the question the defined term must cover.
DEFINED = 0.7
# A sentence that scores this share of the best may take its place if its form fits better.
AS_GOOD = 0.8
# What a sentence must cover itself to give the reason of the thing asked about.
WHY_COVERAGE = 0.5


def answer_sentence(context: Context) -> Draft | None:
    """The sentence that covers the question best, with the items that it announces."""
    if not context.weighed:
        return None
    best = context.weighed[0]
    items = whole_list(context, best, context.question.kind)
    if items is not None:
        return items
    span = said(context, best.span)
    return Draft(context.question.kind, (Statement(span.text, (span,)),))


def answer_responsible(context: Context) -> Draft | None:
    """The best sentence that says who is responsible, for tasks without a duty of their own."""

    def says_who(text: str) -> bool:
        return says("responsible", text)

    for weighed in context.weighed[:8]:
        if says_who(weighed.span.text):
            span = best_window(context, weighed.span, says_who, widen=True)
            return Draft(context.question.kind, (Statement(span.text, (span,)),))
    return None


def answer_where(context: Context) -> Draft | None:
    """The best sentence that names a place to go, a site or an app; else the best sentence."""

    def names_place(text: str) -> bool:
        return says("place_to_go", text)

    for weighed in context.weighed:
        if weighed.score < 0.6 * context.weighed[0].score:
            break
        if names_place(weighed.span.text):
            span = best_window(context, weighed.span, names_place, MEASURE_LIMIT, widen=True)
            return Draft("where", (Statement(span.text, (span,)),))
    return answer_sentence(context)


def answer_condition(context: Context) -> Draft | None:
    """The conditions or the persons asked about: among sentences as good, one that names them."""
    if not context.weighed:
        return None
    wanted = "persons" if says("asks_persons", context.question.resolved) else "condition"
    least = AS_GOOD * context.weighed[0].score
    for weighed in context.weighed:
        if weighed.score < least:
            break
        items = whole_list(context, weighed, "condition")
        if items is not None:
            return items
        if says(wanted, weighed.span.text):
            span = said(context, weighed.span, MEASURE_LIMIT)
            return Draft("condition", (Statement(span.text, (span,)),))
    return answer_sentence(context)


def answer_definition(context: Context) -> Draft | None:
    """The sentence that defines the thing, else the one that says most about it."""
    defined = _defining_sentence(context)
    if defined is not None:
        return defined
    for weighed in context.weighed[:12]:
        text = weighed.span.text
        if weighed.coverage >= 0.6 and says("defines", text):
            span = said(context, weighed.span, MEASURE_LIMIT)
            return Draft("definition", (Statement(span.text, (span,)),))
    return answer_sentence(context)


def _defining_sentence(context: Context) -> Draft | None:
    """A sentence "本办法所称…，是指…" of the documents found, for the thing asked about."""
    documents = dict.fromkeys(hit.passage.document_id for hit in context.hits)
    for document_id in list(documents)[:3]:
        document = context.index.documents[document_id]
        for match in _FORMAL_DEFINITION.finditer(document.text):
            if context.matcher.coverage(match.group("term")) < DEFINED:
                continue
            passage = next((p for p in document.passages if p.start <= match.start() < p.end), None)
            if passage is not None:
                end = min(match.end(), match.start() + MEASURE_LIMIT)
                span = without_label(span_of(document, passage, match.start(), end))
                return Draft("definition", (Statement(span.text, (span,)),), certain=True)
    return None


def answer_why(context: Context) -> Draft | None:
    """The sentence that gives a reason or an aim; None where none does."""
    for weighed in context.weighed[:10]:
        if weighed.coverage >= WHY_COVERAGE and says("reason", weighed.span.text):
            span = said(context, weighed.span)
            return Draft("why", (Statement(span.text, (span,)),))
    return None
