"""What a question names by the name of a section, and the fullest of sentences that are as good."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from index.collection import make_index

COMMITTEE = """关于同意组建丹霞山索道协调委员会的批复
韶关市人民政府：
一、主要职能
研究索道检修期间的游客疏导措施；制订索道停运预案；协调索道与景区巴士的接驳。
二、成员单位
由市文旅局、市气象局、市应急局组成。
三、工作要求
各成员单位要按照职能分工，主动研究丹霞山索道运行中的问题，积极参加丹霞山索道协调委员会的工作。
"""
FERRIES = """宜昌市渡船服务管理办法

第一条 为了规范渡船服务，制定本办法。
第二条 渡船经营者不得强行揽客、强行加价。
第三条 渡船经营者隐瞒渡船停航的，应当按照渡船票价的一倍赔偿乘客。
第四条 渡船经营者违反本办法第二条规定的，应当按照乘客支付票款的三倍支付赔偿金。
"""


@cache
def _assistant() -> Assistant:
    documents = [read("committee", COMMITTEE), read("ferries", FERRIES)]
    return Assistant(make_index(documents, encoder()), encoder())


@pytest.mark.parametrize(
    "question",
    ["丹霞山索道协调委员会的主要职能是什么？", "丹霞山索道协调委员会的主要职能有哪些"],
)
def test_the_section_named_is_said(question: str) -> None:
    said = _assistant().ask(question).text
    assert all(words in said for words in ("疏导措施", "停运预案", "接驳"))


def test_the_compensation_for_a_breach_is_that_of_its_article() -> None:
    assert "三倍" in _assistant().ask("宜昌渡船强行加价，要按几倍赔").text
