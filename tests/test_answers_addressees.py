"""To whom a document is sent, on an invented notice on reservoirs."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

NOTICE = """衢州市水利局关于印发《衢州市水库巡查方案》的通知
衢水〔2022〕7号
各县（市、区）水利局，市属各水库管理单位：
现将《衢州市水库巡查方案》印发给你们，请认真贯彻执行。
衢州市水利局
2022年3月9日
衢州市水库巡查方案
一、水库管理单位每日巡查一次，巡查员证由市水利局发给巡查员。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("quzhou", NOTICE)], encoder), encoder)


@pytest.mark.parametrize(
    "question",
    [
        "衢州水库巡查方案的通知是发给谁的",
        "衢州水库巡查通知主送哪些单位",
        "衢州水库巡查方案印发给谁",
    ],
)
def test_the_addressees_are_the_line_over_the_text(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.citations[0].quote == "各县（市、区）水利局，市属各水库管理单位"


def test_what_is_given_to_somebody_is_another_question(assistant: Assistant) -> None:
    assert "各县（市、区）水利局" not in assistant.ask("衢州的巡查员证发给谁").text


def test_who_issued_it_and_to_whom(assistant: Assistant) -> None:
    answer = assistant.ask("衢州水库巡查方案是哪个单位印发、发给谁的?")
    assert [c.quote for c in answer.citations] == [
        "衢州市水利局",
        "各县（市、区）水利局，市属各水库管理单位",
    ]
