"""Which passages name a year or stand in an article, without reading them."""

from __future__ import annotations

import numpy as np
from index_sample import document, housing, schools

from corpus.headers import header_of
from corpus.records import Document
from index.collection import make_index
from index.encoder import load_encoder
from index.marks import joined, marks_of


def dated() -> Document:
    return document(
        "lanzhou-heating",
        "兰州市供热管理办法",
        "2019年至2021年改造管网。",
        "补贴2020元,床位2000张。",
        "自２０２１年起执行。",
    )


def test_years_are_found_by_row_and_counts_are_none() -> None:
    marks = marks_of(dated(), 4)
    assert marks.count == 7
    assert np.flatnonzero(marks.naming([2021])).tolist() == [4, 6]
    assert np.flatnonzero(marks.naming([2019, 2021])).tolist() == [4]
    assert not marks.naming([2020]).any() and not marks.naming([2000]).any()


def test_without_a_year_every_passage_is_named_and_without_an_article_none() -> None:
    marks = marks_of(dated())
    assert marks.naming([]).all()
    assert not marks.in_articles([]).any()


def test_marks_move_with_their_passages_and_leave_with_them() -> None:
    marks = marks_of(dated())
    moved = joined([marks.moved(np.array([5, -1, 2], dtype=np.int32))], 6)
    assert np.flatnonzero(moved.naming([2021])).tolist() == [2, 5]
    assert np.flatnonzero(moved.naming([2019])).tolist() == [5]


def test_an_index_within_some_documents_has_those_alone_and_all_passages() -> None:
    index = make_index([housing(), schools()], load_encoder()).within({"zunyi-schools", "none"})
    assert list(index.documents) == list(index.headers) == ["zunyi-schools"]
    assert "guilin-housing" not in index.documents
    assert len(index.passages) == 5
    assert index.findable is not None and index.findable.tolist() == [False] * 2 + [True] * 3


def test_documents_with_words_are_those_that_print_them() -> None:
    index = make_index([housing(), schools()], load_encoder())
    everything = set(index.headers)
    assert index.documents_with("街道办", everything) == {"guilin-housing"}
    assert index.documents_with("居住地", everything) == {"zunyi-schools"}
    # The bigrams stand there, the words do not; a title alone is no text.
    assert index.documents_with("学校学区", everything) == set()
    assert index.documents_with("遵义市", everything) == set()
    assert index.documents_with("租", {"zunyi-schools"}) == set()


def test_a_header_counts_and_dates_its_document() -> None:
    header = header_of(schools())
    assert (header.id, header.passages, header.duties, header.years) == ("zunyi-schools", 3, 0, ())
