from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from eval_sample import LINES, QUESTIONS, TEXT, document, passages, write_set

from corpus.records import Edit
from eval.evidence import (
    EvidenceLocator,
    LocatedEvidence,
    cleaned_span,
    coverage,
    gold_passages,
    is_cited,
    raw_text,
)
from eval.questions import Evidence, QuestionSetError, load_questions


def located(quote: str) -> LocatedEvidence:
    locator = EvidenceLocator({"yunling-2021": document()})
    return locator.locate(Evidence("yunling-2021", quote))


def words(span: tuple[int, int]) -> str:
    return TEXT[slice(*span)]


@pytest.mark.parametrize(
    "quote",
    [
        "牵头单位：市住建局；责任单位",
        "牵头 单位： 市住建局；责任单位",
        "牽頭單位：市住建局；責任單位",
    ],
)
def test_spaces_punctuation_and_script_make_no_difference(quote: str) -> None:
    (span,) = located(quote).spans
    assert words(span) == "牵头单位：市住建局；责任单位"


def test_a_quote_that_occurs_twice_has_two_spans() -> None:
    assert [words(span) for span in located("公租房").spans] == ["公租房"]
    assert len(located("市").spans) == TEXT.count("市")


def test_a_quote_from_before_the_cleaning_is_followed_through_the_edits() -> None:
    edits = (
        Edit("junk", 2, 4, "??", ""),
        Edit("script", 5, 6, "單", "单"),
        Edit("gap", 8, 9, "_", "——"),
    )
    raw = "牵头??的單位是_市住建局"
    cleaned = "牵头的单位是——市住建局"
    assert raw_text(cleaned, edits) == raw
    assert cleaned_span(edits, (0, 4)) == (0, 2)
    assert cleaned_span(edits, (5, 9)) == (3, 8)
    small = replace(document(), text=cleaned, edits=edits, passages=())
    (span,) = (
        EvidenceLocator({"small": small}).locate(Evidence("small", "牵头??的單位是_市住")).spans
    )
    assert cleaned[slice(*span)] == "牵头的单位是——市住"


def test_junk_letters_of_the_raw_text_are_followed_too() -> None:
    edits = (Edit("junk", 2, 4, "伲奔", ""),)
    small = replace(document(), text="市住建局", edits=edits, passages=())
    (span,) = EvidenceLocator({"small": small}).locate(Evidence("small", "市住伲奔建局")).spans
    assert span == (0, 4)


def test_a_document_that_is_not_indexed_is_named_without_evidence_too(tmp_path: Path) -> None:
    unanswerable = next(one for one in QUESTIONS if not one["answerable"])
    lost = unanswerable | {"documents": ["nowhere"], "evidence": []}
    path = write_set(tmp_path / "set.jsonl", [lost])
    with pytest.raises(QuestionSetError, match=r"字段 documents 有误：文件“nowhere”不在索引中"):
        EvidenceLocator({"yunling-2021": document()}).locate_all(load_questions(path), path)


def test_a_wrong_quote_or_document_names_the_question(tmp_path: Path) -> None:
    path = write_set(tmp_path / "set.jsonl")
    questions = load_questions(path)
    with pytest.raises(QuestionSetError, match=r"题目 q1 .*“yunling-2021”不在索引中"):
        EvidenceLocator({}).locate_all(questions, path)
    empty = replace(document(), text="别的文件", passages=())
    with pytest.raises(QuestionSetError, match=r"题目 q1 .*没有“牵头单位：市住建局”"):
        EvidenceLocator({"yunling-2021": empty}).locate_all(questions, path)


@pytest.mark.parametrize(
    ("spans", "share"),
    [
        ([], 0.0),
        ([(0, 10)], 0.0),
        ([(0, 15)], 0.5),
        ([(12, 14), (13, 17)], 0.5),
        ([(18, 30), (10, 12)], 0.4),
        ([(0, 30), (11, 12)], 1.0),
    ],
)
def test_coverage_counts_every_character_once(spans: list[tuple[int, int]], share: float) -> None:
    assert coverage((10, 20), spans) == pytest.approx(share)


def test_evidence_is_cited_when_half_of_it_is() -> None:
    # The quote takes the last 5 characters of line 1 and the first 15 letters of line 2.
    quote = LINES[1][-5:] + LINES[2][:16]
    entry = located(quote)
    one, two = passages()[1:3]
    assert is_cited(entry, [("yunling-2021", (two.start, two.end))])
    assert not is_cited(entry, [("yunling-2021", (one.start, one.end))])
    assert not is_cited(entry, [("other", (two.start, two.end))])
    assert gold_passages(entry, document()) == {"yunling-2021#0002"}


def test_evidence_split_in_three_has_every_part_as_gold() -> None:
    entry = LocatedEvidence("yunling-2021", "", ((0, 90),))
    small = replace(
        document(),
        passages=tuple(
            replace(passages()[0], id=str(place), start=place * 30, end=place * 30 + 30)
            for place in range(3)
        ),
    )
    assert gold_passages(entry, small) == {"0", "1", "2"}
    assert is_cited(entry, [("yunling-2021", (0, 30)), ("yunling-2021", (30, 60))])
    assert not is_cited(entry, [("yunling-2021", (0, 30))])
