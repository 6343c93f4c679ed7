from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval_sample import QUESTIONS, evidence, write_set

from eval.questions import QuestionSetError, load_questions

SETS = Path(__file__).parents[1] / "eval" / "sets"


def test_a_set_is_read_whole_and_in_order(tmp_path: Path) -> None:
    first, second, third, *_, last = load_questions(write_set(tmp_path / "set.jsonl"))
    assert (first.id, first.facts) == ("q1", (("市住建局", "住房和城乡建设局"),))
    assert first.evidence[0].quote == "牵头单位：市住建局"
    assert second.history == ()
    assert third.history == ("公租房归谁牵头",)
    assert (last.id, last.answerable, last.refusal) == ("q5", False, "no_detail")


def test_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    line = json.dumps(QUESTIONS[0], ensure_ascii=False)
    path.write_text(f"\n{line}\n\n", encoding="utf-8-sig")
    assert [question.id for question in load_questions(path)] == ["q1"]


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"id": 7}, "id", "应为字符串，实为 数字"),
        ({"question": " "}, "question", "不能为空"),
        ({"history": "早先"}, "history", "应为列表，实为 字符串"),
        ({"documents": [None]}, "documents[0]", "应为字符串，实为 null"),
        ({"kind": "who"}, "kind", "“who”不在 lead、support"),
        ({"kind": "unanswerable"}, "kind", "可回答的题"),
        ({"wording": "rude"}, "wording", "“rude”不在"),
        ({"answerable": "yes"}, "answerable", "应为 true 或 false"),
        ({"refusal": "no_idea"}, "refusal", "“no_idea”不在"),
        ({"refusal": "no_place"}, "refusal", "应为空字符串"),
        ({"facts": []}, "facts", "至少要有一个要点"),
        ({"facts": [[]]}, "facts[0]", "至少要有一种说法"),
        ({"facts": [["市住建局", ""]]}, "facts[0][1]", "不能为空"),
        ({"wrong": [1]}, "wrong[0]", "应为字符串"),
        ({"evidence": []}, "evidence", "至少要有一条依据"),
        ({"evidence": [{"quote": "x"}]}, "evidence[0]", "document 和 quote"),
        ({"evidence": evidence("")}, "evidence[0].quote", "不能为空"),
        ({"answerable": False}, "refusal", "不可回答的题应为"),
        ({"answerable": False, "refusal": "no_year"}, "facts", "只在前提不实时"),
        ({"colour": "red"}, "colour", "没有这个字段"),
    ],
)
def test_an_error_names_file_line_and_field(
    tmp_path: Path, changes: dict[str, object], field: str, problem: str
) -> None:
    path = write_set(tmp_path / "set.jsonl", [QUESTIONS[1], QUESTIONS[0] | changes])
    with pytest.raises(QuestionSetError) as caught:
        load_questions(path)
    message = str(caught.value)
    assert message.startswith(f"题集 {path} 第 2 行的字段 {field} 有误：")
    assert problem in message


def test_a_missing_field_and_a_repeated_id_are_named(tmp_path: Path) -> None:
    short = {name: value for name, value in QUESTIONS[0].items() if name != "wording"}
    with pytest.raises(QuestionSetError, match="第 1 行的字段 wording 有误：缺少这个字段"):
        load_questions(write_set(tmp_path / "short.jsonl", [short]))
    twice = write_set(tmp_path / "twice.jsonl", [QUESTIONS[0], QUESTIONS[0]])
    with pytest.raises(QuestionSetError, match="第 2 行的字段 id 有误：“q1”与第 1 行重复"):
        load_questions(twice)


def test_files_that_are_no_set(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    with pytest.raises(QuestionSetError, match="无法读取"):
        load_questions(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuestionSetError, match="无法读取"):
        load_questions(path)
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(QuestionSetError, match="没有题目"):
        load_questions(path)
    path.write_text('{"id": }\n', encoding="utf-8")
    with pytest.raises(QuestionSetError, match="第 1 行的字段 （整行） 有误：不是合法的 JSON"):
        load_questions(path)


def test_the_language_is_that_of_the_words(tmp_path: Path) -> None:
    wordings = ["公租房归谁牵头", "公租房歸誰牽頭", "Who leads?"]
    entries = [QUESTIONS[0] | {"id": text, "question": text} for text in wordings]
    questions = load_questions(write_set(tmp_path / "set.jsonl", entries))
    assert [question.language for question in questions] == ["zh-Hans", "zh-Hant", "en"]


@pytest.mark.parametrize("name", ["develop", "measure"])
def test_a_fifth_of_each_shipped_set_is_unanswerable(name: str) -> None:
    questions = load_questions(SETS / f"{name}.jsonl")
    unanswerable = sum(not question.answerable for question in questions)
    assert len(questions) >= 75
    assert unanswerable / len(questions) >= 0.2
