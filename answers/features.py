"""What tells whether a sentence answers a question: numbers that a learned scorer weighs."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answers.cues import says
from answers.matching import Matcher
from answers.quantities import answers_when, bound_fits, has_number, wanted_quantity
from corpus.records import Question
from index.tokens import PART

_NO_WORD = re.compile(r"\W")
_LISTING = re.compile("[、;；]")
# Kinds of questions whose answers can be told by their form; each has its own feature.
_FORMED = ("number", "date", "lead", "where", "definition", "why", "list", "condition")
FEATURES = (
    *("coverage", "passage", "heading", "meaning", "hit", "reciprocal_rank"),
    *("bigrams", "all_bigrams", "longest_match", "match_lengths", "before", "after"),
    *("length", "first", "fit", "named", "year", "missing", "new"),
    *(f"fit_{kind}" for kind in _FORMED),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with what is known of its passage.

    ``passage`` and ``heading`` are the coverage of the passage with its headings and of the
    heading right above; ``hit`` the score of the passage as a share of the best, ``rank`` its
    rank from 0; ``meaning`` the cosine with the topic; ``first`` whether it opens its passage.
    ``neighbours`` tells whether the candidates before and after it stand in the same passage.
    """

    text: str
    coverage: float
    passage: float
    heading: float
    meaning: float
    hit: float
    rank: int
    names_year: bool
    neighbours: tuple[bool, bool]


def sentence_features(
    question: Question,
    matcher: Matcher,
    candidates: Sequence[Candidate],
    passages_with: Callable[[str], int],
    n_passages: int,
) -> NDArray[np.float32]:
    """(n_candidates, n_features) float32, columns as in ``FEATURES``.

    ``bigrams`` and ``all_bigrams`` are the shares of the topic's and of the question's character
    bigrams that a sentence holds, weighted by log(1 + N / (0.5 + n)); ``longest_match`` and
    ``match_lengths`` the longest stretch of the topic in it and the sum of the squares of all
    stretches, as shares of the topic; ``missing`` the weight of the heaviest term it lacks;
    ``new`` how much of it the topic does not say.
    """
    topic = _bare(question.topic or question.resolved)
    plain = [_bare(candidate.text) for candidate in candidates]

    of_topic, of_question = (
        _bigram_weights(words, passages_with, n_passages)
        for words in (topic, _bare(question.resolved))
    )
    held = [_share(of_topic, text) for text in plain]
    rows = np.zeros((len(candidates), len(FEATURES)), dtype=np.float32)
    for i, (candidate, text) in enumerate(zip(candidates, plain, strict=True)):
        longest, lengths = matched_stretches(topic, text)
        fit = _fit(question, candidate.text)
        has_before, has_after = candidate.neighbours
        rows[i] = (
            candidate.coverage,
            candidate.passage,
            candidate.heading,
            candidate.meaning,
            candidate.hit,
            1 / (1 + candidate.rank),
            held[i],
            _share(of_question, text),
            longest,
            lengths,
            held[i - 1] if has_before else 0.0,
            held[i + 1] if has_after else 0.0,
            math.log1p(len(text)) / 5,
            not has_before,
            fit,
            matcher.named_share(candidate.text),
            candidate.names_year,
            matcher.heaviest_missing(candidate.text),
            1 - held[i] * len(topic) / len(text) if text else 0.0,
            *(fit if question.kind == kind else 0.0 for kind in _FORMED),
        )
    return rows


def topic_share(
    question: Question,
    text: str,
    passages_with: Callable[[str], int],
    n_passages: int,
    beside: str = "",
) -> float:
    """The weighted share of the topic's bigrams that a text holds, see ``sentence_features``.

    Those that ``beside`` (a title) holds do not count, unless it holds them all.
    """
    topic = _bare(question.topic or question.resolved)
    weights = _bigram_weights(topic, passages_with, n_passages)
    title = _bare(beside)
    own = {gram: weight for gram, weight in weights.items() if gram not in title}
    return _share(own or weights, _bare(text))


def _bigram_weights(
    text: str, passages_with: Callable[[str], int], n_passages: int
) -> Mapping[str, float]:
    grams = dict.fromkeys(text[i : i + 2] for i in range(len(text) - 1))
    return {g: math.log1p(n_passages / (0.5 + passages_with(PART + g))) for g in grams}


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


def _bare(text: str) -> str:
    return _NO_WORD.sub("", text.lower())


def _share(weights: Mapping[str, float], text: str) -> float:
    total = sum(weights.values())
    return sum(w for gram, w in weights.items() if gram in text) / total if total else 0.0


def _fit(question: Question, text: str) -> float:
    """How well the form of a sentence fits the kind of the question, 0 to 1."""
    rule = _FITS.get(question.kind)
    return float(rule(question, text)) if rule else 0.0


def _fits_number(question: Question, text: str) -> float:
    quantity = wanted_quantity(question.text) or wanted_quantity(question.resolved)
    if not (quantity.fits(text) if quantity else has_number(text)):
        return 0.0
    exact = quantity is not None and quantity.fits_exactly(text)
    return 1.0 if bound_fits(question.resolved, text) else 0.6 + 0.2 * exact


def _fits_condition(question: Question, text: str) -> float:
    if says("asks_persons", question.resolved) and says("persons", text):
        return 1.0
    return 0.5 * says("condition", text)


def _says(name: str) -> Callable[[Question, str], float]:
    return lambda _question, text: says(name, text)


_FITS: Mapping[str, Callable[[Question, str], float]] = {
    "number": _fits_number,
    "date": answers_when,
    "lead": _says("responsible"),
    "actor": _says("responsible"),
    "support": _says("responsible"),
    "duty": _says("responsible"),
    "where": _says("place_to_go"),
    "definition": _says("defines"),
    "why": _says("reason"),
    "list": lambda _question, text: min(1.0, len(_LISTING.findall(text)) / 2),
    "condition": _fits_condition,
    "penalty": _says("sanction"),
    "contact": _says("contact"),
    "person": _says("office"),
    "document": lambda _question, text: "《" in text,
}
