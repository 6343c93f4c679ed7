"""Who comes first, on an invented rule on allotment gardens."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

GARDENS = """瑞安市社区菜园管理办法
第一条 社区菜园通过会员优先浇水、优先选种等措施，引导会员优先使用社区菜园。
第二条 加强社区菜园的认领管理。
第三条 社区菜园的认领，优先满足残疾人、独居老年人的需求。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("ruian", GARDENS)], encoder), encoder)


@pytest.mark.parametrize(
    "question", ["瑞安哪些人可以优先认领社区菜园", "认领社区菜园,瑞安先照顾哪些人?"]
)
def test_whom_a_thing_is_for_first(assistant: Assistant, question: str) -> None:
    assert "优先满足残疾人、独居老年人的需求" in assistant.ask(question).text
