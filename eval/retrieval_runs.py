"""Retrieval measured: every question of a collection asked in every mode, kept as one JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from time import perf_counter
from typing import Any, get_args

from pydantic import TypeAdapter

from corpus.records import Question
from corpus.writing import write_whole
from eval.beir import BeirError, Collection, load_collection
from eval.ranking import MEASURES, Scores, measure_rankings
from eval.resampling import bootstrap_interval
from eval.runs import RunError, run_content
from eval.statistics import percentile
from index.collection import Index, make_index
from index.encoder import Encoder, Progress
from retrieval.search import Mode, search
from retrieval.understanding import understand

FORMAT = "wenzheng-retrieval/1"
DEPTH = 100
TOP_KEPT = 5
# By name, which is from the plainest to the most elaborate: bm25, dense, hybrid, hybrid+rerank.
MODES: tuple[Mode, ...] = tuple(sorted(get_args(Mode)))
EVERY_QUERY = slice(None)
Parts = Mapping[str, slice]
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Found:
    """What one mode found for one query.

    ``first`` is the rank of the first relevant passage among the first 100, from 1, or None;
    ``scores`` every one of eval.ranking.MEASURES; ``top`` the ids of the first five; ``ms`` the
    wall time of the search in milliseconds.
    """

    first: int | None
    scores: Scores
    top: tuple[str, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class AskedQuery:
    """A query with its relevant passages, the part it belongs to ("" for none), and by mode what
    was found.
    """

    id: str
    text: str
    relevant: tuple[str, ...]
    part: str
    found: Mapping[str, Found]


@dataclass(frozen=True, slots=True)
class RetrievalRun:
    """All queries of a collection asked in some modes, with what is needed to know what was
    measured.

    ``created`` is UTC in ISO 8601; ``settings`` what the caller names (encoder, its fingerprint).
    """

    collection: str
    created: str
    passages: int
    modes: tuple[str, ...]
    queries: tuple[AskedQuery, ...]
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> dict[str, tuple[AskedQuery, ...]]:
        """The queries by part, in the order of the parts' first queries."""
        names = dict.fromkeys(query.part for query in self.queries if query.part)
        return {name: tuple(q for q in self.queries if q.part == name) for name in names}


def measure_retrieval(
    folder: Path,
    encoder: Encoder,
    modes: Sequence[str] = MODES,
    queries: slice = EVERY_QUERY,
    parts: Parts | None = None,
    progress: Progress | None = None,
    collection: Collection | None = None,
    understood: bool = False,
) -> RetrievalRun:
    """Ask the queries that have relevant passages in each mode.

    ``queries`` picks some of them in the order of their file, ``parts`` names some by the same
    numbers (a query in several belongs to the first). ``collection`` is what the folder holds,
    where it has been read already. A query is searched as it stands, or with ``understood`` as
    the product takes a user's question: with its topic, synonyms and abbreviations.

    Raises BeirError for a folder without these files, an unknown mode, or no such query.
    """
    chosen = [_mode(name) for name in modes]
    collection = collection or load_collection(folder)
    numbered = list(enumerate(collection.asked))[queries]
    if not numbered:
        raise BeirError(
            f"{folder} 里没有带相关段落的问题；请检查 queries.jsonl、qrels/test.tsv 和 --queries。"
        )
    index = make_index(collection.documents, encoder, progress)
    made = understand if understood else _as_it_stands
    questions = {query: made(collection.queries[query]) for _, query in numbered}
    found = {
        mode: _ask(index, encoder, mode, questions, collection.gains, progress) for mode in chosen
    }
    return RetrievalRun(
        collection=folder.resolve().name,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        passages=len(index.passages),
        modes=tuple(chosen),
        queries=tuple(
            AskedQuery(
                id=query,
                text=collection.queries[query],
                relevant=_relevant(collection.gains[query]),
                part=_part(number, len(collection.asked), parts or {}),
                found={mode: found[mode][query] for mode in chosen},
            )
            for number, query in numbered
        ),
        settings={
            "encoder": encoder.name,
            "encoder_fingerprint": encoder.fingerprint,
            "question": "understood" if understood else "as it stands",
        },
    )


