"""Counts which characters follow each other in official text, and which end a clause.

    .venv/bin/python -m training.endings --data FOLDER --out corpus/tables/endings.tsv.xz

Laws are counted by title, every second title left out for measuring; of the news every fourth text.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from training.data import news_text, read_records

_RUN = re.compile("([\u4e00-\u9fff]+)([，。；：、？！,;:?!]?)")
_NEWS_EVERY = 4
FEWEST = 3  # occurrences of a pair that is kept


def trained_texts(folder: Path) -> Iterator[str]:
    """The articles of laws with an even number (by title, in file order) and every fourth news."""
    numbers: dict[str, int] = {}
    for record in read_records(folder, "laws"):
        if numbers.setdefault(str(record["title"]), len(numbers)) % 2 == 0:
            yield str(record["text"])
    for number, record in enumerate(read_records(folder, "news")):
        if number % _NEWS_EVERY == 0:
            yield news_text(record)


def count(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each character and pair of characters occurs, and how often before a mark."""
    occurs, ends = Counter[str](), Counter[str]()
    for text in texts:
        for run, mark in _RUN.findall(text):
            occurs.update(run)
            occurs.update(map("".join, pairwise(run)))
            if mark:
                ends.update({run[-1], run[-2:]})
    return occurs, ends


def table(occurs: Counter[str], ends: Counter[str]) -> str:
    """Lines "characters, occurrences, of these before a mark", two digits of each, sorted."""
    lines = ["# characters\toccurrences\tbefore a mark"]
    for key in sorted(occurs):
        if len(key) == 1 or occurs[key] >= FEWEST:
            lines.append(f"{key}\t{_round(occurs[key])}\t{_round(ends[key])}")
    return "\n".join(lines) + "\n"


def _round(number: int) -> int:
    scale: int = 10 ** max(0, len(str(number)) - 2)
    return round(number / scale) * scale


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    text = table(*count(trained_texts(arguments.data)))
    arguments.out.write_bytes(lzma.compress(text.encode("utf-8"), preset=9))


if __name__ == "__main__":
    main()
