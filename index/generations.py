"""Folders that change as a whole: a new generation is written, then one file names it current.

Layout of an index folder::

    current               the name of the generation in use
    lock                  held by whoever writes
    generation-000007/    the files of that generation

``current`` is replaced in one step after all files are on disk, so a crash at any moment leaves
the old generation or the new one. Folders that ``current`` does not name are leftovers, removed
by the next writer.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import WenzhengError

_PREFIX = "generation-"


class BusyIndexError(WenzhengError):
    """Another process is writing the index."""


class UnwritableDataError(WenzhengError):
    """The data folder cannot be written."""


def current_generation(folder: Path) -> Path | None:
    """The folder of the generation in use; None where there is none."""
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return folder / name


@contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """An empty folder to write into, made current when the block ends without an error.

    Raises BusyIndexError where another process writes, UnwritableDataError where the disk
    refuses. After an error the generation in use is the one from before, and folders that were
    made for nothing are removed.
    """
    made = [path for path in (folder, folder.parent) if not path.exists()]
    try:
        with _removed_after_errors(made), _next_generation(folder) as generation:
            yield generation
    except OSError as error:
        raise UnwritableDataError(
            f"无法写入索引文件夹 {folder}（{error.strerror or error}）；"
            "请检查权限和磁盘空间，或用 --data 指定另一个文件夹。"
        ) from error


@contextmanager
def _next_generation(folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        _remove_all_but(folder, current_generation(folder))
        generation = folder / _next_name(folder)
        try:
            generation.mkdir()
            yield generation
            _flush(generation)
            _switch(folder, generation.name)
        except BaseException:
            if current_generation(folder) != generation:
                shutil.rmtree(generation, ignore_errors=True)
            raise
        _remove_all_but(folder, generation)


@contextmanager
def _removed_after_errors(made: list[Path]) -> Iterator[None]:
    """Remove the index folder and the data folder, where they are new, if the block fails."""
    try:
        yield
    except BaseException:
        for path in made:
            if path.exists() and all(file.name == "lock" for file in path.iterdir()):
                shutil.rmtree(path, ignore_errors=True)
        raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyIndexError(f"另一个程序正在更新索引 {folder}；请等它完成后再试。") from error
        yield


def _next_name(folder: Path) -> str:
    used = [int(path.name.removeprefix(_PREFIX)) for path in folder.glob(f"{_PREFIX}[0-9]*")]
    return f"{_PREFIX}{max(used, default=0) + 1:06d}"


def _remove_all_but(folder: Path, kept: Path | None) -> None:
    for path in folder.glob(f"{_PREFIX}*"):
        if path != kept:
            shutil.rmtree(path, ignore_errors=True)


def _flush(generation: Path) -> None:
    """Bring everything that is new to the disk; what is linked from elsewhere is there."""
    for path in generation.rglob("*"):
        if path.is_dir() or path.stat().st_nlink == 1:
            _sync(path)
    _sync(generation)


def _switch(folder: Path, name: str) -> None:
    staged = folder / "current.new"
    staged.write_text(f"{name}\n", encoding="utf-8")
    _sync(staged)
    staged.replace(folder / "current")
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
