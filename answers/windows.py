"""The part of a sentence that is worth saying: whole where it is short, else its best clauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from answers.amounts import in_asked_case
from answers.asks import asks
from answers.context import Context
from answers.sentences import Span, clauses, joined, span_of, without_label
from answers.shapes import NO_WORD
from answers.standing import stand_alone, unit_of, with_point, with_subject

# A fact is said in at most this many characters.
FACT_LIMIT = 120
# A sentence of at most this many is said whole, what it says beside the fact too, unless one of its
# cases is asked about.
SAID_WHOLE = 80
# What is done, who may and what a thing is take more words.
MEASURE_LIMIT = 220
# A clause beside the best that says so much more of the question is part of the answer.
SAYS_MORE = 0.25
# How much of the question a heading must cover to be the same question.
SAME_QUESTION = 0.6

_TIME_LEAD = re.compile(
    r"^(?:到|至|自|从|截至|截止|在)?\s*(?:(?:19|20)\d{2}\s*年|“?[一二三四五]+五”?|今年|目前|年底|每年)[^,，]{0,12}[,，]$"
)
_SHORT_CLAUSE = 10
# What is cut out of a definition defines nothing.
_DEFINES = re.compile(r"^[^,，。;；]{2,30}[,，]?(?:是指|系指)")
_ASSIGNMENT = re.compile(r"^[(（][^()（）]*(?:牵头|负责|责任单位|配合)[^()（）]*[)）]?$")


def best_window(
    context: Context,
    sentence: Span,
    wanted: Callable[[str], bool],
    limit: int = FACT_LIMIT,
    widen: bool = False,
    worth: Callable[[Sequence[Span], int], float] | None = None,
) -> Span:
    """The shortest run of clauses around the best one that can stand alone, at most ``limit``.

    The best clause is the one that satisfies ``wanted`` and covers most of the question. A clause
    that opens a sentence with its time ("到2025年,") goes with it where it fits, a very short
    clause takes the one before along, since its subject stands there, and what stands beside it
    goes with it where it says much more of what is asked. With ``widen`` as many of
    the neighbouring clauses are taken as fit. ``worth`` judges a clause, by the clauses of its
    sentence and its position, beside the share of the question that it covers.
    """
    document = context.document(sentence.passage)
    whole = _whole_answer(context, sentence, limit)
    if whole is not None:
        return whole
    sentence = without_label(sentence)
    if _DEFINES.match(sentence.text) and len(sentence.text) <= MEASURE_LIMIT:
        return sentence
    parts = [part for part in clauses(document, sentence) if not _ASSIGNMENT.match(part.text)]
    one_case = in_asked_case(context.question.resolved, sentence.text)
    if (
        len(sentence.text) <= (limit // 2 if one_case else max(limit // 2, SAID_WHOLE))
        or len(parts) < 2
    ):
        return with_subject(document, sentence)
    best = max(range(len(parts)), key=lambda i: (_worth(context, parts, i, wanted, worth), -i))
    first = last = best
    while first > 0 and len(parts[best].text) < _SHORT_CLAUSE and best - first < 2:
        first -= 1
    if widen or not wanted(parts[best].text) or len(asks(context.question)) > 1:
        first, last = _widened(context, parts, best, limit)
    else:
        first, last = _completed(context, parts, first, last, limit)
    first = _opened(parts, first, last, limit)
    first, last = stand_alone(parts, first, last)
    span = joined(document, parts[first], parts[last])
    if first > 0 and _TIME_LEAD.match(parts[0].text):
        whole = joined(document, parts[0], parts[last])
        span = whole if len(whole.text) <= limit else span
    return with_subject(document, span) if first == 0 else span


def _whole_answer(context: Context, sentence: Span, limit: int) -> Span | None:
    """All of a short passage under a question that is the one asked, as FAQs have them."""
    passage = sentence.passage
    heading = passage.path[-1] if passage.path else ""
    if not heading.endswith(("?", "？")) or passage.end - passage.start > limit:
        return None
    if context.matcher.coverage(heading) < SAME_QUESTION:
        return None
    document = context.document(passage)
    return without_label(span_of(document, passage, passage.start, passage.end))


def _worth(
    context: Context,
    parts: Sequence[Span],
    i: int,
    wanted: Callable[[str], bool],
    worth: Callable[[Sequence[Span], int], float] | None,
) -> float:
    first, last = unit_of(parts, i)
    text = "".join(part.text for part in parts[first : last + 1])
    before = context.matcher.coverage(parts[first - 1].text) if first else 0.0
    answers = wanted(parts[i].text) and not _only_asked(context, parts[i].text)
    covered = context.matcher.coverage(text) + 0.3 * before + 2.0 * answers
    return covered + (worth(parts, i) if worth else 0.0)


def _only_asked(context: Context, clause: str) -> bool:
    """Whether a clause says nothing that the question does not say in the same words."""
    return NO_WORD.sub("", clause) in NO_WORD.sub("", context.question.resolved)


def _completed(
    context: Context, parts: Sequence[Span], first: int, last: int, limit: int
) -> tuple[int, int]:
    """The clauses with those beside them that say much more of what the question names."""

    def coverage(begin: int, end: int) -> float:
        return context.matcher.coverage("".join(part.text for part in parts[begin : end + 1]))

    while True:
        sides = [(first - 1, last), (first, last + 1)]
        sides = [
            (begin, end)
            for begin, end in sides
            if begin >= 0 and end < len(parts) and parts[end].end - parts[begin].start <= limit
        ]
        best = max(sides, key=lambda side: coverage(*side), default=None)
        if best is None or coverage(*best) < coverage(first, last) + SAYS_MORE:
            return first, last
        first, last = best


def _opened(parts: Sequence[Span], first: int, last: int, limit: int) -> int:
    """Where words begin that hold under a condition: with it, where both fit."""
    begin, _ = unit_of(parts, first)
    return begin if parts[last].end - parts[begin].start <= limit else first


def _widened(context: Context, parts: list[Span], best: int, limit: int) -> tuple[int, int]:
    """The widest run around the best clause within the limit, growing to the better side."""
    first = last = best
    size = len(parts[best].text)
    while True:
        sides = [i for i in (first - 1, last + 1) if 0 <= i < len(parts)]
        sides = [i for i in sides if size + len(parts[i].text) <= limit]
        if not sides:
            return first, last
        chosen = max(sides, key=lambda i: (context.matcher.coverage(parts[i].text), -i))
        size += len(parts[chosen].text)
        first, last = min(first, chosen), max(last, chosen)


def said(context: Context, span: Span, limit: int = FACT_LIMIT) -> Span:
    """What is said of a sentence: all of it within the limit, else its best clauses."""
    if len(span.text) > limit:
        return _best_clauses(context, span, limit)
    document = context.document(span.passage)
    return with_subject(document, without_label(with_point(document, span)))


def _best_clauses(context: Context, span: Span, limit: int = FACT_LIMIT) -> Span:
    return best_window(context, span, lambda _text: False, limit)
