"""Drafts and refusals put into words, in the language of the question."""

from __future__ import annotations

from collections.abc import Sequence

from answers.english import english_name, english_region, phrase, with_article
from corpus.records import Language, Region, Unit
from corpus.script import traditionalise


def say(key: str, language: Language, **variables: object) -> str:
    """A phrase of the table with its variables filled in, in the language of the question."""
    table = "en" if language == "en" else "zh"
    text = phrase(key, table, **{name: str(value) for name, value in variables.items()})
    return traditionalise(text) if language == "zh-Hant" else text


def unit_list(units: Sequence[Unit], language: Language) -> str:
    """Bodies in a row; in English each with its Chinese name beside it."""
    names = list(dict.fromkeys(unit.name for unit in units))
    if language != "en":
        return "、".join(names)
    return ", ".join(_both_names(name) for name in names)


def region_list(regions: Sequence[Region], language: Language, most: int = 8) -> str:
    """Places in a row, at most ``most`` of them."""
    names = [region.name if language != "en" else english_region(region) for region in regions]
    some = list(dict.fromkeys(name for name in names if name))
    if language == "en":
        return "; ".join(some[:most]) + (" and others" if len(some) > most else "")
    return "、".join(some[:most]) + ("等" if len(some) > most else "")


def _both_names(name: str) -> str:
    english = english_name(name)
    return f"{with_article(english)} ({name})" if english else name
