"""Time of a query and memory at 10,000, 100,000 and 1,000,000 passages.

    .venv/bin/python -m benchmarks.scale BEIR_FOLDER [--sizes 10000,100000] [--queries 100]

BEIR_FOLDER holds corpus.jsonl[.gz] and queries.jsonl. Four of its sentences at a time, drawn at
random, make a passage: its counts are the sum of theirs, its vector the direction of the sum, so
that a million need not be tokenised. One process writes them in segments of 100,000 into a
temporary folder, each with the files of a segment of an index.

Another process opens each size as the product does and is asked on one core, by the same
``search``, for 20 passages. Times are per query, for a question that is understood already: "p50"
and "p95" by the clock, "CPU" the median of the processor's time, which other programs disturb
less. "MB" is the highest memory of that process so far, "own" what of it at the end of the mode
is no file of the index (which the system may drop from memory and read again), "same" the share
of queries whose first ten passages are those of scoring every passage by both legs; it is found
out last, since it reads all of the index. The first line says how many passages as the folder has
them a second of one processor tokenises and counts, and how many it encodes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from corpus.reading import compose
from corpus.records import Document, Passage, Question
from index.bm25 import Part, make_bm25
from index.collection import Index
from index.counting import count_passages
from index.counts import Counts, load_counts, save_counts
from index.encoder import Encoder, load_encoder, unit_rows
from index.marks import joined
from index.tokens import tokenize
from index.vectors import VECTORS, Vectors, load_vectors, make_vectors, save_vectors
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
ONE_THREAD = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # as the command sets it
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
        f"{'passages':>9} {'mode':<14}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'MB':>7}{'own':>7}"
        f"{'same':>7}"
    )
    command = [sys.executable, "-m", "benchmarks.scale", str(arguments.folder), "--one"]
    for size in arguments.sizes.split(","):
        asked = [*command, "--sizes", size, "--queries", str(arguments.queries)]
        subprocess.run(asked, check=True, env=ONE_THREAD)


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
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)]).tolist()
    spans = zip(starts, texts, strict=False)
    passages = tuple(Passage("", "", start, start + len(text), "", ()) for start, text in spans)
    document = replace(compose("made", ""), text="\n".join(texts), passages=passages)
    count_passages(compose("warm", "预热"))
    started = time.process_time()
    count_passages(document)
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
    with tempfile.TemporaryDirectory() as scratch:
        builder = multiprocessing.get_context("fork").Process(
            target=write, args=(folder, size, encoder, Path(scratch))
        )
        builder.start()
        builder.join()
        index = opened(Path(scratch), size, encoder)
        with (folder / "queries.jsonl").open(encoding="utf-8") as file:
            texts = [json.loads(line)["text"] for line in file][:count]
        questions = [understand(text) for text in texts]
        rows = [times_of(index, encoder, questions, mode) for mode in MODES]
        for mode, (times, found) in zip(MODES, rows, strict=True):
            same = [
                ids == whole(index, encoder, question, mode)
                for question, ids in zip(questions, found, strict=True)
            ]
            print(f"{size:>9} {mode:<14}{times}{np.mean(same):>7.2f}", flush=True)


def times_of(
    index: Index, encoder: Encoder, questions: Sequence[Question], mode: Mode
) -> tuple[str, list[list[str]]]:
    """Times and memory of a mode as cells of the table, and the first ten passages found."""
    for question in questions:  # terms are worked out when they are first asked for
        search(index, encoder, question, LIMIT, mode)
    clock, processor, found = [], [], []
    for question in questions:
        started, used = time.perf_counter(), time.process_time()
        hits = search(index, encoder, question, LIMIT, mode)
        processor.append((time.process_time() - used) * 1000)
        clock.append((time.perf_counter() - started) * 1000)
        found.append([hit.passage.id for hit in hits[:10]])
    p50, p95 = np.percentile(clock, (50, 95))
    highest, own = memory("VmHWM"), memory("RssAnon")
    times = f"{p50:>9.2f}{p95:>9.2f}{np.median(processor):>9.2f}"
    return f"{times}{highest:>7.0f}{own:>7.0f}", found


def memory(name: str) -> float:
    """A line of what the system says of this process's memory, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def whole(index: Index, encoder: Encoder, question: Question, mode: Mode) -> list[str]:
    """The ids of the first ten passages where both legs score every passage."""
    if mode == "hybrid+rerank":
        first, lexical, dense = first_scores(index, encoder, question)
        rows = top(first, RERANKED)
        order = reranked(index, encoder, question, rows, lexical[rows], dense[rows])
        return [index.passages[row].id for row in rows[order[:10]].tolist()]
    lexical = index.lexical_scores(query_tokens(question))
    scores = fuse(lexical, index.dense_scores(query_vector(encoder, question)), mode)
    return [index.passages[row].id for row in top(scores, 10).tolist()]


