"""Makes the table of words that mean the same by a dictionary, for the expansion of questions.

python -m training.synonyms --data FOLDER
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.writing import write_whole
from index.encoder import Encoder, load_encoder
from retrieval.tables import TABLES
from training.data import TrainingDataError, read_records

OUT = TABLES / "dictionary_synonyms.tsv"
_WORD = re.compile("[\u4e00-\u9fff]{1,4}")
# Meanings that say something about a word instead of giving one.
_REMARK = re.compile(
    r"CL:|variant of|surname|abbr|classifier|used in|bound form|see |\((?:old|literary|dialect)\)"
)
_OPENING = re.compile(r"^(?:to|a|an|the) ")
MOST_MEANINGS = 6
LEAST_FREQUENCY = 20  # in jieba's dictionary; rarer words are not found in policy texts
LARGEST_GROUP = 8  # words under one meaning; more of them mean too little
MOST_SYNONYMS = 4
# Two words are taken where the meaning is the first of both, or their vectors agree.
SURE, SURE_COSINE = 0.5, 0.1
LIKELY, LIKELY_COSINE = 0.15, 0.4


def frequencies() -> dict[str, int]:
    """How often jieba's dictionary has seen each word."""
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count, *_ in (line.split(" ") for line in lines)}


def meanings(entries: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Meaning → words that have it, each with the place of the meaning among its own, from 0."""
    frequent = frequencies()
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for entry in entries:
        word = str(entry["zh"])
        if not _WORD.fullmatch(word) or frequent.get(word, 0) < LEAST_FREQUENCY:
            continue
        for place, meaning in enumerate(entry["en"][:MOST_MEANINGS]):
            if not _REMARK.search(meaning):
                plain = _OPENING.sub("", re.sub(r"\([^)]*\)", "", meaning).strip().lower())
                if len(plain) > 2:
                    groups[plain].setdefault(word, place)
    return groups


def pair_scores(groups: Mapping[str, Mapping[str, int]]) -> dict[tuple[str, str], float]:
    """How surely two words share a meaning: 1 / (1 + place) for each of them, multiplied."""
    scores: dict[tuple[str, str], float] = {}
    for words in groups.values():
        if not 2 <= len(words) <= LARGEST_GROUP:
            continue
        for one, place in words.items():
            for other, other_place in words.items():
                score = 1 / (1 + place) / (1 + other_place)
                if one != other:
                    scores[one, other] = max(score, scores.get((one, other), 0.0))
    return scores


def synonym_table(
    scores: Mapping[tuple[str, str], float], encoder: Encoder
) -> dict[str, tuple[str, ...]]:
    """Word → the words that may stand for it, the closest first."""
    words = sorted({word for pair in scores for word in pair})
    vectors = dict(zip(words, encoder.encode(words), strict=True))
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), score in scores.items():
        cosine = float(vectors[one] @ vectors[other])
        if (score >= SURE and cosine >= SURE_COSINE) or (
            score >= LIKELY and cosine >= LIKELY_COSINE
        ):
            found[one].append((-cosine, other))
    return {
        word: tuple(other for _, other in sorted(others)[:MOST_SYNONYMS])
        for word, others in sorted(found.items())
    }


def main() -> None:
    """The command: reads the dictionary, writes the table, says how many words it has."""
    parser = argparse.ArgumentParser(description="由词典生成同义词表")
    parser.add_argument("--data", type=Path, required=True, help="训练数据文件夹")
    parser.add_argument("--out", type=Path, default=OUT, help="表写入的文件")
    arguments = parser.parse_args()
    try:
        scores = pair_scores(meanings(read_records(arguments.data, "cedict")))
    except TrainingDataError as error:
        raise SystemExit(str(error)) from error
    table = synonym_table(scores, load_encoder())
    head = (
        "# Words of the same meaning, from CC-CEDICT (CC BY-SA 4.0) by training/synonyms.py:\n"
        "# a word, then the words that may stand for it. Tab-separated.\n"
    )
    lines = ("\t".join((word, *others)) + "\n" for word, others in table.items())
    write_whole(arguments.out, head + "".join(lines))
    print(f"{len(table)} 个词，写入 {arguments.out}")


if __name__ == "__main__":
    main()
