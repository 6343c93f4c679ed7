"""The curve of wrong answers against wrong refusals, by hand and over a real assistant."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers_sample import assistant as real_assistant
from eval_sample import QUESTIONS, REPLIES, Reply, ScriptedAssistant, write_set

from answers.refusals import LEAST_EVIDENCE
from eval.plots import CHART_HEIGHT, CHART_WIDTH, curve_plot, histogram
from eval.report import run_page, thresholds
from eval.runs import Run, load_run, run_questions, save_run
from eval.statistics import Share
from eval.thresholds import curve, tradeoff

RIGHT = Reply("自2021年3月5日起[1]", kind="date", cites=(3,))
WRONG = Reply("2020年", kind="date")
# q1 is said with 0.9; q2 has a wrong draft before a right one; q3 holds back a right one; q4 is
# settled by its place; q5 says something with 0.3 where nothing is known.
WEIGHED = {
    "公租房归谁牵头": [(REPLIES["公租房归谁牵头"], 0.9)],
    "公租房租金打几折": [(Reply("打五折"), 0.1), (REPLIES["公租房租金打几折"], 0.6)],
    "什么时候开始实行的": [(RIGHT, 0.15)],
    "公租房可以住多少年": [(REPLIES["公租房可以住多少年"], 0.3)],
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return run_questions(write_set(tmp_path / "set.jsonl"), ScriptedAssistant(REPLIES, WEIGHED))


@pytest.mark.parametrize(
    ("threshold", "right", "wrong_answers", "wrong_refusals", "lost"),
    [
        (0.0, 3, 2, 0, 0),  # q2 says its first draft, q5 says something
        (0.15, 4, 1, 0, 0),  # q2 says its second; only q5 is wrong
        (0.2, 3, 1, 1, 1),  # q3 is held back
        (0.5, 4, 0, 1, 1),  # q5 is held back too
        (0.95, 2, 0, 3, 3),  # nothing is said
    ],
)
def test_what_each_threshold_says(
    run: Run, threshold: float, right: int, wrong_answers: int, wrong_refusals: int, lost: int
) -> None:
    point = tradeoff(run.results, threshold)
    assert point.right == Share(right, 5)
    assert point.wrong_answers == Share(wrong_answers, 5)
    assert point.wrong_refusals == Share(wrong_refusals, 3)
    assert point.lost == Share(lost, 3)


def test_the_run_itself_is_a_point_of_the_curve(run: Run, tmp_path: Path) -> None:
    assert run.threshold == LEAST_EVIDENCE
    points, chosen = thresholds(run)
    assert chosen == tradeoff(run.results, LEAST_EVIDENCE)
    assert chosen in points
    assert [point.threshold for point in points] == sorted({p.threshold for p in points})
    save_run(run, tmp_path / "run.json")
    assert load_run(tmp_path / "run.json") == run


def test_the_plot_puts_the_points_where_they_belong(run: Run) -> None:
    chosen = tradeoff(run.results, 0.2)
    drawn = curve_plot(curve(run.results, [0.0, 0.95]), chosen)
    # 3 of 3 refused: the axis ends at 1.0; 2 of 5 wrong: it ends at 0.4.
    assert [(dot.x, dot.y) for dot in drawn.dots] == [(0, 0), (CHART_WIDTH, CHART_HEIGHT)]
    assert drawn.path == f"M0.0 0.0L{CHART_WIDTH}.0 {CHART_HEIGHT}.0"
    assert (drawn.chosen.x, drawn.chosen.y) == (round(CHART_WIDTH / 3, 1), CHART_HEIGHT / 2)
    assert [tick.label for tick in drawn.y_ticks] == ["0%", "10%", "20%", "30%", "40%"]
    assert 'class="chosen"' in run_page(run)


def test_a_run_without_drafts_has_no_curve(tmp_path: Path) -> None:
    run = run_questions(write_set(tmp_path / "set.jsonl"), ScriptedAssistant(REPLIES))
    assert thresholds(run) == ((), None)
    assert 'class="chosen"' not in run_page(run)


def test_a_histogram_counts_each_value_once() -> None:
    columns = histogram([0, 4.9, 5, 12, 99], (5, 10))
    assert [(one.label, one.count) for one in columns] == [("0–5", 2), ("5–10", 1), ("≥10", 2)]
    assert [one.height for one in columns] == [CHART_HEIGHT, CHART_HEIGHT / 2, CHART_HEIGHT]
    assert histogram([], (5, 10)) == []


QUESTIONS_ASKED = (
    "桂林公租房租金多久调整一次",
    "烟台公租房租金怎么定",
    "绵阳老年食堂有多少个",
    "遵义公租房租金是多少",  # a place without such a document
    "桂林公租房的物业费是多少",
)


@pytest.mark.parametrize("question", QUESTIONS_ASKED)
def test_the_first_probable_draft_is_what_is_said(question: str) -> None:
    assistant = real_assistant()
    answer = assistant.ask(question)
    weighed = assistant.weigh(question)
    said = next((one for one in weighed if one.probability >= LEAST_EVIDENCE), None)
    assert answer.refused == (said is None)
    if said is not None:
        assert (said.answer.text, said.answer.citations) == (answer.text, answer.citations)


def test_a_held_back_draft_is_kept_for_the_report(tmp_path: Path) -> None:
    replies = REPLIES | {"什么时候开始实行的": Reply("没有写明", refused=True, kind="no_detail")}
    path = write_set(tmp_path / "set.jsonl", QUESTIONS[2:3])
    run = run_questions(path, ScriptedAssistant(replies, {"什么时候开始实行的": [(RIGHT, 0.15)]}))
    (draft,) = run.results[0].drafts
    assert (draft.probability, draft.correct, draft.kind) == (0.15, True, "date")
    assert "依据概率 0.15" in run_page(run)
    assert WRONG.text not in run_page(run)
