"""How near sentences come to a question token by token, by the vectors of the shipped encoder.

Words that a text says otherwise (垫 and 拨付) are near where their vectors are.
What the title of a document says already tells none of its sentences from another: tokens of the
question that it holds count less ("rest").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answers.shapes import CLAUSE
from index.encoder import Encoder, shipped_table, unit_rows
from index.static_encoder import StaticEncoder

LIKENESS = (
    *("like", "like_rest", "like_rare", "like_with_head", "like_with_cited"),
    *("like_passage", "like_passage_rest", "said_by_question", "clause_meaning"),
    *("case_asked", "case_rest"),
    *("less_like", "less_like_rest", "less_like_rare", "less_like_passage", "less_clause_meaning"),
)
_BEHIND = ("like", "like_rest", "like_rare", "like_passage", "clause_meaning")
# A token of the question counts as said by a sentence from this cosine on.
SAID = 0.6
# The case that a rule is for: "未取得许可的，".
_CASE = re.compile(r"^(.{4,60}?的)[,，]")
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with what stands around it: the words that announce it, the articles it names,
    its document with the title, and whether a new passage begins with it.
    """

    text: str
    head: str
    cited: str
    document: str
    title: str
    opens: bool


def likeness(encoder: Encoder, topic: str, said: Sequence[Said]) -> Floats:
    """(n_sentences, n_features) float32, columns as in ``LIKENESS``.

    ``like`` is the mean over the tokens of the topic, weighted by the lengths of their vectors, of
    the best cosine with a token of the sentence; ``…_rest`` with tokens of the title counting
    less, ``…_rare`` with those counting more that few sentences of the document say, ``…_passage``
    over all sentences of the passage; ``said_by_question`` the same mean over the tokens of the
    sentence. ``clause_meaning`` is the best cosine of a clause with the topic. ``case_…`` look at
    the case that a rule is for: what of it is asked about, what of the question it says.
    """
    rows = np.zeros((len(said), len(LIKENESS)), dtype=np.float32)
    texts = [one.text for one in said]
    titles = list(dict.fromkeys(one.title for one in said))
    heads = list(dict.fromkeys(one.head for one in said))
    cited = list(dict.fromkeys(one.cited for one in said))
    asked, own, *beside = _tokens(shipped_table(encoder), [topic], texts, titles, heads, cited)
    if not said or not asked.lengths[0]:
        return rows
    question, weights = unit_rows(asked.vectors), np.linalg.norm(asked.vectors, axis=1)
    near = _nearness(question, own)
    in_title, in_head, in_cited = (
        dict(zip(words, _nearness(question, tokens), strict=True))
        for words, tokens in zip((titles, heads, cited), beside, strict=True)
    )
    starts = [i for i, one in enumerate(said) if one.opens or not i]
    sizes = np.diff([*starts, len(said)])
    passages = np.repeat(np.maximum.reduceat(near, starts, axis=0), sizes, axis=0)
    rest = weights * (1 - np.clip([in_title[one.title] for one in said], 0, 1))
    columns = {
        "like": _mean(near, weights),
        "like_rest": _mean(near, rest),
        "like_rare": _mean(near, weights * _rarity(near, [one.document for one in said])),
        "like_with_head": _mean(np.maximum(near, [in_head[one.head] for one in said]), rest),
        "like_with_cited": _mean(np.maximum(near, [in_cited[one.cited] for one in said]), rest),
        "like_passage": _mean(passages, weights),
        "like_passage_rest": _mean(passages, rest),
        "said_by_question": _said_by(question, own),
        "clause_meaning": _clause_meaning(asked.vectors.sum(axis=0), own, texts),
    }
    columns["case_asked"], columns["case_rest"] = _of_case(question, rest, own, texts)
    for name in _BEHIND:
        columns[f"less_{name}"] = columns[name].max() - columns[name]
    for column, name in enumerate(LIKENESS):
        rows[:, column] = columns[name]
    return rows


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The tokens of texts in a row: vectors (n, dim), where each text begins, how many it has, and
    where in its text each token stands. A text without tokens has one whose vector is zero.
    """

    vectors: Floats
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    places: NDArray[np.int64]


def _tokens(table: StaticEncoder, *groups: Sequence[str]) -> Iterator[_Tokens]:
    """The tokens of several rows of texts, cut in one go, which saves more than it looks."""
    encoded = table.tokenizer.encode_batch(
        [text for group in groups for text in group], add_special_tokens=False
    )
    for group in groups:
        own, encoded = encoded[: len(group)], encoded[len(group) :]
        lengths = np.array([len(one.ids) for one in own], dtype=np.int64)
        filled = np.maximum(lengths, 1)
        starts = np.cumsum(filled) - filled
        ids = [id_ for one in own for id_ in one.ids or [0]]
        vectors = table.table[ids] if ids else table.table[:0]
        vectors[starts[lengths == 0]] = 0.0
        places = [start for one in own for start, _ in one.offsets or [(0, 0)]]
        yield _Tokens(vectors, starts, lengths, np.array(places, dtype=np.int64))


def _nearness(question: Floats, texts: _Tokens) -> Floats:
    """The best cosine of each token of the question in each text: (n_texts, n_tokens)."""
    if not len(texts.starts):
        return np.zeros((0, len(question)), dtype=np.float32)
    cosines = question @ unit_rows(texts.vectors).T
    nearest: Floats = np.maximum.reduceat(cosines, texts.starts, axis=1).T
    return nearest


def _mean(near: Floats, weights: Floats) -> Floats:
    total = np.broadcast_to(weights, near.shape).sum(axis=1)
    mean: Floats = ((near * weights).sum(axis=1) / np.maximum(total, 1e-6)).astype(np.float32)
    return mean


def _rarity(near: Floats, documents: Sequence[str]) -> Floats:
    """How few sentences of its document say each token of the question: (n_sentences, n_tokens)."""
    rarity = np.zeros_like(near)
    ids = np.array(documents)
    for id_ in dict.fromkeys(documents):
        own = ids == id_
        rarity[own] = np.log(1 + own.sum() / (0.5 + (near[own] > SAID).sum(axis=0)))
    return rarity


def _said_by(question: Floats, own: _Tokens) -> Floats:
    """How much of each sentence the question says."""
    lengths = np.linalg.norm(own.vectors, axis=1)
    nearest = (question @ unit_rows(own.vectors).T).max(axis=0)
    total = np.add.reduceat(lengths, own.starts)
    share = np.add.reduceat(nearest * lengths, own.starts) / np.maximum(total, 1e-6)
    said: Floats = share.astype(np.float32)
    return said


def _clause_meaning(topic: Floats, own: _Tokens, texts: Sequence[str]) -> Floats:
    """The best cosine of a clause of each sentence with the topic."""
    begins: list[int] = []
    firsts: list[int] = []
    ends = [*own.starts[1:], len(own.vectors)]
    for text, start, end in zip(texts, own.starts, ends, strict=True):
        firsts.append(len(begins))
        cuts = [match.start() for match in CLAUSE.finditer(text)]
        at = start + np.searchsorted(own.places[start:end], cuts)
        begins += [int(start), *(int(i) for i in dict.fromkeys(at) if start < i < end)]
    clauses = unit_rows(np.add.reduceat(own.vectors, begins, axis=0))
    best: Floats = np.maximum.reduceat(clauses @ unit_rows(topic[None])[0], firsts)
    return best


def _of_case(
    question: Floats, rest: Floats, own: _Tokens, texts: Sequence[str]
) -> tuple[Floats, Floats]:
    """How much of the case of a rule the question says, and the case of it; 0 without a case."""
    asked, case_says = np.zeros((2, len(texts)), dtype=np.float32)
    ends = [*own.starts[1:], len(own.vectors)]
    for i, (start, end) in enumerate(zip(own.starts, ends, strict=True)):
        case = _CASE.match(texts[i])
        if case is None:
            continue
        vectors = own.vectors[start : start + int((own.places[start:end] < case.end(1)).sum())]
        if len(vectors):
            cosines = question @ unit_rows(vectors).T
            asked[i] = _mean(cosines.max(axis=0)[None], np.linalg.norm(vectors, axis=1))[0]
            case_says[i] = _mean(cosines.max(axis=1)[None], rest[i])[0]
    return asked, case_says
