"""The drafts of an answer: which answerers are asked, in which order, and which drafts stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from answers import (
    addressees,
    announced,
    applying,
    articles,
    at_hour,
    attached,
    beside,
    by_place,
    cells,
    deciding,
    definitions,
    duties,
    facts,
    headings,
    lists,
    offices,
    papers,
    penalties,
    repealed,
    texts,
    unit_tasks,
    who,
)
from answers.completing import completed
from answers.context import Context, Draft
from answers.guidance import asks_missing_attachment
from answers.instructions import speaks_to_a_model
from answers.itemised import with_bodies, with_head
from answers.premises import supposition_denied

# Whatever the kind: what is asked for by its number.
FIRST: tuple[Callable[[Context], Draft | None], ...] = (
    articles.answer_article,
    articles.answer_chapter,
    articles.answer_which_article,
    papers.answer_numbered,
    addressees.answer_addressee,
    attached.answer_attached,
    cells.answer_cell,
)
# For each kind the answerers in the order in which they are tried.
ANSWERERS: Mapping[str, tuple[Callable[[Context], Draft | None], ...]] = {
    "lead": (who.answer_who, offices.answer_person, duties.answer_duty, texts.answer_responsible),
    "support": (
        beside.answer_beside,
        who.answer_who,
        duties.answer_duty,
        texts.answer_responsible,
    ),
    "duty": (who.answer_who, duties.answer_duty, texts.answer_responsible),
    "number": (facts.answer_number,),
    "date": (facts.answer_date,),
    "contact": (facts.answer_contact,),
    "person": (offices.answer_person,),
    "actor": (who.answer_who, texts.answer_responsible, texts.answer_sentence),
    "yesno": (
        repealed.answer_repealed,
        applying.answer_applying,
        duties.answer_role,
        at_hour.answer_at_hour,
        deciding.answer_yesno,
    ),
    "definition": (
        headings.section_asked,
        definitions.answer_definition,
    ),
    "document": (papers.answer_document,),
    "issuer": (papers.answer_issuer, who.answer_who, texts.answer_responsible),
    "list": (
        headings.section_asked,
        by_place.answer_by_place,
        announced.answer_announced,
        lists.answer_list,
    ),
    "measure": (
        headings.section_asked,
        by_place.answer_by_place,
        announced.answer_announced,
        lists.answer_measure,
    ),
    "penalty": (penalties.answer_penalty,),
    "where": (texts.answer_where,),
    "why": (by_place.answer_by_place, texts.answer_why),
    "condition": (announced.answer_announced, texts.answer_condition),
    "compare": (texts.answer_sentence,),
    "sentence": (by_place.answer_by_place, announced.answer_announced, texts.answer_sentence),
}
# Where none of these is sure enough, the best sentence may still say who does a thing.
LAST_RESORTS: Mapping[str, Callable[[Context], Draft | None]] = {
    "lead": texts.answer_sentence,
    "support": texts.answer_sentence,
    "duty": texts.answer_sentence,
    "issuer": texts.answer_sentence,
    "person": texts.answer_act,
}


def drafts(context: Context) -> Iterator[Draft]:
    """The drafts of an answer, in the order in which they are considered.

    None where the question supposes what the documents deny, or asks for what stands in an
    attachment that is not included: it is not to be answered.
    """
    if supposition_denied(context) is not None or _asks_what_is_left_out(context):
        return
    tried: list[Draft] = []
    theirs = unit_tasks.asks_for_tasks(context)
    for answerer in _answerers(context, theirs):
        draft = answerer(context)
        if draft is None or _instructs(draft):
            continue
        if not theirs or unit_tasks.is_theirs(context, draft):
            draft = cells.in_words(
                context, with_bodies(context, with_head(context, completed(context, draft)))
            )
            if cells.of_another_row(context, draft):
                continue
            tried.append(draft)
            yield draft
    last = LAST_RESORTS.get(context.question.kind)
    if last is None or theirs:
        return
    draft = last(context)
    if draft is not None and all(draft.statements != other.statements for other in tried):
        draft = cells.in_words(context, completed(context, draft))
        yield replace(draft, last_resort=True)


def _asks_what_is_left_out(context: Context) -> bool:
    """Whether a question asks for an attachment that is not included, or a row no table has."""
    return asks_missing_attachment(context) or cells.lacks_row(context)


def _instructs(draft: Draft) -> bool:
    """Whether a draft says what a document says to a program instead of to its readers."""
    return any(speaks_to_a_model(span.text) for s in draft.statements for span in s.spans)


def _answerers(context: Context, theirs: bool) -> tuple[Callable[[Context], Draft | None], ...]:
    if articles.asks_which(context):  # which document it is, or what it says, is no answer
        return FIRST
    chosen = (*FIRST, *ANSWERERS[context.question.kind])
    if not theirs:
        return chosen
    # Who leads nothing in particular is no question; a body without tasks has none.
    rest = () if context.question.kind in ("lead", "support", "duty") else chosen
    return (unit_tasks.answer_tasks_of_unit, *rest)
