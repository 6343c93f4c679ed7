"""How often a question that names an amount or a day finds the passage that names it.

    .venv/bin/python -m benchmarks.exact --data FOLDER [--seed 1]

The questions are made: from one passage in so many its value that stands in the fewest passages is
taken, written otherwise than there (5000元 for 五千元), with two content words of the sentence. The
share of questions whose passage is first, and among the first five, is printed for each bonus.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from index.collection import Index
from index.encoder import load_encoder
from index.store import open_index
from retrieval import search as searching
from retrieval.terms import content_words
from retrieval.understanding import understand
from retrieval.values import values_in, writings

BONUSES = (None, 0.0, 0.05, 0.1, 0.15, 0.2, 0.3)  # None: values are not looked at


def main() -> None:
    """Ask the made questions with each bonus and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    encoder = load_encoder()
    index = open_index(arguments.data, encoder)
    made = list(questions(index, random.Random(arguments.seed)))
    print(f"{len(made)} questions, such as {'; '.join(text for text, _ in made[:3])}")
    read, written = searching.values_in, searching.writings
    for bonus in BONUSES:
        searching.VALUE_BONUS = bonus or 0.0
        searching.values_in = read if bonus is not None else lambda text: frozenset()
        searching.writings = written if bonus is not None else lambda values: iter(())
        ranks, times = [], []
        for text, passage in made:
            question = understand(text)
            started = perf_counter()
            hits = searching.search(index, encoder, question, 5)
            times.append(1000 * (perf_counter() - started))
            found = [hit.passage.id for hit in hits]
            ranks.append(found.index(passage) if passage in found else 9)
        first, five = sum(rank == 0 for rank in ranks), sum(rank < 5 for rank in ranks)
        name = "without" if bonus is None else f"{bonus:.2f}"
        middle = sorted(times)[len(times) // 2]
        print(
            f"{name:8} first {first / len(made):.3f}  five {five / len(made):.3f}  {middle:.1f} ms"
        )


def questions(index: Index, chance: random.Random) -> Iterator[tuple[str, str]]:
    """(question, id of its passage) for every third passage that names a value in a sentence."""
    for passage in index.passages[::3]:
        sentences = re.split(r"[。;；\n]", index.passage_text(passage))
        chance.shuffle(sentences)
        for sentence in sentences:
            values = sorted(values_in(sentence))
            words = [
                word
                for word in content_words(sentence)
                if re.fullmatch(r"[\u4e00-\u9fff]{2,}", word)
            ]
            if not values or len(words) < 4:
                continue
            value = chance.choice(values)
            other = [text for text in writings({value}) if text not in sentence]
            if other:
                yield f"{''.join(chance.sample(words, 2))}{chance.choice(other)}", passage.id
                break


if __name__ == "__main__":
    main()
