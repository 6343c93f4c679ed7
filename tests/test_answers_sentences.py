"""Sentences, points and clauses: every span is a stretch of the document."""

from __future__ import annotations

import pytest
from answers_sample import documents, read

from answers.sentences import Span, clauses, joined, sentences, span_of, without_label
from corpus.reading import compose
from corpus.records import Document


def one_passage(text: str) -> Document:
    document = compose("sample", text)
    assert len(document.passages) == 1
    return document


def cut(text: str) -> list[str]:
    document = one_passage(text)
    return [span.text for span in sentences(document, document.passages[0])]


def cut_clauses(text: str) -> list[str]:
    document = one_passage(text)
    whole = sentences(document, document.passages[0])[0]
    return [span.text for span in clauses(document, whole)]


def all_spans(document: Document) -> list[Span]:
    found = []
    for passage in document.passages:
        for sentence in sentences(document, passage):
            found += [sentence, without_label(sentence), *clauses(document, sentence)]
    return found


def test_every_span_is_where_it_says() -> None:
    spans = [(d, span) for d in documents().values() for span in all_spans(d)]
    assert len(spans) > 100
    for document, span in spans:
        assert document.text[span.start : span.end] == span.text
        assert span.text == span.text.strip() != ""
        assert span.passage.start <= span.start < span.end <= span.passage.end


def test_sentences_leave_out_nothing_but_white_space() -> None:
    for document in documents().values():
        for passage in document.passages:
            text = document.quote(passage.start, passage.end)
            parts = [s.text for s in sentences(document, passage)]
            assert "".join("".join(parts).split()) == "".join(text.split())


def test_sentences_end_with_their_marks() -> None:
    text = "租金按月缴纳。逾期怎么办?收回房屋;另行分配。"
    assert cut(text) == ["租金按月缴纳。", "逾期怎么办?", "收回房屋;", "另行分配。"]


def test_marks_in_brackets_and_titles_do_not_cut() -> None:
    text = "公租房(含廉租房;下同)由区政府筹集。按《办法。试行》执行。"
    assert cut(text) == ["公租房(含廉租房;下同)由区政府筹集。", "按《办法。试行》执行。"]


def test_a_bracket_that_never_closes_does_not_swallow_the_rest() -> None:
    assert cut("公租房(含廉租房。租金另定。") == ["公租房(含廉租房。", "租金另定。"]


def test_each_point_is_a_sentence_of_its_own() -> None:
    text = "学校要做好:一是划片招生,二是公开学位,三是接受监督。"
    assert cut(text) == ["学校要做好:", "一是划片招生,", "二是公开学位,", "三是接受监督。"]


def test_clauses_end_with_commas_outside_brackets_and_numbers() -> None:
    text = "到2025年,筹集公租房1,200套,(含新建,改建)租金比为3:7,由区政府公布。"
    assert cut_clauses(text) == [
        "到2025年,",
        "筹集公租房1,200套,",
        "(含新建,改建)租金比为3:7,",
        "由区政府公布。",
    ]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("一是划片招生。", "划片招生。"),
        ("(二)公开学位。", "公开学位。"),
        ("3.5万户受益。", "3.5万户受益。"),
        ("租金按月缴纳。", "租金按月缴纳。"),
    ],
)
def test_a_label_is_left_off_and_a_number_is_not(text: str, bare: str) -> None:
    document = read("sample", f"{text}\n")
    passage = document.passages[0]
    span = span_of(document, passage, passage.start, passage.end)
    found = without_label(span)
    assert (found.text, document.text[found.start : found.end]) == (bare, bare)


def test_joined_spans_run_from_the_first_to_the_last() -> None:
    document = one_passage("到2025年,筹集公租房,由区政府公布。")
    parts = clauses(document, sentences(document, document.passages[0])[0])
    assert joined(document, parts[1], parts[2]).text == "筹集公租房,由区政府公布。"
