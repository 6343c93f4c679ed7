"""The passages that a reranker weighs: what is known of each against the question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.records import Question
from index.collection import Index
from index.fields import headings
from index.tokens import fold, tokenize

Floats = NDArray[np.float32]
# Characters of a passage that are read; longer ones are rare and say their matter early.
PASSAGE_CHARACTERS = 1_500


@dataclass(frozen=True, slots=True)
class Candidates:
    """A question and n passages, best first by the first ranking.

    ``tokens`` are the question's with their ``weights`` and ``idfs`` (n_tokens,), its ``own`` told
    from those of synonyms (n_tokens,) bool; ``counts``
    (n, n_tokens) says how often each stands in each passage, ``lengths`` (n,) how long these
    are as multiples of the mean. ``texts`` and ``heads`` (title and headings) are folded.
    ``lexical`` and ``dense`` (n,) are BM25 and cosine.
    """

    question: Question
    tokens: tuple[str, ...]
    weights: Floats
    idfs: Floats
    own: NDArray[np.bool_]
    counts: Floats
    lengths: Floats
    texts: tuple[str, ...]
    heads: tuple[str, ...]
    lexical: Floats
    dense: Floats


def gather_candidates(
    index: Index,
    question: Question,
    tokens: dict[str, float],
    rows: NDArray[np.int64],
    scores: tuple[Floats, Floats],
) -> Candidates:
    """What is known of the passages in these rows; ``scores`` are their lexical and dense ones."""
    passages = [index.passages[row] for row in rows]
    documents = [index.documents[passage.document_id] for passage in passages]
    texts = [d.quote(p.start, p.end) for d, p in zip(documents, passages, strict=True)]
    names = tuple(tokens)
    said = {*tokenize(question.resolved), *tokenize(question.original)}
    return Candidates(
        question=question,
        tokens=names,
        weights=np.array(list(tokens.values()), dtype=np.float32),
        idfs=np.array([index.bm25.inverse_frequency(token) for token in names], dtype=np.float32),
        own=np.array([name in said for name in names], dtype=np.bool_),
        counts=index.bm25.counts_at(names, rows),
        lengths=index.bm25.lengths_at(rows),
        texts=tuple(fold(text[:PASSAGE_CHARACTERS]) for text in texts),
        heads=tuple(
            fold(f"{d.title} {headings(d, p)}") for d, p in zip(documents, passages, strict=True)
        ),
        lexical=scores[0],
        dense=scores[1],
    )
