"""Numbers, dates, contacts and persons: a fact said in the words of its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from answers.context import Context, Draft, Statement, Weighed
from answers.quantities import has_date, has_number, wanted_quantity
from answers.sentences import Span, sentences, span_of
from answers.windows import best_window
from corpus.records import Document, Passage

_ISSUED = re.compile(
    r"发布|印发|出台|下发|成文|落款|签发|签署|公布|发文|颁布|公开发布|制定出台|(?:文件|通知|方案|意见|答复|要点|办法)[^,，]{0,6}(?:什么时候|何时|哪年|哪一年|哪天|日期)"
)
_PHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—]\d[\d-]{5,}|\d{7,8}|400[-\d]{7,}|12\d{3})(?!\d)"
)
_CONTACT = re.compile(
    r"联系人|联系电话|咨询电话|服务电话|热线|电话[::]|地址[::]|邮箱|承办(?:处室|单位)|传真"
)
_REPORT_TO = re.compile(r"向[^,，。]{2,20}(?:反映|咨询|反馈|报告)")
_OFFICE = re.compile(
    r"担任|兼任|出任|聘任|任命|提名|任组长|任主任|为(?:医疗集团|集团)?的?法定代表人|法人"
)
_CONTACT_DOCUMENTS = 3


def answer_number(context: Context) -> Draft | None:
    """The clause with a number of the sort asked for; None where no passage found holds one."""
    pattern, binding = wanted_quantity(context.question.resolved)
    fitting = [w for w in context.weighed if pattern and pattern.search(w.span.text)]
    if fitting and pattern is not None:
        found = pattern
        best = fitting[0]
        loose = _first(context.weighed, has_number)
        if binding or loose is None or best.score >= 0.8 * loose.score:
            return _fact(context, "number", best, lambda text: found.search(text) is not None)
    if binding:
        return None
    best_loose = _first(context.weighed, has_number)
    return None if best_loose is None else _fact(context, "number", best_loose, has_number)


def answer_date(context: Context) -> Draft | None:
    """When: the day a document was issued, or the clause that says the time of a thing."""
    if _ISSUED.search(context.question.resolved):
        issued = _issued(context)
        if issued is not None:
            return issued
    best = _first(context.weighed, has_date)
    return None if best is None else _fact(context, "date", best, has_date)


def answer_contact(context: Context) -> Draft | None:
    """Whom to call: the lines with names and numbers in the documents in question."""
    asks_phone = re.search(r"电话|手机|号码|热线|打给|客服", context.question.resolved) is not None
    for document in _documents_by_rank(context):
        lines = [
            line
            for passage in document.passages
            for line in sentences(document, passage)
            if _CONTACT.search(line.text) or _REPORT_TO.search(line.text)
        ]
        if asks_phone and not any(_PHONE.search(line.text) for line in lines):
            continue
        if lines:
            return Draft("contact", _contact_statements(context, lines, asks_phone))
    return None


def answer_person(context: Context) -> Draft | None:
    """Who holds an office or appoints to it; None where no sentence says so."""

    def names_office(text: str) -> bool:
        return _OFFICE.search(text) is not None

    best = _first(context.weighed, names_office)
    return None if best is None else _fact(context, "person", best, names_office)


def _first(weighed: Iterable[Weighed], wanted: Callable[[str], bool]) -> Weighed | None:
    return next((w for w in weighed if wanted(w.span.text)), None)


def _fact(context: Context, kind: str, weighed: Weighed, wanted: Callable[[str], bool]) -> Draft:
    span = best_window(context, weighed.span, wanted)
    return Draft(kind, (Statement(span.text, (span,)),), confidence=weighed.context_coverage)


def _documents_by_rank(context: Context) -> list[Document]:
    ids = dict.fromkeys(hit.passage.document_id for hit in context.hits)
    return [context.index.documents[id_] for id_ in ids][:_CONTACT_DOCUMENTS]


def _contact_statements(
    context: Context, lines: list[Span], asks_phone: bool
) -> tuple[Statement, ...]:
    """The lines that fit the question best; a name goes with the number in the next line."""
    coverage = [
        context.matcher.coverage(line.text) if context.matcher.terms else 0 for line in lines
    ]
    top = max(coverage)
    chosen = [line for line, c in zip(lines, coverage, strict=True) if c == top or c >= 0.5]
    if asks_phone and not any(_PHONE.search(line.text) for line in chosen):
        chosen = [line for line in lines if _PHONE.search(line.text)]
    numbers = [line for line in lines if line not in chosen and _follows(lines, line, chosen)]
    kept = sorted({*chosen[:4], *numbers}, key=lambda line: line.start)
    return tuple(Statement(line.text, (line,)) for line in kept)


def _follows(lines: list[Span], line: Span, chosen: list[Span]) -> bool:
    """Whether a line gives the number of a name in the line before it, or the other way round."""
    position = lines.index(line)
    neighbours = lines[max(0, position - 1) : position + 2]
    return any(n in chosen and abs(n.start - line.start) < 80 for n in neighbours)


def _issued(context: Context) -> Draft | None:
    """The dates of the document that the question is about, each with the place it stands at."""
    statements = []
    for document in _documents_by_rank(context)[:1]:
        for day in (document.signed, document.published):
            span = day and _find_day(document, day)
            if span:
                statements.append(Statement(span.text, (span,)))
    return Draft("date", tuple(statements)) if statements else None


def _find_day(document: Document, day: date) -> Span | None:
    forms = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
    )
    for form in forms:
        start = document.text.find(form)
        passage = _passage_at(document, start)
        if passage is not None:
            line = document.text.rfind("\n", passage.start, start) + 1
            begin = max(line, passage.start)
            return span_of(
                document, passage, begin if start - begin < 20 else start, start + len(form)
            )
    return None


def _passage_at(document: Document, start: int) -> Passage | None:
    if start < 0:
        return None
    return next((p for p in document.passages if p.start <= start < p.end), None)
