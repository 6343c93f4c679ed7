"""Which documents may answer: the right place and the right year."""

from __future__ import annotations

import pytest
from answers_sample import documents, encoder

from answers.scope import Scope, find_scope, names_year, place_groups
from corpus.headers import document_years
from corpus.records import Document
from index.collection import make_index
from retrieval.understanding import understand

ALL = {"guilin-2021", "mianyang-2024", "yantai-2022", "zunyi-2016"}


def scope(question: str, *history: str, only: str = "") -> Scope:
    chosen: dict[str, Document] = {id_: d for id_, d in documents().items() if only in id_}
    return find_scope(understand(question, history), make_index(chosen.values(), encoder()))


def test_no_place_and_no_year_is_everything() -> None:
    found = scope("公租房租金怎么定")
    assert (found.documents, found.years, found.missing_places) == (frozenset(ALL), (), ())
    assert not found.refusal


@pytest.mark.parametrize(
    "question",
    ["桂林公租房租金", "广西桂林市公租房租金", "桂林市秀峰区公租房租金", "rent in Guilin"],
)
def test_a_place_is_answered_by_its_document_or_that_of_the_place_around_it(question: str) -> None:
    assert scope(question).documents == {"guilin-2021"}


@pytest.mark.parametrize("question", ["柳州公租房租金", "湖南公租房租金", "Beijing rent"])
def test_a_place_without_a_document_is_refused(question: str) -> None:
    found = scope(question)
    assert (found.refusal, found.documents) == ("no_place", frozenset())
    assert len(found.missing_places) == 1


def test_a_province_is_answered_from_its_only_city_that_has_documents() -> None:
    assert scope("广西公租房租金").documents == {"guilin-2021"}


def test_one_of_two_places_may_be_missing() -> None:
    found = scope("柳州和桂林的公租房租金")
    assert found.documents == {"guilin-2021"}
    assert (found.missing_places, found.refusal) == (("柳州",), "")


def test_one_name_of_many_places_is_answered_by_the_one_that_is_there() -> None:
    # 芝罘区 is one of a kind; 鼓楼区 lies in four cities, none of them here.
    assert scope("芝罘区公租房租金").documents == {"yantai-2022"}
    assert scope("鼓楼区公租房租金").refusal == "no_place"


def test_places_are_grouped_by_mention_without_the_wider_ones() -> None:
    groups = place_groups(understand("山东的烟台和桂林的租金").places)
    assert [group[0].mention for group in groups] == ["烟台", "桂林"]


def test_the_years_of_a_document_are_those_of_its_dates_number_and_title() -> None:
    found = {id_: document_years(document) for id_, document in documents().items()}
    assert found == {
        "guilin-2021": {2021},
        "mianyang-2024": {2024},
        "yantai-2022": {2022},
        "zunyi-2016": {2016},
    }


def test_a_year_chooses_the_document_of_that_year() -> None:
    assert scope("2022年公租房租金").documents == {"yantai-2022"}
    assert scope("遵义2016年入学工作要点由谁执行").documents == {"zunyi-2016"}


def test_a_year_that_only_the_text_names_asks_for_passages_that_name_it() -> None:
    found = scope("桂林2025年筹集多少公租房")
    assert (found.documents, found.years) == (frozenset({"guilin-2021"}), (2025,))
    assert scope("2020年义务教育巩固率").documents == {"zunyi-2016"}


def test_a_year_that_is_nowhere_is_refused() -> None:
    assert scope("桂林2018年公租房租金").refusal == "no_year"
    assert scope("2012年公租房租金").refusal == "no_year"


def test_a_document_of_a_year_is_not_one_that_names_the_year() -> None:
    assert scope("遵义2020年入学工作要点有哪些措施").refusal == "no_year"


def test_a_follow_up_changes_the_year() -> None:
    assert scope("那2018年呢?", "桂林2021年公租房租金是多少").refusal == "no_year"


def test_a_count_is_no_year() -> None:
    # 绵阳 builds 2000 beds.
    assert scope("绵阳2000年家庭养老床位有多少").refusal == "no_year"
    assert not names_year("建设床位2000张,补贴2000元", [2000])
    assert names_year("截至2023年底", [2023])
    assert names_year("2021—2025年", [2021, 2025])
    assert not names_year("2021年", [2021, 2025])


def test_a_year_survives_lost_marks() -> None:
    assert names_year("2016420", [2016])


def test_a_city_before_the_side_of_the_road_is_the_place() -> None:
    assert scope("柳州路边停车").refusal == "no_place"
    assert scope("桂林路边公租房租金").documents == {"guilin-2021"}


def test_a_street_is_one_of_the_documents_that_print_it() -> None:
    found = scope("柳州路的公租房租金")
    assert (found.refusal, found.missing_places) == ("no_place", ("柳州路",))
    # Where there is only one city it may be a street there.
    assert scope("柳州路的公租房租金", only="guilin").documents == {"guilin-2021"}
