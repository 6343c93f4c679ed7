"""Chinese names of the keys that other rooms use: kinds of documents, edits, damages, refusals."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from retrieval.filters import kind_names

TABLE = Path(__file__).parent / "tables" / "labels.tsv"


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    groups: dict[str, dict[str, str]] = {"kind": dict(kind_names())}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            groups.setdefault(row["group"], {})[row["key"]] = row["label"]
    return groups


def labels(group: str) -> Mapping[str, str]:
    """The Chinese names of all keys of ``group`` in ``tables/labels.tsv``; empty if unknown."""
    return _table().get(group, {})


def label(group: str, key: str) -> str:
    """The Chinese name of ``key`` in ``group``; an unknown key is its own name."""
    return labels(group).get(key, key)


def chinese_date(day: date | None) -> str:
    """A date as it stands in documents, "2023年5月29日"; empty for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
