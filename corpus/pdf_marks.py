"""The marks on a PDF page: characters and ruled lines with their places, turned upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

MOST_MARKS = 60_000  # characters on a page; a full newspaper page has 15,000
MOST_RULES = 4_000  # ruled lines; a page with more is a drawing, not a table
MOST_OBJECTS = 20_000
_THIN = 2.0  # points; a thinner shape is a line
_SLANT = math.radians(5)  # a character within it counts as upright


class Mark(NamedTuple):
    """A character and its box in points: x to the right, y downwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def size(self) -> float:
        """The height of the box, which is near the size of the font."""
        return self.y1 - self.y0


class Rule(NamedTuple):
    """A ruled line, horizontal (y0 == y1 nearly) or vertical, in the same points."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageMarks:
    """What stands on one page; ``slanted`` counts characters in another direction, left out."""

    top: float
    bottom: float
    marks: tuple[Mark, ...]
    rules: tuple[Rule, ...]
    has_picture: bool
    slanted: int


def page_marks(page: pdfium.PdfPage) -> PageMarks:
    """Read one page. Raises PdfiumError where it is damaged."""
    found = list(_characters(page))
    turns = Counter(turn for *_, turn in found if turn is not None)
    # The direction of most characters is that of reading, whatever the page says of its rotation.
    turn = min(turns, key=lambda t: (-turns[t], t), default=0)
    marks = tuple(
        Mark(text, *_turned(box, turn)) for text, box, direction in found if direction == turn
    )
    box = _turned(page.get_mediabox(), turn)
    rules, has_picture = _shapes(page, turn)
    return PageMarks(
        box[1], box[3], marks, rules, has_picture, sum(1 for *_, d in found if d != turn)
    )


Box = tuple[float, float, float, float]  # left, bottom, right, top, y upwards, as in the file


def _characters(page: pdfium.PdfPage) -> Iterator[tuple[str, Box, int | None]]:
    """Each character, its box, and its direction in quarter turns (None: slanted)."""
    textpage = page.get_textpage()
    raw, rectangle = textpage.raw, pdfium_c.FS_RECTF()
    try:
        for i in range(min(textpage.count_chars(), MOST_MARKS)):
            if pdfium_c.FPDFText_IsGenerated(raw, i) == 1:
                continue  # spaces and breaks that are not in the file
            code = pdfium_c.FPDFText_GetUnicode(raw, i)
            if code < 32 or not pdfium_c.FPDFText_GetLooseCharBox(raw, i, ctypes.byref(rectangle)):
                continue
            angle = pdfium_c.FPDFText_GetCharAngle(raw, i)
            quarter = round(angle / (math.pi / 2))
            slanted = abs(angle - quarter * math.pi / 2) > _SLANT
            box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            if all(map(math.isfinite, box)):
                yield chr(code), box, None if slanted else -quarter % 4  # counted clockwise
    finally:
        textpage.close()


def _turned(box: Box, turn: int) -> Box:
    """A box of the file as (x0, y0, x1, y1) with y downwards, after ``turn`` quarter turns back."""
    left, bottom, right, top = box
    x0, y0, x1, y1 = (
        (left, -top, right, -bottom),
        (bottom, left, top, right),
        (-right, bottom, -left, top),
        (-top, -right, -bottom, -left),
    )[turn]
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _shapes(page: pdfium.PdfPage, turn: int) -> tuple[tuple[Rule, ...], bool]:
    """The ruled lines, none where there are too many, and whether there is a picture."""
    rules: list[Rule] = []
    has_picture = False
    for count, thing in enumerate(page.get_objects(max_depth=3)):
        if count >= MOST_OBJECTS:
            return (), has_picture
        if thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            has_picture = True
        elif thing.type == pdfium_c.FPDF_PAGEOBJ_PATH and len(rules) <= MOST_RULES:
            rules += (Rule(*_turned(box, turn)) for box in _lines(thing))
    return tuple(rules) if len(rules) <= MOST_RULES else (), has_picture


def _lines(path: pdfium.PdfObject) -> Iterator[Box]:
    """The straight lines along the axes in a path: itself where it is thin, or its segments."""
    left, bottom, right, top = path.get_bounds()
    if right - left <= _THIN or top - bottom <= _THIN:
        if max(right - left, top - bottom) > _THIN:
            yield left, bottom, right, top
        return
    matrix = path.get_matrix()
    before: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(pdfium_c.FPDFPath_CountSegments(path.raw), MOST_RULES)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path.raw, i)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = matrix.on_point(x.value, y.value)
        is_line = pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_LINETO
        if before is not None and is_line:
            (a, b), (c, d) = before, here
            if min(abs(a - c), abs(b - d)) <= _THIN < max(abs(a - c), abs(b - d)):
                yield min(a, c), min(b, d), max(a, c), max(b, d)
        before = here
