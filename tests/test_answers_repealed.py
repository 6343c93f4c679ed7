"""Whether a document still holds that another one repeals, on invented rules for markets."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index

MARKETS = """永济市人民政府关于印发《永济市集贸市场管理办法》的通知
永政发〔2022〕16号
现将《永济市集贸市场管理办法》印发给你们，请遵照执行。
永济市人民政府
2022年5月9日
永济市集贸市场管理办法
第一条 为了规范集贸市场，制定本办法。
第二条 摊位应当公示价格，不得占用消防通道。
第三条 本办法自2022年7月1日起施行。《永济市摊贩管理规定》（永政发〔2013〕4号）同时废止。
"""
SUBSIDY_2019 = """临猗县人民政府关于印发《临猗县温室大棚补助办法》的通知
临政发〔2019〕8号
临猗县人民政府
2019年3月1日
临猗县温室大棚补助办法
第一条 新建温室大棚每亩补助2000元。
第二条 本办法自2019年4月1日起施行。
"""
SUBSIDY_2024 = """临猗县人民政府关于印发《临猗县温室大棚补助办法》的通知
临政发〔2024〕3号
临猗县人民政府
2024年2月6日
临猗县温室大棚补助办法
第一条 新建温室大棚每亩补助3000元。
第二条 本办法自2024年3月1日起施行，《临猗县温室大棚补助办法》（临政发〔2019〕8号）废止。
"""


@cache
def _assistant() -> Assistant:
    texts = {"markets": MARKETS, "old": SUBSIDY_2019, "new": SUBSIDY_2024}
    found = [compose(id_, text) for id_, text in texts.items()]
    return Assistant(make_index(found, encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "newer"),
    [
        ("永政发〔2013〕4号还有效吗", "永政发〔2022〕16号"),
        ("永政发[2013]4号作废了吗", "永政发〔2022〕16号"),
        ("永济市摊贩管理规定现在还有效吗", "永政发〔2022〕16号"),
        # One that is on record itself.
        ("临政发〔2019〕8号还有效吗", "临政发〔2024〕3号"),
    ],
)
def test_what_was_repealed_is_said_to_be_with_the_words(question: str, newer: str) -> None:
    answer = _assistant().ask(question)
    assert not answer.refused
    assert "已经废止，废止它的是" in answer.text and newer in answer.text
    assert "废止" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "永政发〔2022〕16号还有效吗",
        "临政发〔2024〕3号还有效吗",
        # The title of the old one is that of the one in force.
        "临猗县温室大棚补助办法还有效吗",
        "永济市摊贩管理规定怎么管摊位",
    ],
)
def test_what_is_in_force_is_not_said_to_be_repealed(question: str) -> None:
    assert "已经废止" not in _assistant().ask(question).text
