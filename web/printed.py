"""An answer as lines of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from answers.records import Answer
from web.labels import chinese_date
from web.views import text_below_table, understood_as


def answer_lines(answer: Answer) -> Iterator[str]:
    """How the question was read, a comparison, the words, the warnings, the sources' origins."""
    read = understood_as(answer)
    if read:
        undo = "（照原话问请加 --verbatim）" if answer.question.corrections else ""
        yield f"已理解为：{read}{undo}"
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
