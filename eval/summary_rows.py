"""The metrics of a run as rows of tables: all of them, and by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple

from eval import wording
from eval.judging import Result
from eval.metrics import FACT_LENGTH, Summary, group, summarise
from eval.statistics import Pooled, Share
from eval.thresholds import Tradeoff

RANKED_NAMES = ("hit@1", "hit@5", "hit@10", "MRR@10", "nDCG@10")


def headline(summary: Summary) -> list[tuple[str, str]]:
    """The metrics of all results: name and value as shown."""
    shares = wording.percent_with_interval
    return [
        ("题数", str(summary.questions)),
        ("答案正确率", shares(summary.accuracy)),
        ("可回答题正确率", shares(summary.answered_right)),
        ("要点召回率", shares(summary.fact_recall)),
        ("要点准确率", shares(summary.fact_precision)),
        ("短答精确率", shares(summary.exact)),
        ("引用命中率", shares(summary.citation_hit)),
        ("依据引用率", shares(summary.evidence_cited)),
        ("引用支持率", shares(summary.supporting)),
        ("引用切题率", shares(summary.gold_cited)),
        ("句子有据率", shares(summary.supported)),
        ("引文属实率", shares(summary.faithful)),
        ("拒答准确率", shares(summary.refusal_precision)),
        ("拒答召回率", shares(summary.refusal_recall)),
        ("误拒率", shares(summary.false_refusal)),
        ("拒答理由正确率", shares(summary.reason_right)),
        *zip(RANKED_NAMES, ranked_cells(summary), strict=True),
        ("答案长度 p10 / p50 / p90", _lengths(summary)),
        ("单一事实答案长度中位数", _characters(summary.fact_length)),
        (f"不超过 {FACT_LENGTH} 字的占比", shares(summary.fact_short)),
        ("耗时 p50", wording.milliseconds(summary.latency_p50)),
        ("耗时 p95", wording.milliseconds(summary.latency_p95)),
    ]


def ranked_cells(summary: Summary) -> list[str]:
    """The ranking measures in the order of RANKED_NAMES."""
    if summary.ranked is None:
        return [wording.UNKNOWN] * len(RANKED_NAMES)
    return [wording.three_decimals(value) for value in astuple(summary.ranked)]


Cells = Callable[[Summary], list[str]]


def _answer_cells(summary: Summary) -> list[str]:
    shares: tuple[Share | Pooled, ...] = (
        summary.accuracy,
        summary.fact_recall,
        summary.fact_precision,
        summary.exact,
        summary.refusal_recall,
        summary.false_refusal,
    )
    return [
        str(summary.questions),
        *(wording.short_interval(share) for share in shares),
        _characters(summary.length_p50),
    ]


def _citation_cells(summary: Summary) -> list[str]:
    shares: tuple[Share | Pooled, ...] = (
        summary.citation_hit,
        summary.evidence_cited,
        summary.supporting,
        summary.gold_cited,
        summary.supported,
        summary.refusal_precision,
    )
    return [str(summary.questions), *(wording.short_interval(share) for share in shares)]


def _search_cells(summary: Summary) -> list[str]:
    return [
        str(summary.questions),
        *ranked_cells(summary),
        wording.milliseconds(summary.latency_p50),
        wording.milliseconds(summary.latency_p95),
    ]


# The tables of a grouping: their names, columns and cells.
GROUP_TABLES: Mapping[str, tuple[tuple[str, ...], Cells]] = {
    "答案与拒答": (
        ("题数", "正确率", "要点召回", "要点准确", "短答精确", "拒答召回", "误拒", "长度 p50"),
        _answer_cells,
    ),
    "引用": (
        ("题数", "引用命中", "依据引用", "引用支持", "引用切题", "句子有据", "拒答准确"),
        _citation_cells,
    ),
    "检索与耗时": (("题数", *RANKED_NAMES, "p50", "p95"), _search_cells),
}


def group_rows(results: Sequence[Result], grouping: str, table: str) -> list[tuple[str, ...]]:
    """One row for each group, its name first, then the columns of a table of GROUP_TABLES."""
    _, cells = GROUP_TABLES[table]
    return [
        (wording.group_name(grouping, key), *cells(summarise(members)))
        for key, members in group(results, grouping).items()
    ]


TRADEOFF_HEADER = ("阈值", "答对或应拒", "错答", "误拒", "误拒中草稿本来正确")


def tradeoff_rows(points: Sequence[Tradeoff], chosen: float) -> list[tuple[str, ...]]:
    """One row for each threshold, the chosen one marked."""
    return [
        (
            f"{point.threshold:.2f}" + (" ← 现用" if point.threshold == chosen else ""),
            *(
                f"{wording.percent(share.value)} {share.count}/{share.total}"
                for share in (point.right, point.wrong_answers, point.wrong_refusals, point.lost)
            ),
        )
        for point in points
    ]


def _lengths(summary: Summary) -> str:
    values = (summary.length_p10, summary.length_p50, summary.length_p90)
    return " / ".join(_characters(value) for value in values)


def _characters(value: float | None) -> str:
    return wording.UNKNOWN if value is None else f"{value:g} 字"
