"""Reads the tables of the room; each is read once, on first use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
_CORPUS_TABLES = Path(__file__).parent.parent / "corpus" / "tables"
AGENCIES = _CORPUS_TABLES / "agencies.tsv"
AGENCY_TRAPS = _CORPUS_TABLES / "agency_traps.tsv"


def rows(path: Path) -> list[list[str]]:
    """The tab-separated rows of a table, comments and blank lines left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


@cache
def question_kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(kind, pattern) in the order in which they are tried."""
    return tuple((kind, re.compile(pattern)) for kind, pattern in rows(TABLES / "kinds.tsv"))


@cache
def question_words() -> re.Pattern[str]:
    """Everything that asks or addresses, as one pattern."""
    alternatives = [row[0] for row in rows(TABLES / "question_words.txt")]
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives))


@cache
def stopwords() -> frozenset[str]:
    """Words without content."""
    return frozenset(word for row in rows(TABLES / "stopwords.txt") for word in row[0].split())


@cache
def task_words() -> frozenset[str]:
    """Words that only say "task"."""
    return frozenset(word for row in rows(TABLES / "task_words.txt") for word in row[0].split())


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Everyday word → official words."""
    return _groups("synonyms.tsv")


@cache
def dictionary_synonyms() -> Mapping[str, tuple[str, ...]]:
    """Word → words with the same meaning by a dictionary (``training.synonyms`` makes the table).

    They expand a question but are no reason to keep a word whole.
    """
    return _groups("dictionary_synonyms.tsv")


def _groups(name: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word, *others in rows(TABLES / name):
        found.setdefault(word, []).extend(others)
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


@cache
def asked_words() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """What a question asks for → words with which documents say it."""
    return tuple(
        (re.compile(pattern), tuple(words)) for pattern, *words in rows(TABLES / "asked_words.tsv")
    )


@cache
def known_words() -> frozenset[str]:
    """Every word of the synonyms and of the agencies: a question keeps them whole."""
    official = (word for others in synonyms().values() for word in others)
    return frozenset((*synonyms(), *official, *agency_names()))


@cache
def agency_groups() -> tuple[tuple[str, ...], ...]:
    """Each body under all its names, the short name first."""
    return tuple(tuple(row) for row in rows(AGENCIES))


@cache
def agency_names() -> Mapping[str, str]:
    """Any name of a body → its short name."""
    return {name: group[0] for group in agency_groups() for name in group}


@cache
def agency_traps() -> Mapping[str, str]:
    """Last character of a name → characters that, right behind it, show that it is no name."""
    return dict(rows(AGENCY_TRAPS))
