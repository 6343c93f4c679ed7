"""Sources: the document files among what a user names, found lazily and read within bounds."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from corpus.archives import open_archive
from corpus.errors import ReadingError
from corpus.formats import format_of, refusal
from corpus.names import is_leftover, shown

LARGEST_FILE = 64 * 2**20  # bytes; a policy document of a thousand pages has a twentieth of that
# An index of one machine ends far below; and a folder of millions of files is a mistaken one.
MOST_SOURCES = 200_000
MOST_NAMES = 2_000_000  # names looked at in folders: about 200 MB of memory in one flat folder
MOST_PROBLEMS = 200  # files of other formats that are named one by one; the rest are counted


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One document file: a file on disk, or an entry of an archive.

    ``path`` is the file, or the archive that holds it; ``entry`` the name inside the archive,
    "/"-separated, as printed there, and empty for a file of its own.
    """

    path: Path
    entry: str = ""

    @property
    def name(self) -> str:
        """What people are shown: "通知.docx", or "a.zip/通知.docx" for an entry."""
        return shown(f"{self.path.name}/{self.entry}" if self.entry else self.path.name)

    @property
    def where(self) -> str:
        """The name with the folders before it, for messages."""
        return shown(f"{self.path}/{self.entry}" if self.entry else str(self.path))

    @property
    def suffix(self) -> str:
        """The ending of the document's name in lower case: ".docx"."""
        return PurePosixPath(self.entry or self.path.name).suffix.lower()

    def data(self) -> bytes:
        """The bytes, at most `LARGEST_FILE` of them.

        Raises ReadingError where they cannot be read, are too many or none.
        """
        if not self.entry:
            return read_file(self.path)
        try:
            data = open_archive(self.path).read(self.entry)
        except KeyError:
            raise ReadingError(f"“{self.where}”已不在压缩包里。请重新收录该压缩包。") from None
        if not data:
            raise ReadingError(f"“{self.where}”是空文件。请确认文件内容后再试。")
        return data


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not read: its name and, in a clear sentence, why and what to do."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FoundSources:
    """The documents to read, sorted, and what was left out."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]


def read_file(path: Path) -> bytes:
    """The bytes of a regular file, at most `LARGEST_FILE`; pipes and devices are never opened.

    Raises ReadingError.
    """
    name = shown(str(path))
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadingError(f"“{name}”是文件夹，不是文件。请给出其中的文件。")
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError(f"“{name}”不是普通文件，无法读取。请检查路径是否正确。")
        if status.st_size > LARGEST_FILE:
            raise ReadingError(
                f"“{name}”有 {status.st_size / 2**20:.0f} MB，"
                f"超过上限 {LARGEST_FILE // 2**20} MB。请拆分成较小的文件后再试。"
            )
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE)
    except FileNotFoundError:
        raise ReadingError(f"找不到文件“{name}”。请检查路径是否正确。") from None
    except (OSError, ValueError) as error:
        raise ReadingError(f"无法打开“{name}”（{_reason(error)}）。请检查文件及其权限。") from None
    if not data:
        raise ReadingError(f"“{name}”是空文件。请确认文件内容后再试。")
    return data


def find_sources(paths: Iterable[Path], skipped: Iterable[Path] = ()) -> FoundSources:
    """Look through files and folders for documents that can be read.

    A file that is named itself is taken whatever its ending; in folders other formats are left
    out with a problem each, and hidden entries passed over. A real folder is visited once, so
    that links that form a loop end. Only regular files are taken. The folders ``skipped``, where
    they exist, are not looked into. Raises ReadingError for a path that does not exist.
    """
    search = _Search(seen={_folder_key(folder) for folder in skipped if folder.is_dir()})
    for path in paths:
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
                search.problem(path, f"无法打开（{_reason(error)}）。请检查文件及其权限。")
                continue
            raise ReadingError(f"找不到“{shown(str(path))}”。请检查路径是否正确。") from None
        if stat.S_ISDIR(status.st_mode):
            search.folder(path)
        elif stat.S_ISREG(status.st_mode):
            search.take(_real_file(path), path)
        else:
            search.problem(path, "不是普通文件（管道或设备），没有收录。请给出普通文件或文件夹。")
    return search.result()


FolderKey = tuple[int, int]  # device and inode: a real folder, whatever links lead to it


@dataclass(slots=True)
class _Search:
    """What has been found so far, by real folder and name so that nothing is read twice."""

    found: dict[tuple[FolderKey, str, str], Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[FolderKey] = field(default_factory=set)
    archives: set[tuple[FolderKey, str, str]] = field(default_factory=set)
    looked_at: int = 0
    other_formats: int = 0
    full: bool = False

    def problem(self, path: Path, reason: str) -> None:
        self.problems.append(Problem(shown(str(path)), reason))

    def take(self, key: tuple[FolderKey, str], path: Path) -> None:
        """Take a file once, an archive as the documents in it."""
        if format_of(path.suffix).reader != "archive":
            self.found.setdefault((*key, ""), Source(path))
            return
        if (*key, "") in self.archives:
            return
        self.archives.add((*key, ""))
        try:
            archive = open_archive(path)
        except ReadingError as error:
            name = shown(str(path))
            self.problems.append(Problem(name, str(error).removeprefix(f"“{name}”")))
            return
        for left in archive.left[:MOST_PROBLEMS]:
            self.problems.append(Problem(Source(path, left.name).where, left.reason))
        self.other_formats += max(0, len(archive.left) - MOST_PROBLEMS)
        for entry in archive.entries:
            if len(self.found) >= MOST_SOURCES:
                self._stop(f"可读的文件超过 {MOST_SOURCES} 个")
                return
            self.found.setdefault((*key, entry), Source(path, entry))

    def folder(self, top: Path) -> None:
        """Everything below a folder, level by level from a stack, so that depth costs nothing."""
        waiting = [top]
        while waiting and not self.full:
            here = waiting.pop()
            waiting += reversed([Path(entry) for entry in self._folder(here)])

    def _folder(self, here: Path) -> Iterator[str]:
        """Take the files of one folder; its folders are given back in order."""
        try:
            key = _folder_key(here)
            if key in self.seen:
                return
            self.seen.add(key)
            with os.scandir(here) as entries:
                visible = [entry for entry in self._bounded(entries) if not is_leftover(entry.name)]
        except OSError as error:
            self.problem(here, f"文件夹打不开（{_reason(error)}），其中的文件没有收录。")
            return
        for entry in sorted(visible, key=lambda entry: entry.name):
            try:
                if entry.is_dir():
                    yield entry.path
                elif entry.is_file():
                    self._file(entry, key)
                else:
                    self._odd(entry)
            except OSError as error:
                self.problem(Path(entry.path), f"无法打开（{_reason(error)}）。请检查文件。")
            if self.full:
                return

    def _bounded(self, entries: Iterable[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
        for entry in entries:
            self.looked_at += 1
            if self.looked_at > MOST_NAMES:
                self._stop(f"文件夹里的文件超过 {MOST_NAMES} 个")
                return
            yield entry

    def _file(self, entry: os.DirEntry[str], folder: FolderKey) -> None:
        form = format_of(Path(entry.name).suffix)
        if form.reader == "none":
            self.other_formats += 1
            if self.other_formats <= MOST_PROBLEMS:
                self.problem(Path(entry.path), refusal(form))
            return
        real = _real_file(Path(entry.path)) if entry.is_symlink() else (folder, entry.name)
        if len(self.found) >= MOST_SOURCES and (*real, "") not in self.found:
            self._stop(f"可读的文件超过 {MOST_SOURCES} 个")
            return
        self.take(real, Path(entry.path))

    def _odd(self, entry: os.DirEntry[str]) -> None:
        """A broken link, or a pipe, socket or device, which must not be opened."""
        if entry.is_symlink():
            self.problem(
                Path(entry.path), "是失效的链接，没有收录。请删去该链接，或放回它指向的文件。"
            )
        else:
            self.problem(
                Path(entry.path), "不是普通文件（管道或设备），没有收录。请给出普通文件或文件夹。"
            )

    def _stop(self, why: str) -> None:
        self.full = True
        self.problems.append(Problem("", f"{why}，其余的没有收录。请分成几个文件夹，分开收录。"))

    def result(self) -> FoundSources:
        if self.other_formats > MOST_PROBLEMS:
            rest = self.other_formats - MOST_PROBLEMS
            self.problems.append(Problem("", f"另有 {rest} 个文件是不能读取的格式，没有收录。"))
        return FoundSources(tuple(sorted(self.found.values())), tuple(self.problems))


def _folder_key(path: Path) -> FolderKey:
    status = path.stat()
    return status.st_dev, status.st_ino


def _real_file(path: Path) -> tuple[FolderKey, str]:
    folder, name = os.path.split(os.path.realpath(path))
    return _folder_key(Path(folder)), name


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
