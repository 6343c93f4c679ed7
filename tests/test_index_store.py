"""The index on disk: whole or not at all, and what is said when it cannot be used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_sample import asked, document, housing, schools, tiny_model
from numpy.typing import NDArray

from corpus.errors import WenzhengError
from index.encoder import Encoder, load_encoder
from index.generations import (
    BusyIndexError,
    UnwritableDataError,
    current_generation,
    new_generation,
)
from index.manifest import MANIFEST, DamagedIndexError, StaleIndexError
from index.store import (
    NoIndexError,
    add_documents,
    build_index,
    has_index,
    index_facts,
    open_index,
    read_documents,
)
from retrieval.search import search


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def generation(data: Path) -> Path:
    folder = current_generation(data / "index")
    assert folder is not None
    return folder


def segment(data: Path) -> Path:
    """The only segment of an index."""
    (folder,) = (path for path in generation(data).iterdir() if path.is_dir())
    return folder


def test_an_opened_index_answers_as_the_one_that_was_built(
    tmp_path: Path, encoder: Encoder
) -> None:
    built = build_index([schools(), housing()], encoder, tmp_path)
    opened = open_index(tmp_path, encoder)
    assert opened.documents == built.documents
    assert opened.passages == built.passages
    assert opened.owners.tolist() == [0, 0, 1, 1, 1]
    for text in ("公租房租金多久调整一次", "学区由谁公布", "桂林"):
        assert search(opened, encoder, asked(text)) == search(built, encoder, asked(text))


def test_passages_stand_in_the_order_of_their_ids(tmp_path: Path, encoder: Encoder) -> None:
    names = ["b", "a b", "a", "a-1"]
    documents = [document(name, "", f"租金{name}", f"学区{name}") for name in names]
    index = build_index(documents, encoder, tmp_path)
    ids = [passage.id for passage in index.passages]
    assert ids == sorted(ids)
    assert len(ids) == 8


def test_the_manifest_says_what_is_there(tmp_path: Path, encoder: Encoder) -> None:
    build_index([schools(), housing()], encoder, tmp_path)
    facts = index_facts(tmp_path)
    assert (facts.format, facts.documents, facts.passages) == (3, 2, 5)
    assert (facts.encoder, facts.dim) == ("wenzheng-static", encoder.dim)
    folder = generation(tmp_path)
    paths = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {file.name for file in facts.files} == paths - {MANIFEST}


def test_adding_keeps_the_rest_and_replaces_the_same_id(tmp_path: Path, encoder: Encoder) -> None:
    add_documents([housing()], encoder, tmp_path)
    add_documents([schools()], encoder, tmp_path)
    changed = document("guilin-housing", "桂林市公租房新办法", "公租房租金按照市场租金的六成确定。")
    index = add_documents([changed], encoder, tmp_path)
    assert list(index.documents) == ["guilin-housing", "zunyi-schools"]
    assert read_documents(tmp_path)["guilin-housing"] == changed
    assert len(open_index(tmp_path, encoder).passages) == 4


class Counting:
    """An encoder that counts the texts it is given."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.name, self.dim, self.fingerprint = encoder.name, encoder.dim, encoder.fingerprint
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += len(texts)
        return self.encoder.encode(texts)


def test_known_passages_are_not_encoded_again(tmp_path: Path, encoder: Encoder) -> None:
    add_documents([housing()], encoder, tmp_path)
    counting = Counting(encoder)
    grown = add_documents([schools()], counting, tmp_path)
    assert counting.texts == 3
    fresh = build_index([schools(), housing()], encoder, tmp_path / "fresh")
    np.testing.assert_allclose(grown.vectors.rows(), fresh.vectors.rows(), atol=1e-6)


def test_writers_wait_their_turn_before_they_read(tmp_path: Path, encoder: Encoder) -> None:
    # A second writer inside the first one's work must not read what is about to be replaced.
    def interrupting(*_: object) -> None:
        with pytest.raises(BusyIndexError):
            add_documents([schools()], encoder, tmp_path)

    add_documents([housing()], encoder, tmp_path, interrupting)
    assert list(add_documents([schools()], encoder, tmp_path).documents) == [
        "guilin-housing",
        "zunyi-schools",
    ]


def test_two_documents_of_one_id_are_refused(tmp_path: Path, encoder: Encoder) -> None:
    twin = replace(housing(), source_file="elsewhere/guilin-housing.txt")
    with pytest.raises(WenzhengError, match=r"编号都是 guilin-housing.*改名"):
        build_index([housing(), twin], encoder, tmp_path)
    assert not has_index(tmp_path)


def test_an_empty_index_can_be_opened_and_asked(tmp_path: Path, encoder: Encoder) -> None:
    build_index([], encoder, tmp_path)
    assert search(open_index(tmp_path, encoder), encoder, asked("租金")) == []


def test_no_index(tmp_path: Path, encoder: Encoder) -> None:
    with pytest.raises(NoIndexError, match="wenzheng index"):
        open_index(tmp_path, encoder)


def test_another_encoder_is_told_with_both_sides(tmp_path: Path, encoder: Encoder) -> None:
    build_index([housing()], encoder, tmp_path)
    other = load_encoder(tiny_model(tmp_path / "tiny"))
    with pytest.raises(StaleIndexError) as error:
        open_index(tmp_path, other)
    assert f"wenzheng-static（{encoder.dim} 维）" in str(error.value)
    assert "tiny（8 维）" in str(error.value) and "--rebuild" in str(error.value)
    # Rebuilding with the other encoder is adding nothing.
    add_documents([], other, tmp_path)
    assert open_index(tmp_path, other).vectors.dim == 8


