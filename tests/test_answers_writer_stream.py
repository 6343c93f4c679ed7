"""Streaming and trying again: the client against a real server that does each badly."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
from model_server import END, Reply, begin, chat, model, part, send, streamed

from answers.replies import without_thoughts
from answers.writer import Message, OpenAiWriter, WriterError

MESSAGES: list[Message] = [{"role": "user", "content": "租金多少?"}]


def taken(reply: Reply, seconds: float = 5.0) -> tuple[list[str], str]:
    """The pieces that came, and the message of the error that ended them, if one did."""
    pieces: list[str] = []
    with model(reply) as (url, _):
        try:
            for piece in OpenAiWriter(url, "m", seconds=seconds).stream(MESSAGES):
                pieces.append(piece)
        except WriterError as error:
            return pieces, str(error)
    return pieces, ""


def in_turn(*replies: Reply) -> Callable[[BaseHTTPRequestHandler], None]:
    """A server that answers the first request with the first reply, and so on; the last stays."""
    left = itertools.chain(replies, itertools.repeat(replies[-1]))
    return lambda handler: next(left)(handler)


def test_pieces_come_as_they_are_sent() -> None:
    arrived: list[float] = []
    gone: list[float] = []

    def slowly(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        for text in ("租金", "按七成。", "[1]"):
            gone.append(time.monotonic())
            handler.wfile.write(part(text))
            handler.wfile.flush()
            time.sleep(0.15)
        handler.wfile.write(part("", "stop") + END)

    with model(slowly) as (url, seen):
        pieces = []
        for piece in OpenAiWriter(url, "qwen", "secret").stream(MESSAGES):
            arrived.append(time.monotonic())
            pieces.append(piece)
    assert pieces == ["租金", "按七成。", "[1]"]
    assert arrived[0] < gone[1]
    assert seen[0]["body"]["stream"] is True
    assert seen[0]["key"] == "Bearer secret"


def test_events_cut_anywhere_and_ended_by_any_line_end_are_one_text() -> None:
    whole = part("租金按").replace(b"\n", b"\r\n") + b": keep-alive\n\n" + part("七成。[1]") + END

    def byte_by_byte(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        for byte in whole:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()

    pieces, error = taken(byte_by_byte)
    assert ("".join(pieces), error) == ("租金按七成。[1]", "")


def test_a_service_that_does_not_stream_is_read_whole() -> None:
    assert taken(lambda h: send(h, chat("七成。[1]"))) == (["七成。[1]"], "")


@pytest.mark.parametrize("status", [400, 415, 422, 501])
def test_a_service_that_refuses_to_stream_is_asked_without(status: int) -> None:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        send(handler, chat("七成。[1]")) if asked[-1]["body"]["stream"] is False else send(
            handler, b"no streams", status
        )

    with model(reply) as (url, asked):
        assert "".join(OpenAiWriter(url, "m").stream(MESSAGES)) == "七成。[1]"
    assert [request["body"]["stream"] for request in asked] == [True, False]


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([part("七成。[1]")], "中途断开"),
        ([part("七成。[1]"), part("", "length")], "截断"),
        ([part("七成。[1]"), part("", "content_filter")], "拦下"),
        ([part("七成。[1]"), b"data: {oops\n\n"], "格式"),
        ([part("七成。[1]"), b'data: {"error": {"message": "trace"}}\n\n'], "格式"),
        ([part("七成。[1]"), b"data: \xff\xfe\n\n"], "格式"),
        ([part("七成。[1]"), b'data: {"choices": 5}\n\n'], "格式"),
    ],
)
def test_what_came_before_the_break_is_kept(events: list[bytes], message: str) -> None:
    pieces, error = taken(lambda h: streamed(h, *events))
    assert "".join(pieces) == "七成。[1]"
    assert message in error
    assert "trace" not in error


@pytest.mark.parametrize(
    "events",
    [
        [END],
        [part(None), END],
        [part("<think>七成。[1]"), END],
        [b'data: {"choices": []}\n\n', END],
    ],
)
def test_a_stream_that_says_nothing(events: list[bytes]) -> None:
    pieces, error = taken(lambda h: streamed(h, *events))
    assert ("".join(pieces).strip(), "空" in error) == ("", True)


def test_counts_of_tokens_and_thoughts_are_no_text() -> None:
    usage = b'data: {"choices": [], "usage": {"total_tokens": 9}}\n\n'
    thought = (
        b'data: {"choices": [{"delta": {"reasoning_content": "\xe5\x85\xad\xe6\x88\x90"}}]}\n\n'
    )
    events = [thought, part("<th"), part("ink>六成</thi"), part("nk>七成。[1]"), usage, END]
    pieces, error = taken(lambda h: streamed(h, *events))
    assert ("".join(pieces), error) == ("七成。[1]", "")


def test_an_angle_bracket_is_no_thought() -> None:
    assert "".join(without_thoughts(["a <", "b> <thin", "g>"])) == "a <b> <thing>"


def test_a_stream_without_end_is_stopped() -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        while True:
            handler.wfile.write(part("长" * 5000))

    assert "过长" in taken(endless)[1]


@pytest.mark.parametrize("first", [b"", part("七成。[1]")])
def test_a_stalled_stream_ends_in_time(first: bytes) -> None:
    def stall(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        handler.wfile.write(first)
        handler.wfile.flush()
        time.sleep(1.5)

    started = time.monotonic()
    assert "0.4 秒" in taken(stall, seconds=0.4)[1]
    assert time.monotonic() - started < 4


def test_headers_that_drip_end_in_time() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 30:
            handler.wfile.write(bytes([letter]))
            handler.wfile.flush()
            time.sleep(0.1)

    started = time.monotonic()
    assert "0.5 秒" in taken(drip, seconds=0.5)[1]
    assert time.monotonic() - started < 2.5


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_passing_failure_is_tried_once_more(status: int) -> None:
    reply = in_turn(lambda h: send(h, b"", status), lambda h: send(h, chat("七成。[1]")))
    assert taken(reply) == (["七成。[1]"], "")


def test_a_lasting_failure_is_tried_twice_and_no_more() -> None:
    with model(lambda h: send(h, b"", 500)) as (url, seen), pytest.raises(WriterError):
        OpenAiWriter(url, "m").write(MESSAGES)
    assert len(seen) == 2


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_is_not_tried_again(status: int) -> None:
    with model(lambda h: send(h, b"", status)) as (url, seen), pytest.raises(WriterError):
        OpenAiWriter(url, "m").write(MESSAGES)
    assert len(seen) == 1


def test_the_wait_that_is_asked_for_is_kept() -> None:
    reply = in_turn(
        lambda h: send(h, b"", 429, Retry_After="1"), lambda h: send(h, chat("七成。[1]"))
    )
    started = time.monotonic()
    assert taken(reply) == (["七成。[1]"], "")
    assert time.monotonic() - started >= 1


@pytest.mark.parametrize("wait", ["3600", "99999999999999", "Fri, 31 Dec 2199 23:59:59 GMT"])
def test_too_long_a_wait_is_not_waited(wait: str) -> None:
    started = time.monotonic()
    with (
        model(lambda h: send(h, b"", 429, Retry_After=wait)) as (url, seen),
        pytest.raises(WriterError, match="429"),
    ):
        OpenAiWriter(url, "m").write(MESSAGES)
    assert time.monotonic() - started < 3
    assert len(seen) <= 2


def test_a_redirect_is_not_followed_and_the_key_stays() -> None:
    with model(lambda h: send(h, chat("七成。[1]"))) as (elsewhere, seen):

        def away(handler: BaseHTTPRequestHandler) -> None:
            send(handler, b"", 307, Location=elsewhere + "/chat/completions")

        with model(away) as (url, _), pytest.raises(WriterError, match="没有跟随"):
            OpenAiWriter(url, "m", "secret").write(MESSAGES)
    assert seen == []


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/octet-stream"])
def test_a_page_is_not_the_protocol(kind: str) -> None:
    assert "不是 JSON" in taken(lambda h: send(h, chat("七成。[1]"), kind=kind))[1]


def test_nothing_secret_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    writer = OpenAiWriter("http://user:hidden@127.0.0.1:1/v1?token=hidden", "m", "secret")
    with pytest.raises(WriterError) as caught:
        writer.write(MESSAGES)
    shown = str(caught.value) + repr(writer)
    assert "hidden" not in shown
    assert "127.0.0.1:1/v1/chat/completions" in shown
    with model(lambda h: send(h, chat("七成。[1]"))) as (url, _):
        OpenAiWriter(url, "m", "secret").write(MESSAGES)
    assert "secret" not in caplog.text


def test_what_an_address_asks_for_is_kept() -> None:
    with model(lambda h: send(h, chat("七成。[1]"))) as (url, seen):
        OpenAiWriter(url + "?api-version=1", "m").write(MESSAGES)
    assert seen[0]["path"] == "/v1/chat/completions?api-version=1"
    assert json.dumps(seen[0]["body"])
