"""The manifest of an index on disk: what is in it, made by what, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import WenzhengError
from corpus.serialise import from_json, to_json
from index.encoder import Encoder
from index.tokens import tokens_fingerprint

FORMAT = 3
MANIFEST = "manifest.json"
# Hashing gigabytes would take longer than the answer: at a start, of larger files the size is
# checked.
_HASHED_BYTES = 64 * 2**20


class DamagedIndexError(WenzhengError):
    """Files of the index are missing or changed."""


class StaleIndexError(WenzhengError):
    """The index was made by another encoder, another tokeniser or another version."""


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file of the generation with its size in bytes and its SHA-256 in hexadecimal.

    ``name`` is its path in the generation, parts separated by "/".
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index holds. ``created`` is UTC in ISO 8601; ``tokens`` names the tokeniser."""

    format: int
    created: str
    documents: int
    passages: int
    encoder: str
    dim: int
    encoder_fingerprint: str
    tokens: str
    files: tuple[IndexedFile, ...]


def write_manifest(
    documents: int,
    passages: int,
    encoder: Encoder,
    generation: Path,
    known: Iterable[IndexedFile] = (),
) -> Manifest:
    """Write the manifest over all files that stand in the generation.

    What is ``known`` of files taken over from the generation before is not measured again.
    """
    measured = {file.name: file for file in known}
    paths = sorted(path for path in generation.rglob("*") if path.is_file())
    names = {path.relative_to(generation).as_posix(): path for path in paths}
    manifest = Manifest(
        format=FORMAT,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        documents=documents,
        passages=passages,
        encoder=encoder.name,
        dim=encoder.dim,
        encoder_fingerprint=encoder.fingerprint,
        tokens=tokens_fingerprint(),
        files=tuple(measured.get(n) or _measured(n, path) for n, path in names.items()),
    )
    text = json.dumps(to_json(manifest), ensure_ascii=False, indent=1)
    (generation / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


def rebuild(generation: Path) -> str:
    """The remedy that keeps the documents in place, as a command for this data folder."""
    return f"请用 wenzheng index --rebuild --data {_data_folder(generation)} 重建索引。"


def rebuild_from_files(generation: Path) -> str:
    """The remedy where the documents in place are lost, as a command for this data folder."""
    return (
        f"请用 wenzheng index --rebuild --data {_data_folder(generation)} "
        "加上原来的文件或文件夹，重新收录。"
    )


def _data_folder(generation: Path) -> Path:
    return generation.parent.parent


def read_manifest(generation: Path) -> Manifest:
    """Read the manifest of a generation.

    Raises DamagedIndexError, or StaleIndexError for a format that this program does not know.
    """
    try:
        facts = json.loads((generation / MANIFEST).read_text(encoding="utf-8"))
        _check_format(int(facts["format"]), generation)
        return from_json(Manifest, facts)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(
            f"索引 {generation} 的清单缺失或损坏；{rebuild_from_files(generation)}"
        ) from error


def check_files(files: Iterable[IndexedFile], generation: Path, *, thorough: bool = False) -> None:
    """Raise DamagedIndexError unless these files are in the generation as they were written.

    Of large files the size is looked at, and what they hold where it is to be ``thorough``.
    """
    for file in files:
        problem = _problem(file, generation / file.name, thorough)
        if problem:
            raise DamagedIndexError(f"索引已损坏：{problem}；{rebuild(generation)}")


def damaged(generation: Path) -> DamagedIndexError:
    """The error of an index that cannot be read."""
    return DamagedIndexError(f"索引 {generation} 读不出来；{rebuild(generation)}")


def check_made_for(manifest: Manifest, encoder: Encoder, generation: Path) -> None:
    """Raise StaleIndexError unless this encoder and this tokeniser made the index."""
    if (manifest.dim, manifest.encoder_fingerprint) != (encoder.dim, encoder.fingerprint):
        raise StaleIndexError(
            f"索引用的编码器是 {manifest.encoder}（{manifest.dim} 维），"
            f"当前编码器是 {encoder.name}（{encoder.dim} 维），二者不同；{rebuild(generation)}"
        )
    if manifest.tokens != tokens_fingerprint():
        raise StaleIndexError(f"索引用的分词规则或词表与当前程序不同；{rebuild(generation)}")


def _check_format(number: int, generation: Path) -> None:
    remedy = rebuild_from_files(generation)
    if number > FORMAT:
        raise StaleIndexError(
            f"索引由较新的版本写成（格式 {number}），本程序只认识格式 {FORMAT}；"
            f"请升级程序，或{remedy.removeprefix('请')}"
        )
    if number < FORMAT:
        raise StaleIndexError(f"索引的格式 {number} 已过时，本程序使用格式 {FORMAT}；{remedy}")


def _problem(file: IndexedFile, path: Path, thorough: bool) -> str:
    """What is wrong with a file, in words; empty where nothing is."""
    if not path.is_file():
        return f"缺少文件 {file.name}"
    size = path.stat().st_size
    if size != file.size:
        return f"文件 {file.name} 有 {size} 字节，应为 {file.size} 字节"
    looked_at = size <= _HASHED_BYTES or thorough
    if looked_at and _measured(file.name, path) != file:
        return f"文件 {file.name} 的内容被改动"
    return ""


def _measured(name: str, path: Path) -> IndexedFile:
    size = path.stat().st_size
    with path.open("rb") as stream:
        return IndexedFile(name, size, hashlib.file_digest(stream, "sha256").hexdigest())
