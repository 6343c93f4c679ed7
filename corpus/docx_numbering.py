"""The numbers that Word computes for paragraphs: list levels, styles, restarts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from corpus.docx_counting import counted

Element: TypeAlias = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
# After these no space is seen in print, whatever Word puts there.
_CLOSED = tuple("、．：）。")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # a bullet of a symbol font


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how it counts and what it prints around the number."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False  # all figures decimal
    restart: int | None = None  # after which level it begins again; 0 never, None after any above
    style: str = ""  # the paragraph style that is tied to this level


@dataclass(slots=True)
class Numbering:
    """The lists of a document with their counters; `label` counts on with every call."""

    lists: dict[str, str] = field(default_factory=dict)  # numId -> abstractNumId
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by numId
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)  # numId -> level -> start
    counters: dict[str, list[int | None]] = field(default_factory=dict)  # by abstractNumId
    begun: set[str] = field(default_factory=set)

    def label(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list, with what follows it; "" for no number."""
        levels = self.levels.get(list_id)
        if levels is None or not 0 <= level < _LEVELS:
            return ""
        here = levels.get(level, Level())
        counters = self.counters.setdefault(self.lists[list_id], [None] * _LEVELS)
        if list_id not in self.begun:
            self.begun.add(list_id)
            for changed, start in self.overrides.get(list_id, {}).items():
                counters[changed] = start - 1
        for above in range(level):
            if counters[above] is None:
                counters[above] = levels.get(above, Level()).start
        count = counters[level]
        counters[level] = here.start if count is None else count + 1
        for below in range(level + 1, _LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or level < restart:
                counters[below] = None
        return _printed(levels, here, counters)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a paragraph style is tied to, the first where none is."""
        levels = self.levels.get(list_id, {})
        return next((n for n, level in levels.items() if level.style == style), 0)


def read_numbering(root: Element | None, style_lists: Mapping[str, str]) -> Numbering:
    """The lists of numbering.xml; ``style_lists`` gives the list of each numbering style."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}
    for one in root.iterchildren(f"{W}abstractNum"):
        id_ = one.get(f"{W}abstractNumId", "")
        abstract[id_] = dict(map(_level, one.iterchildren(f"{W}lvl")))
        link = value(one, "numStyleLink")
        if link:
            linked[id_] = link
    for one in root.iterchildren(f"{W}num"):
        id_, base = one.get(f"{W}numId", ""), value(one, "abstractNumId")
        numbering.lists[id_] = base
        numbering.levels[id_] = dict(abstract.get(base, {}))
        for change in one.iterchildren(f"{W}lvlOverride"):
            at = number(change.get(f"{W}ilvl"), 0)
            own = change.find(f"{W}lvl")
            if own is not None:
                numbering.levels[id_][at] = _level(own)[1]
            start = value(change, "startOverride")
            if start and 0 <= at < _LEVELS:
                numbering.overrides.setdefault(id_, {})[at] = number(start, 1)
    for id_, base in list(numbering.lists.items()):
        target = style_lists.get(linked.get(base, ""), "")
        if target in numbering.levels and not numbering.levels[id_]:
            numbering.levels[id_] = numbering.levels[target]
            numbering.lists[id_] = numbering.lists[target]
    return numbering


def value(parent: Element, child: str) -> str:
    """The ``w:val`` of a child element, "" where it is not there."""
    found = parent.find(f"{W}{child}")
    return "" if found is None else found.get(f"{W}val", "")


def number(text: str | None, otherwise: int) -> int:
    """A whole number as written in a file that may be damaged."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else otherwise


def _level(one: Element) -> tuple[int, Level]:
    restart = value(one, "lvlRestart")
    legal = one.find(f"{W}isLgl")
    return number(one.get(f"{W}ilvl"), 0), Level(
        start=number(value(one, "start"), 0),
        form=_form(one),
        text=value(one, "lvlText"),
        suffix=value(one, "suff") or "tab",
        legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        restart=number(restart, 0) if restart else None,
        style=value(one, "pStyle"),
    )


def _form(level: Element) -> str:
    """The number format; a custom one stands in an alternate that older programs pass over."""
    for found in level.iter(f"{W}numFmt"):
        return str(found.get(f"{W}val", "decimal"))
    return "decimal"


def _printed(levels: Mapping[int, Level], here: Level, counters: list[int | None]) -> str:
    if here.form == "bullet":
        bullet = _PRIVATE.sub("●", here.text).strip()
        return f"{bullet} " if bullet else ""

    def figure(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        level = levels.get(at, Level())
        count = counters[at]
        form = "decimal" if here.legal else level.form
        return counted(form, level.start if count is None else count)

    label = _PLACE.sub(figure, here.text)
    if not label.strip():
        return ""
    return label if here.suffix == "nothing" or label.endswith(_CLOSED) else f"{label} "
