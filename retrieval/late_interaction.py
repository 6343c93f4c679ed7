"""How near passages come to a question token by token, by the vectors of a static table.

See ``index.token_vectors``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import unit_rows
from index.static_encoder import StaticEncoder
from index.token_vectors import SAID, Places, Tokens, cut, nearness, weighted_mean

LATE = (
    *("near", "near_rare", "near_text_rare", "near_window", "near_window_rare"),
    *("far", "second_far", "said_by_question"),
    *("near_gap", "near_rare_gap", "near_window_gap"),
)
_BEHIND = ("near", "near_rare", "near_window")
# Characters of a passage that are cut into tokens, which is what takes the time.
NEAR_CHARACTERS = 384
# Tokens of a block; two blocks in a row are a window.
BLOCK = 12
Floats = NDArray[np.float32]


def late_interaction(
    table: StaticEncoder, topic: str, heads: Sequence[str], texts: Sequence[str]
) -> Floats:
    """(n_passages, n_features) float32, columns as in ``LATE``, of passages under ``heads``.

    ``near`` is the mean over the tokens of the topic, weighted by the lengths of their vectors, of
    the best cosine with a token of the passage or its head; ``…_rare`` with tokens counting more
    that few of the passages say, ``…_text`` without the head, ``…_window`` of the likest window of
    the text. ``far`` and ``second_far`` are the tokens most missed, ``said_by_question`` how much
    of a window the question says at most, ``…_gap`` by how much a passage falls behind the best.
    Of a text its first ``NEAR_CHARACTERS`` are read.
    """
    rows = np.zeros((len(texts), len(LATE)), dtype=np.float32)
    titles = list(dict.fromkeys(heads))
    asked, above, own = cut(table, [topic], titles, [text[:NEAR_CHARACTERS] for text in texts])
    if not asked.lengths[0] or not texts:
        return rows
    vectors = table.table[asked.ids]
    question, weights = unit_rows(vectors), np.linalg.norm(vectors, axis=1)
    in_titles = nearness(table, question, above).nearest(above.starts)
    in_heads = in_titles[[titles.index(head) for head in heads]]
    beside = nearness(table, question, own)
    blocks, sizes = _blocks(own)
    in_blocks = np.maximum(beside.nearest(blocks), 0)
    in_texts = np.maximum.reduceat(in_blocks, np.cumsum(sizes) - sizes)
    one, other, firsts = _windows(sizes)
    in_windows = np.maximum(in_blocks[one], in_blocks[other])
    near = np.maximum(in_texts, in_heads)
    rare = weights * np.log(1 + len(texts) / (0.5 + (near > SAID).sum(axis=0))).astype(np.float32)
    missed = np.sort((1 - near) * rare / rare.sum(), axis=1)[:, ::-1]
    missed = np.pad(missed, ((0, 0), (0, 2)))
    said, lengths = (np.add.reduceat(v, blocks) for v in (beside.said(), beside.lengths))
    # The lone block of a short text is both halves of its window, which leaves the share as it is.
    shares = (said[one] + said[other]) / np.maximum(lengths[one] + lengths[other], 1e-6)
    columns: dict[str, Floats] = {
        "near": weighted_mean(near, weights),
        "near_rare": weighted_mean(near, rare),
        "near_text_rare": weighted_mean(in_texts, rare),
        "near_window": np.maximum.reduceat(weighted_mean(in_windows, weights), firsts),
        "near_window_rare": np.maximum.reduceat(weighted_mean(in_windows, rare), firsts),
        "far": missed[:, 0],
        "second_far": missed[:, 1],
        "said_by_question": np.maximum.reduceat(shares, firsts),
    }
    for name in _BEHIND:
        columns[f"{name}_gap"] = columns[name] - columns[name].max()
    for column, name in enumerate(LATE):
        rows[:, column] = columns[name]
    return rows


def _blocks(texts: Tokens) -> tuple[Places, Places]:
    """Where each block begins, and how many each text has, one at least: (n_texts,)."""
    sizes = np.maximum(-(-texts.lengths // BLOCK), 1)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(texts.starts, sizes) + BLOCK * within, sizes


def _windows(sizes: Places) -> tuple[Places, Places, Places]:
    """The two blocks of each window of texts of so many blocks, and where each text's begin.

    A block is followed by the next of its text; the last of several begins no window.
    """
    ends = np.cumsum(sizes)
    one = np.delete(np.arange(ends[-1]), ends[sizes > 1] - 1)
    counts = np.maximum(sizes - 1, 1)
    other = one + np.repeat(sizes > 1, counts)
    return one, other, np.cumsum(counts) - counts
