"""The streamed answer over a real model server: only what holds arrives, and as it comes."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from typing import Any

from answers_sample import ask, assistant
from fastapi.testclient import TestClient
from model_server import END, Reply, begin, chat, model, part, send, streamed
from test_server_api import read_events

from answers.fluent import FluentAssistant
from answers.writer import OpenAiWriter
from server import create_app

RENT = "桂林公租房租金怎么定?"
LEAD = "桂林公租房审核收入由谁牵头?"
TRUE = "租金按市场租金的七成确定。[1]"


def asked(reply: Reply, question: str, *history: str) -> list[tuple[str, dict[str, Any]]]:
    """The events of an answer that a model server words."""
    with model(reply) as (url, _):
        provider = FluentAssistant(assistant(), OpenAiWriter(url, "m", seconds=3))
        client = TestClient(create_app(provider), base_url="http://127.0.0.1:8000")
        body = {"question": question, "history": list(history)}
        return read_events(client.post("/api/ask/stream", json=body).text)


def test_each_sentence_arrives_with_its_citation_and_lies_do_not() -> None:
    lie = "每套另收押金5000元。[1]"
    events = asked(
        lambda h: streamed(h, part(TRUE), part(lie), part("租金每两年调整一次。[1]"), END), RENT
    )
    assert [name for name, _ in events] == ["understood", "text", "citation", "text", "done"]
    assert "押金" not in str(events)
    assert events[-1][1]["answer"] == TRUE + "租金每两年调整一次。[1]"


def test_a_fallback_takes_back_what_was_told() -> None:
    support = "审核收入由市公安局、市税务局配合。[1]"
    events = asked(lambda h: streamed(h, part(support), END), LEAD)
    names = [name for name, _ in events]
    assert names[:4] == ["understood", "text", "citation", "restart"]
    after = events[names.index("restart") + 1 :]
    assert "".join(str(data["text"]) for name, data in after if name == "text") == ask(LEAD).text
    assert [name for name, _ in after].count("citation") == len(ask(LEAD).citations)


def test_a_stream_cut_off_keeps_what_holds() -> None:
    events = asked(lambda h: streamed(h, part(TRUE), part("租金每两")), RENT)
    assert events[-1][1]["answer"] == TRUE
    assert "语言模型没有写完，以上是写出且核对过的句子。" in events[-1][1]["warnings"]


def test_a_model_that_stalls_or_fails_costs_no_answer() -> None:
    def stall(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        time.sleep(4)

    for reply in (
        stall,
        lambda h: send(h, b"", 503),
        lambda h: send(h, b"<html>", kind="text/html"),
    ):
        events = asked(reply, RENT)
        assert events[-1][0] == "done"
        assert events[-1][1]["answer"] == ask(RENT).text


def test_a_model_that_does_not_stream_is_shown_all_the_same() -> None:
    events = asked(lambda h: send(h, chat(TRUE)), RENT)
    assert events[-1][1]["answer"] == TRUE


def test_a_follow_up_in_the_words_of_the_model_is_shown_as_understood() -> None:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        send(handler, chat("烟台公租房租金怎么定?"))

    events = asked(reply, "那烟台呢?", RENT)
    assert events[0][1]["shown"] == "烟台公租房租金怎么定?"
    assert events[-1][1]["answer"] == ask("烟台公租房租金怎么定?").text
