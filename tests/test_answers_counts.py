"""Lists asked for by their count, members and announced lists, on invented rules on dams."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from answers.counts import asked_count, counted_noun, names_so_many
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

RESERVOIRS = """抚顺市水库安全管理办法
第一章 总则
第一条 为了全面推行巡查登记制度、隐患通报制度、责任倒查制度（以下统称“三项制度”），制定本办法。
第二条 本市水库安全考核以促进水库管理的规范化、精细化、常态化为目标，考核结果每年公布。
第三条 水库安全考核由工程状况、调度运行、应急准备、群众满意度等4个方面的内容构成。
第二章 机构
第四条 水库调度委员会由市水利局、市气象局、市应急局的代表组成。
第五条 水库监督委员会由市人大代表、政协委员和村民代表组成，每年开会两次。
第三章 巡查
第六条 市水利局鼓励单位和个人参与水库大坝的巡查，对发现险情的巡查人员给予奖励。
第七条 大坝发现渗漏的，管理单位采取下列处置措施：
（一）降低水位；
（二）昼夜值守；
（三）通知下游居民。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("fushun", RESERVOIRS)], encoder), encoder)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("考核看哪四方面", 4),
        ("哪两个机场可以用", 2),
        ("三项制度是哪三项", 3),
        ("五项重点改革分别是什么", 5),
        ("有哪些部门", None),
        ("哪一年建成", None),
        ("2015年的方案有哪些内容", None),
    ],
)
def test_how_many_are_asked_for(question: str, count: int | None) -> None:
    assert asked_count(question) == count


def test_a_text_names_so_many_where_it_counts_and_lists_them() -> None:
    assert counted_noun("考核看哪四方面") == "方面"
    assert names_so_many("由质量、效率、发展和满意度4个方面构成", 4, "方面")
    assert not names_so_many("由质量、效率、发展和满意度4个方面构成", 5)
    assert not names_so_many("由质量、效率等方面构成", 2)
    assert not names_so_many("落实“四统一”，加强质量、效率、发展、满意度", 4, "方面")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("抚顺水库安全考核看哪四方面", "工程状况、调度运行、应急准备、群众满意度"),
        ("抚顺水库的“三项制度”是哪三项", "巡查登记制度、隐患通报制度、责任倒查制度"),
        ("抚顺水库监督委员会由哪些人组成", "市人大代表、政协委员和村民代表"),
        ("抚顺大坝渗漏了怎么处置", "通知下游居民"),
    ],
)
def test_the_list_that_is_asked_for_is_said(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).text
