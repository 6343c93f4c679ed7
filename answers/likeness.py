"""How near sentences come to a question token by token, by the vectors of the shipped encoder.

Words that a text says otherwise (垫 and 拨付) are near where their vectors are.
What the title of a document says already tells none of its sentences from another: tokens of the
question that it holds count less ("rest").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answers.shapes import CLAUSE
from index.encoder import Encoder, shipped_table, unit_rows
from index.static_encoder import StaticEncoder
from index.token_vectors import SAID, Nearness, Tokens, cut, nearness, share_said, weighted_mean

LIKENESS = (
    *("like", "like_rest", "like_rare", "like_with_head", "like_with_cited"),
    *("like_passage", "like_passage_rest", "said_by_question", "clause_meaning"),
    *("case_asked", "case_rest"),
    *("less_like", "less_like_rest", "less_like_rare", "less_like_passage", "less_clause_meaning"),
)
_BEHIND = ("like", "like_rest", "like_rare", "like_passage", "clause_meaning")
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
    table = shipped_table(encoder)
    asked, own, *beside = cut(table, [topic], texts, titles, heads, cited)
    if not said or not asked.lengths[0]:
        return rows
    vectors = table.table[asked.ids]
    question, weights = unit_rows(vectors), np.linalg.norm(vectors, axis=1)
    beside_own = nearness(table, question, own)
    near = beside_own.nearest(own.starts)
    in_title, in_head, in_cited = (
        dict(zip(words, nearness(table, question, t).nearest(t.starts), strict=True))
        for words, t in zip((titles, heads, cited), beside, strict=True)
    )
    starts = [i for i, one in enumerate(said) if one.opens or not i]
    sizes = np.diff([*starts, len(said)])
    passages = np.repeat(np.maximum.reduceat(near, starts, axis=0), sizes, axis=0)
    rest = weights * (1 - np.clip([in_title[one.title] for one in said], 0, 1))
    columns = {
        "like": weighted_mean(near, weights),
        "like_rest": weighted_mean(near, rest),
        "like_rare": weighted_mean(near, weights * _rarity(near, [one.document for one in said])),
        "like_with_head": weighted_mean(
            np.maximum(near, [in_head[one.head] for one in said]), rest
        ),
        "like_with_cited": weighted_mean(
            np.maximum(near, [in_cited[one.cited] for one in said]), rest
        ),
        "like_passage": weighted_mean(passages, weights),
        "like_passage_rest": weighted_mean(passages, rest),
        "said_by_question": share_said(beside_own.said(), beside_own.lengths, own.starts),
        "clause_meaning": _clause_meaning(table, vectors.sum(axis=0), own, texts),
    }
    columns["case_asked"], columns["case_rest"] = _of_case(beside_own, rest, own, texts)
    for name in _BEHIND:
        columns[f"less_{name}"] = columns[name].max() - columns[name]
    for column, name in enumerate(LIKENESS):
        rows[:, column] = columns[name]
    return rows


def _rarity(near: Floats, documents: Sequence[str]) -> Floats:
    """How few sentences of its document say each token of the question: (n_sentences, n_tokens)."""
    rarity = np.zeros_like(near)
    ids = np.array(documents)
    for id_ in dict.fromkeys(documents):
        own = ids == id_
        rarity[own] = np.log(1 + own.sum() / (0.5 + (near[own] > SAID).sum(axis=0)))
    return rarity


def _clause_meaning(
    table: StaticEncoder, topic: Floats, own: Tokens, texts: Sequence[str]
) -> Floats:
    """The best cosine of a clause of each sentence with the topic."""
    begins: list[int] = []
    firsts: list[int] = []
    for text, start, end in zip(texts, own.starts, own.ends(), strict=True):
        firsts.append(len(begins))
        cuts = [match.start() for match in CLAUSE.finditer(text)]
        at = start + np.searchsorted(own.places[start:end], cuts)
        begins += [int(start), *(int(i) for i in dict.fromkeys(at) if start < i < end)]
    vectors = table.table[own.ids]
    vectors[own.starts[own.lengths == 0]] = 0.0
    clauses = unit_rows(np.add.reduceat(vectors, begins, axis=0))
    best: Floats = np.maximum.reduceat(clauses @ unit_rows(topic[None])[0], firsts)
    return best


def _of_case(
    near: Nearness, rest: Floats, own: Tokens, texts: Sequence[str]
) -> tuple[Floats, Floats]:
    """How much of the case of a rule the question says, and the case of it; 0 without a case."""
    asked, case_says = np.zeros((2, len(texts)), dtype=np.float32)
    said = near.said()
    for i, (start, end) in enumerate(zip(own.starts, own.ends(), strict=True)):
        case = _CASE.match(texts[i])
        if case is None:
            continue
        inside = slice(start, start + int((own.places[start:end] < case.end(1)).sum()))
        if inside.stop > start:
            asked[i] = said[inside].sum() / max(float(near.lengths[inside].sum()), 1e-6)
            case_says[i] = weighted_mean(near.cosines[:, inside].max(axis=1)[None], rest[i])[0]
    return asked, case_says
