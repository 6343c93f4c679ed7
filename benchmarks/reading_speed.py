"""How fast documents are read, stage by stage, in characters per second of one core.

.venv/bin/python -m benchmarks.reading_speed LAWS.jsonl.xz [--characters 2000000] [--hostile]

LAWS holds articles of laws, one a line ({"title", "path", "article", "text"}, xz or plain); they
are put together into whole laws, one document a title. No noise is in them: this is the speed
over clean text. With --hostile a second table reads made-up documents of 1 MB that are as hard to
structure as can be; a stage that is not linear shows there.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from corpus.cleaning import clean
from corpus.damages import find_damages
from corpus.decoding import decode
from corpus.duties import duties_of, find_assignments, rules
from corpus.layout import read_lines
from corpus.metadata import read_metadata
from corpus.passages import passages_of
from corpus.sections import outline, sections_of

T = TypeVar("T")
STAGES = ("decode", "clean", "damages", "lines", "outline", "passages", "duties", "metadata")


def laws(path: Path, characters: int) -> Iterator[str]:
    """Whole laws in the order of the file, about ``characters`` in all."""
    title, lines, done = "", list[str](), 0
    above: list[str] = []
    with lzma.open(path, "rt") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for record in map(json.loads, file):
            if record["title"] != title:
                if lines:
                    yield "\n".join(lines)
                    done += sum(map(len, lines))
                if done >= characters:
                    return
                title, lines, above = record["title"], [record["title"]], []
            lines += [heading for heading in record["path"] if heading not in above]
            above = record["path"]
            lines.append(f"{record['article']} {record['text']}")
    yield "\n".join(lines)


def hostile(size: int = 1_000_000) -> dict[str, str]:
    """Documents of ``size`` characters that make structure work hard."""
    units = {
        "one label a line": "一、\n",
        "a list that never ends": "（一）申请表；\n",
        "labels of all styles": "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n",
        "headings and one line": "一、总则\n本县施行。\n",
        "open lines": "申请人应当符合下列条件：\n",
        "one line without an end": "县教育局，",
        "brackets that open": "（县教育局",
        "duties": "1.摸清底数。（责任单位：县教育局、县住建局，排在第一位的为牵头单位，下同）\n",
        "rows of a table": "县教育局 | 县住建局 | 2023年\n",
        "questions": "问：如何申请？\n答：到窗口申请。\n",
        "dates": "县教育局\n2022年3月4日\n",
        "short lines": "甲\n",
    }
    return {name: unit * (size // len(unit)) for name, unit in units.items()}


def time_stages(data: bytes) -> dict[str, float]:
    """Seconds that each stage takes over one file."""
    seconds: dict[str, float] = {}

    def run(stage: str, call: Callable[[], T]) -> T:
        start = time.process_time()
        result = call()
        seconds[stage] = seconds.get(stage, 0.0) + time.process_time() - start
        return result

    raw = run("decode", lambda: decode(data))
    text = run("clean", lambda: clean(raw)).text
    run("damages", lambda: find_damages(text))
    lines = run("lines", lambda: read_lines(text))
    assignments = run("duties", lambda: find_assignments(text))
    assigned = [(a.start, a.end) for a in assignments if a.closes]
    found = run("outline", lambda: outline(lines, assigned))
    run("outline", lambda: sections_of(lines, found))
    passages = run("passages", lambda: passages_of(text, "d", lines, found, assigned, rules(text)))
    run("duties", lambda: duties_of(text, "d", passages, assignments))
    run("metadata", lambda: read_metadata(text, lines))
    return seconds


def main() -> None:
    """Read the laws and the hostile documents, and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("laws", type=Path)
    parser.add_argument("--characters", type=int, default=2_000_000)
    parser.add_argument("--hostile", action="store_true", help="the hostile documents too")
    given = parser.parse_args()
    time_stages("第一条 预热。".encode())
    total, documents = 0, 0
    spent = dict.fromkeys(STAGES, 0.0)
    for text in laws(given.laws, given.characters):
        total, documents = total + len(text), documents + 1
        for stage, seconds in time_stages(text.encode()).items():
            spent[stage] += seconds
    print(f"{documents} laws, {total:,} characters\n")
    print("| stage | characters a second | seconds |\n|---|---:|---:|")
    structure = sum(spent[s] for s in ("lines", "outline", "passages", "duties"))
    for stage, seconds in [*spent.items(), ("structure", structure), ("all", sum(spent.values()))]:
        print(f"| {stage} | {total / max(seconds, 1e-9):,.0f} | {seconds:.2f} |")
    if given.hostile:
        print("\n| 1 MB of | " + " | ".join(STAGES) + " |\n|---|" + "---:|" * len(STAGES))
        for name, text in hostile().items():
            took = time_stages(text.encode())
            print(f"| {name} | " + " | ".join(f"{took[s]:.2f}" for s in STAGES) + " |", flush=True)


if __name__ == "__main__":
    main()
