"""What a share comes to of a number that a question tells; on invented rules on dragon boats."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from index.collection import make_index

BOATS = """岳阳市龙舟赛事管理办法

第一条 为了规范龙舟赛事，制定本办法。
第二条 主办单位应当按照不少于参赛人数百分之四的比例配备救生人员。
第三条 裁判人员由体育主管部门选派。
第四条 龙舟赛应当选定报名人数五分之一的人员担任鼓手。
第五条 每场赛事的观众席不少于二百个。
"""


@cache
def _said(question: str) -> str:
    return Assistant(make_index([read("boats", BOATS)], encoder()), encoder()).ask(question).text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("岳阳一场龙舟赛有300人参赛，主办单位得配备多少人救生？", "按300人计算，至少为12人。"),
        ("岳阳一场龙舟赛有60人报名，要选多少人当鼓手？", "按60人计算，为12人。"),
        ("岳陽一場龍舟賽有300人參賽，主辦單位得配備多少人救生？", "按300人計算，至少爲12人。"),
    ],
)
def test_a_share_is_reckoned_of_the_number_told(question: str, expected: str) -> None:
    said = _said(question)
    assert expected in said
    assert said.count("[1]") == 2  # the rule and what follows from it


@pytest.mark.parametrize(
    "question",
    [
        "岳阳龙舟赛主办单位得配备多少人救生？",  # no number
        "岳阳一场龙舟赛有300人参赛，30人是裁判，主办单位得配备多少人救生？",  # of which?
        "岳阳一场龙舟赛有300人参赛，观众席要设多少个？",  # no share
    ],
)
def test_nothing_is_reckoned_otherwise(question: str) -> None:
    assert "计算" not in _said(question)
