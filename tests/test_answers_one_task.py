"""Who leads the whole of what a document is about, and who leads one of its tasks."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

TASKS = """
一、疏浚沟渠。疏浚主城区沟渠三百公里。(牵头单位:市水利局;责任单位:市财政局)
二、改造管网。改造雨水管网，推进雨污分流。(牵头单位:市住建局;责任单位:市财政局)
三、建设泵站。建设排涝泵站六座。(牵头单位:市城管局;责任单位:市供电公司)
四、编制预案。编制城市内涝应急预案，开展演练。(牵头单位:市应急局;责任单位:市气象局)
"""
DEYANG = "德阳市城市内涝治理工作要点\n" + TASKS
ZIGONG = (
    "自贡市城市内涝治理工作要点\n" + TASKS + "五、加强组织领导。由市城建委牵头统筹，各单位配合。\n"
)


@cache
def _assistant() -> Assistant:
    both = {"deyang": DEYANG, "zigong": ZIGONG}
    return Assistant(make_index([read(i, text) for i, text in both.items()], encoder()), encoder())


def _ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    "question",
    ["德阳的城市内涝治理由谁牵头", "德阳城市内涝治理归哪个部门牵头", "德阳城市内涝治理由谁总牵头"],
)
def test_the_lead_of_a_task_does_not_lead_the_whole(question: str) -> None:
    assert _ask(question).refused


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("德阳疏浚沟渠由谁牵头", "市水利局"),
        ("德阳城市内涝应急预案由谁牵头编制", "市应急局"),
        ("自贡的城市内涝治理由谁总牵头", "市城建委"),
    ],
)
def test_a_task_has_its_lead_and_a_whole_may_have_one(question: str, said: str) -> None:
    assert said in _ask(question).text
