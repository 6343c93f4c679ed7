"""How well a text covers what a question is about."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from index.parts_of_speech import part_of_speech
from index.tokens import words

# A synonym says nearly the same; a word found only in pieces says less.
SYNONYM_CREDIT = 0.85
PIECES_CREDIT = 0.6
OTHER_WORDS_WEIGHT = 0.3
# A word that hardly any passage holds says no more than one that few hold.
MOST_WEIGHT = 5.0

# jieba's tags of nouns, verbal nouns, abbreviations and idioms.
_NAMING_TAGS = ("n", "vn", "an", "j", "l", "i")


@dataclass(frozen=True, slots=True)
class Matcher:
    """The terms of a question with their other words and weights (positive, unnormalised)."""

    terms: tuple[str, ...]
    expansions: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...]
    known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    def coverage(self, text: str) -> float:
        """The weighted share of the terms that a text holds, 0 to 1; 1 where there are none."""
        known = self.known.get(text)
        if known is None:  # several answers ask it of the same sentences
            known = self.known[text] = self._coverage(text.lower())
        return known

    def _coverage(self, text: str) -> float:
        total = sum(self.weights)
        if not total:
            return 1.0
        found = 0.0
        for term, others, weight in zip(self.terms, self.expansions, self.weights, strict=True):
            found += weight * term_credit(term, others, text)
        return found / total

    def named_share(self, text: str) -> float:
        """The share of the characters of a text that the terms name, 0 to 1; 1 for a text that is
        another word for one.
        """
        lowered = text.lower()
        if any(lowered in others for others in self.expansions):
            return 1.0
        named: set[int] = set()
        for term in self.terms:
            at = lowered.find(term)
            while at >= 0:
                named.update(range(at, at + len(term)))
                at = lowered.find(term, at + len(term))
        return len(named) / max(1, _letters(text))

    def heaviest_missing(self, text: str) -> float:
        """The weight of the heaviest term that a text lacks as it stands, a share of the most."""
        lowered = text.lower()
        lacking = (
            w for term, w in zip(self.terms, self.weights, strict=True) if term not in lowered
        )
        return max(lacking, default=0.0) / MOST_WEIGHT

    def unsaid_share(self, text: str) -> float:
        """The share of the terms of which a text holds neither the word, nor other words or pieces;
        0 where there are no terms.
        """
        lowered = text.lower()
        pairs = list(zip(self.terms, self.expansions, strict=True))
        return sum(not term_credit(*pair, lowered) for pair in pairs) / max(1, len(pairs))

    def beside(self, text: str) -> Matcher:
        """The same matcher less the terms that a text holds in their own or other words."""
        held = {
            term
            for term, others in zip(self.terms, self.expansions, strict=True)
            if term_credit(term, others, text.lower())
        }
        return self.without(held.__contains__)

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

    A term is as frequent as the most frequent of its other words; one that stands in no passage
    counts as if it stood in one. Words that are no nouns weigh less: people say what is done in
    many ways, but name the thing.
    """
    others = tuple(tuple(name.lower() for name in group) for group in expansions)

    def rarity(names: Sequence[str]) -> float:
        most = max(passages_naming(name, passages_with) for name in names)
        return most_weight(n_passages, max(1, most))

    weights = tuple(
        _naming_weight(term) * rarity((term, *group))
        for term, group in zip(terms, others, strict=True)
    )
    return Matcher(tuple(term.lower() for term in terms), others, weights)


def most_weight(n_passages: int, passages_with: int = 1) -> float:
    """What a word that stands in so many passages weighs where it names a thing."""
    return min(MOST_WEIGHT, math.log(1 + n_passages / (0.5 + passages_with)))


def passages_naming(name: str, passages_with: Callable[[str], int]) -> int:
    """In how many passages a name stands, at most: of one that is no token, its rarest word."""
    return passages_with(name) or min((passages_with(word) for word in words(name)), default=0)


def _naming_weight(term: str) -> float:
    tag = part_of_speech(term)
    # What no dictionary lists (起付线, 多点执业) is a name of the field.
    return 1.0 if not tag or tag.startswith(_NAMING_TAGS) else OTHER_WORDS_WEIGHT


@lru_cache(maxsize=8192)  # the sentences of a passage are asked about with each question on it
def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def term_credit(term: str, others: Sequence[str], text: str) -> float:
    """How much of a term a text holds: 1 the word itself, less a synonym, less again pieces."""
    if term in text:
        return 1.0
    for other in others:  # a plain loop: it runs a thousand times a question
        if other in text:
            return SYNONYM_CREDIT
    pieces = len(term) - 1
    if pieces < 2:
        return 0.0
    held = 0
    for i in range(pieces):
        held += term[i : i + 2] in text
    return PIECES_CREDIT * held / pieces
