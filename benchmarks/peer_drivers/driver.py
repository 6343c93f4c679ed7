"""Runs one retrieval program over one job in a process of its own, and writes down what it did.

    python benchmarks/peer_drivers/driver.py PEER.py JOB.json RESULT.json

PEER.py defines ``Peer`` (see ``Searches``) and imports its libraries at the top, so that importing
it is importing them. The job is {"encoder": folder, "passages": [[id, text]], "queries": [[id,
text]], "limit": n}; the result {"name", "versions", "settings": {system: text}, "import_s",
"build_s", "build_cpu_s", "import_mb", "peak_mb", "load", "systems": {system: {query: found}}} with
found as {"found": [ids], "ms": time, "cpu_ms": time}. CPU times, of all threads, also mean
something on a machine that has other work.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Protocol

HOUSE = Path(__file__).resolve().parents[2]


class Searches(Protocol):
    """A retrieval program with all its ways of searching ("systems") over one set of passages."""

    name: str
    packages: Sequence[str]
    # What each way of searching is, for readers.
    systems: Mapping[str, str]

    def __init__(self, encoder: str) -> None:
        """Load the sentence-transformers model of a folder."""

    def build(self, passages: Sequence[tuple[str, str]]) -> None:
        """Index the passages, (id, text), for all systems."""

    def search(self, system: str, query: str, limit: int) -> list[str]:
        """The ids of the best passages, best first, at most ``limit``."""


def run(program: Path, job: Mapping[str, Any]) -> dict[str, Any]:
    """Import, build and search; times in seconds and milliseconds, memory in MB (2^20 bytes), and
    how many processes wanted a core in the minute before.
    """
    load = os.getloadavg()[0]
    sys.path.insert(0, str(program.parent))
    sys.path.append(str(HOUSE))
    start = perf_counter()
    peer_class: type[Searches] = importlib.import_module(program.stem).Peer
    imported, import_mb = perf_counter() - start, peak_mb()
    passages = [(identifier, text) for identifier, text in job["passages"]]
    start, cpu_start = perf_counter(), process_time()
    peer = peer_class(job["encoder"])
    peer.build(passages)
    built, cpu_built = perf_counter() - start, process_time() - cpu_start
    gc.collect()
    systems = {system: _ask(peer, system, job) for system in peer.systems}
    return {
        "name": peer.name,
        "versions": {package: version(package) for package in peer.packages},
        "settings": dict(peer.systems),
        "import_s": imported,
        "build_s": built,
        "build_cpu_s": cpu_built,
        "import_mb": import_mb,
        "peak_mb": peak_mb(),
        "load": load,
        "systems": systems,
    }


def _ask(peer: Searches, system: str, job: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Every query once, after the first was asked once to warm up."""
    limit = job["limit"]
    peer.search(system, job["queries"][0][1], limit)
    asked = {}
    for identifier, query in job["queries"]:
        start, cpu_start = perf_counter(), process_time()
        found = peer.search(system, query, limit)
        ms, cpu_ms = 1000 * (perf_counter() - start), 1000 * (process_time() - cpu_start)
        asked[identifier] = {"found": found, "ms": ms, "cpu_ms": cpu_ms}
    return asked


def peak_mb() -> float:
    """The most memory that this process has held at once."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage says begins with what the process that started this one held.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / 2**20 if sys.platform == "darwin" else held / 1024


if __name__ == "__main__":
    told = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    result = run(Path(sys.argv[1]), told)
    Path(sys.argv[3]).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
