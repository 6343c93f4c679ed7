"""Questions that ask two things in one breath: what is asked first, and both answers together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answers.asks import asks_what
from answers.deeds import acting, class_asked
from answers.forms import KIND_GROUPS
from answers.quantities import has_number, wanted_quantity
from answers.records import Answer
from answers.rendering import shifted
from answers.wording import say
from corpus.records import Question
from retrieval.kinds import DEFAULT_KIND, question_kind

# Where one thing asked ends and the next begins.
_BETWEEN = re.compile(r"[?？;；]\s*|[,，]\s*")
# "医院怎么布局,哪家定": how is no question of its own before a comma, but what the next is about.
_EMBEDDED = frozenset({"measure", "why", DEFAULT_KIND})
# So does an English one: "who heads it, and how many belong to it".
_BETWEEN_ENGLISH = re.compile(
    r"\?\s+|,?\s+and\s+(?=(?:(?:by|within|for|to|in|from|at|under) )?"
    r"(?:who|whom|whose|which|what|when|where|how (?:many|much|long|often|old|far|soon|large))\b)",
    re.I,
)
_ASKS_ENGLISH = re.compile(r"\b(?:who|whom|whose|which|what|when|where|how|why)\b", re.I)
_LEAST_CLAUSE = 4  # characters
# A text with more questions is a list of them, and each parting would answer all before it again.
_MOST_QUESTIONS = 3


def two_asked(question: Question) -> tuple[str, str]:
    """What a question asks before the last thing that it asks, and that; empty for one thing.

    The two must ask for things of different kinds (who approves it, and within how many days), or
    be sentences of their own.
    """
    if question.language == "en":
        return _two_in_english(question.original.rstrip("? "))
    text = question.resolved.rstrip("?？。 ")
    if sum(text.count(mark) for mark in "?？") >= _MOST_QUESTIONS:
        return "", ""
    cuts = sorted(_BETWEEN.finditer(text), key=lambda cut: (cut.group()[0] in "?？", cut.start()))
    for cut in reversed(cuts):
        first, second = text[: cut.start()], text[cut.end() :]
        asks_both = asks_what(first) and asks_what(second)
        if not asks_both or min(len(first), len(second)) < _LEAST_CLAUSE:
            continue
        if cut.group()[0] in "?？":
            return first, second
        kind, other = question_kind(first), question_kind(second)
        apart = kind not in _EMBEDDED and other not in {kind, DEFAULT_KIND}
        return (first, second) if apart else ("", "")
    return "", ""


def _two_in_english(text: str) -> tuple[str, str]:
    cuts = list(_BETWEEN_ENGLISH.finditer(text))
    if len(cuts) != 1:
        return "", ""
    first, second = text[: cuts[0].start()], text[cuts[0].end() :]
    asks_both = _ASKS_ENGLISH.search(first) and _ASKS_ENGLISH.search(second)
    return (first, second) if asks_both else ("", "")


def together(first: Answer, last: Answer) -> Answer:
    """The answers to both things, the first in front; one alone where it quotes the other."""
    if within(first, last):
        return last
    if within(last, first):
        return replace(first, question=last.question, kind=last.kind, hits=last.hits)
    text = shifted(last.text, len(last.citations), len(first.citations))
    return replace(
        last,
        text=f"{first.text}\n{text}",
        citations=(*first.citations, *last.citations),
        warnings=tuple(dict.fromkeys((*first.warnings, *last.warnings))),
    )


def says_both(answer: Answer, parts: Sequence[Question]) -> bool:
    """Whether what an answer quotes has the form of each of the things asked."""
    quoted = " ".join(citation.quote for citation in answer.citations)
    return not answer.refused and all(_has_form(part, quoted) for part in parts)


def _has_form(question: Question, text: str) -> bool:
    quantity = wanted_quantity(question.resolved)
    if quantity is not None:
        return quantity.fits(text)
    if KIND_GROUPS.get(question.kind) == "who":
        return class_asked(question) in text and any(True for _ in acting(question, text))
    return question.kind not in ("number", "date") or has_number(text)


def alone(first: Answer, unanswered: str, whole: Answer) -> Answer:
    """The answer to the first thing asked, with a line that the second, ``unanswered``, is not.

    ``whole`` is the refusal of the question as a whole.
    """
    line = say("part_not_found", whole.question.language, asked=unanswered)
    return replace(first, question=whole.question, text=f"{first.text}\n{line}")


def within(inner: Answer, outer: Answer) -> bool:
    """Whether all that one answer quotes stands in what the other quotes."""
    spans = [(c.document_id, c.start, c.end) for c in outer.citations]
    return all(
        any(d == c.document_id and s <= c.start and c.end <= e for d, s, e in spans)
        for c in inner.citations
    )
