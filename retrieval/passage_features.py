"""What tells whether a passage answers a question: numbers that a learned reranker weighs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.tokens import PART, token_weight, tokenize
from retrieval.candidates import Candidates, Floats
from retrieval.kinds import question_kind

# Two settings of BM25 (k1, b): which of them ranks better differs from collection to collection.
SETTINGS = {"flat": (0.9, 0.4), "steep": (1.5, 0.75)}
# Kinds of questions whose answers have a form, and that form.
FORMS = {
    "number": re.compile(r"\d|[一二三四五六七八九十百千万两]+[个名家项年月日天次倍岁元]"),
    "date": re.compile(r"\d{4}年|\d+月|\d+日|[一二〇○零九]{4}年"),
    "lead": re.compile(r"负责|牵头|主管|[局委部厅院府]"),
    "condition": re.compile(r"条件|符合|应当具备|下列"),
    "penalty": re.compile(r"罚|责令|追究|处分"),
    "definition": re.compile(r"是指|称为|包括|系指|,?是"),
}
_KINDS = {"actor": "lead", "support": "lead", "duty": "lead"}
FEATURES = (
    *("lexical", "lexical_gap", "rank", "typed", "typed_gap", "typed_rank"),
    *("dense", "dense_gap", "dense_rank", "kin"),
    *(f"{part}_{name}" for name in SETTINGS for part in ("words", "bigrams", "characters")),
    *("all_flat", "all_steep", "words_held", "bigrams_held", "characters_held"),
    *(
        "missing",
        "second_missing",
        "terms",
        "terms_or_synonyms",
        "head",
        "lead",
        "rest",
        "sentence",
        "two_sentences",
    ),
    *("sentence_place", "sentence_length", "longest_match", "match_lengths", "in_order"),
    *("length", "question_length", "year"),
    *(f"form_{kind}" for kind in FORMS),
)
_SENTENCE = re.compile(r"[^。！？；;!?\n]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NO_WORD = re.compile(r"\W")
_HAN = re.compile(r"[㐀-鿿]")
_MOST_SENTENCES = 24
_MOST_GRAMS = 48


def passage_features(candidates: Candidates) -> Floats:
    """(n, n_features) float32, columns as in ``FEATURES``.

    Scores are shares of the best candidate's; what a passage, its head, its first 100
    characters, its best sentence or its best two in a row hold of the question are shares of
    the question's weight (token weight × idf).
    """
    columns = [
        *_ranking(candidates),
        *_lexical(candidates),
        *_held(candidates),
        *_placed(candidates),
        *_forms(candidates),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _share(values: Floats) -> Floats:
    highest = values.max(initial=0.0)
    shares: Floats = values / highest if highest > 0 else np.zeros_like(values)
    return shares


def _reciprocal_rank(values: Floats) -> Floats:
    order = np.argsort(-values, kind="stable")
    ranks = np.empty(len(values), dtype=np.float32)
    ranks[order] = np.arange(1, len(values) + 1)
    return (1 / ranks).astype(np.float32)


def _ranking(candidates: Candidates) -> list[Floats]:
    columns = []
    for lexical in (candidates.lexical, _typed(candidates)):
        gap = (lexical - lexical.max(initial=0.0)) / 10
        columns += [_share(lexical), gap, _reciprocal_rank(lexical)]
    dense = candidates.dense
    columns += [dense, dense - dense.max(initial=-1.0), _reciprocal_rank(dense)]
    return [*columns, _kin(candidates)]


def _typed(candidates: Candidates) -> Floats:
    """The BM25 score of the whole question, every word in full, (n,)."""
    typed = Counter(tokenize(candidates.question.resolved))
    weights = [typed.get(token, 0) * token_weight(token) for token in candidates.tokens]
    k1, b = SETTINGS["flat"]
    norms = k1 * (1 - b + b * candidates.lengths[:, None])
    terms = candidates.counts * (k1 + 1) / (candidates.counts + norms)
    scores: Floats = terms @ (np.array(weights, dtype=np.float32) * candidates.idfs)
    return scores


def _kin(candidates: Candidates) -> Floats:
    """What share of all lexical scores the other passages under the same title and heading have."""
    sums: dict[str, float] = {}
    for head, score in zip(candidates.heads, candidates.lexical.tolist(), strict=True):
        sums[head] = sums.get(head, 0.0) + score
    total = max(float(candidates.lexical.sum()), 1e-6)
    others = [
        (sums[head] - score) / total if head.strip() else 0.0
        for head, score in zip(candidates.heads, candidates.lexical.tolist(), strict=True)
    ]
    return np.array(others, dtype=np.float32)


def _parts(candidates: Candidates) -> dict[str, NDArray[np.bool_]]:
    """Which tokens of the question's own are words, bigrams and characters."""
    tokens, own = candidates.tokens, candidates.own
    sizes = np.array([len(t) if t.startswith(PART) else 0 for t in tokens], dtype=np.int64)
    return {
        "words": own & (sizes == 0),
        "bigrams": own & (sizes == 3),
        "characters": own & (sizes == 2),
    }


def _lexical(candidates: Candidates) -> list[Floats]:
    parts = _parts(candidates)
    worth = candidates.weights * candidates.idfs
    columns, sums = [], []
    for k1, b in SETTINGS.values():
        norms = k1 * (1 - b + b * candidates.lengths[:, None])
        terms = candidates.counts * (k1 + 1) / (candidates.counts + norms)
        columns += [_share(terms[:, own] @ worth[own]) for own in parts.values()]
        sums.append(_share(terms[:, candidates.own] @ worth[candidates.own]))
    return [*columns, *sums]


