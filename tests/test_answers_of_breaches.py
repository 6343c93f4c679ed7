"""Breaches, penalties that name articles by number, classes by size, on invented rules."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.measures import in_classes
from answers.records import Answer
from index.collection import make_index

CASTLES = """永年县古堡保护条例

第一条 为了保护古堡，制定本条例。
第二条 在古堡保护范围内，禁止下列行为：
（一）在墙体上刻字；
（二）放风筝；
（三）饲养家禽。
第三条 县财政投资建设的古堡展馆应当向公众开放，不得擅自改作他用。
第四条 住户在五百户以上不足一千户的古堡，护堡员不少于四名；
住户在一千户以上的古堡，护堡员不少于六名。
第五条 古堡管理机构的主任由县人民政府任命。
第六条 检查扣留工具的期限不得超过二十日；
案件情况复杂的，经县文物部门主要负责人批准，可以延长十日。
第七条 古堡租赁权自登记时设立。
第八条 违反本条例规定，有下列行为之一的，按照下列规定处罚：
（一）违反第二条第一项规定的，由县文物部门处以二百元以上二千元以下罚款；
（二）违反第二条第二项规定的，由县公安机关处以三十元罚款；
（三）违反第二条第三项规定的，由镇人民政府处以八十元罚款。
第九条 擅自将古堡展馆改作他用的，由县文物部门责令限期改正；情节严重的，给予处分。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("castles", CASTLES)], encoder()), encoder())


def _ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        # The penalty whose article names the breach.
        ("在永年的古堡里放风筝，谁来罚、罚多少", ("县公安机关", "三十元"), "二百元"),
        ("在永年古堡里养家禽罚多少钱", ("八十元",), "二百元"),
        # The penalty beside the ban.
        (
            "永年有单位偷偷把财政建的古堡展馆改作他用，会怎么处理",
            ("责令限期改正", "给予处分"),
            "应当向公众开放",
        ),
        # The class that an amount is of, told in words.
        ("永年我们古堡一千两百来户，护堡员最少几名", ("不少于六名",), "四名"),
        # Official words for who.
        ("永年古堡管理机构的主任由何机关任命", ("县人民政府任命",), "镇人民政府"),
        # By how much a term may be put off.
        ("永年扣留工具最长多少日", ("二十日", "延长十日"), "登记"),
        ("永年古堡租赁权自何时设立", ("自登记时设立",), "二十日"),
    ],
)
def test_what_is_meant_is_told_from_what_stands_beside(
    question: str, said: tuple[str, ...], unsaid: str
) -> None:
    answer = _ask(question)
    assert not answer.refused
    assert all(one in answer.text for one in said)
    assert unsaid not in answer.text


def test_what_a_rule_lays_down_is_no_class() -> None:
    rule = "人数在五百人以上不足一千人的村，村民代表人数不少于四十人；"
    assert in_classes("我们村一千两百来口人，村民代表最少选多少个", rule) is False
    assert in_classes("我们村七百多人，村民代表最少选多少个", rule) is True
