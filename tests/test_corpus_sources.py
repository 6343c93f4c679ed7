"""Finding documents: folders, links, odd files, limits; and the ids made of their names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus import sources
from corpus.errors import ReadingError
from corpus.identifiers import LONGEST_ID, distinct_ids
from corpus.names import shown
from corpus.reading import read_document, read_documents
from corpus.sources import Source, find_sources


def test_finding_files(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    (folder / "b").mkdir(parents=True)
    for name in ("z.txt", "b/a.HTML", "b/c.md", "b/picture.png", ".hidden.txt", "b/~$c.txt"):
        (folder / name).write_text("x")
    (folder / "b" / "loop").symlink_to(folder, target_is_directory=True)
    found = find_sources([folder, folder / "z.txt"])
    names = [folder / "b" / "a.HTML", folder / "b" / "c.md", folder / "z.txt"]
    assert found.sources == tuple(map(Source, names))
    ((problem),) = found.problems
    assert problem.name == str(folder / "b" / "picture.png")
    assert "图片" in problem.reason
    assert "OCR" in problem.reason
    named = find_sources([folder / "b" / "picture.png"])
    assert named.sources == (Source(folder / "b" / "picture.png"),)
    with pytest.raises(ReadingError, match="找不到"):
        find_sources([tmp_path / "nothing"])


def test_links_pipes_and_closed_folders_are_told_and_the_rest_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("内容")
    (tmp_path / "again.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = find_sources([tmp_path])
    assert found.sources == (Source(tmp_path / "a.txt"),)
    told = {Path(problem.name).name: problem.reason for problem in found.problems}
    assert told.keys() == {"gone.txt", "self.txt", "pipe.txt"}
    assert "失效的链接" in told["gone.txt"]
    assert all("请" in reason for reason in told.values())
    assert "不是普通文件" in told["pipe.txt"]
    with pytest.raises(ReadingError, match="不是普通文件"):
        read_document(tmp_path / "pipe.txt")


def test_a_name_in_another_encoding_can_be_shown_and_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "任免".encode("gb18030") + b".txt"
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write("一、申请条件".encode())
    with open(os.fsencode(tmp_path) + b"/\xff\x01.txt", "wb") as stream:  # noqa: PTH123
        stream.write("二、办理流程".encode())
    ((first, one), (second, other)) = read_documents(find_sources([tmp_path]).sources)
    assert not isinstance(one, ReadingError)
    assert not isinstance(other, ReadingError)
    assert {(first.name, one.id), (second.name, other.id)} >= {("任免.txt", "任免")}
    assert all(document.id.encode() and document.source_file.encode() for document in (one, other))
    assert shown("a\n\x1b[31m.txt") == "a\ufffd\ufffd[31m.txt"


def test_a_folder_without_end_is_cut_off_with_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").touch()
        (tmp_path / f"{number:02}.png").touch()
    monkeypatch.setattr(sources, "MOST_PROBLEMS", 5)
    found = find_sources([tmp_path])
    assert len(found.sources) == 30
    assert len(found.problems) == 6
    assert "另有 25 个" in found.problems[-1].reason
    monkeypatch.setattr(sources, "MOST_SOURCES", 10)
    found = find_sources([tmp_path])
    assert [source.path.stem for source in found.sources] == [f"{n:02}" for n in range(10)]
    assert "超过 10 个" in found.problems[-2].reason
    monkeypatch.setattr(sources, "MOST_NAMES", 4)
    assert "超过 4 个" in find_sources([tmp_path]).problems[0].reason


DEEP = "d" * 20


def test_a_deep_folder_is_walked_to_its_end(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(300):  # 6,000 bytes, where a path may have 4,096
        os.mkdir(DEEP, dir_fd=here)
        below = os.open(DEEP, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    (tmp_path / "e.txt").write_text("内容")
    found = find_sources([tmp_path])
    assert found.sources == (Source(tmp_path / "e.txt"),)
    assert "文件夹打不开" in found.problems[0].reason
    _remove_chain(tmp_path)


def _remove_chain(top: Path) -> None:
    """Take the chain of folders down from inside, since its paths are too long to name."""
    back = Path.cwd()
    os.chdir(top)
    depth = 0
    while Path(DEEP).exists():
        os.chdir(DEEP)
        depth += 1
    for _ in range(depth):
        os.chdir("..")
        Path(DEEP).rmdir()
    os.chdir(back)


def test_ids_are_told_apart_and_safe() -> None:
    a, b, c = Path("x/通知.docx"), Path("x/通知.pdf"), Path("y/通知.doc")
    assert list(distinct_ids([a, b, c]).values()) == ["通知.docx", "通知.pdf", "通知"]
    inside = [Source(Path("包.zip"), "甲/通知.txt"), Source(Path("包.zip"), "乙/通知.txt")]
    assert list(distinct_ids(inside).values()) == ["甲-通知", "乙-通知"]
    assert distinct_ids([Source(Path("a.zip"), "../../x")]).popitem()[1] == "x"
    odd = [Path("a#b?.txt"), Path("a/b\n.txt"), Path("长" * 300 + ".txt"), Path("###.txt")]
    ids = list(distinct_ids(odd).values())
    assert ids[0] == "a-b"
    assert ids[1] == "b"
    assert len(ids[2]) == LONGEST_ID
    assert len(set(ids)) == 4
    assert not any(set(id_) & set("/\\#?\n") for id_ in ids)
    assert len(set(distinct_ids([Path("a#b.txt"), Path("a?b.txt"), Path("a#b.md")]).values())) == 3
