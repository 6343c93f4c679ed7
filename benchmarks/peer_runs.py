"""Runs the retrieval programs of ``benchmarks/peer_drivers`` over BEIR folders and keeps results.

Each program runs in a process of its own over one job, in its own Python where it has one. What
was measured lies in a work folder, by what it depends on, so that a run that was broken off goes
on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from safetensors.numpy import load_file, save_file

from corpus.errors import WenzhengError
from eval.beir import Collection, load_collection
from eval.ranking import Scores, measure_rankings
from index.tokens import fold

HOUSE = Path(__file__).resolve().parents[1]
DRIVERS = HOUSE / "benchmarks" / "peer_drivers"
# What the numbers of Wenzheng, or what others are given of it, can depend on.
ROOMS = ("corpus", "index", "retrieval", "benchmarks/peer_drivers")
LIMIT = 10
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "true",
}


class PeerError(WenzhengError):
    """A program could not be run."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program to run: its driver and the Python that has its libraries."""

    driver: Path
    python: Path


@dataclass(frozen=True, slots=True)
class Sample:
    """Some queries of a collection that are reported together, in the order of their file."""

    name: str
    queries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one way of searching gave for some queries: their scores and times, in one order.

    ``cpu_ms`` is the time of all threads.
    """

    scores: tuple[Scores, ...]
    ms: tuple[float, ...]
    cpu_ms: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one program did over one collection.

    Seconds, MB of 2^20 bytes, and by sample and way of searching what it found. ``settings`` says
    for readers what each way is; ``created`` is UTC in ISO 8601; ``load`` how many processes wanted
    a core in the minute before.
    """

    name: str
    versions: Mapping[str, str]
    settings: Mapping[str, str]
    created: str
    import_s: float
    build_s: float
    build_cpu_s: float
    import_mb: float
    peak_mb: float
    load: float
    passages: int
    samples: Mapping[str, Mapping[str, Asked]]


def evenly(items: Sequence[str], count: int) -> tuple[str, ...]:
    """``count`` of the items at equal distances; all where there are fewer."""
    if len(items) <= count:
        return tuple(items)
    return tuple(items[place * len(items) // count] for place in range(count))


def samples_of(
    name: str, collection: Collection, parts: Mapping[str, slice], count: int
) -> list[Sample]:
    """A sample of ``count`` queries of each part, or of the whole collection without parts."""
    asked = collection.asked
    chosen = {f"{name} {part}": asked[numbers] for part, numbers in parts.items()} or {name: asked}
    return [Sample(title, evenly(queries, count)) for title, queries in chosen.items()]


def measure_folder(
    folder: Path,
    programs: Sequence[Program],
    encoder: Path,
    parts: Mapping[str, slice],
    count: int,
    work: Path,
    say: Callable[[str], None] = lambda line: None,
) -> list[Measured]:
    """Every program over one BEIR folder, in turn; ``say`` is told which, and which ones failed.

    Raises BeirError for a folder that is none, PeerError where the first program, which the others
    are compared with, fails.
    """
    collection = load_collection(folder)
    samples = samples_of(folder.resolve().name, collection, parts, count)
    work.mkdir(parents=True, exist_ok=True)
    job = make_job(collection, samples, whole_floats(encoder, work))
    measured: list[Measured] = []
    for program in programs:
        say(f"{folder.name}: {program.driver.stem} …")
        try:
            result = run_program(program, job, work)
        except PeerError as error:
            if not measured:
                raise
            say(str(error))
        else:
            measured.append(scored(result, samples, collection, len(job["passages"])))
    return measured


def make_job(collection: Collection, samples: Sequence[Sample], encoder: Path) -> dict[str, Any]:
    """What a driver is told. All programs get texts in the form that Wenzheng compares them in."""
    queries = dict.fromkeys(query for sample in samples for query in sample.queries)
    return {
        "encoder": str(encoder),
        "limit": LIMIT,
        "passages": [
            [document.id, fold(f"{document.title} {document.text}").strip()]
            for document in collection.documents
        ],
        "queries": [[query, fold(collection.queries[query])] for query in queries],
    }


def whole_floats(encoder: Path, work: Path) -> Path:
    """A copy of the model with its tables in float32, as Wenzheng holds them in memory.

    Adding up half-precision numbers would slow the other programs.
    """
    copy = work / f"encoder-{_digest([*sorted(encoder.rglob('*.safetensors'))])[:12]}"
    if not copy.exists():
        partial = copy.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(encoder, partial)
        for file in partial.rglob("*.safetensors"):
            tensors = {name: array.astype("float32") for name, array in load_file(file).items()}
            save_file(tensors, file, metadata={"format": "pt"})
        partial.rename(copy)
    return copy


def run_program(program: Program, job: Mapping[str, Any], work: Path) -> dict[str, Any]:
    """The result of a program's driver, from the work folder where it has been run already.

    Raises PeerError where the driver fails, with the end of what it said.
    """
    told = json.dumps(job, ensure_ascii=False)
    key = hashlib.sha256(told.encode() + _sources(program).encode()).hexdigest()[:16]
    kept = work / f"{program.driver.stem}-{key}.json"
    if not kept.exists():
        job_file, result_file = work / "job.json", work / "result.json"
        job_file.write_text(told, encoding="utf-8")
        result_file.unlink(missing_ok=True)
        command = [program.python, DRIVERS / "driver.py", program.driver, job_file, result_file]
        done = subprocess.run(
            command, env=os.environ | OFFLINE, capture_output=True, text=True, check=False
        )
        if done.returncode or not result_file.exists():
            raise PeerError(f"{program.driver.stem} 没有跑完：\n{done.stderr[-2000:]}")
        result = json.loads(result_file.read_text(encoding="utf-8"))
        result["created"] = datetime.now(UTC).isoformat(timespec="seconds")
        result_file.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
        result_file.rename(kept)
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def scored(
    result: Mapping[str, Any], samples: Sequence[Sample], collection: Collection, passages: int
) -> Measured:
    """A result with the scores of what was found, by sample."""
    scores = {
        system: measure_rankings(
            {query: one["found"] for query, one in asked.items()}, collection.gains
        )
        for system, asked in result["systems"].items()
    }
    facts = ("name", "versions", "settings", "created")
    figures = ("import_s", "build_s", "build_cpu_s", "import_mb", "peak_mb", "load")
    return Measured(
        **{name: result[name] for name in (*facts, *figures)},
        passages=passages,
        samples={
            sample.name: {
                system: Asked(
                    scores=tuple(scores[system][query] for query in sample.queries),
                    ms=tuple(asked[query]["ms"] for query in sample.queries),
                    cpu_ms=tuple(asked[query]["cpu_ms"] for query in sample.queries),
                )
                for system, asked in result["systems"].items()
            }
            for sample in samples
        },
    )


def _sources(program: Program) -> str:
    """A digest of the code and the tables that a result can depend on."""
    files = [program.driver]
    for room in ROOMS:
        files += [file for file in (HOUSE / room).rglob("*") if file.suffix in {".py", ".tsv"}]
    return _digest(sorted(set(files))) + str(program.python)


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
