"""Filters: what a reader limits a question to, applied to documents before anything is ranked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from corpus.errors import WenzhengError
from corpus.headers import Header
from corpus.places import covers, find_places, level
from corpus.records import Region
from corpus.script import simplify, whole_characters
from retrieval.agencies import agencies_in
from retrieval.tables import TABLES, rows

# The filter for documents that are of no place: those of the whole country.
NATIONAL = "全国"
_NATIONAL_NAMES = frozenset({NATIONAL, "中央", "国家", "国家级", "national"})
_YEARS = re.compile(r"((?:1[89]|20)\d\d)?年?(?:\s*(-|–|—|~|～|至|到)\s*)?((?:1[89]|20)\d\d)?年?")
# The level that stands before the name of a body, and the levels of regions that it may have.
_LEVEL = re.compile(r"^(国家|全国|省|自治区|市|区|县|旗|州)")
_DEPTHS: Mapping[str, tuple[int, ...]] = {
    "国家": (0,), "全国": (0,), "省": (1,), "自治区": (1,), "市": (1, 2), "州": (2,),
    "区": (3,), "县": (3,), "旗": (3,),
}  # fmt: skip


class FilterError(WenzhengError):
    """A filter that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What documents a question is limited to; what is empty limits nothing.

    ``region`` is the place as named and ``regions`` what it stands for (several where a name has
    several places, the empty region for the whole country). ``first`` and ``last`` are years, 0
    where the range is open. ``issuer`` is a body as named, ``kinds`` are as in `Document`.
    """

    region: str = ""
    regions: tuple[Region, ...] = ()
    first: int = 0
    last: int = 0
    issuer: str = ""
    kinds: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.region or self.first or self.last or self.issuer or self.kinds)

    @property
    def years(self) -> str:
        """The years as they are written: "2023", "2020-2023", "2020-", "-2023" or empty."""
        if self.first == self.last:
            return str(self.first or "")
        return f"{self.first or ''}-{self.last or ''}"


NO_FILTERS = Filters()


def make_filters(region: str = "", years: str = "", issuer: str = "", kind: str = "") -> Filters:
    """The filters that a reader wrote; empty words filter nothing.

    ``years`` is a year or a range ("2023", "2020-2023", "2020-", "-2023"), ``kind`` one or more
    keys or names of kinds with commas between them. Raises FilterError, which names the remedy.
    """
    first, last = _years(_plain(years))
    return Filters(
        region=_plain(region),
        regions=_regions(_plain(region)),
        first=first,
        last=last,
        issuer=_plain(issuer),
        kinds=_kinds(_plain(kind)),
    )


def matching(filters: Filters, headers: Mapping[str, Header]) -> frozenset[str]:
    """The ids of the documents that pass all the filters."""
    return frozenset(id_ for id_, header in headers.items() if passes(filters, header))


def passes(filters: Filters, header: Header) -> bool:
    """Whether a document passes the filters.

    A region holds the places inside it. A document is of the years of its signing and publishing,
    else of those of its number and title. An issuer goes by any name of its body.
    """
    return (
        (not filters.regions or _in_regions(filters.regions, header.region))
        and (not (filters.first or filters.last) or _in_years(filters, header))
        and (not filters.issuer or _issued_by(filters.issuer, header))
        and (not filters.kinds or header.kind in filters.kinds)
    )


@cache
def kind_names() -> Mapping[str, str]:
    """The Chinese name of each kind of document, in the order in which they are offered."""
    return {key: name for key, name, *_ in rows(TABLES / "document_kinds.tsv")}


def years_of(header: Header) -> tuple[int, ...]:
    """The years by which a document is filtered, ascending."""
    dated = {day.year for day in (header.signed, header.published) if day is not None}
    return tuple(sorted(dated)) or header.years


def _plain(text: str) -> str:
    return simplify(unicodedata.normalize("NFKC", whole_characters(text))).strip()


def _regions(name: str) -> tuple[Region, ...]:
    if not name:
        return ()
    if name.lower() in _NATIONAL_NAMES:
        return (Region(),)
    regions = tuple(dict.fromkeys(place.region for place in find_places(name)))
    if not regions:
        raise FilterError(f"不认识地区“{name}”；请写省、市或区县的名称，如“江苏省”，或写“全国”。")
    return regions


def _years(text: str) -> tuple[int, int]:
    if not text:
        return 0, 0
    match = _YEARS.fullmatch(text)
    if match is None or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
        raise FilterError(f"看不懂年份“{text}”；请写一年如 2023，或一段如 2020-2023。")
    first, last = int(match[1] or 0), int(match[3] or 0)
    if not match[2]:
        return first or last, first or last
    if first and last and first > last:
        raise FilterError(f"年份“{text}”的起点晚于终点；请改为 {last}-{first}。")
    return first, last


def _kinds(text: str) -> tuple[str, ...]:
    kinds = []
    for word in filter(None, re.split(r"[,、;\s]+", text)):
        if word.lower() not in _kind_words():
            known = "、".join(kind_names().values())
            raise FilterError(f"没有文种“{word}”；可用的有：{known}。")
        kinds.append(_kind_words()[word.lower()])
    return tuple(dict.fromkeys(kinds))


@cache
def _kind_words() -> Mapping[str, str]:
    return {word: row[0] for row in rows(TABLES / "document_kinds.tsv") for word in row}


def _in_regions(regions: tuple[Region, ...], region: Region) -> bool:
    if region == Region():
        return Region() in regions
    return any(wanted != Region() and covers(wanted, region) for wanted in regions)


def _in_years(filters: Filters, header: Header) -> bool:
    first, last = filters.first, filters.last or 9999
    return any(first <= year <= last for year in years_of(header))


def _issued_by(asked: str, header: Header) -> bool:
    """Whether a document is of a body: by its name as printed, or by another name of the body at
    the level and in the place that stand before it ("市医保局", "杭州市医保局").
    """
    issuer = _plain(header.issuer)
    if not issuer or asked in issuer:
        return bool(issuer)
    bodies = agencies_in(asked)
    if not bodies or not set(bodies) <= set(agencies_in(issuer)):
        return False
    places = find_places(asked)
    if places:
        return any(covers(place.region, header.region) for place in places)
    named = _LEVEL.match(asked)
    # The name of a body may itself begin with its level (国家医保局).
    return named is None or level(header.region) in _DEPTHS[named[1]]
