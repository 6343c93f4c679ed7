"""Search: an index and a question become ranked hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.records import Hit, Question
from index.collection import Index
from index.encoder import Encoder, shipped_table, unit_rows
from index.tokens import fold, token_weight, tokenize
from retrieval.candidates import gather_candidates
from retrieval.reranker import shipped_reranker
from retrieval.tables import asked_words
from retrieval.understanding import QuestionError, understand
from retrieval.values import Value, values_in, writings

Mode = Literal["hybrid", "hybrid+rerank", "bm25", "dense"]
Mask = NDArray[np.bool_]
Cosines = Callable[[NDArray[np.int64]], NDArray[np.float32]]

# What the cosine counts beside shares of BM25, which are the rest of one; more where the reranker
# chooses what it weighs, which is hard on what words alone do not find.
DENSE_SHARE = 0.2
RERANKED_DENSE_SHARE = 0.3
# The words of the original that the resolved question lost still count, but less: in an English
# question they are function words beside a few names.
ORIGINAL_WEIGHT = 0.3
# Words of the resolved question outside its topic: question words, places, years.
ASKING_WEIGHT = 0.5
SYNONYM_WEIGHT = 0.3
# A passage that names every amount and day of the question counts so much more (of 1 at most).
VALUE_BONUS = 0.1
VALUES_READ = 100
# Of so few passages all cosines are worked out; of more, first those of the best by BM25, so many
# times as many as are asked for.
FEW, SEEDS = 2_000, 4
# They are sought among those of half the highest score, else of less, which is quicker than to
# order all.
SEED_SHARES = (0.5, 0.25, 0.1)
HIGHEST_COSINE = 1 + 1e-4  # with what rounding adds
# So many of the best are weighed anew by "hybrid+rerank".
RERANKED = 50


def search(
    index: Index,
    encoder: Encoder,
    question: Question,
    limit: int = 20,
    mode: Mode = "hybrid",
    allowed: Mask | None = None,
) -> list[Hit]:
    """The best passages for a question, best first, at most ``limit``.

    ``hybrid`` ranks by 0.8 × BM25 / its highest value + 0.2 × cosine, and 0.1 for the amounts and
    days of the question, ``bm25`` and ``dense`` by one of the two, ``hybrid+rerank`` as ``rerank``
    says. Ties stand in the order of passage ids. Passages that share no token with the question
    are no hits of ``bm25``. ``allowed``, (n_passages,) bool, leaves out passages before ranking,
    as does an index within some documents.
    """
    if index.findable is not None:
        allowed = index.findable if allowed is None else allowed & index.findable
    if mode == "hybrid+rerank":
        return rerank(index, encoder, question, limit, allowed)
    lexical = np.zeros(len(index.passages), dtype=np.float32)
    if mode != "dense":
        lexical = index.lexical_scores(query_tokens(question))
    if allowed is not None:
        # Below every score, so that what is left out is neither the highest nor within reach.
        lexical = np.where(allowed, lexical, np.float32(-1))
    if mode == "bm25":
        rows = np.flatnonzero(lexical > 0)
        dense = np.zeros(len(rows), dtype=np.float32)
    else:
        vector = query_vector(encoder, question)
        cosines = partial(index.dense_scores_of, vector)
        few = FEW if mode == "hybrid" else len(lexical)
        reach = max(limit, VALUES_READ) if _values(question) else limit
        rows = within_reach(shares(lexical), cosines, reach, few)
        dense = cosines(rows)
    scores = fuse(lexical[rows], dense, mode)
    if mode == "hybrid":
        scores = _with_values(index, question, rows, scores)
    best = top(scores, limit)
    return [
        Hit(index.passages[row], float(score), float(word), float(cosine))
        for row, score, word, cosine in zip(
            rows[best], scores[best], lexical[rows][best], dense[best], strict=True
        )
    ]


def _with_values(
    index: Index, question: Question, rows: NDArray[np.int64], scores: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The scores (n,) with a bonus for passages that name the amounts and days of the question.

    Only the best hundred are read.
    """
    asked = _values(question)
    if not asked:
        return scores
    scores = scores.copy()
    for at in top(scores, VALUES_READ):
        said = values_in(index.passage_text(index.passages[rows[at]]))
        scores[at] += VALUE_BONUS * len(asked & said) / len(asked)
    return scores


