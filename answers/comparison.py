"""Answers set side by side: a table with a cited row for each side, and one on the difference."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from answers.figures import Figure, days, figures
from answers.records import Answer, Citation, TableRow
from answers.rendering import shifted
from answers.sentences import overlap
from answers.sides import Side
from answers.wording import say
from corpus.headers import Header
from corpus.records import Language, Question

_MARK = re.compile(r"\[\d+\]")
NAMED = 0.6
_HITS = 20  # of all sides together
# Terms that are compared in smaller units, and what more of a thing is called; else "higher".
_SMALL_UNITS = {"日": (1, "天"), "周": (7, "天"), "年": (12, "个月"), "小时": (60, "分钟")}
_MORE = dict.fromkeys(("天", "工作日", "个月", "分钟"), "longer")
_MORE |= dict.fromkeys(("人", "人次", "次", "个"), "more")
_PER_TIME = re.compile(r"每[^,，。;；元人户]{1,4}(?:年|季度?|月|周|日|天)?[^,，。;；]{0,6}[次回]")
_LABELS = frozenset({"号", "条", "款", "项", "期"})  # a number that counts nothing


def side_by_side(question: Question, sides: Sequence[Side], answers: Sequence[Answer]) -> Answer:
    """One answer with a row for each side, "not found" where it is refused, and the difference.

    At least one of the answers says something.
    """
    language = question.language
    found = [answer for answer in answers if not answer.refused]
    citations: list[Citation] = []
    rows = []
    for side, answer in zip(sides, answers, strict=True):
        text = say("not_found", language)
        if not answer.refused:
            text = shifted(answer.text, len(answer.citations), len(citations))
            citations += answer.citations
        rows.append(TableRow(side.name, text))
    colon = ": " if language == "en" else "："
    lines = [f"{row.name}{colon}{row.text}" for row in rows]
    if len(found) == len(rows) and question.kind in _MEASURED:
        lines += [line for line in (difference(rows, language),) if line]
    return Answer(
        question=question,
        text="\n".join(lines),
        refused=False,
        kind="compare",
        citations=tuple(citations),
        warnings=tuple(dict.fromkeys(w for answer in found for w in answer.warnings)),
        hits=tuple(hit for answer in answers for hit in answer.hits[: _HITS // len(answers)]),
        latency_ms=0.0,
        table=tuple(rows),
    )


def of_each(
    sides: Sequence[Side], answers: Sequence[Answer], headers: Mapping[str, Header]
) -> list[Answer] | None:
    """The answers that name their sides, the others refused; None where they are not set apart.

    Each must say something of its own, or at least one where it is asked how things are divided,
    and all of the same place. The terms of steps that stand in one passage are told by that. Of
    two that name no side each must have as much of what tells its side from the other.
    """
    names = [side.name for side in sides]
    named = [
        replace(answer, refused=answer.refused or not _is_of(answer, name, names))
        for name, answer in zip(names, answers, strict=True)
    ]
    if len(names) == 2 and any(a.refused for a in named) and not any(a.refused for a in answers):
        own = ahead(names, answers)
        named = list(answers) if min(own) >= 0 and max(own) > 0 else named
    said = [answer for answer in named if not answer.refused]
    passages = {c.passage_id for answer in said for c in answer.citations}
    if any(side.step for side in sides) and len(passages) == 1:
        return None
    spans = [(c.document_id, c.start, c.end) for answer in said for c in answer.citations]
    enough = 1 if all(side.divided for side in sides) else len(sides)
    regions = {headers[id_].region for id_, _, _ in spans}
    lists = all(answer.kind == "list" for answer in said)  # of tasks that bodies may share
    different = lists or not any(overlap(a, b) for a, b in combinations(spans, 2))
    apart = len(regions) == 1 and different and len({answer.text for answer in said}) == len(said)
    return named if len(said) >= enough and apart else None


# Characters that name nothing.
_OF_NO_THING = frozenset("的了着过和与及或在对把被由")
# Kinds whose answers can be told apart by a figure or a day.
_MEASURED = frozenset({"number", "date", "compare"})


def _is_of(answer: Answer, name: str, names: Sequence[str]) -> bool:
    """Whether an answer names a side, or else the passages that it cites name this side alone."""
    said = "\n".join([answer.text, *(citation.quote for citation in answer.citations)])
    if _names(said, name):
        return True
    around = "\n".join(citation.text for citation in answer.citations)
    return [other for other in names if _names(around, other)] == [name]


def ahead(names: Sequence[str], answers: Sequence[Answer]) -> tuple[float, ...]:
    """By how much more each of two answers has of the characters that only its side's name has
    than the other answer, from -1 to 1.
    """
    has = [[tells_side(answer, names, side) for answer in answers] for side in (0, 1)]
    return has[0][0] - has[0][1], has[1][1] - has[1][0]


def tells_side(answer: Answer, names: Sequence[str], side: int) -> float:
    """The share that an answer quotes of the characters that only the name of a side has."""
    only = set(names[side]) - set(names[1 - side]) - _OF_NO_THING
    quoted = " ".join(citation.quote for citation in answer.citations)
    return sum(character in quoted for character in only) / (len(only) or 1)


def _names(said: str, name: str) -> bool:
    """Whether a text names a side, by most pairs of characters of one of its words."""
    words = [[word[i : i + 2] for i in range(len(word) - 1)] for word in name.split("的")]
    return any(sum(p in said for p in pairs) >= NAMED * len(pairs) for pairs in words if pairs)


def difference(rows: Sequence[TableRow], language: Language) -> str:
    """One sentence on two sides that each say one figure, or one day; else empty."""
    if len(rows) != 2:
        return ""
    names = [row.name for row in rows]
    texts = [_MARK.sub("", row.text) for row in rows]
    if any(_PER_TIME.search(text) for text in texts):
        return ""  # twice a week and once a month are counted in different times
    told = [_only_figure(text) for text in texts]
    if told[0] and told[1] and (told[0].unit, told[0].bound) == (told[1].unit, told[1].bound):
        first, second = told[0].value, told[1].value
        key = _MORE.get(told[0].unit, "higher")
        return _ordered(key, names, first > second, first == second, language)
    dated = [days(text) for text in texts]
    if all(len(found) == 1 and found[0].year for found in dated):
        first_day, second_day = ((found[0].year, found[0].month, found[0].day) for found in dated)
        return _ordered("earlier", names, first_day < second_day, first_day == second_day, language)
    return ""


def _ordered(key: str, names: Sequence[str], first: bool, same: bool, language: Language) -> str:
    if same:
        return say("same", language)
    more, less = (names[0], names[1]) if first else (names[1], names[0])
    return say(key, language, more=more, less=less)


def _only_figure(text: str) -> Figure | None:
    """The figure of a text that says exactly one with a unit, and no date; terms in small units."""
    told = [figure for figure in figures(text) if figure.unit and figure.unit not in _LABELS]
    if len(told) != 1 or days(text):
        return None
    times, unit = _SMALL_UNITS.get(told[0].unit, (1, told[0].unit))
    return replace(told[0], value=told[0].value * times, unit=unit)
