"""Amounts and days of questions held against the bounds of rules, by arithmetic."""

from __future__ import annotations

import pytest

from answers.matching import Matcher
from answers.measures import asked_ranges, day_judged, in_classes, judged

_LEAVE = (
    "工龄满1年不满5年的，采暖补贴为300元；满5年不满15年的，采暖补贴为500元；"
    "满15年的，采暖补贴为800元。"
)
_STALLS = "固定摊位押金不超过2万元，流动摊位押金不超过3000元。"


def matcher(*terms: str) -> Matcher:
    return Matcher(terms, tuple(() for _ in terms), tuple(1.0 for _ in terms))


@pytest.mark.parametrize(
    ("question", "rule", "terms", "fits"),
    [
        # Within a bound, beyond it, and at its very end.
        ("家庭人均存款6万能申请吗", "家庭人均存款低于5万元", (), False),
        ("家庭人均存款5万元能申请吗", "家庭人均存款低于5万元", (), False),
        ("家庭人均存款4.9万元能申请吗", "家庭人均存款低于5万元", (), True),
        ("落户满两年可以报名吗", "申请人落户满3年", (), False),
        ("落户满三年可以报名吗", "申请人落户满3年", (), True),
        ("一户能养三条狗吗", "居民养犬的，每户限养一只", (), False),
        ("面积占到70%可以吗", "绿化面积不低于用地面积的60%", (), True),
        # Terms of unlike units, told apart only where they are plainly unlike.
        ("一个月内报备可以吗", "应当在二十日内报备", (), False),
        ("两周内报备可以吗", "应当在二十日内报备", (), True),
        ("30日内报备可以吗", "应当在一个月内报备", (), None),
        # What the rule is: the very amount or bound.
        ("规定30日内报备对吗", "应当自开业之日起15日内报备", (), False),
        ("规定15日内报备对吗", "应当自开业之日起15日内报备", (), True),
        ("任期是五年吗", "会长任期四年", (), False),
        ("会罚5000元吗", "处五百元以上二千元以下罚款", (), False),
        ("罚1万以上吗", "处1万元以上3万元以下的罚款", (), True),
        ("罚2万以上吗", "处1万元以上3万元以下的罚款", (), None),
        # The case that the question is of, and the class that it names.
        ("工龄3年的采暖补贴是500元吗", _LEAVE, ("采暖补贴",), False),
        ("工龄8年的采暖补贴是500元吗", _LEAVE, ("采暖补贴",), True),
        ("流动摊位押金最多2万元吗", _STALLS, ("流动摊位", "押金"), False),
        ("固定摊位押金最多2万元吗", _STALLS, ("固定摊位", "押金"), True),
        ("拖欠4个月会收回吗", "拖欠6个月以上的，应当收回摊位", (), None),
        # What is forbidden within a term is not allowed in it, nor yet beyond it.
        ("过了两年能再申请吗", "骗取补贴的，5年内不得再次申请", (), False),
        ("过了六年能再申请吗", "骗取补贴的，5年内不得再次申请", (), None),
        ("4米高可以吗", "围栏高度不得高于3米", (), False),
        ("2米高可以吗", "围栏高度不得高于3米", (), True),
        # A ban that follows the words for where it holds, and one whose case is another.
        ("离水闸80米可以垂钓吗", "水闸上下游100米范围内，禁止垂钓", (), False),
        ("离水闸80米可以垂钓吗", "水闸上下游100米范围内禁止垂钓", (), False),
        ("水域60平方米可以出租吗", "水域面积不得少于40平方米，不得转租", (), True),
        # That something is forbidden within a bound may be what is asked.
        ("规定5年内不得再次申请对吗", "骗取补贴的，5年内不得再次申请", (), True),
        ("规定3年内不得再次申请对吗", "骗取补贴的，5年内不得再次申请", (), False),
        # The lower end of 满5年不满15年 is in it, the upper is not.
        ("工龄5年的采暖补贴是500元吗", _LEAVE, ("采暖补贴",), True),
        ("工龄15年的采暖补贴是800元吗", _LEAVE, ("采暖补贴",), True),
        # Nothing of the sort is said.
        ("停车超过24小时会拖走吗", "首小时收费2元", (), None),
    ],
)
def test_an_amount_is_held_against_a_rule(
    question: str, rule: str, terms: tuple[str, ...], fits: bool | None
) -> None:
    same = not any(word in question for word in ("能", "可以"))
    found = judged(question, rule, matcher(*terms), same)
    assert (found.fits if found else None) is fits


