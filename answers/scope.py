"""Which documents and passages may answer a question: the right place, the right year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.headers import Header
from corpus.places import covers, is_street, level
from corpus.records import Place, Question, Region
from corpus.years import years_named
from index.collection import Index
from retrieval.exact import articles_named, documents_named

# A year that dates a document ("2016年医改要点") is not any year that a text happens to name.
_OF_DOCUMENT = re.compile(
    r"(?:19|20)\d{2}年?度?(?:的|版|印发的|发布的|出台的|那份|这份)?[^,，。?？年月]{0,10}"
    r"(?:要点|重点工作|工作任务|通知|方案|意见|办法|文件|答复|细则|规定|任务|政策|安排|改革)(?![^,，。?？]{0,3}(?:里|中)?(?:提到|规定)的)"
)

# Kinds that can be asked of a document without naming anything else.
_ABOUT_DOCUMENTS = frozenset({"document", "issuer", "date", "contact"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What may answer: the documents by id, and the ``years`` that a passage must name.

    All passages of the documents in ``dated`` may answer, since these are of the year asked about.
    ``missing_places`` are places that no document covers, ``refusal`` why nothing may answer
    ("no_place", "no_year") or empty. ``articles`` are the numbers of the articles asked about.
    ``talked_of``: cut down to the document that the question before was about. ``absent`` says
    what is asked for by its number that no document has ("not_there"). ``beside``: what else is
    said already, (passage id, start, end); what stands in these passages beside it is rather meant.
    ``told``: what another side of a comparison is told by, (document id, start, end): not meant.
    """

    documents: frozenset[str]
    years: tuple[int, ...]
    missing_places: tuple[str, ...]
    refusal: str
    dated: frozenset[str] = frozenset()
    articles: tuple[int, ...] = ()
    talked_of: bool = False
    absent: str = ""
    beside: tuple[tuple[str, int, int], ...] = ()
    told: frozenset[tuple[str, int, int]] = frozenset()


def scope_of(question: Question, index: Index) -> Scope:
    """The scope of a question: none in an empty collection and for one that names nothing."""
    if not index.passages:
        return Scope(frozenset(), (), (), "no_documents")
    if not index.headers:
        return Scope(frozenset(), (), (), "nothing_within")
    scope = find_scope(question, index)
    if not scope.refusal and not _is_clear(question):
        return replace(scope, refusal="unclear")
    return scope


def _is_clear(question: Question) -> bool:
    """Whether a question names something, or asks for what a document says of itself."""
    named = any(re.search(r"[^\W\d_]|\+", term) for term in question.terms)
    return named or question.kind in _ABOUT_DOCUMENTS


def find_scope(question: Question, index: Index) -> Scope:
    """The scope of a question over a collection; a document number in it settles everything."""
    articles = articles_named(question.resolved)
    numbered = documents_named(question.resolved, index.headers)
    if numbered:
        return Scope(frozenset(numbered), (), (), "", frozenset(numbered), articles)
    return replace(_find_scope(question, index), articles=articles)


def _find_scope(question: Question, index: Index) -> Scope:
    chosen, missing = _by_place(question, index)
    if missing and not chosen:
        return Scope(frozenset(), (), missing, "no_place")
    return _of_years(question, index, frozenset(chosen or index.headers), missing)


def _of_years(
    question: Question, index: Index, ids: frozenset[str], missing: tuple[str, ...]
) -> Scope:
    """The scope of these documents, cut down to what is of the years asked about or names them."""
    headers = index.headers
    if not question.years:
        return Scope(ids, (), missing, "")
    asked = frozenset(question.years)
    dated = frozenset(id_ for id_ in ids if asked.issubset(headers[id_].years))
    all_dated = all(headers[id_].years for id_ in ids)
    if _OF_DOCUMENT.search(question.resolved) and (dated or all_dated):
        return Scope(dated or ids, (), missing, "" if dated else "no_year")
    named = index.documents_of(index.marks.naming(question.years)) & ids
    if not dated and not named:
        return Scope(ids, (), missing, "no_year")
    return Scope(dated | named, question.years, missing, "", dated)


def scope_of_nation(question: Question, index: Index, national: frozenset[str]) -> Scope:
    """The scope of a question about a place over documents of the whole country."""
    articles = articles_named(question.resolved)
    return replace(_of_years(question, index, national, ()), articles=articles)


