"""Amounts and days under words that forbid, asked of an invented rule on fishing."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index

FISHING = """宿松县水库垂钓管理办法
第一条 为了规范水库垂钓，制定本办法。
第二条 有下列情形之一的，不得设置垂钓平台：
（一）距离水闸100米以内；
（二）取水口两侧50米范围内；
（三）航道中心线；
（四）距离浮桥30米以内的水面。
第三条 大坝下游200米范围内，禁止垂钓。
第四条 垂钓平台面积不得少于6平方米，钓位不得超过20个。
第五条 平台设置申请自12月20日起受理。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([compose("susong", FISHING)], encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "verdict", "rule"),
    [
        # The item that is named is held against, and read as the words over it forbid.
        ("离水闸80米能设置垂钓平台吗", "不可以。", "100米"),
        ("离水闸150米能设置垂钓平台吗", "不在这一条禁止之列。", "100米"),
        ("取水口旁边60米可以设置垂钓平台吗", "不在这一条禁止之列。", "50米"),
        ("离浮桥20米可以设置垂钓平台吗", "不可以。", "30米"),
        # A ban behind the words for where it holds.
        ("大坝下游100米可以垂钓吗", "不可以。", "200米"),
        ("大坝下游300米可以垂钓吗", "不在这一条禁止之列。", "200米"),
        # What must not be less or more is no ban of the amount.
        ("垂钓平台面积5平方米可以吗", "不可以。", "6平方米"),
        ("垂钓平台面积8平方米可以吗", "符合这一项要求。", "6平方米"),
        ("垂钓平台钓位25个可以吗", "不可以。", "20个"),
        # Asked whether it is a breach.
        ("垂钓平台离浮桥20米违规吗", "是。", "30米"),
        ("垂钓平台离浮桥40米违规吗", "不在这一条禁止之列。", "30米"),
        ("垂钓平台离浮桥20米合规吗", "不是。", "30米"),
        ("垂钓平台钓位25个超标吗", "是。", "20个"),
    ],
)
def test_what_is_forbidden_within_a_bound(question: str, verdict: str, rule: str) -> None:
    answer = _assistant().ask(question)
    assert answer.text.startswith(verdict)
    assert rule in answer.text


def test_no_verdict_on_a_distance_of_which_it_is_not_said_from_what() -> None:
    answer = _assistant().ask("80米可以设置垂钓平台吗")
    assert not answer.text.startswith(("符合", "不在这一条"))


def test_no_verdict_on_a_day_before_a_beginning_without_a_year() -> None:
    answer = _assistant().ask("1月5日可以申请设置垂钓平台吗")
    assert not answer.text.startswith(("可以", "不可以", "符合"))
