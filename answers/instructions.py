"""Text that speaks to a program instead of to its readers: it is data, and answers nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from retrieval.tables import rows

TABLE = Path(__file__).parent / "tables" / "instructions.tsv"
_SENTENCE_END = re.compile(r"[。!?;\n]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_REMEMBERED = 4096  # passages whose instructions are known


def speaks_to_a_model(text: str) -> bool:
    """Whether a text gives instructions to a language model or to whatever answers from it."""
    folded = unicodedata.normalize("NFKC", text)
    return any(pattern.search(folded) for pattern in _patterns(folded))


@lru_cache(maxsize=_REMEMBERED)
def instructed(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text that speak to a program, in order, without overlap.

    Each begins with the sentence that does so and ends with its line, or with the next line where
    a colon announces that.
    """
    if not speaks_to_a_model(text):
        return ()
    # Folded sign by sign, so that places in both texts agree.
    folded = "".join(f if len(f := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)
    found: list[tuple[int, int]] = []
    matches = (match for pattern in _patterns(folded) for match in pattern.finditer(folded))
    for match in sorted(matches, key=lambda match: match.span()):
        first = match.start() + len(match.group()) - len(match.group().lstrip())
        ends = [end.end() for end in _SENTENCE_END.finditer(folded, 0, first)]
        start = ends[-1] if ends else 0
        last = folded.find("\n", max(first, match.end() - 1))
        if last > 0 and folded[:last].rstrip().endswith(":"):
            last = folded.find("\n", last + 1)
        end = last if last > 0 else len(text)
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)


def _patterns(text: str) -> Sequence[re.Pattern[str]]:
    """The patterns that may be in a text: those of Latin words alone only where it has some."""
    chinese, latin = _instructions()
    return (*chinese, *latin) if _LATIN.search(text) else chinese


@cache
def _instructions() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    """The patterns with Chinese in them, and those without."""
    patterns = [re.compile(row[0], re.I) for row in rows(TABLE)]
    chinese = [bool(re.search("[\u4e00-\u9fff]", pattern.pattern)) for pattern in patterns]
    both = list(zip(patterns, chinese, strict=True))
    return tuple(p for p, han in both if han), tuple(p for p, han in both if not han)
