"""How current an answer is: documents that others replace, that lapsed, or that are old."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from answers.records import Answer
from answers.titles import named_title, numbered_title
from answers.wording import say
from corpus.headers import Header
from corpus.records import Document, Language

# Chinese normative documents are as a rule made for five years and reviewed after that.
OLD_YEARS = 5
MOST_NAMED = 3  # replaced documents named beside the one that replaces them


def replacements(documents: Mapping[str, Document | Header]) -> dict[str, str]:
    """For each document that another of the collection repeals the id of that other one.

    A repeal names a document by its number, or by its title where both are of one region. Of
    several that repeal it the latest counts.
    """
    by_name: dict[str, list[str]] = {}
    for id_, document in sorted(documents.items()):
        for name in (_plain(document.doc_number), _plain(document.title)):
            if name:
                by_name.setdefault(name, []).append(id_)
    found: dict[str, str] = {}
    for id_, document in sorted(documents.items(), key=lambda item: (_day(item[1]), item[0])):
        for repeal in document.validity.repeals:
            numbered = by_name.get(_plain(repeal.doc_number), []) if repeal.doc_number else []
            titled = [
                other
                for other in by_name.get(_plain(repeal.title), [])
                if repeal.title and documents[other].region == document.region
            ]
            for other in numbered or titled:
                if other != id_ and _day(documents[other]) <= _day(document):
                    found[other] = id_
    return found


def remarks(
    answer: Answer,
    documents: Mapping[str, Document | Header],
    replaced: Mapping[str, str],
    today: date | None,
) -> tuple[str, ...]:
    """What a reader must know of the age of the documents that an answer cites.

    ``today`` None tells that the day is not known: then nothing is called old or expired.
    """
    language = answer.question.language
    cited = dict.fromkeys(citation.document_id for citation in answer.citations)
    lines: list[str] = []
    for id_ in cited:
        document = documents[id_]
        lines += _remarks_on(document, language, today)
        if id_ in replaced:
            newer = _named(documents[replaced[id_]])
            lines.append(say("replaced", language, title=_named(document), newer=newer))
        older = [old for old, new in sorted(replaced.items()) if new == id_ and old not in cited]
        for old in older[:MOST_NAMED]:
            named = _named(documents[old])
            lines.append(say("replaces", language, title=_named(document), older=named))
    return tuple(dict.fromkeys(lines))


def _remarks_on(document: Document | Header, language: Language, today: date | None) -> list[str]:
    title = named_title(document.title)
    if document.validity.lapsed:
        return [say("lapsed", language, title=title)]
    if today is None:
        return []
    expires, day = document.validity.expires, document.signed or document.published
    if expires is not None and expires < today:
        return [say("expired", language, title=title, day=expires.isoformat())]
    # One that says that it still holds is not called old.
    if day is not None and expires is None and _years_between(day, today) >= OLD_YEARS:
        return [say("old", language, title=title, year=day.year)]
    return []


def _years_between(day: date, today: date) -> int:
    """Whole years from one day to another."""
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def _day(document: Document | Header) -> date:
    return document.signed or document.published or date.min


def _named(document: Document | Header) -> str:
    return numbered_title(document.title, document.doc_number)


def _plain(name: str) -> str:
    """A title or number without what differs from print to print; brackets of years stay marked."""
    folded = unicodedata.normalize("NFKC", name)
    return re.sub(r"[\s《》]|第(?=\d+号)", "", re.sub(r"[〔〕\[\]()【】]", "|", folded))
