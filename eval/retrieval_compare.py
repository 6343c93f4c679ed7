"""Two retrieval runs, or two modes, on the same queries: what rose, what fell, what is chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from eval.compare import ComparisonError
from eval.ranking import MEASURES
from eval.resampling import bootstrap_interval, randomization_test
from eval.retrieval_runs import DEPTH, AskedQuery, Found, Interval, RetrievalRun, means

Twice = tuple[AskedQuery, AskedQuery]


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure before and after, over the same queries.

    ``interval`` is the 95% bootstrap interval of after - before; ``better`` and ``worse`` count
    the queries whose value rose or fell; ``p_value`` is that of the randomisation test.
    """

    before: float
    after: float
    interval: Interval
    better: int
    worse: int
    p_value: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A query with the rank of its first relevant passage before and after, None for none."""

    query: AskedQuery
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ModePair:
    """A mode of the first run against a mode of the second.

    ``differences`` are by group of queries ("" for all, then the parts) and measure, ``times``
    the p50 and p95 before and after in milliseconds; ``risen`` and ``fallen`` the queries whose
    first relevant passage moved, by how far in 1 / rank.
    """

    before: str
    after: str
    differences: Mapping[str, Mapping[str, Difference]]
    times: Mapping[str, tuple[float, float]]
    risen: tuple[Moved, ...]
    fallen: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class RetrievalComparison:
    """Two runs on the queries that both asked, with the same text and relevant passages.

    ``asked`` counts by group the queries compared; ``left_out`` those of either run that are not.
    """

    before: RetrievalRun
    after: RetrievalRun
    pairs: tuple[ModePair, ...]
    asked: Mapping[str, int]
    left_out: int


def compare_retrieval(
    before: RetrievalRun, after: RetrievalRun, modes: tuple[str, str] | None = None
) -> RetrievalComparison:
    """Compare two runs mode by mode, or the two ``modes`` named, one of each run.

    A run compared with itself without ``modes``: its first mode with each of the others. Raises
    ComparisonError where the runs share no query or no mode, or lack a mode that is named.
    """
    chosen = [modes] if modes else list(_mode_pairs(before, after))
    _check_modes(before, after, chosen)
    earlier = {query.id: query for query in before.queries}
    both = [
        (earlier[query.id], query)
        for query in after.queries
        if query.id in earlier and _same(earlier[query.id], query)
    ]
    if not both:
        raise ComparisonError("两次检索评测没有相同的题目，请用同一个文件夹运行后再比较。")
    names = dict.fromkeys(query.part for _, query in both if query.part)
    grouped = {"": both, **{name: [two for two in both if two[1].part == name] for name in names}}
    return RetrievalComparison(
        before=before,
        after=after,
        pairs=tuple(_mode_pair(grouped, *pair) for pair in chosen),
        asked={name: len(group) for name, group in grouped.items()},
        left_out=len({query.id for query in (*before.queries, *after.queries)}) - len(both),
    )


def _mode_pairs(before: RetrievalRun, after: RetrievalRun) -> Iterable[tuple[str, str]]:
    if before == after:
        return ((before.modes[0], mode) for mode in before.modes[1:])
    return ((mode, mode) for mode in before.modes if mode in after.modes)


def _check_modes(
    before: RetrievalRun, after: RetrievalRun, pairs: Sequence[tuple[str, str]]
) -> None:
    if not pairs:
        raise ComparisonError(
            f"没有可比较的检索方式（前：{'、'.join(before.modes)}；后：{'、'.join(after.modes)}）；"
            "请用 --modes 前一种,后一种 指定。"
        )
    for mode, run in ((pairs[0][0], before), (pairs[0][1], after)):
        if mode not in run.modes:
            raise ComparisonError(
                f"评测记录 {run.collection} 里没有检索方式 {mode}；有：{'、'.join(run.modes)}。"
            )


def _same(one: AskedQuery, other: AskedQuery) -> bool:
    return one.text == other.text and set(one.relevant) == set(other.relevant)


def _mode_pair(grouped: Mapping[str, Sequence[Twice]], before: str, after: str) -> ModePair:
    every = grouped[""]
    times = [
        means([two[place] for two in every], mode) for place, mode in enumerate((before, after))
    ]
    moved = [Moved(q, p.found[before].first, q.found[after].first) for p, q in every]
    return ModePair(
        before=before,
        after=after,
        differences={
            name: _differences([(p.found[before], q.found[after]) for p, q in group])
            for name, group in grouped.items()
        },
        times={name: (times[0][name], times[1][name]) for name in ("p50_ms", "p95_ms")},
        risen=tuple(
            sorted((one for one in moved if _climb(one) > 0), key=lambda one: -_climb(one))
        ),
        fallen=tuple(sorted((one for one in moved if _climb(one) < 0), key=_climb)),
    )


def _climb(moved: Moved) -> float:
    """By how much 1 / rank rose; a passage that was not found has the rank after the last."""
    before, after = (rank or DEPTH + 1 for rank in (moved.before, moved.after))
    return 1 / after - 1 / before


def _differences(found: Sequence[tuple[Found, Found]]) -> dict[str, Difference]:
    differences = {}
    for name in MEASURES:
        before = [one.scores[name] for one, _ in found]
        after = [other.scores[name] for _, other in found]
        changes = [later - earlier for earlier, later in zip(before, after, strict=True)]
        differences[name] = Difference(
            before=fmean(before),
            after=fmean(after),
            interval=bootstrap_interval(changes),
            better=sum(change > 0 for change in changes),
            worse=sum(change < 0 for change in changes),
            p_value=randomization_test(before, after),
        )
    return differences
