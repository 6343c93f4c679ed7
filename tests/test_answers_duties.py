"""Who is in charge and who leads, in the words of the documents, on an invented notice."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index

NOTICE = """怀远县人民政府办公室关于加强古树保护的通知
怀政办〔2022〕11号

一、普查登记。开展古树普查，建立名录。(责任单位:县林业局)
二、病虫防治。对古树病虫害进行防治。(牵头单位:县植保站;配合单位:县林业局)
三、周边清理。清理古树周边的违章搭建。(责任单位:县城管局;配合单位:县公安局)
四、古树保险由县财政局负责。

怀远县人民政府办公室
2022年4月6日
"""


@cache
def assistant() -> Assistant:
    return Assistant(make_index([compose("trees", NOTICE)], encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("怀远县古树普查登记由谁牵头", "由县林业局负责。"),
        ("怀远县古树病虫防治由谁牵头", "由县植保站牵头负责，县林业局配合。"),
        ("怀远县古树周边清理由谁牵头", "由县城管局负责，县公安局配合。"),
    ],
)
def test_who_is_only_in_charge_is_not_said_to_lead(question: str, expected: str) -> None:
    assert expected in assistant().ask(question).text


def test_the_tasks_of_a_body_that_is_only_in_charge() -> None:
    assert "县城管局负责1项任务" in assistant().ask("怀远县城管局负责哪些任务").text
    assert "县植保站牵头负责1项任务" in assistant().ask("怀远县植保站负责哪些任务").text
