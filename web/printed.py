"""Answers and passages found as lines of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from answers.limits import filters_in_words
from answers.records import Answer
from corpus.records import Document, Hit
from web.labels import chinese_date
from web.views import text_below_table, understood_as


def answer_lines(answer: Answer) -> Iterator[str]:
    """How the question was read, the filters, a comparison, the words, warnings and sources."""
    read = understood_as(answer)
    if read:
        undo = "（照原话问请加 --verbatim）" if answer.question.corrections else ""
        yield f"已理解为：{read}{undo}"
    if answer.filters:
        yield f"仅在 {filters_in_words(answer.filters)} 中查找"
    yield from aligned([(row.name, row.text) for row in answer.table])
    below = text_below_table(answer)
    if below:
        yield below
    for warning in answer.warnings:
        yield f"注意：{warning}"
    if answer.citations:
        yield "\n相近内容：" if answer.refused else "\n出处："
    for number, citation in enumerate(answer.citations, 1):
        yield f"[{number}] {citation.title}"
        origin = (citation.issuer, citation.doc_number, chinese_date(citation.dated))
        if any(origin):
            yield "    " + " · ".join(part for part in origin if part)
        yield f"    {citation.section}" if citation.section else "    （正文）"
        yield f"    “{citation.quote}”"


def hit_lines(number: int, document: Document, hit: Hit) -> Iterator[str]:
    """A passage that was found: where it stands, its scores and its text."""
    passage = hit.passage
    yield f"[{number}] {document.title or document.id}"
    scores = f"得分 {hit.score:.3f}（词语 {hit.lexical:.2f}，语义 {hit.dense:.2f}）"
    yield f"    {' > '.join(passage.path) or '（正文）'}　{scores}"
    yield f"    {document.quote(passage.start, passage.end)}"


def aligned(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Rows of a name and a text as lines, the texts below each other; wide signs count double."""
    widths = [sum(1 + (east_asian_width(sign) in "WF") for sign in name) for name, _ in rows]
    column = max(widths, default=0) + 2
    lines = []
    for (name, text), width in zip(rows, widths, strict=True):
        first, *further = text.split("\n")
        lines.append(f"{name}{' ' * (column - width)}{first}")
        lines += [" " * column + line for line in further]
    return lines
