"""How well metadata is read: fields against a table written by reading the documents.

    .venv/bin/python -m benchmarks.metadata FOLDER [--gold FILE] [--speed]

FOLDER holds, at any depth, the files that the table names; the table's default is
eval/sets/metadata-samples.jsonl. A field is right when it is equal; spaces, the width of
characters and the kind of quotation marks aside. ``stated`` counts the documents that state it,
``found`` those of them read right, ``silent`` the others and ``empty`` those of them left empty.
"""

from __future__ import annotations

import argparse
import json
import time
import unicodedata
from pathlib import Path
from typing import Any

from corpus.cleaning import clean
from corpus.files import read_text
from corpus.layout import read_lines
from corpus.listing import document_row
from corpus.metadata import read_metadata
from corpus.reading import read_document

FIELDS = (
    "title", "issuer", "doc_number", "signed", "published", "region", "kind",
    "effective", "expires", "term", "repeals",
)  # fmt: skip
GOLD = Path(__file__).parent.parent / "eval" / "sets" / "metadata-samples.jsonl"
_QUOTES = str.maketrans("", "", "\"'“”‘’「」『』 ")


def main() -> None:
    """Compare, print the table of fields and every mismatch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--speed", action="store_true", help="microseconds per character instead")
    arguments = parser.parse_args()
    files = {path.name: path for path in sorted(arguments.folder.rglob("*")) if path.is_file()}
    gold = [json.loads(line) for line in arguments.gold.read_text("utf-8").splitlines()]
    rows = [(row, files[row["file"]]) for row in gold if row["file"] in files]
    if arguments.speed:
        _speed([path for _, path in rows])
    else:
        _accuracy(rows)


def _accuracy(rows: list[tuple[dict[str, Any], Path]]) -> None:
    pairs = [(truth, document_row(read_document(path))) for truth, path in rows]
    print(f"{len(pairs)} documents\n\n| field | stated | found | silent | empty | right |")
    print("|---|---|---|---|---|---|")
    wrong: list[str] = []
    for field in FIELDS:
        outcomes = [(_plain(field, truth), _read(field, row)) for truth, row in pairs]
        stated = [told == read for told, read in outcomes if told]
        silent = [told == read for told, read in outcomes if not told]
        right = (sum(stated) + sum(silent)) / len(pairs)
        print(
            f"| {field} | {len(stated)} | {sum(stated)} | {len(silent)} | {sum(silent)}"
            f" | {right:.1%} |"
        )
        wrong += [
            f"{truth['file'][:24]} {field}: {told or '-'} read as {read or '-'}"
            for (truth, _), (told, read) in zip(pairs, outcomes, strict=True)
            if told != read
        ]
    print("", *wrong, sep="\n")


def _plain(field: str, row: dict[str, Any]) -> str:
    """A field of the table as one string; what is put out of force by number, else by title."""
    value = row.get(field)
    text = "、".join(sorted(value)) if isinstance(value, list) else str(value or "")
    return unicodedata.normalize("NFKC", text).translate(_QUOTES)


def _read(field: str, row: dict[str, Any]) -> str:
    if field == "repeals":
        row = {field: [one["doc_number"] or one["title"] for one in row[field]]}
    return _plain(field, row)


def _speed(paths: list[Path]) -> None:
    read_document(paths[0])  # the tables are read once
    characters, seconds = 0, 0.0
    for path in paths:
        text = clean(read_text(path)).text
        lines = read_lines(text)
        begun = time.perf_counter()
        read_metadata(text, lines)
        seconds += time.perf_counter() - begun
        characters += len(text)
    print(f"{characters:,} characters, {1e6 * seconds / characters:.2f} µs per character")


if __name__ == "__main__":
    main()
