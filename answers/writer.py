"""Who writes: any language model behind the chat protocol that OpenAI began."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import Any, Literal, Protocol, TypedDict

import httpx

from answers.replies import WriterError, spoken_in_events, spoken_whole

__all__ = ["Message", "OpenAiWriter", "Writer", "WriterError"]

CONNECT_SECONDS = 5.0
SHORT_SECONDS = 10.0
LONGEST_WAIT = 5.0  # seconds between two tries, whatever the service asks for
USUAL_WAIT = 0.5
MOST_TOKENS = 2048
_PATH = "/chat/completions"
# What a service says that does not know how to stream.
_NO_STREAMS = frozenset({400, 415, 422, 501})

_BY_STATUS = {
    400: "语言模型服务不接受这个请求（400），请检查 WENZHENG_LLM_MODEL。",
    401: "语言模型服务拒绝了访问（401），请检查 WENZHENG_LLM_KEY。",
    403: "语言模型服务拒绝了访问（403），请检查 WENZHENG_LLM_KEY。",
    404: "语言模型服务没有这个地址或模型（404），请检查 WENZHENG_LLM_URL 和 WENZHENG_LLM_MODEL。",
    429: "语言模型服务请求过多（429），请稍后再问。",
}


class Message(TypedDict):
    """One turn of what the model is told."""

    role: Literal["system", "user"]
    content: str


class Writer(Protocol):
    """Writes a text from messages."""

    def write(self, messages: Sequence[Message]) -> str:
        """The text written. Raises WriterError where there is none."""
        ...

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The text written, in pieces as it comes. Raises WriterError where it breaks off."""
        ...


