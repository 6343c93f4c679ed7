"""The tables of the room: each row has its columns, and no word stands twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from retrieval.tables import (
    AGENCIES,
    AGENCY_TRAPS,
    TABLES,
    asked_words,
    known_words,
    rows,
    synonyms,
)
from retrieval.terms import content_words, expansions_of

ENGLISH_TERMS = sorted(TABLES.glob("english_terms_*.tsv"))
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _twice(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def _phrases(english: str) -> list[str]:
    return [" ".join(phrase.replace("-", " ").split()) for phrase in english.split("; ")]


def test_every_synonym_row_has_an_everyday_word_and_official_ones() -> None:
    for row in rows(TABLES / "synonyms.tsv"):
        assert len(row) >= 2, row
        assert all(cell and cell == cell.strip() and " " not in cell for cell in row), row
        assert len(row[0]) <= 10, row


def test_no_everyday_word_has_two_rows_or_stands_for_itself() -> None:
    table = rows(TABLES / "synonyms.tsv")
    assert _twice(row[0] for row in table) == []
    for word, *official in table:
        assert word not in official, word
        assert _twice(official) == [], word


def test_no_name_belongs_to_two_bodies() -> None:
    assert _twice(name for row in rows(AGENCIES) for name in row) == []
    for row in rows(AGENCIES):
        assert all(len(name) > 1 and name == name.strip() for name in row), row


def test_traps_are_one_character_and_what_may_not_follow() -> None:
    table = rows(AGENCY_TRAPS)
    assert _twice(row[0] for row in table) == []
    assert all(len(row) == 2 and len(row[0]) == 1 and _HAN.match(row[1]) for row in table)


@pytest.mark.parametrize("path", ENGLISH_TERMS, ids=lambda path: path.stem)
def test_every_english_row_has_english_and_chinese(path: Path) -> None:
    for row in rows(path):
        assert len(row) == 2, row
        assert not _HAN.search(row[0]), row
        assert re.search(r"[\u4e00-\u9fff]|[A-Z]{2}", row[1]), row
        assert _twice(row[1].split()) == [], row


def test_no_english_phrase_is_translated_twice() -> None:
    """A second row for a phrase would never be read."""
    stands = Counter(
        phrase for path in ENGLISH_TERMS for row in rows(path) for phrase in set(_phrases(row[0]))
    )
    assert [phrase for phrase, count in stands.items() if count > 1] == []


def test_patterns_of_questions_compile() -> None:
    table = rows(TABLES / "english_questions.tsv")
    assert len(table) > 90
    for row in table:
        assert len(row) <= 2, row
        re.compile(row[0].replace("UNIT", "u").replace("BE", "be").replace("AUX", "may"))


def test_everyday_words_of_every_field_lead_to_official_ones() -> None:
    for asked, official in [
        ("遛狗不拴绳", "束犬链"),
        ("给新生儿上户口", "出生登记"),
        ("放鞭炮", "燃放烟花爆竹"),
        ("房本丢了", "不动产权证书"),
        ("老板拖欠工资", "劳动报酬"),
        ("飞线充电", "充电"),
        ("被罚款不服", "行政复议"),
    ]:
        words = content_words(asked)
        found = {other for word in words for other in (word, *expansions_of(word))}
        assert official in found, (asked, words)


def test_two_characters_across_two_words_are_no_word() -> None:
    assert "年审" in known_words()
    assert "年审" not in content_words("每年审批多少")
    assert "年审" in content_words("车辆年审")


def test_synonyms_are_read_as_written() -> None:
    assert synonyms()["养狗"] == ("养犬",)


@pytest.mark.parametrize(
    ("question", "word", "added"),
    [
        ("养蜂证过期了怎么办", "换发", True),
        ("过期的蜂蜜怎么处理", "换发", False),
        ("养蜂证丢了怎么补", "补领", True),
        ("游客乱丢蜂箱怎么处理", "补领", False),
        ("老人走丢了怎么办", "补领", False),
        ("蜂箱押金能退吗", "退款", True),
        ("养蜂员多大可以退休", "退款", False),
        ("蜂场归哪个部门管", "主管部门", True),
        ("蜂箱消毒谁负责", "主管部门", False),
    ],
)
def test_words_are_added_only_for_what_is_asked(question: str, word: str, added: bool) -> None:
    words = [one for pattern, more in asked_words() if pattern.search(question) for one in more]
    assert (word in words) is added
