"""Who leads, who supports: answers from the duties of the documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from answers.context import Context, Draft, Statement
from answers.cues import says
from answers.sentences import Span, span_of
from answers.wording import say, unit_list
from corpus.records import Document, Duty, Unit
from retrieval.agencies import agencies_in, names_of_unit, short_name

# A duty of another document answers beside the best one when it fits nearly as well.
NEARLY_AS_GOOD = 0.88
# Below this a duty is about something else.
LEAST_COVERAGE = 0.3
MOST_DOCUMENTS = 4
# Asked about all places, every document answers that has a fitting task.
FITS_TOO = 0.6
_ASKS_EVERYWHERE = re.compile(
    r"各地|各省|各市|各区|各个(?:地方|城市|省|地区)|(?:哪些|几个|不同|这些)(?:城市|地方|省|地区|地市)|分别"
)
# That a task has units named for it adds to the evidence.
FITS = 0.06
# A body leads where the words say so; a list may carry the rule that the first of it leads, and the
# words of a column stand over it. All others are in charge.
_LEADS = re.compile("牵头|主办|主责|主要|首位|第一位")
_PERHAPS_LED = ("labelled_units", "divided", "each", "responsible")
W_TASK, W_PASSAGE, W_RANK = 0.8, 1.0, 0.6
# A task that only the headings above it name.
HEADING_CREDIT = 0.9


@dataclass(frozen=True, slots=True)
class _Candidate:
    duty: Duty
    score: float
    coverage: float


def answer_duty(context: Context) -> Draft | None:
    """Who leads and who supports the task asked about; None where no duty is about it."""
    candidates = _candidates(context)
    if not candidates or candidates[0].coverage < LEAST_COVERAGE:
        return None
    return _assigned(context, candidates, candidates[0])


def answer_with_duty(context: Context, duty: Duty) -> Draft | None:
    """Who leads and who supports one task, and like tasks of other places."""
    candidates = _candidates(context)
    best = next((c for c in candidates if c.duty == duty), None)
    if best is None:
        return None
    return _assigned(context, candidates, best)


def _assigned(context: Context, candidates: Sequence[_Candidate], best: _Candidate) -> Draft:
    chosen = [best]
    least = FITS_TOO if _ASKS_EVERYWHERE.search(context.question.resolved) else NEARLY_AS_GOOD
    if not context.question.places:
        for candidate in candidates:
            others = {other.duty.document_id for other in chosen}
            if (
                candidate.duty.document_id not in others
                and candidate.score >= least * best.score
                and len(chosen) < MOST_DOCUMENTS
            ):
                chosen.append(candidate)
    statements = tuple(_duty_statement(context, c.duty) for c in chosen)
    return Draft(context.question.kind, statements, fit=FITS)


def answer_role(context: Context) -> Draft | None:
    """Whether a body leads or supports the task asked about, with the proof; None if unclear."""
    if not says("asks_role", context.question.resolved):
        return None
    bodies = agencies_in(context.question.resolved) or _printed(context)
    candidates = _candidates(context, without=bodies)
    if not bodies or not candidates or candidates[0].coverage < LEAST_COVERAGE:
        return None
    duty = candidates[0].duty
    asks_lead = any(word in context.question.resolved for word in ("牵头", "带头", "主管", "负责"))
    leads, supports = short_names(duty.leads), short_names(duty.supports)
    holds = all(b in leads or (not asks_lead and b in supports) for b in bodies)
    statement = _duty_statement(context, duty, full=True)
    verdict = say("yes" if holds else "no", context.question.language)
    return Draft("yesno", (replace(statement, verdict=verdict),), certain=True)


def _printed(context: Context) -> tuple[str, ...]:
    """The longest name of a body in a question that the duties found print and no table knows."""
    asked = context.question.resolved
    names = [
        (len(name), short_name(unit.name))
        for candidate in _candidates(context)
        for unit in (*candidate.duty.leads, *candidate.duty.supports)
        for name in names_of_unit(unit.name)
        if name in asked
    ]
    return (max(names)[1],) if names else ()


def with_task(context: Context, duty: Duty, span: Span) -> tuple[Span, ...]:
    """The words that assign a task, and before them those that name it where they are others."""
    document = context.index.documents[duty.document_id]
    shown = (span.text, *span.passage.path)
    start = document.text.rfind(duty.task, span.passage.start, duty.start)
    if start < 0 or any(duty.task in words for words in shown):
        return (span,)
    return (span_of(document, span.passage, start, start + len(duty.task)), span)


def _candidates(context: Context, without: Sequence[str] = ()) -> list[_Candidate]:
    """The duties of the passages found, best first."""
    ranks = {hit.passage.id: hit.score for hit in context.hits}
    best = max(ranks.values(), default=1.0) or 1.0
    passages = {hit.passage.id: hit.passage for hit in context.hits}
    matcher = context.matcher
    if without:
        matcher = matcher.without(lambda term: not set(agencies_in(term)).isdisjoint(without))
    found = []
    for duty in duties_found(context):
        passage = passages.get(duty.passage_id)
        if passage is None:
            continue
        covered = matcher.coverage(context.full_text(passage))
        task = max(
            matcher.coverage(duty.task), HEADING_CREDIT * matcher.coverage(" ".join(passage.path))
        )
        score = W_TASK * task + W_PASSAGE * covered
        score += W_RANK * ranks[passage.id] / best
        found.append(_Candidate(duty, score, covered))
    return sorted(found, key=lambda c: (-c.score, c.duty.passage_id, c.duty.start))


def duties_found(context: Context) -> list[Duty]:
    """All duties of the documents in scope that the search has found anything in."""
    found = {hit.passage.document_id for hit in context.hits}
    return duties_of(context, sorted(found & context.scope.documents))


def duties_of(context: Context, documents: Iterable[str]) -> list[Duty]:
    """All duties of some documents, of which only those that have any are read."""
    return [
        duty
        for id_ in documents
        if context.index.headers[id_].duties
        for duty in context.index.documents[id_].duties
    ]


def short_names(units: Sequence[Unit]) -> frozenset[str]:
    """Every name that a question may use for the units."""
    return frozenset(
        name for unit in units for name in (short_name(unit.name), *names_of_unit(unit.name))
    )


def span_of_duty(context: Context, duty: Duty) -> Span:
    """The words that assign a task."""
    document: Document = context.index.documents[duty.document_id]
    passage = next(p for p in document.passages if p.id == duty.passage_id)
    return Span(document.id, passage, duty.start, duty.end, document.text[duty.start : duty.end])


def is_led(document: Document, duty: Duty) -> bool:
    """Whether the bodies of a duty are said to lead it (牵头), not only to be in charge (负责)."""
    first_leads = duty.form in _PERHAPS_LED and bool(duty.supports)
    said = _LEADS.search(document.text, duty.start, duty.end) is not None
    return said or first_leads or duty.form == "columns"


def _duty_statement(context: Context, duty: Duty, full: bool = False) -> Statement:
    question = context.question
    leads = unit_list(duty.leads, question.language)
    supports = unit_list(duty.supports, question.language)
    led = is_led(context.index.documents[duty.document_id], duty)
    key = "lead" if led else "in_charge"
    if question.kind == "support" and not full:
        key = ("support" if led else "in_charge_beside") if supports else "no_support"
    elif supports:
        key += "_support"
    text = say(key, question.language, task=duty.task, leads=leads, supports=supports)
    spans = with_task(context, duty, span_of_duty(context, duty))
    return Statement(text, spans, quoted=False)
