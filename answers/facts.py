"""Numbers, dates and contacts: a fact said in the words of its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from answers.agreement import classes_named
from answers.amounts import (
    clause_worth,
    denied_to_class,
    for_class,
    of_asked_class,
    own_figure,
)
from answers.bands import asks_class, class_of_amount
from answers.context import Context, Draft, Statement, Weighed
from answers.cues import says
from answers.enumerations import enumeration_of
from answers.headings import total_in_heading
from answers.matching import term_credit
from answers.measures import beside_cases, in_classes, names_amount
from answers.penalties import imposed_above, with_all_imposed
from answers.quantities import answers_when, has_date, has_number, says_bound, wanted_quantity
from answers.sentences import Span, sentences, span_of
from answers.windows import best_window
from answers.wording import say
from corpus.dates import spans_of_day
from corpus.records import Document, Passage

_PHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—]\d[\d-]{5,}|\d{7,8}|400[-\d]{7,}|12\d{3})(?!\d)"
)
_CONTACT_DOCUMENTS = 3
# Among the first documents found, that whose title fits best is the one whose validity is asked.
MOST_DOCUMENTS = 8
# What is asked of a contact, and what a line must hold to give it.
_CONTACT_SORTS = (
    (re.compile(r"邮箱|邮件|email", re.I), re.compile(r"@|邮箱")),
    (re.compile(r"传真"), re.compile(r"传真")),
    (re.compile(r"地址|位置|在哪"), re.compile(r"地址")),
    (re.compile(r"处室|科室"), re.compile(r"处室|科室|承办")),
    (re.compile(r"电话|手机|号码|热线|打给|客服"), _PHONE),
)
# A number of the measure asked for may stand in a sentence that covers somewhat less.
PREFERENCE = 0.55
# A sentence with a date counts when it scores at least this share of the best.
LEAST_SHARE = 0.4
# A title that has so much of what a question names is what it asks about.
LEAST_OF_TITLE = 0.6
# What the sort of a number adds to the evidence, or takes from it.
FITS = 0.08
# So does it that the sentence says the bound asked for.
SAYS_BOUND = 0.05
# A fact whose own sentence and heading hardly speak of the matter is one of something else.
LEAST_SENTENCE_COVERAGE = 0.3
OFF_TOPIC, OFF_TOPIC_BEST = 0.25, 0.12
# A part of what a figure counts, a share by which a sum is found, and what it comes to.
_PART = re.compile(r"[,，]其中[^,，。;；]*[。;；]?$")
_BY_SHARE = re.compile(r"百分之|\d\s*[%％]|倍")
_SUM = re.compile(r"\d[\d,.]*\s*[万亿]?元|[一二三四五六七八九十百千万]元")
_PRESENT = re.compile(r"目前|现行|现为|即每|当前|今年|20\d\d年度?[起为]?")
# The words right before 是多少 name the quantity.
_QUANTITY = re.compile(
    r"([\u4e00-\u9fff]{2,10}?)(?:是|为|要|有|定|达到|达|一共|各){0,2}"
    r"(?:多少|几)(?!个|家|名|项|种|人|次|所|场|位)"
)


def answer_number(context: Context) -> Draft | None:
    """The clause with a number of the sort asked for, and of the class asked for; None where no
    passage found holds one.
    """
    question = context.question
    total = total_in_heading(context)
    if total is not None:
        return Draft("number", (Statement(total.text, (total,)),), certain=True)
    quantity = wanted_quantity(question.text) or wanted_quantity(question.resolved)

    def holds_some(text: str) -> bool:
        return has_number(text) or (quantity is not None and quantity.fits(text))

    fits = holds_some if quantity is None else quantity.fits
    asked = _with_class(context, fits)
    found = of_asked_class(asked, context.weighed, fits)
    if names_amount(question.resolved):
        # Of the question's own amount (工作12年) a rule's case may speak, which is no answer.
        found = [w for w in found if fits(beside_cases(w.span.text))] or found
        if asks_class(question.resolved):
            found = [w for w in found if in_classes(question.resolved, w.span.text)] or found
    if not any(fits(weighed.span.text) for weighed in found):
        denied = denied_to_class(question.resolved, context.weighed, fits)
        if denied is not None:
            return _fact(context, "number", denied, holds_some)
    loose = _first(found, holds_some)
    if loose is None:
        return None
    if quantity is None:
        return _fact(context, "number", loose, for_class(question.resolved, has_number))
    best = own_figure(context, found, quantity.counts)
    wanted = for_class(question.resolved, quantity.counts if best else quantity.fits)
    best = best or own_figure(context, found, quantity.fits)
    exact = own_figure(context, found, quantity.fits_exactly)
    if best is not None and exact is not None and exact.score >= PREFERENCE * best.score:
        exactly = for_class(question.resolved, quantity.fits_exactly)
        return _fact(context, "number", exact, exactly, fit=FITS)
    if best is not None and (quantity.binding or best.score >= PREFERENCE * loose.score):
        return _fact(context, "number", best, wanted, fit=FITS)
    return None if quantity.binding else _fact(context, "number", loose, has_number, fit=-FITS)


def _with_class(context: Context, fits: Callable[[str], bool]) -> str:
    """The question, with the class that its amount is put in where rules are for classes."""
    question = context.question
    best = next((w for w in context.weighed if fits(w.span.text)), None)
    if best is None or not classes_named(best.span.text):
        return question.resolved
    document = context.document(best.span.passage)
    return question.resolved + class_of_amount(
        " ".join((*question.before, question.text)), document
    )


def answer_date(context: Context) -> Draft | None:
    """When: the day a document was issued, or the clause that says the time of a thing."""
    asked = context.question.resolved
    own = of_document(context)
    read_off = _validity(context) if own and says("asks_validity", asked) else None
    if read_off is None and own and says("asks_issued", asked):
        read_off = _issued(context)
    if read_off is not None:
        return read_off
    # No date of a matter is that of a document without one; another document may tell it.
    issued = says("dates_document", asked) and says("asks_issued", asked)

    def says_when(text: str) -> bool:
        return answers_when(context.question, text) and (not issued or says("asks_issued", text))

    if says("asks_range", asked):
        span = own_figure(context, context.weighed, partial(says, "range_of_days"))
        if span is not None and span.score >= PREFERENCE * context.weighed[0].score:
            return _fact(context, "date", span, partial(says, "range_of_days"))
    best = own_figure(context, context.weighed, says_when)
    if best is None or best.score < LEAST_SHARE * context.weighed[0].score:
        return None
    return _fact(context, "date", best, says_when)


def of_document(context: Context) -> bool:
    """Whether a question asks for a date of a document, not of a matter that documents rule on.

    It names a document, or nothing beside what the title of the one in question has.
    """
    asked = context.question.resolved
    if says("dates_document", asked) or context.scope.talked_of:
        return True
    rest = context.matcher.without(
        lambda term: says("asks_issued", term) or says("asks_validity", term)
    )
    titles = (document.title for document in _documents_by_rank(context, MOST_DOCUMENTS))
    return any(rest.coverage(title) >= LEAST_OF_TITLE for title in titles)


def answer_contact(context: Context) -> Draft | None:
    """Whom to call: the lines with names and numbers in the documents in question."""
    asked = [line for ask, line in _CONTACT_SORTS if ask.search(context.question.resolved)]
    for document in _documents_by_rank(context):
        lines = [
            line
            for passage in document.passages
            for line in sentences(document, passage)
            if says("contact", line.text) or says("report_to", line.text)
        ]
        wanted = [line for line in lines if all(sort.search(line.text) for sort in asked)]
        if wanted:
            statements = _contact_statements(context, lines, wanted)
            return Draft("contact", statements, certain=True)
    return None


def _first(weighed: Iterable[Weighed], wanted: Callable[[str], bool]) -> Weighed | None:
    return next((w for w in weighed if wanted(w.span.text)), None)


def _fact(
    context: Context, kind: str, weighed: Weighed, wanted: Callable[[str], bool], fit: float = 0.0
) -> Draft:
    spoken = _with_what_governs(context, weighed.span)
    if not _names_quantity(context, spoken):
        fit -= OFF_TOPIC
    elif context.matcher.coverage(spoken) < LEAST_SENTENCE_COVERAGE:
        # The best of all sentences, with a figure of the sort, may say a rule in other words.
        likely = fit > 0 and weighed == context.weighed[0] and not context.question.years
        fit -= OFF_TOPIC_BEST if likely else OFF_TOPIC
    if fit and says_bound(context.question.resolved, weighed.span.text):
        fit += SAYS_BOUND
    span = with_all_imposed(context, weighed) if kind == "number" else None
    span = span or best_window(context, weighed.span, wanted, worth=partial(clause_worth, context))
    if kind == "number":
        span = _less_a_part(context, span, wanted)
    present = _present_sum(context, span) if kind == "number" else None
    spans = (span,) if present is None else (span, present)
    above = imposed_above(context, span) if kind == "number" else None
    spans = spans if above is None else (above, *spans)
    return Draft(kind, tuple(Statement(s.text, (s,)) for s in spans), fit=fit)


def _less_a_part(context: Context, span: Span, wanted: Callable[[str], bool]) -> Span:
    """What is said of the whole without what is said of a part of it (共12处，其中甲地3处), where a
    question asks for no part.
    """
    at = _PART.search(span.text)
    if at is None or says("asks_part", context.question.resolved):
        return span
    years = {str(year) for year in context.question.years}
    said_of_it = context.matcher.coverage(span.text[: at.start()])
    if (
        any(year in at.group() for year in years)
        or context.matcher.coverage(span.text) > said_of_it
    ):
        return span
    whole = span_of(
        context.document(span.passage), span.passage, span.start, span.start + at.start()
    )
    return whole if wanted(whole.text) and span.text.startswith(whole.text) else span


def _present_sum(context: Context, span: Span) -> Span | None:
    """The sentence behind a rule by which a sum is found (按…的百分之九十) that says what it is at
    present (目前为每月…元); None where there is none.
    """
    if not _BY_SHARE.search(span.text) or _SUM.search(span.text):
        return None
    document = context.document(span.passage)
    after = (s for s in sentences(document, span.passage) if s.start >= span.end)
    following = next(after, None)
    tells = (
        following is not None and _PRESENT.search(following.text) and _SUM.search(following.text)
    )
    return following if tells else None


def _with_what_governs(context: Context, span: Span) -> str:
    """A sentence with the heading over it, the words that announce it and the sentence before."""
    document = context.document(span.passage)
    found = enumeration_of(document, span)
    before = [s.text for s in sentences(document, span.passage) if s.end <= span.start][-1:]
    head = [found.head.text] if found and found.head else before
    return " ".join((*span.passage.path[-1:], *head, span.text))


def _names_quantity(context: Context, text: str) -> bool:
    """Whether a text names the quantity asked for (起付标准 of 起付标准是多少), in any word."""
    match = _QUANTITY.search(context.question.resolved)
    if match is None:
        return True
    asked = match.group(1).lower()
    matcher = context.matcher
    for term, others in zip(matcher.terms, matcher.expansions, strict=True):
        if asked.endswith(term):
            return term_credit(term, others, text.lower()) > 0
    return True


def _documents_by_rank(context: Context, most: int = _CONTACT_DOCUMENTS) -> list[Document]:
    ids = dict.fromkeys(hit.passage.document_id for hit in context.hits)
    return [context.index.documents[id_] for id_ in list(ids)[:most]]


def _contact_statements(
    context: Context, lines: list[Span], wanted: list[Span]
) -> tuple[Statement, ...]:
    """The wanted lines that fit the question best, and what stands beside them."""
    coverage = [context.matcher.coverage(line.text) for line in wanted]
    chosen = [line for line, c in zip(wanted, coverage, strict=True) if c >= max(coverage) - 0.05]
    beside = [line for line in lines if line not in chosen and _follows(lines, line, chosen)]
    kept = sorted({*chosen[:4], *beside}, key=lambda line: line.start)
    return tuple(Statement(line.text, (line,)) for line in kept)


def _follows(lines: list[Span], line: Span, chosen: list[Span]) -> bool:
    """Whether a line gives the number of a name in the line before it, or the other way round."""
    position = lines.index(line)
    neighbours = lines[max(0, position - 1) : position + 2]
    return any(n in chosen and abs(n.start - line.start) < 80 for n in neighbours)


def _issued(context: Context) -> Draft | None:
    """The dates of the document in question, each as it stands there, damaged ones too."""
    for document in _documents_by_rank(context)[:1]:
        spans = [_find_day(document, day) for day in (document.signed, document.published) if day]
        spans = spans or [_damaged_day(document)]
        statements = tuple(Statement(s.text, (s,)) for s in dict.fromkeys(spans) if s)
        if statements:
            return Draft("date", statements, certain=True)
    return None


def _validity(context: Context) -> Draft | None:
    """The sentence of the document in question that says from when until when it holds."""
    stated = [d for d in _documents_by_rank(context, MOST_DOCUMENTS) if d.validity.statements]
    document = max(stated, key=lambda d: context.matcher.coverage(d.title), default=None)
    if document is None:
        return None
    wants_end = says("asks_end_of_validity", context.question.resolved)
    found = []
    for start, end in document.validity.statements:
        passage = _passage_at(document, start)
        if passage is not None:
            found.append(span_of(document, passage, start, end))
    if not found:
        return None
    best = max(
        found,
        key=lambda s: (says("end_of_validity", s.text) == wants_end, has_date(s.text), s.start),
    )
    ends = wants_end and says("end_of_validity", best.text)
    wanted = partial(says, "end_of_validity") if ends else has_date
    span = best_window(context, best, wanted, widen=True)
    statements = [Statement(span.text, (span,))]
    last = document.validity.expires
    if ends and last is not None and not list(spans_of_day(span.text, last)):
        day = last.isoformat()
        text = say("until", context.question.language, day=day)
        statements.append(Statement(text, (span,), quoted=False))
    return Draft("date", tuple(statements), certain=True)


def _damaged_day(document: Document) -> Span | None:
    """The first damaged date that stands on a line of its own, as a signature does."""
    for damage in document.damages:
        line_start = document.text.rfind("\n", 0, damage.start) + 1
        line_end = document.text.find("\n", damage.end)
        line = document.text[line_start : line_end if line_end > 0 else None]
        passage = _passage_at(document, damage.start)
        if passage and line.strip() == document.text[damage.start : damage.end].strip():
            return span_of(document, passage, damage.start, damage.end)
    return None


def _find_day(document: Document, day: date) -> Span | None:
    """The first place in a passage that prints this day, with the short words before it."""
    for start, end in spans_of_day(document.text, day):
        passage = _passage_at(document, start)
        if passage is not None:
            line = document.text.rfind("\n", passage.start, start) + 1
            begin = max(line, passage.start)
            return span_of(document, passage, begin if start - begin < 20 else start, end)
    return None


def _passage_at(document: Document, start: int) -> Passage | None:
    if start < 0:
        return None
    return next((p for p in document.passages if p.start <= start < p.end), None)
