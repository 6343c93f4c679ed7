"""Headings as a list: those under the section that is named, or those beside one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answers.context import Context, Draft, Statement
from answers.counts import asked_count
from answers.cues import says
from answers.matching import Matcher
from answers.sentences import Span, joined, sentences, span_of
from answers.windows import said
from corpus.records import Document, Section

# Of the sentences of this share of the best it is looked under which headings they stand.
CLOSE = 0.75
# Headings beside one another are what is asked for where so many of them have such a sentence.
LEAST_HELD, LEAST_SHARE_HELD = 3, 0.75
# What is longer than this is a text, and no name for a part.
LONGEST_NAME = 40
MOST_PARTS = 10
# A heading that is asked for by name, in a document whose title says so much of the rest.
SHORTEST_NAME, TITLE_COVERS = 4, 0.5
LONGEST_TEXT = 300
# So does a heading that counts, with the title.
TOTAL_COVERS = 0.6
_ASKS_TOTAL = re.compile(
    r"(?:总共|一共|共计?|合计|总计)(?:有|是|推广|列)?(?:了)?(?:多少|几)个?([项条件种类家处])"
)


def section_asked(context: Context) -> Draft | None:
    """What stands under the one heading that a question names word for word (某委员会的主要职能),
    in a document whose title says the rest of it; None for a heading over others, or a long text.
    """
    asked = context.question.resolved
    found: list[tuple[float, Document, Section]] = []
    for hit in context.hits:
        document = context.document(hit.passage)
        for section in document.sections:
            inside = section.start <= hit.passage.start < section.end
            if not (inside and len(section.heading) >= SHORTEST_NAME and section.heading in asked):
                continue
            rest = context.matcher.beside(section.heading)
            covered = rest.coverage(document.title)
            if covered >= TITLE_COVERS and not _children(document.sections, section):
                found.append((covered, document, section))
    if not found:
        return None
    _, document, section = max(found, key=lambda one: one[0])
    under = [p for p in document.passages if section.start <= p.start < section.end]
    spans = [s for p in under for s in sentences(document, p) if section.heading not in s.text]
    if not spans or spans[-1].end - spans[0].start > LONGEST_TEXT or len(under) > 1:
        return None
    whole = joined(document, spans[0], spans[-1])
    return Draft(context.question.kind, (Statement(whole.text, (whole,)),))


def total_in_heading(context: Context) -> Span | None:
    """The heading that counts what stands under it (改革举措（共23项）), where it is asked how many
    there are in all; the outermost of those that say most of the question.
    """
    asked = _ASKS_TOTAL.search(context.question.resolved)
    if asked is None or not context.hits:
        return None
    counts = re.compile(rf"[（(]共?\s*[\d一二三四五六七八九十百]+\s*[{asked.group(1)}][)）]$")
    document = context.document(context.hits[0].passage)
    found = [s for s in document.sections if counts.search(s.heading)]
    if not found:
        return None
    best = max(found, key=lambda s: (context.matcher.coverage(s.heading), -s.level, -s.start))
    covered = context.matcher.coverage(f"{document.title} {best.heading}")
    return _heading_span(document, best) if covered >= TOTAL_COVERS else None


def headings_beside(context: Context) -> Draft | None:
    """The headings beside one another that a question asks for (分哪三个阶段, 提了哪几方面要求).

    None where it asks for no parts, or where not enough of them, or not as many as are asked for,
    have a sentence as good as the best.
    """
    count = asked_count(context.question.resolved)
    if not context.weighed or not says("asks_parts", context.question.resolved):
        return None
    top = context.weighed[0].span
    document = context.document(top.passage)
    close = [
        w.span
        for w in context.weighed
        if w.score >= CLOSE and w.span.document_id == top.document_id
    ]
    for beside in _rows_of_headings(document.sections, top.start):
        held = sum(any(s.start <= span.start < s.end for span in close) for s in beside)
        enough = held >= min(LEAST_HELD, len(beside)) and held >= LEAST_SHARE_HELD * len(beside)
        if enough if count is None else held > 1 and len(beside) == count:
            return _in_words(context, document, beside)
    return None


def _rows_of_headings(sections: Sequence[Section], at: int) -> Iterator[list[Section]]:
    """The headings beside each heading over a place, the innermost first; only those that name
    what stands under them.
    """
    over = sorted((s for s in sections if s.start <= at < s.end), key=lambda s: -s.level)
    for section in over:
        parent = max(
            (s for s in over if s.level < section.level), key=lambda s: s.level, default=None
        )
        beside = [
            s
            for s in sections
            if s.level == section.level and (parent is None or parent.start <= s.start < parent.end)
        ]
        named = all(0 < len(s.heading) <= LONGEST_NAME for s in beside)
        if 1 < len(beside) <= MOST_PARTS and named:
            yield beside


def _in_words(context: Context, document: Document, beside: Sequence[Section]) -> Draft | None:
    statements = [
        _child_statement(context, section, span)
        for section in beside
        if (span := _heading_span(document, section)) is not None
    ]
    return Draft("list", tuple(statements)) if len(statements) == len(beside) else None


def child_headings(context: Context) -> Draft | None:
    """What stands under the section that the question names (重点任务, 保障措施): its headings.

    Articles without a heading are said themselves.
    """
    found: list[tuple[float, Document, Section, list[Section]]] = []
    for document_id in sorted(context.scope.documents):
        document = context.index.documents[document_id]
        matcher = _beside_title(context, document)
        for section in document.sections:
            children = _children(document.sections, section)
            covered = matcher.coverage(section.heading)
            named = matcher.named_share(section.heading)
            if len(children) >= 2 and covered >= 0.75 and named >= 0.5:
                found.append((covered, document, section, children))
    if not found or not context.matcher.terms:
        return None
    _, document, section, children = max(found, key=lambda f: (f[0], -len(f[2].heading)))
    statements = [
        _child_statement(context, child, span)
        for child in children
        if (span := _heading_span(document, child)) is not None
    ]
    if len(statements) < 2:
        return None
    return Draft("list", tuple(statements), f"{section.label}{section.heading}")


def _beside_title(context: Context, document: Document) -> Matcher:
    """The matcher without what the title says already; all of it where that is all."""
    rest = context.matcher.beside(document.title)
    return rest if rest.terms else context.matcher


def _child_statement(context: Context, child: Section, span: Span) -> Statement:
    if child.heading:
        return Statement(f"{child.label}{child.heading}", (span,))
    span = said(context, span)
    return Statement(f"{child.label} {span.text}", (span,))


def _children(all_sections: Sequence[Section], parent: Section) -> list[Section]:
    inside = [
        s
        for s in all_sections
        if s.level > parent.level
        and parent.start <= s.start
        and s.end <= parent.end
        and s != parent
    ]
    top = min((s.level for s in inside), default=0)
    return [s for s in inside if s.level == top]


def _heading_span(document: Document, section: Section) -> Span | None:
    """Where a section prints its heading, or its text where it has none."""
    passage = next(
        (
            p
            for p in document.passages
            if section.start <= p.start < section.end or p.start <= section.start < p.end
        ),
        None,
    )
    if passage is None:
        return None
    if not section.heading:
        return span_of(document, passage, section.start, min(section.end, passage.end))
    start = document.text.find(section.heading, section.start)
    start = section.start if start < 0 else start
    end = start + len(section.heading)
    return Span(document.id, passage, start, end, document.text[start:end])
