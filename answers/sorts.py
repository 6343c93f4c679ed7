"""Sorts of things that are asked for by name (哪家公司, 什么颜色), and whether a text names one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from retrieval.tables import rows

SORTS = Path(__file__).parent / "tables" / "sorts.tsv"


def of_another_sort(asked: str, text: str) -> bool:
    """Whether a thing of a sort is asked for (哪家公司), and a text names none of that sort."""
    return any(ask.search(asked) and not said.search(text) for ask, said in _sorts())


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(ask), re.compile(said)) for _, ask, said in rows(SORTS))