def write(folder: Path, size: int, encoder: Encoder, target: Path) -> None:
    """Write an index of so many passages made of the folder's sentences."""
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
    (target / "sentences.json").write_text(json.dumps(sentences))
    for number, first in enumerate(range(0, size, SEGMENT)):
        drawn = draw.integers(0, len(sentences), (IN_A_PASSAGE, min(SEGMENT, size - first)))
        segment = target / str(number)
        segment.mkdir()
        save_counts(counts_of(table, drawn, terms), segment)
        mixed = make_vectors(unit_rows(sum(vectors[one] for one in drawn)))
        save_vectors(mixed, segment / VECTORS)
        np.save(segment / "drawn.npy", drawn.astype(np.int32))


def opened(folder: Path, size: int, encoder: Encoder) -> Index:
    """The index that ``write`` wrote, opened as one on disk is."""
    sentences: list[str] = json.loads((folder / "sentences.json").read_text())
    parts, segments, drawings = [], [], []
    for number, first in enumerate(range(0, size, SEGMENT)):
        segment = folder / str(number)
        rows = np.arange(first, min(size, first + SEGMENT), dtype=np.int32)
        places = rows if size > SEGMENT else None
        parts.append(Part(load_counts(segment), places))
        segments.append((load_vectors(segment / VECTORS), places))
        drawings.append(np.load(segment / "drawn.npy"))
    made = Made(sentences, np.concatenate(drawings, axis=1), compose("made", sentences[0]))
    bm25, dense = make_bm25(parts, size), Vectors(size, encoder.dim, tuple(segments))
    owners, marks = np.zeros(size, dtype=np.int32), joined([], size)
    return Index(made, Passages(made), owners, bm25, dense, {}, marks, ("made",))


class Made(Mapping[str, Document]):
    """A document for each passage, of the sentences drawn for it, (IN_A_PASSAGE, n_passages).

    They are put together when they are asked for, as documents on disk are read.
    """

    def __init__(
        self, sentences: Sequence[str], drawn: NDArray[np.int32], pattern: Document
    ) -> None:
        self.sentences, self.drawn, self.pattern = sentences, drawn, pattern

    def __getitem__(self, id_: str) -> Document:
        text = "。".join(self.sentences[one] for one in self.drawn[:, int(id_)])
        return replace(self.pattern, id=id_, text=text, title="")

    def __iter__(self) -> Iterator[str]:
        return (f"{row:07d}" for row in range(len(self)))

    def __len__(self) -> int:
        return int(self.drawn.shape[1])


class Passages(Sequence[Passage]):
    """One passage of each document, made when it is asked for, as those on disk are read."""

    def __init__(self, documents: Made) -> None:
        self.documents = documents

    @overload
    def __getitem__(self, row: int) -> Passage: ...

    @overload
    def __getitem__(self, row: slice) -> tuple[Passage, ...]: ...

    def __getitem__(self, row: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(row, slice):
            return tuple(self[one] for one in range(*row.indices(len(self))))
        id_ = f"{row:07d}"
        return Passage(id_, id_, 0, len(self.documents[id_].text), "", ())

    def __len__(self) -> int:
        return len(self.documents)


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
