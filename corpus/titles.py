"""Titles: what kind of document a title announces, and a title without the site around it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from corpus.numbers import IN_BRACKETS

TABLES = Path(__file__).parent / "tables"
_SITE_PART = re.compile(r"\s*(?:[-_|｜–]|—+|>>?)\s*(?P<part>[^-_|｜—–>]{2,45})\s*$")
_LAPSED = re.compile(r"\s*[(（\[【](?:本文件?|该文件?)?(?:已|现已|全文)?(?:废止|失效)[)）\]】]")
_AFTER = re.compile(r"[(（【〔\[][^()（）]{0,30}[)）】〕\]]$")


def without_site(title: str) -> str:
    """A page's title without what its site adds: a number in brackets, "_政策文件_某市人民政府网".

    Parts are taken off the end only if the last of them names a site or a body.
    """
    parts: list[str] = []
    rest = title.strip()
    while (match := _SITE_PART.search(rest)) and match.start() >= 4:
        parts.append(match["part"].strip())
        rest = rest[: match.start()]
    if parts and not _site().search(parts[0]):
        rest = title.strip()
    rest = re.sub(r"^(?:[(（【\[]\s*(?:转载|转发|转)\s*[)）】\]])\s*", "", rest)
    return IN_BRACKETS.sub("", _LAPSED.sub("", rest)).strip()


def title_kind(title: str) -> str:
    """The kind of document that a title announces, a key of tables/title_kinds.tsv, or empty."""
    bare = re.sub(r"\s", "", without_site(title))
    for pattern, kind in _title_words():
        if pattern.search(bare):
            return kind
    return _title_kinds().get(_ending(bare), "")


def _ending(title: str) -> str:
    """The longest ending of a title that the table knows, brackets after it aside."""
    for _ in range(3):
        title = _AFTER.sub("", title).rstrip("》〉”\"'。")
    endings = (title[-size:] for size in range(min(_longest(), len(title)), 0, -1))
    return next((ending for ending in endings if ending in _title_kinds()), "")


def names_site(words: str) -> bool:
    """Whether words end as the name of a web site or of the body that keeps it does."""
    return bool(_site().search(words.strip()))


def is_loose(title: str) -> bool:
    """Whether a title ends in a word as common in news as in documents (标准, 情况)."""
    bare = re.sub(r"\s", "", without_site(title))
    if any(pattern.search(bare) for pattern, _ in _title_words()):
        return False
    return _ending(bare) in _loose_endings()


@cache
def _loose_endings() -> frozenset[str]:
    return frozenset(row[0] for row in _rows("title_kinds.tsv") if len(row) > 2)


@cache
def _title_kinds() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("title_kinds.tsv")}


@cache
def _longest() -> int:
    return max(map(len, _title_kinds()))


@cache
def _title_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0]), row[1]) for row in _rows("title_words.tsv"))


@cache
def _site() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row[0]})" for row in _rows("site_names.tsv")))


def _rows(file: str) -> list[list[str]]:
    lines = (TABLES / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
