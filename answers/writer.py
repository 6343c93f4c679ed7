"""Who writes: any language model behind the chat protocol that OpenAI began."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypedDict

import httpx

from corpus.errors import WenzhengError

CONNECT_SECONDS = 5.0
LONGEST_REPLY = 1_000_000  # bytes
MOST_TOKENS = 2048
_PATH = "/chat/completions"
# Models that reason aloud say so first; what they think, finished or not, is no answer.
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.S)

_BY_STATUS = {
    400: "语言模型服务不接受这个请求（400），请检查 WENZHENG_LLM_MODEL。",
    401: "语言模型服务拒绝了访问（401），请检查 WENZHENG_LLM_KEY。",
    403: "语言模型服务拒绝了访问（403），请检查 WENZHENG_LLM_KEY。",
    404: "语言模型服务没有这个地址或模型（404），请检查 WENZHENG_LLM_URL 和 WENZHENG_LLM_MODEL。",
    429: "语言模型服务请求过多（429），请稍后再问。",
}


class WriterError(WenzhengError):
    """The language model gave no text that can be used."""


class Message(TypedDict):
    """One turn of what the model is told."""

    role: Literal["system", "user"]
    content: str


class Writer(Protocol):
    """Writes a text from messages."""

    def write(self, messages: Sequence[Message]) -> str:
        """The text written. Raises WriterError where there is none."""
        ...


@dataclass(frozen=True)
class OpenAiWriter:
    """A model at an OpenAI-compatible address ("http://127.0.0.1:11434/v1").

    ``seconds`` bounds the whole reply, however slowly it drips in. Raises WriterError for an
    address that is none.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 30.0

    def __post_init__(self) -> None:
        try:
            address = httpx.URL(self.url)
        except httpx.InvalidURL:
            address = httpx.URL("")
        if address.scheme not in ("http", "https") or not address.host:
            raise WriterError(
                f"WENZHENG_LLM_URL 不是网址：{self.url}；例如 http://127.0.0.1:11434/v1。"
            )
        if not (self.key.isascii() and self.key.isprintable()):
            raise WriterError("WENZHENG_LLM_KEY 含有不能发送的字符，请重新复制。")

    def write(self, messages: Sequence[Message]) -> str:
        """The text written, trimmed. Raises WriterError for every way in which there is none."""
        try:
            reply = self._fetch(messages)
        except httpx.TimeoutException as error:
            raise self._too_slow() from error
        except httpx.ConnectError as error:
            raise WriterError(
                f"连不上语言模型服务 {self._address()}，请检查 WENZHENG_LLM_URL 和该服务。"
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise WriterError("语言模型的答复中途断开，请再问一次。") from error
        return _content(reply)

    def _fetch(self, messages: Sequence[Message]) -> bytes:
        body = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        # A compressed reply could unfold to any size.
        headers = {"Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        ends = time.monotonic() + self.seconds
        timeout = httpx.Timeout(self.seconds, connect=min(CONNECT_SECONDS, self.seconds))
        # trust_env: neither a proxy nor a .netrc that nobody configured here takes part.
        with (
            httpx.Client(timeout=timeout, trust_env=False) as client,
            client.stream("POST", self._address(), json=body, headers=headers) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise WriterError(_status_message(response.status_code))
            return self._read(response, ends)

    def _read(self, response: httpx.Response, ends: float) -> bytes:
        reply = bytearray()
        for chunk in response.iter_raw():
            reply += chunk
            if len(reply) > LONGEST_REPLY:
                raise WriterError("语言模型的答复过长，已停止接收；请换一个模型。")
            if time.monotonic() > ends:
                raise self._too_slow()
        return bytes(reply)

    def _address(self) -> str:
        bare = self.url.rstrip("/")
        return bare if bare.endswith(_PATH) else bare + _PATH

    def _too_slow(self) -> WriterError:
        return WriterError(
            f"语言模型在 {self.seconds:g} 秒内没有答完，请稍后再问或换一个更快的模型。"
        )


def _status_message(status: int) -> str:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return f"语言模型服务出错（{status}），请稍后再问或查看该服务的日志。"


def _content(reply: bytes) -> str:
    """The text in a reply of the protocol."""
    try:
        choice: Any = json.loads(reply)["choices"][0]
        content = choice["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise WriterError(
            "语言模型服务的答复不合约定的格式，请检查 WENZHENG_LLM_URL 是否指向兼容 OpenAI 的接口。"
        ) from error
    if choice.get("finish_reason") == "length":
        raise WriterError("语言模型的答复写到一半就被截断，请换一个模型或放宽该服务的长度限制。")
    text = _THINKING.sub("", content).strip() if isinstance(content, str) else ""
    if not text:
        raise WriterError("语言模型的答复是空的，请再问一次或换一个模型。")
    return text
