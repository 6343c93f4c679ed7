"""Running heads, running feet and page numbers, which are no part of a document's text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from corpus.pdf_lines import Line

_ZONE = 0.15  # of the height of the page, at its top and bottom
_EDGE_LINES = 2  # outermost lines that are looked at
_SAME_HEIGHT = 4.0  # points
_LEAST_PAGES = 3
_SMALL = 0.9  # of the usual size; words so small on both of two pages are a running head too
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[-—–―－‐·•.\s]{0,6}(?P<bare>\d{1,4})[-—–―－‐·•.\s]{0,6}"
    r"|第\s*(?P<page>\d{1,4})\s*页\s*(?:[,，/(（]?\s*共\s*\d{1,4}\s*页[)）]?)?"
    r"|(?P<of>\d{1,4})\s*/\s*\d{1,4}(?:\s*页)?"
    r"|[Pp]age\s*(?P<english>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?"
)
# What counts up from page to page and still is text: 附件1, 附件2.
_NUMBERED_HEADING = re.compile(
    r"附\s*[件表录图]|[表图]\s*\d|第.{1,5}[章节条编]|[(（]?\d+[)）.．、]"
)

Place = tuple[int, int]  # the index of a page and of a line on it


def running_lines(
    pages: Sequence[Sequence[Line]], heights: Sequence[tuple[float, float]]
) -> set[Place]:
    """The places of running heads, feet and page numbers.

    ``heights`` are the top and bottom of each page in the points of the lines. A page number
    stands at the edge and counts with the pages; a running head prints the same words, but for
    the number of the page, at the same height on several pages.
    """
    numbers: dict[Place, int] = {}
    same: defaultdict[str, list[tuple[Place, float]]] = defaultdict(list)
    for number, (lines, (top, bottom)) in enumerate(zip(pages, heights, strict=True)):
        for index in _at_edges(lines, top, bottom):
            line = lines[index]
            match = _NUMBER.fullmatch(line.text.strip())
            if match:
                printed = int(next(group for group in match.groups() if group is not None))
                numbers[number, index] = printed
            elif not line.is_row:
                same[_without_number(line.text)].append(((number, index), line.y0 - top))
    return _page_numbers(numbers) | _repeated(same.values(), pages)


def _at_edges(lines: Sequence[Line], top: float, bottom: float) -> list[int]:
    """The outermost lines within the zones at the top and the bottom."""
    zone = _ZONE * (bottom - top)
    order = sorted(range(len(lines)), key=lambda i: lines[i].y0)
    head = [i for i in order[:_EDGE_LINES] if lines[i].y1 <= top + zone]
    foot = [i for i in order[-_EDGE_LINES:] if lines[i].y0 >= bottom - zone]
    return sorted({*head, *foot})


def _page_numbers(numbers: dict[Place, int]) -> set[Place]:
    """Those that count with the pages; a number of one page alone only if it is that page's."""
    shifts = Counter(printed - page for (page, _), printed in numbers.items())
    return {
        place
        for place, printed in numbers.items()
        if shifts[printed - place[0]] >= 2 or printed == place[0] + 1
    }


def _without_number(text: str) -> str:
    """The words of a line, its figures marked where they may be the number of the page."""
    words = re.sub(r"\s+", "", text)
    return words if _NUMBERED_HEADING.match(words) else _DIGITS.sub("#", words)


def _repeated(
    groups: Iterable[list[tuple[Place, float]]], pages: Sequence[Sequence[Line]]
) -> set[Place]:
    """Places of one wording at one height on enough pages."""
    found: set[Place] = set()
    sizes = sorted(line.size for lines in pages for line in lines)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    for group in groups:
        run: list[tuple[Place, float]] = []
        for item in [*sorted(group, key=lambda item: item[1]), None]:
            if item is not None and (not run or item[1] - run[-1][1] <= _SAME_HEIGHT):
                run.append(item)
                continue
            places = [place for place, _ in run]
            small = all(pages[page][index].size < _SMALL * usual for page, index in places)
            least = _LEAST_PAGES if len(pages) > _LEAST_PAGES or not small else 2
            if len({page for page, _ in places}) >= least and _figures_agree(places, pages):
                found.update(places)
            run = [item] if item is not None else []
    return found


def _figures_agree(places: list[Place], pages: Sequence[Sequence[Line]]) -> bool:
    """Whether each figure in a line is the same on all pages, or counts with them."""
    figures = [
        (page, [int(digits[:9]) for digits in _DIGITS.findall(pages[page][index].text)])
        for page, index in places
    ]
    return all(
        len({values[k] for _, values in figures}) == 1
        or len({values[k] - page for page, values in figures}) == 1
        for k in range(len(figures[0][1]))
    )
