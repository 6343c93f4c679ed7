"""Lists of what stands under a section, on an invented regulation in articles."""

from __future__ import annotations

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
