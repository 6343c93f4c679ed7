"""Who leads, who supports: answers from the duties of the documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.context import Context, Draft, Statement
from answers.cues import says
from answers.sentences import Span, sentences, span_of
from answers.windows import MEASURE_LIMIT, said
from answers.wording import say, unit_list
from corpus.records import Document, Duty, Unit
from retrieval.agencies import agencies_in, names_of_agency, names_of_unit, short_name
from retrieval.tables import task_words

# A duty of another document answers beside the best one when it fits nearly as well.
NEARLY_AS_GOOD = 0.88
# Below this a duty is about something else.
LEAST_COVERAGE = 0.3
MOST_DOCUMENTS = 4
# So few tasks of a body are said in the sentences that give them.
FEW_TASKS = 3
# Asked about all places, every document answers that has a fitting task.
FITS_TOO = 0.6
_ASKS_EVERYWHERE = re.compile(
    r"各地|各省|各市|各区|各个(?:地方|城市|省|地区)|(?:哪些|几个|不同|这些)(?:城市|地方|省|地区|地市)|分别"
)
# That a task has units named for it adds to the evidence.
FITS = 0.06
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
    if best is None or best.coverage < LEAST_COVERAGE:
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
    bodies = agencies_in(context.question.resolved)
    if not says("asks_role", context.question.resolved):
        return None
    candidates = _candidates(context, without=bodies)
    if not bodies or not candidates or candidates[0].coverage < LEAST_COVERAGE:
        return None
    duty = candidates[0].duty
    asks_lead = any(word in context.question.resolved for word in ("牵头", "带头", "主管", "负责"))
    leads, supports = _short_names(duty.leads), _short_names(duty.supports)
    holds = all(b in leads or (not asks_lead and b in supports) for b in bodies)
    statement = _duty_statement(context, duty, full=True)
    verdict = say("yes" if holds else "no", context.question.language)
    return Draft("yesno", (replace(statement, verdict=verdict),), certain=True)


def answer_tasks_of_unit(context: Context) -> Draft | None:
    """The tasks that a body, or several together, leads or supports; None where there is none."""
    question = context.question
    bodies = _bodies(context)
    if not bodies:
        return None
    roles = _ROLES_BOTH
    if _ASKS_SUPPORT.search(question.resolved):
        roles = ("tasks_supported",)
    elif _ASKS_LEAD.search(question.resolved):
        roles = ("tasks_led",)
    statements = _tasks_by_document(context, bodies, roles)
    if not statements:
        statements = _tasks_by_document(context, bodies, _ROLES_BOTH)
    if not statements:
        return None
    return Draft("list", statements[1:], statements[0].text, certain=True)


def _tasks_by_document(
    context: Context, bodies: Sequence[str], roles: Sequence[str]
) -> tuple[Statement, ...]:
    """The tasks in each document in scope: 市医保局 of one city is not that of another."""
    level = _printed_level(context.question.resolved, bodies)
    return tuple(
        statement
        for document_id in _documents_named(context, bodies)
        for statement in _task_statements(context, document_id, bodies, roles, level)
    )


def _documents_named(context: Context, bodies: Sequence[str]) -> list[str]:
    """The documents in scope whose title holds what the question names beside the bodies; all
    where nothing is named, or no title holds it.
    """
    headers = context.index.headers
    rest = [
        term
        for term in context.question.terms
        if term not in task_words()
        and not any(term in body or body in agencies_in(term) for body in bodies)
    ]
    scope = sorted(context.scope.documents)
    held = {id_: sum(term in headers[id_].title for term in rest) for id_ in scope}
    most = max(held.values(), default=0)
    return [id_ for id_ in scope if held[id_] == most]


def _printed_level(asked: str, bodies: Sequence[str]) -> str:
    """The level that a question prints before a body ("省" of 省医保局); empty without one."""
    for body in bodies:
        for name in names_of_agency(body):
            match = re.search(rf"(国家|省|市|区|县)委?{re.escape(name)}", asked)
            if match:
                return match.group(1)
    return ""


def asks_for_tasks(context: Context) -> bool:
    """Whether a question asks what a body has to do, rather than who does a thing."""
    bodies = _bodies(context)
    titles = [context.index.headers[id_].title for id_ in sorted(context.scope.documents)]
    whose = bool(_ASKS_WHICH_TASKS.search(context.question.resolved))
    return bool(bodies) and all(
        term in task_words()
        or any(term in body or body in agencies_in(term) for body in bodies)
        or (whose and any(term in title for title in titles))
        for term in context.question.terms
    )


def _bodies(context: Context) -> tuple[str, ...]:
    """The bodies that a question names, by their short names or as a duty prints one."""
    asked = context.question.resolved
    named = [
        name
        for duty in _duties_in_scope(context)
        for unit in (*duty.leads, *duty.supports)
        for name in names_of_unit(unit.name)
        if name in asked and not agencies_in(name)
    ]
    return (max(named, key=len),) if named else agencies_in(asked)


_ROLES_BOTH: tuple[str, ...] = ("tasks_led", "tasks_supported")
# "…牵头的是哪项任务": a title named on the way is no topic of its own.
_ASKS_WHICH_TASKS = re.compile(
    r"(?:牵头|负责|参与|配合|承担|管|涉及)[^,，]{0,8}(?:哪|什么|啥|几)|(?:哪|什么|几)(?:些|项|几项)?任务"
)
_ASKS_SUPPORT = re.compile(r"配合|协助|协同|支持|协办")
_ASKS_LEAD = re.compile(r"牵头|负责|主管|归|管|带头|主办")


def _task_statements(
    context: Context, document_id: str, bodies: Sequence[str], roles: Sequence[str], level: str
) -> tuple[Statement, ...]:
    """For each role a line with the count, and a line for each task; empty where there is none."""
    statements: list[Statement] = []
    document = context.index.documents[document_id]
    for role in roles:
        held = [
            duty
            for duty in document.duties
            if _names_at_level(
                duty.leads if role == "tasks_led" else duty.supports, level
            ).issuperset(bodies)
        ]
        if not held:
            continue
        units = [_unit_name(held[0], body) for body in bodies]
        name = unit_list(units, context.question.language)
        line = say(role, context.question.language, unit=name, count=len(held))
        statements.append(Statement(line, (), quoted=False))
        statements += [
            _numbered(context, number, duty, len(held)) for number, duty in enumerate(held, 1)
        ]
    return tuple(statements)


def _numbered(context: Context, number: int, duty: Duty, count: int) -> Statement:
    """One of the tasks of a body: its name, or where there are few the sentence that gives it."""
    span = _span(context, duty)
    if count <= FEW_TASKS:
        document = context.index.documents[duty.document_id]
        for sentence in sentences(document, span.passage):
            inside = sentence.start <= duty.start and duty.end <= sentence.end
            if inside and duty.task in sentence.text and sentence.text[0] not in "(（":
                whole = said(context, sentence, MEASURE_LIMIT)
                return Statement(f"{number}. {whole.text}", (whole,), quoted=False)
    return Statement(f"{number}. {duty.task}", _with_task(context, duty, span), quoted=False)


def _with_task(context: Context, duty: Duty, span: Span) -> tuple[Span, ...]:
    """The words that assign a task, and before them those that name it where they are others."""
    document = context.index.documents[duty.document_id]
    shown = (span.text, *span.passage.path)
    start = document.text.rfind(duty.task, span.passage.start, duty.start)
    if start < 0 or any(duty.task in words for words in shown):
        return (span,)
    return (span_of(document, span.passage, start, start + len(duty.task)), span)


def _names_at_level(units: Sequence[Unit], level: str) -> frozenset[str]:
    """The names of the units of a level; of all where the question prints none."""
    return _short_names([unit for unit in units if not level or unit.name.startswith(level)])


def _candidates(context: Context, without: Sequence[str] = ()) -> list[_Candidate]:
    """The duties of the passages found, best first."""
    ranks = {hit.passage.id: hit.score for hit in context.hits}
    best = max(ranks.values(), default=1.0) or 1.0
    passages = {hit.passage.id: hit.passage for hit in context.hits}
    matcher = context.matcher
    if without:
        matcher = matcher.without(lambda term: not set(agencies_in(term)).isdisjoint(without))
    found = []
    for duty in _duties_in_scope(context):
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


def _duties_in_scope(context: Context) -> list[Duty]:
    return [
        duty
        for document_id in sorted(context.scope.documents)
        if context.index.headers[document_id].duties
        for duty in context.index.documents[document_id].duties
    ]


def _short_names(units: Sequence[Unit]) -> frozenset[str]:
    """Every name that a question may use for the units."""
    return frozenset(
        name for unit in units for name in (short_name(unit.name), *names_of_unit(unit.name))
    )


def _unit_name(duty: Duty, body: str) -> Unit:
    return next(unit for unit in (*duty.leads, *duty.supports) if body in _short_names((unit,)))


def _span(context: Context, duty: Duty) -> Span:
    document: Document = context.index.documents[duty.document_id]
    passage = next(p for p in document.passages if p.id == duty.passage_id)
    return Span(document.id, passage, duty.start, duty.end, document.text[duty.start : duty.end])


def _duty_statement(context: Context, duty: Duty, full: bool = False) -> Statement:
    question = context.question
    leads = unit_list(duty.leads, question.language)
    supports = unit_list(duty.supports, question.language)
    key = "lead_support" if supports else "lead"
    if question.kind == "support" and not full:
        key = "support" if supports else "no_support"
    text = say(key, question.language, task=duty.task, leads=leads, supports=supports)
    spans = _with_task(context, duty, _span(context, duty))
    return Statement(text, spans, quoted=False)
