from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval_sample import QUESTIONS, Reply, assistant, write_set

from eval.commands import compare_runs, evaluate_answers
from eval.compare import Comparison, ComparisonError, compare
from eval.comparison_report import comparison_page, comparison_text, group_changes
from eval.runs import load_run

# The second version answers q3 rightly and q5 with a refusal, and loses q1.
LATER = {
    "q1": Reply("市财政局牵头[1]", kind="lead", cites=(2,)),
    "q3": Reply("自2021年3月5日起[1]", kind="date", cites=(3,)),
    "q5": Reply("没有写明", refused=True, kind="no_detail"),
}


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    path = write_set(tmp_path / "set.jsonl")
    evaluate_answers(path, assistant(), before)
    evaluate_answers(path, assistant(**LATER), after)
    return before, after


def compare_files(before: Path, after: Path) -> Comparison:
    return compare(load_run(before), load_run(after))


def test_what_got_better_and_what_broke(runs: tuple[Path, Path]) -> None:
    comparison = compare_files(*runs)
    assert [change.after.id for change in comparison.answers.better] == ["q3", "q5"]
    assert [change.after.id for change in comparison.answers.broken] == ["q1"]
    # n = 3, smaller 1: 2 · (1 + 3) / 8 = 1.
    assert comparison.answers.p_value == 1.0
    assert [change.after.id for change in comparison.citations.better] == ["q3"]
    assert [change.after.id for change in comparison.citations.broken] == ["q1"]
    assert comparison.summary_before.accuracy.count == 3
    assert comparison.summary_after.accuracy.count == 4


def test_the_other_measures_are_compared_question_by_question(runs: tuple[Path, Path]) -> None:
    paired = compare_files(*runs).paired

    def ids(measure: str) -> tuple[list[str], list[str]]:
        one = paired[measure]
        return [c.after.id for c in one.better], [c.after.id for c in one.broken]

    # q1 no longer says its one fact, q3 now does; the same for being exact.
    assert ids("fact_recall") == (["q3"], ["q1"])
    assert ids("exact") == (["q3"], ["q1"])
    # q3 was refused before, so what its sentences stand on is not compared; q5 is refused now.
    assert ids("supported") == ([], ["q1"])
    assert ids("false_refusal") == (["q3"], [])
    assert ids("refusal_recall") == (["q5"], [])


def test_a_run_of_an_earlier_version_is_compared_by_what_it_has(runs: tuple[Path, Path]) -> None:
    before, after = runs
    content = json.loads(before.read_text(encoding="utf-8"))
    del content["threshold"]
    for result in content["results"]:
        for name in ("points", "found", "drafts"):
            del result[name]
    before.write_text(json.dumps(content), encoding="utf-8")
    comparison = compare_files(before, after)
    assert [one.after.id for one in comparison.answers.better] == ["q3", "q5"]
    assert comparison.summary_before.fact_recall.value is None
    for measure in ("fact_recall", "exact", "supported", "gold_cited"):
        assert comparison.paired[measure].better == comparison.paired[measure].broken == ()


def test_accuracy_is_compared_by_group(runs: tuple[Path, Path]) -> None:
    rows = group_changes(compare_files(*runs))["kind"]
    assert rows[0] == ("牵头单位", "1", "100% [21–100]", "0% [0–79]", "0", "1")
    assert rows[-1] == ("不可回答", "2", "50% [9–91]", "100% [34–100]", "1", "0")


def test_the_other_way_round_swaps_both(runs: tuple[Path, Path]) -> None:
    there, back = compare_files(*runs), compare_files(*reversed(runs))
    assert [one.after.id for one in back.answers.broken] == [
        one.after.id for one in there.answers.better
    ]
    assert back.answers.p_value == there.answers.p_value


def test_only_the_same_questions_are_compared(tmp_path: Path) -> None:
    reworded = QUESTIONS[1] | {"facts": [["五折"]]}
    first = write_set(tmp_path / "first.jsonl", QUESTIONS[:3])
    second = write_set(tmp_path / "second.jsonl", [reworded, *QUESTIONS[2:]])
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    evaluate_answers(first, assistant(), before)
    evaluate_answers(second, assistant(**LATER), after)
    comparison = compare_files(before, after)
    assert comparison.shared == 1
    assert comparison.only_before == ("q1",)
    assert comparison.only_after == ("q4", "q5")
    assert comparison.altered == ("q2",)
    text = comparison_text(comparison)
    assert "未比较（只在后一次评测中）：q4、q5" in text
    assert "未比较（题目或标准答案已改动）：q2" in text


def test_runs_without_a_common_question_are_refused(tmp_path: Path) -> None:
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    evaluate_answers(write_set(tmp_path / "1.jsonl", QUESTIONS[:1]), assistant(), before)
    evaluate_answers(write_set(tmp_path / "2.jsonl", QUESTIONS[1:]), assistant(), after)
    with pytest.raises(ComparisonError, match="没有相同的题目"):
        compare_runs(before, after)


def test_the_reports_say_it_in_words(runs: tuple[Path, Path], tmp_path: Path) -> None:
    json_path, html_path = tmp_path / "c.json", tmp_path / "c.html"
    text = compare_runs(*runs, json_path=json_path, html_path=html_path)
    comparison = compare_files(*runs)
    verdict = (
        "答案：改对 2 道，改错 1 道（McNemar 精确检验 p = 1）；"
        "引用：新命中 1 道，不再命中 1 道（p = 1）。"
    )
    assert verdict in text
    assert text == comparison_text(comparison)
    page = html_path.read_text(encoding="utf-8")
    assert page == comparison_page(comparison)
    assert verdict in page
    assert all(f'id="{place}"' in page for place in ("1-q1", "2-q3", "2-q5", "3-q1", "4-q3"))
    content = json.loads(json_path.read_text(encoding="utf-8"))
    assert content["accuracy"] == {
        "before": 0.6,
        "after": 0.8,
        "better": ["q3", "q5"],
        "broken": ["q1"],
        "p_value": 1.0,
    }
    assert content["fact_recall"]["after"] == pytest.approx(2 / 3)
    assert "说出的要点数" in page
