"""Encoders: the shipped one, another from a folder, and what is said of bad ones."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import numpy as np
import pytest
from index_sample import tiny_model
from sentence_transformers import SentenceTransformer

from index.encoder import SHIPPED_ENCODER, EncoderError, encode_in_batches, load_encoder, unit_rows
from index.static_encoder import StaticEncoder


def test_unit_rows() -> None:
    rows = unit_rows(np.array([[3, 4], [0, 0]], dtype=np.float32))
    assert rows.tolist() == [pytest.approx([0.6, 0.8]), [0, 0]]


def test_the_shipped_encoder_gives_unit_vectors() -> None:
    encoder = load_encoder()
    vectors = encoder.encode(["公租房租金", "学区由谁公布"])
    assert vectors.shape == (2, encoder.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_a_text_without_words_has_the_zero_vector() -> None:
    vectors = load_encoder().encode(["", "？！", "津贴"])
    assert vectors[:2].tolist() == np.zeros((2, vectors.shape[1])).tolist()
    assert np.linalg.norm(vectors[2]) == pytest.approx(1, abs=1e-5)


def test_one_text_alone_and_among_others_has_one_vector() -> None:
    encoder = load_encoder()
    among = encoder.encode(["公租房租金按照市场租金的七成确定,每两年调整一次。", "学区", "津贴"])
    np.testing.assert_allclose(among[1:2], encoder.encode(["学区"]), atol=1e-6)


def test_another_model_from_a_folder(tmp_path: Path) -> None:
    encoder = load_encoder(str(tiny_model(tmp_path / "tiny")))
    assert (encoder.name, encoder.dim) == ("tiny", 8)
    np.testing.assert_allclose(np.linalg.norm(encoder.encode(["租金"])), 1, rtol=1e-5)


def test_the_fingerprint_is_of_the_files_not_of_the_place(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "tiny")
    moved = shutil.copytree(folder, tmp_path / "elsewhere" / "tiny")
    first = load_encoder(folder).fingerprint
    assert load_encoder(moved).fingerprint == first
    (moved / "README.md").write_text("other notes", encoding="utf-8")
    assert load_encoder(moved).fingerprint == first
    assert load_encoder(tiny_model(tmp_path / "other", 4)).fingerprint != first


def test_progress_counts_texts(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    encoder = load_encoder(tiny_model(tmp_path / "tiny"))
    vectors = encode_in_batches(encoder, ["租金"] * 300, lambda *step: told.append(step))
    assert vectors.shape == (300, 8)
    assert told == [("计算向量", 256, 300), ("计算向量", 300, 300)]


def test_a_missing_folder_is_named_and_not_looked_up_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="找不到编码器文件夹"):
        load_encoder(tmp_path / "nothing")
    with pytest.raises(EncoderError, match="找不到编码器文件夹"):
        load_encoder("./nothing")
    with pytest.raises(EncoderError, match="找不到编码器文件夹"):
        load_encoder("models/a/b")


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="不是 sentence-transformers 模型"):
        load_encoder(tmp_path)


def test_a_torn_model(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "tiny")
    weights = next(folder.rglob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:40])
    with pytest.raises(EncoderError, match=r"无法加载编码器.*不完整"):
        load_encoder(folder)


def test_a_folder_is_loaded_without_any_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert load_encoder(SHIPPED_ENCODER).encode(["租金"]).shape[0] == 1


def test_importing_the_room_does_not_load_torch() -> None:
    program = "import sys, index.store; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_a_static_model_runs_as_sentence_transformers_runs_it(tmp_path: Path) -> None:
    texts = ["公租房租金按照市场租金的七成确定,每两年调整一次。", "DRG 2023", "", "？", "学" * 5000]
    for folder in (SHIPPED_ENCODER, tiny_model(tmp_path / "tiny")):
        encoder = load_encoder(folder)
        assert isinstance(encoder, StaticEncoder)
        model = SentenceTransformer(str(folder), device="cpu").float()
        theirs = unit_rows(np.nan_to_num(model.encode(texts)))
        np.testing.assert_allclose(encoder.encode(texts), theirs, atol=2e-6)


def test_the_shipped_encoder_does_not_import_torch() -> None:
    code = (
        "import sys; from index.encoder import load_encoder; load_encoder().encode(['租金']);"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_several_threads_may_ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.static_encoder._REMEMBERED", 40)
    encoder = load_encoder()
    texts = [f"渡口{number}" for number in range(60)]
    expected = dict(zip(texts, encoder.encode(texts), strict=True))

    def ask(seed: int) -> bool:
        some = Random(seed).sample(texts, 30)
        found = [encoder.encode(some) for _ in range(20)]
        return all(np.array_equal(one, [expected[text] for text in some]) for one in found)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            assert all(threads.map(ask, range(96)))
    finally:
        sys.setswitchinterval(before)
