"""Files are written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.writing import WritingError, written_whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    with written_whole(tmp_path / "new" / "out.txt") as file:
        file.write("租金")
        assert not (tmp_path / "new" / "out.txt").exists()
    assert (tmp_path / "new" / "out.txt").read_text("utf-8") == "租金"
    assert names(tmp_path / "new") == ["out.txt"]


def test_an_error_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), written_whole(tmp_path / "out.txt") as file:
        file.write("half of the")
        raise RuntimeError
    assert (tmp_path / "out.txt").read_text("utf-8") == "old"
    assert names(tmp_path) == ["out.txt"]


def test_half_a_surrogate_pair_is_escaped_as_json_does(tmp_path: Path) -> None:
    with written_whole(tmp_path / "out.json") as file:
        file.write(json.dumps("租\ud800金", ensure_ascii=False))
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == "租\ud800金"


def test_places_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for path in (tmp_path, Path(), tmp_path / "file" / "out.txt"):
        with pytest.raises(WritingError, match="无法写入"), written_whole(path) as file:
            file.write("租金")
    assert names(tmp_path) == ["file"]
