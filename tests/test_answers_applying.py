"""Whom and what a document holds for, and what it forbids, over invented documents."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

FERRIES = """广元市渡口渡船安全管理条例

第一条 为了加强渡口渡船安全管理,保障渡运安全,制定本条例。
第二条 本市行政区域内的渡口、渡船及其渡运活动,适用本条例。
第三条 渡船应当每年检验一次。举办渡船比赛的,主办人应当在比赛日十五日前向县交通运输部门申请。
第四条 禁止夜间渡运耕牛。
第五条 本条例所称渡船,不含公务船舶。
第六条 漂流筏的经营活动,不适用本条例。
第七条 申请设置渡口的,县交通运输部门应当在二十日内书面答复申请人;逾期不答复的,视为同意设置渡口。
第九条 除载客竹排外,农用自备船不适用本条例。
第八条 水库管理单位自用的摆渡船,参照本条例执行。
"""
PILOTS = """全国渡运保险试点工作办法

第一条 渡运保险试点的渡口应当投保渡运责任保险。
第二条 本办法仅适用于四川、贵州、湖南等省。
"""


@cache
def _assistant() -> Assistant:
    both = [read("guangyuan", FERRIES), read("pilots", PILOTS)]
    return Assistant(make_index(both, encoder()), encoder())


def _ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "begins", "said"),
    [
        ("广元渡口渡船条例对公务船舶适用吗", "不是。", "不含公务船舶"),
        ("广元漂流筏归渡口渡船安全管理条例管吗", "不是。", "不适用本条例"),
        # What is excepted from the exception, and what is asked in the negative.
        ("广元渡口渡船条例对载客竹排适用吗", "是。", "除载客竹排外"),
        ("广元农用自备船适用渡口渡船条例吗", "不是。", "除载客竹排外"),
        ("广元农用自备船不适用渡口渡船条例对吗", "是。", "除载客竹排外"),
        ("水库自己用的摆渡船，广元渡口渡船条例管不管", "水库", "参照本条例"),
        ("贵州算不算在渡运保险的试点里头", "是。", "仅适用于"),
        ("云南算不算在渡运保险的试点里头", "不是。", "仅适用于"),
    ],
)
def test_what_a_document_holds_for(question: str, begins: str, said: str) -> None:
    answer = _ask(question)
    assert not answer.refused
    assert answer.text.removeprefix("四川省广元市：").removeprefix("广元市：").startswith(begins)
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("广元漂流筏经营怎么按渡口渡船安全管理条例办检验", "不适用本条例"),
        ("广元夜间渡运耕牛时要装什么颜色的灯", "禁止夜间渡运耕牛"),
        ("广元凭什么要求渡船比赛提前一个月申请", "十五日前"),
    ],
)
def test_what_is_supposed_and_not_so_is_said(question: str, denied: str) -> None:
    answer = _ask(question)
    assert (answer.refused, answer.kind) == (True, "false_premise")
    assert denied in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("广元渡船多久检验一次", "每年检验一次"),
        ("广元渡船比赛要提前多少天申请", "十五日前"),
        ("广元夜间渡运什么是禁止的", "耕牛"),
    ],
)
def test_what_is_so_is_answered(question: str, said: str) -> None:
    answer = _ask(question)
    assert not answer.refused
    assert said in answer.text


def test_what_comes_after_the_time_goes_on_about_it() -> None:
    before = "在广元申请设置渡口，县里最晚什么时候要答复？"
    answer = _assistant().ask("过了时间还没回话，算同意还是不同意？", [before])
    assert not answer.refused
    assert "视为同意" in answer.text
