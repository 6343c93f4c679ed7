"""Questions from a file: read strictly, answered one line each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from answers_sample import assistant

from answers.batch import BatchError, BatchQuestion, answer_lines, read_batch


def batch(folder: Path, *lines: str) -> Path:
    path = folder / "in.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_lines_are_read_with_id_and_history(tmp_path: Path) -> None:
    path = batch(
        tmp_path,
        '{"id": "a", "question": "租金怎么定", "history": ["桂林公租房"]}',
        "",
        '{"question": "学区", "history": null}',
    )
    assert read_batch(path) == [
        BatchQuestion("a", "租金怎么定", ("桂林公租房",)),
        BatchQuestion(None, "学区", ()),
    ]


def test_windows_line_ends_byte_marks_and_unicode_separators(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    first = json.dumps({"id": 1, "question": "租\u2028金"}, ensure_ascii=False)
    path.write_bytes(b"\xef\xbb\xbf" + first.encode() + b'\r\n{"id": 2, "question": "x"}\r\n')
    assert [entry.question for entry in read_batch(path)] == ["租\u2028金", "x"]


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[]",
        '"text"',
        "3",
        "{}",
        '{"id": 1}',
        '{"question": 5}',
        '{"question": "x", "history": 5}',
        '{"question": "x", "history": [1]}',
        '{"question": "x", "history": {"a": 1}}',
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str) -> None:
    path = batch(tmp_path, '{"question": "租金"}', bad)
    with pytest.raises(BatchError, match="第 2 行"):
        read_batch(path)


def test_a_history_of_one_text_is_one_question(tmp_path: Path) -> None:
    path = batch(tmp_path, '{"question": "x", "history": "桂林公租房由谁牵头"}')
    assert read_batch(path)[0].history == ("桂林公租房由谁牵头",)


def test_a_file_that_is_missing_or_unreadable_is_told(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="找不到问题文件"):
        read_batch(tmp_path / "none.jsonl")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(BatchError, match="UTF-8"):
        read_batch(tmp_path / "binary.jsonl")
    with pytest.raises(BatchError, match="读不出来"):
        read_batch(tmp_path)


def test_each_question_gives_a_line_and_a_bad_one_stops_nothing() -> None:
    questions = [
        BatchQuestion("a", "桂林公租房房源由谁牵头筹集", ()),
        BatchQuestion("b", "", ()),
        BatchQuestion("c", "租" * 2001, ()),
        BatchQuestion("d", "\ud800公租房", ()),
        BatchQuestion("e", "烟台呢?", ("桂林公租房租金怎么定",)),
    ]
    lines = list(answer_lines(questions, assistant()))
    assert [line["id"] for line in lines] == ["a", "b", "c", "d", "e"]
    assert [line["kind"] for line in lines[:3]] == ["lead", "invalid", "invalid"]
    assert (lines[1]["refused"], lines[1]["citations"]) == (True, [])
    assert {c["doc"] for c in lines[4]["citations"]} == {"yantai-2022"}
    for line in lines:
        json.dumps(line, ensure_ascii=False).encode()


def test_a_line_has_the_fields_of_the_contract() -> None:
    line = next(answer_lines([BatchQuestion(7, "桂林公租房租金多久调整一次", ())], assistant()))
    assert {"id", "answer", "refused", "kind", "citations", "warnings", "latency_ms"} <= set(line)
    citation = line["citations"][0]
    assert {"doc", "title", "section", "text", "quote", "start", "end"} <= set(citation)
    assert citation["quote"] in citation["text"]
    assert line["latency_ms"] > 0
