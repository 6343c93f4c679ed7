"""Learns the English → Chinese word table that translates questions.

Two sources: the English meanings of CC-CEDICT (CC BY-SA 4.0, cc-cedict.org), ranked by how usual
the Chinese word is in jieba's dictionary; and words that occur in the same articles of laws of
Taiwan in English and Chinese (open government data, law.moj.gov.tw; converted to simplified
Chinese), scored by Dice's coefficient and sharpened by competition between words of one article
(IBM model 1: Brown et al. 1993). The table is a derived work of CC-CEDICT and under its licence.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import jieba
import numpy as np
from scipy.sparse import csr_matrix
from tqdm import tqdm

from retrieval.english_words import base_forms, stopwords
from training.data import read_records

HEADER = """\
# English words and short phrases -> Chinese words, likeliest first. Made by training/lexicon.py.
# Derived from CC-CEDICT (cc-cedict.org, CC BY-SA 4.0; this table is under the same licence) and
# from the laws of Taiwan in English and Chinese (open government data). Corrections belong into
# english_terms_*.tsv, which is asked first.
"""
CHOICES = 3
# Occurrences in jieba's corpus below which a Chinese word is left out.
RARE_CHARACTER = 1000
RARE_PHRASE = 20
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_HAN = re.compile(r"^[\u4e00-\u9fff]{1,6}$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SKIPPED = re.compile(
    r"surname|variant of|abbr\.|see also|^see |CL:|classifier|\(old\)|archaic|\(slang\)|\(coll\.\)"
    r"|\(literary\)|\(dialect\)|Japanese|particle|\(vulgar\)|used in|idiom|\(loanword\)|erhua"
    r"|\(Internet|\(joc|\(derog|radical|place name|county in|district of|city in|\(name\)"
)
_LEADING = re.compile(r"^(?:to be |to |a |an |the |be )")


def word_frequencies() -> Mapping[str, int]:
    """Chinese word → occurrences in the corpus of jieba's dictionary."""
    jieba.initialize()
    return dict(jieba.dt.FREQ)


def dictionary_scores(folder: Path, frequencies: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """English meaning → Chinese word → score, from the dictionary.

    A meaning counts the more the earlier it stands and the fewer words it has that are no part
    of the phrase; the logarithm of the frequency ranks the Chinese words of one meaning.
    """
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for entry in read_records(folder, "cedict"):
        chinese, meanings = str(entry["zh"]), entry["en"]
        frequency = frequencies.get(chinese, 0)
        least = 3 if len(chinese) > 1 else RARE_CHARACTER
        if not _HAN.match(chinese) or not isinstance(meanings, list) or frequency < least:
            continue
        for rank, meaning in enumerate(meanings[:6]):
            if _SKIPPED.search(meaning) or re.search("[:,]", _ASIDE.sub("", meaning)):
                continue
            plain = _LEADING.sub("", _ASIDE.sub("", meaning).strip().lower())
            for phrase in re.split(r"[;/]", plain):
                phrase = " ".join(phrase.split())
                words = phrase.replace("-", " ").split()
                if not 1 <= len(words) <= 4 or not all(map(_WORD.fullmatch, words)):
                    continue
                if stopwords() & {words[0], words[-1]} or (len(words) > 1 and len(chinese) < 2):
                    continue
                if len(words) > 1 and frequency < RARE_PHRASE:
                    continue
                single = 0.5 if len(chinese) == 1 else 1.0
                score = single * math.log1p(frequency) / (1 + 0.35 * rank)
                key = " ".join(words)
                found[key][chinese] = max(found[key].get(chinese, 0.0), score)
    return found


def english_base(words: Iterable[str], known: Mapping[str, object]) -> list[str]:
    """Each word as the shortest of its base forms that is known, else as it is."""
    memory: dict[str, str] = {}
    result = []
    for word in words:
        if word not in memory:
            forms = [form for form in base_forms(word) if form in known]
            memory[word] = min(forms, key=len, default=word)
        result.append(memory[word])
    return result


def read_articles(
    folder: Path, known: Mapping[str, object]
) -> tuple[list[list[str]], list[list[str]]]:
    """The articles as sets of English base forms and of Chinese words; long ones left out."""
    english: list[list[str]] = []
    chinese: list[list[str]] = []
    for entry in tqdm(read_records(folder, "en_zh_laws"), desc="法规条文", mininterval=1):
        source, target = str(entry["en"]), str(entry["zh"])
        if not 15 <= len(target) <= 160:
            continue
        words = [w for w in _WORD.findall(source.lower()) if w not in stopwords()]
        english.append(sorted(set(english_base(words, known))))
        chinese.append(sorted({w for w in jieba.cut(target) if len(w) > 1 and _HAN.match(w)}))
    return english, chinese


def incidence(rows: list[list[str]], minimum: int) -> tuple[csr_matrix, list[str]]:
    """0/1 matrix (articles, words) over words of at least ``minimum`` articles, and the words."""
    counts = Counter(word for row in rows for word in row)
    names = sorted(word for word, count in counts.items() if count >= minimum)
    numbers = {word: number for number, word in enumerate(names)}
    indices = [[numbers[word] for word in row if word in numbers] for row in rows]
    pointers = np.concatenate([[0], np.cumsum([len(row) for row in indices])])
    flat = np.fromiter((n for row in indices for n in row), dtype=np.int32)
    data = np.ones(len(flat), dtype=np.float32)
    return csr_matrix((data, flat, pointers), shape=(len(rows), len(names))), names


def parallel_scores(
    english: list[list[str]], chinese: list[list[str]], rounds: int = 4
) -> dict[str, dict[str, float]]:
    """English word → Chinese word → probability that the one stands for the other.

    Starts from Dice's coefficient 2·n(e,z) / (n(e) + n(z)) over articles; then in each round the
    words of an article share out its Chinese words (IBM model 1 over sets).
    """
    e, e_names = incidence(english, 12)
    z, z_names = incidence(chinese, 6)
    together = (e.T @ z).tocoo()
    dice = 2 * together.data / (e.getnnz(axis=0)[together.row] + z.getnnz(axis=0)[together.col])
    kept = (dice > 0.03) & (together.data >= 4)
    table = csr_matrix((dice[kept], (together.row[kept], together.col[kept])), shape=together.shape)
    for _ in range(rounds):
        table = _shared_out(table, e, z)
    found: dict[str, dict[str, float]] = {}
    for number, name in enumerate(e_names):
        row = table.getrow(number)
        found[name] = {z_names[c]: float(v) for c, v in zip(row.indices, row.data, strict=True)}
    return found


def _shared_out(table: csr_matrix, e: csr_matrix, z: csr_matrix) -> csr_matrix:
    """One round: expected counts over all articles, then normalised for each English word."""
    # weight of every (article, Chinese word): the sum of the table over the article's English words
    total = (e @ table).multiply(z).tocsr()
    total.data = 1.0 / np.maximum(total.data, 1e-9)
    expected = table.multiply(e.T @ total).tocsr()
    sums = np.asarray(expected.sum(axis=1)).ravel()
    scale = np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)
    expected.data *= np.repeat(scale, np.diff(expected.indptr))
    expected.data[expected.data < 1e-3] = 0
    expected.eliminate_zeros()
    return expected


