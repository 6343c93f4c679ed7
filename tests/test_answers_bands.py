"""The class that an amount of a question falls in, on invented rules on kilns and their keepers."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.bands import asks_class, class_of_amount
from corpus.records import Document
from index.collection import make_index

KILNS = """景德镇市古窑保护办法

第一条 为了加强古窑保护，制定本办法。
第二条 窑龄四百年以上的古窑实行一类保护，窑龄二百年以上四百年以下的古窑实行二类保护，\
窑龄八十年以上二百年以下的古窑实行三类保护。
第三条 擅自拆除古窑的，由文物主管部门按照下列规定处理：
（一）拆除一类保护古窑的，每座处二十万元以上四十万元以下罚款；
（二）拆除二类保护古窑的，每座处八万元以上二十万元以下罚款；
（三）拆除三类保护古窑的，每座处三万元以上八万元以下罚款。
第四条 守窑人在值守中受伤致残的，守窑单位可以根据伤残等级并参考家庭负担情况支付值守补偿金，\
有家庭负担的守窑人值守补偿金最高不超过月津贴的三十倍。\
一级至三级伤残的，值守补偿金为月津贴的二十倍至三十倍；四至六级的，值守补偿金为月津贴的十倍；\
七至十级的，值守补偿金为月津贴的五倍以下。
"""


@cache
def _document() -> Document:
    return read("kilns", KILNS)


@cache
def _said(question: str) -> str:
    return Assistant(make_index([_document()], encoder()), encoder()).ask(question).text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("拆了一座二百五十年的古窑", "二类"),
        ("拆了一座90年的古窑", "三类"),
        ("拆了一座30年的古窑", ""),
        ("拆了一座二类古窑，建成250年", ""),  # the class is named
        ("拆了一座古窑", ""),
    ],
)
def test_an_amount_falls_in_one_of_the_classes(asked: str, expected: str) -> None:
    assert class_of_amount(asked, _document()) == expected


def test_in_which_class_something_falls_is_asked() -> None:
    assert asks_class("250年的古窑算几类保护")
    assert not asks_class("250年的古窑有几座")


def test_each_class_is_said_where_none_is_named() -> None:
    said = _said("景德镇拆除古窑罚多少")
    assert all(fine in said for fine in ("四十万元以下", "八万元以上二十万元", "三万元以上八万元"))
    assert "四十万元以下" not in _said("景德镇拆除二类保护古窑罚多少")


def test_the_class_of_an_amount_decides_what_is_imposed() -> None:
    assert "八万元以上二十万元以下" in _said("景德镇拆除一座二百五十年的古窑罚多少钱")


def test_the_class_asked_first_decides_what_is_asked_last() -> None:
    said = _said("景德镇一座二百五十年的古窑算几类保护？擅自拆除了罚多少钱？")
    assert "实行二类保护" in said
    assert "八万元以上二十万元以下" in said
    assert "三万元以上八万元以下" not in said


def test_the_grade_within_a_range_goes_before_a_rule_for_all() -> None:
    said = _said("景德镇守窑人受伤，定了八级伤残，没有家庭负担，值守补偿金最多是月津贴的几倍")
    assert "五倍以下" in said and "三十倍" not in said
