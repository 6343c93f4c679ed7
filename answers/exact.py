"""What a question names by its number, and what of it no document has: that is said, and no more.

The number of a document, an article with its paragraphs and items, a chapter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from answers.cues import says
from answers.scope import Scope
from answers.sentences import Span, sentences
from answers.shapes import ITEM
from answers.titles import named_title
from answers.wording import say
from corpus.article_numbers import article_of
from corpus.numerals import read_numeral
from corpus.records import Document, Passage, Question
from index.collection import Index
from retrieval.exact import (
    Part,
    chapter_named,
    documents_named,
    names_number,
    number_named,
    part_named,
    printed_forms,
    without_parts,
)
from retrieval.terms import content_words, expansions_of, topic_of

# The share of the words that name a document which its title must hold, and by how much less
# another may hold and be meant as well.
NAMED, NEARLY = 0.6, 0.1
# So many damages of a document are looked at.
MOST_DAMAGED = 50
_CHAPTER_LABEL = re.compile(r"第\s*([\d〇零一二三四五六七八九十百]{1,5})\s*章")
_NAMES_DOCUMENT = re.compile(r"[\u4e00-\u9fff\w]+")
_NO_NAME = re.compile(
    r"请问|请|看|查|一下|关于|中|里|的|是|有|什么|内容|规定|哪些|了|讲|说|写|怎么|如何|条款|原文|全文"
)


def exact_scope(question: Question, scope: Scope, index: Index) -> Scope:
    """The scope cut down to the documents that what is named by number can stand in.

    Its refusal is "not_there" where none has it.
    """
    number = number_named(question.resolved)
    if number and not documents_named(question.resolved, index.headers):
        return _of_number(question, scope, index, number)
    part, chapter = part_named(question.resolved), chapter_named(question.resolved)
    if (part is None and chapter is None) or not scope.documents or scope.refusal:
        return scope
    meant = _meant(question, scope, index)
    absent = ""
    if part is not None:
        absent = _absent_part(question, index, meant, part)
    elif chapter is not None:
        absent = _absent_chapter(question, index, meant, *chapter)
    if absent:
        return replace(scope, documents=frozenset(meant), refusal="not_there", absent=absent)
    return replace(scope, documents=frozenset(meant))


def mention(question: Question, index: Index) -> Span | None:
    """Where a document names the number asked about, which no document bears; None without."""
    number = number_named(question.resolved)
    return next(_mentions(index, number), None) if number else None


def beside_number(question: Question, index: Index) -> Question:
    """The question without the number that already says which document answers it."""
    if question.language == "en" or not documents_named(question.resolved, index.headers):
        return question
    mentions = [place.mention for place in (*question.places, *question.named_places)]
    topic = topic_of(without_parts(unicodedata.normalize("NFKC", question.resolved)), mentions)
    terms = content_words(topic)
    if not terms:
        return question
    known = dict(zip(question.terms, question.expansions, strict=True))
    expansions = tuple(known.get(term) or expansions_of(term) for term in terms)
    return replace(question, terms=terms, expansions=expansions, topic=topic)


def paragraphs_of(document: Document, part: Part) -> list[tuple[int, int]]:
    """The spans of the paragraphs (款) of an article, each with its items, as they are printed."""
    passages = [p for p in document.passages if _is_part(p, part)]
    if not passages:
        return []
    found: list[tuple[int, int]] = []
    start = passages[0].start
    for line in document.text[start : passages[-1].end].split("\n"):
        end = start + len(line)
        if ITEM.match(line) and found:
            found[-1] = (found[-1][0], end)
        elif line.strip():
            found.append((start, end))
        start = end + 1
    return found


def item_of(document: Document, start: int, end: int, number: int) -> tuple[int, int] | None:
    """The span of the item (项) of a stretch that prints this number; None where none does."""
    at = start
    for line in document.text[start:end].split("\n"):
        label = re.match(r"\s*[（(]\s*([一二三四五六七八九十\d]{1,3})\s*[)）]", line)
        if label and read_numeral(label.group(1)) == number:
            return at, at + len(line)
        at += len(line) + 1
    return None


def chapters_of(document: Document) -> dict[int, str]:
    """The chapters of a document: number → heading as printed."""
    found: dict[int, str] = {}
    for passage in document.passages:
        for heading in passage.path:
            match = _CHAPTER_LABEL.match(heading)
            number = read_numeral(match.group(1)) if match else None
            if number:
                found.setdefault(number, heading)
    return found


def _of_number(question: Question, scope: Scope, index: Index, number: str) -> Scope:
    """The scope for a number that no document bears.

    One whose own number is damaged may bear it; asked whether it still holds, the documents that
    name it answer.
    """
    bears = [id_ for id_ in sorted(index.headers) if _may_bear(index, id_, number)]
    named_in = {span.document_id for span in _mentions(index, number)}
    asked = question.resolved
    if bears or (named_in and (says("asks_validity", asked) or says("asks_basis", asked))):
        chosen = frozenset(bears or named_in)
        return replace(scope, documents=chosen, refusal="", years=(), dated=chosen)
    absent = say("no_number", question.language, number=number)
    return replace(scope, refusal="not_there", absent=absent)


def _may_bear(index: Index, id_: str, number: str) -> bool:
    header = index.headers[id_]
    if not header.damages or header.doc_number:
        return False
    document = index.documents[id_]
    return any(
        names_number(f"{document.text[max(0, d.start - 14) : d.start]}{d.likely}", number)
        for d in document.damages[:MOST_DAMAGED]
        if d.kind == "number"
    )


def _mentions(index: Index, number: str) -> Iterator[Span]:
    """The sentences that name a number, in the order of the documents."""
    ids = {
        id_ for form in printed_forms(number) for id_ in index.documents_with(form, index.headers)
    }
    for id_ in sorted(ids):
        document = index.documents[id_]
        for passage in document.passages:
            if names_number(document.text[passage.start : passage.end], number):
                yield from (s for s in sentences(document, passage) if names_number(s.text, number))


def _meant(question: Question, scope: Scope, index: Index) -> list[str]:
    """The documents in scope that the words beside a number name best; all where they name none."""
    ids = sorted(scope.documents)
    text = without_parts(question.topic or question.resolved)
    pairs = {
        word[i : i + 2]
        for word in _NAMES_DOCUMENT.findall(_NO_NAME.sub(" ", text))
        for i in range(len(word) - 1)
    }
    if len(ids) < 2 or not pairs:
        return ids
    shares = {id_: sum(p in index.headers[id_].title for p in pairs) / len(pairs) for id_ in ids}
    best = max(shares.values())
    return [id_ for id_ in ids if best < NAMED or shares[id_] >= best - NEARLY]


def _absent_part(question: Question, index: Index, meant: list[str], part: Part) -> str:
    """What is said of an article, paragraph or item that none of the documents has, or empty."""
    language = question.language
    having = [id_ for id_ in meant if _has_article(index, id_, part)]
    if not having:
        if len(meant) > 1:
            return say("no_article_any", language, part=part.text)
        (id_,) = meant
        count = _last_article(index, id_)
        if count >= part.article and not part.branch:  # not read as an article of its own
            return ""
        key = "no_article" if count else "no_articles"
        title = named_title(index.headers[id_].title or id_)
        return say(
            key, language, title=title, part=part.text, **({"count": count} if count else {})
        )
    if len(having) > 1 or not (part.paragraph or part.item):
        return ""
    document = index.documents[having[0]]
    found = paragraphs_of(document, part)
    title = named_title(document.title or document.id)
    if part.paragraph > len(found):
        return say("no_paragraph", language, title=title, part=part.text, count=len(found))
    if part.item and _item(document, part) is None:
        return say("no_item", language, title=title, part=part.text)
    return ""


def _item(document: Document, part: Part) -> tuple[int, int] | None:
    found = paragraphs_of(document, part)
    chosen = [found[part.paragraph - 1]] if part.paragraph else found
    items = (item_of(document, start, end, part.item) for start, end in chosen)
    return next((item for item in items if item is not None), None)


def span_of_part(document: Document, part: Part) -> tuple[int, int] | None:
    """The span of an article, or of the paragraph or item of it that is named."""
    found = paragraphs_of(document, part)
    if not found or part.paragraph > len(found):
        return None
    if part.item:
        return _item(document, part)
    return found[part.paragraph - 1] if part.paragraph else (found[0][0], found[-1][1])


def _absent_chapter(
    question: Question, index: Index, meant: list[str], words: str, number: int
) -> str:
    if len(meant) != 1:
        return ""
    document = index.documents[meant[0]]
    chapters = chapters_of(document)
    if number in chapters or number <= max(chapters, default=0):
        return ""
    key = "no_chapter" if chapters else "no_chapters"
    title = named_title(document.title or document.id)
    count = {"count": max(chapters)} if chapters else {}
    return say(key, question.language, title=title, part=words, **count)


def _has_article(index: Index, id_: str, part: Part) -> bool:
    rows = index.marks.in_articles([part.article]) & index.rows_of([id_])
    if not rows.any() or not part.branch:
        return bool(rows.any())
    return any(_is_part(passage, part) for passage in index.documents[id_].passages)


def _last_article(index: Index, id_: str) -> int:
    """The highest number of an article of a document; 0 where it has none."""
    return max((article_of(p) or 0 for p in index.documents[id_].passages), default=0)


def _is_part(passage: Passage, part: Part) -> bool:
    """Whether a passage stands in an article, 第十条之一 told from 第十条."""
    if article_of(passage) != part.article:
        return False
    for heading in reversed((*passage.path, passage.label)):
        match = re.match(r"第\s*\S{1,6}?\s*条(?:\s*之\s*([一二三四五六七八九十]))?", heading)
        if match:
            return (read_numeral(match.group(1) or "") or 0) == part.branch
    return False