def _values(question: Question) -> frozenset[Value]:
    """What a question counts and the days that it names; nothing where its words are not read."""
    return values_in(question.resolved) if question.terms else frozenset()


def within_reach(
    lexical: NDArray[np.float32],
    cosines: Cosines,
    limit: int,
    few: int = FEW,
    dense_share: float = DENSE_SHARE,
) -> NDArray[np.int64]:
    """The rows, ascending, of the passages that may be among the best ``limit`` of all.

    What ranks is ``mixed``, ``lexical`` being shares of BM25, 1 at most. No cosine is above one, so
    that a passage whose share with it stays below ``limit`` others need not be compared with the
    question's vector. ``cosines`` gives those of ascending rows. A share below zero leaves its
    passage out. Up to ``few`` passages are all within reach.
    """
    highest = lexical.max(initial=0.0)
    if len(lexical) <= few or highest <= 0 or limit < 1:
        return np.flatnonzero(lexical >= 0)
    for share in SEED_SHARES:
        seeds = np.flatnonzero(lexical >= share * highest)
        if len(seeds) >= limit:
            break
    else:
        return np.flatnonzero(lexical >= 0)
    seeds = np.sort(seeds[top(lexical[seeds], SEEDS * limit)])
    ranking = mixed(lexical[seeds], cosines(seeds), dense_share)
    worst = np.partition(ranking, len(ranking) - limit)[len(ranking) - limit]
    least = (worst - dense_share * HIGHEST_COSINE) / (1 - dense_share)
    return np.flatnonzero(lexical >= max(least, np.float32(0)))


def rerank(
    index: Index,
    encoder: Encoder,
    question: Question,
    limit: int = 20,
    allowed: Mask | None = None,
) -> list[Hit]:
    """The best passages, best first: the first 50 in the order of the learned reranker.

    A question that comes as it was typed, without a topic, is understood first. The scores are
    those of the ranking before, the highest at the first place.
    """
    question = _understood(question)
    lexical, whole = _two_lexical(index, question)
    mean = (shares(lexical) + shares(whole)) * np.float32(0.5)
    if allowed is not None:
        mean = np.where(allowed, mean, np.float32(-1))
    cosines = partial(index.dense_scores_of, query_vector(encoder, question))
    count = max(limit, RERANKED)
    rows = within_reach(mean, cosines, count, dense_share=RERANKED_DENSE_SHARE)
    dense = cosines(rows)
    scores = mixed(mean[rows], dense, RERANKED_DENSE_SHARE)
    best = top(scores, count)
    rows, dense, scores = rows[best], dense[best], scores[best]
    order = reranked(index, encoder, question, rows, lexical[rows], dense)[:limit]
    return [
        Hit(index.passages[rows[at]], float(score), float(lexical[rows[at]]), float(dense[at]))
        for at, score in zip(order.tolist(), scores, strict=False)
    ]


def reranked(
    index: Index,
    encoder: Encoder,
    question: Question,
    rows: NDArray[np.int64],
    lexical: NDArray[np.float32],
    dense: NDArray[np.float32],
) -> NDArray[np.int64]:
    """Where the passages of these rows stand, (n,), the first 50 in the order of the reranker.

    They come best first, with their BM25 and cosines, (n,) each.
    """
    if not len(rows):
        return np.arange(0)
    head = slice(RERANKED)
    candidates = gather_candidates(
        index, question, query_tokens(question), rows[head], (lexical[head], dense[head])
    )
    order = shipped_reranker().order(candidates, shipped_table(encoder))
    return np.concatenate([order, np.arange(len(order), len(rows))])


