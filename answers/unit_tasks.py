"""What a body has to do: the tasks that it leads or supports, read off the duties."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from answers.context import Context, Draft, Statement
from answers.cues import says
from answers.duties import duties_found, duties_of, is_led, short_names, span_of_duty, with_task
from answers.sentences import sentences
from answers.windows import MEASURE_LIMIT, said
from answers.wording import say, unit_list
from corpus.records import Duty, Unit
from index.parts_of_speech import part_of_speech
from retrieval.agencies import agencies_in, names_of_agency, names_of_unit, short_name
from retrieval.tables import task_words

# So few tasks of a body are said in the sentences that give them.
FEW_TASKS = 3
_ROLES_BOTH: tuple[str, ...] = ("tasks_led", "tasks_supported")
# "…牵头的是哪项任务", "摊上了哪几件事", "要出什么力": tasks are asked for, not who does them.
_ASKS_WHICH_TASKS = re.compile(
    r"(?:牵头|负责|参与|配合|承担|管|涉及|落实|摊上|分给|派给|交给|分到)[^,，]{0,10}(?:哪|什么|啥|几)"
    r"|(?:哪|什么|啥|几)(?:些|几|一)?(?:项|条|件|个|块|样)?[\u4e00-\u9fff]{0,2}(?:任务|事项|工作|活|事(?!业|故)|职责|差事)"
    r"|(?:负责|承担|管|配合|参与|参加)的(?:是)?(?:哪|什么|啥|几)|(?:做|干|出|忙)(?:些|点)?(?:什么|啥|哪些)|(?:什么|啥)角色|哪一?[条项件][^,，]{0,6}[点提写]了?"
)
# "哪个局牵头、哪些配合": who does them is asked.
_ASKS_WHO = re.compile(
    r"谁|(?:哪|什么|啥)(?:一|个|些|几个|几家|家)?(?:市|省|区|县)?(?:级|直)?(?:局|部门|单位|委|厅|处室|科室|机构)"
    r"|哪(?:些|几个|几家)(?:来)?(?:配合|协助|参与)(?!的)"
    r"|(?:配合|协助|责任)的?(?:单位|部门)都?(?:有|是)(?:哪|谁|什么)"
)
# A sentence that opens with a body and what it must do.
_MUST = r"(?:要|应当?|须|负责|承担|会同|做好)"
# That much of a matter named beside the body is said with those of its tasks that are meant.
_IS_MEANT = 0.5
# A bracket that assigns a task, and no number of an item.
_ONLY_ASSIGNS = re.compile(r"[(（](?![一二三四五六七八九十\d]{1,3}[)）])")
_HEAD = 2
_LONG_NAME = 7
_LEVELS = "省市区县州旗镇乡各"
# jieba's tags of names.
_NAME_TAGS = ("nr", "ns", "nz", "nt")
_ASKS_SUPPORT = re.compile(r"配合|协助|协同|支持|协办")
_ASKS_LEAD = re.compile(r"牵头|负责|主管|归|管|带头|主办")


def answer_tasks_of_unit(context: Context) -> Draft | None:
    """The tasks that a body, or several together, leads or supports; None where there is none."""
    question = context.question
    bodies = _bodies(context)
    if not bodies:
        return None
    matter = _matter(context, bodies)
    about = frozenset(_tasks_about(context, bodies, matter)) if matter else None
    roles = _ROLES_BOTH
    if _ASKS_SUPPORT.search(question.resolved):
        roles = ("tasks_supported",)
    elif _ASKS_LEAD.search(question.resolved):
        roles = ("tasks_led",)
    statements = _tasks_by_document(context, bodies, roles, about)
    if not statements:
        statements = _tasks_by_document(context, bodies, _ROLES_BOTH, about)
    if not statements:
        return None
    told = _told_of(context, bodies, matter) if roles == _ROLES_BOTH else ()
    if told:
        return Draft("list", (*told, *statements), certain=True)
    return Draft("list", statements[1:], statements[0].text, certain=True)


def _told_of(
    context: Context, bodies: Sequence[str], matter: Sequence[str]
) -> tuple[Statement, ...]:
    """The sentences that open with the one body asked about and say what it must do, of a matter
    or, with none, of any.
    """
    if len(bodies) > 1:
        return ()
    matcher = context.matcher.without(lambda term: term not in matter)
    names = names_of_agency(bodies[0])
    opening = re.compile(rf"(?:各级|[省市区县州])?(?:{'|'.join(map(re.escape, names))}){_MUST}")
    found: list[Statement] = []
    for id_ in _documents_named(context, bodies):
        document = context.index.documents[id_]
        for passage in document.passages:
            text = document.text[passage.start : passage.end]
            if any(name in text for name in names):
                told = [s for s in sentences(document, passage) if opening.match(s.text)]
                if matter:
                    over = " ".join(passage.path)
                    told = [s for s in told if matcher.coverage(over + s.text) >= _IS_MEANT]
                found += [Statement(s.text, (s,)) for s in told if len(s.text) <= MEASURE_LIMIT]
    return tuple(found[:FEW_TASKS])


def _tasks_by_document(
    context: Context, bodies: Sequence[str], roles: Sequence[str], about: Collection[Duty] | None
) -> tuple[Statement, ...]:
    """The tasks in each document in scope: 市医保局 of one city is not that of another.

    Of those ``about`` the matter asked for, all where it is None.
    """
    level = _printed_level(context.question.resolved, bodies)
    return tuple(
        statement
        for document_id in _documents_named(context, bodies)
        for statement in _task_statements(context, document_id, bodies, roles, level, about)
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
    matter = _matter(context, bodies) if bodies else ()
    return bool(bodies) and (not matter or bool(_tasks_about(context, bodies, matter)))


def is_theirs(context: Context, draft: Draft) -> bool:
    """Whether a draft names a body whose tasks are asked for."""
    said = [text for one in draft.statements for text in (one.text, *(s.text for s in one.spans))]
    words = " ".join(said)
    bodies = _bodies(context)
    if set(bodies).isdisjoint(agencies_in(context.question.resolved)):
        return True
    return not set(agencies_in(words)).isdisjoint(bodies) or any(body in words for body in bodies)


def _asks_which(context: Context) -> bool:
    asked = context.question.resolved
    return bool(_ASKS_WHICH_TASKS.search(asked)) and not _ASKS_WHO.search(asked)


def _matter(context: Context, bodies: Sequence[str]) -> tuple[str, ...]:
    """The terms of a question that name neither the bodies nor tasks in general.

    Titles of documents that give tasks, to the bodies if to them at all, say whose tasks are asked
    for, where tasks are.
    """
    asked = context.question.resolved
    duties = duties_found(context)
    theirs = [d for d in duties if short_names((*d.leads, *d.supports)).issuperset(bodies)]
    ids = dict.fromkeys(duty.document_id for duty in theirs or duties)
    titles = " ".join(context.index.headers[id_].title for id_ in ids)
    printed = [name for name in _printed_names(context) if name in asked]
    which = _asks_which(context)
    return tuple(
        term
        for term in (context.matcher.beside(titles) if which else context.matcher).terms
        if term not in task_words()
        and not any(term in name for name in (*bodies, *printed))
        and not any(body in agencies_in(term) for body in bodies)
    )


def _tasks_about(context: Context, bodies: Sequence[str], matter: Sequence[str]) -> list[Duty]:
    """The tasks of the bodies that are about a matter, where a question asks which tasks."""
    if not _asks_which(context):
        return []
    matcher = context.matcher.without(lambda term: term not in matter)
    found = []
    for duty in duties_of(context, sorted(context.scope.documents)):
        if short_names((*duty.leads, *duty.supports)).issuperset(bodies):
            passage = span_of_duty(context, duty).passage
            if matcher.coverage(" ".join((*passage.path, duty.task))) >= _IS_MEANT:
                found.append(duty)
    return found


def _bodies(context: Context) -> tuple[str, ...]:
    """The bodies that a question names, by their short names or as a duty prints one."""
    asked = context.question.resolved
    printed = _printed_names(context)
    named = [name for name in printed if name in asked and not agencies_in(name)]
    whole = [name for name in named if printed[name] == name]
    if whole:
        return (max(whole, key=len),)
    known = agencies_in(asked)
    return known or tuple(printed[name] for name in sorted(named, key=len)[-1:])


def _printed_names(context: Context) -> dict[str, str]:
    """The names of the units in the documents found, each with the one that stands for its unit.

    What a long name begins with is one too (申康 of 申康医院发展中心), but for a place.
    """
    names: dict[str, str] = {}
    for duty in duties_found(context):
        places = context.index.headers[duty.document_id].region.name
        for unit in (*duty.leads, *duty.supports):
            names |= {name: name for name in names_of_unit(unit.name)}
            head = _own_name(unit.name)
            if head and head not in places:
                names.setdefault(head, short_name(unit.name))
    return names


def _own_name(unit: str) -> str:
    """The first two characters of a long name where they are a name; empty where they are none."""
    head = unit[:_HEAD]
    tag = part_of_speech(head)
    is_name = not tag or tag.startswith(_NAME_TAGS)
    return head if len(unit) >= _LONG_NAME and is_name and head[-1] not in _LEVELS else ""


def _task_statements(
    context: Context,
    document_id: str,
    bodies: Sequence[str],
    roles: Sequence[str],
    level: str,
    about: Collection[Duty] | None,
) -> tuple[Statement, ...]:
    """For each role a line with the count, and a line for each task; empty where there is none."""
    statements: list[Statement] = []
    document = context.index.documents[document_id]
    for role in roles:
        held = [
            duty
            for duty in document.duties
            if (about is None or duty in about)
            and _names_at_level(
                duty.leads if role == "tasks_led" else duty.supports, level
            ).issuperset(bodies)
        ]
        held = _of_the_one_named(context, held, bodies)
        if not held:
            continue
        units = [_unit_name(held[0], body) for body in bodies]
        name = unit_list(units, context.question.language)
        phrase = role
        if role == "tasks_led" and not any(is_led(document, duty) for duty in held):
            phrase = "tasks_in_charge"
        phrase += "" if about is None else "_there"
        line = say(phrase, context.question.language, unit=name, count=len(held))
        statements.append(Statement(line, (), quoted=False))
        statements += [
            _numbered(context, number, duty, len(held)) for number, duty in enumerate(held, 1)
        ]
    return tuple(statements)


def _of_the_one_named(context: Context, held: list[Duty], bodies: Sequence[str]) -> list[Duty]:
    """Of the tasks of bodies that became one, those of the one whose printed name is asked for.

    Names that begin alike (卫计委, 卫生健康委) are of one body.
    """
    asked = context.question.resolved
    printed = {unit.name for duty in held for body in bodies for unit in _units(duty, body)}
    named = {name[0] for name in printed if name in asked}
    if not named:
        return held
    return [d for d in held if any(u.name[0] in named for body in bodies for u in _units(d, body))]


def _units(duty: Duty, body: str) -> list[Unit]:
    return [unit for unit in (*duty.leads, *duty.supports) if body in short_names((unit,))]


def _numbered(context: Context, number: int, duty: Duty, count: int) -> Statement:
    """One of the tasks of a body: its name, or where there are few the sentence that gives it.

    Whoever asks for its role or its partners is told the words that assign it.
    """
    span = span_of_duty(context, duty)
    spans = with_task(context, duty, span)
    if says("asks_partners", context.question.resolved):
        words = span.text.strip("()（）。 ")
        named = duty.task if words in duty.task else f"{duty.task}（{words}）"
        return Statement(f"{number}. {named}", spans, quoted=False)
    if count <= FEW_TASKS:
        document = context.index.documents[duty.document_id]
        for sentence in sentences(document, span.passage):
            inside = sentence.start <= duty.start and duty.end <= sentence.end
            if inside and duty.task in sentence.text and not _ONLY_ASSIGNS.match(sentence.text):
                whole = said(context, sentence, MEASURE_LIMIT)
                return Statement(f"{number}. {whole.text}", (whole,), quoted=False)
    return Statement(f"{number}. {duty.task}", spans, quoted=False)


def _names_at_level(units: Sequence[Unit], level: str) -> frozenset[str]:
    """The names of the units of a level; of all where the question prints none."""
    return short_names([unit for unit in units if not level or unit.name.startswith(level)])


def _unit_name(duty: Duty, body: str) -> Unit:
    return _units(duty, body)[0]
