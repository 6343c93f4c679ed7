"""The comparison with other programs: the protocol with a made-up program, the page and plots."""

from __future__ import annotations

import argparse
import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from beir_sample import write_collection
from safetensors.numpy import load_file, save_file

from benchmarks.peer_report import measured_text, quality_rows, write_report
from benchmarks.peer_runs import (
    Asked,
    Measured,
    PeerError,
    Program,
    evenly,
    measure_folder,
    whole_floats,
)
from benchmarks.peers import command, folder_argument
from eval.ranking import measure_ranking

FAKE = '''
"""Finds the passages in the order of their ids, or in the other."""
import json

class Peer:
    name = "fake"
    packages = ("numpy",)
    systems = {"forward": "d1 first", "backward": "d4 first"}

    def __init__(self, encoder):
        self.encoder = encoder

    def build(self, passages):
        self.ids = [identifier for identifier, text in passages]

    def search(self, system, query, limit):
        with open(__file__ + ".log", "a") as log:
            log.write(json.dumps([system, query, limit]) + "\\n")
        return (self.ids if system == "forward" else self.ids[::-1])[:limit]
'''


def fake(folder: Path, source: str = FAKE) -> Program:
    """A program that runs in this Python."""
    folder.mkdir()
    driver = folder / "fake_peer.py"
    driver.write_text(source, encoding="utf-8")
    return Program(driver, Path(sys.executable))


def model(folder: Path) -> Path:
    """A folder with a table in half precision, which the made-up program does not look at."""
    folder.mkdir()
    save_file({"table": np.array([[0.5, 2.0]], dtype=np.float16)}, folder / "model.safetensors")
    return folder


def test_a_program_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "letters")
    program, encoder = fake(tmp_path / "fake"), model(tmp_path / "model")
    measured = measure_folder(folder, [program], encoder, {}, 10, tmp_path / "work")
    (one,) = measured
    assert (one.name, one.passages, list(one.samples)) == ("fake", 4, ["letters"])
    assert one.versions == {"numpy": np.__version__}
    forward, backward = one.samples["letters"]["forward"], one.samples["letters"]["backward"]
    # q1 has d1 first and last; the passage that q2 is about is not in the collection.
    assert [scores["hit@1"] for scores in forward.scores] == [1, 0]
    assert [scores["mrr@10"] for scores in backward.scores] == [1 / 4, 0]
    assert one.import_s > 0
    assert 0 < one.import_mb <= one.peak_mb
    assert min(*forward.ms, *backward.ms) > 0
    # Once to warm up, then each query once, in each way.
    log = (tmp_path / "fake" / "fake_peer.py.log").read_text().splitlines()
    assert [json.loads(line)[0] for line in log] == ["forward"] * 3 + ["backward"] * 3
    # What was measured is not measured again, until something that it depends on changes.
    assert measure_folder(folder, [program], encoder, {}, 10, tmp_path / "work") == measured
    assert len((tmp_path / "fake" / "fake_peer.py.log").read_text().splitlines()) == 6
    program.driver.write_text(FAKE.replace('"fake"', '"new"'), encoding="utf-8")
    (again,) = measure_folder(folder, [program], encoder, {}, 10, tmp_path / "work")
    assert again.name == "new"


def test_parts_are_samples_of_their_own(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "letters")
    program, encoder = fake(tmp_path / "fake"), model(tmp_path / "model")
    parts = {"a": slice(0, 1), "b": slice(1, 2)}
    (one,) = measure_folder(folder, [program], encoder, parts, 10, tmp_path / "work")
    firsts = {name: ways["forward"].scores[0]["hit@1"] for name, ways in one.samples.items()}
    assert firsts == {"letters a": 1, "letters b": 0}


def test_a_program_that_fails_says_why_and_the_others_go_on(tmp_path: Path) -> None:
    folder, encoder = write_collection(tmp_path / "letters"), model(tmp_path / "m")
    good = fake(tmp_path / "good")
    bad = fake(tmp_path / "bad", "import a_library_that_is_not_there")
    with pytest.raises(PeerError, match=r"fake_peer 没有跑完(.|\n)*a_library_that_is_not_there"):
        measure_folder(folder, [bad, good], encoder, {}, 10, tmp_path / "work")
    said: list[str] = []
    measured = measure_folder(folder, [good, bad], encoder, {}, 10, tmp_path / "work", said.append)
    assert [one.name for one in measured] == ["fake"]
    assert "a_library_that_is_not_there" in said[-1]


