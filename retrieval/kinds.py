"""What a question asks for: a kind from the table ``kinds.tsv``."""

from __future__ import annotations

from retrieval.tables import question_kinds

DEFAULT_KIND = "sentence"


def question_kind(text: str, other_than: str = "") -> str:
    """The kind of a simplified Chinese question, "sentence" where no pattern applies.

    ``other_than`` leaves one kind out: what is compared is asked for in a way of its own.
    """
    for kind, pattern in question_kinds():
        if kind != other_than and pattern.search(text):
            return kind
    return DEFAULT_KIND
