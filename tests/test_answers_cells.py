"""Cells of invented tables, looked up by the row and the column that a question names."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from answers.records import Answer
from answers.rows import rows_of
from corpus.reading import compose
from index.collection import make_index

ORCHARDS = """苹果园改造计划的通知
第一条 为了改造老苹果园，制定本计划，各县完成面积见附表。
附 苹果园改造计划表
单位：亩
县 | 2021年面积 | 新增 | 分年度改造任务
县 | 2021年面积 | 新增 | 2022年 | 2023年
礼泉 | 100 | 40 | 120 | 140
洛川 | 300 | 90 | 350 | 390
白水 | 200 | 60
苹果园改造的技术指导由果业中心承担。
"""
DEVICES = """果园机具补贴目录
第一条 购置果园机具的，按照下表补贴。
机具名称 | 补贴方式 | 适用范围
疏花机 | 定额补贴 | 平地果园
套袋机 | 比例补贴 | 坡地果园
"""


@cache
def assistant() -> Assistant:
    found = [compose("orchards", ORCHARDS), compose("devices", DEVICES)]
    return Assistant(make_index(found, encoder()), encoder())


def ask(question: str) -> Answer:
    return assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("洛川苹果园改造任务2023年是多少亩", "2023年 390亩"),
        ("礼泉苹果园改造任务2022年是多少亩", "2022年 120亩"),
        # The year comes before a column named by words.
        ("苹果园改造的新增面积里，洛川2023年是多少亩", "2023年 390亩"),
        ("疏花机这种果园机具的适用范围是什么", "适用范围：平地果园"),
        ("套袋机的补贴方式是什么", "补贴方式：比例补贴"),
    ],
)
def test_the_cell_where_row_and_column_cross_is_said(question: str, cell: str) -> None:
    answer = ask(question)
    assert cell in answer.text
    (citation,) = answer.citations
    document = assistant().documents[citation.document_id]
    assert document.text[citation.start : citation.end] == citation.quote
    assert cell[-2:].rstrip("亩") in citation.quote


@pytest.mark.parametrize(
    "question",
    [
        # A column without a row, a row without a column, a row that is not there.
        "苹果园改造任务2023年是多少亩",
        "套袋机由谁生产",
        "旬邑苹果园改造任务2023年是多少亩",
    ],
)
def test_without_row_or_column_no_cell_is_said(question: str) -> None:
    assert ask(question).kind != "cell"


def test_rows_carry_the_lowest_headings_and_the_unit_and_broken_rows_are_left_out() -> None:
    first, second = rows_of(ORCHARDS)
    assert first.columns == ("县", "2021年面积", "新增", "2022年", "2023年")
    assert (first.cells[0], second.cells[0]) == ("礼泉", "洛川")
    assert {first.unit, second.unit} == {"亩"}
    assert ORCHARDS[first.start : first.end] == "礼泉 | 100 | 40 | 120 | 140"


ELDERS = """凯里市高龄津贴发放办法
一、发放标准
高龄津贴按下表发放。
年龄 | 每月津贴（元） | 发放方式
80—89周岁 | 60 | 按季度
90—99周岁 | 150 | 按月
100周岁及以上 | 500 | 按月
"""
KINDERGARTENS = """大理市2024年公办幼儿园招生计划公告
序号 | 幼儿园名称 | 小班计划（人） | 保教费（元/月） | 报名地点
1 | 下关镇中心幼儿园 | 90 | 380 | 文化路12号
2 | 银桥镇第一幼儿园 | 60 | 260 | 镇政府旁
3 | 喜洲镇第二幼儿园 | 75 | 300 | 金梭路3号
合计 | | 225 | |
"""
INJURIES = """汉中市工伤职工伤残补助标准说明
第一条 补助金按下表执行。
单位：个月
伤残等级 | 一次性伤残补助金 | 一次性就业补助金 | 一次性医疗补助金
七级 | 13 | 18 | 12
八级 | 11 | 15 | 10
"""
REFUSE = """# 北海市城市生活垃圾处理费收费标准

| 收费对象 | 计费单位 | 收费标准 |
| --- | --- | --- |
| 居民住户 | 户·月 | 8元 |
| 宾馆酒店 | 床·月 | 6元 |
"""


@cache
def tables() -> Assistant:
    sources = {"elders": ELDERS, "small": KINDERGARTENS, "hurt": INJURIES, "refuse": REFUSE}
    found = [compose(id_, text) for id_, text in sources.items()]
    return Assistant(make_index(found, encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # Rows by a range, by a short form, by a class; units from the heading or above the table.
        ("凯里85岁老人每月津贴多少钱", "80—89周岁：每月津贴 60元"),
        ("凯里百岁老人津贴多少", "每月津贴 500元"),
        ("大理银桥一幼招多少人", "银桥镇第一幼儿园：小班计划 60人"),
        ("大理下关镇中心幼儿园收费多少", "保教费 380元/月"),
        ("大理喜洲镇第二幼儿园在哪报名", "报名地点：金梭路3号"),
        ("汉中八级伤残一次性就业补助金是几个月", "八级：一次性就业补助金 15个月"),
        # Several columns, several rows, the most and the least.
        ("汉中七级伤残的医疗补助金和就业补助金各是多少", "就业补助金 18个月，一次性医疗补助金 12"),
        ("汉中七级和八级伤残的一次性就业补助金分别多少", "八级：一次性就业补助金 15"),
        ("大理哪个幼儿园招生最多", "下关镇中心幼儿园：小班计划 90人"),
        ("大理哪个幼儿园最便宜", "银桥镇第一幼儿园：保教费 260"),
        # A row alone is said column by column.
        ("北海宾馆垃圾处理费怎么收", "宾馆酒店：计费单位：床·月，收费标准 6元"),
    ],
)
def test_rows_and_columns_are_found_in_other_words(question: str, said: str) -> None:
    answer = tables().ask(question)
    assert not answer.refused
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("汉中六级伤残一次性就业补助金多少", "级："),
        ("凯里79岁老人高龄津贴多少", "60"),
        ("北海学校垃圾处理费多少", "元"),
        ("北海垃圾处理费按什么分类", "---"),
        ("汉中伤残补助金标准是多少", "伤残等级 |"),
    ],
)
def test_no_other_row_and_no_row_of_headings_is_said(question: str, never: str) -> None:
    answer = tables().ask(question)
    assert never not in answer.text
