"""A server over a collection that changes under it: always an answer, always from one state."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from index_sample import document, housing, schools, tiny_model

from answers.assistant import Assistant
from answers.living import Living
from index.encoder import load_encoder
from index.store import add_documents, build_index, open_index

ROOT = Path(__file__).parent.parent


def test_a_changed_index_is_opened_and_the_old_one_stays_whole(tmp_path: Path) -> None:
    encoder, lines = load_encoder(), list[str]()
    build_index([housing()], encoder, tmp_path)
    living = Living(
        tmp_path, lambda: Assistant(open_index(tmp_path, encoder), encoder), lines.append
    )
    before = living.current()
    assert not living.refresh() and living.current() is before
    add_documents([schools()], encoder, tmp_path)
    assert living.refresh() and not living.refresh()
    assert len(living.current().documents) == 2 and len(before.documents) == 1
    assert before.ask("公租房租金多久调整一次").citations
    assert lines == ["索引已更新，现用新的索引作答。"]


def test_an_index_that_cannot_be_opened_leaves_the_old_one(tmp_path: Path) -> None:
    encoder, lines = load_encoder(), list[str]()
    build_index([housing()], encoder, tmp_path)
    living = Living(tmp_path, lambda: open_index(tmp_path, encoder), lines.append)
    before = living.current()
    add_documents([], load_encoder(tiny_model(tmp_path / "tiny")), tmp_path)
    assert not living.refresh() and not living.refresh()
    assert living.current() is before
    (line,) = lines
    assert "仍用原来的索引" in line and "tiny（8 维）" in line
    add_documents([schools()], encoder, tmp_path)
    assert living.refresh() and len(living.current().documents) == 2


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "cli", *words]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a real server over ``tmp_path / "data"``."""
    build_index([housing()], load_encoder(), tmp_path / "data")
    process = subprocess.Popen(
        command("serve", "--port", "0", "--data", str(tmp_path / "data")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield line.removeprefix("问政已启动：").partition("（")[0]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert "Traceback" not in errors
    finally:
        process.kill()


def test_indexing_under_a_server_that_is_asked_all_the_time(tmp_path: Path, site: str) -> None:
    seen: list[tuple[int, str]] = []
    done = threading.Event()

    def ask() -> None:
        with httpx.Client(base_url=site, trust_env=False, timeout=30) as client:
            while not done.is_set():
                body = {"question": "学区范围由谁公布"}
                answer = client.post("/api/ask", json=body)
                seen.append((answer.status_code, answer.json()["answer"]))
                listed = client.get("/api/documents").json()["documents"]
                found = client.post("/api/search", json={"question": "学区"}).json()["hits"]
                known = {row["id"] for row in listed}
                # The site may have gone over to a newer index between the two, never back.
                assert known <= {"guilin-housing", "zunyi-schools", "extra"} and found

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    encoder = load_encoder()
    add_documents([schools()], encoder, tmp_path / "data")
    wait_for(site, 2)
    for n in range(3):
        add_documents([document("extra", "供水办法", f"按月抄表{n}。")], encoder, tmp_path / "data")
    wait_for(site, 3)
    done.set()
    for thread in threads:
        thread.join()
    assert {status for status, _ in seen} == {200}
    answers = [text for _, text in seen]
    assert "学区范围" in answers[-1]
    first = next(i for i, text in enumerate(answers) if "学区范围" in text)
    # Two threads ask: at most one answer of the old state is put down after the first new one.
    assert sum("学区范围" not in text for text in answers[first:]) <= 1


def wait_for(site: str, documents: int) -> None:
    """Until the site knows so many documents."""
    for _ in range(200):
        listed = httpx.get(f"{site}/api/documents", trust_env=False, timeout=30).json()
        if len(listed["documents"]) == documents:
            return
        time.sleep(0.1)
    raise AssertionError(f"the site does not know {documents} documents after 20 seconds")
