"""A comparison of two runs for readers: text for the console and a standalone page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from eval import wording
from eval.compare import Change, Comparison
from eval.report import environment, gold_text
from eval.summary_rows import headline
from eval.tables import table

FORMAT = "wenzheng-comparison/1"


def comparison_text(comparison: Comparison) -> str:
    """The whole comparison as text for a terminal."""
    parts = [
        f"共同的题目 {comparison.shared} 道",
        table(("指标", "前", "后"), metric_rows(comparison)),
        verdict(comparison),
        *notes(comparison),
    ]
    for heading, changes in sections(comparison):
        lines = [f"{heading}（{len(changes)} 道）"]
        lines += [_change_text(change) for change in changes]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def comparison_page(comparison: Comparison) -> str:
    """The whole comparison as one HTML page that needs no other file."""
    return (
        environment()
        .get_template("comparison.html")
        .render(
            comparison=comparison,
            rows=metric_rows(comparison),
            verdict=verdict(comparison),
            notes=notes(comparison),
            sections=sections(comparison),
        )
    )


def comparison_json(comparison: Comparison) -> str:
    """The comparison as JSON: ids of what changed and the tests."""

    def ids(changes: Sequence[Change]) -> list[str]:
        return [change.after.id for change in changes]

    content: dict[str, Any] = {
        "format": FORMAT,
        "shared": comparison.shared,
        "accuracy": {
            "before": comparison.summary_before.accuracy.value,
            "after": comparison.summary_after.accuracy.value,
            "better": ids(comparison.better),
            "broken": ids(comparison.broken),
            "p_value": comparison.p_value,
        },
        "citation_hit": {
            "before": comparison.summary_before.citation_hit.value,
            "after": comparison.summary_after.citation_hit.value,
            "better": ids(comparison.cited_better),
            "broken": ids(comparison.cited_broken),
            "p_value": comparison.cited_p_value,
        },
        "only_before": list(comparison.only_before),
        "only_after": list(comparison.only_after),
        "altered": list(comparison.altered),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def metric_rows(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Every metric before and after."""
    after = dict(headline(comparison.summary_after))
    return [(name, value, after[name]) for name, value in headline(comparison.summary_before)]


def sections(comparison: Comparison) -> list[tuple[str, Sequence[Change]]]:
    """The changed questions under their headings, the broken ones first."""
    return [
        ("改错了", comparison.broken),
        ("改对了", comparison.better),
        ("引用不再命中", comparison.cited_broken),
        ("引用新命中", comparison.cited_better),
    ]


def verdict(comparison: Comparison) -> str:
    """The tests in one line."""
    return (
        f"答案：改对 {len(comparison.better)} 道，改错 {len(comparison.broken)} 道"
        f"（McNemar 精确检验 {wording.p_value(comparison.p_value)}）；"
        f"引用：新命中 {len(comparison.cited_better)} 道，"
        f"不再命中 {len(comparison.cited_broken)} 道"
        f"（{wording.p_value(comparison.cited_p_value)}）。"
    )


def notes(comparison: Comparison) -> list[str]:
    """What was left out of the comparison, and why."""
    left_out = (
        ("只在前一次评测中", comparison.only_before),
        ("只在后一次评测中", comparison.only_after),
        ("题目或标准答案已改动", comparison.altered),
    )
    return [f"未比较（{why}）：{'、'.join(ids)}" for why, ids in left_out if ids]


def _change_text(change: Change) -> str:
    return "\n".join(
        (
            f"  {change.after.id} {' → '.join((*change.after.history, change.after.question))}",
            f"    应答：{gold_text(change.after)}",
            f"    前：{' '.join(change.before.answer.split())}",
            f"    后：{' '.join(change.after.answer.split())}",
        )
    )
