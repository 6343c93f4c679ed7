"""Damage is found and explained, and sound text is left in peace."""

from __future__ import annotations

import pytest

from corpus.damages import find_damages


@pytest.mark.parametrize(
    ("text", "span", "kind", "likely"),
    [
        ("根据(云府办〔201838号)精神", "〔201838号", "number", "〔2018〕38号"),
        ("根据云教发20195号文件", "20195号", "number", "〔2019〕5号"),
        ("见云政发2019〕12号", "2019〕12号", "number", "〔2019〕12号"),
        ("云岭县教育局\n2019215", "2019215", "date", "2019年2月15日或2019年21月5日"),
        ("云岭县教育局\n2019412\n", "2019412", "date", "2019年4月12日"),
        ("自201911日起施行", "201911", "date", "2019年1月1日"),
        ("编制20212025年规划", "20212025", "years", "2021—2025"),
        ("于20193月开学", "20193", "date", "2019年3"),
        ("理事会设715名理事", "715名", "range", "7—15名"),
        ("办公\ufffd\ufffd室", "\ufffd\ufffd", "mojibake", ""),
        ("学区锟斤拷划分", "锟斤拷", "mojibake", ""),
    ],
)
def test_damage_is_flagged(text: str, span: str, kind: str, likely: str) -> None:
    (damage,) = find_damages(text)
    assert text[damage.start : damage.end] == span
    assert damage.kind == kind
    assert damage.likely == likely.replace("或2019年21月5日", "")
    assert damage.reason.endswith("。")


def test_a_date_with_two_readings_names_both() -> None:
    (damage,) = find_damages("云岭县人民政府\n2019113")
    assert damage.likely == "2019年11月3日或2019年1月13日"


def test_two_digits_are_a_range_only_in_a_text_that_has_lost_marks() -> None:
    sound = "评审委员会由35名委员组成。"
    assert find_damages(sound) == ()
    lossy = sound + "依据云府办〔201838号文件。"
    assert [lossy[d.start : d.end] for d in find_damages(lossy)] == ["35名", "〔201838号"]
    with_range = lossy + "任期3—5年。"
    assert [d.kind for d in find_damages(with_range)] == ["number"]


@pytest.mark.parametrize(
    "text",
    [
        "云政发〔2019〕12号",
        "2019年2月15日",
        "申请人应为18周岁以上,招聘1000名教师,其中378名教师到乡镇任教。",
        "电话:20191234 传真:2019113",
        "订单号20190215",
        "共有理事11名,代表大会有代表2980名。",
        "全市建成90个社区服务中心,支援370名医务人员。",
        "请径向市住建局反映。",
        "堃、喆、镕等字可用于姓名。",
        "",
    ],
)
def test_sound_text_has_no_damage(text: str) -> None:
    assert find_damages(text) == ()
