"""Files become raw text: the reader of each format, and plain errors where that fails."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.decoding import NotTextError, decode
from corpus.errors import ReadingError
from corpus.formats import format_of
from corpus.pages import page_text
from corpus.sources import read_file, shown


@dataclass(frozen=True, slots=True)
class RawText:
    """The raw text of a file and, in clear sentences, what of the file is not in it."""

    text: str
    notes: tuple[str, ...] = ()


def text_of(name: str, data: bytes) -> str:
    """The raw text of a file's bytes; see `raw_text`, which also says what is missing from it."""
    return raw_text(name, data).text


def raw_text(name: str, data: bytes) -> RawText:
    """Read the bytes of a file as its name and content demand: a text, or the text of a page.

    Raises ReadingError, which tells the name, for bytes that hold no text, are damaged or in a
    format or encoding that is not read.
    """
    suffix = PurePosixPath(name).suffix
    text = _decoded(name, data)
    if format_of(suffix).reader == "page":
        text = page_text(text)
    if not text.strip("\ufeff \n\r\t\u3000\u00a0"):
        raise ReadingError(f"“{name}”里没有文字。请确认文件内容后再试。")
    return RawText(text)


def read_text(path: Path) -> str:
    """The raw text of a file on disk. Raises ReadingError as `raw_text` does, or for a file
    that is missing, too large or cannot be opened.
    """
    return text_of(shown(str(path)), read_file(path))


def _decoded(name: str, data: bytes) -> str:
    try:
        return decode(data)
    except NotTextError as error:
        if error.binary:
            raise ReadingError(
                f"“{name}”不是文本文件，无法读取。请另存为 .txt 或 .html 后再试。"
            ) from None
        raise ReadingError(
            f"无法识别“{name}”的文字编码。请用 UTF-8 或 GB18030 编码另存后再试。"
        ) from None
