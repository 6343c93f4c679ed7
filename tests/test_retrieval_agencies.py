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


def test_bodies_are_found_in_order_each_once() -> None:
    text = "市财政局、教育部门和市教育局要配合住建局"
    assert agencies_in(text) == ("财政局", "教育局", "住建局")


def test_the_longest_name_wins() -> None:
    assert agencies_in("县人力资源和社会保障局负责") == ("人社局",)
    assert agencies_in("租金按季度缴纳") == ()
