"""Cutting a document into blocks and runs: nothing lost, every span marked where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_library import make_clerk

from corpus.records import Damage, Document, Section
from web.marking import Block, cut_blocks, heading_end, passage_anchor

HOUSING = make_clerk().documents["housing-2023"]


def joined(blocks: tuple[Block, ...]) -> str:
    return "".join(run.text for block in blocks for run in block.runs)


def cited(blocks: tuple[Block, ...]) -> str:
    return "".join(run.text for block in blocks for run in block.runs if run.cited)


def with_text(text: str, *sections: Section) -> Document:
    return replace(
        HOUSING, text=text, sections=sections, passages=(), duties=(), damages=(), edits=()
    )


def test_blocks_hold_the_whole_text_without_line_ends() -> None:
    assert joined(cut_blocks(HOUSING)) == HOUSING.text.replace("\n", "")


def test_a_line_that_is_only_a_heading_is_one_and_a_run_in_heading_is_strong() -> None:
    blocks = cut_blocks(HOUSING)
    assert [(block.level, block.is_heading) for block in blocks[:5]] == [
        (0, False),
        (1, True),
        (0, False),
        (1, True),
        (2, False),
    ]
    assert [run.text for run in blocks[4].runs if run.strong] == ["1. 建立租金监测机制"]


def test_every_passage_has_its_anchor_once_and_in_order() -> None:
    anchors = [a for block in cut_blocks(HOUSING) for run in block.runs for a in run.anchors]
    assert anchors == [passage_anchor(passage.id) for passage in HOUSING.passages]
    assert anchors[3] == "p-0003"


def test_damage_is_numbered_and_duties_are_known() -> None:
    runs = [run for block in cut_blocks(HOUSING) for run in block.runs]
    assert [(run.text, run.damage_starts) for run in runs if run.damage == 1] == [("913套", True)]
    assert [run.text for run in runs if run.duty] == [
        HOUSING.quote(duty.start, duty.end) for duty in HOUSING.duties
    ]


def test_a_cited_span_over_several_lines_starts_once() -> None:
    start, end = HOUSING.text.index("总体"), HOUSING.text.index("重点")
    blocks = cut_blocks(HOUSING, (start, end))
    runs = [run for block in blocks for run in block.runs if run.cited]
    assert "".join(run.text for run in runs) == HOUSING.text[start:end].replace("\n", "")
    assert [run.cited_starts for run in runs].count(True) == 1
    assert runs[0].cited_starts


def test_a_section_that_begins_within_a_line_begins_a_block() -> None:
    text = "一、甲。内容。二、乙。内容。"
    sections = (Section("一、", "甲", 1, 0, 7), Section("二、", "乙", 1, 7, 14))
    blocks = cut_blocks(with_text(text, *sections))
    assert [block.anchor for block in blocks] == ["s-0", "s-1"]
    assert joined(blocks) == text


def test_a_document_without_text_has_no_blocks() -> None:
    assert cut_blocks(with_text(" \n\n")) == ()


@pytest.mark.parametrize(
    ("label", "heading", "printed"),
    [("1.", "租金", "1. 租金"), ("（一）", "租金", "（一）租金"), ("第三条", "", "第三条")],
)
def test_a_heading_ends_after_its_words(label: str, heading: str, printed: str) -> None:
    text = f"前言。{printed}　按季公布。"
    section = Section(label, heading, 1, 3, len(text))
    assert heading_end(text, section) == 3 + len(printed)


@given(
    st.text(alphabet="甲乙 \n\u3000。", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=5),
    st.tuples(st.integers(0, 40), st.integers(1, 20)),
)
def test_marks_neither_lose_nor_move_a_character(
    text: str, spans: list[tuple[int, int]], span: tuple[int, int]
) -> None:
    clipped = [(start, min(start + size, len(text))) for start, size in [*spans, span]]
    damages = tuple(Damage("x", start, end, "") for start, end in clipped[:-1] if start < end)
    document = replace(with_text(text), damages=damages)
    start, end = clipped[-1]
    blocks = cut_blocks(document, (start, end) if start < end else None)
    lines = [line.strip() for line in text.split("\n")]
    assert joined(blocks) == "".join(lines)
    marked = cited(blocks)
    assert "".join(marked.split()) == "".join(text[start:end].split())
