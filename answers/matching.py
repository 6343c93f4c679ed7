"""How well a text covers what a question is about."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# A synonym says nearly the same; a word found only in pieces says less.
SYNONYM_CREDIT = 0.85
PIECES_CREDIT = 0.6


@dataclass(frozen=True, slots=True)
class Matcher:
    """The terms of a question with their other words and weights (positive, unnormalised)."""

    terms: tuple[str, ...]
    expansions: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...]

    def coverage(self, text: str) -> float:
        """The weighted share of the terms that a text holds, 0 to 1; 1 where there are none."""
        total = sum(self.weights)
        if not total:
            return 1.0
        lowered = text.lower()
        found = (
            weight * term_credit(term, others, lowered)
            for term, others, weight in zip(self.terms, self.expansions, self.weights, strict=True)
        )
        return sum(found) / total

    def without(self, unwanted: Callable[[str], bool]) -> Matcher:
        """The same matcher less some terms."""
        kept = [i for i, term in enumerate(self.terms) if not unwanted(term)]
        return Matcher(
            tuple(self.terms[i] for i in kept),
            tuple(self.expansions[i] for i in kept),
            tuple(self.weights[i] for i in kept),
        )


def make_matcher(
    terms: Sequence[str],
    expansions: Sequence[Sequence[str]],
    passages_with: Callable[[str], int],
    n_passages: int,
) -> Matcher:
    """A matcher whose weights are inverse passage frequencies, log(1 + N / (0.5 + n)).

    A term that stands in no passage counts as if it stood in one: an everyday word is as
    important as a rare official one, not more.
    """
    weights = tuple(
        math.log(1 + n_passages / (0.5 + max(1, passages_with(term)))) for term in terms
    )
    others = tuple(tuple(group) for group in expansions)
    return Matcher(tuple(term.lower() for term in terms), others, weights)


def term_credit(term: str, others: Sequence[str], text: str) -> float:
    """How much of a term a text holds: 1 the word itself, less a synonym, less again pieces."""
    if term in text:
        return 1.0
    if any(other.lower() in text for other in others):
        return SYNONYM_CREDIT
    if len(term) < 3:
        return 0.0
    pieces = [term[i : i + 2] for i in range(len(term) - 1)]
    return PIECES_CREDIT * sum(piece in text for piece in pieces) / len(pieces)
