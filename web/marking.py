"""The text of a document cut into blocks and runs, so that a page can mark spans within it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.records import Document, Passage, Section

HEADING_REST = re.compile(r"[\s。:：.;；]*")
HEADING_SLACK = 8  # characters of space and brackets that may stand around label and heading


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same marks.

    ``anchors`` name the passages that begin here; ``damage`` counts from 1, 0 for sound text;
    ``damage_starts`` and ``cited_starts`` are true for the first run of the marked span.
    """

    text: str
    anchors: tuple[str, ...] = ()
    strong: bool = False
    duty: bool = False
    cited: bool = False
    cited_starts: bool = False
    damage: int = 0
    damage_starts: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph.

    ``level`` is the level of the section that begins here, 0 where none does; ``is_heading`` is
    true when the block holds nothing but that heading. ``anchor`` names the section.
    """

    level: int
    is_heading: bool
    anchor: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    kind: str
    number: int
    start: int
    end: int


def passage_anchor(passage_id: str) -> str:
    """The name of a passage on the page of its document: "a#0012" is "p-0012"."""
    return "p-" + passage_id.rpartition("#")[2]


def section_anchor(number: int) -> str:
    """The name of the section that stands at ``number`` (from 0) in the document's sections."""
    return f"s-{number}"


def heading_end(text: str, section: Section) -> int:
    """Where the printed heading of ``section`` ends; after its label if the words are not found."""
    reach = len(section.label) + len(section.heading) + HEADING_SLACK
    head = text[section.start : section.start + reach]
    for words in (section.heading, section.label):
        found = head.find(words) if words else -1
        if found >= 0:
            return section.start + found + len(words)
    return section.start


def cut_blocks(document: Document, cited: tuple[int, int] | None = None) -> tuple[Block, ...]:
    """The blocks of a document in reading order, with every mark on its runs.

    A block is a line of the text, cut again where a section begins within it. ``cited`` is a span
    of ``document.text`` to highlight. Joining all runs gives the text without the white space at
    the ends of lines.
    """
    bounds = _block_bounds(document)
    if not bounds:
        return ()
    spans = _spans_by_block(document, cited, bounds)
    anchors = _anchors(document.passages, bounds)
    sections = _sections_by_block(document.sections, bounds)
    blocks = []
    for number, (start, end) in enumerate(bounds):
        level, anchor, strong_end, is_heading = 0, "", start, False
        if number in sections:
            index, section = sections[number]
            level, anchor = section.level, section_anchor(index)
            strong_end = min(max(heading_end(document.text, section), start), end)
            is_heading = bool(HEADING_REST.fullmatch(document.text, strong_end, end))
        strong = [_Span("strong", 0, start, strong_end)] if strong_end > start else []
        runs = _runs(document.text, start, end, strong + spans[number], anchors)
        blocks.append(Block(level, is_heading, anchor, runs))
    return tuple(blocks)


def _block_bounds(document: Document) -> list[tuple[int, int]]:
    cuts = {0, len(document.text)}
    cuts.update(match.end() for match in re.finditer("\n", document.text))
    cuts.update(section.start for section in document.sections)
    ordered = sorted(cuts)
    bounds = []
    for start, end in pairwise(ordered):
        line = document.text[start:end]
        if words := line.strip():
            begin = start + line.index(words[0])
            bounds.append((begin, begin + len(words)))
    return bounds


def _block_at(bounds: Sequence[tuple[int, int]], position: int) -> int:
    """The block that holds ``position``, or the next one where it lies between two."""
    number = max(bisect_right(bounds, position, key=lambda bound: bound[0]) - 1, 0)
    return number if position < bounds[number][1] else min(number + 1, len(bounds) - 1)


def _spans_by_block(
    document: Document, cited: tuple[int, int] | None, bounds: Sequence[tuple[int, int]]
) -> list[list[_Span]]:
    spans = [_Span("duty", 0, duty.start, duty.end) for duty in document.duties]
    for number, damage in enumerate(document.damages, start=1):
        spans.append(_Span("damage", number, damage.start, damage.end))
    if cited:
        spans.append(_Span("cited", 0, *cited))
    by_block: list[list[_Span]] = [[] for _ in bounds]
    for span in spans:
        block = _block_at(bounds, span.start)
        seen = replace(span, start=max(span.start, bounds[block][0]))
        while block < len(bounds) and bounds[block][0] < span.end:
            by_block[block].append(seen)
            block += 1
    return by_block


def _anchors(
    passages: Sequence[Passage], bounds: Sequence[tuple[int, int]]
) -> dict[int, tuple[str, ...]]:
    anchors: dict[int, tuple[str, ...]] = {}
    for passage in passages:
        position = max(passage.start, bounds[_block_at(bounds, passage.start)][0])
        anchors[position] = (*anchors.get(position, ()), passage_anchor(passage.id))
    return anchors


def _sections_by_block(
    sections: Sequence[Section], bounds: Sequence[tuple[int, int]]
) -> dict[int, tuple[int, Section]]:
    """The section that begins each block; of several the innermost, which is listed last."""
    return {
        _block_at(bounds, section.start): (index, section) for index, section in enumerate(sections)
    }


def _runs(
    text: str, start: int, end: int, spans: Sequence[_Span], anchors: dict[int, tuple[str, ...]]
) -> tuple[Run, ...]:
    cuts = {start, end} | {position for position in range(start + 1, end) if position in anchors}
    for span in spans:
        cuts.update(position for position in (span.start, span.end) if start < position < end)
    ordered = sorted(cuts)
    runs = []
    for left, right in pairwise(ordered):
        over = {span.kind: span for span in spans if span.start < right and left < span.end}
        damage, cited = over.get("damage"), over.get("cited")
        runs.append(
            Run(
                text[left:right],
                anchors.get(left, ()),
                "strong" in over,
                "duty" in over,
                cited is not None,
                cited is not None and cited.start == left,
                damage.number if damage else 0,
                damage is not None and damage.start == left,
            )
        )
    return tuple(runs)
