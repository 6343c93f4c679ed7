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

from corpus.script import simplify
from index.cutting import Cutter, is_plain

# Raise this whenever the code below cuts differently.
RULES = 2
# Bigrams and characters bear part of the evidence of a word. Of 0.3, 0.4, 0.5, 0.7 and 1 this
# ranks best on encyclopaedic questions and on letters of citizens alike.
PART = "~"
PART_WEIGHT = 0.4
TERMS_TABLE = Path(__file__).parent / "tables" / "terms.txt"
# An assumed frequency that makes jieba keep a listed term whole.
TERM_FREQUENCY = 20_000

_HAN = r"㐀-䶿一-鿿豈-﫿〇ぁ-ヿ\U00020000-\U0003ffff"
_RUNS = re.compile(rf"[{_HAN}]+|\d+(?:\.\d+)+|(?:(?![{_HAN}_])\w)+")
_HAN_START = re.compile(rf"[{_HAN}]")


class _Segmenter(jieba.Tokenizer):  # type: ignore[misc]  # jieba carries no annotations
    """jieba with its own dictionary and our terms, made in memory.

    jieba itself would keep a cache file in the shared temporary folder and say so on standard
    error; building the dictionary anew costs half a second and touches nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.FREQ, self.total = self.gen_pfdict(self.get_dict_file())
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
    return simplify(unicodedata.normalize("NFKC", text).lower())


def words(text: str) -> list[str]:
    """The words of a text in reading order, folded: jieba words, Latin and digit strings whole."""
    return _cut(_runs(text))


def tokenize(text: str) -> list[str]:
    """The tokens of a text, the same for passages and for questions.

    First its words ("drg", "17.5", "医院"), then of each run of Chinese characters the bigrams
    and the characters, marked so that they are terms of their own ("~医院", "~医", "~院").
    Punctuation gives nothing.
    """
    runs = _runs(text)
    tokens = _cut(runs)
    for run in runs:
        if _HAN_START.match(run):
            tokens.extend(PART + run[i : i + 2] for i in range(len(run) - 1))
            tokens.extend(PART + character for character in run)
    return tokens


def _runs(text: str) -> list[str]:
    """Runs of Chinese characters, Latin strings and numbers, in order."""
    return _RUNS.findall(fold(text))


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


def word_frequencies() -> Mapping[str, int]:
    """How often jieba's dictionary has seen each word, folded; 0 for what only begins one."""
    frequencies: Mapping[str, int] = _segmenter().FREQ
    return frequencies


def certain_tokens(text: str) -> list[str]:
    """Tokens of whatever text holds this one: bigrams of Chinese (of one character, itself), and
    Latin and digit strings whole.
    """
    tokens = []
    for run in _runs(text):
        if _HAN_START.match(run):
            tokens += [PART + run[i : i + 2] for i in range(max(1, len(run) - 1))]
        else:
            tokens.append(run)
    return tokens


def token_weight(token: str) -> float:
    """What a token of a question counts: a word in full, a bigram or character less."""
    return PART_WEIGHT if token.startswith(PART) else 1.0
