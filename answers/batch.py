"""Many questions from a file, one JSON object a line in and out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answers.assistant import Assistant
from answers.fluent import FluentAssistant
from answers.serialise import answer_to_dict
from corpus.errors import WenzhengError


class BatchError(WenzhengError):
    """A file of questions cannot be used."""


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of the file: an id, a question and the earlier questions, oldest first."""

    id: str | int | None
    question: str
    history: tuple[str, ...]


def read_batch(path: Path) -> list[BatchQuestion]:
    """The questions of a file of lines ``{"id", "question", "history"}``.

    Raises BatchError, naming the line, before anything is answered.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise BatchError(f"找不到问题文件 {path};请检查路径。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(f"问题文件 {path} 读不出来;请换成 UTF-8 编码的 JSON 行文件。") from error
    return [_parsed(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def answer_lines(
    questions: Sequence[BatchQuestion],
    assistant: Assistant | FluentAssistant,
    verbatim: bool = False,
) -> Iterator[dict[str, Any]]:
    """One line of output for each question; a question that cannot be asked is refused by name.

    ``verbatim`` takes every word as typed.
    """
    for entry in questions:
        try:
            answer = answer_to_dict(assistant.ask(entry.question, entry.history, verbatim))
        except WenzhengError as error:
            answer = {
                "answer": str(error),
                "refused": True,
                "kind": "invalid",
                "citations": [],
                "warnings": [],
                "latency_ms": 0.0,
            }
        yield {"id": entry.id, **answer}


def _parsed(path: Path, number: int, line: str) -> BatchQuestion:
    try:
        entry = json.loads(line)
        question, history = entry["question"], entry.get("history") or []
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BatchError(
            f'{path} 第 {number} 行不是带 "question" 的 JSON 对象;请改正后重试。'
        ) from error
    earlier_asked = history if isinstance(history, list) else [history]
    if not isinstance(question, str) or not all(isinstance(e, str) for e in earlier_asked):
        raise BatchError(f'{path} 第 {number} 行的 "question" 或 "history" 不是文字;请改正后重试。')
    return BatchQuestion(entry.get("id"), question, tuple(earlier_asked))
