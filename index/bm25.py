"""BM25 over the segments of a collection, worked out for the terms of a question from counts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log, log1p
from threading import Lock
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.counts import Counts, Gathering, TermWeights, count_document

K1 = 0.9
B = 0.4
OKAPI_FLOOR = 0.25
ENTRIES_KEPT = 2**26  # of four bytes each

IdfRule = Literal["okapi", "lucene"]


@dataclass(frozen=True, slots=True)
class Part:
    """The counts of one segment. ``rows`` (n_segment_passages,) int32 gives each of its passages
    its row in the collection, -1 for one that is not in it; None where they are the same.
    """

    counts: Counts
    rows: NDArray[np.int32] | None = None

    def present(self) -> NDArray[np.bool_]:
        """Which of its passages are in the collection."""
        if self.rows is None:
            return np.ones(len(self.counts.lengths), dtype=np.bool_)
        return self.rows >= 0

    def frequencies(self) -> NDArray[np.int64]:
        """In how many passages of the collection each term stands: (n_terms,) int64."""
        starts = self.counts.starts
        frequencies = np.diff(starts)
        absent = ~self.present()
        if absent.any():
            entries = np.flatnonzero(absent[self.counts.passages])
            columns = np.searchsorted(starts, entries, side="right") - 1
            frequencies -= np.bincount(columns, minlength=len(frequencies))
        return frequencies


class Saturated:
    """Columns worked out for questions, those asked for last up to so many entries in all.

    A few frequent terms stand in every question; of the others all would fill the memory.
    """

    def __init__(self, most: int = ENTRIES_KEPT) -> None:
        self._most, self._count = most, 0
        self._columns: OrderedDict[tuple[int, int], NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def get(self, part: object, column: int) -> NDArray[np.float32] | None:
        """A column of a segment, None where it is not kept."""
        with self._lock:
            known = self._columns.get((id(part), column))
            if known is not None:
                self._columns.move_to_end((id(part), column))
            return known

    def put(self, part: object, column: int, values: NDArray[np.float32]) -> None:
        """Keep a column in the place of those not asked for the longest."""
        with self._lock:
            if len(values) > self._most or (id(part), column) in self._columns:
                return
            self._columns[id(part), column] = values
            self._count += len(values)
            while self._count > self._most:
                _, gone = self._columns.popitem(last=False)
                self._count -= len(gone)


@dataclass(frozen=True, slots=True, eq=False)
class ScoredPart:
    """A segment with what its passages' scores are worked out from, in the order of the segment.

    ``frequencies`` (n_terms,) counts the passages of the collection, ``norms``
    (n_segment_passages,) float32 is what each passage's length adds to the count of a term. What
    tf makes of the columns asked for last stands in ``saturated``.
    """

    part: Part
    frequencies: NDArray[np.int64]
    norms: NDArray[np.float32]
    saturated: Saturated

    def counts_at(self, token: str, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """How often a token stands in passages of the segment, (n_rows,), from their rows."""
        column = self.part.counts.terms.get(token)
        if column is None:
            return np.zeros(len(rows), dtype=np.float32)
        holding, counts = self.part.counts.postings(column)
        if not len(holding):
            return np.zeros(len(rows), dtype=np.float32)
        places = np.minimum(np.searchsorted(holding, rows), len(holding) - 1)
        return np.where(holding[places] == rows, counts[places], np.float32(0))

    def frequency(self, token: str) -> int:
        """In how many passages of the collection a token stands."""
        column = self.part.counts.terms.get(token)
        return 0 if column is None else int(self.frequencies[column])

    def holding(self, tokens: Sequence[str]) -> NDArray[np.bool_]:
        """Which passages of the segment hold all the tokens: (n_segment_passages,) bool."""
        counts = self.part.counts
        holding = np.ones(len(self.norms), dtype=np.bool_)
        for token in tokens:
            one = np.zeros(len(self.norms), dtype=np.bool_)
            if token in counts.terms:
                one[counts.postings(counts.terms[token])[0]] = True
            holding &= one
        return holding

    def score(self, idfs: TermWeights, weights: TermWeights, k1: float) -> NDArray[np.float32]:
        """The scores of the passages of the segment: (n_segment_passages,) float32."""
        # Imported here since it takes a third of a second, which adding a document can do without.
        from scipy import sparse

        counts = self.part.counts
        known = [token for token in idfs if token in counts.terms]
        columns = [counts.terms[token] for token in known]
        places = [slice(int(counts.starts[c]), int(counts.starts[c + 1])) for c in columns]
        values = [self._saturated(column, k1) for column in columns]
        matrix = sparse.csc_matrix(
            (
                np.concatenate([self.norms[:0], *values]),
                np.concatenate([counts.passages[:0], *(counts.passages[p] for p in places)]),
                np.cumsum([0, *(place.stop - place.start for place in places)]),
            ),
            shape=(len(self.norms), len(columns)),
        )
        factors = np.array([idfs[token] * weights[token] for token in known], dtype=np.float32)
        scores: NDArray[np.float32] = matrix @ factors
        return scores

    def _saturated(self, column: int, k1: float) -> NDArray[np.float32]:
        """What tf makes of the counts of a term: (n,) float32, in the order of its passages."""
        known = self.saturated.get(self, column)
        if known is None:
            rows, tf = self.part.counts.postings(column)
            known = tf * np.float32(k1 + 1) / (tf + self.norms[rows])
            self.saturated.put(self, column, known)
        return known


@dataclass(frozen=True, slots=True)
class Bm25:
    """Scores every passage of a collection of so many.

    ``idf_rule`` is as in ``_idf``, ``floor`` what stands in for a negative idf of "okapi".
    ``places`` (2, n_passages) int32 gives the segment of each passage and its row there; None
    where the one segment has the rows of the collection.
    """

    parts: tuple[ScoredPart, ...]
    passage_count: int
    k1: float
    idf_rule: IdfRule
    floor: float
    mean_length: float = 1.0
    places: NDArray[np.int32] | None = None

    def score(self, tokens: TermWeights) -> NDArray[np.float32]:
        """The BM25 score of every passage: (n_passages,) float32.

        The sum over tokens of ``weight * idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length /
        mean length))``: Robertson and Zaragoza 2009, as ``rank_bm25.BM25Okapi`` writes it.
        ``tokens`` gives each token of the question its weight, which for plain BM25 is how often
        it occurs there. Tokens that no passage holds add nothing.
        """
        frequencies = {token: self.document_frequency(token) for token in tokens}
        idfs = {token: self._idf(count) for token, count in frequencies.items() if count}
        scores = np.zeros(self.passage_count, dtype=np.float32)
        for scored in self.parts:
            found, rows = scored.score(idfs, tokens, self.k1), scored.part.rows
            if rows is None:
                return found
            present = rows >= 0
            scores[rows[present]] = found[present]
        return scores

    def holding(self, tokens: Sequence[str]) -> NDArray[np.bool_]:
        """Which passages hold all the tokens: (n_passages,) bool."""
        holding = np.zeros(self.passage_count, dtype=np.bool_)
        for scored in self.parts:
            found, rows = scored.holding(tokens), scored.part.rows
            if rows is None:
                return found
            present = rows >= 0
            holding[rows[present]] = found[present]
        return holding

    def counts_at(self, tokens: Sequence[str], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """How often each token stands in some passages, (n_rows, n_tokens) float32."""
        counts = np.zeros((len(rows), len(tokens)), dtype=np.float32)
        for scored, own, place in self._located(rows):
            for column, token in enumerate(tokens):
                counts[place, column] = scored.counts_at(token, own)
        return counts

    def lengths_at(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The lengths of some passages in tokens as multiples of the mean, (n_rows,) float32."""
        lengths = np.zeros(len(rows), dtype=np.float32)
        for scored, own, place in self._located(rows):
            lengths[place] = scored.part.counts.lengths[own] / self.mean_length
        return lengths

    def _located(
        self, rows: NDArray[np.int64]
    ) -> Iterator[tuple[ScoredPart, NDArray[np.int64], NDArray[np.int64]]]:
        """Each segment with the rows there of those passages that it holds, and their places."""
        if self.places is None:
            yield self.parts[0], rows, np.arange(len(rows))
            return
        segments, own = self.places[:, rows]
        for number in np.unique(segments):
            place = np.flatnonzero(segments == number)
            yield self.parts[number], own[place].astype(np.int64), place

    def inverse_frequency(self, token: str) -> float:
        """The idf of a token, as if one passage held it where none does."""
        return self._idf(max(1, self.document_frequency(token)))

    def document_frequency(self, token: str) -> int:
        """In how many passages a token stands."""
        return sum(part.frequency(token) for part in self.parts)

    def frequencies(self) -> Iterator[tuple[str, int]]:
        """Every token with the number of passages of each segment that hold it."""
        for scored in self.parts:
            yield from zip(scored.part.counts.terms, scored.frequencies.tolist(), strict=True)

    def _idf(self, frequency: int) -> float:
        """Inverse document frequency of a term that stands in so many of all N passages.

        "okapi": log((N - n + 0.5) / (n + 0.5)), with the floor where it is negative, as rank_bm25
        does. "lucene": log(1 + (N - n + 0.5) / (n + 0.5)), never negative, so that a word of
        every passage cannot outweigh a rarer one.
        """
        odds = (self.passage_count - frequency + 0.5) / (frequency + 0.5)
        if self.idf_rule == "lucene":
            return log1p(odds)
        return log(odds) if odds >= 1 else self.floor