class _StatusError(Exception):
    """A reply that is none, by its status."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(response.status_code)
        self.code = response.status_code
        self.wait = _retry_after(response.headers)

    def passes(self) -> bool:
        """Whether the same request may be taken a little later."""
        return self.code == httpx.codes.TOO_MANY_REQUESTS or self.code >= 500


@dataclass(frozen=True)
class OpenAiWriter:
    """A model at an OpenAI-compatible address ("http://127.0.0.1:11434/v1").

    ``seconds`` bounds the whole reply with all tries, however slowly it drips in. Raises
    WriterError for an address that is none.
    """

    url: str = field(repr=False)
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 30.0

    def __post_init__(self) -> None:
        try:
            address = httpx.URL(self.url)
        except httpx.InvalidURL:
            address = httpx.URL("")
        if address.scheme not in ("http", "https") or not address.host:
            raise WriterError("WENZHENG_LLM_URL 不是网址，应形如 http://127.0.0.1:11434/v1。")
        if not (self.key.isascii() and self.key.isprintable()):
            raise WriterError("WENZHENG_LLM_KEY 含有不能发送的字符，请重新复制。")

    def write(self, messages: Sequence[Message]) -> str:
        """A short text, trimmed, within 10 seconds. Raises WriterError wherever there is none."""
        short = replace(self, seconds=min(self.seconds, SHORT_SECONDS))
        return "".join(short._spoken(messages, streamed=False))

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The text written, piece by piece where the service can, else in one.

        Raises WriterError where there is no text, or no more of one that is not finished.
        """
        return self._spoken(messages, streamed=True)

    def _spoken(self, messages: Sequence[Message], streamed: bool) -> Iterator[str]:
        ends = time.monotonic() + self.seconds
        tried_again = False
        while True:
            try:
                yield from self._attempt(messages, streamed, ends)
                return
            except _StatusError as status:
                # Statuses come before the first piece, so that nothing is said twice.
                wait = USUAL_WAIT if status.wait is None else status.wait
                if streamed and status.code in _NO_STREAMS:
                    streamed = False
                elif (
                    status.passes()
                    and not tried_again
                    and wait <= min(LONGEST_WAIT, ends - time.monotonic())
                ):
                    tried_again = True
                    time.sleep(wait)
                else:
                    raise WriterError(_status_message(status.code)) from None

    def _attempt(self, messages: Sequence[Message], streamed: bool, ends: float) -> Iterator[str]:
        """One request. Raises _StatusError before the first piece, WriterError at any time."""
        try:
            with self._response(messages, streamed, ends) as response:
                if response.status_code != httpx.codes.OK:
                    raise _StatusError(response)
                kind = response.headers.get("Content-Type", "application/json").lower()
                chunks = self._chunks(response, ends)
                if "event-stream" in kind:
                    yield from spoken_in_events(chunks)
                elif "json" in kind:
                    yield spoken_whole(chunks)
                else:
                    raise WriterError(
                        "语言模型服务的答复不合约定的格式（不是 JSON），"
                        "请检查 WENZHENG_LLM_URL 是否指向兼容 OpenAI 的接口。"
                    )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # Where the time is up the connection is closed from here, whatever it looks like.
            if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                raise WriterError(
                    f"连不上语言模型服务 {self._shown()}，请检查 WENZHENG_LLM_URL 和该服务。"
                ) from error
            if isinstance(error, httpx.TimeoutException) or time.monotonic() >= ends:
                raise self._too_slow() from error
            raise WriterError("语言模型的答复中途断开，请再问一次。") from error

    @contextmanager
    def _response(
        self, messages: Sequence[Message], streamed: bool, ends: float
    ) -> Iterator[httpx.Response]:
        body = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": streamed,
        }
        # A compressed reply could unfold to any size.
        headers = {"Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        left = max(ends - time.monotonic(), 0.01)
        timeout = httpx.Timeout(left, connect=min(CONNECT_SECONDS, left))
        # trust_env: neither a proxy nor a .netrc that nobody configured here takes part.
        # No redirects: the key and the passages go to the address that was set and to no other.
        with (
            _closing_after(left) as trace,
            httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False) as client,
            client.stream(
                "POST", self._address(), json=body, headers=headers, extensions={"trace": trace}
            ) as response,
        ):
            yield response

    def _chunks(self, response: httpx.Response, ends: float) -> Iterator[bytes]:
        for chunk in response.iter_raw():
            if time.monotonic() > ends:
                raise self._too_slow()
            yield chunk
        if time.monotonic() > ends:
            raise self._too_slow()

    def _address(self) -> httpx.URL:
        url = httpx.URL(self.url)
        bare = url.path.rstrip("/")
        return url.copy_with(path=bare if bare.endswith(_PATH) else bare + _PATH)

    def _shown(self) -> str:
        """The address without what may be secret in it."""
        url = self._address()
        return f"{url.scheme}://{url.netloc.decode('ascii', 'replace')}{url.path}"

    def _too_slow(self) -> WriterError:
        return WriterError(
            f"语言模型在 {self.seconds:g} 秒内没有答完，请稍后再问或换一个更快的模型。"
        )


@contextmanager
def _closing_after(seconds: float) -> Iterator[Callable[[str, Mapping[str, Any]], None]]:
    """Gives what watches a connection come up; it is shut when the time is over.

    A limit on each read alone would let a service that sends a byte now and then go on for ever.
    """
    sockets: list[socket.socket] = []

    def watch(name: str, info: Mapping[str, Any]) -> None:
        if name.endswith(("connect_tcp.complete", "start_tls.complete")):
            sockets.append(info["return_value"].get_extra_info("socket"))

    def shut() -> None:
        for opened in sockets[-1:]:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()


def _retry_after(headers: httpx.Headers) -> float | None:
    """The seconds that a service asks to wait; None where it does not say."""
    said = headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said[:12])
    try:
        return max(parsedate_to_datetime(said).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def _status_message(status: int) -> str:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if 300 <= status < 400:
        return (
            f"语言模型服务要求转到别的地址（{status}），没有跟随；"
            "请把 WENZHENG_LLM_URL 改为最终的地址。"
        )
    return f"语言模型服务出错（{status}），请稍后再问或查看该服务的日志。"
