"""A PDF with a text layer becomes text: its lines joined to paragraphs, page furniture left out."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.errors import ReadingError
from corpus.pdf_lines import Line, page_lines
from corpus.pdf_marks import page_marks
from corpus.pdf_running import running_lines

MOST_PAGES = 3_000  # a statute book has 1,500
MOST_SECONDS = 120.0  # a page takes a hundredth of a second; only a page made to be slow takes more
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_MOST_UNREADABLE = 0.3  # of the characters; above it the fonts do not say what they print
_SENTENCE_END = re.compile("[。！？；：!?;:]”?[)）]?$")
# How an item or a heading begins, which never goes on from the line above.
_LABEL = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]{1,6}[编章节条款]|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,3}(?:[、．]|\.(?!\d))|[①-⑳]|附\s*件|附[:：]|抄送|[●■◆▲★]"
)
_STRONG_LABEL = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]{1,6}[编章节条]|[一二三四五六七八九十]{1,3}、"
)
_INDENT = 0.8  # of the size: a line that begins further in than this is indented
_RAGGED = 2.2  # of the size: how far before the margin a full line may end
_HANGING = 3.0  # of the size: a line that begins so far in hangs below the words of its item
_SAME_SIZE = 0.15  # of the size: how much lines of one paragraph may differ
_WIDE_GAP = 2.0  # of the size: white that no paragraph has inside
_PARAGRAPH_GAP = 0.25  # of the size: how much more white than within them parts paragraphs
_LEAST_LINES = 4  # that show the margins of a column


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF and what of it could not be read."""

    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[Line, ...]
    top: float = 0.0
    bottom: float = 0.0
    has_picture: bool = False
    is_slanted: bool = False  # some characters are, and were left out
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line on its page between the margins of its column."""

    page: int
    line: Line
    left: float
    right: float

    @property
    def indent(self) -> float:
        """How far from the left margin it begins, in sizes."""
        return (self.line.x0 - self.left) / max(self.line.size, 0.1)

    @property
    def is_short(self) -> bool:
        """Whether it ends well before the right margin, as the last of a paragraph does."""
        return self.line.x1 < self.right - _RAGGED * self.line.size


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a document marks paragraphs: by indents, by white wider than ``wide_gap`` (sizes)."""

    indents: bool
    wide_gap: float | None


def pdf_text(name: str, data: bytes) -> PdfText:
    """The text of a PDF, a paragraph or a row of a table on each line.

    Raises ReadingError for a PDF that is locked, damaged, has no text layer or has one whose
    fonts do not tell their characters.
    """
    document = _opened(name, data)
    try:
        pages = _read_pages(name, document)
    finally:
        document.close()
    running = running_lines(
        [page.lines for page in pages], [(page.top, page.bottom) for page in pages]
    )
    kept = [
        [line for index, line in enumerate(page.lines) if (number, index) not in running]
        for number, page in enumerate(pages)
    ]
    if not any(kept):
        raise ReadingError(_why_empty(name, pages))
    text = "\n".join(_paragraphs(kept))
    unreadable = len(_UNREADABLE.findall(text))
    if unreadable > _MOST_UNREADABLE * len(text):
        raise ReadingError(
            f"“{name}”里的字体没有文字编码，读出来是乱码。请用原文件另存，或先做文字识别（OCR）后再试。"
        )
    return PdfText(text, _notes(pages, kept))


