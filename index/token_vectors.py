"""Texts as the token vectors of a static table, and how near they come to a question by them.

A question's token is as near to a text as to the nearest of its tokens (late interaction, as in
ColBERT, Khattab and Zaharia 2020): words that a text says otherwise (老板 and 用人单位) are near
where their vectors are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.static_encoder import StaticEncoder

# A token of the question counts as said by a text from this cosine on.
SAID = 0.6
# What stands for the tokens of a text without any.
_NOTHING = np.zeros(1, dtype=np.int32)
Floats = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Texts cut into the entries of a table, all in a row.

    ``ids`` (n_tokens,) name the entries, ``starts`` (n_texts,) say where each text begins,
    ``lengths`` (n_texts,) how many tokens it has, ``places`` (n_tokens,) the character of its text
    that each begins with. A text without tokens has one all the same, which is near to nothing.
    """

    ids: Places
    starts: Places
    lengths: Places
    places: Places

    def ends(self) -> Places:
        """Where each text ends, (n_texts,)."""
        return self.starts + np.maximum(self.lengths, 1)


def cut(table: StaticEncoder, *groups: Sequence[str]) -> Iterator[Tokens]:
    """The tokens of several rows of texts, cut in one go, which saves more than it looks."""
    whole = table.cut([text for group in groups for text in group])
    for group in groups:
        own, whole = whole[: len(group)], whole[len(group) :]
        lengths = np.array([len(ids) for ids, _ in own], dtype=np.int64)
        filled = np.maximum(lengths, 1)
        ids = [ids if len(ids) else _NOTHING for ids, _ in own]
        places = [starts if len(starts) else _NOTHING for _, starts in own]
        yield Tokens(
            np.concatenate(ids or [_NOTHING[:0]]).astype(np.int64),
            np.cumsum(filled) - filled,
            lengths,
            np.concatenate(places or [_NOTHING[:0]]).astype(np.int64),
        )


@dataclass(frozen=True, slots=True)
class Nearness:
    """The tokens of a question beside those of texts.

    ``cosines`` (n_asked, n_tokens) are those of their vectors, ``lengths`` (n_tokens,) how long
    the vectors of the texts' tokens are, which is what a token counts for.
    """

    cosines: Floats
    lengths: Floats

    def nearest(self, starts: Places) -> Floats:
        """The best cosine of each token of the question in each stretch: (n_starts, n_asked)."""
        if not len(starts):
            return np.zeros((0, len(self.cosines)), dtype=np.float32)
        best: Floats = np.maximum.reduceat(self.cosines, starts, axis=1).T
        return best

    def said(self) -> Floats:
        """What each token of the texts counts for as far as the question says it: (n_tokens,)."""
        best: Floats = self.cosines.max(axis=0) * self.lengths
        return best


def nearness(table: StaticEncoder, question: Floats, texts: Tokens) -> Nearness:
    """Put texts beside the tokens of a question, (n_asked, dim) unit vectors, one at least."""
    entries, places = np.unique(texts.ids, return_inverse=True)
    vectors = table.table[entries]
    lengths = np.linalg.norm(vectors, axis=1)
    cosines = question @ (vectors / np.maximum(lengths, np.float32(1e-9))[:, None]).T
    cosines, lengths = cosines[:, places], lengths[places]
    nothing = texts.starts[texts.lengths == 0]
    cosines[:, nothing], lengths[nothing] = 0, 0
    return Nearness(cosines, lengths)


def weighted_mean(near: Floats, weights: Floats) -> Floats:
    """The means of rows over the tokens of a question, (n_texts,), by weights of either shape.

    Zero where nothing has weight.
    """
    total = np.broadcast_to(weights, near.shape).sum(axis=1)
    mean: Floats = ((near * weights).sum(axis=1) / np.maximum(total, 1e-6)).astype(np.float32)
    return mean


def share_said(said: Floats, lengths: Floats, starts: Places) -> Floats:
    """How much of each stretch the question says, (n_starts,), by ``Nearness.said``."""
    if not len(starts):
        return np.zeros(0, dtype=np.float32)
    total = np.maximum(np.add.reduceat(lengths, starts), np.float32(1e-6))
    share: Floats = (np.add.reduceat(said, starts) / total).astype(np.float32)
    return share