def combine(
    dictionary: Mapping[str, Mapping[str, float]], parallel: Mapping[str, Mapping[str, float]]
) -> dict[str, tuple[str, ...]]:
    """The best Chinese words of each English word or phrase.

    Where both sources agree on a word it comes first; a word that only the laws have needs a
    probability of a fifth, one that only the dictionary has three fifths of the best score.
    """
    result: dict[str, tuple[str, ...]] = {}
    for english in sorted(set(dictionary) | set(parallel)):
        if english in stopwords() or len(english) < 3:
            continue
        meanings, seen = dictionary.get(english, {}), parallel.get(english, {})
        best = max(meanings.values(), default=0.0)
        scores: dict[str, float] = {}
        for chinese, score in meanings.items():
            scores[chinese] = score / best * 0.5 + 2 * _probability(chinese, seen)
        for chinese, probability in seen.items():
            if chinese not in scores and probability >= 0.2:
                scores[chinese] = probability
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        strong = [word for word, score in ranked if score >= 0.6 * ranked[0][1]]
        if strong:
            result[english] = tuple(strong[:CHOICES])
    return result


def _probability(chinese: str, seen: Mapping[str, float]) -> float:
    """The probability of a word, or half that of one that contains it or is contained in it."""
    if chinese in seen:
        return seen[chinese]
    near = [
        p for word, p in seen.items() if len(chinese) > 1 and (word in chinese or chinese in word)
    ]
    return max(near, default=0.0) / 2


def main() -> None:
    """Make the table from the two files."""
    parser = argparse.ArgumentParser(description="学习英汉词表")
    parser.add_argument("--data", type=Path, required=True, help="训练数据所在的文件夹")
    parser.add_argument("--out", type=Path, default=Path("retrieval/tables/english_words.tsv"))
    arguments = parser.parse_args()
    dictionary = dictionary_scores(arguments.data, word_frequencies())
    english, chinese = read_articles(arguments.data, dictionary)
    table = combine(dictionary, parallel_scores(english, chinese))
    lines = sorted(f"{word}\t{' '.join(values)}" for word, values in table.items())
    arguments.out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
