"""What an index knows of the documents of a segment without reading them: headers and marks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.headers import Header, header_of
from corpus.records import Document
from corpus.serialise import from_json, to_json
from index.marks import Marks, joined, marks_of

HEADERS, YEARS, ARTICLES = "headers.json", "years.npy", "articles.npy"
FACT_FILES = (HEADERS, YEARS, ARTICLES)


@dataclass(frozen=True, slots=True)
class Facts:
    """The headers of a segment's documents, and the marks of its passages by their rows there."""

    headers: tuple[Header, ...]
    marks: Marks


def facts_of(documents: Iterable[tuple[int, Document]], passages: int) -> Facts:
    """The facts of documents, each with the row of its first passage in a segment of so many."""
    headers, marks = [], []
    for row, document in documents:
        headers.append(header_of(document))
        marks.append(marks_of(document, row))
    return Facts(tuple(headers), joined(marks, passages))


def save_facts(facts: Facts, folder: Path) -> None:
    """Write ``headers.json`` and the marks as ``.npy``."""
    headers = json.dumps(to_json(facts.headers), ensure_ascii=False)
    (folder / HEADERS).write_text(headers, encoding="utf-8", errors="surrogatepass")
    np.save(folder / YEARS, facts.marks.years)
    np.save(folder / ARTICLES, facts.marks.articles)


def load_facts(folder: Path, passages: int) -> Facts:
    """Read what ``save_facts`` wrote. Raises OSError, ValueError, KeyError or TypeError."""
    text = (folder / HEADERS).read_text(encoding="utf-8", errors="surrogatepass")
    headers = from_json(tuple[Header, ...], json.loads(text))
    return Facts(headers, Marks(passages, np.load(folder / YEARS), np.load(folder / ARTICLES)))
