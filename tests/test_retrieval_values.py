"""Amounts, days and grades are read alike however written, and lead to where they stand."""

from __future__ import annotations

import pytest
from index_sample import document

from index.collection import Index, make_index
from index.encoder import Encoder, load_encoder
from retrieval.search import search
from retrieval.tables import TABLES, rows
from retrieval.understanding import understand
from retrieval.values import Value, values_in, write_numeral, writings


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("处5,000元罚款", {("元", 5000.0)}),
        ("处五千元以上一万元以下罚款", {("元", 5000.0), ("元", 10000.0)}),
        ("补助0.5万元", {("元", 5000.0)}),
        ("自收到之日起十五日内", {("日", 15.0)}),
        ("五至十年", {("年", 5.0), ("年", 10.0)}),
        ("不低于百分之六十", {("%", 60.0)}),
        ("宽1.5米", {("毫米", 1500.0)}),
        ("二〇二四年十月一日起", {("date", 20241001.0), ("date", 1001.0)}),
        ("10月1日", {("date", 1001.0)}),
        ("由二、三级医院承担", {("级", 2.0), ("级", 3.0)}),
        ("二、三级医院的评审\n三级医院每四年评审。", {("级", 3.0), ("年", 4.0)}),
        ("2018年第十条规定一次", set()),
        ("九" * 500 + "元", set()),
        ("百分之" + "九" * 500, set()),
    ],
)
def test_values_are_read_however_written(text: str, values: set[Value]) -> None:
    assert values_in(text) == values


def test_values_are_written_as_documents_write_them() -> None:
    assert list(writings({("日", 15.0)})) == ["15日", "十五日", "15天", "十五天"]
    assert {"20000元", "2万元", "两万元"} - set(writings({("元", 20000.0)})) == {"20000元"}
    assert list(writings({("date", 20241001.0)})) == ["2024年10月1日"]
    assert list(map(write_numeral, (2, 10, 105, 1500))) == ["两", "十", "一百零五", "一千五百"]


def test_no_unit_stands_twice() -> None:
    units = [unit for unit, _, _ in rows(TABLES / "units.tsv")]
    assert len(units) == len(set(units))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def index(encoder: Encoder) -> Index:
    return make_index(
        [
            document(
                "boats",
                "洱源县水上游览管理办法",
                "游船经营者未按规定配备救生衣的,责令改正,处二百元罚款;经营者拒不改正的,停业整顿。",
                "游船经营者超员载客的,由海事机构责令改正,可以并处三千元罚款。",
                "游船经营者不公布票价的,责令改正,处罚款八百元。",
                "游船应当在十二月三十一日前完成年度检验。",
                "游船应当在每年检验后张贴合格标志,检验不合格的船舶不得载客。",
                "游船码头按二、三级划分的,由县交通运输局评定。",
                "三级客船驾驶员每年培训,客船码头应当公布培训计划和码头等级。",
            )
        ],
        encoder,
    )


@pytest.mark.parametrize(
    ("question", "ordinal"),
    [
        ("游船经营者什么情况罚款3000元", 1),
        ("游船经营者什么情况罚款0.08万元", 2),
        ("游船检验为什么是12月31日", 3),
        ("二级码头由谁评定", 5),
    ],
)
def test_a_value_leads_to_where_it_stands(
    question: str, ordinal: int, index: Index, encoder: Encoder
) -> None:
    hit, *_ = search(index, encoder, understand(question), 3)
    assert hit.passage.id == f"boats#{ordinal:04d}"
