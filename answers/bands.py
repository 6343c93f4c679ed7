"""The class that an amount of a question falls in (320年: 二级), where rules are for classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answers.agreement import classes_named
from answers.measures import asked_ranges, in_classes
from corpus.records import Document

LONGEST_READ = 200_000  # characters of a document looked through, to bound the time
_PIECE = re.compile(r"[^。;；\n]+")
_CLAUSE = re.compile(r"[^,，]+")
_ASKS_CLASS = re.compile("(?:几|哪一?个?)[级类等档](?!别|型)")
# A series tells apart at least so many classes.
_LEAST_CLASSES = 2


def class_of_amount(asked: str, document: Document) -> str:
    """The class that a document puts the amount of a question in; empty where it names a class
    itself or no amount, or the document puts it in none or in several.
    """
    if classes_named(asked) or not asked_ranges(asked):
        return ""
    series: dict[str, set[str]] = {}
    held: set[str] = set()
    for clause in _classifying(document.text[:LONGEST_READ]):
        for word, names in classes_named(clause).items():
            if len(names) != 1:
                continue
            inside = in_classes(asked, clause)
            if inside is None:
                continue
            series.setdefault(word, set()).update(names)
            if inside:
                held.add(f"{next(iter(names))}{word}")
    wide = any(len(names) >= _LEAST_CLASSES for names in series.values())
    return held.pop() if wide and len(held) == 1 else ""


def asks_class(asked: str) -> bool:
    """Whether a question asks in which class something falls (算几级)."""
    return _ASKS_CLASS.search(asked) is not None


def _classifying(text: str) -> Iterator[str]:
    """The clauses that name both a class and an amount."""
    for piece in _PIECE.findall(text):
        if classes_named(piece) and re.search(r"\d|[一二三四五六七八九十百]", piece):
            yield from (clause for clause in _CLAUSE.findall(piece) if classes_named(clause))
