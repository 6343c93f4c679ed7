"""How near passages come to a question token by token, by the vectors of a static table.

A question's token is as near to a text as to the nearest of its tokens (late interaction, as in
ColBERT, Khattab and Zaharia 2020): words that a text says otherwise (老板 and 用人单位) are near
where their vectors are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.static_encoder import StaticEncoder

LATE = (
    *("near", "near_rare", "near_text", "near_window", "near_window_rare"),
    *("far", "second_far", "said_by_question"),
    *("near_gap", "near_rare_gap", "near_window_gap"),
)
_BEHIND = ("near", "near_rare", "near_window")
# A token of the question counts as said by a text from this cosine on.
SAID = 0.6
# Characters of a passage that are read: cutting texts into tokens is what takes the time.
CHARACTERS_READ = 256
# Tokens that stand together, and how far apart such windows begin.
WINDOW, STEP = 24, 12
Floats = NDArray[np.float32]
Places = NDArray[np.int64]


def late_interaction(
    table: StaticEncoder, topic: str, heads: Sequence[str], texts: Sequence[str]
) -> Floats:
    """(n_passages, n_features) float32, columns as in ``LATE``, of passages under ``heads``.

    ``near`` is the mean over the tokens of the topic, weighted by the lengths of their vectors, of
    the best cosine with a token of the passage or its head; ``…_rare`` with tokens counting more
    that few of the passages say, ``…_text`` without the head, ``…_window`` of the likest window of
    the text. ``far`` and ``second_far`` are the tokens most missed, ``said_by_question`` how much
    of a window the question says at most, ``…_gap`` by how much a passage falls behind the best.
    """
    rows = np.zeros((len(texts), len(LATE)), dtype=np.float32)
    read = [topic, *heads, *(text[:CHARACTERS_READ] for text in texts)]
    ids = [one.ids for one in table.tokenizer.encode_batch_fast(read, add_special_tokens=False)]
    if not ids[0] or not texts:
        return rows
    flat, places = np.unique(np.concatenate(ids).astype(np.int64), return_inverse=True)
    sizes = np.array([len(one) for one in ids], dtype=np.int64)
    vectors = table.table[flat]
    lengths = np.maximum(np.linalg.norm(vectors, axis=1), np.float32(1e-9))
    asked = places[: sizes[0]]
    weights = lengths[asked]
    cosines = (vectors[asked] / weights[:, None]) @ (vectors / lengths[:, None]).T
    parts = np.split(places, np.cumsum(sizes)[:-1])
    in_heads = _nearest(cosines, parts[1 : len(heads) + 1])
    windows, owners = _windows(parts[len(heads) + 1 :])
    near_windows = np.maximum(_nearest(cosines, windows), 0)
    firsts = np.flatnonzero(np.diff(owners, prepend=-1))
    in_texts = np.maximum.reduceat(near_windows, firsts)
    near = np.maximum(in_texts, in_heads)
    rare = weights * np.log(1 + len(texts) / (0.5 + (near > SAID).sum(axis=0))).astype(np.float32)
    missed = np.sort((1 - near) * rare / rare.sum(), axis=1)[:, ::-1]
    missed = np.pad(missed, ((0, 0), (0, 2)))
    columns: dict[str, Floats] = {
        "near": _mean(near, weights),
        "near_rare": _mean(near, rare),
        "near_text": _mean(in_texts, rare),
        "near_window": np.maximum.reduceat(_mean(near_windows, weights), firsts),
        "near_window_rare": np.maximum.reduceat(_mean(near_windows, rare), firsts),
        "far": missed[:, 0],
        "second_far": missed[:, 1],
    }
    said = _said(windows, lengths, cosines.max(axis=0) * lengths)
    columns["said_by_question"] = np.maximum.reduceat(said, firsts)
    for name in _BEHIND:
        columns[f"{name}_gap"] = columns[name] - columns[name].max()
    for column, name in enumerate(LATE):
        rows[:, column] = columns[name]
    return rows


def _windows(texts: Sequence[Places]) -> tuple[list[Places], Places]:
    """The windows of all texts, one at least for each, and whose each is."""
    windows: list[Places] = []
    owners: list[int] = []
    for owner, text in enumerate(texts):
        for start in range(0, max(1, len(text) - STEP), STEP):
            windows.append(text[start : start + WINDOW])
            owners.append(owner)
    return windows, np.array(owners, dtype=np.int64)


def _flat(texts: Sequence[Places]) -> tuple[Places, Places, NDArray[np.bool_]]:
    """All tokens in a row, where each text begins, and which texts are empty (those have one)."""
    empty = np.array([not len(text) for text in texts])
    filled = [text if len(text) else np.zeros(1, dtype=np.int64) for text in texts]
    sizes = np.array([len(text) for text in filled], dtype=np.int64)
    return np.concatenate(filled), np.cumsum(sizes) - sizes, empty


def _nearest(cosines: Floats, texts: Sequence[Places]) -> Floats:
    """The best cosine of each token of the question in each text: (n_texts, n_tokens)."""
    flat, starts, empty = _flat(texts)
    nearest: Floats = np.maximum.reduceat(cosines[:, flat], starts, axis=1).T
    nearest[empty] = 0.0
    return nearest


def _said(windows: Sequence[Places], lengths: Floats, said: Floats) -> Floats:
    """How much of each window the question says, given that of each token (n_unique,)."""
    flat, starts, empty = _flat(windows)
    shares: Floats = np.add.reduceat(said[flat], starts)
    shares /= np.add.reduceat(lengths[flat], starts)
    shares[empty] = 0.0
    return shares


def _mean(near: Floats, weights: Floats) -> Floats:
    mean: Floats = near @ weights / np.maximum(weights.sum(), np.float32(1e-9))
    return mean
