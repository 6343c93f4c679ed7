"""What tells whether a sentence answers a question: numbers that a learned scorer weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answers.cues import says
from answers.forms import (
    GROUPS,
    KIND_GROUPS,
    announces,
    bound_agreement,
    clauses_with_actor,
    form_fit,
)
from answers.likeness import LIKENESS
from answers.matching import Matcher
from answers.shapes import CLAUSE, ITEM, LISTING, NO_WORD
from corpus.records import Question
from index.tokens import PART
from retrieval.passage_features import matched_stretches

FEATURES = (
    *("coverage", "passage", "heading", "meaning", "hit", "reciprocal_rank"),
    *("bigrams", "all_bigrams", "longest_match", "match_lengths", "before", "after"),
    *("length", "first", "fit", "named", "year", "missing", "new"),
    *("title", "in_document", "passage_missing", "head", "with_head", "cited", "with_cited"),
    *("best_clause", "actor", "actor_clause", "decides", "sanction", "bound", "listing"),
    *("item", "announces", "duty"),
    *("less_coverage", "less_bigrams", "less_all_bigrams", "less_meaning", "less_match_lengths"),
    *(f"fit_{group}" for group in GROUPS),
    *(f"kind_{group}" for group in GROUPS),
    *LIKENESS,
)
# How far a sentence falls behind the best of all in these.
_BEHIND = ("coverage", "bigrams", "all_bigrams", "meaning", "match_lengths")
_COLUMN = {name: column for column, name in enumerate(FEATURES)}


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
    title: float = 0.0
    in_document: float = 0.0
    passage_missing: float = 0.0
    head: str = ""
    cited: str = ""
    is_duty: bool = False


def sentence_features(
    question: Question,
    matcher: Matcher,
    candidates: Sequence[Candidate],
    passages_with: Callable[[str], int],
    n_passages: int,
    likeness: NDArray[np.float32],
) -> NDArray[np.float32]:
    """(n_candidates, n_features) float32, columns as in ``FEATURES``.

    ``bigrams`` and ``all_bigrams`` are the shares of the topic's and of the question's character
    bigrams that a sentence holds, weighted by log(1 + N / (0.5 + n)); ``longest_match`` and
    ``match_lengths`` the longest stretch of the topic in it and the sum of the squares of all
    stretches, as shares of the topic; ``missing`` the weight of the heaviest term it lacks;
    ``new`` how much of it the topic does not say; ``best_clause`` and ``actor_clause`` the
    coverage of the clause that covers most, of all and of those that name an actor;
    ``less_…`` by how much it falls behind the best of all candidates. ``likeness`` are the columns
    of ``answers.likeness``.
    """
    rows = np.zeros((len(candidates), len(FEATURES)), dtype=np.float32)
    if not candidates:
        return rows
    group = KIND_GROUPS.get(question.kind)
    words = _of_words(question, candidates, passages_with, n_passages)
    for i, (candidate, (*said, new)) in enumerate(zip(candidates, words, strict=True)):
        fit = form_fit(question, candidate.text)
        known = (
            *_of_place(candidate),
            *said,
            not candidate.neighbours[0],
            fit,
            matcher.named_share(candidate.text),
            candidate.names_year,
            matcher.heaviest_missing(candidate.text),
            new,
            *_of_surroundings(matcher, candidate),
            *_of_form(question, matcher, candidate.text),
            candidate.is_duty,
        )
        rows[i, : len(known)] = known
        if group is not None:
            rows[i, _COLUMN[f"fit_{group}"]] = fit
            rows[i, _COLUMN[f"kind_{group}"]] = 1.0
    rows[:, len(FEATURES) - len(LIKENESS) :] = likeness
    for name in _BEHIND:
        column = rows[:, _COLUMN[name]]
        rows[:, _COLUMN[f"less_{name}"]] = column.max() - column
    return rows


def _of_words(
    question: Question,
    candidates: Sequence[Candidate],
    passages_with: Callable[[str], int],
    n_passages: int,
) -> Iterator[tuple[float, ...]]:
    """What of the question the words of each candidate and of its neighbours say; last, how much
    of it the question does not say.
    """
    topic = _bare(question.topic or question.resolved)
    plain = [_bare(candidate.text) for candidate in candidates]
    of_topic, of_question = (
        _bigram_weights(words, passages_with, n_passages)
        for words in (topic, _bare(question.resolved))
    )
    held = [_share(of_topic, text) for text in plain]
    for i, (candidate, text) in enumerate(zip(candidates, plain, strict=True)):
        has_before, has_after = candidate.neighbours
        yield (
            held[i],
            _share(of_question, text),
            *matched_stretches(topic, text),
            held[i - 1] if has_before else 0.0,
            held[i + 1] if has_after else 0.0,
            math.log1p(len(text)) / 5,
            1 - held[i] * len(topic) / len(text) if text else 0.0,
        )


def _of_place(candidate: Candidate) -> tuple[float, ...]:
    return (
        candidate.coverage,
        candidate.passage,
        candidate.heading,
        candidate.meaning,
        candidate.hit,
        1 / (1 + candidate.rank),
    )


def _of_surroundings(matcher: Matcher, candidate: Candidate) -> tuple[float, ...]:
    """What the title, the announcing words and the articles named add to a sentence."""
    text = candidate.text
    head = matcher.coverage(candidate.head) if candidate.head else 0.0
    cited = matcher.coverage(candidate.cited) if candidate.cited else 0.0
    return (
        candidate.title,
        candidate.in_document,
        candidate.passage_missing,
        head,
        matcher.coverage(f"{candidate.head} {text}") if candidate.head else candidate.coverage,
        cited,
        matcher.coverage(f"{candidate.cited} {text}") if candidate.cited else candidate.coverage,
    )


def _of_form(question: Question, matcher: Matcher, text: str) -> tuple[float, ...]:
    """What a sentence says, in form: who acts, what is decided or imposed, how many things."""
    clauses = [c for c in CLAUSE.findall(text) if len(c) > 1]
    actors = list(clauses_with_actor(question, text)) if _asks_who(question) else []
    return (
        max(map(matcher.coverage, clauses), default=0.0),
        bool(actors),
        max(map(matcher.coverage, actors), default=0.0),
        says("decides", text),
        says("sanction", text),
        bound_agreement(question, text),
        min(1.0, len(LISTING.findall(text)) / 5),
        ITEM.match(text) is not None,
        announces(text),
    )


def _asks_who(question: Question) -> bool:
    return KIND_GROUPS.get(question.kind) == "who"


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


def bigram_share(
    text: str, inside: str, passages_with: Callable[[str], int], n_passages: int
) -> float:
    """The weighted share of a text's bigrams that another holds, see ``sentence_features``."""
    return _share(_bigram_weights(_bare(text), passages_with, n_passages), _bare(inside))


def _bigram_weights(
    text: str, passages_with: Callable[[str], int], n_passages: int
) -> Mapping[str, float]:
    grams = dict.fromkeys(text[i : i + 2] for i in range(len(text) - 1))
    return {g: math.log1p(n_passages / (0.5 + passages_with(PART + g))) for g in grams}


def _bare(text: str) -> str:
    return NO_WORD.sub("", text.lower())


def _share(weights: Mapping[str, float], text: str) -> float:
    total = sum(weights.values())
    return sum(w for gram, w in weights.items() if gram in text) / total if total else 0.0
