"""Starting the server: the address it says, and the addresses it cannot have."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from server import AddressError, open_socket, serve

ROOT = Path(__file__).parent.parent


def never() -> None:
    raise AssertionError("the provider is loaded although the address is not free")


def test_a_port_in_use_is_told_before_anything_is_loaded() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match=rf"端口 {port} .*已被占用.*--port {port + 1}"):
            serve(never, port=port)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("127.0.0.1", 65536, "不在 0 至 65535 之间"),
        ("host.invalid", 0, "没有地址 host.invalid"),
        ("192.0.2.1", 0, "无法在 192.0.2.1"),
    ],
)
def test_an_address_that_is_not_here_is_told(host: str, port: int, words: str) -> None:
    with pytest.raises(AddressError, match=words):
        open_socket(host, port)


def test_a_free_port_is_found() -> None:
    with open_socket("127.0.0.1", 0) as listener:
        assert listener.getsockname()[1] > 0


def test_the_server_says_its_address_answers_there_and_stops_quietly() -> None:
    program = (
        "from server import serve; from site_library import make_clerk; "
        "serve(make_clerk, port=0, announce=lambda line: print(line, flush=True))"
    )
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("问政已启动：http://127.0.0.1:")
        address = line.removeprefix("问政已启动：").partition("（")[0]
        listed = httpx.get(f"{address}/api/documents", trust_env=False).json()
        assert len(listed["documents"]) == 2
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=20)
        assert output == "问政已停止。\n"
        assert "Traceback" not in errors
    finally:
        process.kill()
