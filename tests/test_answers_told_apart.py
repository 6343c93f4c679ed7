"""Things of a sort and cases that are told apart, on invented rules on tea gardens and kilns."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

TEA = """天台县茶园开放管理办法

第一条 为了规范茶园开放，制定本办法。
第二条 支持东山茶园开展采茶体验，接待游客人数由县农业农村局核定。
支持西坞茶园开展采茶体验，接待游客人数由县农业农村局核定。
第三条 努力把天台茶园建设成为绿色种植样板园、采茶体验示范园、茶文化传承园。
第四条 茶园委托合作社经营的，合作社为卫生责任人；
未委托的，茶园所在地的村民委员会为卫生责任人。
第五条 茶园民宿的房间限于茶农的亲属、采茶工人以及茶叶研究人员入住。
茶园民宿应当向入住人员说明用火注意事项。
第六条 对茶园私自涨价提起投诉的，受理费用参照旅游投诉标准；
对茶园单方取消预约提起投诉的，受理费用适用消费投诉标准。
第七条 讲解员应当具有初中毕业文化水平。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("tea", TEA)], encoder()), encoder())


def _ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # As many sentences in the same words as things are asked for.
        ("天台支持哪两个茶园开展采茶体验", ("东山茶园", "西坞茶园")),
        # So many things that end as what is asked for does.
        ("天台要把茶园建成哪三个“园”", ("样板园", "示范园", "传承园")),
        # The case that the question says is lacking.
        ("我们天台的茶园没请合作社，卫生归谁管", ("村民委员会为卫生责任人",)),
        # What is limited to some.
        ("天台茶园民宿只能给哪些人住", ("限于茶农的亲属", "采茶工人")),
        # Both sides of a comparison that has no places.
        (
            "在天台，投诉茶园私自涨价与投诉茶园单方取消预约，受理费用的标准有何不同",
            ("旅游投诉标准", "消费投诉标准"),
        ),
    ],
)
def test_what_is_meant_is_said_in_full(question: str, said: tuple[str, ...]) -> None:
    answer = _ask(question)
    assert not answer.refused
    assert all(one in answer.text for one in said)


def test_an_article_is_named_for_what_it_says_alone() -> None:
    assert "第七条" in _ask("天台茶园开放管理办法里讲解员要初中毕业，写在哪一条").text
    wrong = _ask("天台茶园开放管理办法要求讲解员必须考取驾驶执照，这是写在哪一条")
    assert wrong.refused and "《天台县茶园开放管理办法》第" not in wrong.text
