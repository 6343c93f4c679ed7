"""Reading whole files: ids, sources, and one bad file among good ones."""

import hashlib
import time
from pathlib import Path

import pytest

from corpus.errors import ReadingError
from corpus.identifiers import distinct_ids
from corpus.reading import read_document, read_documents

DOCUMENTS = sorted((Path(__file__).parent.parent / "corpus" / "documents").glob("*.txt"))


def test_document_knows_its_source() -> None:
    path = DOCUMENTS[0]
    document = read_document(path)
    assert document.id == path.stem
    assert document.source_file == path.name
    assert document.source_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.raw_length == len(path.read_text(encoding="utf-8"))


def test_a_bad_file_loses_nothing(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("一、入学条件\n年满六周岁的儿童可以报名。", encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n", encoding="utf-8")
    missing = tmp_path / "missing.txt"
    read = dict(read_documents([empty, missing, good]))
    assert isinstance(read[empty], ReadingError)
    assert isinstance(read[missing], ReadingError)
    kept = read[good]
    assert not isinstance(kept, ReadingError)
    assert [p.path for p in kept.passages] == [("一、入学条件",)]


def test_an_empty_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("\n\n", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"empty\.txt"):
        read_document(path)


def test_reading_is_the_same_twice_and_fast() -> None:
    first = [read_document(path) for path in DOCUMENTS]
    start = time.process_time()
    assert [read_document(path) for path in DOCUMENTS] == first
    assert time.process_time() - start < 4


def test_files_of_one_name_are_told_apart_by_their_folders() -> None:
    paths = [Path("a/2023/通知.txt"), Path("a/2024/通知.txt"), Path("a/方案.txt")]
    assert list(distinct_ids(paths).values()) == ["2023-通知", "2024-通知", "方案"]
    deeper = [Path("甲/2023/通知.txt"), Path("乙/2023/通知.txt")]
    assert list(distinct_ids(deeper).values()) == ["甲-2023-通知", "乙-2023-通知"]
