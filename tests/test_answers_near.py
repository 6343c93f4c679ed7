"""The sentence that is for what the question names, over invented rules on boats and seeds."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index
from retrieval.understanding import understand

SEEDS = """昭苏县种质资源管理办法

第一条 为了保护种质资源，制定本办法。
第二条 县农业农村部门应当加强对种质资源普查的指导，负责种质资源普查的组织实施。
林业、水利等部门，应当在各自职责范围内做好种质资源保护工作。
第三条 更改、补充采集地图，必须履行审批手续。
第四条 要淘汰的种质样本，必须编制清单，经资源库负责人审定，报送县农业农村部门备案。
淘汰种质样本，要指定监督人，防止流失。
第五条 几个单位协作完成的采集项目，由主持单位保存一整套样本，协作单位应当将复制样本送交主持单位。
第六条 采集人员集中采样的费用，从项目经费中开支；
专项采样的费用，由县财政部门解决。
第七条 借用协议中有归还期限约定的，应当按照约定归还。
借用协议没有归还期限约定，资源库需要使用的，资源库可以索取样本。
第八条 香港、澳门、台湾居民在本县投资兴办的种业企业，参照本办法有关外商投资企业的规定执行。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("seeds", SEEDS)], encoder()), encoder())


def _ask(question: str, *history: str) -> Answer:
    return _assistant().ask(question, history)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("淘汰种质样本应当履行哪些手续", ("编制清单", "备案", "监督人"), "地图"),
        ("昭苏几家单位合伙做的采集项目，样本全套归谁存", ("由主持单位保存",), "备案"),
        ("借用协议里没约定归还期限，资源库能找我要样本吗", ("可以索取样本",), "应当按照约定"),
        ("台湾老板来昭苏办种业企业，按外资的规定吗", ("外商投资企业",), "现有文件"),
    ],
)
def test_the_case_named_is_answered(question: str, said: tuple[str, ...], unsaid: str) -> None:
    answer = _ask(question)
    assert not answer.refused
    assert all(one in answer.text for one in said) and unsaid not in answer.text


def test_who_pays_is_asked_again_of_another_case() -> None:
    answer = _ask("那专项采样的钱呢，也从项目经费里出？", "昭苏采集人员集中采样的费用从哪里出？")
    assert "由县财政部门解决" in answer.text


def test_what_is_given_to_another_body_is_no_premise() -> None:
    answer = _ask("昭苏把种质资源普查的组织实施交给水利局，水利局每年要向谁汇报")
    assert answer.refused and "县农业农村部门" in answer.text
    assert not _ask("昭苏把种质资源普查的组织实施交给农业农村局，有什么要求").refused


def test_where_somebody_is_from_is_no_place_asked_about() -> None:
    assert [p.mention for p in understand("台湾老板到宁波投资").places] == ["宁波"]
    assert [p.mention for p in understand("香港居民能在深圳考教师证吗").places] == ["深圳"]
    assert [p.mention for p in understand("台湾的垃圾怎么分类").places] == ["台湾"]
