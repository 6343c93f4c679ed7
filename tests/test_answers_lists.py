"""Lists of what stands under a section, on an invented regulation in articles."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

REGULATION = """桂林市公共租赁住房管理办法
第一章 总则
第一条 为了规范公共租赁住房管理，制定本办法。
第二条 本办法适用于本市行政区域。
第二章 保障措施
第三条 市住建局负责监督。
第四条 市财政局安排资金。
"""


def test_articles_without_headings_are_said_themselves() -> None:
    document, encoder = compose("guilin", REGULATION), load_encoder()
    answer = Assistant(make_index([document], encoder), encoder).ask("保障措施包括哪些")
    assert "第三条 市住建局负责监督。[1]\n第四条 市财政局安排资金。[2]" in answer.text
    assert [citation.quote for citation in answer.citations] == [
        "市住建局负责监督。",
        "市财政局安排资金。",
    ]


PLAN = """宜春市推进农村客运一体化实施方案
各县(市、区)人民政府:
《宜春市推进农村客运一体化实施方案》已经市政府常务会议审议通过,现印发给你们,请认真组织实施。
一、工作目标
到2026年,建制村通客车率达到百分之百。
二、重点任务
(一)优化客运线网
新开通十二条镇村公交线路。
(二)更新客运车辆
老旧车辆更换为新能源车。
(三)建设候车亭
每个建制村建一座候车亭。
"""


@pytest.mark.parametrize(
    "question",
    ["宜春推进农村客运一体化的主要任务有哪些", "宜春农村客运一体化的主要任务"],
)
def test_the_title_in_a_question_does_not_hide_the_heading_asked_for(question: str) -> None:
    document, encoder = compose("yichun", PLAN), load_encoder()
    text = Assistant(make_index([document], encoder), encoder).ask(question).text
    assert [line[3:9] for line in text.splitlines()[1:]] == [
        "优化客运线网",
        "更新客运车辆",
        "建设候车亭[",
    ]
    assert "印发" not in text
