"""Exact lanes: what a question names by its number stands in one place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.article_numbers import ARTICLE
from corpus.headers import Header
from corpus.numerals import read_numeral
from corpus.records import Document

# 违反第十条: what follows from an article, not what it says.
_BREACH = re.compile(r"(?:违反|依照|根据|按照|除)[^,，。;；]{0,12}$")
NUMBERED = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s*[〔\[(【]?\s*((?:19|20)\d{2})\s*[〕\])】]?\s*(?:第\s*)?(\d{1,4})\s*号"
)

_NUMERAL = r"([\d〇零一二三四五六七八九十百千]{1,6})"
# 第七条第二款第三项, 第十条之一; the numbers are groups.
_PART = re.compile(
    rf"第\s*{_NUMERAL}\s*条(?:\s*之\s*([一二三四五六七八九十]))?(?!件|例)"
    rf"(?:\s*第\s*{_NUMERAL}\s*款)?(?:\s*第\s*[（(]?\s*{_NUMERAL}\s*[)）]?\s*项)?"
)
_CHAPTER = re.compile(rf"第\s*{_NUMERAL}\s*章")
# 国务院令第707号, 2023年第5号公告
_ORDER = re.compile(r"([\u4e00-\u9fff]{2,20}?(?:令|公告))\s*第?\s*(\d{1,4})\s*号")
# What makes sure that a number is one of a document: brackets, or the last sign before the year.
_CERTAINLY = re.compile(r"[〔\[(【]\s*(?:19|20)\d{2}|[发办函规字令政委厅局告]\s*(?:19|20)\d{2}")
_BRACKETS = ("〔 〕", "[ ]", "( )", "（ ）", "【 】", "［ ］", "﹝ ﹞")


@dataclass(frozen=True, slots=True)
class Part:
    """An article that a text names, the rest 0 where it is not named: 第十条之一第二款第三项.

    ``text`` are the words that name it.
    """

    text: str
    article: int
    branch: int = 0
    paragraph: int = 0
    item: int = 0


def part_named(text: str) -> Part | None:
    """The first article that a text asks for, with the paragraph and item of it."""
    for match in _PART.finditer(text):
        numbers = [read_numeral(group or "") or 0 for group in match.groups()]
        if numbers[0] and not _BREACH.search(text[: match.start()]):
            return Part(match.group().strip(), *numbers)
    return None


def chapter_named(text: str) -> tuple[str, int] | None:
    """The chapter that a text asks for: the words that name it and its number."""
    match = _CHAPTER.search(text)
    number = read_numeral(match.group(1)) if match else None
    return (match.group(), number) if match and number else None


def without_parts(text: str) -> str:
    """A text without numbers of documents, articles and chapters."""
    for pattern in (NUMBERED, _ORDER, _PART, _CHAPTER):
        text = pattern.sub("", text)
    return text


def number_named(text: str) -> str:
    """What in a text is certainly the number of a document, as printed there; empty without one."""
    folded = unicodedata.normalize("NFKC", text)
    for match in NUMBERED.finditer(folded):
        if _CERTAINLY.search(match.group()):
            return match.group()
    order = _ORDER.search(folded)
    return order.group() if order else ""


def printed_forms(number: str) -> tuple[str, ...]:
    """How a text may print a document's number, without the issuer: 〔2023〕7号, [2023]7号."""
    match = NUMBERED.search(number)
    if match is None:
        order = _ORDER.search(number)
        return (f"第{order.group(2)}号",) if order else ()
    year, count = match.groups()
    pairs = [pair.split() for pair in _BRACKETS]
    return tuple(f"{left}{year}{right}{count}号" for left, right in pairs)


def names_number(text: str, number: str) -> bool:
    """Whether a text names a number of a document, whatever brackets it is printed with."""
    folded = unicodedata.normalize("NFKC", text)
    for pattern in (NUMBERED, _ORDER):
        asked = pattern.search(number)
        if asked is not None:
            return any(_same(match, asked) for match in pattern.finditer(folded))
    return False


def _same(match: re.Match[str], asked: re.Match[str]) -> bool:
    signs = match.groups()[-1] == asked.groups()[-1]
    if match.re is NUMBERED:
        signs = match.groups() == asked.groups()
    return signs and _same_issuer(match.group(), asked.group())


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
    orders = [match.group() for match in _ORDER.finditer(folded)]
    if not named and not orders:
        return ()
    chosen = []
    for id_, document in sorted(documents.items()):
        number = unicodedata.normalize("NFKC", document.doc_number)
        match = NUMBERED.search(number)
        if match is None:
            if any(names_number(number, order) for order in orders):
                chosen.append(id_)
            continue
        words = named.get(match.groups())
        if words is not None and _same_issuer(match.group(), words):
            chosen.append(id_)
    return tuple(chosen)


def _same_issuer(number: str, asked: str) -> bool:
    """Whether the words before the year agree: those asked may have more words before them."""
    issuer, other = (re.split(r"[^\u4e00-\u9fff]", text, maxsplit=1)[0] for text in (number, asked))
    return other.endswith(issuer) or issuer.endswith(other)
