"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from corpus.errors import WenzhengError


class WritingError(WenzhengError):
    """A file cannot be written."""


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A text file to write into that takes its name only when the block ends without an error.

    Raises WritingError where the disk refuses.
    """
    if path.is_dir():
        raise WritingError(f"无法写入 {path}（这是文件夹）；请给出文件名。")
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Half a surrogate pair is written as JSON would escape it.
        with beside.open("w", encoding="utf-8", errors="backslashreplace") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise WritingError(f"无法写入 {path}（{error.strerror}）；请换一个可写的位置。") from error
    finally:
        # Where a file stands in the place of a folder, even this is refused.
        with suppress(OSError):
            beside.unlink()


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all. Raises WritingError where the disk refuses."""
    with written_whole(path) as file:
        file.write(text)
