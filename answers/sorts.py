"""Sorts of things that are asked for by name (哪家公司, 什么颜色), and whether a text names one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from retrieval.tables import rows

SORTS = Path(__file__).parent / "tables" / "sorts.tsv"


def sorts_asked(asked: str, closed: bool = False) -> list[re.Pattern[str]]:
    """What names one, for each sort that a question asks for; of the ``closed`` sorts alone, or
    of all.
    """
    return [said for whole, ask, said in _sorts() if (whole or not closed) and ask.search(asked)]


def of_another_sort(sorts: Sequence[re.Pattern[str]], text: str) -> bool:
    """Whether a text names none of one of the sorts asked for."""
    return any(not said.search(text) for said in sorts)


@cache
def _sorts() -> tuple[tuple[bool, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (known == "closed", re.compile(ask), re.compile(said))
        for _, known, ask, said in rows(SORTS)
    )
