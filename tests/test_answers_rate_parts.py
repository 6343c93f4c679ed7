"""Rates by parts of an amount; on invented rules on pearl auctions."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from index.collection import make_index

PEARLS = """北海市珍珠拍卖管理办法

第一条 为了规范珍珠拍卖，制定本办法。
第二条 珍珠拍卖成交价五万元以下的，收取佣金的比例不得超过百分之九；\
超过五万元至三十万元的部分，不得超过百分之六；超过三十万元至一百万元的部分，不得超过百分之四；\
超过一百万元的部分，不得超过百分之二。
第三条 珍珠鉴定员从业一至三年的，每满一年，培训补贴为二百元；\
三年以上的，超过三年的部分，每满一年，培训补贴增加三百元。
第四条 珍珠拍卖保证金为起拍价的百分之八。
第五条 珍珠粉、珍珠贝的销售收入减除百分之十的损耗后的余额为计费额。\
珍珠粉的计费额减按百分之七十五计算。
"""


@cache
def _said(question: str) -> str:
    return Assistant(make_index([read("pearls", PEARLS)], encoder()), encoder()).ask(question).text


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("北海珍珠拍卖成交价80万元，佣金比例最高多少", ("之九", "之六", "之四"), "之二"),
        ("北海珍珠拍卖成交价20万元，佣金比例最高多少", ("之九", "之六"), "之四"),
        ("北海珍珠拍卖成交价3万元，佣金比例最高多少", ("之九",), "之六"),
        ("北海珍珠鉴定员从业五年，培训补贴多少钱", ("二百元", "三百元"), "起拍价"),
    ],
)
def test_every_part_that_an_amount_passes_through_is_said(
    question: str, said: tuple[str, ...], unsaid: str
) -> None:
    text = _said(question)
    assert all(words in text for words in said) and unsaid not in text


def test_what_a_share_is_reckoned_on_top_of_is_said_along() -> None:
    said = _said("北海卖珍珠粉，计费额按多少计算")
    assert "百分之七十五" in said and "减除百分之十" in said
