"""BM25 with the scores of every term and passage computed once, in a sparse matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from index.counts import (
    PASSAGES,
    STARTS,
    Counts,
    Gathering,
    TermWeights,
    count_document,
    load_terms,
)

K1 = 0.9
B = 0.4
OKAPI_FLOOR = 0.25
SCORES = "scores.npy"
# Entries scored at a time, so that a large collection needs no second copy of its counts.
_ENTRIES_AT_ONCE = 4_000_000

IdfRule = Literal["okapi", "lucene"]


@dataclass(frozen=True, slots=True)
class Bm25:
    """The frozen scores of a collection.

    ``terms`` maps a token to its column of ``matrix``, (n_passages, n_terms) float32 in compressed
    sparse columns: what one occurrence of the token in a question adds to each passage.
    """

    terms: Mapping[str, int]
    matrix: sparse.csc_matrix

    @property
    def passage_count(self) -> int:
        """The number of passages."""
        return int(self.matrix.shape[0])

    def score(self, tokens: TermWeights) -> NDArray[np.float32]:
        """The BM25 score of every passage: (n_passages,) float32.

        ``tokens`` gives each token of the question its weight, which for plain BM25 is how often
        it occurs there. Tokens that no passage holds add nothing.
        """
        known = [token for token in tokens if token in self.terms]
        columns = [self.terms[token] for token in known]
        weights = np.array([tokens[token] for token in known], dtype=np.float32)
        scores: NDArray[np.float32] = self.matrix[:, columns] @ weights
        return scores

    def document_frequency(self, token: str) -> int:
        """In how many passages a token stands."""
        column = self.terms.get(token)
        return 0 if column is None else int(np.diff(self.matrix.indptr[column : column + 2])[0])


class Postings:
    """Term counts, gathered passage by passage."""

    def __init__(self) -> None:
        self._gathering = Gathering()
        self._count = 0

    def add(self, counts: TermWeights) -> None:
        """Count one passage: each of its tokens with how often it occurs (weights are allowed)."""
        self._gathering.add(count_document([counts]), self._count)
        self._count += 1

    def freeze(self, k1: float = K1, b: float = B, idf: IdfRule = "lucene") -> Bm25:
        """Score every pair; see ``score_counts``."""
        return score_counts(self._gathering.counts(self._count), k1, b, idf)


def score_counts(counts: Counts, k1: float = K1, b: float = B, idf: IdfRule = "lucene") -> Bm25:
    """Score every pair of term and passage.

    ``idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean length))``: Robertson and
    Zaragoza 2009, as ``rank_bm25.BM25Okapi`` writes it.
    """
    matrix, lengths = counts.matrix, counts.lengths
    frequencies = np.diff(matrix.indptr)
    weights = _idf(frequencies.astype(np.int64), len(lengths), idf).astype(np.float32)
    mean = lengths.mean() if lengths.any() else 1.0
    norms = (k1 * (1 - b + b * lengths / mean)).astype(np.float32)
    scores = np.repeat(weights, frequencies)
    for start in range(0, len(scores), _ENTRIES_AT_ONCE):
        part = slice(start, start + _ENTRIES_AT_ONCE)
        tf = matrix.data[part]
        scores[part] *= tf * np.float32(k1 + 1) / (tf + norms[matrix.indices[part]])
    frozen = sparse.csc_matrix((scores, matrix.indices, matrix.indptr), shape=matrix.shape)
    return Bm25(counts.terms, frozen)


def _idf(document_frequencies: NDArray[np.int64], count: int, rule: IdfRule) -> NDArray[np.float64]:
    """Inverse document frequency of every term: (n_terms,) float64.

    "okapi": log((N - n + 0.5) / (n + 0.5)), negative values raised to a quarter of the mean, as
    rank_bm25 does. "lucene": log(1 + (N - n + 0.5) / (n + 0.5)), never negative, so that a word
    of every passage cannot outweigh a rarer one.
    """
    odds = (count - document_frequencies + 0.5) / (document_frequencies + 0.5)
    if rule == "lucene":
        return np.log1p(odds)
    weights = np.log(odds)
    if len(weights):
        weights[weights < 0] = OKAPI_FLOOR * weights.mean()
    return weights


def save_bm25(bm25: Bm25, folder: Path) -> None:
    """Write the scores beside the counts they were made of (see ``index.counts``)."""
    np.save(folder / SCORES, bm25.matrix.data)


def load_bm25(folder: Path) -> Bm25:
    """Read the scores; the large arrays are mapped, not read.

    Raises OSError or ValueError where the files are missing or do not fit together.
    """
    terms = load_terms(folder)
    scores, passages = (np.load(folder / file, mmap_mode="r") for file in (SCORES, PASSAGES))
    passage_count = len(np.load(folder / "lengths.npy", mmap_mode="r"))
    matrix = sparse.csc_matrix(
        (scores, passages, np.load(folder / STARTS)), shape=(passage_count, len(terms))
    )
    return Bm25(terms, matrix)
