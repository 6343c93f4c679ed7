"""ZIP archives: the documents in them, named and read within bounds; nothing is written to disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from corpus.errors import ReadingError
from corpus.formats import format_of, refusal
from corpus.names import is_leftover, shown

LARGEST_ARCHIVE = 2 * 2**30  # bytes on disk; entries are read one by one, so this costs no memory
LARGEST_ENTRY = 64 * 2**20  # bytes unpacked, as for a file of its own
LARGEST_TOTAL = 4 * 2**30  # bytes unpacked, of all entries together
MOST_ENTRIES = 100_000  # of an archive and the archives in it
# Text packs to a tenth, a page of blanks to a hundredth; only a bomb packs to less.
MOST_RATIO = 300
_SMALL = 2**20  # bytes unpacked that are harmless at any ratio
LARGEST_HELD = 256 * 2**20  # bytes of archives inside, which are held in memory while it is open
LARGEST_LIST = 32 * 2**20  # bytes of the list of entries; 100,000 long names have 20 million
DEEPEST = 2  # archives inside the archive
_LARGEST_OPEN = 2  # archives kept open, so that reading their entries in turn opens them once
_LONGEST_END = 2**16 + 22  # bytes of the end record of an archive with its comment
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075  # an extra field in which Info-ZIP keeps the name in UTF-8
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
_DAMAGE_MORE = (NotImplementedError, struct.error, IndexError, KeyError, OverflowError)


@dataclass(frozen=True, slots=True)
class Left:
    """An entry that is left out: its name in the archive and why."""

    name: str
    reason: str


@dataclass(slots=True)
class Archive:
    """An open archive: its documents by name, each with the way to its bytes."""

    entries: dict[str, tuple[zipfile.ZipFile, zipfile.ZipInfo]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    total: int = 0  # bytes unpacked of the entries taken
    held: int = 0  # bytes of the archives inside
    count: int = 0  # entries looked at

    def read(self, entry: str) -> bytes:
        """The bytes of an entry, unpacked no further than `LARGEST_ENTRY`.

        Raises KeyError for an unknown entry, ReadingError where it is damaged or too large.
        """
        archive, info = self.entries[entry]
        return _unpack(archive, info)


def open_archive(path: Path) -> Archive:
    """Look through an archive and those inside it. Raises ReadingError where it is damaged.

    The archive stays open until two others have been opened: reading its entries in turn is
    quick. One that was replaced on disk is opened anew.
    """
    try:
        status = path.stat()
        if status.st_size > LARGEST_ARCHIVE:
            raise ReadingError(
                f"“{shown(str(path))}”超过压缩包上限 {LARGEST_ARCHIVE // 2**20} MB。"
                "请解压后再收录。"
            )
        return _opened(path, status.st_size, status.st_mtime_ns)
    except (*_DAMAGE, *_DAMAGE_MORE):
        raise ReadingError(
            f"“{shown(str(path))}”已损坏或不是完整的 ZIP 压缩包。请重新获取该文件后再试。"
        ) from None


@lru_cache(maxsize=_LARGEST_OPEN)
def _opened(path: Path, size: int, changed: int) -> Archive:
    """``size`` and ``changed`` tell one version of the file from the next."""
    archive = Archive()
    with path.open("rb") as stream:
        _check_list(stream, size)
    _look_through(archive, zipfile.ZipFile(path), "", 0)
    return archive


def _check_list(stream: BinaryIO, size: int) -> None:
    """Raise BadZipFile for a list of entries so long that reading it would fill the memory."""
    stream.seek(max(0, size - _LONGEST_END))
    end = stream.read(_LONGEST_END)
    at = end.rfind(b"PK\x05\x06")
    (length,) = struct.unpack("<L", end[at + 12 : at + 16]) if at >= 0 else (0,)
    if length > LARGEST_LIST:
        raise zipfile.BadZipFile


def _look_through(archive: Archive, opened: zipfile.ZipFile, inside: str, depth: int) -> None:
    for info in opened.infolist():
        archive.count += 1
        if archive.count > MOST_ENTRIES:
            archive.left.append(
                Left(
                    "", f"压缩包里的文件超过 {MOST_ENTRIES} 个，其余的没有收录。请分成几个压缩包。"
                )
            )
            return
        name = inside + _name(info)
        if info.is_dir() or any(is_leftover(part) for part in PurePosixPath(name).parts):
            continue
        reason = _why_not(archive, info, name)
        if reason:
            archive.left.append(Left(name, reason))
        elif format_of(PurePosixPath(name).suffix).reader == "archive":
            _look_inside(archive, opened, info, name, depth)
        else:
            archive.total += info.file_size
            archive.entries[name] = (opened, info)


def _look_inside(
    archive: Archive, opened: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, depth: int
) -> None:
    if depth >= DEEPEST:
        archive.left.append(Left(name, f"压缩包套了 {DEEPEST} 层以上，没有收录。请解压后再收录。"))
        return
    if archive.held + info.file_size > LARGEST_HELD:
        archive.left.append(Left(name, "里层的压缩包太大，没有收录。请解压后再收录。"))
        return
    try:
        content = _unpack(opened, info)
        archive.held += len(content)
        stream = io.BytesIO(content)
        _check_list(stream, len(content))
        inner = zipfile.ZipFile(stream)
    except ReadingError as error:
        archive.left.append(Left(name, str(error).removeprefix(f"“{_name(info)}”")))
    except (*_DAMAGE, *_DAMAGE_MORE):
        archive.left.append(Left(name, "已损坏或不是完整的 ZIP 压缩包。请重新获取该文件后再试。"))
    else:
        _look_through(archive, inner, f"{name}/", depth + 1)


def _why_not(archive: Archive, info: zipfile.ZipInfo, name: str) -> str:
    """Why an entry is left out, "" where it is not."""
    form = format_of(PurePosixPath(name).suffix)
    mode = info.external_attr >> 16
    if info.flag_bits & _ENCRYPTED:
        return "设有密码，没有收录。请去掉密码后再试。"
    if stat.S_ISLNK(mode):
        return "是链接，不是文件，没有收录。请把它指向的文件放进压缩包。"
    if form.reader == "none":
        return refusal(form)
    if info.file_size > LARGEST_ENTRY:
        return (
            f"展开后有 {info.file_size / 2**20:.0f} MB，"
            f"超过上限 {LARGEST_ENTRY // 2**20} MB。请拆分成较小的文件后再试。"
        )
    if info.file_size > _SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
        return "压缩率异常，像是压缩炸弹，没有展开。请确认来源可靠，解压后再收录。"
    if archive.total + info.file_size > LARGEST_TOTAL:
        return f"压缩包展开后超过上限 {LARGEST_TOTAL // 2**30} GB，没有收录。请分批收录。"
    return ""


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as stream:
            content = stream.read(LARGEST_ENTRY + 1)
    except (*_DAMAGE, *_DAMAGE_MORE):
        raise ReadingError(
            f"“{_name(info)}”在压缩包里已损坏，无法读取。请重新获取后再试。"
        ) from None
    if len(content) > LARGEST_ENTRY:
        raise ReadingError(
            f"“{_name(info)}”展开后超过上限 {LARGEST_ENTRY // 2**20} MB。请拆分后再试。"
        )
    return content


def _name(info: zipfile.ZipInfo) -> str:
    """The name of an entry, "/"-separated; only a name: no path is ever made of it.

    Without the mark for UTF-8 the bytes are in the encoding of the machine that packed them.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        name = _unicode_path(info.extra, raw) or _decoded(raw)
    return shown(name.replace("\\", "/").split("\x00", 1)[0])


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("gb18030", "replace")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name in the extra field for it, if that was written for this very name."""
    for identity, content in _extra_fields(extra):
        if identity == _UNICODE_PATH and content[:1] == b"\x01" and len(content) > 5:
            (check,) = struct.unpack("<L", content[1:5])
            if check == zlib.crc32(raw):
                return content[5:].decode("utf-8", "replace")
    return ""


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= 4:
        identity, length = struct.unpack("<HH", extra[:4])
        yield identity, extra[4 : 4 + length]
        extra = extra[4 + length :]
