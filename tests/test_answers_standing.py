"""Words widened until they can stand alone, on invented sentences."""

from __future__ import annotations

import pytest

from answers.sentences import Span, clauses, span_of
from answers.standing import stand_alone, with_subject
from corpus.reading import compose
from corpus.records import Document


def parts_of(text: str) -> tuple[Document, list[Span]]:
    document = compose("x", f"敦煌市灌溉管理办法\n第一条 {text}\n")
    passage = next(p for p in document.passages if text[:6] in document.quote(p.start, p.end))
    start = document.text.index(text)
    return document, clauses(document, span_of(document, passage, start, start + len(text)))


@pytest.mark.parametrize(
    ("text", "first", "last", "standing"),
    [
        # A time without its verb.
        ("灌区管理站应当在每年三月底前，公布上年度用水情况，并接受监督。", 0, 0, (0, 1)),
        # A clause that goes on from the one before it.
        ("由水务局责令改正，并处五千元以上一万元以下罚款。", 1, 1, (0, 1)),
        # What it is done by, without what is done.
        ("灌区应当轮灌，根据旱情，可以调整次序。", 1, 1, (1, 2)),
        # A body named by 该, with the clause that names it.
        ("水利委已上报规划，待批准后，该委将组织专家论证。", 1, 2, (0, 2)),
        # Whole as it is.
        ("灌区应当轮灌，水费每亩二十元，按年收取。", 1, 1, (1, 1)),
    ],
)
def test_clauses_are_taken_along_until_a_subject_and_a_verb_are_there(
    text: str, first: int, last: int, standing: tuple[int, int]
) -> None:
    _, parts = parts_of(text)
    assert stand_alone(parts, first, last) == standing


def test_a_sentence_that_points_back_comes_with_the_one_before_it() -> None:
    text = "灌区改造由甘泉公司承担。该项工作于二〇二五年四月底前完成。"
    document, _ = parts_of(text)
    start = document.text.index("该项工作")
    passage = next(p for p in document.passages if p.start <= start < p.end)
    sentence = span_of(document, passage, start, document.text.index("完成。") + 3)
    assert with_subject(document, sentence).text.endswith(text)


def test_a_sentence_stays_alone_where_the_one_before_it_is_long() -> None:
    text = "灌区改造" + "涉及渠道、泵站和闸门，" * 12 + "由公司承担。该项工作于四月底前完成。"
    document, _ = parts_of(text)
    start = document.text.index("该项工作")
    passage = next(p for p in document.passages if p.start <= start < p.end)
    sentence = span_of(document, passage, start, document.text.index("完成。") + 3)
    assert with_subject(document, sentence) == sentence
