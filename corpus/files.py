"""Files become raw text: finding them, decoding them, and plain errors where that fails."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.decoding import NotTextError, decode
from corpus.errors import ReadingError
from corpus.pages import page_text

PLAIN_SUFFIXES = frozenset({".txt", ".md", ".text", ".markdown"})
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
LARGEST_FILE = 64 * 2**20  # bytes


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files to read, sorted, and those left out because their suffix is not known."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]


def read_text(path: Path) -> str:
    """The raw text of a file: as decoded, or the main text of an HTML page.

    Raises ReadingError for a file that is missing, not readable, too large, empty, binary or in
    an unknown encoding.
    """
    data = _read_bytes(path)
    try:
        text = decode(data)
    except NotTextError as error:
        if error.binary:
            raise ReadingError(
                f"“{path}”不是文本文件，无法读取。请另存为 .txt 或 .html 后再试。"
            ) from None
        raise ReadingError(
            f"无法识别“{path}”的文字编码。请用 UTF-8 或 GB18030 编码另存后再试。"
        ) from None
    if path.suffix.lower() in PAGE_SUFFIXES:
        text = page_text(text)
    if not text.strip("\ufeff \n\r\t\u3000\u00a0"):
        raise ReadingError(f"“{path}”里没有文字。请确认文件内容后再试。")
    return text


def _read_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ReadingError(f"“{path}”是文件夹，不是文件。请给出其中的文件。")
        if size > LARGEST_FILE:
            raise ReadingError(
                f"“{path}”有 {size / 2**20:.0f} MB，超过上限 {LARGEST_FILE // 2**20} MB。"
                "请拆分成较小的文件后再试。"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(f"找不到文件“{path}”。请检查路径是否正确。") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadingError(f"无法打开“{path}”（{reason}）。请检查文件及其权限。") from None
    if not data:
        raise ReadingError(f"“{path}”是空文件。请确认文件内容后再试。")
    return data


def find_files(paths: Iterable[Path]) -> list[Path]:
    """All readable documents among files and folders, sorted, each once; see `search_files`."""
    return list(search_files(paths).files)


def search_files(paths: Iterable[Path]) -> FoundFiles:
    """Look through files and folders for documents that can be read.

    A file that is named itself is taken whatever its suffix; in folders unknown suffixes are
    skipped and hidden entries passed over. A folder is visited once, so that links that form a
    loop end. Raises ReadingError for a path that does not exist.
    """
    known = PLAIN_SUFFIXES | PAGE_SUFFIXES
    files: dict[Path, Path] = {}
    skipped: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise ReadingError(f"找不到“{path}”。请检查路径是否正确。")
        for found in _walk(path) if path.is_dir() else (path,):
            if found == path or found.suffix.lower() in known:
                files.setdefault(found.resolve(), found)
            else:
                skipped.add(found)
    return FoundFiles(tuple(sorted(files.values())), tuple(sorted(skipped)))


def _walk(folder: Path) -> Iterator[Path]:
    """Every file below a folder, hidden ones left out, real folders visited once."""
    seen: set[str] = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(here)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(names) if not name.startswith("."))