def make_bm25(parts: Sequence[Part], passage_count: int, k1: float = K1, b: float = B) -> Bm25:
    """Scores over the segments of a collection, with the mean length of all its passages."""
    # Lengths are multiples of a half, so that their sum is the same in any order.
    total = sum(float(part.counts.lengths[part.present()].sum()) for part in parts)
    mean = total / passage_count if total else 1.0
    scored, kept = [], Saturated()
    for part in parts:
        counts = part.counts
        norms = (k1 * (1 - b + b * counts.lengths / mean)).astype(np.float32)
        scored.append(ScoredPart(part, part.frequencies(), norms, kept))
    places = _places(parts, passage_count)
    return Bm25(tuple(scored), passage_count, k1, "lucene", 0.0, mean, places)


def _places(parts: Sequence[Part], passage_count: int) -> NDArray[np.int32] | None:
    """The segment of each passage and its row there, see ``Bm25``."""
    if len(parts) == 1 and parts[0].rows is None:
        return None
    places = np.zeros((2, passage_count), dtype=np.int32)
    for number, part in enumerate(parts):
        if part.rows is not None:
            present = np.flatnonzero(part.rows >= 0)
            places[:, part.rows[present]] = np.full(len(present), number), present
    return places


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
        """The scores over all passages added."""
        counts = self._gathering.counts(self._count)
        made = make_bm25([Part(counts)], self._count, k1, b)
        if idf == "lucene":
            return made
        frequencies = np.diff(counts.starts)
        weights = np.log((self._count - frequencies + 0.5) / (frequencies + 0.5))
        # rank_bm25 raises negative values to a quarter of the mean of all.
        floor = OKAPI_FLOOR * float(weights.mean()) if len(weights) else 0.0
        return replace(made, idf_rule=idf, floor=floor)