def _held(candidates: Candidates) -> list[Floats]:
    parts = _parts(candidates)
    worth = candidates.weights * candidates.idfs
    held = (candidates.counts > 0).astype(np.float32)
    columns: list[Floats] = [
        (held[:, own] @ worth[own] / max(float(worth[own].sum()), 1e-6)).astype(np.float32)
        for own in parts.values()
    ]
    words = parts["words"]
    lacking = np.sort((np.float32(1) - held[:, words]) * worth[words], axis=1)[:, ::-1]
    lacking = np.pad(lacking, ((0, 0), (0, 2))) * np.float32(0.1)
    return [*columns, lacking[:, 0], lacking[:, 1], *_terms(candidates)]


def _terms(candidates: Candidates) -> list[Floats]:
    """The shares of content words that stand in a passage or its head, without and with others
    that may stand for them.
    """
    question = candidates.question
    rows = np.zeros((len(candidates.texts), 2), dtype=np.float32)
    groups = list(zip(question.terms, question.expansions, strict=False))
    for i, (head, text) in enumerate(zip(candidates.heads, candidates.texts, strict=True)):
        whole = f"{head} {text}"
        for term, others in groups:
            itself = term in whole
            rows[i] += itself, itself or any(other in whole for other in others)
    return list((rows / max(1, len(groups))).T)


def _grams(candidates: Candidates) -> tuple[list[str], Floats]:
    """The bigrams of a question, its Latin words and numbers, heaviest first, and their shares."""
    worth = candidates.weights * candidates.idfs
    found = []
    for token, value in zip(
        np.array(candidates.tokens)[candidates.own], worth[candidates.own], strict=True
    ):
        bare = token.removeprefix(PART)
        if (bare != token and len(bare) == 2) or (bare == token and not _HAN.search(bare)):
            found.append((-float(value), bare))
    found = sorted(found)[:_MOST_GRAMS]
    weights = np.array([-value for value, _ in found], dtype=np.float32)
    return [gram for _, gram in found], weights / max(float(weights.sum()), 1e-6)


def _placed(candidates: Candidates) -> list[Floats]:
    """What stands where in a passage: see the names from "head" to "in_order"."""
    grams, weights = _grams(candidates)
    bare = _NO_WORD.sub("", candidates.question.topic or candidates.question.resolved)
    order = [gram for gram in grams if gram in bare]
    order.sort(key=bare.find)
    sentences: list[str] = []
    starts: list[int] = []
    for text in candidates.texts:
        starts.append(len(sentences))
        sentences += _SENTENCE.findall(text)[:_MOST_SENTENCES] or [text]
    ends = [*starts[1:], len(sentences)]
    holds = np.array([[gram in s for gram in grams] for s in sentences], dtype=np.bool_)
    holds = holds.reshape(len(sentences), len(grams))
    alone = holds @ weights
    together = alone.copy()
    together[:-1] = (holds[:-1] | holds[1:]) @ weights
    if starts:
        last = np.array(ends) - 1
        together[last] = alone[last]
    rows = np.zeros((len(starts), 10), dtype=np.float32)
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        text, head = candidates.texts[i], candidates.heads[i]
        best = start + int(alone[start:end].argmax())
        longest, squares = matched_stretches(bare, text)
        rows[i] = (
            _sum_of(grams, weights, head),
            _sum_of(grams, weights, text[:100]),
            _sum_of(grams, weights, text[100:]),
            alone[best],
            together[start:end].max(),
            (best - start) / (end - start),
            np.log1p(len(sentences[best])) / 5,
            longest,
            squares,
            _in_order(order, sentences[best]),
        )
    return list(rows.T)


def _sum_of(grams: Sequence[str], weights: Floats, text: str) -> float:
    return float(sum(w for gram, w in zip(grams, weights.tolist(), strict=True) if gram in text))


def _in_order(grams: Sequence[str], sentence: str) -> float:
    """The share of grams next to each other in the question that come one after the other."""
    places = [sentence.find(gram) for gram in grams]
    pairs = list(pairwise(places))
    if not pairs:
        return 0.0
    return sum(0 <= first < second for first, second in pairs) / len(pairs)


def matched_stretches(topic: str, text: str) -> tuple[float, float]:
    """(longest, sum of squares) of the stretches of a topic that stand in a text, as shares.

    The topic is read from left to right and cut into the longest stretches that the text holds;
    single characters count for the longest only.
    """
    size = len(topic)
    if not size:
        return 0.0, 0.0
    start = longest = squares = 0
    while start < size:
        length = 0
        while start + length < size and topic[start : start + length + 1] in text:
            length += 1
        longest = max(longest, length)
        squares += length * length if length > 1 else 0
        start += max(1, length)
    return longest / size, squares / size**2


def _forms(candidates: Candidates) -> list[Floats]:
    question = candidates.question
    count = len(candidates.texts)
    kind = question.kind or question_kind(question.resolved)
    kind = _KINDS.get(kind, kind)
    years = set(_YEAR.findall(question.resolved))
    named = [
        len(years & set(_YEAR.findall(f"{head} {text}"))) / len(years) if years else 0.0
        for head, text in zip(candidates.heads, candidates.texts, strict=True)
    ]
    columns = [
        np.log1p(candidates.lengths),
        np.full(count, np.log1p(len(question.resolved)) / 5, dtype=np.float32),
        np.array(named, dtype=np.float32),
    ]
    for name, pattern in FORMS.items():
        fits = [bool(kind == name and pattern.search(text)) for text in candidates.texts]
        columns.append(np.array(fits, dtype=np.float32))
    return columns
