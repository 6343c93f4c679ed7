"""A run: every question of a set asked and judged, kept as one JSON file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from pydantic import TypeAdapter, ValidationError

from answers.records import Answer, WeighedDraft
from answers.refusals import LEAST_EVIDENCE
from corpus.errors import WenzhengError
from corpus.records import Document
from corpus.writing import write_whole
from eval.evidence import EvidenceLocator
from eval.judging import Result, judge
from eval.metrics import GROUPINGS, group, summarise
from eval.questions import load_questions
from eval.statistics import Pooled, Share
from index.encoder import Progress

FORMAT = "wenzheng-run/1"


class RunError(WenzhengError):
    """A run file cannot be read."""


class HasDocuments(Protocol):
    """The part of an index that judging needs."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The indexed documents by id."""


class Asks(Protocol):
    """An assistant as seen from here."""

    @property
    def index(self) -> HasDocuments:
        """Where its answers come from."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer to a question that follows earlier ones."""

    def weigh(self, question: str, history: Sequence[str] = ()) -> tuple[WeighedDraft, ...]:
        """The drafts that ``ask`` says the first probable one of; empty where none is weighed."""


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document that the answers of a run could come from."""

    id: str
    sha256: str
    passages: int


@dataclass(frozen=True, slots=True)
class Run:
    """All results of one question set, with what is needed to know what was measured.

    ``created`` is UTC in ISO 8601; ``set_sha256`` the digest of the question set's file;
    ``settings`` whatever the caller names (encoder, mode, version). ``threshold`` is the least
    probability with which a draft was said, None in runs of earlier versions.
    """

    set_name: str
    set_sha256: str
    created: str
    settings: dict[str, str]
    documents: tuple[IndexedDocument, ...]
    results: tuple[Result, ...]
    threshold: float | None = None


def run_questions(
    path: Path,
    assistant: Asks,
    settings: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Run:
    """Ask every question of a set, each with its own history, and judge the answers.

    Raises QuestionSetError before the first question is asked if the set does not fit the index.
    """
    questions = load_questions(path)
    documents = assistant.index.documents
    located = EvidenceLocator(documents).locate_all(questions, path)
    results = []
    for done, gold in enumerate(questions, start=1):
        answer = assistant.ask(gold.question, gold.history)
        weighed = assistant.weigh(gold.question, gold.history)
        results.append(judge(gold, located[gold.id], answer, documents, weighed))
        if progress is not None:
            progress("评测问答", done, len(questions))
    return Run(
        set_name=path.name,
        set_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        settings=dict(settings or {}),
        documents=tuple(
            IndexedDocument(one.id, one.source_sha256, len(one.passages))
            for one in documents.values()
        ),
        results=tuple(results),
        threshold=LEAST_EVIDENCE,
    )


def save_run(run: Run, path: Path) -> None:
    """Write a run as JSON: the record itself, and its metrics for readers of the file."""
    content = {"format": FORMAT, **asdict(run), "metrics": _metrics(run)}
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def load_run(path: Path) -> Run:
    """Read a run; the metrics in the file are left aside, they follow from the results.

    Raises RunError for a file that cannot be read or is not a run of this format.
    """
    text = run_text_of(path)
    content = run_content(path)
    if content.get("format") != FORMAT:
        raise RunError(
            f"{path} 不是格式为 {FORMAT} 的评测记录，请用 wenzheng eval answers --json 生成。"
        )
    try:
        return TypeAdapter(Run).validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        fault = "缺少" if first["type"] == "missing" else "类型或取值不对"
        raise RunError(
            f"评测记录 {path} 的字段 {place} 有误（{fault}），请重新运行评测。"
        ) from error


def run_text_of(path: Path) -> str:
    """The text of a run file. Raises RunError that says why it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise RunError(f"没有评测记录 {path}，请核对文件名，或重新运行评测。") from error
    except IsADirectoryError as error:
        raise RunError(f"{path} 是文件夹，请给出评测记录的文件名。") from error
    except UnicodeDecodeError as error:
        raise RunError(
            f"评测记录 {path} 无法读取（不是 UTF-8 编码的文本），请重新运行评测。"
        ) from error
    except OSError as error:
        raise RunError(
            f"评测记录 {path} 无法读取（{error.strerror or error}），请核对它的权限。"
        ) from error


def run_content(path: Path) -> Mapping[str, Any]:
    """What the JSON object of a run file holds; nothing where it is none.

    Raises RunError for a file that is not JSON.
    """
    text = run_text_of(path)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"在第 {error.lineno} 行第 {error.colno} 列断开或写错"
        cut = where if text.strip() else "是空的"
        raise RunError(
            f"评测记录 {path} 无法读取（不是完整的 JSON：{cut}），请重新运行评测。"
        ) from error
    except (ValueError, RecursionError) as error:
        raise RunError(f"评测记录 {path} 无法读取（不是完整的 JSON），请重新运行评测。") from error
    return content if isinstance(content, dict) else {}


def _metrics(run: Run) -> dict[str, Any]:
    """The summary of all results and of every group, shares with their values."""

    def plain(results: Sequence[Result]) -> dict[str, Any]:
        summary = summarise(results)
        metrics = asdict(summary)
        for field in fields(summary):
            value = getattr(summary, field.name)
            if isinstance(value, Share | Pooled):
                metrics[field.name] |= {"value": value.value, "interval": value.interval}
        return metrics

    return {
        "all": plain(run.results),
        **{
            f"by_{name}": {key: plain(members) for key, members in group(run.results, name).items()}
            for name in GROUPINGS
        },
    }