def test_the_encoder_is_handed_on_in_whole_floats(tmp_path: Path) -> None:
    encoder = model(tmp_path / "model")
    copy = whole_floats(encoder, tmp_path)
    table = load_file(copy / "model.safetensors")["table"]
    assert table.dtype == np.float32
    assert table.tolist() == [[0.5, 2.0]]
    assert whole_floats(encoder, tmp_path) == copy
    assert load_file(encoder / "model.safetensors")["table"].dtype == np.float16


def test_samples_stand_at_equal_distances() -> None:
    assert evenly("abcdefgh", 4) == ("a", "c", "e", "g")
    assert evenly("abc", 4) == ("a", "b", "c")


def measured(name: str, systems: dict[str, tuple[list[str], float]]) -> Measured:
    """A program whose ways of searching found these first passages, in so many milliseconds; the
    relevant one is always d1.
    """
    ways = {
        system: Asked(
            tuple(measure_ranking([first], {"d1": 1}) for first in firsts),
            (ms,) * len(firsts),
            (ms / 2,) * len(firsts),
        )
        for system, (firsts, ms) in systems.items()
    }
    settings = dict.fromkeys(systems, "exact")
    versions = {"library": "1.2"}
    return Measured(
        name,
        versions,
        settings,
        "2026-02-03",
        0.5,
        12.25,
        9.5,
        80,
        400.4,
        0.1,
        1500,
        {"letters": ways},
    )


OURS = measured(
    "wenzheng", {"bm25": (["d1", "d2"] * 6, 1.0), "hybrid": (["d1"] * 11 + ["d2"], 2.0)}
)
THEIRS = measured("other", {"bm25": (["d1", "d2"] * 6, 30.0)})


def test_rows_say_how_far_from_our_best_mode() -> None:
    rows = quality_rows([OURS, THEIRS], "letters")
    assert [row[:2] for row in rows] == [
        ("wenzheng", "bm25"),
        ("wenzheng", "hybrid"),
        ("other", "bm25"),
    ]
    assert rows[0][2].startswith("50.0 [")
    assert rows[2][5:8] == ("30.0", "30.0", "15.0")
    # Five of twelve queries differ, all one way: p = 2 / 2^5.
    assert [row[-1] for row in rows] == ["-41.7 (p = 0.062)", "–", "-41.7 (p = 0.062)"]


def test_the_page_has_the_tables_and_the_plot_every_dot(tmp_path: Path) -> None:
    write_report({"letters": [OURS, THEIRS]}, tmp_path / "peers.md", "python -m x")
    page = (tmp_path / "peers.md").read_text(encoding="utf-8")
    assert "    python -m x\n" in page
    assert "### letters (12 queries)\n![letters: quality against time](peers-letters.svg)\n" in page
    assert "| other | 1,500 | 0.5 | 12.2 | 9.5 | 80 | 400 | 0.1 |" in page
    assert "- **other** (library 1.2): bm25: exact.\n" in page
    tables = [line for line in page.splitlines() if line.startswith("| program")]
    heads = [line.count("|") for line in tables]
    below = [
        page.splitlines()[page.splitlines().index(line) + step].count("|")
        for line in tables
        for step in (1, 2)
    ]
    assert below == [heads[0], heads[0], heads[1], heads[1]]
    drawing = ElementTree.parse(tmp_path / "peers-letters.svg").getroot()
    circles = [node.get("class") for node in drawing.iter("{http://www.w3.org/2000/svg}circle")]
    assert circles.count("dot other") == 1
    assert circles.count("dot wenzheng") == 2


def test_the_terminal_gets_aligned_tables() -> None:
    text = measured_text({"letters": [OURS, THEIRS]})
    head = "letters search hit@1 hit@10 ndcg@10 p50 ms p95 ms p50 CPU ms ndcg@10 against hybrid"
    assert text.splitlines()[0].split() == head.split()
    assert "other" in text.splitlines()[-1]


def test_the_command_is_shown_without_places() -> None:
    words = "/far/away/letters@60:a=0:9 --python /envs/p/bin/python --work /tmp/x --peers txtai"
    assert command(words.split()) == (
        ".venv/bin/python -m benchmarks.peers letters@60:a=0:9 --python .peers/bin/python"
        " --peers txtai"
    )


def test_a_folder_its_queries_and_its_parts() -> None:
    assert folder_argument("set") == (Path("set"), 100, {})
    parts = {"a": slice(0, 9), "b": slice(9, 12)}
    assert folder_argument("x/set@60:a=0:9,b=9:12") == (Path("x/set"), 60, parts)
    with pytest.raises(argparse.ArgumentTypeError, match="a=9"):
        folder_argument("set:a=9")
