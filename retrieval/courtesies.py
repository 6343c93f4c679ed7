"""Words that only greet, thank or part: nothing is asked by them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corpus.script import simplify, whole_characters
from retrieval.tables import TABLES, rows

_LONGEST = 40  # characters; whoever types more says something
_BREAK = re.compile(r"[,，。.!！~～;；、?？]+")
_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")


def courtesy(text: str) -> str:
    """What a text is that asks nothing: "greeting", "thanks" or "parting"; empty for a question."""
    if len(text) > _LONGEST:
        return ""
    plain = simplify(unicodedata.normalize("NFKC", whole_characters(text))).casefold()
    whole = _said(_SIGNS.sub("", plain))
    parts = [_said(part) for part in _BREAK.split(plain) if part.strip()]
    return whole or (parts[-1] if parts and all(parts) else "")


def _said(text: str) -> str:
    return next((name for name, pattern in _courtesies() if pattern.fullmatch(text.strip())), "")


@cache
def _courtesies() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = rows(TABLES / "courtesies.tsv")
    return tuple((name, re.compile(pattern)) for name, pattern in found)
