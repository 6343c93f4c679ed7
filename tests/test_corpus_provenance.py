"""Edits: applying, composing, and the way back to the raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.provenance import apply_edits, compose, merge_neighbours, raw_span
from corpus.records import Edit


def test_apply_edits() -> None:
    edits = [Edit("a", 0, 1, "x", "yy"), Edit("b", 3, 4, "w", "")]
    assert apply_edits("xuvwz", edits) == "yyuvz"


@pytest.mark.parametrize(
    "edits",
    [
        [Edit("a", 0, 1, "q", "")],
        [Edit("a", 0, 2, "xu", ""), Edit("a", 1, 2, "u", "")],
        [Edit("a", 4, 9, "zzzzz", "")],
    ],
)
def test_an_edit_that_does_not_fit_is_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="edit does not fit"):
        apply_edits("xuvwz", edits)


def test_raw_span_passes_over_removed_text() -> None:
    # raw 住房(fáng)保障, cleaned 住房保障
    edits = [Edit("pinyin", 2, 8, "(fáng)", "")]
    assert raw_span(edits, 0, 2) == (0, 2)
    assert raw_span(edits, 2, 4) == (8, 10)
    assert raw_span(edits, 1, 3) == (1, 9)


def test_raw_span_follows_an_edit_of_equal_length_by_character() -> None:
    edits = [Edit("script", 1, 4, "學校區", "学校区")]
    assert raw_span(edits, 2, 3) == (2, 3)


def test_raw_span_takes_in_the_whole_of_any_other_edit() -> None:
    # raw 醫奔P伲金, cleaned 醫保金
    edits = [Edit("mojibake", 1, 4, "奔P伲", "保")]
    assert raw_span(edits, 1, 2) == (1, 4)
    assert raw_span(edits, 2, 3) == (4, 5)


def test_raw_span_of_an_empty_span_is_empty() -> None:
    assert raw_span([Edit("a", 0, 2, "xy", "")], 3, 3) == (5, 5)


def test_raw_span_refuses_an_impossible_span() -> None:
    with pytest.raises(ValueError, match="not a span"):
        raw_span([], 3, 2)


def test_composing_keeps_edits_apart_that_do_not_touch() -> None:
    raw, middle = "發(fā)改委(wěi)", "發改委"
    first = [Edit("pinyin", 1, 5, "(fā)", ""), Edit("pinyin", 7, 12, "(wěi)", "")]
    second = [Edit("script", 0, 1, "發", "发")]
    assert compose(raw, first, middle, second) == [Edit("script", 0, 1, "發", "发"), *first]


def test_composing_joins_edits_on_the_same_characters() -> None:
    first = [Edit("mojibake", 0, 3, "屜踪欤", "專")]
    second = [Edit("script", 0, 1, "專", "专")]
    assert compose("屜踪欤科", first, "專科", second) == [
        Edit("mojibake", 0, 3, "屜踪欤", "专"),
    ]


def test_merging_drops_what_changes_nothing() -> None:
    edits = [Edit("a", 0, 1, "x", "x"), Edit("a", 1, 2, "y", ""), Edit("a", 2, 3, "z", "")]
    assert merge_neighbours(edits) == [Edit("a", 1, 3, "yz", "")]


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Sorted, disjoint edits of a text."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = draw(st.text("甲乙丙", max_size=3))
        if not edits or start > edits[-1].end:  # two insertions at one place have no order
            edits.append(Edit(draw(st.sampled_from("kl")), start, end, text[start:end], after))
    return edits


@given(st.data())
def test_composed_edits_give_the_same_text_as_both_steps(data: st.DataObject) -> None:
    raw = data.draw(st.text("abcdefgh", max_size=30))
    first = data.draw(edits_of(raw))
    middle = apply_edits(raw, first)
    second = data.draw(edits_of(middle))
    assert apply_edits(raw, compose(raw, first, middle, second)) == apply_edits(middle, second)


@given(st.data())
def test_spans_lead_back_in_order_and_unchanged_text_to_itself(data: st.DataObject) -> None:
    raw = data.draw(st.text("abcdefgh", max_size=30))
    edits = data.draw(edits_of(raw))
    text = apply_edits(raw, edits)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = raw_span(edits, start, end)
    assert 0 <= first <= last <= len(raw)
    if not any(first <= e.end and e.start <= last for e in edits):
        assert raw[first:last] == text[start:end]
