"""Sentences that rule for one part of a place and not for another, and the answers from them."""

from __future__ import annotations

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from answers.localities import speaks_of
from corpus.places import find_places
from corpus.reading import compose
from corpus.records import Region
from index.collection import make_index

CITY = Region("浙江省", "宁波市")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各区（不含奉化区、鄞州区）园林部门负责养护。", -1),
        ("奉化区、鄞州区的园林部门负责养护。", 1),
        ("奉化的行道树由园林部门养护。", 1),
        ("除奉化区以外，园林部门负责养护。", -1),
        ("鄞州区的园林部门负责养护。", -1),  # of another district alone
        ("鄞州区和各区的园林部门负责养护。", 0),
        ("园林部门负责养护。", 0),
    ],
)
def test_a_text_speaks_of_a_part_of_a_place(text: str, expected: int) -> None:
    (place,) = find_places("宁波市奉化区")
    assert speaks_of(text, place, CITY) == expected


def test_a_document_of_the_part_itself_needs_no_naming() -> None:
    (place,) = find_places("宁波市奉化区")
    assert speaks_of("鄞州区的园林部门负责养护。", place, place.region) == 0
    assert speaks_of("奉化区的园林部门负责养护。", place, Region("江苏省")) == 0


def test_the_sentence_for_the_district_answers() -> None:
    text = """宁波市行道树养护管理办法
第一条 为了行道树养护，制定本办法。
第二条 各区（不含奉化区、鄞州区）园林主管部门负责本辖区内行道树的养护管理。
奉化区、鄞州区由区城市管理局负责本辖区内行道树的养护管理。
"""
    document = compose("trees", text)
    assistant = Assistant(make_index([document], encoder()), encoder())
    answer = assistant.ask("宁波奉化区的行道树养护由谁负责")
    assert "城市管理局" in answer.text and "不含" not in answer.text
    assert "不含奉化区" in assistant.ask("宁波海曙区的行道树养护由谁负责").text
