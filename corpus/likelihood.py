"""How likely a stretch of simplified Chinese is, by the words and frequencies of jieba."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

_PLANES = 0x110000  # more than any character's number
# GB2312 holds 6,763 characters; a random one of them has this log probability.
RANDOM_CHARACTER = -log(6763)
_FLOOR = 1e-7  # of a pair that the dictionary does not explain
# What else stands in running text, as shares of the characters of Chinese laws (rounded).
_SHARES = {
    "，,": 0.03,
    "、。": 0.02,
    "（）()《》“”；;：:\n ": 0.004,
    "0123456789": 0.003,
    "—-%〔〕[]?？.·…": 0.0005,
}
_LINE_ENDS = {"。": log(0.2), "；": log(0.1), "：": log(0.1)} | dict.fromkeys(
    "，,、“《（(〔· ", log(1e-5)
)
# A mark that closes something, where nothing stands before it to be closed.
_CLOSING, _NEVER_CLOSED, _MISPLACED = (
    "，,、。）)》”；;：:？",
    ("", *"\n，,、。《“（(；;"),
    log(1e-3),
)
_CHINESE_SHARE = log(0.85)
_LETTER_FIRST, _LETTER_NEXT, _OTHER = log(1e-4), log(0.03), log(1e-7)


@dataclass(frozen=True, slots=True)
class CharacterModel:
    """A character bigram model drawn from a word list with frequencies.

    Within a word the next character follows the word; at its end any word may begin, words being
    independent. ``inside[ab]`` counts ab within words, ``begins``, ``ends`` and ``occurs`` count
    characters at the start, at the end and anywhere; ``total`` is the sum of word frequencies.
    """

    words: dict[str, int]
    inside: Counter[str]
    begins: Counter[str]
    ends: Counter[str]
    occurs: Counter[str]
    total: int

    def follows(self, before: str, character: str) -> float:
        """Log probability of a character after another, or at a start where ``before`` is ""."""
        if not before:
            return log(self.begins[character] / self.total + _FLOOR)
        across = self.ends[before] * self.begins[character] / self.total
        return log((self.inside[before + character] + across) / (self.occurs[before] + 1) + _FLOOR)

    def ends_word(self, character: str) -> float:
        """Log probability that a word is over after this character; 0 where it is ""."""
        if not character:
            return 0.0
        return log((self.ends[character] + 0.5) / (self.occurs[character] + 1))

    def step(self, before: str, character: str) -> float:
        """Log probability of a character after another in running text: words, marks, digits.

        Both in simplified form; ``before`` is "" at a start. Letters and signs that Chinese text
        does not use are all but impossible.
        """
        if "\u4e00" <= character <= "\u9fff":
            after = before if "\u4e00" <= before <= "\u9fff" else ""
            return _CHINESE_SHARE + self.follows(after, character)
        share = _marks().get(character)
        if share is not None and character == "\n":
            return _LINE_ENDS.get(before, share)
        if share is not None and character in _CLOSING and before in _NEVER_CLOSED:
            return share + _MISPLACED
        if share is not None:
            return share + (0.0 if before not in self.ends else self.ends_word(before))
        if character.isascii() and character.isalpha():
            follows = before.isascii() and before.isalpha()
            return _LETTER_NEXT if follows else _LETTER_FIRST
        return _OTHER

    def phrase(self, before: str, text: str) -> float:
        """Log probability of a text after a character, character by character."""
        return sum(self.follows(one, other) for one, other in pairwise((before, *text)))


@cache
def _marks() -> dict[str, float]:
    return {mark: log(share) for marks, share in _SHARES.items() for mark in marks}


@cache
def character_model() -> CharacterModel:
    """The model of jieba's dictionary; takes half a second the first time."""
    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    # A word, its frequency and its part of speech a line.
    entries = text.split()
    words, frequencies = entries[0::3], np.array(entries[1::3], dtype=np.int64)
    codes = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    lasts = np.cumsum(lengths) - 1
    counts = np.repeat(frequencies, lengths)
    within = np.ones(len(codes), dtype=np.bool_)
    within[lasts] = False
    firsts = np.flatnonzero(within)
    known = dict(zip(words, frequencies.tolist(), strict=True))
    pairs = codes[firsts] * _PLANES + codes[firsts + 1]
    order = np.argsort(pairs)
    changes = np.flatnonzero(np.diff(pairs[order], prepend=-1))
    distinct = pairs[order][changes]
    characters = np.stack([distinct // _PLANES, distinct % _PLANES], axis=1).astype("<u4")
    text = characters.tobytes().decode("utf-32-le")
    named = (text[at : at + 2] for at in range(0, len(text), 2))
    within_words = np.add.reduceat(counts[firsts][order], changes).tolist()
    inside = Counter(dict(zip(named, within_words, strict=True)))
    begins, ends, occurs = (
        Counter({chr(code): count for code, count in _summed(keys, of)})
        for keys, of in (
            (codes[lasts - lengths + 1], frequencies),
            (codes[lasts], frequencies),
            (codes, counts),
        )
    )
    return CharacterModel(known, inside, begins, ends, occurs, sum(known.values()))


def _summed(keys: NDArray[np.int64], counts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Each key with the sum of its counts, in the order in which the keys first stand."""
    # Sums of whole numbers below 2^53 are exact.
    sums = np.bincount(keys, weights=counts).astype(np.int64)
    first = np.full(len(sums), len(keys))
    first[keys[::-1]] = np.arange(len(keys))[::-1]
    order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(keys))]
    return zip(order.tolist(), sums[order].tolist(), strict=True)
