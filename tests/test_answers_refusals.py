"""Reasons to refuse told apart, over invented documents of other places and fields."""

from __future__ import annotations

from functools import cache

from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from answers.refusals import refuse
from index.collection import make_index

CHENGDE = """承德市人民政府关于加快冰雪产业发展的实施意见
承市政〔2022〕7号

各县(市、区)人民政府:
为加快冰雪产业发展,提出如下意见。

一、建设冰雪场地
到2025年建成冰雪场地30个,每个场地一次性补助50万元。由市体育局牵头,市发改委、市财政局配合。任务分工见附件1。

二、培育冰雪赛事
每年12月20日举办冰雪旅游节。滑雪指导员资格有效期为四年,期满前三个月申请换证。

三、附则
本意见由市体育局负责解释。

附件:1.重点任务分工表
2.冰雪场地建设名单

承德市人民政府
2022年3月5日
"""
LONGYAN = """龙岩市水利局关于山塘安全管理的通知
龙水〔2023〕15号

一、巡查
山塘管护人员每月巡查两次,汛期每天巡查一次。
二、经费
山塘维修养护经费由县级财政统筹安排。

(联系人:陈明;联系电话:0597-2345678)

龙岩市水利局
2023年4月10日

附件1
山塘巡查记录表

一、巡查内容
坝体有无裂缝、渗漏。
"""


@cache
def _assistant() -> Assistant:
    read_both = [read("chengde-2022", CHENGDE), read("longyan-2023", LONGYAN)]
    return Assistant(make_index(read_both, encoder()), encoder())


def ask(question: str) -> Answer:
    answer = _assistant().ask(question)
    for number, citation in enumerate(answer.citations, 1):
        document = _assistant().documents[citation.document_id]
        assert document.text[citation.start : citation.end] == citation.quote
        assert f"[{len(answer.citations) + 1}]" not in answer.text, number
    return answer


def refused(question: str) -> Answer:
    """What is said where no draft holds."""
    return refuse(_assistant().context(_assistant().understand(question)), "no_detail")


def cited(answer: Answer, mark: int) -> str:
    return answer.citations[mark - 1].quote


def test_a_wrong_amount_is_a_false_premise_and_what_is_said_is_cited() -> None:
    answer = ask("承德滑雪指导员资格有效期为什么定为两年")
    assert (answer.refused, answer.kind) == (True, "false_premise")
    assert "“两年”" in answer.text
    assert "四年" in cited(answer, 1)


def test_a_body_that_does_not_lead_is_a_false_premise() -> None:
    answer = ask("承德建设冰雪场地为什么由市教育局牵头")
    assert (answer.refused, answer.kind) == (True, "false_premise")
    assert "“由市教育局牵头”" in answer.text
    assert "市体育局牵头" in cited(answer, 1)


def test_a_wrong_day_is_a_false_premise() -> None:
    answer = ask("承德冰雪旅游节为什么定在1月5日举办")
    assert answer.kind == "false_premise"
    assert "12月20日" in cited(answer, 1)


def test_what_the_document_says_itself_is_no_false_premise() -> None:
    for question in (
        "承德滑雪指导员资格有效期为什么定为四年",
        "承德建设冰雪场地为什么由市体育局牵头",
    ):
        assert ask(question).kind != "false_premise"


def test_an_attachment_that_is_named_and_not_there_is_said_to_be_missing() -> None:
    answer = refused("承德重点任务分工表第三项写的什么")
    assert "附件没有收录" in answer.text
    assert "重点任务分工表" in answer.text


def test_an_attachment_that_is_there_is_not_said_to_be_missing() -> None:
    assert "附件没有收录" not in refused("龙岩山塘巡查记录表第九栏写的什么").text


def test_the_body_that_explains_the_document_may_be_asked() -> None:
    answer = refused("承德冰雪场地的门票卖多少钱一张")
    assert answer.kind == "no_detail"
    assert "由市体育局负责解释" in answer.text
    assert "由市体育局负责解释" in cited(answer, len(answer.citations))


def test_a_number_to_call_goes_before_the_body_that_explains() -> None:
    answer = ask("龙岩山塘管护人员的工资是多少")
    assert (answer.refused, answer.kind) == (True, "no_detail")
    assert "0597-2345678" in answer.text


def test_another_place_names_nobody_to_ask() -> None:
    answer = ask("苏州冰雪场地补助多少")
    assert answer.kind == "no_place"
    assert "咨询" not in answer.text
