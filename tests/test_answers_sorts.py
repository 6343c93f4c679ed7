"""The sentence that has what is asked for before one that only shares words, over invented laws."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

ZUNYI = """遵义市网约配送车辆管理办法

第一条 为了规范网约配送车辆通行,制定本办法。
第二条 网约配送车辆悬挂专用号牌,专用号牌的发放、补领、换领和注销由市公安交管部门负责,\
配送专用号牌不得转借。
第三条 专用号牌为蓝底白字,字符共六位。
第四条 配送企业派骑手参加社区巡查的,年度信用评价予以加分,优先安排停靠点。
第五条 配送企业应当组织骑手参加社区巡查,每季度不少于两次,社区巡查由街道办事处组织,\
累计服务居民一万人次。
第六条 鼓励为骑手提供优先就餐服务,老年骑手优先就医、畅通职工意见渠道,引导企业优先使用骑手驿站。
第七条 骑手驿站优先接待孕妇、老年人和残疾人。
第八条 坚持政府引导的原则,市交通局、市商务局、市人社局成立管理协调小组,统筹停靠点、充电桩建设。
第九条 坚持“总量适度、安全优先、便民利民”的原则,发放专用号牌。
第十条 配送车辆占用盲道停放的,责令改正;拒不改正的,拖移车辆,并处五十元罚款。
第十一条 选择部分街道作为夜间配送试点。
第十三条 骑手乘坐公交车半价,游览公园不购门票。
第十五条 配送骑手门诊补贴按实际费用的百分之三十发给,发放二千万元。
第十六条 在4家市属医院设立骑手门诊,总结可复制、可推广的经验,逐步在县级医院推开。
第十四条 部分村庄先行设置配送柜,先行村庄为东岭村、西河村。
第十二条 违反本办法规定,情节轻微的,予以警告;尚未造成事故的,暂停配送三日;造成事故的,依法追究责任。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("zunyi", ZUNYI)], encoder()), encoder())


def _ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("遵义网约配送车辆的专用号牌是什么颜色", "蓝底白字"),
        ("遵义配送企业派骑手参加社区巡查有什么好处", "予以加分"),
        ("遵义骑手驿站优先接待哪些人", "孕妇、老年人和残疾人"),
        ("遵义发放配送专用号牌坚持哪些原则", "总量适度、安全优先、便民利民"),
        ("遵义配送车辆占用盲道停放的,可以采取哪些措施", "拖移车辆"),
    ],
)
def test_what_is_asked_for_goes_before_words_in_common(question: str, said: str) -> None:
    answer = _ask(question)
    assert not answer.refused
    assert said in answer.text


def test_some_of_a_sort_are_not_named() -> None:
    assert _ask("遵义把哪几个街道选成了夜间配送试点").refused


@pytest.mark.parametrize(
    "question",
    [
        "遵义设立骑手门诊的4家市属医院是哪四家医院",
        "遵义配送骑手门诊补贴 年度封顶线",
        "遵义配送骑手门诊补贴的起付线是多少",
    ],
)
def test_what_is_of_another_sort_is_no_answer(question: str) -> None:
    assert _ask(question).refused


def test_a_benefit_in_other_words_is_no_silence() -> None:
    assert "半价" in _ask("遵义骑手乘坐公交车有什么优惠").text


def test_some_of_a_sort_may_be_named_behind() -> None:
    assert "东岭村" in _ask("遵义先行设置配送柜的是哪些村庄").text
