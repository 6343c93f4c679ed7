"""Segments: what stays is taken over untouched, what is small or half gone is written anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from index_sample import asked, document, housing, schools

from index.catalogue import Catalogue, Segment, StoredDocument
from index.collection import make_index
from index.duplicates import Signature
from index.encoder import load_encoder
from index.generations import current_generation
from index.segments import SEGMENT_FILES, kept_segments, next_name, rows_of
from index.store import add_documents, build_index, open_index, read_catalogue
from retrieval.search import search


def stored(id_: str, segment: str, row: int, passages: int, copy_of: str = "") -> StoredDocument:
    signature = Signature(id_, "", "", "", "", "", 0, 0)
    return StoredDocument(signature, "", "", "", passages, segment, row, 0, 0, copy_of)


# One segment of so many passages, of which so many are left, and so many come in.
@pytest.mark.parametrize(
    ("size", "left", "new", "kept"),
    [
        (100_000, 100_000, 0, True),
        (100_000, 100_000, 10, True),
        (100_000, 100_000, 49_999, True),
        (100_000, 100_000, 50_000, True),  # it is large enough
        (40_000, 40_000, 19_999, True),
        (40_000, 40_000, 20_000, False),
        (100_000, 50_001, 0, True),
        (100_000, 50_000, 0, False),
        (2_000, 2_000, 0, True),
        (2_000, 2_000, 1, False),
        (2_001, 2_001, 1, True),
        (100, 0, 0, False),
    ],
)
def test_which_segments_stay(size: int, left: int, new: int, kept: bool) -> None:
    segment = Segment("segment-000004", size)
    wanted = [stored("a", segment.name, 0, left)] if left else []
    assert kept_segments([segment], wanted, new) == ([segment] if kept else [])


def test_what_is_merged_grows_as_it_takes_in_more() -> None:
    # 900 come in and take in 1,500; these 2,400 take in 4,800, but not 20,000.
    sizes = {"segment-000001": 20_000, "segment-000002": 4_800, "segment-000003": 1_500}
    segments = [Segment(name, size) for name, size in sizes.items()]
    wanted = [stored(name, name, 0, size) for name, size in sizes.items()]
    assert kept_segments(segments, wanted, 900) == segments[:1]
    assert next_name(segments) == "segment-000004" and next_name([]) == "segment-000001"


def test_rows_of_segments_in_the_collection() -> None:
    # Passages stand in the order of their documents' ids; a copy and what left are nowhere.
    documents = (
        stored("a", "segment-000002", 0, 2),
        stored("b", "segment-000001", 3, 1),
        stored("c", "segment-000001", 1, 2, copy_of="a"),
        stored("d", "segment-000002", 2, 1),
    )
    segments = (Segment("segment-000001", 4), Segment("segment-000002", 3))
    rows = rows_of(Catalogue(documents, segments=segments))
    np.testing.assert_array_equal(rows["segment-000001"], [-1, -1, -1, 2])
    np.testing.assert_array_equal(rows["segment-000002"], [0, 1, 3])


def test_a_segment_that_stays_is_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.segments._SMALL", 0)
    encoder = load_encoder()

    def files(name: str) -> dict[str, int]:
        folder = current_generation(tmp_path / "index")
        assert folder is not None
        return {file: (folder / name / file).stat().st_ino for file in SEGMENT_FILES}

    many = document("laws", "桂林市条例", *(f"第{n}条规定。" for n in range(1, 13)))
    add_documents([many], encoder, tmp_path)
    before = files("segment-000001")
    add_documents([housing()], encoder, tmp_path)
    assert files("segment-000001") == before
    index = add_documents([schools()], encoder, tmp_path)
    assert files("segment-000001") == before
    assert list(index.documents) == ["guilin-housing", "laws", "zunyi-schools"]
    fresh = add_documents([many, housing(), schools()], encoder, tmp_path / "fresh")
    tokens = ["规定", "租金", "学区", "条"]
    scores = [opened.lexical_scores(tokens) for opened in (index, fresh)]
    assert scores[0].tolist() == scores[1].tolist() and scores[0].any()
    assert open_index(tmp_path, encoder).passages == fresh.passages


def test_more_than_a_segment_holds_is_written_as_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.segments.FULL", 3)
    encoder = load_encoder()
    extra = document("taizhou-water", "泰州市供水办法", "按月抄表。", "逾期停水。")
    # 2, 2 and 3 passages: no two of them fit into one.
    index = build_index([schools(), housing(), extra], encoder, tmp_path)
    sizes = [segment.passages for segment in read_catalogue(tmp_path).segments]
    assert sizes == [len(d.passages) for d in (housing(), extra, schools())]
    made = make_index([schools(), housing(), extra], encoder)
    assert index.passages == made.passages
    for text in ("公租房租金多久调整一次", "按月抄表", "学区"):
        assert search(index, encoder, asked(text)) == search(made, encoder, asked(text))
