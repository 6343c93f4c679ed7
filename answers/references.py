"""Cross-references: the words of the articles that a penalty names by number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answers.cues import says
from corpus.article_numbers import article_of
from corpus.numerals import read_numeral
from corpus.records import Document, Passage

# "本条例第十二条第一款、第三款第二项"; the article of another law (《…法》第八条) is none of ours.
_REFERENCE = re.compile(
    r"(?<!》)第\s*([\d〇零一二三四五六七八九十百千]{1,6})\s*条"
    r"(?:\s*第\s*([一二三四五六七八九十\d]{1,3})\s*款)?"
    r"(?:\s*第\s*[（(]?([一二三四五六七八九十\d]{1,3})[)）]?\s*项)?"
)
_ITEM_ALONE = re.compile(r"(?<![条款])第\s*[（(]?([一二三四五六七八九十\d]{1,3})[)）]?\s*项")
_MORE_ARTICLES = 6
_LONGEST_CITED = 800


def cited_words(document: Document, text: str, own: int | None = None, head: str = "") -> str:
    """What the articles say that a text of the same document names; empty where it names none.

    A paragraph or an item of an article (第X款, 第X项) is taken alone where it can be told apart.
    ``own`` is the article in which the text stands itself, ``head`` the words that announce it:
    where these name an article, an item named alone (违反第三项规定的) is one of it.
    """
    found = [
        _part(_words_of(document, number), match.group(2), match.group(3))[:_LONGEST_CITED]
        for number, match in _named(text, own)
    ]
    alone, above = _ITEM_ALONE.search(text), _named(head, own) or _named(text, own)
    if alone is not None and above:
        words = _words_of(document, above[-1][0])
        found.append(_part(words, None, alone.group(1))[:_LONGEST_CITED])
    return " ".join(dict.fromkeys(filter(None, found)))


def cited_passages(document: Document, text: str, own: int | None = None) -> tuple[Passage, ...]:
    """The passages of the articles that a text of the same document names, as ``cited_words``."""
    numbers = {number for number, _ in _named(text, own)}
    return tuple(p for p in document.passages if numbers and article_of(p) in numbers)


def _named(text: str, own: int | None) -> list[tuple[int, re.Match[str]]]:
    """The articles that a text names but its own, the first few."""
    matches = ((read_numeral(match.group(1)), match) for match in _REFERENCE.finditer(text))
    named = [(n, match) for n, match in matches if n is not None and n != own]
    return named[:_MORE_ARTICLES]


def penalties_for(document: Document, numbers: frozenset[int]) -> Iterator[tuple[Passage, int]]:
    """The passages that impose something for a breach of one of these articles, and of which."""
    for passage in document.passages:
        text = document.text[passage.start : passage.end]
        if "条" not in text or not says("sanction", text):
            continue
        own = article_of(passage)
        for match in _REFERENCE.finditer(text):
            number = read_numeral(match.group(1))
            if number in numbers and number != own:
                yield passage, number
                break


def _words_of(document: Document, number: int) -> str:
    return "\n".join(
        document.text[p.start : p.end] for p in document.passages if article_of(p) == number
    )


def _part(words: str, paragraph: str | None, item: str | None) -> str:
    """A paragraph, counted from one, or an item of an article; all of it where it has no such."""
    if item is not None:
        found = re.search(rf"[（(]{item}[)）][^\n]*", words)
        return found.group() if found else words
    if paragraph is None:
        return words
    lines = [line for line in words.splitlines() if line.strip()]
    lines = [line for line in lines if not re.match(r"\s*[（(][一二三四五六七八九十]+[)）]", line)]
    number = read_numeral(paragraph)
    return lines[number - 1] if number and number <= len(lines) else words
