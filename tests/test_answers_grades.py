"""Grades of a question held against those of a rule."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from answers.grades import grades_agree
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder


@pytest.mark.parametrize(
    ("question", "text", "agrees"),
    [
        ("六级航道由谁编制规划?", "五级至七级航道规划由设区的市编制", True),
        ("六级航道由谁编制规划?", "一级至四级航道规划由省编制", False),
        ("3级滑雪道谁验收?", "3级和4级滑雪道由市体育局验收", True),
        ("3级滑雪道谁验收?", "1—2级滑雪道由县体育局验收", False),
        ("二类古树谁来管?", "一类、二类古树由区政府管护", True),
        # Nothing is said of grades, or of another sort of them.
        ("六级航道由谁编制规划?", "航道规划由省编制", None),
        ("六级航道由谁编制规划?", "一类航道规划由省编制", None),
        ("航道由谁编制规划?", "一级航道规划由省编制", None),
        ("报上级批准吗?", "报上级批准", None),
    ],
)
def test_grades(question: str, text: str, agrees: bool | None) -> None:
    assert grades_agree(question, text) is agrees


TRAILS = """延边州滑雪道管理办法
第一条 滑雪道分级验收：
（一）一级至三级滑雪道由县体育部门会同同级应急部门验收，并报州体育部门备案；
（二）四级至六级滑雪道由州体育部门验收。
第二条 滑雪道巡查分工如下。州体育部门拟推广先进雪场的经验；要求人流密集的雪场每日巡查雪道。
"""


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("延边五级滑雪道由谁验收?", "由州体育部门验收", "会同"),
        ("延边二级滑雪道由谁验收?", "由县体育部门会同", "六级"),
        # Who acts stands before the semicolon.
        ("延边谁要求人流密集的雪场每日巡查雪道?", "州体育部门", "验收"),
    ],
)
def test_the_rule_on_the_grade_asked_about_names_who_acts(
    question: str, said: str, unsaid: str
) -> None:
    encoder = load_encoder()
    answer = Assistant(make_index([compose("yanbian", TRAILS)], encoder), encoder).ask(question)
    assert said in answer.text, answer.text
    assert unsaid not in answer.text
