"""The client of a language model against a real server that speaks the protocol, well and badly."""

from __future__ import annotations

import socket
import time
from http.server import BaseHTTPRequestHandler

import pytest
from model_server import Reply, chat, model, send

from answers.writer import Message, OpenAiWriter, WriterError

MESSAGES: list[Message] = [
    {"role": "system", "content": "规则"},
    {"role": "user", "content": "租金多少?"},
]


def failure(reply: Reply, seconds: float = 5.0) -> str:
    """The message of the error that a reply leads to."""
    with model(reply) as (url, _), pytest.raises(WriterError) as caught:
        OpenAiWriter(url, "m", seconds=seconds).write(MESSAGES)
    return str(caught.value)


def test_the_protocol_is_spoken() -> None:
    with model(lambda h: send(h, chat(" 七成。[1]\n"))) as (url, seen):
        assert OpenAiWriter(url, "qwen", "secret").write(MESSAGES) == "七成。[1]"
    (request,) = seen
    assert request["path"] == "/v1/chat/completions"
    assert request["key"] == "Bearer secret"
    assert request["body"]["model"] == "qwen"
    assert request["body"]["temperature"] == 0
    assert request["body"]["messages"] == MESSAGES


def test_no_key_sends_no_key_and_the_whole_address_may_be_given() -> None:
    with model(lambda h: send(h, chat("好。[1]"))) as (url, seen):
        assert OpenAiWriter(url + "/chat/completions/", "m").write(MESSAGES) == "好。[1]"
    assert seen[0]["path"] == "/v1/chat/completions"
    assert seen[0]["key"] is None


def test_what_a_model_thinks_is_left_out() -> None:
    with model(lambda h: send(h, chat("<think>五成?\n[1]</think>\n七成。[1]"))) as (url, _):
        assert OpenAiWriter(url, "m").write(MESSAGES) == "七成。[1]"


@pytest.mark.parametrize(
    ("status", "part"),
    [
        (401, "WENZHENG_LLM_KEY"),
        (404, "WENZHENG_LLM_MODEL"),
        (429, "稍后再问"),
        (500, "出错（500）"),
        (302, "没有跟随"),
    ],
)
def test_a_status_becomes_a_sentence_and_its_body_is_not_shown(status: int, part: str) -> None:
    message = failure(lambda h: send(h, b"trace of the server", status))
    assert part in message
    assert "trace" not in message


def test_a_server_that_does_not_begin_in_time() -> None:
    started = time.monotonic()
    assert "0.3 秒" in failure(lambda h: time.sleep(1.0), seconds=0.3)
    assert time.monotonic() - started < 3


def test_a_server_that_drips_is_stopped_at_the_same_time() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        send(handler, b"", promised=1000)
        for _ in range(20):
            handler.wfile.write(b" ")
            time.sleep(0.1)

    started = time.monotonic()
    assert "0.4 秒" in failure(drip, seconds=0.4)
    assert time.monotonic() - started < 4


def test_a_connection_cut_off() -> None:
    assert "中途断开" in failure(lambda h: send(h, chat("七成。[1]")[:20], promised=500))


def test_a_text_cut_off() -> None:
    assert "截断" in failure(lambda h: send(h, chat("七成", finish="length")))


@pytest.mark.parametrize(
    "body",
    [b"<html>", b"", b"\xff", b"{}", b"[]", b'{"choices": []}', b'{"choices": [{"message": 1}]}'],
)
def test_not_the_protocol(body: bytes) -> None:
    assert "格式" in failure(lambda h: send(h, body))


@pytest.mark.parametrize(
    "content", ["", "  \n", None, ["七成"], "<think>只想</think>", "<think>没想完"]
)
def test_an_empty_text(content: object) -> None:
    assert "空" in failure(lambda h: send(h, chat(content)))


def test_a_huge_reply_is_not_read_to_its_end() -> None:
    assert "过长" in failure(lambda h: send(h, b" " * 3_000_000))


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(WriterError, match="连不上"):
        OpenAiWriter(f"http://127.0.0.1:{port}/v1", "m").write(MESSAGES)


@pytest.mark.parametrize("url", ["", "localhost:8000/v1", "ftp://a/v1", "http://", "http://[::1"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(WriterError, match="不是网址"):
        OpenAiWriter(url, "m")


def test_a_key_is_never_shown() -> None:
    assert "secret" not in repr(OpenAiWriter("http://127.0.0.1/v1", "m", "secret"))
    with pytest.raises(WriterError, match="WENZHENG_LLM_KEY"):
        OpenAiWriter("http://127.0.0.1/v1", "m", "密钥")


def test_a_proxy_of_the_environment_takes_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with model(lambda h: send(h, chat("好。[1]"))) as (url, _):
        assert OpenAiWriter(url, "m").write(MESSAGES) == "好。[1]"
