"""Lists found by the words that announce them, on invented rules of another field."""

from __future__ import annotations

from functools import cache

import pytest

from answers.assistant import Assistant
from answers.records import Answer
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

CAMELS = """阿拉善市骆驼骑乘服务管理办法
第一章 总则
第一条 为了规范骆驼骑乘服务，制定本办法。
第二条 骆驼骑乘服务由市文化旅游部门主管。骆驼骑乘服务的收费应当公示。
第二章 经营
第三条 具备下列条件的牧民，可以领取骑乘服务许可证：
（一）自有成年骆驼三峰以上；
（二）参加过急救培训；
（三）购买公众责任保险。
第四条 领取骑乘服务许可证后有下列情形之一的，停止使用许可证：
（一）一年内两次发生游客坠落；
（二）骆驼检疫不合格。
第五条 牵驼人应当履行下列职责：
（一）检查鞍具；
（二）告知游客安全须知。
第六条 骑乘服务费可以按照下列方式收取：
（一）按时计费；
（二）按里程计费。
第七条 骑乘服务经营者有下列行为之一的，责令改正，处五百元以上二千元以下的罚款：
（一）未检查鞍具；
（二）强迫游客骑乘；
（三）虐待骆驼。
"""


@cache
def _assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("camels", CAMELS)], encoder), encoder)


def ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "items", "not_said"),
    [
        ("牧民够上哪几条才能拿骑乘服务许可证", ("三峰以上", "急救培训", "责任保险"), "坠落"),
        ("碰上什么情况骑乘服务许可证要停用", ("坠落", "检疫不合格"), "急救培训"),
        ("牵驼人平时都得做些什么", ("检查鞍具", "安全须知"), "罚款"),
        ("骑乘服务费 哪几种方式", ("按时计费", "按里程计费"), "急救培训"),
    ],
)
def test_the_list_asked_for_is_said_whole_and_no_other(
    question: str, items: tuple[str, ...], not_said: str
) -> None:
    text = ask(question).text
    assert all(item in text for item in items)
    assert not_said not in text


def test_which_conditions_asks_for_no_article() -> None:
    assert "《" not in ask("牧民够上哪几条才能拿骑乘服务许可证").text
    assert "第三条" in ask("牧民领取骑乘服务许可证的条件是哪一条规定的").text


def test_a_list_of_penalties_answers_only_a_question_for_penalties() -> None:
    assert "罚款" not in ask("骑乘服务经营者要做到哪几条").text
    assert "罚款" in ask("骑乘服务经营者强迫游客骑乘会怎么处罚").text


def test_a_list_of_something_else_is_no_answer() -> None:
    assert "检查鞍具" not in ask("骆驼要打哪几种疫苗").text
