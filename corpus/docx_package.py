"""The package of a Word file: the few parts of it that hold text, read within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from corpus.docx_numbering import Element
from corpus.errors import ReadingError

LARGEST_PART = 48 * 2**20  # bytes unpacked; as a tree it takes ten times that in memory
MOST_PARTS = 20_000
# The same elements under the names of the strict variant of the standard.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE_DOCUMENT = "/officeDocument"
_DAMAGE = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Package:
    """The roots of the XML parts; None where the file has no such part."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None


def read_package(name: str, data: bytes) -> Package:
    """Open a .docx. Raises ReadingError for one that is damaged, locked or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise ReadingError(f"“{name}”的内部文件过多，不像是 Word 文件。请另存后再试。")
            main = _main_part(archive)
            document = _part(name, archive, main)
            folder = main.rpartition("/")[0]
            others = (
                _part(name, archive, f"{folder}/{part}.xml" if folder else f"{part}.xml")
                for part in ("styles", "numbering", "footnotes", "endnotes")
            )
            styles, numbering, footnotes, endnotes = others
    except (*_DAMAGE, RuntimeError, NotImplementedError):
        raise ReadingError(
            f"“{name}”已损坏或不完整，无法作为 Word 文件打开。请重新获取该文件后再试。"
        ) from None
    if document is None:
        raise ReadingError(f"“{name}”里没有 Word 正文。请在 Word 或 WPS 中另存为 .docx 后再试。")
    return Package(document, styles, numbering, footnotes, endnotes)


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the document, as the package declares it."""
    relations = _part("", archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _part(name: str, archive: zipfile.ZipFile, part: str) -> Element | None:
    try:
        info = archive.getinfo(part)
    except KeyError:
        return None
    with archive.open(info) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise ReadingError(
            f"“{name}”展开后超过上限 {LARGEST_PART // 2**20} MB。请拆分成较小的文件后再试。"
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return etree.fromstring(content.replace(_STRICT, _USUAL), parser)
