"""Who holds an office, asked of an invented plan with a list of members."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from answers.cues import cue
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

PLAN = """铜陵市长江防汛抢险工作方案
一、组织机构
成立铜陵市防汛抢险指挥部，统一指挥全市防汛抢险工作，负责组织队伍、调度物资。
指挥部下设办公室，办公室主任由市水利局副局长方舟担任，负责防汛抢险的值班。
防汛抢险专家委员会负责技术指导，设主任委员1名,由市水利局总工程师担任;设秘书长1名,由市水文局局长担任。
二、工作要求
每个堤段设堤段长1名，堤段长由村支部书记担任。
各县区要加强巡堤查险，及时报告险情。
三、指挥部成员名单
总指挥：江 涛 副市长
副总指挥：罗小平 市水利局局长
主任：何 力 市应急局局长
成员：邓 军 市财政局副局长
石 磊 市交通局副局长
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("tongling", PLAN)], encoder), encoder)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("铜陵防汛抢险指挥部的总指挥是谁?", "江 涛", "罗小平"),
        ("铜陵防汛抢险指挥部的副总指挥是谁?", "罗小平", "江 涛"),
        # The office of the whole is not that of its office.
        ("铜陵防汛抢险指挥部的主任是谁?", "何 力", "方舟"),
        ("铜陵防汛抢险指挥部的办公室主任是谁?", "方舟", "何 力"),
        ("铜陵防汛抢险专家委员会的秘书长是由谁担任的?", "市水文局局长", "总工程师"),
        # An office that no table names.
        ("铜陵防汛抢险的堤段长由谁担任?", "村支部书记", "总工程师"),
        # A member by the body that sends it.
        ("铜陵防汛抢险指挥部里财政局派的是谁?", "邓 军", "石 磊"),
    ],
)
def test_the_holder_of_the_office_asked_for_is_named(
    assistant: Assistant, question: str, said: str, unsaid: str
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused
    assert said in answer.text, answer.text
    assert unsaid not in answer.text


def test_of_several_offices_each_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("铜陵防汛抢险专家委员会的主任委员、秘书长分别由谁担任?")
    assert "总工程师" in answer.text
    assert "市水文局局长" in answer.text


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("城市长期护理由谁负责", []),
        ("乡镇长者食堂归谁管", []),
        ("公司长期欠薪找谁", []),
        ("谁来指挥交通", []),
        ("指挥长和副队长是谁", ["指挥长", "副队长"]),
    ],
)
def test_an_office_is_no_end_of_one_word_and_beginning_of_another(
    text: str, offices: list[str]
) -> None:
    assert [match.group() for match in cue("office").finditer(text)] == offices
