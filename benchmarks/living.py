"""How long it takes, and how much memory, to index 3,500 files of laws and to change one of them.

    .venv/bin/python -m benchmarks.living LAWS.jsonl[.xz] [--share 0.1]

A line of the file is an article of law: {"title", "path": [headings], "article", "text"}. Each
law becomes one text file, the longest cut in two until there are 3,500. Every step runs the
command itself, with the start of the program; memory is the highest sum of what the command and
its processes held at once (PSS, looked at five times a second).
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

FILES = 3_500
QUERIES = 300
Law = tuple[str, list[str]]  # title and lines


def main() -> None:
    """Write the files, run every step and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("laws", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="share of the laws to take")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        texts, data = Path(scratch, "texts"), Path(scratch, "data")
        files, size = write_files(arguments.laws, texts, arguments.share)
        print(f"{files} files, {size / 1e6:.1f} MB")
        print(f"{'step':<24}{'seconds':>9}{'CPU':>9}{'peak MB':>9}  said")
        step("build", texts, data)
        step("nothing changed", texts, data)
        (texts / "new.txt").write_text("泰州市养老服务办法\n第一条　津贴按月发放。\n", "utf-8")
        step("one file added", texts, data)
        (texts / "new.txt").unlink()
        step("one file removed", texts, data)
        opening_and_queries(data)


def write_files(laws: Path, folder: Path, share: float) -> tuple[int, int]:
    """Write the laws as text files: how many, and how many bytes."""
    folder.mkdir(parents=True)
    texts = read_laws(laws)
    wanted = round(FILES * share)
    texts = texts[: max(1, round(len(texts) * share))]
    while len(texts) < wanted:
        longest = max(range(len(texts)), key=lambda i: len(texts[i][1]))
        title, lines = texts[longest]
        texts[longest] = (title, lines[: len(lines) // 2])
        texts.append((f"{title}（续）", lines[len(lines) // 2 :]))
    size = 0
    for number, (title, lines) in enumerate(texts):
        content = "\n".join([title, *lines, ""]).encode()
        (folder / f"law-{number:05d}.txt").write_bytes(content)
        size += len(content)
    return len(texts), size


def read_laws(file: Path) -> list[Law]:
    """The laws of the file, each with its headings and articles as lines."""
    found: dict[str, list[str]] = {}
    above: dict[str, list[str]] = {}
    with lzma.open(file, "rt", encoding="utf-8") if file.suffix == ".xz" else file.open() as rows:
        for row in map(json.loads, rows):
            lines, path = found.setdefault(row["title"], []), row["path"]
            known = above.get(row["title"], [])
            lines += [h for depth, h in enumerate(path) if known[depth : depth + 1] != [h]]
            above[row["title"]] = path
            lines.append(f"{row['article']}　{row['text']}")
    return list(found.items())


def step(name: str, texts: Path, data: Path) -> None:
    """Run `wenzheng index` and print a row."""
    command = [sys.executable, "-m", "cli", "index", str(texts), "--data", str(data)]
    started, before, peak = time.perf_counter(), cpu_seconds(), 0
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    while process.poll() is None:
        peak = max(peak, sum(map(memory, family(process.pid))))
        time.sleep(0.2)
    seconds = time.perf_counter() - started
    assert process.stdout is not None
    said = process.stdout.read().strip().replace(str(data), "DATA")
    used = cpu_seconds() - before
    print(f"{name:<24}{seconds:>9.1f}{used:>9.1f}{peak / 2**20:>9.0f}  {said}", flush=True)


def cpu_seconds() -> float:
    """What all processes that this one started have used, once they have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def memory(pid: int) -> int:
    """The bytes a process holds, pages shared with others counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def opening_and_queries(data: Path) -> None:
    """Print how long opening the index and asking it takes, in this process."""
    from index.encoder import load_encoder
    from index.store import open_index
    from retrieval.search import search
    from retrieval.understanding import understand

    encoder = load_encoder()
    started = time.perf_counter()
    index = open_index(data, encoder)
    print(f"{'opening the index':<24}{time.perf_counter() - started:>9.1f}")
    generator = np.random.default_rng(7)
    questions = []
    for row in generator.choice(len(index.passages), QUERIES):
        text = index.passage_text(index.passages[row])
        questions.append(understand(text[4:24] + "有什么规定"))
    search(index, encoder, questions[0])
    times = []
    for question in questions:
        started = time.perf_counter()
        search(index, encoder, question)
        times.append((time.perf_counter() - started) * 1000)
    p50, p95 = np.percentile(times, [50, 95])
    print(f"hybrid search over {len(index.passages)} passages: p50 {p50:.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