def _opened(name: str, data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise ReadingError(f"“{name}”设有打开密码，无法读取。请去掉密码另存后再试。") from None
        raise ReadingError(f"“{name}”已损坏或不是完整的 PDF。请重新获取该文件后再试。") from None


def _read_pages(name: str, document: pdfium.PdfDocument) -> list[_Page]:
    """The lines of each page; a damaged page has none."""
    count = len(document)
    if count > MOST_PAGES:
        raise ReadingError(
            f"“{name}”有 {count} 页，超过上限 {MOST_PAGES} 页。请拆分成几个文件后再试。"
        )
    pages: list[_Page] = []
    start = time.monotonic()
    for number in range(count):
        if time.monotonic() - start > MOST_SECONDS:
            raise ReadingError(f"“{name}”过于复杂，读取超时。请另存为 .docx 或 .txt 后再试。")
        try:
            page = document[number]
            marks = page_marks(page)
            page.close()
        except pdfium.PdfiumError:
            pages.append(_Page((), is_broken=True))
            continue
        lines = tuple(page_lines(marks))
        pages.append(_Page(lines, marks.top, marks.bottom, marks.has_picture, marks.slanted > 0))
    return pages


def _why_empty(name: str, pages: Sequence[_Page]) -> str:
    if any(page.is_broken for page in pages):
        return f"“{name}”的各页都已损坏。请重新获取该文件后再试。"
    if not any(page.has_picture or page.is_slanted for page in pages):
        return f"“{name}”里没有文字。请确认文件内容后再试。"
    return f"“{name}”没有文字层，可能是扫描件或图片。请先做文字识别（OCR），再收录识别后的文件。"


def _notes(pages: Sequence[_Page], kept: Sequence[Sequence[Line]]) -> tuple[str, ...]:
    """What of the pages is not in the text, a sentence for each kind of loss."""
    numbered = list(enumerate(zip(pages, kept, strict=True), start=1))
    losses = (
        (
            [n for n, (page, lines) in numbered if page.has_picture and not lines],
            "是图片，没有文字，其内容没有收录；如有需要，请先做文字识别（OCR）。",
        ),
        ([n for n, (page, _) in numbered if page.is_broken], "已损坏，其内容没有收录。"),
        (
            [n for n, (page, _) in numbered if page.is_slanted],
            "有斜排或竖排的文字（如水印），没有收录。",
        ),
    )
    return tuple(f"第 {_ranges(found)} 页{loss}" for found, loss in losses if found)


def _ranges(numbers: list[int]) -> str:
    """Page numbers as people write them: "2、5–7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def _paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The lines of all pages, those of one paragraph joined, over pages and columns too."""
    width = _usual_width(pages)
    placed: list[_Placed] = []
    for number, lines in enumerate(pages):
        margins = {
            column: _margins([line for line in lines if line.column == column], width)
            for column in {line.column for line in lines}
        }
        placed += (_Placed(number, line, *margins[line.column]) for line in lines)
    habits = _habits(placed)
    paragraphs: list[str] = []
    for above, here in pairwise([None, *placed]):
        text = here.line.text if here is not None else ""
        if above is not None and here is not None and _goes_on(above, here, habits):
            # Two words, not the two halves of a number: figures may be parted at a line's end.
            words = re.fullmatch("[A-Za-z]{2}", paragraphs[-1][-1:] + text[:1]) is not None
            paragraphs[-1] += (" " if words else "") + text
        else:
            paragraphs.append(text)
    return paragraphs


def _usual_width(pages: Sequence[Sequence[Line]]) -> float:
    """The width of the text in the middle one of the pages that show it; 0 where none does."""
    widths = sorted(
        max(line.x1 for line in lines) - min(line.x0 for line in lines)
        for lines in pages
        if len(lines) >= _LEAST_LINES and not any(line.column for line in lines)
    )
    return widths[len(widths) // 2] if widths else 0.0


def _margins(lines: Sequence[Line], width: float) -> tuple[float, float]:
    """Where the lines of a column of a page begin and end."""
    running = [line for line in lines if not line.is_row] or lines
    left, right = min(line.x0 for line in running), max(line.x1 for line in running)
    if len(running) < _LEAST_LINES and not running[0].column:
        right = max(right, left + width)
    return left, right


def _habits(placed: Sequence[_Placed]) -> _Habits:
    """How the document marks a new paragraph, as seen after lines that end short of the margin."""
    inside = outside = 0
    within: list[float] = []
    between: list[float] = []
    for above, here in pairwise(placed):
        if above.line.is_row or here.line.is_row:
            continue
        gap = _gap(above, here)
        if not above.is_short:
            within += [gap] if gap is not None else []
        elif _SENTENCE_END.search(above.line.text):
            between += [gap] if gap is not None else []
            if here.indent > _INDENT:
                inside += 1
            else:
                outside += 1
    usual = sorted(within)[len(within) // 2] if within else 0.0
    wide = sorted(between)[len(between) // 2] if between else 0.0
    return _Habits(
        inside >= outside, usual + _PARAGRAPH_GAP if wide > usual + _PARAGRAPH_GAP else None
    )


def _gap(above: _Placed, here: _Placed) -> float | None:
    """The white between two lines of a column, in sizes; None where they stand apart."""
    if (above.page, above.line.column) != (here.page, here.line.column):
        return None
    return (here.line.y0 - above.line.y1) / max(here.line.size, 0.1)


def _goes_on(above: _Placed, here: _Placed, habits: _Habits) -> bool:
    """Whether a line belongs to the paragraph of the line before it."""
    before, line = above.line, here.line
    gap = _gap(above, here)
    differ = abs(before.size - line.size) > _SAME_SIZE * before.size
    if before.is_row or line.is_row or differ or above.is_short or (gap or 0.0) > _WIDE_GAP:
        return False
    ended = _SENTENCE_END.search(before.text) is not None
    if here.indent > _INDENT:
        # A hanging indent: the number stands out and the words go on below the words.
        labelled = _LABEL.match(line.text) is not None
        return not ended and not labelled and above.indent > _INDENT and here.indent > _HANGING
    if _STRONG_LABEL.match(line.text) and ended:
        return False
    if habits.wide_gap is not None and gap is not None:
        return gap <= habits.wide_gap
    return habits.indents or not (ended or _LABEL.match(line.text))
