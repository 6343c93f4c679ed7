"""Hours of the clock as questions and rules print them."""

from __future__ import annotations

import pytest

from answers.hours import hours_named, spans_of_hours, within_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("晚上十一点能跳广场舞吗", (23.0,)),
        ("下午三点半", (15.5,)),
        ("晚上12点", (24.0,)),
        ("凌晨两点", (2.0,)),
        ("中午一点", (13.0,)),
        ("14时30分", (14.5,)),
        ("凌晨12点", (0.0,)),
        ("提了三点意见", ()),
        ("师生比为1:50", ()),
        ("8:15开门", (8.25,)),
        ("一点都不行", ()),
        ("三时段电价", ()),
        ("两点要求", ()),
        ("每日6时至22时", ()),
    ],
)
def test_hours_named(text: str, hours: tuple[float, ...]) -> None:
    assert hours_named(text) == hours


def test_spans_may_pass_midnight() -> None:
    assert spans_of_hours("早六时至晚十时") == ((6.0, 22.0),)
    assert spans_of_hours("12:00-14:00和22:00至次日8:00") == ((12.0, 14.0), (22.0, 8.0))
    assert spans_of_hours("17时30分至23时30分") == ((17.5, 23.5),)
    assert spans_of_hours("6时至22时以外的时间") == ((22.0, 6.0),)
    assert within_hours(23.0, (22.0, 8.0)) and within_hours(3.0, (22.0, 8.0))
    assert not within_hours(9.0, (22.0, 8.0)) and not within_hours(5.0, (6.0, 22.0))
