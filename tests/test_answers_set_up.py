"""Who makes up a body that several set up, on an invented plan on orchards."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

PLAN = """栖霞市果园改造方案
一、组织领导
在市政府领导下，农业农村、水利、财政等部门和果农合作社成立果园改造管理委员会，统筹果园改造规划、投入和考核。
二、社会参与
组织农学院、林学院等院校的学生参加果园改造志愿服务，共计三百余名学生参加。
三、技术服务
成立果园技术专班，下设植保、土肥两个小组。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("qixia", PLAN)], encoder), encoder)


@pytest.mark.parametrize(
    "question",
    [
        "栖霞的果园改造管委会都有谁参加",
        "栖霞果园改造管理委员会由哪些部门组成",
        "栖霞的果园改造管委会,成员里头有谁",
    ],
)
def test_those_who_set_a_body_up_make_it_up(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "农业农村、水利、财政等部门和果农合作社成立" in answer.text
    assert "学生" not in answer.text


def test_of_another_body_it_says_nothing(assistant: Assistant) -> None:
    assert "果农合作社" not in assistant.ask("栖霞的果园技术专班下设哪些小组").text
