"""Questions that go on about the last answer without saying so, asked of invented documents."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from answers.records import Answer
from answers.talk import talk_of
from corpus.reading import compose
from corpus.records import Hit, Question
from index.collection import make_index
from retrieval import understanding
from retrieval.misspelt import Vocabulary
from retrieval.understanding import understand

BOATS = """洪江市渡船管理条例
第一条 为了渡船安全，制定本条例。
第二条 经营渡船应当向市航务中心提出申请。航务中心应当自受理之日起十二日内完成审核，发给许可证。
第三条 对不予许可的决定不服的，可以在九日内申请复核。
第四条 渡船许可证不得转借他人使用。
第五条 渡船搁浅的，船主应当立即报告；情形特别严重的，航务中心应当报告市人民政府。
"""
BEES = """罗平县养蜂管理办法
第一条 为了保护蜜源，制定本办法。
第二条 蜂箱应当离公路五十米以上。
第三条 蜂农转场应当提前三日登记；转场途中蜂箱损坏的，由承运人赔偿。
第四条 蜜源地喷洒农药的，应当提前七日通知蜂农。
第五条 全县举办蜂蜜展销十二次，共有九百人登记。
"""
KILNS = """建水县陶窑保护规定
第一条 为了保护陶窑，制定本规定。
第二条 陶窑修缮方案由县文化馆编制，报县文物局批准。
第三条 陶窑开放时间为每日九时至十七时，门票十元。
"""


@cache
def assistant() -> Assistant:
    texts = {"boats": BOATS, "bees": BEES, "kilns": KILNS}
    found = [compose(id_, text) for id_, text in texts.items()]
    return Assistant(make_index(found, encoder()), encoder())


def ask(question: str, *history: str) -> Answer:
    return assistant().ask(question, history)


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ("在洪江经营渡船要向谁申请", "材料交上去，多久能有结果？", "十二日"),
        ("在洪江经营渡船要向谁申请", "决定不服，几天内能申请复核？", "九日"),
        ("罗平蜂农转场要提前几日登记", "途中损坏了谁赔？", "承运人"),
        # What was cited has a second amount, that of what is asked about only now.
        ("罗平县蜂蜜展销办了多少次", "一共有多少人来登记？", "九百人"),
    ],
)
def test_what_names_nothing_is_answered_from_what_was_cited(
    before: str, question: str, said: str
) -> None:
    answer = ask(question, before)
    assert not answer.refused
    assert said in answer.text
    assert answer.question.follow_up
    title = answer.citations[0].title
    assert answer.question.resolved == f"{title}：{answer.question.text}"


def test_what_names_nothing_is_refused_rather_than_answered_from_elsewhere() -> None:
    answer = ask("打个电话说一声行不行？", "罗平蜂农转场要提前几日登记")
    assert (answer.refused, answer.question.follow_up) == (True, True)
    assert {citation.document_id for citation in answer.citations} == {"bees"}


@pytest.mark.parametrize(
    ("question", "document"),
    [("陶窑的门票多少钱？", "kilns"), ("喷洒农药要提前几日通知蜂农？", "bees")],
)
def test_a_new_matter_is_not_dragged_along(question: str, document: str) -> None:
    answer = ask(question, "在洪江经营渡船要向谁申请")
    assert {citation.document_id for citation in answer.citations} == {document}
    assert not answer.question.follow_up


def test_one_that_points_back_says_what_was_not_said() -> None:
    before = "洪江的渡船搁浅，船主应当怎么做"
    answer = ask("要是情形特别严重，航务中心又该怎么做？", before)
    assert "报告市人民政府" in answer.text
    assert answer.question.follow_up and "渡船" in answer.question.resolved


@pytest.mark.parametrize(("question", "goes_on"), [("总坏能退吗", True), ("冰箱总坏能退吗", False)])
def test_a_thing_that_no_document_has_is_a_new_matter(question: str, goes_on: bool) -> None:
    index = assistant().index
    last = ask("罗平蜂农转场要提前几日登记")

    def find(_: Question, documents: Collection[str] | None, limit: int) -> list[Hit]:
        """Found elsewhere better, by its words, but not by its meaning."""
        id_, lexical = ("boats", 10.0) if documents is None else ("bees", 4.0)
        passage = next(one for one in index.passages if one.document_id == id_)
        return [Hit(passage, 1.0, lexical, 0.1)]

    talk = talk_of(understand(question), last, index, find)
    assert (talk is not None and talk.bare) == goes_on


def test_a_place_without_documents_is_kept() -> None:
    before = "芜湖经营渡船要向谁申请"
    assert ask(before).kind == "no_place"
    answer = ask("材料交上去，多久能有结果？", before)
    assert (answer.refused, answer.kind) == (True, "no_place")


def test_the_talk_goes_on_over_several_questions() -> None:
    first = "在洪江经营渡船要向谁申请"
    answer = ask("决定不服，几天内能申请复核？", first, "材料交上去，多久能有结果？")
    assert "九日" in answer.text


def test_an_answer_in_a_talk_does_not_say_its_place_again() -> None:
    answer = ask("决定不服，几天内能申请复核？", "在洪江经营渡船要向谁申请")
    assert "九日" in answer.text and "洪江市：" not in answer.text
    assert answer.question.follow_up and "洪江" in answer.question.resolved


def test_a_long_talk_is_read_once_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parts = understanding._parts

    def counted(text: str, vocabulary: Vocabulary | None) -> understanding._Parts:
        read.append(text)
        return parts(text, vocabulary)

    monkeypatch.setattr(understanding, "_parts", counted)
    understand("他们几天内办完？", ["洪江渡船由谁批准"] + ["他们几天内办完？"] * 30)
    assert len(read) <= understanding.LONGEST_HISTORY + 1


def test_an_earlier_question_that_comes_to_nothing_is_passed_over() -> None:
    assert understand("多久能有结果？", ["and if"]).before == ()
    assert ask("多久能有结果？", "and if").refused


def test_a_question_without_words_of_its_own_is_one_about_what_was_cited() -> None:
    answer = ask("谁来批准?", "建水陶窑修缮方案由谁编制")
    assert {citation.document_id for citation in answer.citations} == {"kilns"}
    assert "县文物局" in answer.text


def test_what_was_said_last_is_seldom_meant_once_more() -> None:
    before = "洪江的渡船许可证可以转借他人使用吗"
    answer = ask("船主搁浅后立即报告谁?", before)
    assert "不得转借" not in answer.text
