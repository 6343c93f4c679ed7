"""The blocks of a page become lines: paragraphs, rows of tables, items of lists."""

from __future__ import annotations

import re
from itertools import islice

from corpus.page_tree import BLOCK, WHITE, Element, squeeze

_REPEATED = 30  # characters; a longer cell stands in the first of its rows only
_MOST_BLOCKS = 12  # in a cell of data
# Cells that reach down over rows: column -> (text, rows still to come).
_Spanning = dict[int, tuple[str, int]]
_NUMBERED = re.compile(
    r"\s*(?:[(（]?\s*(?:\d{1,3}|[一二三四五六七八九十百]{1,5}|[a-zA-Z]|[ivxIVX]{1,5})\s*"
    r"[.．、)）:：]|第[\d一二三四五六七八九十百千]{1,6}[条章节款项]|[①-⑳㈠-㈩⑴-⒇]|"
    r"[\d一二三四五六七八九十]{1,3}\s*[是.．、])"
)
_DIGITS = "零一二三四五六七八九"
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_CHINESE = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal")


def lines_of(root: Element, left_out: frozenset[Element] = frozenset()) -> list[str]:
    """The blocks below an element in reading order, one line each, without some elements.

    A row of a table is one line, its cells divided by " | ", a short cell over several rows in
    each; a table that only serves layout is read as blocks. An item of an ordered list has the
    number that a browser prints, unless it has one of its own.
    """
    return _Lines(left_out).of(root)


class _Lines:
    """Lines as they are put together."""

    def __init__(self, left_out: frozenset[Element]) -> None:
        self._left_out = left_out
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._spans: dict[Element, _Spanning] = {}  # by table
        self._numbers: dict[Element, int] = {}  # by list
        self._label = ""

    def of(self, root: Element) -> list[str]:
        stack: list[Element | str | None] = [root]
        while stack:
            item = stack.pop()
            if item is None:
                self._close()
            elif isinstance(item, str):
                self._pieces.append(item)
            elif item not in self._left_out:
                stack.extend(reversed(self._open(item)))
        self._close()
        return [line for line in self._lines if line.strip(" |")]

    def _open(self, element: Element) -> list[Element | str | None]:
        """Begin an element; what is to be read of it, None where a line ends."""
        tag = element.tag
        if tag in ("br", "hr"):
            return [None]
        if tag == "tr" and (_is_data(element) or _reached(element, self._spans)):
            self._close()
            spans = self._spans.setdefault(_table(element), {})
            self._lines.append(" | ".join(self._row(element, spans)))
            return []
        if element.preformatted:
            return [None, *_unfolded(element), None]
        if not BLOCK.fullmatch(tag):
            return list(element.children)
        self._close()
        if tag == "li":
            self._label = _number(element, self._numbers)
        return [*element.children, None]

    def _close(self) -> None:
        text = WHITE.sub(" ", "".join(self._pieces)).strip()
        self._pieces.clear()
        if text:
            label, self._label = self._label, ""
            self._lines.append(text if _NUMBERED.match(text) else label + text)

    def _row(self, row: Element, spanning: _Spanning) -> list[str]:
        """The texts of a row's cells, with those that reach down from the rows above."""
        texts: list[str] = []
        kept: _Spanning = {}
        column = 0
        for cell in [*_cells(row), None]:
            while column in spanning:
                text, left = spanning.pop(column)
                if left > 1:
                    kept[column] = (text, left - 1)
                texts.append(text if len(text) <= _REPEATED else "")
                column += 1
            if cell is None:
                break
            text = _cell_text(cell, self._left_out)
            rows = _count(cell.attributes.get("rowspan"))
            if rows > 1:
                kept[column] = (text, rows - 1)
            texts.append(text)
            column += min(_count(cell.attributes.get("colspan")), 100)
        for column in sorted(spanning):
            text, left = spanning[column]
            if left > 1:
                kept[column] = (text, left - 1)
            texts.append(text if len(text) <= _REPEATED else "")
        spanning.clear()
        spanning.update(kept)
        return texts


def _unfolded(element: Element) -> list[Element | str | None]:
    """The text of a <pre>, whose line breaks count."""
    found: list[Element | str | None] = []
    for _, text in element.walk():
        for line in text.splitlines(keepends=True):
            found.append(line)
            if line.endswith(("\n", "\r")):
                found.append(None)
    return found


def _cell_text(cell: Element, left_out: frozenset[Element]) -> str:
    """The blocks of a cell on one line, words of one block not parted."""
    return squeeze(" ".join(_Lines(left_out).of(cell)))


def _table(row: Element) -> Element:
    above = row.parent
    while above is not None and above.tag != "table" and above.parent is not None:
        above = above.parent
    return above or row


def _reached(row: Element, spans: dict[Element, _Spanning]) -> bool:
    """Whether a cell from a row above reaches down into this row."""
    return bool(spans.get(_table(row)))


def _count(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 5 else 1


def _cells(row: Element) -> list[Element]:
    return [child for child in row.elements() if child.tag in ("td", "th")]


def _is_data(row: Element) -> bool:
    """Whether a row holds data: two cells or more, none with a table or a text of its own."""
    cells = _cells(row)
    if len(cells) < 2:
        return False
    rows = (child for child in row.parent.elements() if child.tag == "tr") if row.parent else ()
    alone = len(list(islice(rows, 2))) < 2
    for cell in cells:
        blocks = 0
        for element in cell.below():
            if element.tag == "table":
                return False
            blocks += element.tag in ("p", "div", "br", "li")
            if blocks > _MOST_BLOCKS:
                return False
        if alone and blocks > 2:
            return False
    return True


def _number(item: Element, numbers: dict[Element, int]) -> str:
    """The number that a browser prints before an item: "3. ", "三、", "c. ", nothing."""
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return ""
    step = -1 if "reversed" in parent.attributes else 1
    if parent not in numbers:
        items = sum(child.tag == "li" for child in parent.elements())
        first = _integer(parent.attributes.get("start"), items if step < 0 else 1)
        numbers[parent] = first - step
    value = _integer(item.attributes.get("value"), numbers[parent] + step)
    numbers[parent] = value
    for element in (item, parent):
        style = _STYLE.search(element.attributes.get("style", ""))
        if style:
            return _written(value, style[1].lower())
    return _written(value, parent.attributes.get("type", "1"))


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise


def _written(value: int, style: str) -> str:
    if style in ("none", "disc", "circle", "square") or value < 0:
        return ""
    if style in _CHINESE:
        return _chinese(value) + "、"
    if style in ("a", "A", "lower-alpha", "upper-alpha", "lower-latin", "upper-latin"):
        letter = chr(ord("a") + (value - 1) % 26)
        return (letter.upper() if style == "A" or style.startswith("upper") else letter) + ". "
    if style in ("i", "I", "lower-roman", "upper-roman") and 0 < value < 40:
        roman = _roman(value)
        return (roman.upper() if style == "I" or style.startswith("upper") else roman) + ". "
    return f"{value}. "


def _chinese(value: int) -> str:
    if value < 10:
        return _DIGITS[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")
    return str(value)


def _roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
