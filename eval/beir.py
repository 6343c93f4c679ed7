"""Retrieval measured on a collection in the BEIR layout.

Layout (Thakur et al. 2021): ``corpus.jsonl`` or ``corpus.jsonl.gz`` with ``_id``, ``title`` and
``text``, ``queries.jsonl`` with ``_id`` and ``text``, ``qrels/test.tsv`` with a header and the
columns query id, passage id, gain.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from time import perf_counter
from typing import Any, get_args

from corpus.errors import WenzhengError
from corpus.records import Document, Passage, Question, Region
from corpus.writing import write_whole
from eval.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank
from eval.retrieval_report import Scores, retrieval_page, retrieval_table
from index.collection import Index, make_index
from index.encoder import Encoder, Progress
from retrieval.search import Mode, search

DEPTH = 100
MODES: tuple[Mode, ...] = get_args(Mode)
EVERY_QUERY = slice(None)


class BeirError(WenzhengError):
    """The folder is no collection in the BEIR layout."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Passages as documents of one passage each, queries by id, gains by query and passage."""

    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    gains: Mapping[str, Mapping[str, float]]


def evaluate_retrieval(
    folder: Path,
    encoder: Encoder,
    modes: Sequence[str] = ("bm25", "dense", "hybrid"),
    json_path: Path | None = None,
    progress: Progress | None = None,
    html_path: Path | None = None,
    queries: slice = EVERY_QUERY,
) -> str:
    """Measure retrieval, write the files asked for, and return the result as a table.

    Raises BeirError as ``measure_retrieval`` does, WritingError where a file cannot be written.
    """
    result = measure_retrieval(folder, encoder, modes, queries, progress)
    if json_path is not None:
        write_whole(json_path, json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    if html_path is not None:
        write_whole(html_path, retrieval_page(result, folder.resolve().name, encoder.name))
    return retrieval_table(result)


def measure_retrieval(
    folder: Path,
    encoder: Encoder,
    modes: Sequence[str] = ("bm25", "dense", "hybrid"),
    queries: slice = EVERY_QUERY,
    progress: Progress | None = None,
) -> dict[str, dict[str, Scores]]:
    """Measure each mode over the queries that have relevant passages.

    ``queries`` picks a part of them in the order of their file. Returns ``{"modes": {mode:
    {"hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", "recall@100", "p50_ms"}}}``; ``p50_ms`` is
    the median wall time of one search in milliseconds, encoding of the question included.

    Raises BeirError for a folder without these files, an unknown mode, or no such query.
    """
    chosen = [_mode(name) for name in modes]
    collection = load_collection(folder)
    asked = [item for item in collection.queries.items() if collection.gains.get(item[0])][queries]
    if not asked:
        raise BeirError(
            f"{folder} 里没有带相关段落的问题；请检查 queries.jsonl 和 qrels/test.tsv。"
        )
    index = make_index(collection.documents, encoder, progress)
    return {
        "modes": {
            mode: measure(index, encoder, mode, dict(asked), collection.gains, progress)
            for mode in chosen
        }
    }


def measure(
    index: Index,
    encoder: Encoder,
    mode: Mode,
    queries: Mapping[str, str],
    gains: Mapping[str, Mapping[str, float]],
    progress: Progress | None = None,
) -> Scores:
    """The mean measures of one mode over the queries, and its median time."""
    rows: list[Scores] = []
    times: list[float] = []
    for done, (query_id, text) in enumerate(queries.items(), start=1):
        question = Question(text, text, text, "zh-Hans", "", (), (), ())
        start = perf_counter()
        hits = search(index, encoder, question, limit=DEPTH, mode=mode)
        times.append(1000 * (perf_counter() - start))
        rows.append(scores_of([hit.passage.document_id for hit in hits], gains[query_id]))
        if progress is not None:
            progress(f"检索（{mode}）", done, len(queries))
    means = {name: fmean(row[name] for row in rows) for name in rows[0]}
    return {**means, "p50_ms": median(times)}


def scores_of(ranked: Sequence[str], gains: Mapping[str, float]) -> Scores:
    """The measures of one ranked list of ids; ids of gain 0 are not relevant."""
    relevant = {identifier for identifier, gain in gains.items() if gain > 0}
    scores = {f"hit@{k}": hit_at(ranked, relevant, k) for k in (1, 5, 10)}
    scores["mrr@10"] = reciprocal_rank(ranked, relevant, 10)
    scores["ndcg@10"] = ndcg_at(ranked, gains, 10)
    scores["recall@100"] = recall_at(ranked, relevant, 100)
    return scores


def load_collection(folder: Path) -> Collection:
    """Read a collection. Raises BeirError where a file is missing or a line cannot be read."""
    corpus = next(
        (f for f in (folder / "corpus.jsonl", folder / "corpus.jsonl.gz") if f.is_file()), None
    )
    if corpus is None:
        raise BeirError(
            f"{folder} 里没有 corpus.jsonl 或 corpus.jsonl.gz；请指向 BEIR 格式的文件夹。"
        )
    documents = tuple(_document(record) for record in _records(corpus, ("_id", "text")))
    queries = _records(folder / "queries.jsonl", ("_id", "text"))
    return Collection(
        documents=documents,
        queries={str(record["_id"]): str(record["text"]) for record in queries},
        gains=_gains(folder / "qrels" / "test.tsv"),
    )


def _document(record: Mapping[str, Any]) -> Document:
    return single_passage_document(
        str(record["_id"]), str(record["text"]), str(record.get("title") or "")
    )


def single_passage_document(identifier: str, text: str, title: str = "") -> Document:
    """A text as a document of one passage."""
    passage = Passage(f"{identifier}#0000", identifier, 0, len(text), "", ())
    return Document(
        id=identifier,
        title=title,
        issuer="",
        region=Region(),
        doc_number="",
        signed=None,
        published=None,
        kind="",
        source_file="",
        source_sha256="",
        raw_length=len(text),
        text=text,
        sections=(),
        passages=(passage,),
        duties=(),
        damages=(),
        edits=(),
    )


def _records(file: Path, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    for number, line in _lines(file):
        try:
            record = json.loads(line)
            missing = [key for key in keys if key not in record]
        except (ValueError, TypeError) as error:
            raise BeirError(f"{file} 第 {number} 行不是 JSON；请检查该行。") from error
        if missing:
            raise BeirError(f"{file} 第 {number} 行缺少 {'、'.join(missing)}；请检查该行。")
        yield record


def _gains(file: Path) -> dict[str, dict[str, float]]:
    gains: dict[str, dict[str, float]] = {}
    for number, line in _lines(file):
        if number == 1:
            continue
        try:
            query, passage, gain = line.rstrip("\n").split("\t")
            gains.setdefault(query, {})[passage] = float(gain)
        except ValueError as error:
            raise BeirError(
                f"{file} 第 {number} 行不是“问题、段落、分值”三列；请检查该行。"
            ) from error
    return gains


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a text file, gzipped or not, that are not blank, counted from 1."""
    opened: Callable[..., Any] = gzip.open if file.suffix == ".gz" else open
    try:
        with opened(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BeirError(
            f"读不出 {file}（{error}）；请检查文件是否存在、完整、UTF-8 编码。"
        ) from error


def _mode(name: str) -> Mode:
    if name not in MODES:
        raise BeirError(f"没有检索方式 {name}；可选：{'、'.join(MODES)}。")
    return name
