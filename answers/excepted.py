"""Exceptions of rules (但自育、自用的除外): whether a question is about what one of them names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from retrieval.tables import rows

CASES = Path(__file__).parent / "tables" / "excepted.tsv"
_EXCEPTION = re.compile(
    r"[(（]?但?[^,，。;；()（）]*(?:除外|不在此限|不受此限)|除(?!了?上述|前款)[^,，。;；]{2,40}?(?:以外|之外|外)(?=[,，])"
)
# A text that does nothing else: 但自制自用的除外.
_ONLY = re.compile(
    r"^[(（]?(?:但是?)?[^。;；]{1,60}(?:除外|不在此限|不受此限|不受[^,，。;；]{0,10}限制)[)）]?[,，。;；]?$"
)
_LEAST = 2  # characters that name a thing


def names_asked(asked: str, terms: Sequence[str], text: str) -> bool:
    """Whether an exception in a text names a thing of a question that the rest of the text does
    not, or a case that the question tells in other words (自家用的, 自用).
    """
    excepting = " ".join(_EXCEPTION.findall(text))
    if not excepting:
        return False
    rest = _EXCEPTION.sub(" ", text)
    own = [t for t in terms if len(t) >= _LEAST and t in excepting and t not in rest]
    return bool(own) or tells_case(asked, text)


def tells_case(asked: str, text: str) -> bool:
    """Whether a question tells in other words a case that a text excepts."""
    excepting = " ".join(_EXCEPTION.findall(text))
    return any(told.search(asked) and named.search(excepting) for told, named in _cases())


def only_excepts(text: str) -> bool:
    """Whether a text only says what another does not hold for."""
    return _ONLY.match(text) is not None


@cache
def _cases() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(told), re.compile(named)) for told, named in rows(CASES))
