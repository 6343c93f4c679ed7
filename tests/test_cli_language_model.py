"""The command with a language model: the settings of the environment, and none by default."""

from __future__ import annotations

import pytest
from answers_sample import write_sources
from model_server import chat, model, send

from cli import main

QUESTION = "桂林公租房租金怎么定?"
WRITTEN = "桂林的租金按市场租金的七成确定。[1]"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A data folder with the four documents indexed."""
    folder = tmp_path_factory.mktemp("worded")
    texts = write_sources(folder / "texts")
    assert main(["index", str(texts), "--data", str(folder / "data")]) == 0
    return str(folder / "data")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WENZHENG_LLM_URL", "WENZHENG_LLM_MODEL", "WENZHENG_LLM_KEY", "WENZHENG_ENCODER"):
        monkeypatch.delenv(name, raising=False)


def asked(data: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["ask", QUESTION, "--data", data]) == 0
    return capsys.readouterr().out


def test_the_settings_are_used(
    data: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with model(lambda h: send(h, chat(WRITTEN))) as (url, seen):
        monkeypatch.setenv("WENZHENG_LLM_URL", url)
        monkeypatch.setenv("WENZHENG_LLM_MODEL", "qwen")
        monkeypatch.setenv("WENZHENG_LLM_KEY", "secret")
        assert asked(data, capsys).startswith(WRITTEN + "\n")
    assert [(r["body"]["model"], r["key"]) for r in seen] == [("qwen", "Bearer secret")]


def test_a_model_that_is_down_costs_no_answer(
    data: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = asked(data, capsys)
    with model(lambda h: send(h, b"", 500)) as (url, _):
        monkeypatch.setenv("WENZHENG_LLM_URL", url)
        monkeypatch.setenv("WENZHENG_LLM_MODEL", "qwen")
        out = asked(data, capsys)
    assert out.splitlines()[0] == plain.splitlines()[0]
    assert "注意：语言模型没有给出可核对的答复，以下为原文摘录。" in out
    assert "注意：语言模型服务出错（500）" in out
    assert "语言模型" not in plain


@pytest.mark.parametrize("name", ["WENZHENG_LLM_URL", "WENZHENG_LLM_MODEL"])
def test_half_a_setting_is_named(
    data: str, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9/v1")
    assert main(["ask", QUESTION, "--data", data]) == 1
    assert "须同时设置 WENZHENG_LLM_URL 和 WENZHENG_LLM_MODEL" in capsys.readouterr().err
