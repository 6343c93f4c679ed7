"""What a language model is told: rules, and as data the passages, the table or the questions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from answers.records import Answer, Citation, TableRow
from answers.writer import Message
from corpus.records import Language
from prompts.templates import render

LANGUAGES: Mapping[Language, str] = {
    "zh-Hans": "简体中文",
    "zh-Hant": "繁体中文",
    "en": "英文(English)",
}


def messages_for(answer: Answer, citations: Sequence[Citation]) -> list[Message]:
    """What the writer of an answer is told."""
    passages = [{"title": c.title, "section": c.section, "text": c.text} for c in citations]
    return _messages("answer", answer, passages=passages, question=_asked(answer))


def comparison_messages(answer: Answer, rows: Sequence[TableRow]) -> list[Message]:
    """What the writer of a comparison is told: what its table says of each side, with marks."""
    cells = [{"name": row.name, "text": row.text} for row in rows]
    return _messages("comparison", answer, rows=cells, question=_asked(answer))


def rewrite_messages(question: str, history: Sequence[str], language: Language) -> list[Message]:
    """What the rewriter of a follow-up is told."""
    data = {"history": list(history), "question": question, "language": LANGUAGES[language]}
    return _rendered("rewrite", data)


def _messages(name: str, answer: Answer, **data: object) -> list[Message]:
    return _rendered(name, {**data, "language": LANGUAGES[answer.question.language]})


def _rendered(name: str, data: Mapping[str, object]) -> list[Message]:
    # Nobody can close a fence whose name is made from what stands inside it.
    fence = hashlib.sha256(repr(sorted(data.items())).encode("utf-8", "replace")).hexdigest()[:16]
    rules = render(f"{name}.system", language=data["language"], fence=fence)
    return [
        {"role": "system", "content": rules},
        {"role": "user", "content": render(f"{name}.user", fence=fence, **data)},
    ]


def _asked(answer: Answer) -> str:
    question = answer.question.original
    if answer.question.follow_up:
        question += f"\n(承接上文,意即:{answer.question.resolved})"
    return question
