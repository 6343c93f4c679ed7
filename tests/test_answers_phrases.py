"""English names of bodies, and the sentences that answers are worded in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import answers.phrases
from answers.english import english_name, english_region, with_article
from answers.phrases import listed, phrase, variables_of
from corpus.records import Region


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("市医保局", "Municipal Healthcare Security Administration"),
        ("区卫计局", "District Health and Family Planning Bureau"),
        ("省财政厅", "Provincial Department of Finance"),
        ("县教育局", "County Education Bureau"),
        ("各辖市、区政府", "governments of all county-level cities and districts"),
        ("各级人民政府", "governments at all levels"),
        ("各区住建局", "housing and urban-rural development bureaus of all districts"),
        ("常州经开区管委会", "Administrative Committee of the Changzhou Economic Development Zone"),
        ("申康医院发展中心", "Shenkang Hospital Development Center"),
        ("市委编办", "Office of the Municipal Commission for Public Sector Reform"),
        ("市委宣传部", "Publicity Department of the Municipal Party Committee"),
        ("杭州市住房保障和房产管理局", "Hangzhou Municipal Housing Administration"),
        (
            "四川省人力资源和社会保障厅",
            "Sichuan Provincial Department of Human Resources and Social Security",
        ),
        ("武进区民政局", "Wujin District Civil Affairs Bureau"),
        ("浦东新区教育局", "Pudong New Area Education Bureau"),
        ("无锡市第二人民医院", "Wuxi Second People's Hospital"),
        ("金坛区", "Jintan District"),
        ("相关部门", "departments concerned"),
    ],
)
def test_names_are_composed_of_place_level_and_body(chinese: str, english: str) -> None:
    assert english_name(chinese) == english


def test_a_list_shares_its_last_word() -> None:
    assert (
        english_name("天宁区、钟楼区政府")
        == "Tianning District Government, Zhonglou District Government"
    )


@pytest.mark.parametrize("unknown", ["", "某某局", "市某某领域专班", "、", "市"])
def test_unknown_bodies_have_no_english_name(unknown: str) -> None:
    assert english_name(unknown) == ""


def test_a_list_with_an_unknown_part_has_no_english_name() -> None:
    assert english_name("市教育局、市某某专班") == ""


def test_regions_in_english() -> None:
    assert english_region(Region("江苏省", "常州市", "金坛区")) == (
        "Jintan District, Changzhou, Jiangsu Province"
    )
    assert english_region(Region("上海市")) == "Shanghai"
    assert english_region(Region()) == ""


def test_articles() -> None:
    assert with_article("Municipal Finance Bureau") == "the Municipal Finance Bureau"
    assert with_article("governments at all levels") == "governments at all levels"
    assert with_article("Jintan District") == "Jintan District"
    assert with_article("") == ""


def test_a_phrase_takes_its_variables() -> None:
    said = {"task": "学区划分", "leads": "市教育局", "supports": "市公安局"}
    assert phrase("lead_support", "zh", **said) == "学区划分由市教育局牵头负责，市公安局配合。"
    assert phrase("lead", "en", task="Zoning", leads="the bureau") == "Zoning is led by the bureau."


def test_traditional_phrases_leave_the_variables_alone() -> None:
    text = phrase("states", "zh-Hant", quote="养老金按月发放")
    assert text == "文件規定：“养老金按月发放”"


def test_missing_and_surplus_variables_are_refused() -> None:
    with pytest.raises(KeyError, match="years"):
        phrase("no_year", "zh", year="2030")
    with pytest.raises(ValueError, match="places"):
        phrase("no_detail", "zh", places="苏州")
    with pytest.raises(KeyError, match="no phrase"):
        phrase("no_such_key", "zh")
    with pytest.raises(KeyError):
        phrase("yes", "fr")


def test_every_phrase_stands_in_both_languages_with_declared_variables() -> None:
    path = Path(answers.phrases.__file__).parent / "tables" / "phrases.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    assert set(table["variables"]) == set(table["zh"]) == set(table["en"])
    for language in ("zh", "en"):
        for key, template in table[language].items():
            assert variables_of(template) <= set(table["variables"][key]), (language, key)
    for template in table["zh"].values():
        assert not re.search(r"[\u4e00-\u9fff][,:;.]", template)


def test_lists_of_names() -> None:
    assert listed(["甲", "乙", "丙"], "zh") == "甲、乙、丙"
    assert listed(["A", "B", "C"], "en") == "A, B and C"
    assert listed(["A"], "en") == "A"
    assert listed([], "en") == ""
