"""Exact lanes: what a question names by its number stands in one place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from corpus.numerals import read_numeral
from corpus.records import Document, Passage

_ARTICLE = re.compile(r"第\s*([\d〇零一二三四五六七八九十百千]{1,6})\s*条")
# 违反第十条: what follows from an article, not what it says.
_BREACH = re.compile(r"(?:违反|依照|根据|按照|除)[^,，。;；]{0,12}$")
NUMBERED = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s*[〔\[(【]?\s*((?:19|20)\d{2})\s*[〕\])】]?\s*(?:第\s*)?(\d{1,4})\s*号"
)


def articles_named(text: str) -> tuple[int, ...]:
    """The numbers of the articles whose words a text asks for, in order, each once."""
    found = []
    for match in _ARTICLE.finditer(text):
        number = read_numeral(match.group(1))
        if number is not None and not _BREACH.search(text[: match.start()]):
            found.append(number)
    return tuple(dict.fromkeys(found))


def article_of(passage: Passage) -> int | None:
    """The number of the article that a passage stands in; None outside articles."""
    for heading in reversed((*passage.path, passage.label)):
        match = _ARTICLE.match(heading)
        if match:
            return read_numeral(match.group(1))
    return None


def documents_named(text: str, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """The documents whose number stands in a text, whatever brackets it is printed with."""
    folded = unicodedata.normalize("NFKC", text)
    named = {match.groups(): match.group() for match in NUMBERED.finditer(folded)}
    if not named:
        return ()
    chosen = []
    for id_, document in sorted(documents.items()):
        match = NUMBERED.search(unicodedata.normalize("NFKC", document.doc_number))
        words = named.get(match.groups()) if match else None
        if match and words is not None and _same_issuer(match.group(), words):
            chosen.append(id_)
    return tuple(chosen)


def _same_issuer(number: str, asked: str) -> bool:
    """Whether the words before the year agree: those asked may have more words before them."""
    issuer, other = (re.split(r"[^\u4e00-\u9fff]", text, maxsplit=1)[0] for text in (number, asked))
    return other.endswith(issuer) or issuer.endswith(other)


def rows_of_articles(passages: Sequence[Passage], numbers: Sequence[int]) -> list[int]:
    """The rows of the passages that stand in one of these articles."""
    wanted = set(numbers)
    return [row for row, passage in enumerate(passages) if article_of(passage) in wanted]
