"""Numbers of the sort that a question counts."""

from __future__ import annotations

import pytest

from answers.quantities import has_date, has_number, wanted_quantity


@pytest.mark.parametrize(
    ("question", "fitting", "unfitting"),
    [
        ("补贴多少钱", "每人每月补助300元", "共有3家机构"),
        ("报名比例是多少", "占比达到45%", "共45名教师"),
        ("有多少名教师", "招聘教师120名", "占比12%"),
        ("公示多长时间", "公示期为7个工作日", "共7项"),
        ("一共几家食堂", "设置社区食堂32家", "补助32元"),
        ("开展了多少次检查", "累计检查210次", "共210家"),
    ],
)
def test_the_answer_has_the_measure_of_the_question(
    question: str, fitting: str, unfitting: str
) -> None:
    quantity = wanted_quantity(question)
    assert quantity is not None
    assert quantity.fits(fitting)
    assert not quantity.fits(unfitting)


def test_money_admits_nothing_else_and_a_measure_word_is_a_preference() -> None:
    amount, count = wanted_quantity("预算多少钱"), wanted_quantity("一共几家食堂")
    assert amount is not None
    assert count is not None
    assert (amount.binding, count.binding) == (True, False)


def test_a_question_without_measure_wants_any_number() -> None:
    assert wanted_quantity("数量如何") is None
    assert has_number("任期三年")
    assert not has_number("按规定办理")


@pytest.mark.parametrize(
    "text",
    ["2031年5月8日起施行", "到2030年", "12月底前", "二〇二八年三月", "每季度报送", "自公布之日起"],
)
def test_dates(text: str) -> None:
    assert has_date(text)


def test_a_plain_number_is_no_date() -> None:
    assert not has_date("共2030项")
