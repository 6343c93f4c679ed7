"""How much of a text's words another holds: a light BM25 between the texts of one batch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from training.pairs import Ids

_K1 = 0.9  # without regard to length: the texts of a batch are cut to like lengths
# Entries more frequent than exp(-4) of all tokens carry no weight.
_COMMON = 4.0


def lexical_shares(
    anchors: Sequence[Ids], positives: Sequence[Ids], log_probabilities: NDArray[np.float64]
) -> NDArray[np.float32]:
    """(n_anchors, n_positives) float32: BM25 of each anchor, over its highest.

    ``log_probabilities`` (n_entries,) stand for the idf of the entries.
    """
    idf = np.maximum(0.0, -log_probabilities - _COMMON).astype(np.float32)
    asked = _counts(anchors, len(idf))
    asked.data = asked.data * idf[asked.indices]
    said = _counts(positives, len(idf))
    said.data = said.data * (1 + _K1) / (said.data + _K1)
    scores = (asked @ said.T).toarray()
    shares: NDArray[np.float32] = scores / np.maximum(scores.max(axis=1, keepdims=True), 1e-6)
    return shares.astype(np.float32, copy=False)


def _counts(texts: Sequence[Ids], n_entries: int) -> sparse.csr_matrix:
    lengths = [len(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), lengths)
    columns = np.concatenate(texts)
    ones = np.ones(len(columns), dtype=np.float32)
    counts = sparse.csr_matrix((ones, (rows, columns)), shape=(len(texts), n_entries))
    counts.sum_duplicates()
    return counts
