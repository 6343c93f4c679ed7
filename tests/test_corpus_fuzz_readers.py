"""Readers under damaged files: text or a ReadingError with a remedy, in bounded time, whatever."""

from __future__ import annotations

import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from archive_sample import packed
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ReadingError
from corpus.files import raw_text
from corpus.reading import read_documents
from corpus.sources import find_sources

FILES = Path(__file__).parent / "files"
SECONDS = 20.0  # for one damaged file; whole ones take a tenth of a second
WORDS = "第一条 为规范管理，制定本办法。附件：\n\r\t\x00\ufeff\u3000<td>&#x4e00;é？！１ａ"


def read(name: str, data: bytes) -> str | None:
    """The text of bytes, or None where they were refused in a sentence that names a remedy."""
    start = time.process_time()
    try:
        found = raw_text(name, data)
    except ReadingError as error:
        assert name in str(error)
        assert "请" in str(error)
        return None
    finally:
        assert time.process_time() - start < SECONDS
    assert found.text.encode("utf-8")  # nothing that cannot be stored
    return found.text


ENDINGS = ["txt", "md", "html", "mhtml", "pdf", "docx", "doc", "zip", "xyz", ""]
HEADS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"MIME-Version: 1.0\nContent-Type: text/html\n\n",
    b"<html>",
]


@given(st.sampled_from(ENDINGS), st.sampled_from(HEADS), st.binary(max_size=400))
def test_any_bytes(ending: str, head: bytes, data: bytes) -> None:
    read(f"文件.{ending}", head + data)


ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-32"]


@settings(max_examples=200)
@given(st.text(WORDS, max_size=200), st.sampled_from(ENCODINGS), st.data())
def test_any_text_with_any_damage(text: str, encoding: str, data: st.DataObject) -> None:
    raw = bytearray(text.encode(encoding, "ignore"))
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(raw)))
        raw[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    read("文件.txt", bytes(raw))
    read("文件.html", bytes(raw))


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 8, 64])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def swap(data: bytes, chance: random.Random) -> bytes:
    a, b, c = sorted(chance.randrange(len(data)) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def repeat(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:b] + data[a:b] * 3 + data[b:]


PAGE = (
    "<html><head><meta charset='gb2312'><title>办法</title></head><body><div><table><tr><td>第一条"
    "</td><td rowspan=2>为规范管理，制定本办法。</td></tr></table></div></body></html>"
).encode("gb18030")
MAIL = (
    b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="bb"\r\n\r\n'
    b"--bb\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    + PAGE
    + b"\r\n--bb\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
    + b"--bb--"
)
SAMPLES = [path for path in sorted(FILES.iterdir()) if path.suffix != ".py"]


@pytest.mark.parametrize("damage", [cut, flip, swap, repeat])
@pytest.mark.parametrize("file", [path.name for path in SAMPLES if path.is_file()])
def test_damaged_files(file: str, damage: Callable[[bytes, random.Random], bytes]) -> None:
    whole = (FILES / file).read_bytes()
    for seed in range(12):
        read(file, damage(whole, random.Random(f"{file} {damage.__name__} {seed}")))


@pytest.mark.parametrize("damage", [cut, flip, swap, repeat])
@pytest.mark.parametrize(("name", "whole"), [("a.html", PAGE), ("a.mhtml", MAIL)])
def test_damaged_pages(
    name: str, whole: bytes, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    assert read(name, whole) is not None
    for seed in range(60):
        read(name, damage(whole, random.Random(f"{name} {damage.__name__} {seed}")))


@pytest.mark.parametrize("damage", [cut, flip, swap, repeat])
def test_damaged_parts_of_word_files(damage: Callable[[bytes, random.Random], bytes]) -> None:
    """Damage inside the XML, which compression would else turn into a failed checksum."""

    for file in ("notice.docx", "word.docx"):
        with zipfile.ZipFile(FILES / file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        for seed in range(12):
            chance = random.Random(f"{file} {damage.__name__} {seed}")
            part = chance.choice([name for name in parts if name.startswith("word/")])
            read(file, packed({**parts, part: damage(parts[part], chance)}))


@pytest.mark.parametrize("damage", [cut, flip, swap, repeat])
def test_damaged_archives(tmp_path: Path, damage: Callable[[bytes, random.Random], bytes]) -> None:
    whole = packed({"a.html": PAGE, "b.zip": packed({"c.mhtml": MAIL}), "../d.txt": b"x" * 99})
    for seed in range(40):
        data = damage(whole, random.Random(f"{damage.__name__} {seed}"))
        (tmp_path / f"{seed}.zip").write_bytes(data)
    found = find_sources([tmp_path])
    assert len(list(read_documents(found.sources))) == len(found.sources)
    assert all(problem.reason for problem in found.problems)
