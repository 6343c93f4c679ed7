"""Figures said in full and no further: totals in headings, sums found by a share, parts."""

from __future__ import annotations

from functools import cache

from answers_sample import encoder, read

from answers.assistant import Assistant
from index.collection import make_index

ORCHARDS = """云和县关于推广果园经验的通知
各乡镇人民政府：
一、推广的果园经验（共7项）
（一）梯田方面4项：木桶引水；草绳护坡。
二、果园的数量
全县果园经过多年的恢复，2023年共有果园126处，其中云和湖一带31处。
2019年以来果园已修复40处，其中2021年修复9处。
三、看园津贴怎么算
看园人的看园津贴按照本县最低工资标准的百分之四十按月计发。目前发放标准为每月812元。
附件：果园经验清单
一、梯田方面（共4项）
1.木桶引水。
2.草绳护坡。
二、坡地方面（共3项）
1.石槛集水。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("orchards", ORCHARDS)], encoder()), encoder())


def _said(question: str) -> str:
    return _assistant().ask(question).text


def test_the_total_is_that_of_the_outermost_heading() -> None:
    said = _said("云和县推广的果园经验总共几项")
    assert "共7项" in said and "共4项" not in said


def test_a_sum_found_by_a_share_is_said_with_what_it_is_at_present() -> None:
    said = _said("云和的看园津贴按最低工资标准的百分之多少发")
    assert "百分之四十" in said and "812元" in said


def test_what_is_said_of_a_part_is_said_only_where_it_is_asked() -> None:
    assert "31处" not in _said("云和县2023年有多少处果园")
    assert "9处" in _said("云和县果园2021年修复了多少处")
    assert "31处" in _said("云和县2023年有多少处果园，其中云和湖有几处")
