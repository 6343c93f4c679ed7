"""Bodies by any of their names."""

from __future__ import annotations

import pytest

from retrieval.agencies import agencies_in, short_name


@pytest.mark.parametrize(
    ("unit", "short"),
    [
        ("市住建局", "住建局"),
        ("省住房城乡建设厅", "住建局"),
        ("区房管局", "住建局"),
        ("省卫生健康委", "卫健委"),
        ("县卫计局", "卫健委"),
        ("桂林市民政局", "民政局"),
        ("绵阳市民政局", "民政局"),
        ("自治区教育厅", "教育局"),
        ("国家税务局", "税务局"),
        ("市人力资源和社会保障局", "人社局"),
        ("国家卫生和计划生育委员会", "卫健委"),
        ("省安全生产监督管理局", "应急局"),
        ("市质量技术监督局", "市场监管局"),
        ("区城市管理综合行政执法局", "城管局"),
        ("中国银行业监督管理委员会", "金融监管总局"),
        ("市规划和自然资源局", "自然资源局"),
    ],
)
def test_a_body_has_one_name_at_every_level_and_in_every_age(unit: str, short: str) -> None:
    assert short_name(unit) == short


def test_a_body_that_no_table_knows_keeps_its_name() -> None:
    assert short_name("市白鹭保护站") == "白鹭保护站"
    assert short_name("市") == "市"
    assert short_name("") == ""


def test_different_bodies_stay_different() -> None:
    names = {short_name(unit) for unit in ("市财政局", "市教育局", "市民政局", "市公安局")}
    assert len(names) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国家粮食局", "国家能源局"),
        ("国家知识产权局", "国家版权局"),
        ("省高级人民法院", "最高人民法院"),
        ("市民政局", "市民族事务委员会"),
        ("城关街道办事处", "东关街道办事处"),
        ("国家铁路局", "国家邮政局"),
        ("国家档案局", "国家保密局"),
        ("市社会保险局", "市医疗保障局"),
        ("证监会", "银保监会"),
    ],
)
def test_bodies_with_like_names_stay_apart(one: str, other: str) -> None:
    assert short_name(one) != short_name(other)


@pytest.mark.parametrize(
    "text",
    [
        "代办人要提交委托书",
        "签订行政协议",
        "走人行横道",
        "按组织部署执行",
        "在平台办理",
        "跨学科协同",
        "政府办学",
        "集体委托",
        "居民委员会",
    ],
)
def test_what_only_seems_a_body_is_none(text: str) -> None:
    assert agencies_in(text) == ()


def test_bodies_are_found_in_order_each_once() -> None:
    text = "市财政局、教育部门和市教育局要配合住建局"
    assert agencies_in(text) == ("财政局", "教育局", "住建局")


def test_the_longest_name_wins() -> None:
    assert agencies_in("县人力资源和社会保障局负责") == ("人社局",)
    assert agencies_in("租金按季度缴纳") == ()
