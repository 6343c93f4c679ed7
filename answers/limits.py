"""Filters in words: what an answer was limited to, in the language of its question."""

from __future__ import annotations

from answers.english import english_region
from corpus.records import Language, Region
from corpus.script import traditionalise
from retrieval.filters import Filters, kind_names


def filters_in_words(filters: Filters, language: Language = "zh-Hans") -> str:
    """The filters in a row ("江苏省、2020—2023年、通知公告"); empty where nothing is limited."""
    if language == "en":
        return "; ".join(filter(None, (_place(filters), _english_years(filters), *_rest(filters))))
    kinds = "或".join(kind_names()[kind] for kind in filters.kinds)
    words = "、".join(filter(None, (filters.region, _years(filters), filters.issuer, kinds)))
    return traditionalise(words) if language == "zh-Hant" else words


def _years(filters: Filters) -> str:
    if filters.first == filters.last:
        return f"{filters.first}年" if filters.first else ""
    if not filters.last:
        return f"{filters.first}年及以后"
    return f"{filters.first}—{filters.last}年" if filters.first else f"{filters.last}年及以前"


def _english_years(filters: Filters) -> str:
    if filters.first and not filters.last:
        return f"since {filters.first}"
    if filters.last and not filters.first:
        return f"until {filters.last}"
    return filters.years.replace("-", "–")


def _place(filters: Filters) -> str:
    if filters.regions == (Region(),):
        return "nationwide"
    return " or ".join(dict.fromkeys(map(english_region, filters.regions)))


def _rest(filters: Filters) -> tuple[str, str]:
    return filters.issuer, " or ".join(filters.kinds)
