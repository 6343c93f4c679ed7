"""A retrieval run for readers: a table for the console, a standalone page with the failures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.records import Document
from eval import wording
from eval.beir import Collection
from eval.ranking import MEASURES
from eval.report import environment
from eval.retrieval_runs import DEPTH, AskedQuery, RetrievalRun, intervals, means
from eval.scatter import Labelled, scatter
from eval.tables import table

FAILURES_SHOWN = 100
HITS_SHOWN = 3
WORDS_SHOWN = 120
TIMES = ("p50_ms", "p95_ms")


@dataclass(frozen=True, slots=True)
class Failure:
    """A query whose first relevant passage the last mode did not put first.

    ``ranks`` has for each mode the rank as text; ``hits`` and ``relevant`` are ids with the
    beginnings of their passages.
    """

    query: AskedQuery
    ranks: Mapping[str, str]
    hits: tuple[tuple[str, str], ...]
    relevant: tuple[tuple[str, str], ...]


def retrieval_table(run: RetrievalRun) -> str:
    """The measures with their intervals as text for a terminal, a table for each part."""
    return "\n\n".join(
        table((f"{title}（{len(queries)} 题）", *MEASURES, *TIMES), measure_rows(run, queries))
        for title, queries in groups(run)
    )


def absent_note(collection: Collection) -> str:
    """What to know of relevant passages that are not among the passages, "" where all are."""
    absent = collection.absent
    if not absent:
        return ""
    return (
        f"注意：{len(collection.relevant)} 个相关段落中有 {len(absent)} 个（如 {min(absent)}）"
        "不在 corpus 里，一律算没有找到。"
    )


def retrieval_page(run: RetrievalRun, documents: Mapping[str, Document], note: str = "") -> str:
    """The run as one HTML page that needs no other file; ``documents`` by id give the passages,
    ``note`` says what else to know.
    """
    failed = failed_queries(run)
    return (
        environment()
        .get_template("retrieval.html")
        .render(
            run=run,
            note=note,
            header=("检索方式", *MEASURES, *TIMES),
            groups=[(title, measure_rows(run, queries)) for title, queries in groups(run)],
            plot=scatter([_point(run, mode) for mode in run.modes]),
            failures=[_failure(run, query, documents) for query in failed[:FAILURES_SHOWN]],
            failed=len(failed),
            mode=run.modes[-1],
            depth=DEPTH,
        )
    )


def groups(run: RetrievalRun) -> list[tuple[str, Sequence[AskedQuery]]]:
    """All queries and, where the run has parts, each part."""
    return [("全部", run.queries), *run.parts.items()]


def measure_rows(run: RetrievalRun, queries: Sequence[AskedQuery]) -> list[tuple[str, ...]]:
    """A row for each mode: its means with their intervals in per cent, its times."""
    rows = []
    for mode in run.modes:
        mean, interval = means(queries, mode), intervals(queries, mode)
        cells = [wording.mean_with_interval(mean[name], interval[name]) for name in MEASURES]
        times = [wording.milliseconds(mean[name]) for name in TIMES]
        rows.append((wording.mode_name(mode), *cells, *times))
    return rows


def failed_queries(run: RetrievalRun) -> list[AskedQuery]:
    """The queries that the last mode failed, the worst first, equal ones in their order."""
    mode = run.modes[-1]
    failed = [query for query in run.queries if query.found[mode].first != 1]
    return sorted(failed, key=lambda query: -(query.found[mode].first or DEPTH + 1))


def _failure(run: RetrievalRun, query: AskedQuery, documents: Mapping[str, Document]) -> Failure:
    def beginning(identifier: str) -> tuple[str, str]:
        document = documents.get(identifier)
        text = f"{document.title} {document.text}" if document else "（不在段落中）"
        return identifier, wording.beginning(text, WORDS_SHOWN)

    return Failure(
        query=query,
        ranks={
            wording.mode_name(mode): wording.rank(query.found[mode].first, DEPTH)
            for mode in run.modes
        },
        hits=tuple(map(beginning, query.found[run.modes[-1]].top[:HITS_SHOWN])),
        relevant=tuple(map(beginning, query.relevant[:HITS_SHOWN])),
    )


def _point(run: RetrievalRun, mode: str) -> Labelled:
    mean = means(run.queries, mode)
    return Labelled(wording.mode_name(mode), mean["p50_ms"], mean["ndcg@10"])
