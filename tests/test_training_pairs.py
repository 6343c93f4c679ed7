"""Pairs of texts: what belongs together and what is no negative."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from training.data import news_text, split_sentences
from training.lay import Taught, law_questions, news_questions, taught_questions
from training.pairs import Articles, Couples, LayQuestions, Sentences, Texts, synonyms
from training.vocabulary import build_tokenizer

CHARACTERS = "申请人应当提交材料住房保障部门负责审核学校招生简章公布时间办法第章总则"


@pytest.fixture
def tokenizer() -> Tokenizer:
    return build_tokenizer(dict.fromkeys(CHARACTERS + "ab", 1))


def read(tokenizer: Tokenizer, ids: np.ndarray) -> str:
    return "".join(tokenizer.id_to_token(int(i)) or "" for i in ids)


def test_sentences_end_at_stops_and_news_lose_their_stamp() -> None:
    assert split_sentences("甲乙。丙？\n丁；") == ["甲乙", "丙", "丁"]
    assert news_text({"text": "2023-08-17 16:24，正文：住房保障。"}) == "住房保障。"
    assert news_text({"text": "住房保障正文：一"}) == "住房保障正文：一"


def test_texts_are_read_back_singly_and_in_a_row(tokenizer: Tokenizer) -> None:
    texts = Texts(tokenizer, ["申请", "", "人应当"])
    assert len(texts) == 3
    assert [len(texts[i]) for i in range(3)] == [2, 0, 3]
    assert read(tokenizer, texts.between(0, 3)) == "申请人应当"


def test_a_news_sentence_is_not_in_its_own_passage(tokenizer: Tokenizer) -> None:
    source = Sentences("news", tokenizer, ["申请人应当。提交材料住房。", "只有一句"])
    assert source.size == 1
    pair = source.draw(np.random.default_rng(1))
    both = {read(tokenizer, pair.anchor), read(tokenizer, pair.positive)}
    assert both == {"申请人应当", "提交材料住房"}
    assert pair.anchor_key == pair.positive_key == 0


def test_an_article_carries_title_and_chapter(tokenizer: Tokenizer) -> None:
    record: dict[str, object] = {"title": "招生办法", "path": ["总则"], "text": "学校公布简章时间"}
    source = Articles(tokenizer, [record])
    for seed in range(5):
        pair = source.draw(np.random.default_rng(seed))
        assert read(tokenizer, pair.positive) == "招生办法总则学校公布简章时间"
        anchor = read(tokenizer, pair.anchor).removeprefix("招生办法")
        letters = iter("学校公布简章时间")
        assert 3 <= len(anchor) <= 8
        assert all(character in letters for character in anchor)  # in their order


def test_couples_with_an_empty_side_are_left_out_and_equal_texts_share_a_key(
    tokenizer: Tokenizer,
) -> None:
    source = Couples("q", tokenizer, [("申请", "材料"), ("审核", "材料"), ("……", "住房")])
    assert source.size == 2
    generator = np.random.default_rng(0)
    pairs = [source.draw(generator) for _ in range(20)]
    assert {read(tokenizer, pair.anchor) for pair in pairs} == {"申请", "审核"}
    assert len({pair.positive_key for pair in pairs}) == 1
    assert len({pair.anchor_key for pair in pairs}) == 2


def test_synonyms_share_a_meaning_that_few_words_have() -> None:
    entries = [("Doctor", "医生"), ("doctor", "大夫"), ("doctor", "医"), ("nurse", "护士")]
    assert synonyms(entries) == [("医生", "大夫")]
    assert synonyms([("surname", f"姓{i}") for i in range(7)]) == []


def test_a_lay_question_comes_with_an_article_near_its_own(tokenizer: Tokenizer) -> None:
    laws = Articles(
        tokenizer,
        [
            {"title": "招生办法", "path": [], "text": text}
            for text in ("学校公布简章时间", "。", "住房保障部门负责审核")
        ],
    )
    asked = [Taught("申请", "提交材料", 2), Taught("人应当", "材料", None)]
    source = LayQuestions(tokenizer, asked, laws)
    pairs = source.draw_many(np.random.default_rng(0), 40)
    assert len(pairs) == 40
    by_anchor = {read(tokenizer, pair.anchor): pair for pair in pairs}
    # The second record holds no sentence, so that the third is the second article.
    assert by_anchor["申请"].positive_key == 1
    assert by_anchor["人应当"].positive_key < 0 and by_anchor["人应当"].anchor_key < 0
    others = [pair for pair in pairs if pair.anchor_key >= 0]
    assert others and {pair.positive_key for pair in others} == {0}


def test_the_lay_questions_to_teach_are_of_other_laws_than_those_that_judge() -> None:
    taught, judging = law_questions(taught=True), law_questions(taught=False)
    assert len(taught) > len(judging) > 0
    assert not {title for title, _, _ in taught} & {title for title, _, _ in judging}
    assert not {line for line, _ in news_questions(taught=True)} & {
        line for line, _ in news_questions(taught=False)
    }


def test_what_is_taught_is_what_the_folder_holds(tmp_path: Path) -> None:
    title, article, question = law_questions(taught=True)[0]
    line, asked = news_questions(taught=True)[0]
    laws: list[dict[str, object]] = [
        {"title": title, "path": ["总则"], "article": "第零条", "text": "别的。"},
        {"title": title, "path": ["总则"], "article": article, "text": "答案。"},
    ]
    write_records(tmp_path / "laws.jsonl.xz", laws)
    write_records(tmp_path / "news.jsonl.xz", [{"text": f"第{n}条"} for n in range(line + 1)])
    found = taught_questions(tmp_path)
    assert found[0] == Taught(question, f"{title} 总则 答案。", 1)
    assert Taught(asked, f"第{line}条", None) in found


def write_records(path: Path, records: list[dict[str, object]]) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
