"""Words that only greet, thank or part: nothing is asked by them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corpus.script import simplify, whole_characters
from retrieval.tables import TABLES, rows

_LONGEST = 40  # characters; whoever types more says something
_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")


def courtesy(text: str) -> str:
    """What a text is that asks nothing: "greeting", "thanks" or "parting"; empty for a question."""
    if len(text) > _LONGEST:
        return ""
    plain = simplify(unicodedata.normalize("NFKC", whole_characters(text))).casefold()
    plain = _SIGNS.sub("", plain)
    return next((name for name, pattern in _courtesies() if pattern.fullmatch(plain)), "")


@cache
def _courtesies() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = rows(TABLES / "courtesies.tsv")
    return tuple((name, re.compile(pattern)) for name, pattern in found)
