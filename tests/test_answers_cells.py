"""Cells of invented tables, looked up by the row and the column that a question names."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from answers.cells import rows_of
from answers.records import Answer
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
