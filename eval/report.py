"""A run for readers: tables for the console and a standalone page with every failure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval import plots, scatter, wording
from eval.judging import Result
from eval.metrics import GROUPINGS, summarise
from eval.runs import Run
from eval.summary_rows import (
    GROUP_TABLES,
    TRADEOFF_HEADER,
    group_rows,
    headline,
    tradeoff_rows,
)
from eval.tables import table
from eval.thresholds import Tradeoff, curve, tradeoff

_TEMPLATES = Path(__file__).parent / "templates"
HITS_SHOWN = 3  # of a failure, on the console; the page shows all that are kept


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
        for name, (header, _) in GROUP_TABLES.items():
            head = (f"按{wording.GROUPING_NAMES[grouping]}：{name}", *header)
            parts.append(table(head, group_rows(run.results, grouping, name)))
    points, chosen = thresholds(run)
    if chosen is not None:
        parts.append(table(TRADEOFF_HEADER, tradeoff_rows(points, chosen.threshold)))
    parts.append(f"有问题的题目：{len(failed)} 道")
    if list_failures:
        parts += [_failure_text(result) for result in failed]
    return "\n\n".join(parts)


def run_page(run: Run) -> str:
    """The whole run as one HTML page that needs no other file."""
    points, chosen = thresholds(run)
    answered = [result.length for result in run.results if not result.refused]
    return (
        environment()
        .get_template("run.html")
        .render(
            run=run,
            headline=headline(summarise(run.results)),
            bars={name: plots.bars(run.results, name) for name in ("kind", "wording", "language")},
            latencies=plots.histogram([r.latency_ms for r in run.results], plots.LATENCY_STEPS),
            lengths=plots.histogram(answered, plots.LENGTH_STEPS),
            curve=plots.curve_plot(points, chosen) if chosen else None,
            tradeoffs=tradeoff_rows(points, chosen.threshold) if chosen else [],
            tradeoff_header=TRADEOFF_HEADER,
            groups={
                grouping: {
                    name: (header, group_rows(run.results, grouping, name))
                    for name, (header, _) in GROUP_TABLES.items()
                }
                for grouping in GROUPINGS
            },
            failures=failures(run),
        )
    )


def thresholds(run: Run) -> tuple[Sequence[Tradeoff], Tradeoff | None]:
    """The curve of a run with the threshold that it used among its points; (empty, None) where
    the run kept no drafts.
    """
    points = curve(run.results)
    if not points or run.threshold is None:
        return (), None
    chosen = tradeoff(run.results, run.threshold)
    others = [point for point in points if point.threshold != run.threshold]
    return sorted((*others, chosen), key=lambda point: point.threshold), chosen


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
        "plots": plots,
        "scatters": scatter,
        "fault_names": fault_names,
        "gold_text": gold_text,
        "why": why,
    }
    return made


def fault_names(result: Result) -> str:
    """What is wrong with an answer, in words."""
    return "、".join(wording.FAULT_NAMES[fault] for fault in result.faults)


def why(result: Result) -> list[str]:
    """What is wrong with an answer in particular: facts that are missing, drafts held back."""
    missing = [" / ".join(result.facts[place]) for place in result.missing_facts]
    best = max((draft.probability for draft in result.drafts), default=None)
    points = result.points
    reasons = [
        (result.answerable and bool(missing), f"没有说出：{'；'.join(missing)}"),
        (bool(result.wrong_phrases), f"说了：{'、'.join(result.wrong_phrases)}"),
        (
            result.refused and best is not None,
            f"草稿都没有说出，其中最大的依据概率是 {best or 0:.2f}",
        ),
        (result.refused and best is None, f"没有可说的草稿（{result.answer_kind}）"),
        (
            not result.refused and points.supported < points.sentences,
            f"{points.sentences} 句中 {points.sentences - points.supported} 句没有引文支持",
        ),
        (
            result.answerable and points.sentences > points.on_point,
            f"{points.sentences} 句中 {points.sentences - points.on_point} 句不涉及要点或依据",
        ),
        (
            result.correct and points.exact is False,
            "要点之外还有同类的数字、日期或单位",
        ),
    ]
    return [text for applies, text in reasons if applies]


def gold_text(result: Result) -> str:
    """What should have been said: the facts with their wordings, or why to refuse."""
    if not result.answerable:
        return f"应拒答（{wording.REFUSAL_NAMES[result.refusal]}）"
    return "；".join(" / ".join(wordings) for wordings in result.facts)


def _failure_text(result: Result) -> str:
    understood = result.understood
    lines = [
        f"✗ {result.id} [{fault_names(result)}] {wording.group_name('kind', result.kind)}",
        f"  问：{' → '.join((*result.history, result.question))}",
        f"  应答：{gold_text(result)}",
        f"  实答：{wording.beginning(result.answer)}",
        f"  理解为：{understood.resolved}（{understood.kind}）",
    ]
    lines += [f"  原因：{reason}" for reason in why(result)]
    lines += [
        f"  引用 {number}：{cited.passage} {wording.beginning(cited.quote)}"
        for number, cited in enumerate(result.citations, start=1)
    ]
    if result.answerable:
        lines += [f"  依据：{wording.beginning(entry)}" for entry in result.evidence]
    lines += [
        f"  草稿 {draft.probability:.2f} {'对' if draft.correct else '错'}："
        f"{wording.beginning(draft.text)}"
        for draft in result.drafts
    ]
    lines += [
        f"  命中 {rank}{' ✓' if hit.gold else ''} {hit.score:.3f} {hit.passage} {hit.words[:40]}"
        for rank, hit in enumerate(result.found[:HITS_SHOWN], 1)
    ]
    return "\n".join(lines)
