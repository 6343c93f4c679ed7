"""What a question takes for granted and the documents contradict: a figure, a day, a body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from answers.context import Context, Weighed
from answers.cues import cue
from answers.figures import Figure, amounts, days, printed_amounts, printed_days
from answers.sentences import Span, span_of
from corpus.records import Document, Duty
from retrieval.agencies import agencies_in, short_name

# A sentence contradicts only where it speaks of the matter: it is among the best so many, and
# with its headings covers so much of what is asked.
MOST_SENTENCES = 4
LONGEST_TERM = 1000  # years; 2018年 is no amount
LONGEST_READ = 200_000  # characters of a document looked through, to bound the time
LEAST_COVERAGE = 0.5


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the question claims, in its own words, and the span that says otherwise."""

    claimed: str
    span: Span


def contradiction(context: Context) -> Contradiction | None:
    """What a question takes for granted though the nearest passages say otherwise; None if nothing.

    Only what is of the same sort contradicts: an amount one that counts the same, a day another
    day, a body the one that leads the very task; and only where the document nowhere says what
    the question claims.
    """
    found = body_denied(context, context.question.resolved)
    if found is not None:
        return found
    for weighed in _about_it(context):
        claimed = _wrong_amount(context, weighed.span) or _wrong_day(context, weighed.span)
        if claimed:
            return Contradiction(claimed, weighed.span)
    return None


def _about_it(context: Context) -> Iterator[Weighed]:
    for weighed in context.weighed[:MOST_SENTENCES]:
        passage = weighed.span.passage
        spoken = f"{context.heading_text(passage)} {weighed.span.text}"
        if context.matcher.coverage(spoken) >= LEAST_COVERAGE:
            yield weighed


def _wrong_amount(context: Context, span: Span) -> str:
    """An amount of the question that the sentence gives otherwise, as printed; empty if none."""
    said = {figure.unit: figure for figure in amounts(span.text)}
    for figure, printed in printed_amounts(context.question.resolved):
        other = said.get(figure.unit)
        is_year = figure.unit == "年" and figure.value > LONGEST_TERM
        if other is None or figure.bound or is_year or is_case(context, printed):
            continue
        if not any(_same(figure, one) for one in amounts(_read(context.document(span.passage)))):
            return printed
    return ""


def _wrong_day(context: Context, span: Span) -> str:
    """A day of the question where the sentence has another; empty if none."""
    said = [day for day in days(span.text) if day.day]
    for day, printed in printed_days(context.question.resolved):
        if not day.day or not said or any(day.within(one) for one in said):
            continue
        if not any(day.within(one) for one in days(_read(context.document(span.passage)))):
            return printed
    return ""


def _same(claimed: Figure, known: Figure) -> bool:
    return (claimed.value, claimed.unit) == (known.value, known.unit)


def is_case(context: Context, printed: str) -> bool:
    """Whether an amount is what somebody brings (满58岁, 逾期3天), not what is laid down."""
    before, _, after = context.question.resolved.partition(printed)
    return bool(cue("before_case").search(before) or cue("after_case").match(after))


def _read(document: Document) -> str:
    return document.text[:LONGEST_READ]


def body_denied(context: Context, text: str) -> Contradiction | None:
    """The body that a text of a question has leading a task, where the duty names other leads."""
    claim = cue("claims_lead").search(text)
    if claim is None:
        return None
    claimed = claim.group(1)
    for hit in context.hits[:MOST_SENTENCES]:
        if context.matcher.coverage(context.full_text(hit.passage)) < LEAST_COVERAGE:
            continue
        document = context.document(hit.passage)
        for duty in document.duties:
            if duty.passage_id == hit.passage.id and duty.leads:
                if _may_lead(claimed, duty):
                    return None
                span = span_of(document, hit.passage, duty.start, duty.end)
                return Contradiction(claim.group(), span)
    return None


def _may_lead(claimed: str, duty: Duty) -> bool:
    """Whether the claimed body is among the leads by whatever name, or might be."""
    known = agencies_in(claimed)
    for unit in duty.leads:
        if claimed in unit.name or unit.name in claimed or set(known) & {short_name(unit.name)}:
            return True
    return not known
