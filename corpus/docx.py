"""A Word file becomes text: paragraphs with the numbers that Word computes, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.docx_numbering import Element, Numbering, W, number, read_numbering, value
from corpus.docx_package import Package, read_package

REPEATED_CELL = 30  # characters; a longer cell over several rows stands in the first only
_OFF = ("0", "false", "off", "none")
# Deleted or moved away, the properties of what is around them, old spellings of what is beside.
_PROPERTIES = ("pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "tblGrid", "sdtPr", "sdtEndPr")
_GONE = ("del", "moveFrom", "delText", "delInstrText", "instrText", "Fallback", "rt")
_LEFT_OUT = frozenset((*_PROPERTIES, *_GONE))
_SPACES = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
# Check boxes as symbol fonts hold them (Wingdings, Wingdings 2).
_SYMBOLS = {"F0A8": "□", "F06F": "□", "F0A3": "□", "F0FE": "☑", "F052": "☑", "F0FD": "☒"}
_MOST_STYLES = 30  # one based on the other; more is a circle


def docx_text(name: str, data: bytes) -> str:
    """The text of a .docx, a paragraph or a row of a table on each line, cells parted by " | ".

    Numbers of lists are those that Word shows; insertions are in, deletions and hidden words are
    not, nor heads and feet of pages. A note follows the paragraph that refers to it. Raises
    ReadingError.
    """
    package = read_package(name, data)
    reader = _Reader.of(package)
    lines: list[str] = []
    for block in reader.blocks(package.document):
        lines += block
    return "\n".join(lines)


@dataclass(slots=True)
class _Style:
    based_on: str = ""
    list_id: str = ""
    level: str = ""
    hidden: bool | None = None


@dataclass(slots=True)
class _Reader:
    numbering: Numbering
    styles: dict[str, _Style]
    default_style: str
    notes: dict[tuple[str, str], Element]
    told: dict[tuple[str, str], str] = field(default_factory=dict)  # notes and their numbers
    open_line: str = ""  # of a paragraph whose end was deleted
    waiting: list[tuple[str, str]] = field(default_factory=list)  # notes of this paragraph
    boxes: list[Element] = field(default_factory=list)  # text boxes of this paragraph

    @classmethod
    def of(cls, package: Package) -> _Reader:
        """A reader that knows the styles, lists and notes of a package."""
        styles, default = _styles(package.styles)
        lists = {name: style.list_id for name, style in styles.items() if style.list_id}
        notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind, root in (("footnote", package.footnotes), ("endnote", package.endnotes))
            if root is not None
            for note in root.iterchildren(f"{W}{kind}")
        }
        return cls(read_numbering(package.numbering, lists), styles, default, notes)

    def blocks(self, parent: Element) -> Iterator[list[str]]:
        """The lines of each paragraph and table below an element, in order."""
        for child in parent.iterchildren(_ELEMENTS):
            kind = _kind(child)
            if kind == "p":
                yield self.paragraph(child)
            elif kind == "tbl":
                yield self.table(child)
            elif kind not in _LEFT_OUT:
                yield from self.blocks(child)

    def paragraph(self, element: Element) -> list[str]:
        """The lines of a paragraph, and below it those of its text boxes and notes."""
        outer, self.waiting, self.boxes = (self.waiting, self.boxes), [], []
        properties = element.find(f"{W}pPr")
        text = "".join(self._inline(element, self._hides(_style_of(properties))))
        if text.strip() or _has_picture(element):
            text = self._label(properties) + text
        waiting, boxes = self.waiting, self.boxes
        self.waiting, self.boxes = outer
        text, self.open_line = self.open_line + text, ""
        below = [line for box in boxes for block in self.blocks(box) for line in block]
        below += [line for note in waiting for line in self._note(note)]
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.open_line = text
            return below
        return [line.strip() for line in text.split("\n")] + below

    def table(self, element: Element) -> list[str]:
        """The rows of a table; the paragraphs of one that has a single cell in every row."""
        rows = [row for row in _descend(element, "tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [list(_descend(row, "tc")) for row in rows]
        if all(len(row) <= 1 for row in cells):
            return [line for row in cells for cell in row for b in self.blocks(cell) for line in b]
        lines = []
        above: dict[int, str] = {}
        for row, parts in zip(rows, cells, strict=True):
            column = number(_deep(row, "trPr", "gridBefore"), 0)
            texts: list[str] = []
            current: dict[int, str] = {}
            for cell in parts:
                text = " ".join(part for b in self.blocks(cell) for part in b if part)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val", "continue") == "continue":
                    text = text or above.get(column, "")
                if merge is not None:
                    current[column] = text
                going_on = merge is not None and column in above and text == above[column]
                texts.append("" if going_on and len(text) > REPEATED_CELL else text)
                column += max(1, number(_deep(cell, "tcPr", "gridSpan"), 1))
            above = current
            if any(texts):
                lines.append(" | ".join(texts).strip())
        return lines

    def _inline(self, element: Element, hidden: bool) -> Iterator[str]:
        """The pieces of text below a paragraph or a run."""
        for child in element.iterchildren(_ELEMENTS):
            kind = _kind(child)
            if kind == "r":
                yield from self._inline(child, self._run_hidden(child, hidden))
            elif kind == "txbxContent":
                self.boxes.append(child)
            elif kind in ("footnoteReference", "endnoteReference"):
                note = (kind.removesuffix("Reference"), child.get(f"{W}id", ""))
                if note in self.notes and not hidden:
                    self.waiting.append(note)
            elif kind in _LEFT_OUT:
                continue
            elif kind == "t":
                yield "" if hidden else (child.text or "")
            elif kind == "br":
                yield "\n"
            elif kind == "sym":
                yield _SYMBOLS.get(child.get(f"{W}char", "").upper(), "")
            elif kind in _SPACES:
                yield _SPACES[kind]
            else:
                yield from self._inline(child, hidden)

    def _label(self, properties: Element | None) -> str:
        """The number of a paragraph: of its own list, or of that of its style."""
        own = None if properties is None else properties.find(f"{W}numPr")
        style = _style_of(properties) or self.default_style
        list_id = "" if own is None else value(own, "numId")
        level = "" if own is None else value(own, "ilvl")
        if not list_id:
            for named in self._chain(style):
                if self.styles[named].list_id:
                    list_id = self.styles[named].list_id
                    level = level or self.styles[named].level
                    if not level:
                        level = str(self.numbering.level_of_style(list_id, named))
                    break
        return self.numbering.label(list_id, number(level, 0)) if list_id not in ("", "0") else ""

    def _note(self, note: tuple[str, str]) -> list[str]:
        if note in self.told:
            return []
        kind = note[0]
        self.told[note] = str(1 + sum(1 for other, _ in self.told if other == kind))
        words = " ".join(line for b in self.blocks(self.notes[note]) for line in b if line)
        return [f"注{self.told[note]}：{words.strip()}"] if words.strip() else []

    def _run_hidden(self, run: Element, inherited: bool) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return inherited
        own = _switch(properties, "vanish")
        if own is not None:
            return own
        return self._hides(value(properties, "rStyle")) or inherited

    def _hides(self, style: str) -> bool:
        for name in self._chain(style):
            hidden = self.styles[name].hidden
            if hidden is not None:
                return hidden
        return False

    def _chain(self, style: str) -> Iterator[str]:
        """A style and those it is based on."""
        for _ in range(_MOST_STYLES):
            if style not in self.styles:
                return
            yield style
            style = self.styles[style].based_on


_ELEMENTS = "*"  # elements only: no comments, no processing instructions


def _kind(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _style_of(properties: Element | None) -> str:
    return "" if properties is None else value(properties, "pStyle")


def _switch(properties: Element, name: str) -> bool | None:
    found = properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def _styles(root: Element | None) -> tuple[dict[str, _Style], str]:
    """The styles by id and the id of the usual paragraph style."""
    styles: dict[str, _Style] = {}
    default = ""
    for one in root.iterchildren(f"{W}style") if root is not None else ():
        id_ = one.get(f"{W}styleId", "")
        lists, run = one.find(f"{W}pPr/{W}numPr"), one.find(f"{W}rPr")
        styles[id_] = _Style(
            value(one, "basedOn"),
            "" if lists is None else value(lists, "numId"),
            "" if lists is None else value(lists, "ilvl"),
            None if run is None else _switch(run, "vanish"),
        )
        if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default", "0") not in _OFF:
            default = id_
    return styles, default


def _descend(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those inside wrappers too."""
    for child in parent.iterchildren(_ELEMENTS):
        kind = _kind(child)
        if kind == wanted:
            yield child
        elif kind in ("sdt", "sdtContent", "ins", "customXml", "moveTo", "smartTag"):
            yield from _descend(child, wanted)


def _deep(parent: Element, properties: str, child: str) -> str:
    found = parent.find(f"{W}{properties}")
    return "" if found is None else value(found, child)


def _has_picture(element: Element) -> bool:
    """A numbered picture takes its number, though it has no words."""
    return next(element.iter(f"{W}drawing", f"{W}pict"), None) is not None
