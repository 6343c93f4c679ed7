"""BM25 with the scores of every term and passage computed once, in a sparse matrix."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

K1 = 0.9
B = 0.4
OKAPI_FLOOR = 0.25

IdfRule = Literal["okapi", "lucene"]
TermWeights = Mapping[str, float]


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
    """Term counts, gathered passage by passage: twelve bytes for each pair of term and passage."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self._columns = array("i")
        self._rows = array("i")
        self._counts = array("f")
        self._lengths = array("d")

    def add(self, counts: TermWeights) -> None:
        """Count one passage: each of its tokens with how often it occurs (weights are allowed)."""
        row = len(self._lengths)
        for token, count in counts.items():
            self._columns.append(self.terms.setdefault(token, len(self.terms)))
            self._rows.append(row)
            self._counts.append(count)
        self._lengths.append(sum(counts.values()))

    def freeze(self, k1: float = K1, b: float = B, idf: IdfRule = "lucene") -> Bm25:
        """Score every pair.

        ``idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean length))``: Robertson and
        Zaragoza 2009, as ``rank_bm25.BM25Okapi`` writes it.
        """
        columns, rows, counts = _numpy(self._columns), _numpy(self._rows), _numpy(self._counts)
        lengths = _numpy(self._lengths)
        weights = _idf(np.bincount(columns, minlength=len(self.terms)), len(lengths), idf)
        mean = lengths.mean() if lengths.any() else 1.0
        norms = (k1 * (1 - b + b * lengths / mean)).astype(np.float32)
        scores = counts * np.float32(k1 + 1) / (counts + norms[rows])
        scores *= weights.astype(np.float32)[columns]
        matrix = sparse.csc_matrix(
            (scores, (rows, columns)), shape=(len(lengths), len(self.terms)), dtype=np.float32
        )
        matrix.sort_indices()
        return Bm25(self.terms, matrix)


def _numpy(numbers: array[int] | array[float]) -> NDArray[Any]:
    return np.array(numbers, dtype=numbers.typecode)


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
    """Write ``terms.txt`` (a token a line, in column order) and the three arrays as ``.npy``."""
    lines = "".join(f"{token}\n" for token in sorted(bm25.terms, key=bm25.terms.__getitem__))
    (folder / "terms.txt").write_text(lines, encoding="utf-8")
    np.save(folder / "starts.npy", bm25.matrix.indptr)
    np.save(folder / "passages.npy", bm25.matrix.indices)
    np.save(folder / "scores.npy", bm25.matrix.data)


def load_bm25(folder: Path, passage_count: int) -> Bm25:
    """Read what ``save_bm25`` wrote; the large arrays are mapped, not read.

    Raises OSError or ValueError where the files are missing or do not fit together.
    """
    tokens = (folder / "terms.txt").read_text(encoding="utf-8").splitlines()
    terms = {token: column for column, token in enumerate(tokens)}
    scores, passages = (
        np.load(folder / file, mmap_mode="r") for file in ("scores.npy", "passages.npy")
    )
    matrix = sparse.csc_matrix(
        (scores, passages, np.load(folder / "starts.npy")), shape=(passage_count, len(tokens))
    )
    return Bm25(terms, matrix)
