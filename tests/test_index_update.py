"""A collection that lives: what changed is read, what is gone leaves, the answers are the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from index_sample import asked, tiny_model

from corpus.sources import Source
from index import update, workers
from index.encoder import Encoder, load_encoder
from index.generations import current_generation
from index.store import add_documents, open_index, read_catalogue
from index.update import NothingReadError, Report, reading_fingerprint, update_index
from index.workers import Failed, Job, Outcome, WorkerError, read_all, read_job
from retrieval.search import search

TEXTS = {
    "housing": "桂林市公共租赁住房管理办法\n公租房租金按照市场租金的七成确定。\n每两年调整一次。\n",
    "schools": "遵义市义务教育入学工作通知\n义务教育阶段实行划片就近入学。\n学校不得跨学区招生。\n",
    "rivers": "绵阳市河长制工作方案\n河长每月巡河不少于一次。\n发现问题当日交办。\n",
    "elders": "烟台市高龄津贴发放办法\n高龄津贴自年满八十周岁的次月起发放。\n每人每月一百元。\n",
}
QUESTIONS = ("公租房租金多久调整一次", "学区由谁公布", "津贴每月多少", "巡河")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, in this process, which a test can look into."""
    names: list[str] = []

    def here(jobs: list[Job]) -> Iterator[tuple[Job, Outcome]]:
        for job in jobs:
            names.append(job.source.name)
            yield job, read_job(job)

    monkeypatch.setattr(update, "read_all", here)
    return names


