"""A comparison of two runs for readers: text for the console and a standalone page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from eval import wording
from eval.compare import Change, Comparison
from eval.metrics import GROUPINGS, group, summarise
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
        table(PAIRED_HEADER, paired_rows(comparison)),
        *notes(comparison),
        *(
            table((f"正确率，按{wording.GROUPING_NAMES[name]}", *GROUP_HEADER), rows)
            for name, rows in group_changes(comparison).items()
        ),
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
            paired_header=PAIRED_HEADER,
            paired=paired_rows(comparison),
            group_header=GROUP_HEADER,
            groups=group_changes(comparison),
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
        **{
            measure: {
                "before": getattr(comparison.summary_before, measure).value,
                "after": getattr(comparison.summary_after, measure).value,
                "better": ids(paired.better),
                "broken": ids(paired.broken),
                "p_value": paired.p_value,
            }
            for measure, paired in comparison.paired.items()
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


PAIRED_HEADER = ("逐题比较", "变好", "变差", "符号检验")
# Beside answers and citation hits, which have sections of their own.
PAIRED_NAMES = {
    "fact_recall": "说出的要点数",
    "fact_precision": "句子涉及要点或依据",
    "exact": "短答精确",
    "supporting": "引用支持句子",
    "gold_cited": "引用切题",
    "supported": "句子有据",
    "false_refusal": "误拒",
    "refusal_recall": "应拒而拒",
}


def paired_rows(comparison: Comparison) -> list[tuple[str, ...]]:
    """For each further measure how many questions rose and fell by it, and the test."""
    return [
        (
            name,
            str(len(comparison.paired[measure].better)),
            str(len(comparison.paired[measure].broken)),
            wording.p_value(comparison.paired[measure].p_value),
        )
        for measure, name in PAIRED_NAMES.items()
    ]


GROUP_HEADER = ("题数", "前", "后", "改对", "改错")


def group_changes(comparison: Comparison) -> dict[str, list[tuple[str, ...]]]:
    """The accuracy of each group before and after, and how many answers changed in it."""
    right, wrong = (
        {one.after.id for one in changes}
        for changes in (comparison.answers.better, comparison.answers.broken)
    )
    before = {one.after.id: one.before for one in comparison.changes}
    after = [one.after for one in comparison.changes]
    return {
        grouping: [
            (
                wording.group_name(grouping, key),
                str(len(members)),
                wording.short_interval(summarise([before[one.id] for one in members]).accuracy),
                wording.short_interval(summarise(members).accuracy),
                str(sum(one.id in right for one in members)),
                str(sum(one.id in wrong for one in members)),
            )
            for key, members in group(after, grouping).items()
        ]
        for grouping in GROUPINGS
    }


def sections(comparison: Comparison) -> list[tuple[str, Sequence[Change]]]:
    """The changed questions under their headings, the broken ones first."""
    paired = comparison.paired
    return [
        ("改错了", comparison.answers.broken),
        ("改对了", comparison.answers.better),
        ("引用不再命中", comparison.citations.broken),
        ("引用新命中", comparison.citations.better),
        ("要点说得少了", paired["fact_recall"].broken),
        ("要点说得多了", paired["fact_recall"].better),
        ("短答不再精确", paired["exact"].broken),
        ("短答变得精确", paired["exact"].better),
        ("句子的依据少了", paired["supported"].broken),
        ("句子的依据多了", paired["supported"].better),
    ]


def verdict(comparison: Comparison) -> str:
    """The tests in one line."""
    answers, citations = comparison.answers, comparison.citations
    return (
        f"答案：改对 {len(answers.better)} 道，改错 {len(answers.broken)} 道"
        f"（McNemar 精确检验 {wording.p_value(answers.p_value)}）；"
        f"引用：新命中 {len(citations.better)} 道，不再命中 {len(citations.broken)} 道"
        f"（{wording.p_value(citations.p_value)}）。"
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
