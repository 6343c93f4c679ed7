"""Lost marks in ranges, hours and dates are flagged; sound numbers are left in peace."""

from __future__ import annotations

import pytest

from corpus.damages import find_damages


@pytest.mark.parametrize(
    ("text", "span", "likely"),
    [
        ("开馆时间:8:3012:00。", "8:3012:00", "8:30—12:00"),
        ("开放时间为00 — 17：00。", "00 — 17：00", ""),
        ("评选于2019年46月进行", "46月", "4—6月"),
        ("报名时间为5月1015日", "1015日", "10—15日"),
        ("面向6080周岁老人", "6080", "60—80"),
        ("自2016年75日起施行", "2016年75日", "2016年7月5日"),
        ("自2016年112日起施行", "2016年112日", ""),
        ("发布时间：201675\n来源", "201675", "2016年7月5日"),
        ("三年行动计划（20162018）", "20162018", "2016—2018"),
        ("编制20162018年计划", "20162018", "2016—2018"),
        ("依据云林发(2019364号文", "(2019364号", "〔2019〕364号"),
        ("(云林办〔201961号)", "〔201961号", "〔2019〕61号"),
        ("依据云政发20185号", "20185号", "〔2018〕5号"),
        ("电话0888-51234565123457", "0888-51234565123457", "0888-5123456、5123457"),
    ],
)
def test_lost_marks_are_flagged(text: str, span: str, likely: str) -> None:
    (damage,) = find_damages(text)
    assert text[damage.start : damage.end] == span
    assert damage.likely == likely
    assert damage.reason.endswith("。")


@pytest.mark.parametrize(
    "sound",
    [
        "2019-01-01 08:30:12 发布",
        "12:00 — 17:00,8:30-12:00",
        "2019年12月31日,5月31日,18周岁",
        "统一社会信用代码11110000000014349X,邮编201675,编号20162018",
        "投资2016201万元,面积2018113平方米",
        "索引号:000014349/2019-00021,http://x.cn/201675/t20190105_1234.html",
        "音频00:0001:40",
    ],
)
def test_sound_numbers_are_left_alone(sound: str) -> None:
    assert find_damages(sound) == ()
