"""The same document from two sites, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from index_sample import document

from corpus.records import Damage, Document, Region
from index.duplicates import SKETCH, find_copies, resemblance, signature_of, sketch_of

CLAUSES = [
    f"第{n}条　{unit}负责{task}，每年安排资金{n * 13}万元，并于{n}月底前报告。"
    for n, (unit, task) in enumerate(
        [
            ("市水利局", "河道清淤"),
            ("市住建局", "污水管网改造"),
            ("市农业农村局", "农田灌溉设施维修"),
            ("市生态环境局", "水质监测"),
            ("市财政局", "补助经费审核"),
            ("市应急管理局", "防汛物资储备"),
        ],
        start=1,
    )
]


def notice(id_: str, title: str = "绵阳市水利建设补助办法", **facts: Any) -> Document:  # noqa: ANN401
    return replace(document(id_, title, *CLAUSES), **facts)


def copies(*documents: Document) -> dict[str, str]:
    sketches = {d.id: sketch_of(d.text) for d in documents}
    found = find_copies([signature_of(d) for d in documents], sketches)
    assert found == find_copies([signature_of(d) for d in reversed(documents)], sketches)
    return found


def with_text(found: Document, text: str) -> Document:
    return replace(found, text=text)


def test_the_cleaner_one_is_cited() -> None:
    worn = notice("a", damages=(Damage("date", 0, 1, ""),))
    assert copies(worn, notice("b")) == {"a": "b"}
    assert copies(notice("a"), notice("b", doc_number="绵府发〔2022〕7号")) == {"a": "b"}
    assert copies(notice("a"), notice("b")) == {"b": "a"}


def test_blanks_marks_and_a_letter_do_not_matter() -> None:
    text = "\n\n".join(CLAUSES).replace("，", " , ")
    assert copies(notice("a"), with_text(notice("b"), text)) == {"b": "a"}
    signed: dict[str, Any] = {"signed": date(2022, 3, 1)}
    misspelt = with_text(notice("b"), text.replace("河道清淤", "河道清瘀"))
    assert copies(notice("a", **signed), replace(misspelt, **signed)) == {"b": "a"}


def test_decisions_of_one_day_on_two_companies_are_two_documents() -> None:
    form = (
        "经查，{}未按规定处理废水，违反了条例第{}条的规定。现决定对其处以{}元罚款，限十五日内缴纳。"
    )
    signed: dict[str, Any] = {"signed": date(2022, 3, 1)}
    one = with_text(notice("a"), form.format("东方化工有限公司", "八", "二万"))
    for company, sum_ in (("兴隆食品有限公司", "八万"), ("兴隆食品有限公司", "二万")):
        other = with_text(notice("b"), form.format(company, "八", sum_))
        assert copies(replace(one, **signed), replace(other, **signed)) == {}


def test_a_shorter_page_of_one_number_is_a_copy() -> None:
    number: dict[str, Any] = {"doc_number": "绵府发〔2022〕7号"}
    short = with_text(notice("b", **number), "\n".join(CLAUSES[:4]))
    assert copies(notice("a", **number), short) == {"b": "a"}
    assert copies(notice("a"), with_text(notice("b"), "\n".join(CLAUSES[:4]))) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doc_number": "绵府发〔2022〕7号"}, {"doc_number": "绵府发〔2023〕9号"}),
        ({"signed": date(2022, 3, 1)}, {"signed": date(2023, 3, 1)}),
        ({"title": "绵阳市2022年水利建设补助办法"}, {"title": "绵阳市2023年水利建设补助办法"}),
        ({"title": "水利建设补助办法"}, {"title": "水利建设补助办法（征求意见稿）2"}),
        ({"region": Region("四川省", "绵阳市")}, {"region": Region("四川省", "德阳市")}),
    ],
)
def test_editions_and_neighbours_are_documents_of_their_own(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert copies(notice("a", **one), notice("b", **other)) == {}


def test_a_changed_figure_makes_a_document_where_nothing_else_tells() -> None:
    changed = with_text(notice("b"), "\n".join(CLAUSES).replace("65万元", "85万元"))
    assert copies(notice("a"), changed) == {}
    signed: dict[str, Any] = {"signed": date(2022, 3, 1)}
    assert copies(notice("a", **signed), replace(changed, **signed)) == {}


def test_an_undated_copy_does_not_join_two_editions() -> None:
    editions = [notice(str(y), signed=date(y, 3, 1)) for y in (2022, 2023)]
    assert copies(*editions, notice("undated")) == {"undated": "2022"}


def test_many_copies_of_one_are_all_found() -> None:
    many = [notice(f"site-{n:03d}") for n in range(150)]
    assert len(copies(*many)) == 149


def test_resemblance_by_hand() -> None:
    # "abcdef" has the shingles abcde and bcdef, "bcdefg" bcdef and cdefg: one of three in common.
    assert resemblance(sketch_of("abcdef"), sketch_of("bcdefg")) == pytest.approx(1 / 3)
    assert resemblance(sketch_of("a b, c"), sketch_of("ABC")) == 1.0
    assert resemblance(sketch_of(""), sketch_of("")) == 0.0


def test_resemblance_of_long_texts_is_near_the_truth() -> None:
    generator = np.random.default_rng(3)
    letters = [chr(0x4E00 + n) for n in generator.integers(0, 3000, 4000)]
    one, other = "".join(letters[:3000]), "".join(letters[1000:])
    # 2,000 of 4,000 shingles in common, of which SKETCH are looked at.
    error = 3 * (0.5 * 0.5 / SKETCH) ** 0.5
    assert resemblance(sketch_of(one), sketch_of(other)) == pytest.approx(0.5, abs=error)
