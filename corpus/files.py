"""Files become raw text: the reader of each format, and plain errors where that fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.decoding import NotTextError, decode
from corpus.docx import docx_text
from corpus.errors import ReadingError
from corpus.formats import UNKNOWN, format_of, refusal
from corpus.mhtml import is_mail, mail_html
from corpus.names import shown
from corpus.pages import page_text
from corpus.pdf import pdf_text
from corpus.sources import read_file

# A document of a thousand pages has a million, which takes ten seconds to read.
LONGEST_TEXT = 5_000_000  # characters
_WHITE = "\ufeff \n\r\t\u3000\u00a0"


@dataclass(frozen=True, slots=True)
class RawText:
    """The raw text of a file and, in clear sentences, what of the file is not in it."""

    text: str
    notes: tuple[str, ...] = ()


def text_of(name: str, data: bytes) -> str:
    """The raw text of a file's bytes; see `raw_text`, which also says what is missing from it."""
    return raw_text(name, data).text


def raw_text(name: str, data: bytes) -> RawText:
    """Read the bytes of a file as their content and its name demand.

    Raises ReadingError, which tells the name, for bytes that hold no text, are damaged, too much,
    or in a format or encoding that is not read.
    """
    found = _READERS[_reader(name, data)](name, data)
    if not found.text.strip(_WHITE):
        raise ReadingError(f"“{name}”里没有文字。请确认文件内容后再试。")
    if len(found.text) > LONGEST_TEXT:
        raise ReadingError(
            f"“{name}”有 {len(found.text) / 10_000:.0f} 万字，超过上限 "
            f"{LONGEST_TEXT // 10_000} 万字。请拆分成较小的文件后再试。"
        )
    return found


def read_text(path: Path) -> str:
    """The raw text of a file on disk. Raises ReadingError as `raw_text` does, or for a file
    that is missing, too large or cannot be opened.
    """
    return text_of(shown(str(path)), read_file(path))


_CONTAINERS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office before 2007
# The first bytes of formats that are not read, and the ending that the table knows them by.
_MAGIC = (
    (b"{\\rtf", ".rtf"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n", ".png"),
    (b"GIF8", ".gif"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b\x08", ".gz"),
)
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?<(?:!doctype html|html)", re.I
)
_PDF = re.compile(rb".{0,1024}?%PDF-\d", re.DOTALL)


def _reader(name: str, data: bytes) -> str:
    """The reader of bytes, a key of the table below; what they are counts for more than the name.

    Raises ReadingError for a format that is not read.
    """
    suffix = PurePosixPath(name).suffix
    named = format_of(suffix)
    if data.startswith(b"%PDF-") or (
        _PDF.match(data[:1100]) is not None and named.reader in ("pdf", "none")
    ):
        return "pdf"
    if data.startswith(_CONTAINERS):
        return _container(name, data, suffix)
    if data.startswith(_OLE):
        raise ReadingError(f"“{name}”{_why_not_ole(data, suffix)}")
    for magic, ending in _MAGIC:
        if data.startswith(magic):
            raise ReadingError(f"“{name}”{refusal(format_of(ending))}")
    if _PAGE.match(data[:1000]):
        return "page"
    if is_mail(data):
        return "mail"
    if named.reader == "archive":
        raise ReadingError(f"“{name}”已损坏或不是完整的 ZIP 压缩包。请重新获取该文件后再试。")
    if named.reader == "none":
        if named is UNKNOWN:
            return "text"
        raise ReadingError(f"“{name}”{refusal(named)}")
    return named.reader


def _container(name: str, data: bytes, suffix: str) -> str:
    """The reader of a ZIP container: Word's, or none of ours."""
    if b"word/" in data or format_of(suffix).reader == "word":
        return "word"
    form = format_of(suffix)
    if form.reader == "archive":
        raise ReadingError(
            f"“{name}”是 ZIP 压缩包，不是单份文件。请用 wenzheng index 收录，或解压后再试。"
        )
    raise ReadingError(f"“{name}”{refusal(form if form.reader == 'none' else UNKNOWN)}")


def _why_not_ole(data: bytes, suffix: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "设有打开密码，无法读取。请去掉密码另存后再试。"
    form = format_of(suffix)
    return refusal(form if form.reader == "none" and form is not UNKNOWN else format_of(".doc"))


def _read_plain(name: str, data: bytes) -> RawText:
    return RawText(_decoded(name, data))


def _read_page(name: str, data: bytes) -> RawText:
    return _main_text(name, _decoded(name, data))


def _read_mail(name: str, data: bytes) -> RawText:
    return _main_text(name, mail_html(name, data))


def _main_text(name: str, html: str) -> RawText:
    text = page_text(html)
    if not text:
        raise ReadingError(
            f"“{name}”的网页里没有正文（没有文字，或正文由脚本生成）。"
            "请在浏览器中打开该网页，等正文显示后另存为完整网页再试。"
        )
    return RawText(text)


def _read_pdf(name: str, data: bytes) -> RawText:
    found = pdf_text(name, data)
    return RawText(found.text, found.notes)


def _read_word(name: str, data: bytes) -> RawText:
    return RawText(docx_text(name, data))


_READERS: dict[str, Callable[[str, bytes], RawText]] = {
    "text": _read_plain,
    "page": _read_page,
    "mail": _read_mail,
    "pdf": _read_pdf,
    "word": _read_word,
}


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
