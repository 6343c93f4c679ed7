"""Documents of one place and matter that differ by their year: the newest of them, and the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping

from answers.context import Draft
from answers.cues import says
from answers.phrases import listed
from answers.records import Answer
from answers.titles import named_title, numbered_title
from answers.wording import say
from corpus.headers import Header, document_years
from corpus.places import find_places
from corpus.records import Document
from corpus.years import years_named

MOST_NAMED = 3
_OF_BODIES = frozenset({"lead", "support", "duty", "actor"})
_YEAR = re.compile(r"(?:19|20)\d{2}(?:年度?|学年)?")
# What one title has and another of the same matter may do without.
_FILLING = re.compile(r"关于|做好|开展|组织|印发|实施|认真|进一步|的|[\s《》〈〉“”()（）、,，]")


def newest_editions(headers: Mapping[str, Document | Header]) -> dict[str, str]:
    """For each document that has a later one of its place and matter the id of the latest.

    They are of one place and one kind, and their titles are the same but for the year.
    """
    series: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for id_, header in sorted(headers.items()):
        year = _year(header)
        matter = _matter(header)
        if year and matter:
            key = (header.region.name, header.kind, matter)
            series.setdefault(key, []).append((year, id_))
    found: dict[str, str] = {}
    for members in series.values():
        latest, newest = max(members)
        found |= {id_: newest for year, id_ in members if year < latest}
    return found


def lacks_body(kind: str, older: Draft, newer: Draft) -> bool:
    """Whether of two drafts on who does a thing only the older says who."""

    def names_one(draft: Draft) -> bool:
        return any(says("responsible", statement.text) for statement in draft.statements)

    return kind in _OF_BODIES and names_one(older) and not names_one(newer)


def edition_remarks(
    answer: Answer,
    headers: Mapping[str, Document | Header],
    newest: Mapping[str, str],
    replaced: Mapping[str, str],
) -> tuple[str, ...]:
    """Which documents of other years there are beside those cited, where no year is asked for.

    Nothing is said of those that another one ``replaced``: that is told by itself.
    """
    question = answer.question
    if question.years:
        return ()
    cited = dict.fromkeys(citation.document_id for citation in answer.citations)
    lines = []
    for id_ in cited:
        title = named_title(headers[id_].title)
        later = newest.get(id_, "")
        if later and later not in cited and id_ not in replaced:
            newer = _named(headers[later])
            lines.append(say("newer_edition", question.language, title=title, newer=newer))
        older = [o for o, n in newest.items() if n == id_ and o not in cited and o not in replaced]
        older.sort(key=lambda other: -_year(headers[other]))
        names = listed([_named(headers[other]) for other in older[:MOST_NAMED]], question.language)
        if names:
            lines.append(say("older_editions", question.language, title=title, older=names))
    return tuple(lines)


def years_of(document: Document | Header) -> frozenset[int]:
    """The years that a document is of, as its header has them."""
    found = document.years if isinstance(document, Header) else document_years(document)
    return frozenset(found)


def _named(header: Document | Header) -> str:
    return numbered_title(header.title, header.doc_number)


def _year(header: Document | Header) -> int:
    """The year that a document is of: that in its title, else that of its dates; 0 for none."""
    titled = years_named(header.title)
    day = header.signed or header.published
    return max(titled) if titled else day.year if day else max(years_of(header), default=0)


def _matter(header: Document | Header) -> str:
    """A title without years, places, issuer and filling words."""
    title = named_title(header.title)
    for name in (header.issuer, *(place.mention for place in find_places(title))):
        title = title.replace(name, "") if name else title
    return _FILLING.sub("", _YEAR.sub("", title))
