"""Time of a query and memory at 10,000, 100,000 and 1,000,000 passages, in one process.

    .venv/bin/python -m benchmarks.scale BEIR_FOLDER [--sizes 10000,100000] [--queries 100]

BEIR_FOLDER holds corpus.jsonl[.gz] and queries.jsonl. Four of its sentences at a time, drawn at
random, make a passage: its counts are the sum of theirs, its vector the direction of the sum, so
that a million need not be tokenised. They stand in segments of 100,000, in memory.

Each size is asked in a process on one core, by the same ``search`` as the product, for 20
passages. Times are per query, for a question that is understood already: "p50" and "p95" by the
clock, "CPU" the median of the processor's time, which other programs disturb less. "MB" is the
highest memory of that process, "same" the share of queries whose first ten passages are those of
scoring every passage by both legs. The first line says how many passages as the folder has them a
second of one processor tokenises and counts, and how many it encodes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from corpus.reading import compose
from corpus.records import Document, Passage, Question
from index.bm25 import Part, make_bm25
from index.collection import Index
from index.counts import Counts
from index.encoder import Encoder, load_encoder, unit_rows
from index.marks import joined
from index.tokens import tokenize
from index.vectors import Vectors, make_vectors
from retrieval.search import (
    RERANKED,
    Mode,
    first_scores,
    fuse,
    query_tokens,
    query_vector,
    reranked,
    search,
    top,
)
from retrieval.understanding import understand

SEGMENT = 100_000  # passages
SENTENCES = 20_000  # of the folder, at most
IN_A_PASSAGE = 4  # sentences
LIMIT = 20  # passages asked for
MODES: tuple[Mode, ...] = ("bm25", "dense", "hybrid", "hybrid+rerank")


def main() -> None:
    """Ask every size in a process of its own and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        ask(arguments.folder, int(arguments.sizes), arguments.queries)
        return
    speeds(read_passages(arguments.folder)[:1000])
    print(
        f"{'passages':>9} {'mode':<14}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'MB':>7}{'same':>7}"
    )
    command = [sys.executable, "-m", "benchmarks.scale", str(arguments.folder), "--one"]
    for size in arguments.sizes.split(","):
        asked = [*command, "--sizes", size, "--queries", str(arguments.queries)]
        subprocess.run(asked, check=True)


