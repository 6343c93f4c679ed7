"""A run for readers: tables for the console and a standalone page with every failure."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval import wording
from eval.judging import Result
from eval.metrics import FACT_LENGTH, GROUPINGS, Summary, group, summarise
from eval.runs import Run
from eval.tables import table

_TEMPLATES = Path(__file__).parent / "templates"

# The drawing of the bars, in units of the SVG's own grid.
LABEL_WIDTH = 120
BAR_WIDTH = 400
ROW_HEIGHT = 26


RANKED_NAMES = ("hit@1", "hit@5", "hit@10", "MRR@10", "nDCG@10")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the plot: a share as a bar from 0, its interval as a whisker.

    ``top`` and the ends are in the units of the drawing; ``value`` is the text beside the bar.
    """

    label: str
    top: int
    length: float
    low: float
    high: float
    value: str


def headline(summary: Summary) -> list[tuple[str, str]]:
    """The metrics of all results: name and value as shown."""
    return [
        ("题数", str(summary.questions)),
        ("答案正确率", wording.percent_with_interval(summary.accuracy)),
        ("可回答题正确率", wording.percent_with_interval(summary.answered_right)),
        ("引用命中率", wording.percent_with_interval(summary.citation_hit)),
        ("依据引用率", wording.percent_with_interval(summary.evidence_cited)),
        ("引文属实率", wording.percent_with_interval(summary.faithful)),
        ("拒答准确率", wording.percent_with_interval(summary.refusal_precision)),
        ("拒答召回率", wording.percent_with_interval(summary.refusal_recall)),
        ("误拒率", wording.percent_with_interval(summary.false_refusal)),
        ("拒答理由正确率", wording.percent_with_interval(summary.reason_right)),
        *zip(RANKED_NAMES, _ranked_cells(summary), strict=True),
        ("单一事实答案长度中位数", _characters(summary.fact_length)),
        (f"不超过 {FACT_LENGTH} 字的占比", wording.percent_with_interval(summary.fact_short)),
        ("耗时 p50", wording.milliseconds(summary.latency_p50)),
        ("耗时 p95", wording.milliseconds(summary.latency_p95)),
    ]


GROUP_HEADER = (
    "题数",
    "正确率",
    "引用命中",
    "拒答准确",
    "拒答召回",
    *RANKED_NAMES,
    "p50",
    "p95",
)


def group_rows(run: Run, grouping: str) -> list[tuple[str, ...]]:
    """One row for each group, its name first, then the columns of GROUP_HEADER."""
    return [
        (wording.group_name(grouping, key), *_group_row(summarise(members)))
        for key, members in group(run.results, grouping).items()
    ]


def failures(run: Run) -> list[Result]:
    """The results with any fault, in the order of the set."""
    return [result for result in run.results if result.faults]


def run_text(run: Run, list_failures: bool = True) -> str:
    """The whole run as text for a terminal: metrics, groups, every failure.

    Without ``list_failures`` they are only counted: a set to measure with stays unread.
    """
    failed = failures(run)
    parts = [f"题集 {run.set_name}", table(("指标", "数值"), headline(summarise(run.results)))]
    for grouping in GROUPINGS:
        header = (f"按{wording.GROUPING_NAMES[grouping]}", *GROUP_HEADER)
        parts.append(table(header, group_rows(run, grouping)))
    parts.append(f"有问题的题目：{len(failed)} 道")
    if list_failures:
        parts += [_failure_text(result) for result in failed]
    return "\n\n".join(parts)


def run_page(run: Run) -> str:
    """The whole run as one HTML page that needs no other file."""
    return (
        environment()
        .get_template("run.html")
        .render(
            run=run,
            headline=headline(summarise(run.results)),
            bars=bars(run),
            groups={name: group_rows(run, name) for name in GROUPINGS},
            group_header=GROUP_HEADER,
            failures=failures(run),
        )
    )


def bars(run: Run) -> list[Bar]:
    """The accuracy of each kind of question with its 95% interval, as rows of the plot."""
    rows = []
    for place, (kind, members) in enumerate(group(run.results, "kind").items()):
        accuracy = summarise(members).accuracy
        low, high = accuracy.interval or (0.0, 0.0)
        rows.append(
            Bar(
                label=wording.group_name("kind", kind),
                top=place * ROW_HEIGHT,
                length=round((accuracy.value or 0.0) * BAR_WIDTH, 1),
                low=round(low * BAR_WIDTH, 1),
                high=round(high * BAR_WIDTH, 1),
                value=f"{wording.percent(accuracy.value)} ({accuracy.count}/{accuracy.total})",
            )
        )
    return rows


def environment() -> Environment:
    """The templates of the reports: everything escaped, a missing variable is an error."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "wording": wording,
        "label_width": LABEL_WIDTH,
        "bar_width": BAR_WIDTH,
        "row_height": ROW_HEIGHT,
        "fault_names": fault_names,
        "gold_text": gold_text,
    }
    return made


def fault_names(result: Result) -> str:
    """What is wrong with an answer, in words."""
    return "、".join(wording.FAULT_NAMES[fault] for fault in result.faults)


def gold_text(result: Result) -> str:
    """What should have been said: the facts with their wordings, or why to refuse."""
    if not result.answerable:
        return f"应拒答（{wording.REFUSAL_NAMES[result.refusal]}）"
    return "；".join(" / ".join(wordings) for wordings in result.facts)


def _group_row(summary: Summary) -> tuple[str, ...]:
    return (
        str(summary.questions),
        wording.percent(summary.accuracy.value),
        wording.percent(summary.citation_hit.value),
        wording.percent(summary.refusal_precision.value),
        wording.percent(summary.refusal_recall.value),
        *_ranked_cells(summary),
        wording.milliseconds(summary.latency_p50),
        wording.milliseconds(summary.latency_p95),
    )


def _ranked_cells(summary: Summary) -> list[str]:
    """The ranking measures in the order of RANKED_NAMES."""
    if summary.ranked is None:
        return [wording.UNKNOWN] * len(RANKED_NAMES)
    return [wording.three_decimals(value) for value in astuple(summary.ranked)]


def _failure_text(result: Result) -> str:
    understood = result.understood
    lines = [
        f"✗ {result.id} [{fault_names(result)}] {wording.group_name('kind', result.kind)}",
        f"  问：{' → '.join((*result.history, result.question))}",
        f"  应答：{gold_text(result)}",
        f"  实答：{_one_line(result.answer)}",
        f"  理解为：{understood.resolved}（{understood.kind}）",
    ]
    if result.wrong_phrases:
        lines.append(f"  错误说法：{'、'.join(result.wrong_phrases)}")
    lines += [
        f"  引用 {number}：{cited.passage} {_one_line(cited.quote)}"
        for number, cited in enumerate(result.citations, start=1)
    ]
    if result.answerable:
        lines += [f"  依据：{_one_line(entry)}" for entry in result.evidence]
    return "\n".join(lines)


def _one_line(text: str, limit: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[:limit] + "…"


def _characters(value: float | None) -> str:
    return wording.UNKNOWN if value is None else f"{value:g} 字"
