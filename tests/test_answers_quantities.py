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


def test_money_and_known_measure_words_admit_nothing_else() -> None:
    for question in ("预算多少钱", "一共几家食堂", "多少种药"):
        quantity = wanted_quantity(question)
        assert quantity is not None
        assert quantity.binding


def test_a_measure_word_of_no_class_is_a_preference() -> None:
    quantity = wanted_quantity("楼高几层")
    assert quantity is not None
    assert not quantity.binding


def test_like_measure_words_fit_and_the_very_one_is_told_apart() -> None:
    quantity = wanted_quantity("采购了多少种药")
    assert quantity is not None
    assert quantity.fits("累计不少于500个")
    assert not quantity.fits_exactly("累计不少于500个")
    assert quantity.fits_exactly("共500种")


def test_days_before_which_people_are_told_are_no_number_of_people() -> None:
    quantity = wanted_quantity("停水要提前多少天通知居民")
    assert quantity is not None
    assert quantity.fits("提前三天通知居民") and not quantity.fits("配备五名保洁人员")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("打算招多少医疗卫生人员", "招聘医疗卫生人员4500人左右"),
        ("有多少护理床位", "护理床位不少于300张"),
        ("多少社区食堂开了业", "开业的社区食堂达到26家"),
    ],
)
def test_the_number_of_things_stands_before_or_behind_their_name(question: str, text: str) -> None:
    quantity = wanted_quantity(question)
    assert quantity is not None
    assert quantity.fits(text) and not quantity.fits("培训费用8万元")


def test_the_measure_of_a_rate_is_a_share_even_where_costs_are_named() -> None:
    quantity = wanted_quantity("取暖费用年增幅控制在多少以内")
    assert quantity is not None
    assert quantity.fits("增幅控制在10%以内")
    assert not quantity.fits("共300元")


def test_a_question_without_measure_wants_any_number() -> None:
    assert wanted_quantity("数量如何") is None
    assert has_number("任期三年")
    assert has_number("采水样二百毫升以上")
    assert not has_number("按规定办理")


@pytest.mark.parametrize(
    "text",
    [
        "2031年5月8日起施行",
        "在政策实施首年",
        "到2030年",
        "12月底前",
        "二〇二八年三月",
        "每季度报送",
        "自公布之日起",
    ],
)
def test_dates(text: str) -> None:
    assert has_date(text)


def test_a_plain_number_is_no_date() -> None:
    assert not has_date("共2030项")
