"""Two runs of one question set, side by side: what got better, what broke, what is chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import WenzhengError
from eval.judging import Result
from eval.metrics import Summary, summarise
from eval.runs import Run
from eval.statistics import mcnemar_exact


class ComparisonError(WenzhengError):
    """Two runs have no question in common."""


@dataclass(frozen=True, slots=True)
class Change:
    """One question in both runs."""

    before: Result
    after: Result


@dataclass(frozen=True, slots=True)
class Paired:
    """One measure of single questions in both runs: whose value rose, whose fell, and the test.

    ``p_value`` is that of the exact sign test (for what is right or wrong: McNemar's).
    """

    measure: str
    better: tuple[Change, ...]
    broken: tuple[Change, ...]
    p_value: float


def _part(count: int, total: int) -> float:
    return count / total if total else 0.0


# What is compared question by question: a number for each result, more is better.
MEASURES: Mapping[str, Callable[[Result], float]] = {
    "accuracy": lambda one: one.correct,
    "citation_hit": lambda one: one.cited,
    "fact_recall": lambda one: one.points.facts_said,
    "fact_precision": lambda one: _part(one.points.on_point, one.points.sentences),
    "exact": lambda one: one.points.exact is True,
    "supported": lambda one: _part(one.points.supported, one.points.sentences),
    "supporting": lambda one: _part(one.points.supporting, one.points.citations),
    "gold_cited": lambda one: _part(one.points.gold, one.points.citations),
    "false_refusal": lambda one: -(one.answerable and one.refused),
    "refusal_recall": lambda one: not one.answerable and one.refused,
}
# What must be counted in both runs: facts are not in runs of earlier versions, and only an answer
# has sentences whose citations can be better or worse.
NEEDED: Mapping[str, Callable[[Result], int]] = {
    **dict.fromkeys(("fact_recall", "exact"), lambda one: one.points.facts),
    **dict.fromkeys(
        ("fact_precision", "supported", "supporting", "gold_cited"),
        lambda one: one.points.sentences,
    ),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs on the questions that both asked, by id, in the order of the second.

    ``changes`` are these questions, ``paired`` what became of them by each of MEASURES.
    ``only_before`` and ``only_after`` are ids left out; ``altered`` ids whose question or gold
    answer differs between the runs, left out too.
    """

    before: Run
    after: Run
    changes: tuple[Change, ...]
    summary_before: Summary
    summary_after: Summary
    paired: Mapping[str, Paired]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    altered: tuple[str, ...]

    @property
    def shared(self) -> int:
        """How many questions are compared."""
        return len(self.changes)

    @property
    def answers(self) -> Paired:
        """The answers that became right or wrong."""
        return self.paired["accuracy"]

    @property
    def citations(self) -> Paired:
        """The same for the citation hit."""
        return self.paired["citation_hit"]


def compare(before: Run, after: Run) -> Comparison:
    """Compare two runs on their shared questions; ComparisonError where they share none."""
    earlier = {result.id: result for result in before.results}
    later = {result.id: result for result in after.results}
    both = [Change(earlier[id_], later[id_]) for id_ in later if id_ in earlier]
    altered = tuple(
        change.after.id for change in both if _gold(change.before) != _gold(change.after)
    )
    shared = tuple(change for change in both if change.after.id not in altered)
    if not shared:
        raise ComparisonError("两次评测没有相同的题目，请用同一套题目运行后再比较。")
    return Comparison(
        before=before,
        after=after,
        changes=shared,
        summary_before=summarise([change.before for change in shared]),
        summary_after=summarise([change.after for change in shared]),
        paired={measure: pair(measure, shared) for measure in MEASURES},
        only_before=tuple(id_ for id_ in earlier if id_ not in later),
        only_after=tuple(id_ for id_ in later if id_ not in earlier),
        altered=altered,
    )


def pair(measure: str, changes: Sequence[Change]) -> Paired:
    """What became of the questions by one of MEASURES; KeyError for another name."""
    value, needed = MEASURES[measure], NEEDED.get(measure)
    compared = [
        one for one in changes if needed is None or (needed(one.before) and needed(one.after))
    ]
    better = tuple(one for one in compared if value(one.after) > value(one.before))
    broken = tuple(one for one in compared if value(one.after) < value(one.before))
    return Paired(measure, better, broken, mcnemar_exact(len(better), len(broken)))


def _gold(result: Result) -> tuple[object, ...]:
    """What makes a question the same question in another run."""
    return (
        result.question,
        result.history,
        result.answerable,
        result.facts,
        result.wrong,
        result.evidence,
    )
