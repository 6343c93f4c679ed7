"""What a language model's service sends back, whole or in events, as the text that it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.errors import WenzhengError

LONGEST_REPLY = 1_000_000  # bytes
# Models that reason aloud say so first; what they think, finished or not, is no answer.
_THINKS, _HAS_THOUGHT = "<think>", "</think>"
_LINE = re.compile(rb"\r\n|\n|\r")
_EMPTY = "语言模型的答复是空的，请再问一次或换一个模型。"
_CUT = "语言模型的答复写到一半就被截断，请换一个模型或放宽该服务的长度限制。"
_FILTERED = "语言模型服务拦下了这个答复（content_filter），请换个说法再问。"
_BROKEN = "语言模型的答复中途断开，请再问一次。"
_NOT_THE_PROTOCOL = (
    "语言模型服务的答复不合约定的格式，请检查 WENZHENG_LLM_URL 是否指向兼容 OpenAI 的接口。"
)


class WriterError(WenzhengError):
    """The language model gave no text that can be used, or none beyond what it gave so far."""


def spoken_whole(chunks: Iterable[bytes]) -> str:
    """The text of a reply that is one JSON object. Raises WriterError where there is none."""
    choice = _choice(b"".join(_bounded(chunks)))
    message = choice.get("message") if choice else None
    if choice is None or not isinstance(message, dict):
        raise WriterError(_NOT_THE_PROTOCOL)
    _check_ending(choice)
    content = message.get("content")
    text = "".join(without_thoughts([content])) if isinstance(content, str) else ""
    if not text.strip():
        raise WriterError(_EMPTY)
    return text.strip()


def spoken_in_events(chunks: Iterable[bytes]) -> Iterator[str]:
    """The text of a reply in server-sent events, piece by piece as it comes.

    Raises WriterError after the last good piece where the reply breaks off, is cut short, is no
    such reply, or says nothing.
    """
    said = False
    for piece in without_thoughts(_contents(_bounded(chunks))):
        said = said or bool(piece.strip())
        yield piece
    if not said:
        raise WriterError(_EMPTY)


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """A text in pieces without what stands between <think> and </think>, closed or not."""
    held, thinking = "", False
    for piece in pieces:
        held += piece
        while True:
            mark = _HAS_THOUGHT if thinking else _THINKS
            before, found, after = held.partition(mark)
            kept = len(held) if found else len(held) - _begun(held, mark)
            if not thinking and (before if found else held[:kept]):
                yield before if found else held[:kept]
            if not found:
                held = held[kept:]
                break
            held, thinking = after, not thinking
    if held and not thinking:
        yield held


def _begun(text: str, mark: str) -> int:
    """How many of the last characters of a text begin a mark."""
    lengths = range(min(len(text), len(mark) - 1), 0, -1)
    return next((n for n in lengths if mark.startswith(text[-n:])), 0)


def _contents(chunks: Iterable[bytes]) -> Iterator[str]:
    """The contents of the events; ends where the service says so, else raises WriterError."""
    ended = False
    for line in _lines(chunks):
        if not line.startswith(b"data:"):
            continue
        data = line[5:].strip()
        if data == b"[DONE]":
            return
        choice = _choice(data)
        if choice is None:  # counts of tokens, without a choice
            continue
        delta = choice.get("delta")
        content = delta.get("content") if isinstance(delta, dict) else None
        if isinstance(content, str) and content:
            yield content
        _check_ending(choice)
        ended = ended or bool(choice.get("finish_reason"))
    if not ended:
        raise WriterError(_BROKEN)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        if b"\n" not in chunk and b"\r" not in chunk:
            continue
        *lines, rest = _LINE.split(waiting)
        yield from (bytes(line) for line in lines)
        waiting = bytearray(rest)
    yield bytes(waiting)


def _bounded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > LONGEST_REPLY:
            raise WriterError("语言模型的答复过长，已停止接收；请换一个模型。")
        yield chunk


def _choice(data: bytes) -> dict[str, Any] | None:
    """The first choice of a JSON object of the protocol; None where its list of them is empty."""
    try:
        choices: Any = json.loads(data)["choices"]
        choice = choices[0] if choices else None
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise WriterError(_NOT_THE_PROTOCOL) from error
    if not isinstance(choices, list) or not (choice is None or isinstance(choice, dict)):
        raise WriterError(_NOT_THE_PROTOCOL)
    return choice


def _check_ending(choice: dict[str, Any]) -> None:
    if choice.get("finish_reason") == "length":
        raise WriterError(_CUT)
    if choice.get("finish_reason") == "content_filter":
        raise WriterError(_FILTERED)
