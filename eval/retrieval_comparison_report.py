"""A comparison of retrieval runs for readers: text for the console, JSON, a standalone page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from eval import wording
from eval.report import environment
from eval.retrieval_compare import ModePair, Moved, RetrievalComparison
from eval.retrieval_runs import DEPTH
from eval.tables import table

FORMAT = "wenzheng-retrieval-comparison/1"
HEADER = ("前", "后", "差 [95% 区间]", "变好", "变差", "随机化检验")
LISTED, LISTED_ON_PAGE = 10, 50


def retrieval_comparison_text(comparison: RetrievalComparison) -> str:
    """The whole comparison as text for a terminal."""
    parts = notes(comparison)
    for pair in comparison.pairs:
        parts.append(heading(pair))
        for title, rows in difference_tables(comparison, pair):
            parts.append(table((title, *HEADER), rows))
        parts.append(times(pair))
        for name, moved in sections(pair):
            lines = [f"{name}（{len(moved)} 题{_bounded(moved, LISTED)}）"]
            lines += [f"  {one.query.id} {ranks(one)}　{one.query.text}" for one in moved[:LISTED]]
            parts.append("\n".join(lines))
    return "\n\n".join(parts)


def retrieval_comparison_page(comparison: RetrievalComparison) -> str:
    """The whole comparison as one HTML page that needs no other file."""
    return (
        environment()
        .get_template("retrieval_comparison.html")
        .render(
            comparison=comparison,
            notes=notes(comparison),
            header=HEADER,
            pairs=[
                (heading(pair), difference_tables(comparison, pair), times(pair), sections(pair))
                for pair in comparison.pairs
            ],
            listed=LISTED_ON_PAGE,
            ranks=ranks,
            bounded=_bounded,
        )
    )


def retrieval_comparison_json(comparison: RetrievalComparison) -> str:
    """The comparison as JSON: every difference with its test, and the ids of what moved."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "asked": comparison.asked[""],
        "left_out": comparison.left_out,
        "pairs": [_pair_content(pair) for pair in comparison.pairs],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def notes(comparison: RetrievalComparison) -> list[str]:
    """What is compared, and how much was left out."""
    said = [f"共同的题目 {comparison.asked['']} 道"]
    if comparison.left_out:
        said.append(f"未比较（只在一次评测中，或问题、相关段落已改动）：{comparison.left_out} 道")
    return said


def heading(pair: ModePair) -> str:
    """Which mode against which."""
    before, after = wording.mode_name(pair.before), wording.mode_name(pair.after)
    return before if before == after else f"{before} → {after}"


def difference_tables(
    comparison: RetrievalComparison, pair: ModePair
) -> list[tuple[str, list[tuple[str, ...]]]]:
    """For all queries and each part: a title and a row for each measure."""
    return [
        (
            f"{part or '全部'}（{comparison.asked[part]} 题）",
            [
                (
                    name,
                    f"{100 * one.before:.1f}",
                    f"{100 * one.after:.1f}",
                    wording.difference(one.after - one.before, one.interval),
                    str(one.better),
                    str(one.worse),
                    wording.p_value(one.p_value),
                )
                for name, one in differences.items()
            ],
        )
        for part, differences in pair.differences.items()
    ]


def times(pair: ModePair) -> str:
    """The times of both in one line."""
    said = [
        f"{name.removesuffix('_ms')} {before:.2f} → {after:.2f} ms"
        for name, (before, after) in pair.times.items()
    ]
    return f"耗时：{'，'.join(said)}"


def sections(pair: ModePair) -> list[tuple[str, Sequence[Moved]]]:
    """The queries that moved under their headings, the fallen first."""
    return [("名次下降", pair.fallen), ("名次上升", pair.risen)]


def ranks(moved: Moved) -> str:
    """The rank before and after."""
    return f"{wording.rank(moved.before, DEPTH)} → {wording.rank(moved.after, DEPTH)}"


def _bounded(moved: Sequence[Moved], most: int) -> str:
    return f"，列出变动最大的 {most} 题" if len(moved) > most else ""


def _pair_content(pair: ModePair) -> dict[str, Any]:
    return {
        "before": pair.before,
        "after": pair.after,
        "differences": {
            part or "all": {
                name: {
                    "before": one.before,
                    "after": one.after,
                    "difference": one.after - one.before,
                    "interval": one.interval,
                    "better": one.better,
                    "worse": one.worse,
                    "p_value": one.p_value,
                }
                for name, one in differences.items()
            }
            for part, differences in pair.differences.items()
        },
        "times": pair.times,
        "risen": [one.query.id for one in pair.risen],
        "fallen": [one.query.id for one in pair.fallen],
    }