def test_a_case_that_is_fulfilled_leaves_it_to_the_words_of_the_rule() -> None:
    found = judged("怀孕8个月可以上夜班吗", "怀孕7个月以上的职工不得安排夜班", matcher())
    assert found is not None and found.fits is None


@pytest.mark.parametrize(
    ("question", "rule", "banned"),
    [
        ("离水闸150米可以垂钓吗", "水闸上下游100米以内禁止垂钓", False),
        ("离水闸150米可以垂钓吗", "距离水闸100米以内的，不得垂钓", False),
        ("离水闸150米可以垂钓吗", "水闸上下游100米以内的水域", True),
    ],
)
def test_what_lies_beyond_a_ban_is_left_alone(question: str, rule: str, banned: bool) -> None:
    found = judged(question, rule, matcher(), banned=banned)
    assert found is not None and found.fits is None and found.left_alone


def test_an_item_under_words_that_forbid_is_forbidden() -> None:
    for rule in ("水闸上下游100米以内的水域", "离水闸100米以内的"):
        found = judged("离水闸80米可以垂钓吗", rule, matcher(), banned=True)
        assert found is not None and found.fits is False


@pytest.mark.parametrize("question", ["2024年的规定还有效吗", "第三条是说这个吗", "一年级能报名吗"])
def test_years_and_what_is_numbered_are_no_amounts(question: str) -> None:
    assert asked_ranges(question) == ()


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("2016年9月1日出生的能报名吗", False),
        ("2016年8月31日出生的能报名吗", True),
        ("2016年3月5日出生的能报名吗", True),
        ("8月5日出生的能报名吗", None),
    ],
)
def test_a_day_is_held_against_the_last_day(question: str, fits: bool | None) -> None:
    assert day_judged(question, "招收2016年8月31日前（含当日）出生的儿童。") is fits


@pytest.mark.parametrize(
    ("question", "rule", "fits"),
    [
        # A beginning without a year may lie behind or before.
        ("1月5日能报名吗", "捕捞许可自12月20日起受理", None),
        ("12月25日能报名吗", "捕捞许可自12月20日起受理", True),
        # An end without a year is passed for half a year.
        ("7月5日能报名吗", "每年6月30日前提出申请", False),
        ("6月10日能报名吗", "每年6月30日前提出申请", True),
        ("12月5日能报名吗", "每年1月15日前提出申请", None),
    ],
)
def test_a_day_without_a_year_goes_round_the_year(
    question: str, rule: str, fits: bool | None
) -> None:
    assert day_judged(question, rule) is fits


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("73岁每月多少", "70—79周岁老人每人每月60元", True),
        ("69岁每月多少", "70—79周岁老人每人每月60元", False),
        ("70岁以上每月多少", "70—79周岁老人每人每月60元", True),
        ("80马力的补多少", "60—99马力每台补贴4000元", True),
        ("120马力的补多少", "60—99马力每台补贴4000元", False),
        ("工龄10年休几天", "满10年不满20年的，休10天", True),
        ("工龄12年休几天", "满1年不满10年的职工，请病假2个月以上的", False),
        ("一年最多几次", "2年以上的每次100元", None),
        ("每月多少", "70—79周岁老人每人每月60元", None),
        ("73岁每月多少", "每人每月60元", None),
    ],
)
def test_the_ranges_of_classes_hold_an_amount_or_not(
    question: str, text: str, held: bool | None
) -> None:
    assert in_classes(question, text) is held