@pytest.mark.parametrize("file", ["documents.bin", "vectors.faiss", "counts.npy", "terms.txt"])
def test_a_changed_missing_or_short_file_is_named(
    tmp_path: Path, encoder: Encoder, file: str
) -> None:
    build_index([housing()], encoder, tmp_path)
    path = segment(tmp_path) / file
    whole = path.read_bytes()
    path.write_bytes(whole[:-2] + b"xx")
    with pytest.raises(DamagedIndexError, match=f"{file} 的内容被改动.*--rebuild"):
        open_index(tmp_path, encoder)
    path.write_bytes(whole[:-2])
    with pytest.raises(DamagedIndexError, match=f"{file} 有 .* 字节"):
        open_index(tmp_path, encoder)
    path.unlink()
    with pytest.raises(DamagedIndexError, match=f"缺少文件 segment-000001/{file}"):
        open_index(tmp_path, encoder)


def test_an_index_without_its_vectors_is_rebuilt_from_its_documents(
    tmp_path: Path, encoder: Encoder
) -> None:
    build_index([housing()], encoder, tmp_path)
    (segment(tmp_path) / "vectors.faiss").write_bytes(b"")
    add_documents([], encoder, tmp_path)
    assert list(open_index(tmp_path, encoder).documents) == ["guilin-housing"]
    (segment(tmp_path) / "documents.bin").write_text("{}\n", encoding="utf-8")
    with pytest.raises(DamagedIndexError, match="加上原来的文件"):
        add_documents([], encoder, tmp_path)
    assert build_index([schools()], encoder, tmp_path).documents.keys() == {"zunyi-schools"}


def rewrite_manifest(data: Path, **facts: object) -> None:
    path = generation(data) / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | facts), encoding="utf-8")


def test_a_newer_format_an_older_format_and_other_tokens(tmp_path: Path, encoder: Encoder) -> None:
    build_index([housing()], encoder, tmp_path)
    rewrite_manifest(tmp_path, format=4)
    with pytest.raises(StaleIndexError, match="较新的版本"):
        open_index(tmp_path, encoder)
    rewrite_manifest(tmp_path, format=0)
    with pytest.raises(StaleIndexError, match="已过时"):
        open_index(tmp_path, encoder)
    rewrite_manifest(tmp_path, format=3, tokens="1-0000")
    with pytest.raises(StaleIndexError, match="分词"):
        open_index(tmp_path, encoder)
    rewrite_manifest(tmp_path, passages="five")
    with pytest.raises(DamagedIndexError, match="清单"):
        open_index(tmp_path, encoder)


def test_an_error_on_the_way_leaves_the_old_index(tmp_path: Path, encoder: Encoder) -> None:
    build_index([housing()], encoder, tmp_path)
    before = generation(tmp_path)
    with pytest.raises(KeyboardInterrupt), new_generation(tmp_path / "index") as folder:
        (folder / "documents.bin").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert generation(tmp_path) == before
    assert not folder.exists()
    assert list(open_index(tmp_path, encoder).documents) == ["guilin-housing"]


# Dies at the n-th step that reaches the disk, as a power cut would: nothing is cleaned up.
DYING = """
import os, sys
from pathlib import Path
from index import generations

steps = int(sys.argv[2])
def die_after(function):
    def run(*arguments):
        global steps
        if steps == 0:
            os._exit(9)
        steps -= 1
        return function(*arguments)
    return run
generations._sync = die_after(generations._sync)
generations._switch = die_after(generations._switch)
generations._remove_all_but = die_after(generations._remove_all_but)
with generations.new_generation(Path(sys.argv[1])) as folder:
    (folder / "content").write_text("new")
"""


def test_a_crash_at_any_step_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    seen = []
    for steps in range(8):
        folder = tmp_path / str(steps)
        with new_generation(folder) as first:
            (first / "content").write_text("old")
        run = subprocess.run([sys.executable, "-c", DYING, str(folder), str(steps)], check=False)
        current = current_generation(folder)
        assert current is not None
        seen.append((run.returncode, (current / "content").read_text()))
        # The next writer clears what the crash left and is not kept out by its lock.
        with new_generation(folder) as next_one:
            (next_one / "content").write_text("next")
        assert [path.name for path in folder.glob("generation-*")] == [next_one.name]
    # Clearing, syncing the file and the folder, switching with two syncs, clearing: seven steps.
    assert seen == [(9, "old")] * 5 + [(9, "new")] * 2 + [(0, "new")]


def test_two_writers_do_not_collide(tmp_path: Path, encoder: Encoder) -> None:
    build_index([housing()], encoder, tmp_path)
    with new_generation(tmp_path / "index") as folder:
        with pytest.raises(BusyIndexError, match="另一个程序正在更新"):
            build_index([schools()], encoder, tmp_path)
        assert list(open_index(tmp_path, encoder).documents) == ["guilin-housing"]
        (folder / "content").write_text("other")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path: Path, encoder: Encoder) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UnwritableDataError, match=r"无法写入.*--data"):
        build_index([housing()], encoder, tmp_path)


def test_a_data_folder_that_is_a_file(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(UnwritableDataError, match=r"无法写入.*--data"):
        build_index([housing()], encoder, tmp_path / "data")


def test_an_open_index_outlives_its_files(tmp_path: Path, encoder: Encoder) -> None:
    build_index([housing()], encoder, tmp_path)
    opened = open_index(tmp_path, encoder)
    before = search(opened, encoder, asked("公租房租金"))
    build_index([schools()], encoder, tmp_path)
    assert search(opened, encoder, asked("公租房租金")) == before
