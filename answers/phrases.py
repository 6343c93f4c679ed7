"""The sentences that answers are worded in, in Chinese and English, with checked variables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter

from corpus.script import traditionalise

_TABLE = Path(__file__).parent / "tables" / "phrases.json"


def phrase(key: str, language: str, **variables: object) -> str:
    """A sentence of ``tables/phrases.json`` with its variables filled in.

    ``language`` is "zh" or "zh-Hans" (simplified), "zh-Hant" (traditional; the variables stay as
    they are, since they may be quotations) or "en". Raises KeyError for a key or a language that
    the table does not have and for a variable that is missing, ValueError for one too many.
    """
    declared = _table()["variables"]
    if key not in declared:
        raise KeyError(f"no phrase {key!r}; there are {', '.join(declared)}")
    surplus = sorted(set(variables) - set(declared[key]))
    if surplus:
        raise ValueError(f"phrase {key!r} takes {list(declared[key])}, not {surplus}")
    template = _template(key, language)
    missing = sorted(variables_of(template) - set(variables))
    if missing:
        raise KeyError(f"phrase {key!r} needs {missing}")
    return template.format_map(variables)


def variables_of(template: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def listed(names: Sequence[str], language: str) -> str:
    """Names in a row: "甲、乙、丙", or "A, B and C"."""
    if language != "en":
        return "、".join(names)
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


@cache
def _template(key: str, language: str) -> str:
    table = _table()
    if language == "zh-Hant":
        return traditionalise(str(table["zh"][key]))
    return str(table["zh" if language == "zh-Hans" else language][key])


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    read: Mapping[str, Mapping[str, Sequence[str]]] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return read
