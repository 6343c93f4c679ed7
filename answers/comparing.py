"""Questions that set things side by side: one answer for each, in a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from answers.alike import alike
from answers.comparison import NAMED, ahead, of_each, side_by_side, tells_side
from answers.records import Answer
from answers.scope import Scope
from answers.sides import Side
from answers.subjects import subjects_of
from answers.together import MakeScope, Together
from corpus.headers import Header
from corpus.records import Question

# Sentences that say the same of two things have so much in common.
PARALLEL = 0.7


class Says(Protocol):
    """What answers a question in a scope, or one ``side`` of a comparison by its place alone."""

    def __call__(self, question: Question, scope: Scope, side: bool = False) -> Answer:
        """The answer, a refusal where there is none."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """Answers questions that set things side by side, by what answers one side of them.

    ``together`` answers a side that is asked for several things, ``headers`` are those of the
    documents and ``national`` the ids of those that hold everywhere.
    """

    said: Says
    scope: MakeScope
    together: Together
    headers: Mapping[str, Header]
    national: Collection[str]

    def of_sides(self, question: Question, sides: Sequence[Side]) -> Answer:
        """One answer for each side, in a table, and the difference where it can be stated."""
        sides = [replace(side, question=self._with_own_years(side.question)) for side in sides]
        answers = [self.said(side.question, self.scope_of(side), side=True) for side in sides]
        if all(answer.refused for answer in answers):
            common = self.said(question, self.scope(question))
            cited = {citation.document_id for citation in common.citations}
            said = cited <= set(self.national) and not common.refused
            years = all(answer.kind == "no_year" for answer in answers)
            return common if said or years else replace(answers[0], question=question)
        if len({(answer.text, answer.citations) for answer in answers}) == 1:
            return replace(answers[0], question=question)
        return side_by_side(question, sides, answers)

    def of_subjects(self, question: Question) -> Answer | None:
        """What is said of each of the things asked about; None where that is not said apart."""
        sides = subjects_of(question)
        if not sides:
            return None
        answers = [self.together.answer(side.question, self.scope_of(side)) for side in sides]
        named = of_each(sides, answers, self.headers) or self._told_apart(sides, answers)
        return side_by_side(question, sides, named) if named else None

    def _told_apart(self, sides: Sequence[Side], answers: Sequence[Answer]) -> list[Answer] | None:
        """The answers to two sides that one sentence seems to answer, one of them by another."""
        names = [side.name for side in sides]
        if len(sides) != 2 or any(answer.refused for answer in answers):
            return None
        told = [frozenset((c.document_id, c.start, c.end) for c in a.citations) for a in answers]
        for position, side in enumerate(sides):
            other = told[1 - position]
            same = other == told[position]
            if not other <= told[position] or (
                same and tells_side(answers[position], names, position) >= NAMED
            ):
                continue
            both = list(answers)
            both[position] = self.said(side.question, replace(self.scope_of(side), told=other))
            named = None if both[position].refused else of_each(sides, both, self.headers)
            nearer = ahead(names, both)[position] > 0
            if named and (not same or nearer or _are_parallel(both)):
                return named
        return None

    def _with_own_years(self, question: Question) -> Question:
        """One side of a comparison with those of its years that the place has anything on."""
        known = tuple(
            year
            for year in question.years
            if not self.scope(replace(question, years=(year,))).refusal
        )
        return replace(question, years=known) if known else question

    def scope_of(self, side: Side) -> Scope:
        """The scope of one side: its document, or what holds everywhere where it has no place."""
        scope = self.scope(side.question)
        if side.document:
            return replace(scope, documents=frozenset({side.document}), refusal="")
        if scope.refusal or not (side.nation or side.beside):
            return scope
        own = self.scope(replace(side.question, places=side.beside)).documents
        national = frozenset(self.national)
        within = scope.documents & (national if side.nation else national | own)
        return replace(scope, documents=within) if within else scope


def _are_parallel(answers: Sequence[Answer]) -> bool:
    """Whether two answers quote sentences that say the same of two things, or nearly so."""
    one, other = (" ".join(c.quote for c in answer.citations) for answer in answers)
    return alike(one, other, PARALLEL)
