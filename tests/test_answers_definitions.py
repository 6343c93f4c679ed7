"""Definitions, reasons and exemptions, on an invented regulation of another field."""

from __future__ import annotations

from functools import cache

import pytest

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

LIBRARIES = """敦煌市公共图书馆服务办法
第一章 总则
第一条 为了规范公共图书馆服务，制定本办法。
第二条 本市在乡镇开展“图书馆+文化站+农家书屋”一体化服务试点（以下简称三位一体阅读试点）。
第三条 各馆配备“双语型”馆员（同时具备汉语和少数民族语言服务能力的馆员）不少于两名。
第二章 借阅
第四条 读者办理借书证应当交纳押金。未成年人、残疾人和六十岁以上的老年人免交押金。
第五条 城南分馆书库受潮主要是二〇二三年七月的暴雨所造成的，修复期间暂停开放。
第六条 城南分馆书库开放时间为每日九时至十七时。
附：名词解释
1.流动书车：指装载图书、定期到乡镇提供借阅服务的车辆。
2.盲文专柜：供视力障碍读者取用盲文和有声读物的书柜。
3.“旺季”是指每年五月至十月。
4.“晚场”是指晚十九点至二十一点的开放时段。
5.标准阅览座席，是指桌面宽度不小于零点六米，照度不低于三百勒克斯，通道宽度不小于一点二米的座席。
损坏等级分为两级：
一级损坏：缺页或者无法修复的；
二级损坏：污损但可以修复的。
藏书分为外借藏书和馆藏藏书。
"""


@cache
def _assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("dunhuang", LIBRARIES)], encoder), encoder)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("双语型馆员是什么意思", "同时具备汉语和少数民族语言服务能力的馆员"),
        ("三位一体阅读是什么意思", "“图书馆+文化站+农家书屋”一体化服务试点"),
        ("公共图书馆服务办法里说的盲文专柜是什么意思", "取用盲文和有声读物的书柜"),
        ("什么是流动书车", "装载图书、定期到乡镇提供借阅服务的车辆"),
        ("“旺季”指的是什么", "每年五月至十月"),
        ("何为二级损坏", "污损但可以修复"),
        ("流动书车是个什么概念", "装载图书、定期到乡镇提供借阅服务的车辆"),
        ("公共图书馆服务办法 晚场 几点到几点", "晚十九点至二十一点"),
    ],
)
def test_a_term_is_explained_by_the_words_that_define_it(question: str, said: str) -> None:
    answer = _assistant().ask(question)
    assert not answer.refused
    assert said in answer.text


def test_who_need_not_pay_is_told_by_the_sentence_that_exempts() -> None:
    text = _assistant().ask("哪些人办借书证不用交押金").text
    assert "未成年人、残疾人和六十岁以上的老年人免交押金" in text
    assert "应当交纳押金" not in text


def test_a_cause_answers_why() -> None:
    text = _assistant().ask("城南分馆书库为什么受潮").text
    assert "暴雨所造成" in text


def test_a_definition_is_said_whole() -> None:
    text = _assistant().ask("标准阅览座席 指标").text
    assert all(words in text for words in ("零点六米", "三百勒克斯", "一点二米"))


def test_a_row_of_two_is_a_list() -> None:
    text = _assistant().ask("藏书分成哪两类").text
    assert "外借藏书和馆藏藏书" in text


SALT = """茶卡市盐湖湿地保护条例
第一条 为了加强盐湖湿地保护，制定本条例。市人民政府负责盐湖湿地保护工作。
第二条 本条例所称盐湖湿地，是指常年或者季节性积有卤水的水域。
本条例所称盐湖湿地保护区，是指经市人民政府批准划定的区域。
本条例所称盐田，是指下列场地：
（一）晒盐池；
（二）输卤沟渠。
第三条 本条例中下列用语的含义：
（一）采盐，是指从卤水中提取食盐的活动。
（二）采盐船，是指装有抽吸设备的作业船只。
"""


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("茶卡市盐湖湿地保护条例里盐湖湿地指的是什么", "积有卤水的水域", "划定的区域"),
        ("茶卡市盐湖湿地保护条例里什么是采盐", "提取食盐的活动", "作业船只"),
        ("怎么理解“盐湖湿地保护区”", "批准划定的区域", "积有卤水"),
        ("什么是盐田", "输卤沟渠", "提取食盐"),
    ],
)
def test_the_very_term_is_defined_though_the_title_names_it(
    question: str, said: str, not_said: str
) -> None:
    encoder = load_encoder()
    assistant = Assistant(make_index([compose("chaka", SALT)], encoder), encoder)
    text = assistant.ask(question).text
    assert said in text
    assert not_said not in text
