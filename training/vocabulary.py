"""The vocabulary of a static encoder and the tokenizer that reads text with it."""

from __future__ import annotations

import hashlib
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import jieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from tqdm import tqdm

from training.data import news_text, read_records

UNKNOWN = "[UNK]"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# Runs of Chinese characters, of letters (after lower-casing) and of digits; the rest is dropped.
RUNS = f"[{_HAN}]+|[a-z]+|[0-9]+"
_HAN_RUN = re.compile(f"[{_HAN}]+")
_LATIN_RUN = re.compile("[a-z]+|[0-9]+")
_LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST_WORD = 6
# Of the long files every n-th record is enough to count words: some 11 million characters.
_EVERY = {"news": 12, "laws": 5, "pairs": 6, "en_zh_laws": 8}
_MEANING_WEIGHT = 5


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many entries of each kind the vocabulary may hold."""

    characters: int = 7_000
    latin: int = 9_000
    total: int = 55_000


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each kind of entry occurs in the texts."""

    characters: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    latin: Counter[str] = field(default_factory=Counter)


def count_chinese(texts: Iterable[str], counts: Counts) -> None:
    """Adds the characters and jieba words of `texts`, and the Latin strings among them.

    jieba runs without its guesses at new names, so that an entry is always a dictionary word.
    """
    for text in texts:
        for run in _HAN_RUN.findall(text):
            counts.characters.update(run)
            counts.words.update(jieba.cut(run, HMM=False))
        counts.latin.update(_LATIN_RUN.findall(text.lower()))


def count_latin(texts: Iterable[str], counts: Counts, weight: int = 1) -> None:
    """Adds the lower-cased Latin words and digit strings of `texts`, each `weight` times."""
    for text in texts:
        for run in _LATIN_RUN.findall(text.lower()):
            counts.latin[run] += weight


def choose_entries(counts: Counts, sizes: Sizes) -> dict[str, int]:
    """Entry -> count: characters, Latin and digit strings, then words of 2 to 6 characters.

    Single letters and digits are always there, so that any Latin string can be spelt. A character
    counts as often as it stands as a word of its own, at least once. Ties go by code point.
    """
    entries = {
        character: max(1, counts.words[character])
        for character, _ in _frequent(counts.characters, sizes.characters)
    }
    entries |= dict.fromkeys(_LETTERS_AND_DIGITS, 1)
    entries |= dict(_frequent(counts.latin, sizes.latin))
    words = Counter(
        {word: n for word, n in counts.words.items() if 2 <= len(word) <= _LONGEST_WORD}
    )
    entries |= dict(_frequent(words, max(0, sizes.total - len(entries) - 1)))
    return entries


def _frequent(counts: Counter[str], limit: int) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]


def build_tokenizer(entries: Mapping[str, int]) -> Tokenizer:
    """A tokenizer that cuts every run into its most probable sequence of entries.

    An entry's score is its log relative frequency (a unigram language model, solved by Viterbi);
    a run of unknown characters becomes one `[UNK]`. Text is lower-cased after NFKC.
    """
    total = sum(entries.values())
    vocabulary = [(UNKNOWN, round(math.log(0.01 / total), 4))]
    vocabulary += [(entry, round(math.log(n / total), 4)) for entry, n in entries.items()]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(RUNS), "removed", invert=True)
    return tokenizer


def read_tokenizer(folder: Path, work: Path, sizes: Sizes) -> Tokenizer:
    """The tokenizer for the training files in `folder`, counted once and kept in `work`.

    Counting is deterministic, so the kept file goes by the sizes and the files it was made of.
    Raises TrainingDataError where a training file is missing.
    """
    state = [asdict(sizes), _EVERY, _MEANING_WEIGHT, RUNS]
    state += [(path.name, path.stat().st_size) for path in sorted(folder.glob("*.xz"))]
    kept = work / f"tokenizer-{hashlib.sha256(repr(state).encode()).hexdigest()[:12]}.json"
    if kept.is_file():
        return Tokenizer.from_file(str(kept))
    counts = Counts()
    count_chinese(tqdm(chinese_sample(folder), desc="数词", unit="篇"), counts)
    for record in read_records(folder, "en_zh_laws"):
        count_latin([str(record["en"])], counts)
    for record in read_records(folder, "cedict"):
        count_latin(map(str, record["en"]), counts, _MEANING_WEIGHT)
    tokenizer = build_tokenizer(choose_entries(counts, sizes))
    work.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(kept))
    return tokenizer


def chinese_sample(folder: Path) -> Iterator[str]:
    """Every n-th Chinese text of each training file."""
    for record in itertools.islice(read_records(folder, "news"), 0, None, _EVERY["news"]):
        yield news_text(record)
    for record in itertools.islice(read_records(folder, "laws"), 0, None, _EVERY["laws"]):
        yield f"{record['title']} {record['text']}"
    for record in itertools.islice(read_records(folder, "pairs"), 0, None, _EVERY["pairs"]):
        yield f"{record['query']} {record['passage']}"
    for record in itertools.islice(
        read_records(folder, "en_zh_laws"), 0, None, _EVERY["en_zh_laws"]
    ):
        yield str(record["zh"])
