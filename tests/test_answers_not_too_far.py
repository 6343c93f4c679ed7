"""Where rules on several questions, places and lists stop, on invented rules on cable cars."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.lacking import lacking
from answers.parting import two_asked
from answers.quantities import sort_of_number
from answers.records import Answer
from index.collection import make_index
from retrieval.kinds import question_kind
from retrieval.understanding import understand

CARS = """栾川县缆车管理办法

第一条 为了加强缆车管理，制定本办法。
第二条 缆车门票每人三十元。
第三条 缆车退票的，退回票款的九成。
第四条 缆车站应当在入口设置安全须知告示牌，写明乘坐人数。
第五条 缆车站的无障碍通道由县残联验收。
未建设无障碍通道的，由县公安局责令改正。
附件 安全须知
缆车站应当在入口设置安全须知告示牌，写明乘坐人数。
"""
REPLY = """关于灵璧县塌陷险情有关问题的复函

一、灵璧县塌陷险情专家组意见如下。
二、灵璧县渔沟镇险情调查情况如下。
三、灵璧县朝阳镇险情调查情况如下。
四、建议对灵璧县的塌陷险情采取填埋措施，疏散周围居民。
"""
PLAN = """玉山县校园安全工作方案

一、组织领导
校园安全由县教育局牵头负责。
二、重点任务
（一）食堂安全
县市场监管局要发挥牵头作用，检查食堂。
"""


@cache
def _assistant() -> Assistant:
    documents = [read("cars", CARS), read("reply", REPLY), read("plan", PLAN)]
    return Assistant(make_index(documents, encoder()), encoder())


def _ask(question: str) -> Answer:
    return _assistant().ask(question)


def test_a_second_question_on_a_rule_is_one() -> None:
    answer = _ask("栾川缆车门票多少钱？退票办法怎么规定的？")
    assert "三十元" in answer.text and "九成" in answer.text
    assert not two_asked(understand("栾川缆车能退票吗？2019年的办法怎么规定的？"))


def test_a_list_of_questions_parted_by_semicolons_is_not_parted() -> None:
    assert not two_asked(understand("缆车由谁管；谁维护；谁检验；票价谁定；多久检验一次"))


def test_a_document_on_one_place_goes_through_no_places() -> None:
    assert "填埋" in _ask("灵璧县的塌陷险情采取什么措施").text


def test_who_leads_a_part_does_not_lead_the_whole() -> None:
    answer = _ask("玉山县校园安全由谁牵头")
    assert "县教育局" in answer.text and "市场监管局" not in answer.text


def test_a_sentence_that_an_annex_repeats_is_said_once() -> None:
    assert _ask("栾川缆车站要设哪些告示牌").text.count("写明乘坐人数") == 1


def test_what_only_sounds_lacking_is_not() -> None:
    assert lacking("合同里没约定租期") == ("约定", "定租")
    assert lacking("无障碍通道由谁验收，有没有奖励，未成年人呢") == ()
    assert "县公安局" not in _ask("栾川缆车站的无障碍通道由谁验收").text


@pytest.mark.parametrize(
    ("question", "actor"),
    [("试点分哪几批开展", False), ("得哪几家批", True), ("由何机关任命", True)],
)
def test_batches_are_not_bodies(question: str, actor: bool) -> None:
    assert (question_kind(question) == "actor") is actor


def test_who_takes_part_is_counted_and_makes_no_quorum() -> None:
    assert sort_of_number("培训班多少人参加") == "people"
    assert sort_of_number("多少业主同意才能换") == "quorum"


def test_how_large_a_sum_is_no_area() -> None:
    sum_asked = understand("How large is the training subsidy for people in the weaving room?")
    area = understand("How large is the inspection zone?")
    assert "面积" not in sum_asked.text and "面积" in area.text
