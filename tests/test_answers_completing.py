"""Questions that ask several things, penalties and cases, on an invented rule on cableways."""

from __future__ import annotations

import pytest

from answers.asks import asks
from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder
from retrieval.understanding import understand

CABLEWAYS = """黄山市客运索道管理办法
第一条 为了加强客运索道管理，制定本办法。
第二条 客运索道停运检修的，经营单位应当提前十日公告；遇大风停运的，应当在三十分钟内告知乘客。
第三条 索道经营许可的有效期不得超过六年。经营单位变更名称的，应当向原许可机关备案。\
需要延续许可的，应当在有效期届满九十日前提出申请。
第四条 应急管理部门负责索道救援演练的监督；旅游主管部门负责索道票价的公示。
第五条 发生乘客滞留的，经营单位应当立即启动救援；同时向应急管理部门报告，并安抚乘客。
第六条 违反本办法规定，伪造索道检验记录的，由市场监督管理部门责令停止运行；\
情节严重的，吊销经营许可；构成犯罪的，依法追究刑事责任。
第七条 索道上的广播应当使用普通话。吊厢内应当张贴乘坐须知。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("huangshan", CABLEWAYS)], encoder), encoder)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("索道许可最长几年?到期前多少天申请延续?", 2),
        ("演练监督和票价公示分别归哪个部门管", 2),
        ("停运检修要提前几天公告?遇到大风的呢?", 2),
        ("坐过几次索道的老人要不要买票", 1),
        ("索道许可的有效期是多少年", 1),
        ("索道 每年检修几次 总共几天", 2),
        ("去年开了多少条索道、运了多少人", 2),
        ("几号到几号停运", 2),
        ("黄山的索道", 0),
    ],
)
def test_how_many_things_are_asked(question: str, count: int) -> None:
    assert len(asks(understand(question))) == count


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # In the next part of the sentence, and in a sentence that does not follow at once.
        ("黄山索道停运检修要提前几天公告?遇大风停运的呢?", ("提前十日公告", "三十分钟内告知")),
        (
            "黄山索道经营许可有效期最长几年,要延续的话得在届满前多少天提出申请?",
            ("不得超过六年", "届满九十日前提出申请"),
        ),
        (
            "黄山索道救援演练的监督和索道票价的公示分别由哪个部门负责?",
            ("索道救援演练的监督由应急管理部门", "索道票价的公示由旅游主管部门"),
        ),
        # What must be done at the same time, and a penalty with its cases.
        ("黄山索道发生乘客滞留,经营单位应当采取哪些措施?", ("启动救援", "同时向应急管理部门报告")),
        (
            "黄山伪造索道检验记录的会怎么处理?",
            ("责令停止运行", "吊销经营许可", "追究刑事责任"),
        ),
    ],
)
def test_all_that_is_asked_is_said(
    assistant: Assistant, question: str, said: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused and all(words in answer.text for words in said)
    assert all(citation.quote in CABLEWAYS for citation in answer.citations)


def test_sentences_apart_are_cited_apart(assistant: Assistant) -> None:
    answer = assistant.ask("黄山索道经营许可有效期最长几年,要延续的话得在届满前多少天提出申请?")
    assert "变更名称" not in answer.text and len(answer.citations) == 2


def test_one_thing_asked_is_answered_alone(assistant: Assistant) -> None:
    answer = assistant.ask("黄山索道停运检修的,经营单位应当提前多少日公告?")
    assert "十日" in answer.text and "三十分钟" not in answer.text


def test_a_mark_printed_in_a_document_is_no_citation() -> None:
    encoder = load_encoder()
    text = "黄山市古树名录\n\n第一条 古树由林业主管部门登记[3]，每年巡查一次。\n"
    assistant = Assistant(make_index([compose("trees", text)], encoder), encoder)
    answer = assistant.ask("黄山的古树由哪个部门登记")
    assert "[3]" not in answer.text and "［3］" in answer.text and "[1]" in answer.text


def test_traditional_characters_ask_as_much() -> None:
    assert len(asks(understand("停運檢修要提前幾天公告?由哪個部門監督?"))) == 2
