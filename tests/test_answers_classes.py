"""The figure of the class that is asked for, or none, on invented rules for tractors and choirs."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index

TRACTORS = """河津市拖拉机报废补贴办法
第一条 为了加快拖拉机报废，制定本办法。
第二条 报废20—49马力的拖拉机每台补贴2000元，50—79马力的拖拉机每台补贴5000元，80—119马力的拖拉机\
每台补贴9000元，120马力以上的拖拉机每台补贴1.2万元。
第三条 报废场所按照一类、二类、三类评定。一类场所每年补助6万元；二类场所每年补助4万元。
第四条 驾驶员培训费用补助按照下列标准发放：
（一）18—35周岁每人补助700元；
（二）36—60周岁每人补助500元。
第五条 驾驶员累计驾驶满1年不满6年的，每年休养3天；满6年不满15年的，每年休养6天。
第六条 驾驶员有下列情形之一的，当年不休养：
（一）累计驾驶满1年不满6年的驾驶员，请病假累计40天以上的；
（二）累计驾驶满6年不满15年的驾驶员，请病假累计60天以上的。
第七条 维修点等级为1—2级的，每月补助300元；等级为3—5级的，每月补助700元。
"""
CHOIRS = """万荣县合唱团以奖代补办法
第一条 为了发展合唱团，制定本办法。
第二条 年度评定为优秀的合唱团，奖励8000元；评定为良好的，奖励4000元；评定为合格的，不予奖励。
第三条 比赛获特等奖的，奖励2万元；获一等奖的，奖励1万元；获二等奖的，奖励5000元。
第四条 小学合唱团每年补助3000元。
"""


@cache
def _assistant() -> Assistant:
    texts = {"tractors": TRACTORS, "choirs": CHOIRS}
    found = [compose(id_, text) for id_, text in texts.items()]
    return Assistant(make_index(found, encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        # An amount picks the range that holds it.
        ("报废60马力的拖拉机补贴多少钱", "5000元", "1.2万元"),
        ("报废100马力的拖拉机补贴多少钱", "9000元", "2000元"),
        ("40岁驾驶员培训费用补助多少钱", "500元", "700元"),
        ("开拖拉机9年，驾驶员每年休养几天", "6天", "60天"),
        # A class named is answered with its own figure.
        ("二类报废场所每年补助多少钱", "4万元", "6万元"),
        ("4级维修点每月补助多少钱", "700元", "300元"),
        ("合唱团评定为良好奖励多少钱", "4000元", "8000元"),
        ("合唱团比赛获二等奖奖励多少钱", "5000元", "2万元"),
        # One to which it is denied, with the words that deny it.
        ("合唱团评定为合格奖励多少钱", "不予奖励", "8000元"),
    ],
)
def test_the_figure_is_that_of_the_class_asked_for(question: str, said: str, unsaid: str) -> None:
    answer = _assistant().ask(question)
    assert not answer.refused
    assert said in answer.text and unsaid not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "报废10马力的拖拉机补贴多少钱",
        "65岁驾驶员培训费用补助多少钱",
        "6级维修点每月补助多少钱",
        "四类报废场所每年补助多少钱",
        "合唱团比赛获三等奖奖励多少钱",
        "初中合唱团每年补助多少钱",
    ],
)
def test_no_figure_of_another_class_is_given(question: str) -> None:
    assert _assistant().ask(question).refused
