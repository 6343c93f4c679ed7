"""Makes the table of characters that sound alike, by which misspelt words are read.

python -m training.homophones

Readings are those of pypinyin (MIT), without tones. Only characters that words of jieba's
dictionary use often are taken: nobody mistypes a common word with a character that hardly exists.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pypinyin import lazy_pinyin

from corpus.writing import write_whole
from retrieval.tables import TABLES

OUT = TABLES / "homophones.tsv"
LEAST_FREQUENCY = 20  # occurrences of a character in all words of the dictionary
LEAST_SHARE = 0.05  # of a character's occurrences that have a reading
HEAD = (
    "# Characters that are read alike, without tones; made by training/homophones.py from the\n"
    "# readings of pypinyin (MIT). A syllable, then its characters, the most usual first.\n"
)


def readings() -> dict[str, Counter[str]]:
    """Character → its readings in the words of jieba's dictionary, with how often."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if all("\u4e00" <= character <= "\u9fff" for character in word):
            for character, reading in zip(word, lazy_pinyin(word), strict=True):
                found[character][reading] += int(count)
    return found


def homophones(found: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Syllable → its characters, the most frequent first; rare readings are left out."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for character, counts in found.items():
        total = counts.total()
        for reading, count in counts.items():
            if total >= LEAST_FREQUENCY and count >= LEAST_SHARE * total and reading.isalpha():
                groups[reading].append((-count, character))
    return {
        syllable: "".join(character for _, character in sorted(group))
        for syllable, group in sorted(groups.items())
    }


def main() -> None:
    """The command: writes the table and says how many syllables it has."""
    parser = argparse.ArgumentParser(description="由读音生成同音字表")
    parser.add_argument("--out", type=Path, default=OUT, help="表写入的文件")
    arguments = parser.parse_args()
    table = homophones(readings())
    lines = (f"{syllable}\t{group}\n" for syllable, group in table.items())
    write_whole(arguments.out, HEAD + "".join(lines))
    print(f"{len(table)} 个音节，写入 {arguments.out}")


if __name__ == "__main__":
    main()