def passages_in(scope: Scope, index: Index) -> NDArray[np.bool_] | None:
    """The passages in scope; None where all are, and for a place that has none (all)."""
    everything = len(scope.documents) == len(index.headers)
    if not scope.documents or (everything and not scope.years and not scope.articles):
        return None
    allowed = index.rows_of(scope.documents)
    if scope.articles:
        named = index.marks.in_articles(scope.articles)
        if (allowed & named).any():
            allowed &= named
    if scope.years:
        allowed &= index.rows_of(scope.dated) | index.marks.naming(scope.years)
    return allowed


def names_year(text: str, years: Sequence[int]) -> bool:
    """Whether a text names every one of the years."""
    return years_named(text).issuperset(years)


def _by_place(question: Question, index: Index) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The documents of the places asked about, and the mentions of places without any."""
    chosen: dict[str, None] = {}
    missing = []
    if not question.places:
        return _by_name(question.named_places, index)
    for mention, regions in _most_specific(question.places).items():
        found = _of_place(index, mention, regions, question.resolved)
        if not any(index.headers[id_].region != Region() for id_ in found):
            found |= _of_only_part(index, regions)
        chosen.update(dict.fromkeys(sorted(found)))
        if not found:
            missing.append(mention)
    return tuple(chosen), tuple(missing)


def _by_name(places: Sequence[Place], index: Index) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The documents that print the places inside names ("三明经验"), or are of these places.

    A street is hardly ever in the place that it is called by. All (none by name) for one that
    no document prints where there is only one city.
    """
    mentions = tuple(dict.fromkeys(place.mention for place in places))
    regions = [place.region for place in places if not is_street(place.mention)]
    chosen = {
        id_
        for id_, header in index.headers.items()
        if header.region != Region() and any(covers(header.region, r) for r in regions)
    }
    for mention in mentions:
        chosen |= index.documents_with(mention, index.headers.keys() - chosen)
    if not chosen and all(map(is_street, mentions)) and _of_one_city(index):
        return (), ()  # a street of the one city that there is
    return tuple(sorted(chosen)), () if chosen else mentions


def _of_one_city(index: Index) -> bool:
    """Whether the documents of places are all of one city."""
    regions = (header.region for header in index.headers.values())
    return len({(r.province, r.city) for r in regions if level(r) > 1}) == 1


def _of_place(index: Index, mention: str, regions: Sequence[Region], asked: str) -> set[str]:
    """The documents that hold in a place.

    One without a region of its own must name the place; one of a district inside the place
    counts where the question names the district too, by whatever short name.
    """
    headers = index.headers
    found = {id_ for id_, header in headers.items() if _lies_there(header, regions, asked)}
    unplaced = {id_ for id_, header in headers.items() if header.region == Region()}
    names = {mention, *(r.district or r.city or r.province for r in regions)}
    for name in sorted(names):
        # Whoever prints a longer name prints the shorter one in it.
        if not any(other in name for other in names - {name}):
            found |= index.documents_with(name, unplaced - found)
    return found


def _of_only_part(index: Index, regions: Sequence[Region]) -> set[str]:
    """The documents of the one part of a place that has any; none where several parts have."""
    parts = {
        id_: header.region
        for id_, header in index.headers.items()
        if header.region != Region() and any(covers(region, header.region) for region in regions)
    }
    return set(parts) if len(set(parts.values())) == 1 else set()


def _lies_there(header: Header, regions: Sequence[Region], asked: str) -> bool:
    if header.region == Region():
        return False
    if any(covers(header.region, region) for region in regions):
        return True
    short = header.region.district[:-1]
    inside = any(covers(region, header.region) for region in regions)
    return inside and len(short) >= 2 and short in asked


def place_groups(places: Sequence[Place]) -> tuple[tuple[Place, ...], ...]:
    """The places asked about, one group for each mention, wider places around them left out."""
    specific = _most_specific(places)
    return tuple(
        tuple(place for place in places if place.mention == mention) for mention in specific
    )


def _most_specific(places: Sequence[Place]) -> dict[str, list[Region]]:
    """Mention → its possible regions; a place that only says where another lies is left out."""
    groups: dict[str, list[Region]] = {}
    for place in places:
        groups.setdefault(place.mention, []).append(place.region)
    kept = {}
    for mention, regions in groups.items():
        others = [r for other, rs in groups.items() if other != mention for r in rs]
        wider = [r for r in regions if any(r != o and covers(r, o) for o in others)]
        if len(wider) < len(regions):
            kept[mention] = [r for r in regions if r not in wider]
    return kept
