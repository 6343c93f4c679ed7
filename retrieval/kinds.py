"""What a question asks for: a kind from the table ``kinds.tsv``."""

from __future__ import annotations

from retrieval.tables import question_kinds

DEFAULT_KIND = "sentence"


def question_kind(text: str) -> str:
    """The kind of a simplified Chinese question, "sentence" where no pattern applies."""
    for kind, pattern in question_kinds():
        if pattern.search(text):
            return kind
    return DEFAULT_KIND
