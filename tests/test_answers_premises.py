"""What a question supposes and the documents deny, on an invented regulation on bees."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

BEES = """丽水市养蜂管理条例
第一条 为了规范养蜂，制定本条例。
第二条 养蜂证的有效期为三年。蜂场转移记录保存六个月。
第三条 每个养蜂户在城区最多饲养四箱蜜蜂。
第四条 每年5月20日为养蜂日，当天市人民政府组织免费义诊。
第五条 检查蜂场应当由两名以上检查人员进行，并出示检查证。
第六条 超过规定数量饲养蜜蜂的，由市农业农村局责令改正，处二百元罚款。
第七条 养蜂户可以领取不超过八百元的越冬补助，向乡镇人民政府申请。
第八条 检查员遭遇雨雪的，检查假为3天。检查员每年享受20天检查假。检查假由市农业农村局批准。
第九条 养蜂户交纳的蜂箱押金为三百元，由市农业农村局在十日内退还。
第十条 举报违规养蜂的，奖励罚款金额的百分之五，最高不超过一千元。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("lishui-bees", BEES)], encoder()), encoder())


def ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "claimed", "said"),
    [
        ("丽水养蜂证的有效期为什么是一年", "一年", "三年"),
        ("丽水规定城区养蜂户能饲养九箱蜜蜂，养十箱怎么罚", "九箱", "四箱"),
        ("丽水把3月1日定为养蜂日，当天政府组织什么", "3月1日", "5月20日"),
        ("丽水规定检查蜂场的检查人员一个人就能去，他要出示什么", "一个人", "两名以上"),
        ("养蜂管理条例规定越冬补助是三千元，向谁申请", "三千元", "八百元"),
        ("养蜂证有效期六个月是第几条", "六个月", "三年"),
        ("丽水的养蜂证有效期六个月，这个规定写在哪", "六个月", "三年"),
        ("丽水养蜂检查员的检查假45天由谁批准", "45天", "20天"),
    ],
)
def test_a_supposition_that_the_document_denies(question: str, claimed: str, said: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.kind) == (True, "false_premise")
    assert f"“{claimed}”" in answer.text
    assert said in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        # True, or within the bound that the document sets.
        "丽水养蜂证的有效期为什么是三年",
        "丽水养蜂证的有效期为什么是36个月",
        "丽水规定越冬补助可以领五百元，向谁申请",
        "丽水养蜂检查员的检查假20天由谁批准",
        # What the asker brings, or asks whether it holds.
        "我在丽水城区养了九箱蜜蜂，怎么罚",
        "丽水城区可以饲养九箱蜜蜂吗",
        # What was paid, and of what another sum is reckoned.
        "丽水蜂箱押金500元是由谁退还",
        "丽水举报违规养蜂罚款2万元能拿多少钱",
        # Of another sort than all that the document says of it.
        "丽水规定养蜂户要有九亩地，向谁申请补助",
    ],
)
def test_what_is_no_supposition_or_not_denied(question: str) -> None:
    assert ask(question).kind != "false_premise"


def test_a_receipt_tries_no_draft_of_a_question_that_is_denied() -> None:
    receipt = _assistant().explain("丽水规定城区养蜂户能饲养九箱蜜蜂，养十箱怎么罚")
    assert receipt.refused
    assert receipt.weighings[0].drafts == ()


BUSES = """保山市城市公共汽车客运发展方案
一、发展目标
逐步提高公共汽车运营收入占企业收入的比重，签订年度服务协议后购车补贴比例在原有基础上提升10个百分点。
二、优惠措施
公交专用道夜间向社会车辆免费开放。延长末班车运营时间，自2024年3月1日起执行。
三、重点任务
(一)优化线路。合理调整公交线路，方便群众出行。(牵头单位:市交通运输局;责任单位:市公安局)
"""


@cache
def _buses() -> Assistant:
    return Assistant(make_index([read("baoshan-buses", BUSES)], encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "claimed", "said"),
    [
        ("签订年度服务协议后购车补贴比例提升25个百分点从什么时候开始", "25个百分点", "10个百分点"),
        ("为什么要降低公共汽车运营收入占企业收入的比重", "降低", "提高"),
        ("什么时候开始缩短末班车运营时间", "缩短", "延长"),
        ("公交专用道夜间向社会车辆开放为什么收费", "收费", "免费"),
        ("市公安局牵头优化公交线路，它怎么做", "市公安局牵头", "市交通运输局"),
    ],
)
def test_what_a_question_supposes_the_wrong_way_round(
    question: str, claimed: str, said: str
) -> None:
    answer = _buses().ask(question)
    assert (answer.refused, answer.kind) == (True, "false_premise")
    assert f"“{claimed}”" in answer.text
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "签订年度服务协议后购车补贴比例提升10个百分点是谁定的",
        "为什么要提高公共汽车运营收入占企业收入的比重",
        "什么时候开始延长末班车运营时间",
        "公交专用道夜间向社会车辆开放为什么免费",
        "市交通运输局牵头优化公交线路，它怎么做",
    ],
)
def test_what_is_supposed_rightly_is_not_denied(question: str) -> None:
    assert _buses().ask(question).kind != "false_premise"
