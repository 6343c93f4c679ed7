"""What is owed along with a rule, who bears a loss, how large a place must be; on puppets."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from index.collection import make_index

PUPPETS = """泉州市木偶剧场管理办法

第一条 为了规范木偶剧场，制定本办法。
第二条 木偶剧场不得涂改观众留言。
留言中有辱骂演员、泄露他人隐私内容的，木偶剧场应当遮盖相应留言。
木偶剧场依照前款规定遮盖留言的，应当保存原件三年。
第三条 木偶剧场由市文化主管部门负责经营业务。合作演出应当由签订合同的外地剧团单独投资进行排练，\
负责排练作业，并承担排练风险；演出收入由外地剧团与木偶剧场分成。
第四条 设立木偶剧场，应当具备下列条件：
（一）有固定的演出队伍；
（二）有固定的经营场所，经营场所面积合计不少于一百二十平方米。
第六条 木偶剧场变更地址的，应当在事前书面征求市文化主管部门意见。关于木偶剧场的咨询电话为22334455。
第五条 木偶艺术节评议会开展评议活动所需费用由市财政拨付。\
评议会由市人民政府派出。评议会成员不得接受剧场宴请。
第七条 木偶剧场不得拒绝观众退票。
木偶剧场依照前款规定为观众退票的，应当收回票根。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("puppets", PUPPETS)], encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        ("那如果留言里辱骂演员呢？", ("泉州木偶剧场可以涂改观众留言吗？",), "保存原件"),
        ("泉州外地剧团来木偶剧场合作，排练搞砸了，亏的钱谁担？", (), "外地剧团"),
        ("泉州木偶剧场要变更地址，事前得问谁的意见？", (), "市文化主管部门意见"),
        ("泉州开木偶剧场，店面起码要多大？", (), "一百二十平方米"),
        ("那经费由哪儿出？", ("泉州木偶艺术节评议会由谁派出？",), "市财政拨付"),
    ],
)
def test_what_is_asked_is_said(question: str, history: tuple[str, ...], expected: str) -> None:
    assert expected in _assistant().ask(question, history).text


def test_what_is_owed_along_is_not_said_of_a_ban() -> None:
    said = _assistant().ask("泉州木偶剧场可以拒绝观众退票吗？").text
    assert "不得拒绝观众退票" in said
    assert "收回票根" not in said