def _ask(
    index: Index,
    encoder: Encoder,
    mode: Mode,
    questions: Mapping[str, Question],
    gains: Mapping[str, Mapping[str, int]],
    progress: Progress | None,
) -> dict[str, Found]:
    """Each question asked once in one mode."""
    rankings: dict[str, list[str]] = {}
    times: dict[str, float] = {}
    # Once before the clock runs, so that the first does not wait for tables to be read.
    search(index, encoder, next(iter(questions.values())), limit=DEPTH, mode=mode)
    for done, (query, question) in enumerate(questions.items(), start=1):
        start = perf_counter()
        hits = search(index, encoder, question, limit=DEPTH, mode=mode)
        times[query] = 1000 * (perf_counter() - start)
        rankings[query] = [hit.passage.document_id for hit in hits]
        if progress is not None:
            progress(f"检索（{mode}）", done, len(questions))
    scores = measure_rankings(rankings, gains)
    return {
        query: Found(
            first=_first(ranked, _relevant(gains[query])),
            scores=scores[query],
            top=tuple(ranked[:TOP_KEPT]),
            ms=times[query],
        )
        for query, ranked in rankings.items()
    }


def means(queries: Sequence[AskedQuery], mode: str) -> Scores:
    """The mean of every measure over some queries, and the median and the 95th percentile of the
    times in milliseconds ("p50_ms", "p95_ms").
    """
    found = [query.found[mode] for query in queries]
    times = [one.ms for one in found]
    return {
        **{name: fmean(one.scores[name] for one in found) for name in MEASURES},
        "p50_ms": percentile(times, 50) or 0.0,
        "p95_ms": percentile(times, 95) or 0.0,
    }


def intervals(queries: Sequence[AskedQuery], mode: str) -> dict[str, Interval]:
    """The 95% bootstrap interval of every measure over some queries."""
    return {
        name: bootstrap_interval([query.found[mode].scores[name] for query in queries])
        for name in MEASURES
    }


def save_retrieval_run(run: RetrievalRun, path: Path) -> None:
    """Write a run as JSON: its means by mode, their intervals, and each query on a line."""
    head: dict[str, Any] = {
        "format": FORMAT,
        "collection": run.collection,
        "created": run.created,
        "passages": run.passages,
        "settings": dict(run.settings),
        **_measured(run, run.queries),
        "parts": {name: _measured(run, part) for name, part in run.parts.items()},
    }
    lines = ",\n  ".join(json.dumps(line, ensure_ascii=False) for line in _lines(run))
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    write_whole(path, f'{text},\n "queries": [\n  {lines}\n ]\n}}\n')


def is_retrieval_run(path: Path) -> bool:
    """Whether a file says that it is a run of retrieval.

    Raises RunError for a file that cannot be read.
    """
    return run_content(path).get("format") == FORMAT


def load_retrieval_run(path: Path) -> RetrievalRun:
    """Read a run; the means in the file are left aside, they follow from the queries.

    Raises RunError for a file that cannot be read or is not a run of this format.
    """
    content = run_content(path)
    try:
        names = ("collection", "created", "passages", "settings", "queries")
        kept = {name: content[name] for name in names}
        run = TypeAdapter(RetrievalRun).validate_python({**kept, "modes": list(content["modes"])})
        complete = all(set(run.modes) == set(query.found) for query in run.queries)
    except KeyError as error:
        raise RunError(f"检索评测记录 {path} 缺少字段 {error.args[0]}，请重新运行评测。") from error
    except (ValueError, TypeError) as error:
        raise RunError(f"检索评测记录 {path} 的字段有误，请重新运行评测。") from error
    if not run.queries or not complete:
        raise RunError(f"检索评测记录 {path} 缺少逐题结果，请重新运行评测。")
    return run


def _measured(run: RetrievalRun, queries: Sequence[AskedQuery]) -> dict[str, Any]:
    return {
        "asked": len(queries),
        "modes": {mode: means(queries, mode) for mode in run.modes},
        "intervals": {mode: intervals(queries, mode) for mode in run.modes},
    }


def _lines(run: RetrievalRun) -> Iterator[dict[str, Any]]:
    for query in run.queries:
        line = asdict(query)
        for found in line["found"].values():
            found["scores"] = {name: round(score, 6) for name, score in found["scores"].items()}
            found["ms"] = round(found["ms"], 3)
        yield line


def _as_it_stands(text: str) -> Question:
    return Question(text, text, text, "zh-Hans", "", (), (), ())


def _relevant(gains: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(passage for passage, gain in gains.items() if gain > 0)


def _first(ranked: Sequence[str], relevant: Sequence[str]) -> int | None:
    """The rank of the first relevant one, from 1, None where none is ranked."""
    places = (rank for rank, identifier in enumerate(ranked, start=1) if identifier in relevant)
    return next(places, None)


def _part(number: int, count: int, parts: Parts) -> str:
    """The first part that the query of a number belongs to, "" for none."""
    return next((name for name, part in parts.items() if number in range(count)[part]), "")


def _mode(name: str) -> Mode:
    if name not in MODES:
        raise BeirError(f"没有检索方式 {name}；可选：{'、'.join(MODES)}。")
    return name
