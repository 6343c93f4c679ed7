"""Exact lanes: what a question names by its number stands in one place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from corpus.article_numbers import ARTICLE
from corpus.headers import Header
from corpus.numerals import read_numeral
from corpus.records import Document

# 违反第十条: what follows from an article, not what it says.
_BREACH = re.compile(r"(?:违反|依照|根据|按照|除)[^,，。;；]{0,12}$")
NUMBERED = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s*[〔\[(【]?\s*((?:19|20)\d{2})\s*[〕\])】]?\s*(?:第\s*)?(\d{1,4})\s*号"
)


def articles_named(text: str) -> tuple[int, ...]:
    """The numbers of the articles whose words a text asks for, in order, each once."""
    found = []
    for match in ARTICLE.finditer(text):
        number = read_numeral(match.group(1))
        if number is not None and not _BREACH.search(text[: match.start()]):
            found.append(number)
    return tuple(dict.fromkeys(found))


def documents_named(text: str, documents: Mapping[str, Document | Header]) -> tuple[str, ...]:
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
