"""Text becomes tokens: words, and the bigrams and characters of Chinese."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from threading import Lock

import jieba
import numpy as np
from numpy.typing import NDArray

from corpus.script import simplify
from index.cutting import Cutter, is_plain
from index.lexicon import Lexicon, make_lexicon

# Raise this whenever the code below cuts differently.
RULES = 2
# Bigrams and characters bear part of the evidence of a word. Of 0.3, 0.4, 0.5, 0.7 and 1 this
# ranks best on encyclopaedic questions and on letters of citizens alike.
PART = "~"
PART_WEIGHT = 0.4
TERMS_TABLE = Path(__file__).parent / "tables" / "terms.txt"
# An assumed frequency that makes jieba keep a listed term whole.
TERM_FREQUENCY = 20_000

_HAN_RANGES = ("㐀䶿", "一鿿", "豈﫿", "〇〇", "ぁヿ", "\U00020000\U0003ffff")
_HAN = "".join(f"{first}-{last}" for first, last in map(tuple, _HAN_RANGES))
# Wide marks and spaces of nearly every text, as NFKC writes them: what is left in most texts needs
# no folding then, which the library sees quickly.
_WIDE_MARKS = tuple(zip("，：；（）！？\u3000", ",:;()!? ", strict=True))
_RUNS = re.compile(rf"[{_HAN}]+|\d+(?:\.\d+)+|(?:(?![{_HAN}_])\w)+")
_HAN_START = re.compile(rf"[{_HAN}]")


class _Segmenter(jieba.Tokenizer):  # type: ignore[misc]  # jieba carries no annotations
    """jieba with its own dictionary and our terms, made in memory.

    jieba itself would keep a cache file in the shared temporary folder and say so on standard
    error; building the dictionary anew costs half a second and touches nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        words, frequencies = _dictionary()
        # What jieba's gen_pfdict makes, in half the time.
        self.FREQ, self.total = dict(zip(words, frequencies, strict=True)), sum(frequencies)
        for length in range(1, max(map(len, words))):
            begins = {word[:length] for word in words if len(word) > length}
            self.FREQ.update(dict.fromkeys(begins.difference(self.FREQ), 0))
        self.initialized = True
        for term in _listed_terms():
            self.add_word(term, TERM_FREQUENCY)
        self.cutter = Cutter(self.FREQ, self.total)


def _listed_terms() -> Iterator[str]:
    for line in TERMS_TABLE.read_text(encoding="utf-8").splitlines():
        term = line.strip()
        if term and not term.startswith("#"):
            yield term


_building = Lock()


@cache
def _made_segmenter() -> _Segmenter:
    return _Segmenter()


def _segmenter() -> _Segmenter:
    with _building:
        return _made_segmenter()


@cache
def tokens_fingerprint() -> str:
    """What the tokens of a text depend on, in short: an index made under another does not fit."""
    dictionary = jieba.get_dict_file().read()
    digest = hashlib.sha256(dictionary)
    digest.update(TERMS_TABLE.read_bytes())
    return f"{RULES}-{digest.hexdigest()[:16]}"


def fold(text: str) -> str:
    """The text as it is compared: widths folded (NFKC), lower case, simplified characters."""
    return simplify(fold_widths(text))


def fold_widths(text: str) -> str:
    """The text with widths folded (NFKC) and in lower case. Parts that white space divides fold
    apart as they do together.
    """
    for wide, narrow in _WIDE_MARKS:
        text = text.replace(wide, narrow)
    return "\n".join(unicodedata.normalize("NFKC", line) for line in text.split("\n")).lower()


def words(text: str) -> list[str]:
    """The words of a text in reading order, folded: jieba words, Latin and digit strings whole."""
    return _cut(runs_of(fold(text)))


def tokenize(text: str) -> list[str]:
    """The tokens of a text, the same for passages and for questions.

    First its words ("drg", "17.5", "医院"), then of each run of Chinese characters the bigrams
    and the characters, marked so that they are terms of their own ("~医院", "~医", "~院").
    Punctuation gives nothing.
    """
    runs = runs_of(fold(text))
    tokens = _cut(runs)
    for run in runs:
        if _HAN_START.match(run):
            tokens.extend(PART + run[i : i + 2] for i in range(len(run) - 1))
            tokens.extend(PART + character for character in run)
    return tokens


def runs_of(folded: str) -> list[str]:
    """Runs of Chinese characters, Latin strings and numbers of a folded text, in order."""
    return _RUNS.findall(folded)


@cache
def is_han() -> NDArray[np.bool_]:
    """For the number of each character whether it is a Chinese one."""
    han = np.zeros(0x110000, dtype=np.bool_)
    for first, last in map(tuple, _HAN_RANGES):
        han[ord(first) : ord(last) + 1] = True
    return han


def _cut(runs: list[str]) -> list[str]:
    """The runs with those of Chinese characters cut into words."""
    segmenter = _segmenter()
    found: list[str] = []
    for run in runs:
        # Without jieba's guesses at unknown words, which cut one name in several ways.
        if not _HAN_START.match(run):
            found.append(run)
        elif is_plain(run):
            found.extend(segmenter.cutter.cut(run))
        else:
            found.extend(segmenter.cut(run, HMM=False))
    return found


@cache
def lexicon() -> Lexicon:
    """The words that runs are cut into, for cutting many at once."""
    words, frequencies = _dictionary()
    return make_lexicon(words, frequencies, _listed_terms(), TERM_FREQUENCY)


def _dictionary() -> tuple[list[str], list[int]]:
    """jieba's words with their frequencies; a line has these and a part of speech."""
    entries = jieba.get_dict_file().read().decode("utf-8").split()
    return entries[0::3], list(map(int, entries[1::3]))


def word_frequencies() -> Mapping[str, int]:
    """How often jieba's dictionary has seen each word, folded; 0 for what only begins one."""
    frequencies: Mapping[str, int] = _segmenter().FREQ
    return frequencies


def certain_tokens(text: str) -> list[str]:
    """Tokens of whatever text holds this one: bigrams of Chinese (of one character, itself), and
    Latin and digit strings whole.
    """
    tokens = []
    for run in runs_of(fold(text)):
        if _HAN_START.match(run):
            tokens += [PART + run[i : i + 2] for i in range(max(1, len(run) - 1))]
        else:
            tokens.append(run)
    return tokens


def token_weight(token: str) -> float:
    """What a token of a question counts: a word in full, a bigram or character less."""
    return PART_WEIGHT if token.startswith(PART) else 1.0
