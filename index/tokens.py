"""Text becomes tokens: jieba words, character bigrams, and Latin or digit strings whole."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Lock

import jieba

from corpus.script import simplify

# Raise this whenever the code below cuts differently.
RULES = 1
TERMS_TABLE = Path(__file__).parent / "tables" / "terms.txt"
# An assumed frequency that makes jieba keep a listed term whole.
TERM_FREQUENCY = 20_000

_HAN = r"㐀-䶿一-鿿豈-﫿〇ぁ-ヿ\U00020000-\U0003ffff"
_RUNS = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<other>\d+(?:\.\d+)+|(?:(?![{_HAN}_])\w)+)")


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


def tokenize(text: str) -> list[str]:
    """The tokens of a text in reading order, the same for passages and for questions.

    A run of Chinese characters gives its jieba words and then its character bigrams; a word of
    two characters therefore counts twice. Latin and digit strings stay whole ("drg", "17.5").
    Punctuation gives nothing.
    """
    cut = _segmenter().cut
    tokens: list[str] = []
    for run in _RUNS.finditer(fold(text)):
        han = run["han"]
        if han is None:
            tokens.append(run["other"])
            continue
        tokens.extend(cut(han, HMM=False))
        tokens.extend(han[i : i + 2] for i in range(len(han) - 1))
    return tokens


def words(text: str) -> list[str]:
    """The jieba words and the Latin and digit strings of a text, without bigrams."""
    cut = _segmenter().cut
    found: list[str] = []
    for run in _RUNS.finditer(fold(text)):
        found.extend([run["other"]] if run["han"] is None else cut(run["han"]))
    return found
