"""Two runs of one question set, side by side: what got better, what broke, what is chance."""

from __future__ import annotations

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
class Comparison:
    """Two runs on the questions that both asked, by id, in the order of the second.

    ``better`` and ``broken`` are the answers that became right or wrong, ``p_value`` McNemar's
    exact test of the two; ``cited_better`` and ``cited_broken`` with ``cited_p_value`` the same
    for the citation hit. ``only_before`` and ``only_after`` are ids left out; ``altered`` ids
    whose question or gold answer differs between the runs, left out too.
    """

    before: Run
    after: Run
    shared: int
    summary_before: Summary
    summary_after: Summary
    better: tuple[Change, ...]
    broken: tuple[Change, ...]
    p_value: float
    cited_better: tuple[Change, ...]
    cited_broken: tuple[Change, ...]
    cited_p_value: float
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    altered: tuple[str, ...]


def compare(before: Run, after: Run) -> Comparison:
    """Compare two runs on their shared questions; ComparisonError where they share none."""
    earlier = {result.id: result for result in before.results}
    later = {result.id: result for result in after.results}
    both = [Change(earlier[id_], later[id_]) for id_ in later if id_ in earlier]
    altered = tuple(
        change.after.id for change in both if _gold(change.before) != _gold(change.after)
    )
    shared = [change for change in both if change.after.id not in altered]
    if not shared:
        raise ComparisonError("两次评测没有相同的题目，请用同一套题目运行后再比较。")
    better = tuple(one for one in shared if one.after.correct and not one.before.correct)
    broken = tuple(one for one in shared if one.before.correct and not one.after.correct)
    cited_better = tuple(one for one in shared if one.after.cited and not one.before.cited)
    cited_broken = tuple(one for one in shared if one.before.cited and not one.after.cited)
    return Comparison(
        before=before,
        after=after,
        shared=len(shared),
        summary_before=summarise([change.before for change in shared]),
        summary_after=summarise([change.after for change in shared]),
        better=better,
        broken=broken,
        p_value=mcnemar_exact(len(better), len(broken)),
        cited_better=cited_better,
        cited_broken=cited_broken,
        cited_p_value=mcnemar_exact(len(cited_better), len(cited_broken)),
        only_before=tuple(id_ for id_ in earlier if id_ not in later),
        only_after=tuple(id_ for id_ in later if id_ not in earlier),
        altered=altered,
    )


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
