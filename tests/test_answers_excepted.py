"""Exceptions that are about what a question asks, on an invented regulation on mushrooms."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.excepted import names_asked, tells_case
from answers.records import Answer
from index.collection import make_index

MUSHROOMS = """通化市林下食用菌管理条例

第一条 为了保护林下食用菌，制定本条例。
第二条 采集林下食用菌的外地单位，应当报市林业主管部门批准后办理采集许可。
第三条 培育菌种的单位和个人应当向县林业主管部门申请菌种许可，\
经批准后方可培育，但自育、自用的菌种除外。
第四条 集市摊贩销售干菇，应当向顾客出具产地凭证，但林场职工销售自采的少量干菇除外。
第五条 林场职工采菇，应当在林场划定的林班内进行。
"""


@cache
def _ask(question: str, before: str = "") -> Answer:
    assistant = Assistant(make_index([read("mushrooms", MUSHROOMS)], encoder()), encoder())
    return assistant.ask(question, [before] if before else [])


def test_a_case_told_in_other_words_finds_its_exception() -> None:
    said = _ask("通化自己家育点菌种只在自家用，不往外卖，也要去林业局批吗").text
    assert "自育、自用的菌种除外" in said
    assert not said.startswith("需要")


def test_an_exception_is_said_again_to_who_names_it_in_going_on() -> None:
    before = "通化集市上卖干菇的摊贩要给顾客开产地凭证吗"
    assert "林场职工销售自采的少量干菇除外" in _ask("那林场职工卖自己采的也要开吗", before).text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("摊贩应当出具凭证，但林场职工除外。", True),
        ("除林场职工外，采菇的应当报批。", True),
        ("林场职工应当出具凭证，但林场职工的家属除外。", False),
        ("林场职工应当在林班内采菇。", False),
    ],
)
def test_an_exception_names_what_the_rule_does_not(text: str, names: bool) -> None:
    assert names_asked("林场职工要报批吗", ("林场职工", "报批"), text) is names


def test_a_case_is_told_in_other_words() -> None:
    assert tells_case("自家吃的菇要报批吗", "应当报批，但自用的除外。")
    assert not tells_case("摊上的菇要报批吗", "应当报批，但自用的除外。")
