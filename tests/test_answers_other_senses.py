"""Words that ask for one thing beside some words and for another beside others; on dairy farms."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

DAIRIES = """呼伦贝尔市奶站管理办法

第一条 为了规范奶站，制定本办法。
第二条 奶站每月开具收购凭证不超过三十万元。奶罐车在牧区公路行驶，最高时速不得超过五十公里。
第三条 挤奶工病假工资不得低于当地最低工资标准的百分之八十五。挤奶工病假最长为四十天。
第四条 奶站的废水应当经沉淀后用于还田处理。
第五条 偷排奶站废水的，由生态环境主管部门处三万元罚款。
第六条 鲜奶检测经费由市人民政府列入同级财政预算。挤奶工培训费在企业职工教育经费中列支。
第七条 收购的生鲜奶不得添加防腐剂。
自制自食的除外。
第八条 禁止出售未检疫的牛犊，牧户自养的除外。
"""


@cache
def _ask(question: str) -> Answer:
    return Assistant(make_index([read("dairies", DAIRIES)], encoder()), encoder()).ask(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # What is issued (开) and driven, wages in leave and days of it.
        ("呼伦贝尔奶站一个月最多能开多少收购凭证", "三十万元"),
        ("呼伦贝尔奶罐车在牧区公路上最高能开多少", "五十公里"),
        ("呼伦贝尔挤奶工病假工资最少多少", "百分之八十五"),
        ("呼伦贝尔挤奶工病假最长几天", "四十天"),
        # What is done with a thing, and with who does wrong with it.
        ("呼伦贝尔奶站废水怎么处理", "沉淀"),
        ("呼伦贝尔奶站废水偷排怎么处理", "三万元罚款"),
        # Money that is set aside is paid out.
        ("呼伦贝尔鲜奶检测经费从哪里拨", "列入同级财政预算"),
    ],
)
def test_what_is_meant_is_said(question: str, said: str) -> None:
    answer = _ask(question)
    assert not answer.refused
    assert said in answer.text


def test_an_exception_in_a_sentence_of_its_own_takes_the_verdict_from_its_case() -> None:
    own = _ask("呼伦贝尔自己家做的生鲜奶能添加防腐剂吗").text
    assert not own.startswith("不可以")
    assert "自制自食的除外" in own
    assert _ask("呼伦贝尔收购的生鲜奶能添加防腐剂吗").text.startswith("不可以")


def test_who_asks_whether_a_thing_may_be_sold_does_not_keep_it_for_himself() -> None:
    assert _ask("呼伦贝尔未检疫的牛犊能不能出售").text.startswith("不可以")
