"""Marks: what of each passage is looked up without reading it, the years and its article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from corpus.article_numbers import article_of
from corpus.records import Document
from corpus.years import years_named

Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of ``count`` passages.

    Each of ``years`` (n, 2) int32 is a year and the row of a passage that names it, each of
    ``articles`` (n, 2) int32 the number of an article and the row of a passage that stands in
    it; both ascending.
    """

    count: int
    years: NDArray[np.int32]
    articles: NDArray[np.int32]

    def naming(self, years: Sequence[int]) -> NDArray[np.bool_]:
        """Which passages name every one of the years: (n_passages,) bool."""
        everything = np.ones(self.count, dtype=np.bool_)
        return reduce(np.logical_and, (self._marked(self.years, y) for y in years), everything)

    def in_articles(self, numbers: Iterable[int]) -> NDArray[np.bool_]:
        """Which passages stand in one of the articles: (n_passages,) bool."""
        nothing = np.zeros(self.count, dtype=np.bool_)
        return reduce(np.logical_or, (self._marked(self.articles, n) for n in numbers), nothing)

    def moved(self, rows: NDArray[np.int32] | None) -> Marks:
        """The marks by the rows of a collection, as in ``index.bm25.Part``; those at -1 leave."""
        if rows is None:
            return self
        return Marks(self.count, _moved(self.years, rows), _moved(self.articles, rows))

    def from_row(self, first: int) -> Marks:
        """The same marks of passages that stand at row ``first`` and after."""
        shift = np.array([0, first], dtype=np.int32)
        return Marks(first + self.count, self.years + shift, self.articles + shift)

    def _marked(self, pairs: NDArray[np.int32], number: int) -> NDArray[np.bool_]:
        first, last = np.searchsorted(pairs[:, 0], [number, number + 1])
        marked = np.zeros(self.count, dtype=np.bool_)
        marked[pairs[first:last, 1]] = True
        return marked


def marks_of(document: Document, first_row: int = 0) -> Marks:
    """The marks of a document's passages, which stand at ``first_row`` and after."""
    years, articles = [], []
    for row, passage in enumerate(document.passages, first_row):
        named = years_named(document.quote(passage.start, passage.end))
        years += [(year, row) for year in sorted(named)]
        number = article_of(passage)
        if number is not None:
            articles.append((number, row))
    return Marks(first_row + len(document.passages), _pairs(years), _pairs(articles))


def joined(parts: Sequence[Marks], count: int) -> Marks:
    """The marks of several together, of ``count`` passages in all."""
    years = [part.years for part in parts]
    articles = [part.articles for part in parts]
    return Marks(count, _sorted(years), _sorted(articles))


def _pairs(pairs: Sequence[tuple[int, int]]) -> NDArray[np.int32]:
    return np.array(pairs, dtype=np.int32).reshape(-1, 2)


def _sorted(parts: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    pairs = np.concatenate([_pairs(()), *parts])
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _moved(pairs: NDArray[np.int32], rows: NDArray[np.int32]) -> NDArray[np.int32]:
    moved = np.stack([pairs[:, 0], rows[pairs[:, 1]]], axis=1)
    return moved[moved[:, 1] >= 0]
