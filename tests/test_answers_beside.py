"""Who acts beside the body in charge, asked of invented regulations that assign no tasks."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

BEES = """辽阳市蜜蜂养殖条例
第一条　为了规范蜜蜂养殖，制定本条例。
第二条　市农业农村部门负责全市蜜蜂养殖的监督管理工作。
第三条　林业、交通运输、气象、财政等部门依照法律法规，在各自职责范围内做好蜜蜂养殖相关工作。
工会、供销合作社等组织应当按照各自职责，支持蜜蜂养殖业发展。
第四条　村民委员会应当协助农业农村部门开展蜜蜂养殖的登记。
第五条　在公路边摆放蜂箱的，由农业农村、交通运输等部门按照各自职责责令改正，处五百元罚款。
第六条　养蜂人应当在每年三月向市农业农村部门登记蜂箱数量。
"""
LAMPS = """湘潭市路灯照明实施方案
一、更换节能灯具。（牵头单位：市城管局；配合单位：市供电公司）
二、各有关部门要按照职责分工，密切配合，确保完成。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("bees", BEES), compose("lamps", LAMPS)], encoder), encoder)


@pytest.mark.parametrize(
    "question",
    [
        "辽阳蜜蜂养殖哪些部门配合农业农村局?",
        "辽阳蜜蜂养殖除了农业农村局还有哪些部门管?",
        "辽阳蜜蜂养殖工作还有哪些单位参与",
        "辽阳蜜蜂养殖,除了农业局,哪些部门也要出力?",
    ],
)
def test_those_with_duties_of_their_own_act_beside(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "林业、交通运输、气象、财政等部门" in answer.text
    assert "供销合作社" in answer.text  # the sentence after it gives others a part, too
    assert "罚款" not in answer.text
    assert "第三条" not in answer.text


def test_a_task_with_supporting_bodies_goes_first(assistant: Assistant) -> None:
    answer = assistant.ask("湘潭更换节能路灯哪些单位配合?")
    assert "市供电公司" in answer.text
    assert "职责分工" not in answer.text


def test_who_is_asked_for_help_is_no_supporter(assistant: Assistant) -> None:
    answer = assistant.ask("辽阳养蜂,登记蜂箱可以找谁帮忙?")
    assert "林业" not in answer.text


def test_one_month_is_an_amount_where_one_thing_is_none(assistant: Assistant) -> None:
    text = """黄山市索道管理办法
第一条　索道的运行记录保存不少于一个月。
第二条　索道的维修档案至少保存四年。
第三条　索道公司应当树立一种先进的服务理念。
"""
    encoder = assistant.encoder
    own = Assistant(make_index([compose("ropeways", text)], encoder), encoder)
    assert "一个月" in own.ask("黄山索道运行记录要保存多久?").text
