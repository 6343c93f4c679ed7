"""Who is not among those that a rule lists as entitled, on invented rules for boats and bees."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index

BOATS = """建德市渔船更新补助办法
第一条 为了更新渔船，制定本办法。
第二条 持有捕捞证满3年的专业渔民、返乡农民工、退役军人、低保对象，可以申请渔船更新补助。
第三条 在本市船厂建造渔具仓库的渔民、渔业合作社，可以申请贴息贷款。
第四条 残疾人、烈士子女等，可以申请减免船检费。
"""
BEES = """寻乌县养蜂管理办法
第一条 为了规范养蜂，制定本办法。
第二条 蜂农、养蜂合作社可以向县农业农村局申请蜂箱补贴。
第三条 全体居民、外来人员均可以申请参观养蜂基地。
"""


@cache
def _assistant() -> Assistant:
    texts = {"boats": BOATS, "bees": BEES}
    found = [compose(id_, text) for id_, text in texts.items()]
    return Assistant(make_index(found, encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("建德退役军人能申请渔船更新补助吗", "可以"),
        ("建德低保户能申请渔船更新补助吗", "可以"),
        ("建德在校大学生能申请渔船更新补助吗", "所列之中没有“在校大学生”"),
        ("建德公务员可以申请渔船更新补助吗", "所列之中没有“公务员”"),
    ],
)
def test_who_is_not_among_those_entitled_is_not_told_that_he_may(
    question: str, verdict: str
) -> None:
    assert verdict in _assistant().ask(question).text.partition("。")[0]


@pytest.mark.parametrize(
    "question",
    [
        # Somewhere else than the rule requires.
        "建德渔民在外市船厂建造渔具仓库可以申请贴息贷款吗",
        # A list left open, and one of two only.
        "建德在校大学生可以申请减免船检费吗",
        "建德退役军人建造渔具仓库可以申请贴息贷款吗",
    ],
)
def test_no_verdict_where_it_is_not_said_whether_he_may(question: str) -> None:
    answer = _assistant().ask(question)
    assert not answer.text.startswith(("可以", "不可以", "所列之中没有"))


def test_what_all_may_is_not_limited_to_a_list() -> None:
    answer = _assistant().ask("寻乌大学生可以申请参观养蜂基地吗")
    assert "所列之中没有" not in answer.text
