"""The project's own lists of lay questions, each with the article or the news text that answers it.

``lay_questions.tsv`` and ``lay_news.tsv`` judge the encoder and teach the reranker;
``lay_questions_taught.tsv`` and ``lay_news_taught.tsv``, over other laws and texts, teach the
encoder, as do the subjects of citizens' letters with made-up official replies in ``letters.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.data import news_text, read_records

OWN = Path(__file__).parent


def law_questions(taught: bool) -> list[tuple[str, str, str]]:
    """(title of the law, number of the article, question)."""
    name = "lay_questions_taught.tsv" if taught else "lay_questions.tsv"
    return [
        (title, article, question)
        for title, article, *questions in _rows(OWN / name)
        for question in questions
    ]


def news_questions(taught: bool) -> list[tuple[int, str]]:
    """(line of the file of news, from 0; question)."""
    name = "lay_news_taught.tsv" if taught else "lay_news.tsv"
    return [(int(line), question) for line, *asked in _rows(OWN / name) for question in asked]


@dataclass(frozen=True, slots=True)
class Letter:
    """The subject of a letter to the government of a city, and the reply. Letters of one topic
    are near each other.
    """

    topic: str
    city: str
    subject: str
    reply: str


def letters() -> list[Letter]:
    """The letters, in the order of the list."""
    return [Letter(*row) for row in _rows(OWN / "letters.tsv")]


@dataclass(frozen=True, slots=True)
class Taught:
    """A lay question and the text that answers it, an article with its title and chapter.

    ``article`` is its record in the file of laws, from 0; None for a news text.
    """

    question: str
    text: str
    article: int | None


def taught_questions(folder: Path) -> list[Taught]:
    """The lay questions to teach whose texts the folder holds."""
    by_article: dict[tuple[str, str], list[str]] = {}
    for title, article, question in law_questions(taught=True):
        by_article.setdefault((title, article), []).append(question)
    found: list[Taught] = []
    for number, record in enumerate(read_records(folder, "laws")):
        # An article that a law has twice is the first of them.
        asked = by_article.pop((record["title"], record.get("article", "")), [])
        text = " ".join([record["title"], *map(str, record["path"]), record["text"]])
        found += [Taught(question, text, number) for question in asked]
    by_line: dict[int, list[str]] = {}
    for line, question in news_questions(taught=True):
        by_line.setdefault(line, []).append(question)
    for line, record in enumerate(read_records(folder, "news")):
        found += [Taught(question, news_text(record), None) for question in by_line.get(line, [])]
    return found


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
