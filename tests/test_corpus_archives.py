"""ZIP archives: names, limits, bombs, archives inside, and nothing written to disk."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from archive_sample import packed

from corpus import archives
from corpus.errors import ReadingError
from corpus.reading import read_documents
from corpus.records import Document
from corpus.sources import Source, find_sources

TEXT = "云岭县公共厕所管理办法\n第一条 为了方便群众，制定本办法。\n"


def reasons(path: Path) -> dict[str, str]:
    return {
        problem.name.rpartition("/")[2]: problem.reason for problem in find_sources([path]).problems
    }


def test_entries_are_documents_with_safe_names(tmp_path: Path) -> None:
    names = [
        "甲/通知.txt",
        "乙/通知.txt",
        "../../x.txt",
        "/etc/y.txt",
        "c:\\z.txt",
        "__MACOSX/._a.txt",
    ]
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "包.zip"
    path.write_bytes(packed({name: TEXT.encode() for name in names}))
    before = sorted(tmp_path.rglob("*"))
    found = find_sources([tmp_path])
    assert [source.entry for source in found.sources] == sorted(
        ["甲/通知.txt", "乙/通知.txt", "../../x.txt", "/etc/y.txt", "c:/z.txt"]
    )
    assert found.problems == ()
    read = [one for _, one in read_documents(found.sources) if isinstance(one, Document)]
    assert {document.id for document in read} == {"甲-通知", "乙-通知", "x", "y", "z"}
    assert {document.source_file for document in read} >= {"包.zip/甲/通知.txt"}
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_mark_for_utf8(tmp_path: Path, encoding: str) -> None:
    name = "关于印发办法的通知.txt"
    raw = name.encode(encoding)
    data = packed({"x" * len(raw): TEXT.encode()}).replace(b"x" * len(raw), raw)
    (tmp_path / "a.zip").write_bytes(data)
    (source,) = find_sources([tmp_path]).sources
    assert source.name == f"a.zip/{name}"
    assert source.data() == TEXT.encode()


def test_archives_inside_archives(tmp_path: Path) -> None:
    data = packed({"文件.txt": TEXT.encode()})
    for level in range(4):
        data = packed(
            {f"{level}.zip": data, f"{level}.txt": TEXT.encode(), "坏.zip": b"PK\x03\x04no"}
        )
    (tmp_path / "a.zip").write_bytes(data)
    found = find_sources([tmp_path])
    assert [source.entry for source in found.sources] == [
        "3.txt",
        "3.zip/2.txt",
        "3.zip/2.zip/1.txt",
    ]
    assert all(source.data() == TEXT.encode() for source in found.sources)
    told = [problem.reason for problem in found.problems]
    assert sum("已损坏" in reason for reason in told) == 2
    assert sum("套了 2 层以上" in reason for reason in told) == 2


def test_bombs_are_told_and_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    entries = {
        "炸弹.txt": bytes(8 * 2**20),
        "好.txt": TEXT.encode(),
        "大.txt": os.urandom(300_000),
        "表.xls": b"x",
    }
    path.write_bytes(packed(entries))
    monkeypatch.setattr(archives, "LARGEST_ENTRY", 100_000)
    told = reasons(path)
    assert "超过上限" in told["大.txt"]
    assert "Excel" in told["表.xls"]
    archives._opened.cache_clear()
    monkeypatch.setattr(archives, "LARGEST_ENTRY", 2**24)
    told = reasons(path)
    assert "压缩炸弹" in told["炸弹.txt"]
    found = find_sources([path])
    assert {source.entry for source in found.sources} == {"好.txt", "大.txt"}
    archives._opened.cache_clear()
    monkeypatch.setattr(archives, "LARGEST_TOTAL", 200_000)
    assert "展开后超过上限" in reasons(path)["大.txt"]
    archives._opened.cache_clear()
    monkeypatch.setattr(archives, "MOST_ENTRIES", 2)
    assert "超过 2 个" in find_sources([path]).problems[-1].reason


def test_an_entry_that_unpacks_to_more_than_it_says_is_cut_off(tmp_path: Path) -> None:
    data = packed({"假.txt": bytes(9 * 2**20)})
    size = (9 * 2**20).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(data.replace(size, (50).to_bytes(4, "little")))
    (source,) = find_sources([tmp_path]).sources
    with pytest.raises(ReadingError, match="已损坏"):
        source.data()


def test_locked_and_damaged_archives(tmp_path: Path) -> None:
    data = packed({"密.txt": TEXT.encode()})
    central = data.index(b"PK\x01\x02") + 8
    (tmp_path / "locked.zip").write_bytes(data[:central] + b"\x01" + data[central + 1 :])
    (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
    (tmp_path / "good.txt").write_text(TEXT)
    found = find_sources([tmp_path])
    assert found.sources == (Source(tmp_path / "good.txt"),)
    told = {problem.name.rpartition("/")[2]: problem.reason for problem in found.problems}
    assert told.keys() == {"密.txt", "cut.zip"}
    assert "设有密码" in told["密.txt"]
    assert "已损坏" in told["cut.zip"]


def test_a_list_of_entries_that_fills_the_memory_is_refused(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": TEXT.encode()}))
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = (2**31).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(data)
    assert "已损坏" in reasons(tmp_path)["a.zip"]


def test_a_replaced_archive_is_opened_anew_and_many_entries_are_quick(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.txt": b"old", "b.txt": b"b"}))
    assert Source(path, "a.txt").data() == b"old"
    path.write_bytes(packed({"a.txt": b"newer"}))
    assert Source(path, "a.txt").data() == b"newer"
    with pytest.raises(ReadingError, match="已不在压缩包里"):
        Source(path, "b.txt").data()
    path.write_bytes(packed({f"{n}.txt": b"x" for n in range(3000)}))
    start = time.process_time()
    assert all(source.data() == b"x" for source in find_sources([path]).sources)
    assert time.process_time() - start < 5
