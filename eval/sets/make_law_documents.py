"""Writes the laws that the sets `others-*.jsonl` ask about as text files.

    python eval/sets/make_law_documents.py [--from N] [--to N] LAWS OUT_FOLDER

LAWS is a JSON Lines file (plain, or .xz) with one article of a law on each line:
`{"title": …, "path": [chapter, section], "article": "第一条", "text": …}`.
OUT_FOLDER gets one file for each title of `law_titles.tsv` in the range, named `law-01.txt` and on
by its number: the title, a line for each chapter where it begins, and a paragraph for each article.
"""

import argparse
import json
import lzma
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TITLES = Path(__file__).with_name("law_titles.tsv")


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the law's title, its chapter and section, its number and its text."""

    title: str
    path: tuple[str, ...]
    number: str
    text: str


def articles(path: Path) -> Iterator[Article]:
    """The articles of a JSON Lines file, in its order."""
    with lzma.open(path) if path.suffix == ".xz" else path.open("rb") as lines:
        for line in lines:
            item = json.loads(line)
            path_of_article = tuple(" ".join(heading.split()) for heading in item["path"])
            yield Article(item["title"], path_of_article, item["article"], item["text"])


def law_text(title: str, law: list[Article]) -> str:
    """One law as a document: title, headings where they change, `第一条　text` for each article."""
    paragraphs = [title]
    before: tuple[str, ...] = ()
    for article in law:
        for depth, heading in enumerate(article.path, start=1):
            if article.path[:depth] != before[:depth]:
                paragraphs.append(heading)
        before = article.path
        paragraphs.append(f"{article.number}　{article.text}")
    return "\n\n".join(paragraphs) + "\n"


def numbered_titles(first: int, last: int) -> dict[str, int]:
    """The titles of the table with numbers in this range, both ends included."""
    lines = TITLES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {title: int(number) for number, title in rows if first <= int(number) <= last}


def write_documents(file: Path, out: Path, titles: dict[str, int]) -> list[str]:
    """Writes the laws of `file` with these titles into the folder `out`, named by their numbers.

    Returns the titles that the file lacks.
    """
    laws: dict[str, list[Article]] = {title: [] for title in titles}
    for article in articles(file):
        if article.title in laws:
            laws[article.title].append(article)
    out.mkdir(parents=True, exist_ok=True)
    for title, law in laws.items():
        if law:
            (out / f"law-{titles[title]:02}.txt").write_text(law_text(title, law), encoding="utf-8")
    return [title for title, law in laws.items() if not law]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage="%(prog)s [--from N] [--to N] LAWS OUT_FOLDER")
    parser.add_argument("laws", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="first", type=int, default=1, help="first number")
    parser.add_argument("--to", dest="last", type=int, default=10**6, help="last number")
    arguments = parser.parse_args()
    titles = numbered_titles(arguments.first, arguments.last)
    missing = write_documents(arguments.laws, arguments.out, titles)
    if missing:
        sys.exit("not in the file: " + ", ".join(missing))
