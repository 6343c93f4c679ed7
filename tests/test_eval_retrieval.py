"""Retrieval measured, reported and compared on a small collection, with the shipped encoder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from beir_sample import write_collection
from eval_sample import assistant, write_set

from corpus.writing import WritingError
from eval.beir import BeirError
from eval.commands import compare_runs, evaluate_answers, evaluate_retrieval
from eval.compare import ComparisonError
from eval.retrieval_compare import compare_retrieval
from eval.retrieval_report import failed_queries, retrieval_page, retrieval_table
from eval.retrieval_runs import (
    MODES,
    AskedQuery,
    Found,
    RetrievalRun,
    load_retrieval_run,
    means,
    measure_retrieval,
)
from eval.runs import RunError
from index.encoder import Encoder, load_encoder

NAMES = ["hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", "recall@100", "p50_ms"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_collection(tmp_path / "beir")


def made_run(**first: Mapping[str, int | None]) -> RetrievalRun:
    """A run whose queries found their only relevant passage at these ranks, by mode and query."""
    queries = list(next(iter(first.values())))

    def found(rank: int | None) -> Found:
        reciprocal = 1 / rank if rank else 0.0
        scores = dict.fromkeys(NAMES[:-1], reciprocal) | {"hit@1": float(rank == 1)}
        return Found(rank, scores, ("d1",), 2.0)

    return RetrievalRun(
        collection="made",
        created="2026-01-01T00:00:00+00:00",
        passages=4,
        modes=tuple(first),
        queries=tuple(
            AskedQuery(q, f"问题{q}", ("d9",), "", {mode: found(first[mode][q]) for mode in first})
            for q in queries
        ),
    )


def test_measures_are_means_over_queries_with_relevant_passages(
    folder: Path, encoder: Encoder
) -> None:
    run = measure_retrieval(folder, encoder)
    assert run.modes == MODES and {"bm25", "dense", "hybrid"} <= set(MODES)
    assert [query.id for query in run.queries] == ["q1", "q2"]
    for mode in MODES:
        scores = means(run.queries, mode)
        assert scores["hit@1"] == scores["mrr@10"] == scores["recall@100"] == 0.5
        assert 0 < scores["p50_ms"] <= scores["p95_ms"]
        assert [query.found[mode].first for query in run.queries] == [1, None]


def test_a_slice_of_the_queries_and_parts(folder: Path, encoder: Encoder) -> None:
    run = measure_retrieval(folder, encoder, ["bm25"], slice(0, 1))
    assert means(run.queries, "bm25")["hit@1"] == 1.0
    parts = {"甲": slice(0, 1), "乙": slice(1, None)}
    run = measure_retrieval(folder, encoder, ["bm25"], parts=parts)
    assert {name: means(part, "bm25")["hit@1"] for name, part in run.parts.items()} == {
        "甲": 1.0,
        "乙": 0.0,
    }
    assert "乙（1 题）" in retrieval_table(run)
    # The numbers of the parts are those of all queries, whichever are asked.
    run = measure_retrieval(folder, encoder, ["bm25"], slice(1, 2), parts)
    assert list(run.parts) == ["乙"]


def test_questions_may_be_understood_first(folder: Path, encoder: Encoder) -> None:
    run = measure_retrieval(folder, encoder, ["hybrid"], understood=True)
    assert run.settings["question"] == "understood"
    assert run.queries[0].found["hybrid"].first == 1


def test_the_json_file_follows_the_contract(folder: Path, encoder: Encoder) -> None:
    written, page = folder / "out" / "result.json", folder / "out" / "result.html"
    text = evaluate_retrieval(folder, encoder, ["hybrid"], written, page)
    content = json.loads(written.read_text(encoding="utf-8"))
    assert list(content["modes"]["hybrid"]) == [*NAMES, "p95_ms"]
    # Of two questions one is right: a quarter of the draws has none right, a quarter both.
    assert content["intervals"]["hybrid"]["hit@1"] == [0.0, 1.0]
    assert "50.0 [0.0–100.0]" in text and "50.0 [0.0–100.0]" in page.read_text(encoding="utf-8")
    # The passage that is relevant to the other one is not in the collection, which is said.
    note = "2 个相关段落中有 1 个（如 d9）不在 corpus 里"
    assert note in text and note in page.read_text(encoding="utf-8")
    run = load_retrieval_run(written)
    assert means(run.queries, "hybrid")["hit@1"] == 0.5
    assert run.queries[1].text == "学区范围由谁公布"


def test_the_page_shows_the_failures_in_order_and_escaped(folder: Path, encoder: Encoder) -> None:
    run = made_run(hybrid={"a": 1, "b": 3, "c": None})
    assert [query.id for query in failed_queries(run)] == ["c", "b"]
    queries = (replace(run.queries[1], text="<b>粗</b>"), *run.queries[2:])
    page = retrieval_page(replace(run, queries=queries), {})
    assert "&lt;b&gt;粗" in page and "<b>粗" not in page
    assert "不在前 100 名" in page and "第 3 名" in page
    assert page.count("<details") == 2


def test_the_page_bounds_the_failures() -> None:
    page = retrieval_page(made_run(bm25=dict.fromkeys(map(str, range(120)))), {})
    assert page.count("<details") == 100
    assert "120 道，列出最差的 100 道" in page


def test_an_unknown_mode_and_no_queries(folder: Path, encoder: Encoder) -> None:
    with pytest.raises(BeirError, match="fuzzy"):
        measure_retrieval(folder, encoder, ["fuzzy"])
    with pytest.raises(BeirError, match="没有带相关段落的问题"):
        measure_retrieval(folder, encoder, ["bm25"], slice(5, 9))


def test_a_place_that_cannot_be_written_is_told_before_measuring(folder: Path) -> None:
    class Untouched:
        """An encoder that may not be asked for anything."""

    for place in (folder, folder / "queries.jsonl" / "run.json"):
        with pytest.raises(WritingError, match="无法写入"):
            evaluate_retrieval(folder, cast("Encoder", Untouched()), None, place)


def test_two_runs_are_compared_mode_by_mode() -> None:
    before = made_run(bm25={"a": 1, "b": 2, "c": None, "d": 1})
    after = made_run(bm25={"a": 2, "b": 1, "c": 1, "e": 1}, dense={"a": 1, "b": 1, "c": 1, "e": 1})
    comparison = compare_retrieval(before, after)
    (pair,) = comparison.pairs
    assert (pair.before, pair.after) == ("bm25", "bm25")
    assert (comparison.asked[""], comparison.left_out) == (3, 2)
    hit = pair.differences[""]["hit@1"]
    # Of a, b, c one was right and two are: b and c better, a worse; signs: 2 · (1 + 3) / 8.
    assert [hit.before, hit.after] == pytest.approx([1 / 3, 2 / 3])
    assert (hit.better, hit.worse, hit.p_value) == (2, 1, 1.0)
    assert [one.query.id for one in pair.risen] == ["c", "b"]
    assert [one.query.id for one in pair.fallen] == ["a"]


def test_modes_of_one_run_are_compared() -> None:
    ranks = {"a": 1, "b": 2}
    run = made_run(bm25=ranks, dense=ranks, hybrid={"a": 1, "b": 1})
    pairs = [(pair.before, pair.after) for pair in compare_retrieval(run, run).pairs]
    assert pairs == [("bm25", "dense"), ("bm25", "hybrid")]
    (pair,) = compare_retrieval(run, run, ("dense", "hybrid")).pairs
    assert [one.query.id for one in pair.risen] == ["b"]


@pytest.mark.parametrize(
    ("before", "after", "modes", "said"),
    [
        ({"bm25": {"a": 1}}, {"dense": {"a": 1}}, None, "没有可比较的检索方式"),
        ({"bm25": {"a": 1}}, {"bm25": {"b": 1}}, None, "没有相同的题目"),
        ({"bm25": {"a": 1}}, {"bm25": {"b": 1}}, ("bm25", "dense"), "没有检索方式 dense"),
    ],
)
def test_nothing_to_compare(
    before: dict[str, dict[str, int | None]],
    after: dict[str, dict[str, int | None]],
    modes: tuple[str, str] | None,
    said: str,
) -> None:
    with pytest.raises(ComparisonError, match=said):
        compare_retrieval(made_run(**before), made_run(**after), modes)


def test_the_command_compares_files(folder: Path, encoder: Encoder) -> None:
    run, page, content = folder / "run.json", folder / "page.html", folder / "c.json"
    evaluate_retrieval(folder, encoder, ["bm25", "hybrid"], run)
    text = compare_runs(run, None, content, page)
    assert "bm25 词面 → hybrid 混合" in text and "共同的题目 2 道" in text
    assert "bm25 词面 → hybrid 混合" in page.read_text(encoding="utf-8")
    pair = json.loads(content.read_text(encoding="utf-8"))["pairs"][0]
    assert pair["differences"]["all"]["hit@1"]["p_value"] == 1.0
    assert (pair["before"], pair["after"]) == ("bm25", "hybrid")


def test_runs_of_two_sorts_are_not_compared(folder: Path, encoder: Encoder) -> None:
    retrieval, answers = folder / "run.json", folder / "answers.json"
    evaluate_retrieval(folder, encoder, ["bm25"], retrieval)
    evaluate_answers(write_set(folder / "set.jsonl"), assistant(), answers)
    with pytest.raises(ComparisonError, match="同类"):
        compare_runs(retrieval, answers)
    with pytest.raises(ComparisonError, match="两份评测记录"):
        compare_runs(answers)


def test_a_broken_run_is_named(folder: Path) -> None:
    broken = folder / "broken.json"
    broken.write_text('{"format": "wenzheng-retrieval/1", "modes": {}}', encoding="utf-8")
    with pytest.raises(RunError, match=r"broken\.json"):
        compare_runs(broken)
