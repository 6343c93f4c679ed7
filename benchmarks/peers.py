"""Wenzheng and other retrieval programs over the same passages: quality, times, memory.

    python3 -m venv .peers
    .peers/bin/pip install -r benchmarks/peers-requirements.txt
    .venv/bin/python -m benchmarks.peers FOLDER... --python .peers/bin/python

A FOLDER is in the BEIR layout. FOLDER:part=A:B,part=C:D reports parts of its queries, numbered as
in `wenzheng eval retrieval`; FOLDER@N asks N queries of it (of each part) at equal distances.
Writes docs/peers.md and a plot for each sample beside it. What one program did is kept in --work:
a run that was broken off goes on behind it, and one over changed code begins anew.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.peer_report import measured_text, write_report
from benchmarks.peer_runs import DRIVERS, HOUSE, Measured, Program, measure_folder
from corpus.errors import WenzhengError
from index.encoder import SHIPPED_ENCODER

PEERS = ("haystack", "langchain", "llama_index", "txtai")
QUERIES = 100


def main() -> int:
    """Measure and write the page; 1 where a folder or a program fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument(
        "folders", nargs="+", type=folder_argument, metavar="FOLDER[@N][:part=A:B,…]"
    )
    parser.add_argument("--python", type=Path, help="the Python that has the other programs")
    parser.add_argument("--peers", default=",".join(PEERS), help="which, separated by commas")
    parser.add_argument("--encoder", type=Path, default=SHIPPED_ENCODER)
    parser.add_argument("--work", type=Path, default=HOUSE / "runs" / "peers")
    parser.add_argument("--page", type=Path, default=HOUSE / "docs" / "peers.md")
    given = parser.parse_args()
    # A link to an interpreter is what makes it that of its environment: it is not resolved.
    python = given.python.absolute() if given.python else None
    names = [name for name in given.peers.split(",") if name] if python else []
    programs = [Program(DRIVERS / "wenzheng_peer.py", Path(sys.executable))]
    programs += [Program(DRIVERS / f"{name}_peer.py", python) for name in names if python]
    measured: dict[str, list[Measured]] = {}
    try:
        for folder, count, parts in given.folders:
            measured[folder.resolve().name] = measure_folder(
                folder, programs, given.encoder, parts, count, given.work, _say
            )
    except WenzhengError as error:
        print(error, file=sys.stderr)
        return 1
    print(measured_text(measured))
    write_report(measured, given.page, command(sys.argv[1:]))
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class _Plain(argparse.RawDescriptionHelpFormatter):
    """The description as it stands."""


def folder_argument(text: str) -> tuple[Path, int, Mapping[str, slice]]:
    """A folder, how many queries of it, and its parts: "zhqa@60:cmrc=0:1500,drcd=1500:3000"."""
    head, colon, rest = text.partition(":")
    folder, at, count = head.rpartition("@")
    if not (at and count.isdigit()):
        folder, count = head, str(QUERIES)
    parts = {}
    for item in rest.split(",") if colon else ():
        name, equals, numbers = item.partition("=")
        start, between, end = numbers.partition(":")
        if not (name and equals and between and start.isdigit() and end.isdigit()):
            raise argparse.ArgumentTypeError(f"{item}: not of the form part=0:1500")
        parts[name] = slice(int(start), int(end))
    return Path(folder), int(count), parts


def command(words: Sequence[str]) -> str:
    """The command that was given, without the places where its folders and results lie."""
    shown: list[str] = []
    for before, word in zip(("", *words), words, strict=False):
        path = Path(word)
        if {word, before} & {"--work", "--page"}:
            continue
        keep = "/".join((".peers", *path.parts[-2:])) if path.parent.name == "bin" else path.name
        shown.append(keep if path.is_absolute() else word)
    return " ".join([".venv/bin/python -m benchmarks.peers", *shown])


if __name__ == "__main__":
    raise SystemExit(main())
