"""Words that give away what a sentence says or a question asks, from the table ``cues.tsv``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from retrieval.tables import rows

TABLE = Path(__file__).parent / "tables" / "cues.tsv"


@cache
def _cues() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in rows(TABLE)}


def cue(name: str) -> re.Pattern[str]:
    """The pattern of a cue. Raises KeyError for a name that the table does not have."""
    return _cues()[name]


def says(name: str, text: str) -> bool:
    """Whether a text holds a cue."""
    return cue(name).search(text) is not None
