from __future__ import annotations

import hashlib
import json
from math import log2
from pathlib import Path

import pytest
from eval_sample import REPLIES, TEXT, Reply, assistant, question, write_set

from corpus.writing import WritingError
from eval.commands import evaluate_answers
from eval.judging import Ranked, Result
from eval.metrics import group, summarise
from eval.runs import Run, RunError, load_run, run_questions, save_run
from eval.statistics import Share


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return run_questions(write_set(tmp_path / "set.jsonl"), assistant(), {"编码器": "无"})


def by_id(run: Run) -> dict[str, Result]:
    return {result.id: result for result in run.results}


def test_the_metrics_are_those_a_reader_counts(run: Run) -> None:
    summary = summarise(run.results)
    assert summary.questions == 5
    assert summary.accuracy == Share(3, 5)
    assert summary.answered_right == Share(2, 3)
    assert summary.citation_hit == Share(1, 3)
    assert summary.evidence_cited == Share(1, 3)
    assert summary.faithful == Share(4, 4)
    assert summary.refusal_precision == Share(1, 2)
    assert summary.refusal_recall == Share(1, 2)
    assert summary.false_refusal == Share(1, 3)
    assert summary.reason_right == Share(1, 1)
    assert (summary.fact_length, summary.fact_short) == (13.5, Share(2, 2))
    assert (summary.latency_p50, summary.latency_p95) == pytest.approx((30.0, 48.0))


def test_the_ranking_is_measured_on_the_gold_passages(run: Run) -> None:
    results = by_id(run)
    assert results["q1"].ranked == Ranked(1, 1, 1, 1, 1)
    assert results["q2"].ranked == Ranked(0, 1, 1, 1 / 2, 1 / log2(3))
    assert results["q3"].ranked == Ranked(0, 0, 0, 0, 0)
    assert results["q4"].ranked is None
    mean = summarise(run.results).ranked
    assert mean is not None
    assert (mean.hit_1, mean.hit_5, mean.mrr_10) == pytest.approx((1 / 3, 2 / 3, 1 / 2))
    assert mean.ndcg_10 == pytest.approx((1 + 1 / log2(3)) / 3)


def test_every_fault_has_its_name(run: Run) -> None:
    assert {id_: result.faults for id_, result in by_id(run).items()} == {
        "q1": (),
        "q2": ("not_cited",),
        "q3": ("false_refusal",),
        "q4": (),
        "q5": ("missed_refusal",),
    }


def test_groups_follow_the_order_of_the_kinds(run: Run) -> None:
    kinds = group(run.results, "kind")
    assert list(kinds) == ["lead", "number", "date", "unanswerable"]
    assert [result.id for result in kinds["unanswerable"]] == ["q4", "q5"]
    assert list(group(run.results, "wording")) == ["everyday", "followup"]
    assert list(group(run.results, "document")) == ["yunling-2021"]


def test_a_quote_from_elsewhere_is_found_out(tmp_path: Path) -> None:
    moved = Reply("市住建局[1]", kind="lead", cites=(1,), shift=1)
    run = run_questions(write_set(tmp_path / "set.jsonl"), assistant(q1=moved))
    assert by_id(run)["q1"].faults == ("unfaithful",)
    assert summarise(run.results).faithful == Share(3, 4)


def test_a_wrong_phrase_and_a_missing_fact_spoil_an_answer(tmp_path: Path) -> None:
    asked = [
        question(
            1,
            "公租房归谁牵头",
            "lead",
            facts=[["市住建局"], ["市民政局"]],
            wrong=["市财政局"],
            evidence=[{"document": "yunling-2021", "quote": "牵头单位"}],
        )
    ]
    (result,) = run_questions(write_set(tmp_path / "set.jsonl", asked), assistant()).results
    assert result.missing_facts == (1,)
    assert result.wrong_phrases == ("市财政局",)
    assert result.faults == ("missing_fact", "wrong_phrase")


def test_a_false_premise_may_be_refused_or_corrected(tmp_path: Path) -> None:
    text = "公租房租金打几折"
    asked = [
        question(
            1, text, "unanswerable", answerable=False, refusal="false_premise", facts=[["60%"]]
        )
    ]
    path = write_set(tmp_path / "set.jsonl", asked)
    for reply, correct, recall in (
        (Reply("按市场价的60%收取"), True, Share(0, 0)),
        (Reply("没有写明", refused=True, kind="no_detail"), True, Share(1, 1)),
        (Reply("打五折"), False, Share(0, 1)),
    ):
        run = run_questions(path, assistant(q2=reply))
        assert run.results[0].correct is correct
        assert summarise(run.results).refusal_recall == recall


def test_progress_is_told_after_each_question(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    run_questions(
        write_set(tmp_path / "set.jsonl"),
        assistant(),
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )
    assert told == [("评测问答", done, 5) for done in range(1, 6)]


def test_a_run_knows_what_it_measured(run: Run, tmp_path: Path) -> None:
    digest = hashlib.sha256((tmp_path / "set.jsonl").read_bytes()).hexdigest()
    assert (run.set_name, run.set_sha256) == ("set.jsonl", digest)
    assert run.settings == {"编码器": "无"}
    (indexed,) = run.documents
    assert (indexed.id, indexed.passages) == ("yunling-2021", 4)
    (cited,) = by_id(run)["q1"].citations
    assert TEXT[cited.start : cited.end] == cited.quote
    assert by_id(run)["q3"].understood.resolved == "公租房归谁牵头什么时候开始实行的"


def test_a_run_survives_its_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "run.json"
    save_run(run, path)
    assert load_run(path) == run
    metrics = json.loads(path.read_text(encoding="utf-8"))["metrics"]
    assert metrics["all"]["accuracy"]["value"] == 0.6
    assert metrics["by_kind"]["unanswerable"]["accuracy"] == {
        "count": 1,
        "total": 2,
        "value": 0.5,
        "interval": [pytest.approx(0.0945, abs=1e-4), pytest.approx(0.9055, abs=1e-4)],
    }


def test_files_that_are_no_run(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    with pytest.raises(RunError, match="没有评测记录"):
        load_run(path)
    with pytest.raises(RunError, match="是文件夹"):
        load_run(tmp_path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(RunError, match="不是 UTF-8 编码的文本"):
        load_run(path)
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(RunError, match="不是完整的 JSON：是空的"):
        load_run(path)
    path.write_text('{"format":', encoding="utf-8")
    with pytest.raises(RunError, match="在第 1 行第 11 列断开或写错"):
        load_run(path)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(RunError, match="不是格式为 wenzheng-run/1 的评测记录"):
        load_run(path)
    save_run(run, path)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["results"][1]["correct"] = "ja"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(RunError, match=r"字段 results\.1\.correct 有误（类型或取值不对）"):
        load_run(path)
    del content["results"][1]["correct"]
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(RunError, match=r"字段 results\.1\.correct 有误（缺少）"):
        load_run(path)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    path = tmp_path / "taken" / "run.json"
    with pytest.raises(WritingError, match=r"无法写入 .*请换一个可写的位置"):
        evaluate_answers(write_set(tmp_path / "set.jsonl"), assistant(), json_path=path)


def test_the_replies_of_the_sample_are_all_asked(run: Run) -> None:
    assert {result.question for result in run.results} == set(REPLIES)