def first_scores(
    index: Index, encoder: Encoder, question: Question
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """What the reranker's passages are chosen by, and their BM25 and cosines: (n_passages,) each.

    As in ``hybrid``, with more of the cosine and the mean of two shares of BM25: that of
    ``query_tokens`` and that of the whole question with every word in full.
    """
    lexical, whole = _two_lexical(index, question)
    dense = index.dense_scores(query_vector(encoder, question))
    mean = (shares(lexical) + shares(whole)) * np.float32(0.5)
    return mixed(mean, dense, RERANKED_DENSE_SHARE), lexical, dense


def _two_lexical(
    index: Index, question: Question
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The BM25 of ``query_tokens``, and of the whole question: (n_passages,) each."""
    words = Counter(tokenize(question.resolved))
    whole = {word: n * token_weight(word) for word, n in words.items()}
    return index.lexical_scores(query_tokens(question)), index.lexical_scores(whole)


def _understood(question: Question) -> Question:
    if question.topic:
        return question
    try:
        return understand(question.original)
    except QuestionError:
        return question


def fuse(
    lexical: NDArray[np.float32], dense: NDArray[np.float32], mode: Mode
) -> NDArray[np.float32]:
    """The ranking score of each passage, (n,) float32, from its BM25 score and its cosine."""
    if mode == "bm25":
        return lexical
    if mode == "dense":
        return dense
    return mixed(shares(lexical), dense, DENSE_SHARE)


def mixed(
    lexical: NDArray[np.float32], dense: NDArray[np.float32], dense_share: float
) -> NDArray[np.float32]:
    """Shares of BM25 and cosines, (n,) each, in one score, (n,) float32."""
    scores: NDArray[np.float32] = (1 - dense_share) * lexical + dense_share * dense
    return scores.astype(np.float32, copy=False)


def shares(lexical: NDArray[np.float32]) -> NDArray[np.float32]:
    """BM25 scores as shares of the highest, (n,) float32; as they are where none is above zero."""
    highest = lexical.max(initial=0.0)
    found: NDArray[np.float32] = lexical / highest if highest > 0 else lexical
    return found


def top(scores: NDArray[np.float32], limit: int) -> NDArray[np.int64]:
    """Where the highest ``limit`` scores stand, highest first, equal ones in their order."""
    if limit < len(scores):
        threshold = -np.partition(-scores, limit - 1)[limit - 1] if limit > 0 else np.inf
        candidates = np.flatnonzero(scores >= threshold)
    else:
        candidates = np.arange(len(scores))
    order = np.argsort(-scores[candidates], kind="stable")[:limit]
    return candidates[order]


def query_tokens(question: Question) -> dict[str, float]:
    """The weight of each token: the topic in full, the rest of the question and synonyms less.

    Words that ask ("由谁牵头") stand in many passages that are about something else.
    """
    counts: dict[str, float] = dict(Counter(tokenize(question.topic or question.resolved)))
    for token in tokenize(question.resolved):
        counts.setdefault(token, ASKING_WEIGHT)
    for token in tokenize(question.original):
        counts.setdefault(token, ORIGINAL_WEIGHT)
    expansions = [word for group in question.expansions for word in group]
    for pattern, words in asked_words():
        if pattern.search(question.resolved):
            expansions += words
    expansions += writings(_values(question))
    for synonym in dict.fromkeys(expansions):
        for token in tokenize(synonym):
            counts.setdefault(token, SYNONYM_WEIGHT)
    return {token: count * token_weight(token) for token, count in counts.items()}


def query_vector(encoder: Encoder, question: Question) -> NDArray[np.float32]:
    """The unit vector (dim,) of the question; the original leans on it where it differs."""
    resolved, original = fold(question.resolved), fold(question.original)
    if original == resolved or not original.strip():
        return encoder.encode([resolved]).reshape(-1)
    vectors = encoder.encode([resolved, original])
    leaning = vectors[:1] + np.float32(ORIGINAL_WEIGHT) * vectors[1:]
    return unit_rows(leaning).reshape(-1)