def read_passages(folder: Path) -> list[str]:
    """The texts of the passages."""
    packed = folder / "corpus.jsonl.gz"
    if packed.exists():
        lines = gzip.decompress(packed.read_bytes()).decode("utf-8").splitlines()
    else:
        lines = (folder / "corpus.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines if line]


def speeds(texts: Sequence[str]) -> None:
    """Print how fast these passages are tokenised and encoded."""
    encoder = load_encoder()
    tokenize("预热")
    started = time.process_time()
    for text in texts:
        Counter(tokenize(text))
    counted = time.process_time()
    encoder.encode(texts)
    encoded = time.process_time()
    characters = sum(map(len, texts)) / len(texts)
    counting, encoding = (len(texts) / s for s in (counted - started, encoded - counted))
    print(
        f"passages of {characters:.0f} characters, per CPU second: "
        f"{counting:.0f} tokenised and counted, {encoding:.0f} encoded",
        flush=True,
    )


def ask(folder: Path, size: int, count: int) -> None:
    """Ask a collection of so many passages every question in every mode; print a line for each."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    encoder = load_encoder()
    index = collection(folder, size, encoder)
    with (folder / "queries.jsonl").open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file][:count]
    questions = [understand(text) for text in texts]
    for mode in MODES:
        for question in questions:  # terms are worked out when they are first asked for
            search(index, encoder, question, LIMIT, mode)
        clock, processor, same = [], [], []
        for question in questions:
            started, used = time.perf_counter(), time.process_time()
            hits = search(index, encoder, question, LIMIT, mode)
            processor.append((time.process_time() - used) * 1000)
            clock.append((time.perf_counter() - started) * 1000)
            same.append(
                [hit.passage.id for hit in hits[:10]] == whole(index, encoder, question, mode)
            )
        p50, p95 = np.percentile(clock, (50, 95))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times = f"{p50:>9.2f}{p95:>9.2f}{np.median(processor):>9.2f}"
        print(f"{size:>9} {mode:<14}{times}{memory:>7.0f}{np.mean(same):>7.2f}", flush=True)


def whole(index: Index, encoder: Encoder, question: Question, mode: Mode) -> list[str]:
    """The ids of the first ten passages where both legs score every passage."""
    if mode == "hybrid+rerank":
        first, lexical, dense = first_scores(index, encoder, question)
        rows = top(first, RERANKED)
        order = reranked(index, question, rows, lexical[rows], dense[rows])
        return [index.passages[row].id for row in rows[order[:10]].tolist()]
    lexical = index.lexical_scores(query_tokens(question))
    scores = fuse(lexical, index.dense_scores(query_vector(encoder, question)), mode)
    return [index.passages[row].id for row in top(scores, 10).tolist()]


def collection(folder: Path, size: int, encoder: Encoder) -> Index:
    """An index of so many passages made of the folder's sentences."""
    texts = read_passages(folder)
    found = (s for text in texts for s in re.findall(r"[^。\n]{6,150}", text))
    sentences = list(dict.fromkeys(found))[:SENTENCES]
    terms: dict[str, int] = {}
    counted = [Counter(tokenize(sentence)) for sentence in sentences]
    columns = [terms.setdefault(token, len(terms)) for counts in counted for token in counts]
    values = np.array([n for counts in counted for n in counts.values()], dtype=np.float32)
    starts = np.cumsum([0, *map(len, counted)])
    shape = (len(sentences), len(terms))
    table = sparse.csr_matrix((values, np.array(columns, dtype=np.int32), starts), shape=shape)
    vectors = encoder.encode(sentences)
    draw = np.random.default_rng(20)
    parts, segments, drawings = [], [], []
    for first in range(0, size, SEGMENT):
        rows = np.arange(first, min(size, first + SEGMENT), dtype=np.int32)
        drawn = draw.integers(0, len(sentences), (IN_A_PASSAGE, len(rows)))
        parts.append(Part(counts_of(table, drawn, terms), rows if size > SEGMENT else None))
        mixed = make_vectors(unit_rows(sum(vectors[one] for one in drawn)))
        segments.append((mixed, rows if size > SEGMENT else None))
        drawings.append(drawn)
    drawn = np.concatenate(drawings, axis=1)
    lengths = np.array([len(s) for s in sentences])[drawn].sum(axis=0) + IN_A_PASSAGE - 1
    ids = [f"{row:07d}" for row in range(size)]
    passages = [Passage(*(i, i, 0, n), "", ()) for i, n in zip(ids, lengths.tolist(), strict=True)]
    bm25, dense = make_bm25(parts, size), Vectors(size, encoder.dim, tuple(segments))
    owners, marks = np.zeros(size, dtype=np.int32), joined([], size)
    made = Made(sentences, drawn, compose("made", sentences[0]))
    return Index(made, passages, owners, bm25, dense, {}, marks, ("made",))


class Made(Mapping[str, Document]):
    """A document for each passage, of the sentences drawn for it, (IN_A_PASSAGE, n_passages).

    They are put together when they are asked for, as documents on disk are read.
    """

    def __init__(
        self, sentences: Sequence[str], drawn: NDArray[np.int64], pattern: Document
    ) -> None:
        self.sentences, self.drawn, self.pattern = sentences, drawn, pattern

    def __getitem__(self, id_: str) -> Document:
        text = "。".join(self.sentences[one] for one in self.drawn[:, int(id_)])
        return replace(self.pattern, id=id_, text=text, title="")

    def __iter__(self) -> Iterator[str]:
        return (f"{row:07d}" for row in range(len(self)))

    def __len__(self) -> int:
        return self.drawn.shape[1]


def counts_of(table: sparse.csr_matrix, drawn: NDArray[np.int64], terms: dict[str, int]) -> Counts:
    """The counts of passages made of the sentences drawn, (IN_A_PASSAGE, n_passages)."""
    summed = table[drawn[0]]
    for one in drawn[1:]:
        summed = summed + table[one]
    summed = summed.tocsc()
    halves = np.minimum(summed.data * 2, 255).astype(np.uint8)
    lengths = np.asarray(summed.sum(axis=1), dtype=np.float64).ravel()
    starts = summed.indptr.astype(np.int64)
    return Counts(terms, starts, summed.indices.astype(np.int32), halves, lengths)


if __name__ == "__main__":
    main()