def put(file: Path, text: str, age: int = 60) -> Path:
    """Write a file as it was so many seconds ago."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    then = file.stat().st_mtime - age
    os.utime(file, (then, then))
    return file


def put_all(folder: Path) -> Path:
    for name, text in TEXTS.items():
        put(folder / f"{name}.txt", text)
    return folder


def told(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


def test_only_what_changed_is_read(tmp_path: Path, encoder: Encoder, read: list[str]) -> None:
    texts, data = put_all(tmp_path / "texts"), tmp_path / "data"
    assert told(update_index([texts], encoder, data)) == (4, 0, 0, 0)
    generation = current_generation(data / "index")
    read.clear()
    assert told(update_index([texts], encoder, data)) == (0, 0, 0, 4)
    assert read == [] and current_generation(data / "index") == generation
    put(texts / "rivers.txt", TEXTS["rivers"].replace("一次", "三次"), age=30)
    put(texts / "water.txt", "泰州市供水办法\n按月抄表。\n")
    (texts / "elders.txt").unlink()
    report = update_index([texts], encoder, data)
    assert told(report) == (1, 1, 1, 2) and sorted(read) == ["rivers.txt", "water.txt"]
    index = open_index(data, encoder)
    assert list(index.documents) == ["housing", "rivers", "schools", "water"]
    assert "三次" in index.documents["rivers"].text
    assert report.documents == 4 and report.passages == len(index.passages)


def test_a_touched_file_is_compared_by_what_it_holds(
    tmp_path: Path, encoder: Encoder, read: list[str]
) -> None:
    texts, data = put_all(tmp_path / "texts"), tmp_path / "data"
    update_index([texts], encoder, data)
    generation = current_generation(data / "index")
    put(texts / "rivers.txt", TEXTS["rivers"], age=10)
    assert told(update_index([texts], encoder, data)) == (0, 0, 0, 4)
    assert current_generation(data / "index") == generation


def test_a_change_within_the_grain_of_the_clock_is_seen(
    tmp_path: Path, encoder: Encoder, read: list[str]
) -> None:
    file = put(tmp_path / "rivers.txt", TEXTS["rivers"], age=0)
    update_index([file], encoder, tmp_path / "data")
    before = file.stat()
    file.write_text(TEXTS["rivers"].replace("一次", "三次"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert told(update_index([file], encoder, tmp_path / "data")) == (0, 1, 0, 0)


def test_another_reading_program_reads_all_again(
    tmp_path: Path, encoder: Encoder, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, data = put_all(tmp_path / "texts"), tmp_path / "data"
    update_index([texts], encoder, data)
    monkeypatch.setattr(update, "reading_fingerprint", lambda: "another")
    assert told(update_index([texts], encoder, data)) == (0, 4, 0, 0)
    assert len(read) == 8 and reading_fingerprint() != "another"


def test_a_rebuild_cleans_only_what_changed_and_keeps_nothing_else(
    tmp_path: Path, encoder: Encoder, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, data = put_all(tmp_path / "texts"), tmp_path / "data"
    elsewhere = put(tmp_path / "water.txt", "泰州市供水办法\n按月抄表。\n")
    update_index([texts, elsewhere], encoder, data)
    put(texts / "rivers.txt", TEXTS["rivers"].replace("一次", "三次"), age=30)
    report = update_index([texts], encoder, data, afresh=True)
    assert told(report) == (1, 0, 0, 3) and report.documents == 4
    rebuilt = open_index(data, encoder)
    update_index([texts], encoder, tmp_path / "fresh")
    fresh = open_index(tmp_path / "fresh", encoder)
    assert dict(rebuilt.documents) == dict(fresh.documents)
    assert np.array_equal(rebuilt.vectors.rows(), fresh.vectors.rows())
    monkeypatch.setattr(update, "reading_fingerprint", lambda: "another")
    assert told(update_index([texts], encoder, data, afresh=True)) == (4, 0, 0, 0)


@pytest.mark.parametrize("name", ["documents.bin", "counts.npy", "vectors.faiss"])
def test_a_rebuild_mends_what_a_start_does_not_look_at(
    tmp_path: Path, encoder: Encoder, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, data = put_all(tmp_path / "texts"), tmp_path / "data"
    update_index([texts], encoder, data)
    index = open_index(data, encoder)
    # Taken before anything is damaged: an open index reads from its files.
    documents, vectors = dict(index.documents), index.vectors.rows()
    frequencies = list(index.bm25.frequencies())
    generation = current_generation(data / "index")
    assert generation is not None
    file = next(generation.glob(f"*/{name}"))
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    monkeypatch.setattr("index.manifest._HASHED_BYTES", 0)
    update_index([texts], encoder, data, afresh=True)
    mended = open_index(data, encoder)
    assert dict(mended.documents) == documents
    assert np.array_equal(mended.vectors.rows(), vectors)
    assert list(mended.bm25.frequencies()) == frequencies


def test_one_by_one_gives_what_all_at_once_gives(
    tmp_path: Path, encoder: Encoder, read: list[str]
) -> None:
    texts, data = put_all(tmp_path / "texts"), tmp_path / "data"
    put(texts / "gone.txt", "泰州市供水办法\n按月抄表,逾期收取滞纳金。\n")
    for name in ("schools", "gone", "elders", "housing", "rivers"):
        update_index([texts / f"{name}.txt"], encoder, data)
    (texts / "gone.txt").unlink()
    update_index([texts], encoder, data)
    update_index([texts], encoder, tmp_path / "fresh")
    grown, fresh = (open_index(folder, encoder) for folder in (data, tmp_path / "fresh"))
    assert grown.documents == fresh.documents and grown.passages == fresh.passages
    for text in QUESTIONS:
        assert search(grown, encoder, asked(text)) == search(fresh, encoder, asked(text))


def test_another_encoder_keeps_the_counts(
    tmp_path: Path, encoder: Encoder, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, data = put_all(tmp_path / "texts"), tmp_path / "data"
    update_index([texts], encoder, data)
    other = load_encoder(tiny_model(tmp_path / "tiny"))

    def never(*_: object) -> None:
        raise AssertionError("tokenised again")

    monkeypatch.setattr("index.segment_writer.count_passages", never)
    index = add_documents([], other, data)
    assert index.vectors.dim == 8
    question = asked(QUESTIONS[0])
    update_index([texts], encoder, tmp_path / "fresh")
    fresh = open_index(tmp_path / "fresh", encoder)
    ours, theirs = (search(i, encoder, question, mode="bm25") for i in (index, fresh))
    assert ours == theirs


def test_unreadable_files_are_named_and_the_rest_indexed(tmp_path: Path, encoder: Encoder) -> None:
    texts, data = put_all(tmp_path / "texts"), tmp_path / "data"
    put(texts / "empty.txt", "")
    (texts / "noise.txt").write_bytes(b"\x7fELF\x00\x01\x02" * 100)
    report = update_index([texts], encoder, data)
    assert told(report) == (4, 0, 0, 0)
    assert sorted(problem.name for problem in report.problems) == ["empty.txt", "noise.txt"]
    again = update_index([texts], encoder, data)
    assert again.problems == report.problems and again.unchanged == 4
    assert read_catalogue(data).problems == report.problems
    put(texts / "empty.txt", "泰州市供水办法\n按月抄表。\n", age=5)
    report = update_index([texts], encoder, data)
    assert told(report) == (1, 0, 0, 4)
    assert [problem.name for problem in report.problems] == ["noise.txt"]


def test_a_file_that_became_unreadable_leaves(
    tmp_path: Path, encoder: Encoder, read: list[str]
) -> None:
    texts, data = put_all(tmp_path / "texts"), tmp_path / "data"
    update_index([texts], encoder, data)
    put(texts / "rivers.txt", "", age=30)
    report = update_index([texts], encoder, data)
    assert report.documents == 3 and report.problems[0].name == "rivers.txt"


def test_nothing_readable_makes_no_index(tmp_path: Path, encoder: Encoder) -> None:
    with pytest.raises(NothingReadError) as error:
        update_index([put(tmp_path / "empty.txt", "")], encoder, tmp_path / "data")
    assert [problem.name for problem in error.value.problems] == ["empty.txt"]
    assert not (tmp_path / "data").exists()


def test_other_folders_are_left_alone(tmp_path: Path, encoder: Encoder, read: list[str]) -> None:
    data = tmp_path / "data"
    put(tmp_path / "a" / "rivers.txt", TEXTS["rivers"])
    put(tmp_path / "b" / "elders.txt", TEXTS["elders"])
    update_index([tmp_path / "a", tmp_path / "b"], encoder, data)
    (tmp_path / "b" / "elders.txt").unlink()
    assert told(update_index([tmp_path / "a"], encoder, data)) == (0, 0, 0, 1)
    assert list(open_index(data, encoder).documents) == ["elders", "rivers"]
    assert told(update_index([tmp_path / "b"], encoder, data)) == (0, 0, 1, 0)
    assert list(open_index(data, encoder).documents) == ["rivers"]


def test_two_files_of_one_name_keep_their_ids(
    tmp_path: Path, encoder: Encoder, read: list[str]
) -> None:
    data = tmp_path / "data"
    first = put(tmp_path / "2023" / "通知.txt", TEXTS["rivers"])
    second = put(tmp_path / "2024" / "通知.txt", TEXTS["elders"])
    update_index([first], encoder, data)
    update_index([second], encoder, data)
    assert list(open_index(data, encoder).documents) == ["2024-通知", "通知"]
    update_index([tmp_path / "2023", tmp_path / "2024"], encoder, data)
    assert list(open_index(data, encoder).documents) == ["2024-通知", "通知"]
    first.unlink()
    update_index([tmp_path / "2023"], encoder, data)
    assert list(open_index(data, encoder).documents) == ["2024-通知"]


def test_a_file_that_moved_keeps_its_id(tmp_path: Path, encoder: Encoder, read: list[str]) -> None:
    data, texts = tmp_path / "data", put_all(tmp_path / "texts")
    update_index([texts], encoder, data)
    (tmp_path / "elsewhere").mkdir()
    shutil.move(texts / "rivers.txt", tmp_path / "elsewhere" / "rivers.txt")
    update_index([tmp_path / "elsewhere"], encoder, data)
    assert list(open_index(data, encoder).documents) == sorted(TEXTS)
    assert told(update_index([texts], encoder, data)) == (0, 0, 0, 3)


def test_the_cleaner_copy_is_cited_and_the_other_takes_its_place(
    tmp_path: Path, encoder: Encoder, read: list[str]
) -> None:
    data, texts = tmp_path / "data", tmp_path / "texts"
    body = "".join(
        f"第{n}条　{what}由区河长办负责,每季度通报一次。\n"
        for n, what in zip(
            "一二三四五六", ("巡河", "清淤", "截污", "补水", "绿化", "监测"), strict=True
        )
    )
    page = f"绵阳市河湖管护办法\n绵府发〔2022〕7号\n{body}"
    put(texts / "city.txt", page)
    put(texts / "portal.txt", page.replace("清淤", "清 淤").replace("通报", "通報"))
    report = update_index([texts], encoder, data)
    assert report.documents == 1 and report.copies == {"city": ("portal.txt",)}
    document = open_index(data, encoder).documents["city"]
    assert document.copies == ("portal.txt",)
    (texts / "city.txt").unlink()
    assert update_index([texts], encoder, data).copies == {}
    index = open_index(data, encoder)
    assert list(index.documents) == ["portal"] and index.documents["portal"].copies == ()
    update_index([texts], encoder, tmp_path / "fresh")
    fresh = open_index(tmp_path / "fresh", encoder)
    np.testing.assert_array_equal(index.vectors.rows(), fresh.vectors.rows())
    assert search(index, encoder, asked("清淤")) == search(fresh, encoder, asked("清淤"))


def test_a_reader_that_dies_or_hangs_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SECONDS", 20.0)  # a busy machine reads slowly
    monkeypatch.setattr(workers, "SECONDS_A_MEGABYTE", 0.0)
    monkeypatch.setattr(
        workers, "PROGRAM", workers.PROGRAM.replace("index.workers", "crashing_reader")
    )
    jobs = [
        Job(Source(put(tmp_path / f"{name}.txt", TEXTS["rivers"])), name, "", 0)
        for name in ("a", "dies", "b", "hangs", "c", "d")
    ]
    outcomes = {job.source.name: outcome for job, outcome in read_all(jobs)}
    assert len(outcomes) == 6
    reasons = {name: o.reason for name, o in outcomes.items() if isinstance(o, Failed)}
    assert reasons.keys() == {"dies.txt", "hangs.txt"}
    assert "崩溃" in reasons["dies.txt"] and "用时过长" in reasons["hangs.txt"]


def test_an_error_of_the_program_is_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(workers, "read_document", broken)
    outcome = read_job(Job(Source(put(tmp_path / "a.txt", "文")), "a", "", 0))
    assert isinstance(outcome, Failed) and "RecursionError" in outcome.reason


def test_processes_that_cannot_start_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PROGRAM", "raise SystemExit(1)")
    job = Job(Source(put(tmp_path / "a.txt", "文")), "a", "", 0)
    with pytest.raises(WorkerError, match="无法启动"):
        list(read_all([job]))
