"""English words under their different endings and spellings, and the tables that translate them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from retrieval.tables import TABLES, rows

LONGEST_PHRASE = 8
_BODY_WORDS = (
    "bureau",
    "department",
    "commission",
    "administration",
    "committee",
    "authority",
    "office",
    "agency",
)
_SPELLINGS = (
    (re.compile(r"is(?=(?:e|es|ed|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[aeiou][bcdl-v])our"), "or"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"^paed"), "ped"),
)
_BRITISH = re.compile(r"is[ea]|isi|our|tre|mm|^pae")
_VOWEL = re.compile("[aeiouy]")
_IRREGULAR = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "criteria": "criterion",
    "consortia": "consortium",
    "led": "lead",
    "paid": "pay",
    "built": "build",
    "held": "hold",
    "given": "give",
    "bought": "buy",
    "sent": "send",
    "spent": "spend",
    "taught": "teach",
    "born": "birth",
    "lives": "life",
    "leaves": "leave",
    "analyses": "analysis",
    "practise": "practice",
    "practising": "practice",
    "practised": "practice",
    "licence": "license",
    "aging": "aging",
    "ageing": "aging",
    "labour": "labor",
    "catalogue": "catalog",
}
_DOUBLED = re.compile(r"([bdfgklmnprtv])\1$")


def base_forms(word: str) -> Iterator[str]:
    """The word in lower case, then the words of which it may be an inflected form."""
    word = word.lower().removesuffix("'s").rstrip("'")
    yield word
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    american = _american(word)
    if american != word:
        yield american
    yield from _without_ending(word)
    if american != word:
        yield from _without_ending(american)


def _american(word: str) -> str:
    if _BRITISH.search(word):
        for pattern, replacement in _SPELLINGS:
            word = pattern.sub(replacement, word)
    return word


def _without_ending(word: str) -> Iterator[str]:
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield word[:-2]
        yield word[:-1]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        yield word[:-1]
        yield from _without_ending(word[:-1])
    if word.endswith("ied") and len(word) > 4:
        yield word[:-3] + "y"
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and _VOWEL.search(stem):
            yield stem
            yield stem + "e"
            if _DOUBLED.search(stem):
                yield stem[:-1]


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """One key for a word in all its forms: "procures", "procured", "procuring" → "procur"."""
    word = word.lower().removesuffix("'s").rstrip("'")
    word = _IRREGULAR.get(word, word)
    word = _american(word)
    if word.endswith(("ies", "ied")) and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    if word.endswith("eed"):
        word = word[:-1]
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and _VOWEL.search(stem):
            word = _DOUBLED.sub(r"\1", stem)
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@cache
def stopwords() -> frozenset[str]:
    """English words without content, lower case."""
    return frozenset(
        word for row in rows(TABLES / "english_stopwords.txt") for word in row[0].split()
    )


def is_stopword(word: str) -> bool:
    """Whether a word has no content; IT in capitals is no "it"."""
    return word.lower() in stopwords() and not (word.isupper() and len(word) > 1)


@cache
def terms() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """The hand-written phrases → Chinese: as written (lower case), and with every word folded."""
    exact: dict[str, tuple[str, ...]] = {}
    by_fold: dict[str, tuple[str, ...]] = {}
    for path in sorted(TABLES.glob("english_terms_*.tsv")):
        for english, chinese in rows(path):
            values = tuple(chinese.split())
            for phrase in _spelled_out(english):
                tokens = phrase.lower().replace("-", " ").split()
                exact.setdefault(" ".join(tokens), values)
                by_fold.setdefault(" ".join(map(folded, tokens)), values)
    return exact, by_fold


def _spelled_out(english: str) -> Iterator[str]:
    """The alternatives of a row, each word for a body in the place of BUREAU."""
    for phrase in english.split("; "):
        if "BUREAU" in phrase:
            yield from (phrase.replace("BUREAU", word) for word in _BODY_WORDS)
        else:
            yield phrase


@cache
def _lexicon() -> Sequence[str]:
    """The lines of the learned table, sorted: word or short phrase, tab, Chinese words."""
    return (TABLES / "english_words.tsv").read_text(encoding="utf-8").split("\n")


def learned(phrase: str) -> tuple[str, ...]:
    """The Chinese words of a lower-case word or short phrase in the learned table."""
    lines = _lexicon()
    found = lines[min(bisect_left(lines, phrase + "\t"), len(lines) - 1)]
    return tuple(found.partition("\t")[2].split()) if found.startswith(phrase + "\t") else ()


def translate_phrase(tokens: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Chinese words for a phrase as a whole, the usual one first, and whether they were learned.

    No words where no table has the phrase.
    """
    exact, by_fold = terms()
    phrase = " ".join(tokens).lower()
    found = exact.get(phrase) or by_fold.get(" ".join(map(folded, tokens)))
    if found:
        return found, False
    *first, last = tokens
    start = " ".join([*first, ""]).lower()
    for form in base_forms(last):
        chinese = learned(start + form)
        if chinese:
            return chinese, True
    return (), False
