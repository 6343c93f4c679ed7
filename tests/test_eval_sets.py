"""The shipped question sets fit the shipped documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.reading import read_document
from corpus.records import Document
from eval.evidence import EvidenceLocator, gold_passages
from eval.questions import load_questions

HOUSE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def documents() -> Mapping[str, Document]:
    read = [read_document(path) for path in sorted((HOUSE / "corpus/documents").glob("*.txt"))]
    return {document.id: document for document in read}


@pytest.mark.parametrize("name", ["develop", "measure", "english-develop"])
def test_every_quote_stands_in_its_document_and_in_a_passage_unless_in_a_title(
    name: str, documents: Mapping[str, Document]
) -> None:
    path = HOUSE / "eval" / "sets" / f"{name}.jsonl"
    questions = load_questions(path)
    located = EvidenceLocator(documents).locate_all(questions, path)
    homeless = [
        question.id
        for question in questions
        for entry in located[question.id]
        if question.kind != "document" and not gold_passages(entry, documents[entry.document])
    ]
    assert homeless == []


def test_the_two_sets_share_no_question() -> None:
    develop, measure = (
        {
            (question.history, question.question)
            for question in load_questions(HOUSE / "eval" / "sets" / f"{name}.jsonl")
        }
        for name in ("develop", "measure")
    )
    assert develop.isdisjoint(measure)
