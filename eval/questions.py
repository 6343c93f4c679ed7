"""Question sets: JSON Lines files of questions with gold answers and gold passages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import WenzhengError
from corpus.script import has_traditional

KINDS = (
    "lead",
    "support",
    "duty",
    "number",
    "date",
    "list",
    "contact",
    "yesno",
    "definition",
    "measure",
    "condition",
    "compare",
    "document",
    "unanswerable",
)
WORDINGS = ("official", "everyday", "terse", "traditional", "english", "typo", "followup")
REFUSALS = ("no_place", "no_year", "no_detail", "false_premise")


_WHY_UNREAD: dict[type[Exception], str] = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "是文件夹",
    UnicodeDecodeError: "不是 UTF-8 编码",
}


class QuestionSetError(WenzhengError):
    """A question set cannot be used; the message names the file, the line and the field."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document that an answer must stand on."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with all that judging an answer to it needs.

    Every entry of ``facts`` is one key fact, given as its acceptable wordings. ``wrong`` holds
    phrases that spoil an answer. ``refusal`` is the reason to refuse, empty when answerable; a
    question with a false premise may have facts, with which an answer corrects the premise.
    """

    id: str
    question: str
    history: tuple[str, ...]
    documents: tuple[str, ...]
    kind: str
    wording: str
    answerable: bool
    refusal: str
    facts: tuple[tuple[str, ...], ...]
    wrong: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    note: str = ""

    @property
    def language(self) -> str:
        """ "en" without any Han character, "zh-Hant" with a traditional one, else "zh-Hans"."""
        if not any("㐀" <= char <= "鿿" for char in self.question):
            return "en"
        return "zh-Hant" if has_traditional(self.question) else "zh-Hans"


class _FieldError(Exception):
    """What is wrong with one field, before the file and the line are known."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field = field
        self.problem = problem


def load_questions(path: Path) -> tuple[GoldQuestion, ...]:
    """Read and check a question set; blank lines are skipped.

    Raises QuestionSetError for a file that cannot be read or holds no question, and for the
    first line with a missing, unknown or impossible field.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        why = _WHY_UNREAD.get(type(error), "请核对它的权限")
        raise QuestionSetError(
            f"题集 {path} 无法读取（{why}），请给出一个 UTF-8 编码的 JSONL 文件。"
        ) from error
    questions: list[GoldQuestion] = []
    first_lines: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = parse_question(line)
            if question.id in first_lines:
                raise _FieldError("id", f"“{question.id}”与第 {first_lines[question.id]} 行重复")
        except _FieldError as error:
            raise QuestionSetError(
                f"题集 {path} 第 {number} 行的字段 {error.field} 有误："
                f"{error.problem}，请改正后重试。"
            ) from error
        first_lines[question.id] = number
        questions.append(question)
    if not questions:
        raise QuestionSetError(f"题集 {path} 中没有题目，请每行写一个 JSON 题目。")
    return tuple(questions)


def parse_question(line: str) -> GoldQuestion:
    """One line of a question set as a checked record."""
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise _FieldError("（整行）", f"不是合法的 JSON（第 {error.colno} 列）") from error
    if not isinstance(entry, dict):
        raise _FieldError("（整行）", "应为一个 JSON 对象")
    for field in entry:
        if field not in _READERS:
            raise _FieldError(field, f"没有这个字段，可用的有 {'、'.join(_READERS)}")
    values: dict[str, Any] = {}
    for field, reader in _READERS.items():
        if field in entry:
            values[field] = reader(field, entry[field])
        elif field in _DEFAULTS:
            values[field] = _DEFAULTS[field]
        else:
            raise _FieldError(field, "缺少这个字段")
    question = GoldQuestion(**values)
    _check_together(question)
    return question


def _check_together(question: GoldQuestion) -> None:
    """What one field demands of another."""
    if question.answerable:
        if question.kind == "unanswerable":
            raise _FieldError("kind", "可回答的题不能是 unanswerable")
        if question.refusal:
            raise _FieldError("refusal", "可回答的题应为空字符串")
        if not question.facts:
            raise _FieldError("facts", "可回答的题至少要有一个要点")
        if not question.evidence:
            raise _FieldError("evidence", "可回答的题至少要有一条依据")
    else:
        if not question.refusal:
            raise _FieldError("refusal", f"不可回答的题应为 {'、'.join(REFUSALS)} 之一")
        if question.facts and question.refusal != "false_premise":
            raise _FieldError("facts", "不可回答的题只在前提不实时可有要点")


def _text(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise _FieldError(field, f"应为字符串，实为 {_json_type(value)}")
    return value


def _filled_text(field: str, value: object) -> str:
    if not (text := _text(field, value)).strip():
        raise _FieldError(field, "不能为空")
    return text


def _truth(field: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _FieldError(field, f"应为 true 或 false，实为 {_json_type(value)}")
    return value


def _list(field: str, value: object) -> list[object]:
    if not isinstance(value, list):
        raise _FieldError(field, f"应为列表，实为 {_json_type(value)}")
    return value


def _texts(field: str, value: object) -> tuple[str, ...]:
    entries = enumerate(_list(field, value))
    return tuple(_filled_text(f"{field}[{place}]", entry) for place, entry in entries)


def _facts(field: str, value: object) -> tuple[tuple[str, ...], ...]:
    facts = []
    for place, entry in enumerate(_list(field, value)):
        if not (wordings := _texts(f"{field}[{place}]", entry)):
            raise _FieldError(f"{field}[{place}]", "要点至少要有一种说法")
        facts.append(wordings)
    return tuple(facts)


def _evidence(field: str, value: object) -> tuple[Evidence, ...]:
    found = []
    for place, entry in enumerate(_list(field, value)):
        here = f"{field}[{place}]"
        if not isinstance(entry, dict) or set(entry) != {"document", "quote"}:
            raise _FieldError(here, "应为恰有 document 和 quote 两个字段的对象")
        found.append(
            Evidence(
                document=_filled_text(f"{here}.document", entry["document"]),
                quote=_filled_text(f"{here}.quote", entry["quote"]),
            )
        )
    return tuple(found)


def _one_of(choices: tuple[str, ...]) -> Callable[[str, object], str]:
    def read(field: str, value: object) -> str:
        text = _text(field, value)
        if text not in choices:
            raise _FieldError(field, f"“{text}”不在 {'、'.join(filter(None, choices))} 之中")
        return text

    return read


def _json_type(value: object) -> str:
    names = {
        "NoneType": "null",
        "bool": "布尔值",
        "int": "数字",
        "float": "数字",
        "str": "字符串",
        "list": "列表",
        "dict": "对象",
    }
    return names[type(value).__name__]


_READERS: dict[str, Callable[[str, object], object]] = {
    "id": _filled_text,
    "question": _filled_text,
    "history": _texts,
    "documents": _texts,
    "kind": _one_of(KINDS),
    "wording": _one_of(WORDINGS),
    "answerable": _truth,
    "refusal": _one_of(("", *REFUSALS)),
    "facts": _facts,
    "wrong": _texts,
    "evidence": _evidence,
    "note": _text,
}
_DEFAULTS: dict[str, object] = {
    "history": (),
    "refusal": "",
    "facts": (),
    "wrong": (),
    "evidence": (),
    "note": "",
}
