"""Enumerations: items numbered in one way, with the words over them that announce them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answers.sentences import Span, span_of, without_label
from corpus.records import Document, Passage

_CHINESE = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = rf"(?:[{_CHINESE}]{{1,3}}|\d{{1,2}})"
_OPENS = r"(?:^|(?<=[\n。;；:：,，]))[ \t\u3000]*"
# The ways in which items are numbered, each with the number in its group. A way that may stand
# inside a line must be told from a decimal, a date and a reference ("第（一）项").
_STYLES = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        rf"{_OPENS}[(（]([{_CHINESE}]{{1,3}})[)）](?!项)",
        rf"{_OPENS}[(（](\d{{1,2}})[)）](?!项)",
        r"(?:^|(?<=[\n。;；:：]))[ \t\u3000]*(\d{1,2})(?:[.．](?!\d)|、)",
        rf"^[ \t\u3000]*([{_CHINESE}]{{1,3}})、",
        rf"{_OPENS}([{_CHINESE}])是",
        rf"{_OPENS}第([{_CHINESE}])[,，是]",
        rf"{_OPENS}第([{_CHINESE}])类",
        rf"([{_CIRCLED}])",
    )
)
_SENTENCE_END = re.compile(r"[。!！?？\n]")
# Words over items name what they are a list of, and how many.
_ANNOUNCES = re.compile(
    r"[:：]\s*$|(?:下列|以下|如下|有|包括|为|是|分为|分)[^。\n]{0,30}[。:：,，]?\s*$"
)
_COUNT = re.compile(
    rf"(?:下列|以下|如下|包括|分为|共有?|有)[^,，。;；:：\d]{{0,6}}?(?<![第{_CHINESE}\d])({_NUMBER})"
    rf"(?:个方面|个条件|大类|[项类种条点])"
    rf"|(?<![第{_CHINESE}\d])({_NUMBER})(?:个方面|大类|[项类种条点])[^,，。;；:：]{{0,12}}[:：]$"
)
_LONGEST_HEAD = 200
# Pieces of one list lie at most so far apart (characters).
FARTHEST_PIECE = 3000
# Cells of a table row are parted so; rows are read by their columns, not as items.
_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The words that announce items (None where none do) and the items, in the order printed."""

    head: Span | None
    items: tuple[Span, ...]

    @property
    def announced(self) -> int:
        """How many items the head says there are; 0 where it does not say."""
        found = _COUNT.search(self.head.text) if self.head else None
        return _value(found.group(1) or found.group(2)) if found else 0

    @property
    def missing(self) -> int:
        """How many of the items that the head announces are not printed."""
        return max(0, self.announced - len(self.items))

    def holds(self, span: Span) -> bool:
        """Whether a span begins in the head or in an item."""
        parts = (self.head, *self.items) if self.head else self.items
        return any(p.start <= span.start < p.end or span.start <= p.start < span.end for p in parts)


def enumerations(document: Document, passage: Passage) -> tuple[Enumeration, ...]:
    """The enumerations in a passage, or of which the passage is a piece."""
    start, end = _region(document, passage)
    return tuple(_enumerations(document, passage, start, end))


def enumeration_of(document: Document, span: Span) -> Enumeration | None:
    """The innermost enumeration that a span heads or is an item of; None where there is none."""
    found = [e for e in enumerations(document, span.passage) if e.holds(span)]
    return max(found, key=lambda e: e.items[0].start, default=None)


def words_over(document: Document, item: Span, longest: int) -> Span | None:
    """The words over the list that a span is an item of, from the beginning of their line where
    that is not too long; None where it is none, or where they are longer than ``longest``.
    """
    found = enumeration_of(document, item)
    if found is None or found.head is None or found.head.end > item.start:
        return None
    passage = found.head.passage
    line = max(document.text.rfind("\n", 0, found.head.start) + 1, passage.start)
    heads = (
        without_label(span_of(document, passage, at, found.head.end))
        for at in (line, found.head.start)
    )
    return next((head for head in heads if len(head.text) <= longest), None)


def _region(document: Document, passage: Passage) -> tuple[int, int]:
    """The stretch to look in: a passage with the other pieces of its clause.

    Pieces follow one another under the same headings, or under the same words ("下列条件：").
    """
    heads = set(passage.governed_by)
    start, end = passage.start, passage.end
    for other in document.passages:
        if heads & set(other.governed_by) or (passage.path and other.path == passage.path):
            if abs(other.start - passage.start) <= FARTHEST_PIECE:
                start, end = min(start, other.start), max(end, other.end)
        elif any(passage.start <= h[0] < passage.end for h in other.governed_by):
            end = max(end, other.end)
    # Words far above, as those over a whole table, announce no list here.
    for head in heads:
        if 0 <= start - head[0] <= 2 * _LONGEST_HEAD:
            start = min(start, head[0])
    return start, end


def _enumerations(
    document: Document, passage: Passage, start: int, end: int
) -> Iterator[Enumeration]:
    text = document.text[start:end]
    for style in _STYLES:
        for run in _runs(style, text):
            head = _head(document, passage, start, text, run[0].start())
            edges = [match.start() for match in run[1:]]
            edges.append(_end_of_last(text, run))
            items = tuple(
                span_of(document, passage, start + match.start(), start + edge)
                for match, edge in zip(run, edges, strict=True)
            )
            if not any(_CELLS in item.text for item in items):
                yield Enumeration(head, items)


def _runs(style: re.Pattern[str], text: str) -> Iterator[list[re.Match[str]]]:
    """The numbers that count up from one, in each place where they begin anew."""
    run: list[re.Match[str]] = []
    for match in style.finditer(text):
        value = _value(match.group(1))
        if run and value == len(run) + 1:
            run.append(match)
        elif value == 1:
            if len(run) > 1:
                yield run
            run = [match]
    if len(run) > 1:
        yield run


def _end_of_last(text: str, run: Sequence[re.Match[str]]) -> int:
    """Where the last item ends: with its line, or with its sentence where items share a line."""
    last = run[-1].end()
    line_end = text.find("\n", last)
    line_end = len(text) if line_end < 0 else line_end
    if "\n" in text[run[0].end() : run[-1].start()]:
        return line_end
    sentence = _SENTENCE_END.search(text, last, line_end)
    return sentence.end() if sentence else line_end


def _head(document: Document, passage: Passage, start: int, text: str, first: int) -> Span | None:
    """The sentence right before the first item, if it announces items."""
    before = text[:first].rstrip()
    ends = [match.end() for match in _SENTENCE_END.finditer(before, 0, max(0, len(before) - 1))]
    begin = ends[-1] if ends else 0
    head = span_of(document, passage, start + begin, start + len(before))
    if not head.text or len(head.text) > _LONGEST_HEAD or not _ANNOUNCES.search(head.text):
        return None
    return head


def _value(number: str) -> int:
    """The value of a number as items carry it, from 1 to 99."""
    if number.isdecimal():
        return int(number)
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    tens, ten, units = number.rpartition("十")
    if not ten:
        return _CHINESE.find(number) + 1
    return 10 * (_CHINESE.find(tens) + 1 if tens else 1) + (
        _CHINESE.find(units) + 1 if units else 0
    )
