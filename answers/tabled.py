"""A comparison in a model's words: each sentence against the cells of the table that it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.comparison import difference
from answers.cues import cue
from answers.figures import unsupported_figure
from answers.records import Answer, TableRow
from answers.verification import Source, claims_in, marks_in, verify
from index.collection import Index

_MARK = re.compile(r"\[\d+\]")
_STEP = re.compile(r"[\u4e00-\u9fff]+?(?:自治区|自治州|省|市|县|区)")
_LEVEL = re.compile(r"(?<=..)(?:自治区|自治州|省|市|县|区)$")


def cells_of(answer: Answer, index: Index) -> list[Source]:
    """For each citation of a comparison the cell that carries its mark, as what it must hold by."""
    found = []
    for number, citation in enumerate(answer.citations, 1):
        rows = [row for row in answer.table if number in marks_in(row.text)]
        document = index.documents[citation.document_id]
        duties = tuple(d for d in document.duties if d.passage_id == citation.passage_id)
        text = "\n".join(_bare(row) for row in rows)
        name = "\n".join(row.name for row in rows)
        found.append(Source(name, text, duties, document.region))
    return found


def checked_side(text: str, answer: Answer, cells: Sequence[Source]) -> str:
    """The sentences of a written text that hold, each by the cells of the sides that it names."""
    kept = verify(text, cells).text
    return kept if kept and _keeps_sides(kept, answer.table) else ""


def closing_lines(answer: Answer) -> list[str]:
    """What the program adds: the sides on which nothing was found, and the difference."""
    colon = ": " if answer.question.language == "en" else "："
    lines = [f"{row.name}{colon}{row.text}" for row in answer.table if not marks_in(row.text)]
    return lines or [line for line in (_difference(answer),) if line]


def loses_sides(text: str, answer: Answer) -> bool:
    """Whether a text leaves out a side, or a figure by which the sides differ."""
    marks = set(marks_in(text))
    rows = [row for row in answer.table if marks_in(row.text)]
    if not all(marks & set(marks_in(row.text)) for row in rows):
        return True
    bare = _MARK.sub("", text)
    return bool(_difference(answer)) and any(unsupported_figure(_bare(row), bare) for row in rows)


def _difference(answer: Answer) -> str:
    return difference(answer.table, answer.question.language)


def _keeps_sides(text: str, table: Sequence[TableRow]) -> bool:
    """Whether each claim names just the sides that it cites, and sets nothing side by side itself.

    Who has more, or is earlier, is worked out from the table and never taken from a model.
    """
    claims, _ = claims_in(text)
    for claim, marks in claims:
        cited = [row for row in table if set(marks) & set(marks_in(row.text))]
        named = [row for row in table if _called(row.name) in claim]
        said = "\n".join(_bare(row) for row in cited)
        compares = any(match.group() not in said for match in cue("sets_beside").finditer(claim))
        if compares or {row.name for row in named} != {row.name for row in cited}:
            return False
    return bool(claims)


def _called(name: str) -> str:
    """The shortest name of a side: 桂林 for 广西壮族自治区桂林市, Guilin for Guilin, Guangxi."""
    if re.search(r"\d", name):  # the number of a document
        return name
    steps = _STEP.findall(name)
    return _LEVEL.sub("", steps[-1] if steps else name.split(",")[0].strip())


def _bare(row: TableRow) -> str:
    return _MARK.sub("", row.text)
