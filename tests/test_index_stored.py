"""An open index reads documents where they are asked for and keeps a bounded number of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_sample import asked, document, housing, schools

from corpus.records import Document
from index import stored
from index.bm25 import Saturated
from index.collection import make_index
from index.encoder import Encoder, load_encoder
from index.facts import FACT_FILES
from index.generations import current_generation
from index.manifest import MANIFEST
from index.prepared import read_record
from index.store import add_documents, build_index, open_index
from retrieval.search import search


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The ids of the documents that are read from disk."""
    ids: list[str] = []

    def recorded(record: bytes) -> Document:
        found = read_record(record)
        ids.append(found.id)
        return found

    monkeypatch.setattr(stored, "read_record", recorded)
    yield ids


def years() -> Document:
    """A document with the marks of years and articles."""
    made = document("water", "泰州市供水办法", "第二条 2019年起抄表。", "2021年12月31日止。")
    first = replace(made.passages[0], label="第二条")
    return replace(made, passages=(first, *made.passages[1:]))


def test_only_documents_that_are_asked_for_are_read(
    tmp_path: Path, encoder: Encoder, read: list[str]
) -> None:
    build_index([schools(), housing(), years()], encoder, tmp_path)
    read.clear()
    index = open_index(tmp_path, encoder)
    assert len(index.documents) == 3 and list(index.headers) == list(index.order)
    assert index.headers["water"].title == "泰州市供水办法" and read == []
    last = index.passages[len(index.passages) - 1]
    assert (last, read) == (schools().passages[-1], ["zunyi-schools"])
    assert index.passages[-1] == last and index.documents["zunyi-schools"] == schools()
    assert read == ["zunyi-schools"]
    with pytest.raises(IndexError):
        index.passages[len(index.passages)]
    with pytest.raises(KeyError):
        index.documents["elsewhere"]


def test_an_opened_index_is_the_one_made_in_memory(tmp_path: Path, encoder: Encoder) -> None:
    made = make_index([schools(), housing(), years()], encoder)
    build_index([schools()], encoder, tmp_path)
    add_documents([years()], encoder, tmp_path)
    opened = add_documents([housing()], encoder, tmp_path)
    assert opened.passages == made.passages and opened.passages[1:3] == made.passages[1:3]
    assert opened.headers == made.headers and opened.documents == made.documents
    assert np.array_equal(opened.owners, made.owners)
    assert opened.marks.naming([2019]).tolist() == made.marks.naming([2019]).tolist()
    assert opened.marks.in_articles([2]).tolist() == made.marks.in_articles([2]).tolist()
    assert opened.marks.naming([2019]).sum() == opened.marks.in_articles([2]).sum() == 1


def test_documents_asked_for_the_longest_ago_are_given_up(
    tmp_path: Path, encoder: Encoder, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index([schools(), housing(), years()], encoder, tmp_path)
    index = open_index(tmp_path, encoder)
    monkeypatch.setattr(stored, "KEPT", 1)
    read.clear()
    for id_ in (*index.order, *index.order):
        assert index.documents[id_].id == id_ == index.documents[id_].id
    assert read == [*index.order, *index.order]


def test_an_index_written_before_there_were_facts_is_opened(
    tmp_path: Path, encoder: Encoder
) -> None:
    whole = build_index([schools(), housing(), years()], encoder, tmp_path)
    generation = current_generation(tmp_path / "index")
    assert generation is not None
    manifest = json.loads((generation / MANIFEST).read_text("utf-8"))
    manifest["files"] = [f for f in manifest["files"] if not f["name"].endswith(FACT_FILES)]
    (generation / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    for file in FACT_FILES:
        next(generation.glob(f"*/{file}")).unlink()
    index = open_index(tmp_path, encoder)
    assert index.headers == whole.headers
    assert index.marks.naming([2021]).tolist() == whole.marks.naming([2021]).tolist()
    question = asked("公租房租金多久调整一次")
    assert search(index, encoder, question) == search(whole, encoder, question)
    grown = add_documents([document("late", "某县通知", "按季缴纳。")], encoder, tmp_path)
    latest = current_generation(tmp_path / "index")
    assert latest is not None and len(list(latest.glob("*/headers.json"))) == 1
    assert len(grown.headers) == 4


def test_columns_are_kept_up_to_a_number_of_entries() -> None:
    kept, part, other = Saturated(most=5), object(), object()
    one, two, three = (np.full(size, size, dtype=np.float32) for size in (1, 2, 3))
    kept.put(part, 0, two)
    kept.put(part, 1, three)
    assert kept.get(part, 0) is two and kept.get(other, 0) is None
    kept.put(other, 0, one)  # 6 entries: the column asked for the longest ago goes
    assert kept.get(part, 1) is None
    assert kept.get(part, 0) is two and kept.get(other, 0) is one
    kept.put(part, 2, np.zeros(6, dtype=np.float32))
    assert kept.get(part, 2) is None and kept.get(part, 0) is two
