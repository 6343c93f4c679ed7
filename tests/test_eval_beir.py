"""Reading a collection in the BEIR layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from beir_sample import PASSAGES, write_collection

from eval.beir import BeirError, load_collection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_collection(tmp_path)


def test_a_collection(folder: Path) -> None:
    collection = load_collection(folder)
    assert [document.text for document in collection.documents] == list(PASSAGES.values())
    assert collection.gains["q1"] == {"d1": 1}
    # q3 has a judged passage, of no gain.
    assert collection.asked == ["q1", "q2"]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("queries.jsonl", "{oops\n", "第 1 行不是 JSON"),
        ("queries.jsonl", '{"_id": "q1"}\n', "缺少 text"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1 d1\n", "第 2 行"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t0.5\n", "整数"),
        (
            "queries.jsonl",
            '{"_id": 1, "text": "甲"}\n{"_id": "1", "text": "乙"}\n',
            "第 2 行.*第 1 行",
        ),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\tx7\t1\n", "如 x7.*同一份数据"),
    ],
)
def test_a_bad_line_is_named(folder: Path, file: str, text: str, said: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(BeirError, match=said):
        load_collection(folder)


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(BeirError, match=r"corpus\.jsonl"):
        load_collection(tmp_path)


def test_judgements_without_a_header_are_read_from_the_first(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("q1\td1\t1\nq2\td3\t1\n", encoding="utf-8")
    collection = load_collection(folder)
    assert collection.gains == {"q1": {"d1": 1}, "q2": {"d3": 1}}
    assert collection.absent == set()


def test_relevant_passages_that_are_not_there_are_told(folder: Path) -> None:
    collection = load_collection(folder)
    assert collection.relevant == {"d1", "d9"}
    assert collection.absent == {"d9"}
