"""What a body has to do: the tasks that it leads or supports, read off the duties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.context import Context, Draft, Statement
from answers.duties import duties_in_scope, short_names, span_of_duty, with_task
from answers.sentences import sentences
from answers.windows import MEASURE_LIMIT, said
from answers.wording import say, unit_list
from corpus.records import Duty, Unit
from retrieval.agencies import agencies_in, names_of_agency, names_of_unit
from retrieval.tables import task_words

# So few tasks of a body are said in the sentences that give them.
FEW_TASKS = 3
_ROLES_BOTH: tuple[str, ...] = ("tasks_led", "tasks_supported")
# "…牵头的是哪项任务": a title named on the way is no topic of its own.
_ASKS_WHICH_TASKS = re.compile(
    r"(?:牵头|负责|参与|配合|承担|管|涉及)[^,，]{0,8}(?:哪|什么|啥|几)|(?:哪|什么|几)(?:些|项|几项)?任务"
)
_ASKS_SUPPORT = re.compile(r"配合|协助|协同|支持|协办")
_ASKS_LEAD = re.compile(r"牵头|负责|主管|归|管|带头|主办")


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
        for duty in duties_in_scope(context)
        for unit in (*duty.leads, *duty.supports)
        for name in names_of_unit(unit.name)
        if name in asked and not agencies_in(name)
    ]
    return (max(named, key=len),) if named else agencies_in(asked)


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
    span = span_of_duty(context, duty)
    if count <= FEW_TASKS:
        document = context.index.documents[duty.document_id]
        for sentence in sentences(document, span.passage):
            inside = sentence.start <= duty.start and duty.end <= sentence.end
            if inside and duty.task in sentence.text and sentence.text[0] not in "(（":
                whole = said(context, sentence, MEASURE_LIMIT)
                return Statement(f"{number}. {whole.text}", (whole,), quoted=False)
    return Statement(f"{number}. {duty.task}", with_task(context, duty, span), quoted=False)


def _names_at_level(units: Sequence[Unit], level: str) -> frozenset[str]:
    """The names of the units of a level; of all where the question prints none."""
    return short_names([unit for unit in units if not level or unit.name.startswith(level)])


def _unit_name(duty: Duty, body: str) -> Unit:
    return next(unit for unit in (*duty.leads, *duty.supports) if body in short_names((unit,)))
