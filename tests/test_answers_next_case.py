"""What is imposed in the next case and in every case, said along; on invented rules on rinks."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from index.collection import make_index

RINKS = """伊春市天然冰场管理条例

第一条 为了规范天然冰场管理，制定本条例。
第二条 天然冰场未划定专用滑道的，雪地摩托\
最高时速不得超过二十公里，冰上游览车最高时速不得超过十公里。
第三条 开放天然冰场的，应当指定入场人数百分之三的人员负责冰面巡护。
第四条 违反本条例规定，明知冰层厚度不足仍向冰场出租雪橇、冰车、帐篷等设备的，\
由体育主管部门责令停止出租，并处一千元以上五千元以下罚款；\
情节严重的，处五千元以上三万元以下罚款。
第五条 违反本条例规定，擅自在冰面采冰的，由水行政主管部门责令停止采冰，没收违法所得和采冰工具。\
采冰二十吨以下的，并处二千元以上四千元以下罚款；采冰超过二十吨的，并处四千元以上八千元以下罚款。
第六条 为了自家取水而凿开冰面，没有造成伤害的，可以免予处罚；情节轻微的，不作为违法行为记录。
"""


@cache
def _said(question: str) -> str:
    return Assistant(make_index([read("rinks", RINKS)], encoder()), encoder()).ask(question).text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("伊春明知道冰不够厚还把雪橇租给冰场，最多能罚多少", "五千元以上三万元以下"),
        ("伊春私自采了15吨冰，要罚多少", "没收违法所得和采冰工具"),
        ("伊春有人给自家凿冰取水，没伤到人，会被处罚吗", "不作为违法行为记录"),
        (
            "In Yichun, what is the fine for renting out sledges to a rink with thin ice,"
            " and what if the circumstances are serious?",
            "五千元以上三万元以下",
        ),
    ],
)
def test_the_case_that_a_question_reaches_to_is_said_along(question: str, expected: str) -> None:
    assert expected in _said(question)


def test_the_worse_case_is_not_said_where_it_is_not_asked_for() -> None:
    said = _said("伊春给自家凿冰取水，没伤到人，由谁来管")
    assert "情节严重" not in said


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("伊春冰场没划滑道，普通人开雪地摩托、冰上游览车最快分别能开多少", "二十公里"),
        ("伊春冰场放进来400人，得安排多少人巡护冰面", "百分之三"),
    ],
)
def test_a_speed_and_a_share_of_people_answer_how_fast_and_how_many(
    question: str, expected: str
) -> None:
    assert expected in _said(question)
