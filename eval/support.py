"""Whether texts say the same: a sentence and its quote, an answer and the gold of its question."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from answers.figures import unsupported_figure
from corpus.script import simplify
from eval.matching import fold, missing_facts

# Half of the pairs of characters: the share that counts as standing in a text.
HELD_SHARE = 0.5

Facts = Sequence[Sequence[str]]


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters and digits of a text in its plain form (``fold``).

    Where a text has Chinese characters its Latin letters are the frame of a translation and are
    left out. A text of one letter has that letter.
    """
    letters = [char for char in fold(text) if char.isalnum()]
    if any(_is_chinese(char) for char in letters):
        letters = [char for char in letters if not (char.isascii() and char.isalpha())]
    found = frozenset(first + second for first, second in pairwise(letters))
    return found or frozenset(letters)


def held_share(text: str, source: str) -> float:
    """|P(text) ∩ P(source)| / |P(text)| with P the pairs; 0 for a text without letters."""
    mine = pairs(text)
    return len(mine & pairs(source)) / len(mine) if mine else 0.0


def overlap(one: str, other: str) -> float:
    """|P(one) ∩ P(other)| / min(|P(one)|, |P(other)|) with P the pairs; 0 where one has none."""
    first, second = pairs(one), pairs(other)
    least = min(len(first), len(second))
    return len(first & second) / least if least else 0.0


def facts_said(text: str, facts: Facts) -> frozenset[int]:
    """The positions of the facts that a text says in one of their wordings."""
    return frozenset(range(len(facts))) - frozenset(missing_facts(text, facts))


def is_supported(sentence: str, sources: Sequence[str], facts: Facts) -> bool:
    """Whether what a sentence cites (titles, headings, quotes), taken together, supports it.

    It does when the sources hold at least half of its pairs and every amount and date in it. A
    sentence in another language has no pairs in common with them; it is supported when it says
    a fact that they say too.
    """
    source = "\n".join(sources)
    if facts_said(sentence, facts) & facts_said(source, facts):
        return True
    if held_share(sentence, source) < HELD_SHARE:
        return False
    return not unsupported_figure(simplify(sentence), simplify(source))


def is_on_point(sentence: str, facts: Facts, evidence: Sequence[str]) -> bool:
    """Whether a sentence says a fact, or overlaps a quote of the evidence by half or more."""
    if facts_said(sentence, facts):
        return True
    return any(overlap(sentence, quote) >= HELD_SHARE for quote in evidence)


def _is_chinese(char: str) -> bool:
    return "㐀" <= char <= "鿿"
