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
第四条之一 领取骑乘服务临时许可证，应当符合下列条件：
（一）自有成年骆驼一峰以上；
（二）只在节庆期间经营。
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


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("领取骑乘服务临时许可证要满足什么条件", "节庆期间", "急救培训"),
        ("哪些情况要停止使用骑乘服务许可证", "检疫不合格", "急救培训"),
        ("在什么情况下骑乘服务经营者被责令改正", "虐待骆驼", "里程"),
    ],
)
def test_of_lists_alike_the_one_whose_head_says_what_is_asked_is_meant(
    question: str, said: str, not_said: str
) -> None:
    text = ask(question).text
    assert said in text
    assert not_said not in text


def test_which_conditions_asks_for_no_article() -> None:
    assert "《" not in ask("牧民够上哪几条才能拿骑乘服务许可证").text
    assert "第三条" in ask("牧民领取骑乘服务许可证的条件是哪一条规定的").text


def test_a_list_of_penalties_answers_only_a_question_for_penalties() -> None:
    assert "罚款" not in ask("骑乘服务经营者要做到哪几条").text
    assert "罚款" in ask("骑乘服务经营者强迫游客骑乘会怎么处罚").text


def test_a_list_of_something_else_is_no_answer() -> None:
    assert "检查鞍具" not in ask("骆驼要打哪几种疫苗").text


SERVICES = """安顺市蜡染传习所管理办法
第一条 传习所为学员提供染料调配、点蜡、脱蜡等服务，不收取场地费用，服务时间由传习所公布。
第二条 传习所的服务应当便民，服务、场地、人员由传习所安排。
第三条 经研究，确定安顺、织金、丹寨3个县作为蜡染传习所试点地区。
试点地区应当加强试点工作的宣传、总结、交流。
第四条 禁止在古建筑、粮仓、加油站内设立传习所。传习所以外的蜡染作坊不得设立传习点。
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("蜡染传习所提供哪些服务", "染料调配、点蜡、脱蜡"),
        ("蜡染传习所试点地区有哪些", "安顺、织金、丹寨"),
        ("禁止设立蜡染传习所的地方", "古建筑、粮仓、加油站"),
    ],
)
def test_the_row_beside_the_noun_asked_for_is_said(question: str, said: str) -> None:
    encoder = load_encoder()
    index = make_index([compose("anshun", SERVICES)], encoder)
    assert said in Assistant(index, encoder).ask(question).text
