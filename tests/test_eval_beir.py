"""Retrieval measured on a small collection in the BEIR layout, with the shipped encoder."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from eval.beir import BeirError, evaluate_retrieval, load_collection, measure_retrieval, scores_of
from index.encoder import Encoder, load_encoder

PASSAGES = {
    "d1": "公租房租金按照市场租金的七成确定,每两年调整一次。",
    "d2": "高龄津贴自年满八十周岁的次月起发放,每人每月一百元。",
    "d3": "义务教育阶段实行划片就近入学,由县教育局公布学区范围。",
    "d4": "河长每月巡河不少于一次,发现问题当日交办。",
}
QUERIES = {"q1": "公租房租金多久调整一次", "q2": "学区范围由谁公布", "q3": "没有相关段落的问题"}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = [{"_id": key, "title": "", "text": text} for key, text in PASSAGES.items()]
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(line) + "\n" for line in corpus)
    queries = [{"_id": key, "text": text} for key, text in QUERIES.items()]
    (tmp_path / "queries.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in queries), encoding="utf-8"
    )
    (tmp_path / "qrels").mkdir()
    # For q2 the passage that shares its words is not the relevant one: rank 1 is wrong.
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td9\t1\n", encoding="utf-8"
    )
    return tmp_path


def test_measures_are_means_over_queries_with_relevant_passages(
    folder: Path, encoder: Encoder
) -> None:
    modes = measure_retrieval(folder, encoder, ["bm25", "dense", "hybrid"])["modes"]
    assert list(modes) == ["bm25", "dense", "hybrid"]
    for scores in modes.values():
        assert scores["hit@1"] == 0.5
        assert scores["mrr@10"] == 0.5
        assert scores["recall@100"] == 0.5
        assert scores["p50_ms"] > 0


def test_a_slice_of_the_queries(folder: Path, encoder: Encoder) -> None:
    modes = measure_retrieval(folder, encoder, ["bm25"], slice(0, 1))["modes"]
    assert modes["bm25"]["hit@1"] == 1.0


def test_the_json_file_follows_the_contract(folder: Path, encoder: Encoder) -> None:
    written = folder / "out" / "result.json"
    page = folder / "out" / "result.html"
    text = evaluate_retrieval(folder, encoder, ["hybrid"], written, html_path=page)
    scores = json.loads(written.read_text(encoding="utf-8"))["modes"]["hybrid"]
    names = ["hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", "recall@100", "p50_ms"]
    assert list(scores) == names
    assert "0.5000" in text and "0.5000" in page.read_text(encoding="utf-8")


def test_scores_of_one_list() -> None:
    scores = scores_of(["a", "b", "c"], {"c": 1.0, "x": 0.0})
    assert scores["hit@1"] == 0.0
    assert scores["hit@5"] == 1.0
    assert scores["mrr@10"] == pytest.approx(1 / 3)
    assert scores["ndcg@10"] == pytest.approx(0.5)
    assert scores["recall@100"] == 1.0


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("queries.jsonl", "{oops\n", "第 1 行不是 JSON"),
        ("queries.jsonl", '{"_id": "q1"}\n', "缺少 text"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1 d1\n", "第 2 行"),
    ],
)
def test_a_bad_line_is_named(folder: Path, file: str, text: str, said: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(BeirError, match=said):
        load_collection(folder)


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(BeirError, match=r"corpus\.jsonl"):
        load_collection(tmp_path)


def test_an_unknown_mode(folder: Path, encoder: Encoder) -> None:
    with pytest.raises(BeirError, match="fuzzy"):
        measure_retrieval(folder, encoder, ["fuzzy"])
