"""The outermost layer of the site: who may ask, how much they may send, what browsers may load."""

from __future__ import annotations

import logging
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import BY_STATUS, error_response

LARGEST_BODY = 256 * 1024  # bytes; twenty questions of full length, escaped, fit
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
WRONG_HOST = "请用启动时显示的地址访问；要从其他机器访问，请用 wenzheng serve --host 指定监听地址。"
TOO_LARGE = f"请求体超过 {LARGEST_BODY // 1024} KB，请缩短问题或减少先前的问题。"

logger = logging.getLogger("wenzheng")


class Guard:
    """ASGI layer that refuses foreign hosts and large bodies and adds the security headers.

    ``hosts`` are the names that the Host header may carry, None for any. A page elsewhere whose
    domain is made to point at this machine (DNS rebinding) is refused because of its Host.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None = LOCAL_HOSTS) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                headers.setdefault("Cache-Control", "no-cache")  # an upgrade shows at once
            await send(message)

        async def fail(status: int, message: str) -> None:
            await error_response(scope["path"], status, message)(scope, receive, send_guarded)

        if not self._is_known(Headers(scope=scope).get("host", "")):
            await fail(421, WRONG_HOST)
            return
        body = await _read_body(scope, receive)
        if body is None:
            await fail(413, TOO_LARGE)
            return
        try:
            await self.app(scope, _replay(body, receive), send_guarded)
        except Exception:
            logger.exception("%s %s", scope["method"], scope["path"])
            if started:
                raise
            await fail(500, BY_STATUS[500])

    def _is_known(self, host: str) -> bool:
        name = host[: host.index("]") + 1] if host.startswith("[") and "]" in host else ""
        return self.hosts is None or (name or host.partition(":")[0]).lower() in self.hosts


async def _read_body(scope: Scope, receive: Receive) -> bytes | None:
    """The body of a request, empty where it has none; None if it is larger than allowed."""
    headers = Headers(scope=scope)
    if "content-length" not in headers and "transfer-encoding" not in headers:
        return b""
    declared = headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > LARGEST_BODY:
        return None
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives ``body`` once and then what the client really does."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
