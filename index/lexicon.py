"""jieba's words as a tree in arrays, by which a whole document is cut into words at once.

What ``index.cutting`` does for a question, character by character, is done here for all runs of a
document: which words stand where is looked up level by level of the tree for all places together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, log

import numpy as np
from numpy.typing import NDArray

from index.cutting import FIRST, LAST

_BITS = 16  # of a character between FIRST and LAST


@dataclass(frozen=True, slots=True)
class Words:
    """Words found: ``starts`` (n_words,) int64 are their places, ``ids`` name them."""

    starts: NDArray[np.int64]
    ids: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Edges:
    """Words of several characters that stand in a text, the last place first, short ones first."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    ids: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A tree of n nodes, each of which begins or is a word.

    ``roots`` (2 ** 16,) gives the node of a first character, -1 where there is none. The node of
    a longer beginning is found in the ``levels`` by its key, the node before it and the last
    character; the keys of a level ascend, and its first node has the number beside it.
    ``weights`` (n,) float64 are logarithms of a word's share of all ``total`` words (whose own
    logarithm ``total`` is), NaN for what only begins one. ``names`` (n,) are the words.
    """

    roots: NDArray[np.int64]
    levels: tuple[tuple[NDArray[np.int64], int], ...]
    weights: NDArray[np.float64]
    names: NDArray[np.object_]
    total: float

    def single(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        """The ids of single characters that are no words of the lexicon."""
        return codes + len(self.names)

    def words(self, ids: NDArray[np.int64]) -> list[str]:
        """The words that ascending ids of ``cut`` stand for."""
        known = len(self.names)
        end = int(np.searchsorted(ids, known))
        listed: list[str] = self.names[ids[:end]].tolist()
        return [*listed, *(chr(id_ - known) for id_ in ids[end:].tolist())]

    def cut(self, codes: NDArray[np.int64]) -> Words:
        """The most likely words of runs of characters, (n,) int64, with zeros after each run.

        All characters lie between FIRST and LAST. The words are those of ``Cutter.cut``.
        """
        roots = self.roots[codes]
        weights = np.where(roots >= 0, self.weights[roots], np.nan)
        edges = self._edges(codes, roots)
        # A character that is no word gives way to any word that begins with it.
        lone = np.full(len(codes), -self.total)
        lone[edges.starts] = -inf
        single = np.where(np.isnan(weights), lone, weights)
        single[codes == 0] = inf
        chosen, stops = _best_path(single.tolist(), edges, self.weights[edges.ids].tolist())
        starts = np.array(_followed(stops), dtype=np.int64)
        starts = starts[codes[starts] != 0] if len(starts) else starts
        own = np.where(np.isnan(weights), self.single(codes), roots)
        taken = np.array(chosen, dtype=np.int64)[starts]
        return Words(starts, np.concatenate([own, edges.ids])[taken])

    def _edges(self, codes: NDArray[np.int64], roots: NDArray[np.int64]) -> _Edges:
        at = np.flatnonzero(roots >= 0)
        node = roots[at]
        starts, lengths, ids = [at[:0]], [at[:0]], [at[:0]]
        for depth, (keys, first) in enumerate(self.levels, start=1):
            wanted = (node << _BITS) | codes[at + depth]
            place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            found = keys[place] == wanted
            at, node = at[found], place[found] + first
            whole = ~np.isnan(self.weights[node])
            starts.append(at[whole])
            lengths.append(np.full(len(starts[-1]), depth + 1, dtype=np.int64))
            ids.append(node[whole])
            if not len(at):
                break
        together = np.concatenate(starts)
        order = np.argsort(-together, kind="stable")
        return _Edges(together[order], np.concatenate(lengths)[order], np.concatenate(ids)[order])


def make_lexicon(
    words: Sequence[str], frequencies: Sequence[int], listed: Iterable[str], frequency: int
) -> Lexicon:
    """The tree of a dictionary, of a word that is given twice the last frequency.

    ``listed`` words have the ``frequency``, whatever the dictionary says.
    """
    added = list(listed)
    total = log(sum(frequencies) + frequency * len(added))
    every = [*words, *added]
    seen = np.array([*frequencies, *(frequency for _ in added)], dtype=np.int64)
    lengths = np.fromiter(map(len, every), dtype=np.int64, count=len(every))
    codes = np.frombuffer("".join(every).encode("utf-32-le"), dtype="<u4").astype(np.int64)
    outside = np.flatnonzero((codes < ord(FIRST)) | (codes > ord(LAST)))
    starts = np.cumsum(lengths) - lengths
    plain = lengths > 0
    plain[np.searchsorted(starts, outside, side="right") - 1] = False
    chosen = np.flatnonzero(plain)
    names = np.array(every, dtype=np.object_)
    return _tree(codes, starts[chosen], lengths[chosen], seen[chosen], names[chosen], total)


def _tree(
    codes: NDArray[np.int64],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    seen: NDArray[np.int64],
    words: NDArray[np.object_],
    total: float,
) -> Lexicon:
    roots = np.full(1 << _BITS, -1, dtype=np.int64)
    firsts, node = np.unique(codes[starts], return_inverse=True)
    roots[firsts] = np.arange(len(firsts))
    count = len(firsts)
    levels = []
    ends = node.copy()  # the node of each word, so far as it has been followed
    longer = np.flatnonzero(lengths > 1)
    depth = 1
    while len(longer):
        keys, places = np.unique(
            (ends[longer] << _BITS) | codes[starts[longer] + depth], return_inverse=True
        )
        levels.append((keys, count))
        ends[longer] = places + count
        count += len(keys)
        depth += 1
        longer = longer[lengths[longer] > depth]
    # math.log, by which the Cutter weighs; a word that was never seen only begins others.
    distinct, places = np.unique(seen, return_inverse=True)
    logarithms = np.array([log(one) - total if one else np.nan for one in distinct.tolist()])
    weights, names = np.full(count, np.nan), np.full(count, "", dtype=np.object_)
    weights[ends], names[ends] = logarithms[places], words
    return Lexicon(roots, tuple(levels), weights, names, total)


def _best_path(
    single: list[float], edges: _Edges, weights: list[float]
) -> tuple[list[int], list[int]]:
    """For each place the word that begins there on the best way to the end, and where it stops.

    A word of one character has the number of its place, an edge comes after all of these.
    ``single`` is infinite where a run is over.
    """
    size = len(single)
    best = [0.0] * (size + 1)
    chosen, stops = list(range(size)), list(range(1, size + 1))
    lengths, starts = edges.lengths.tolist(), [*edges.starts.tolist(), -1]
    edge, start = 0, starts[0]
    for place in range(size - 1, -1, -1):
        weight = single[place]
        if weight == inf:
            continue
        highest = weight + best[place + 1]
        while start == place:
            end = place + lengths[edge]
            value = weights[edge] + best[end]
            if value >= highest:
                highest, chosen[place], stops[place] = value, size + edge, end
            edge += 1
            start = starts[edge]
        best[place] = highest
    return chosen, stops


def _followed(stops: Sequence[int]) -> list[int]:
    starts, place = [], 0
    while place < len(stops):
        starts.append(place)
        place = stops[place]
    return starts
