"""Passages: the text cut into the units that are indexed and cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.layout import Line
from corpus.records import Passage
from corpus.rows import find_tables, is_row
from corpus.sections import Outline, path_of
from corpus.spans import Spans

LONGEST = 600
LONGEST_TASK = 1000
_PIECE = 420
_UNFINISHED = re.compile(r"[^。！!？?…；;：:）)”\"》]$")
_LONGEST_HEAD = 120
_QUESTION = re.compile(r"[^。；;\n]{2,120}[?？](?=\s)")
_FIRST_MARKER = re.compile(
    r"(?:(?<=[：:，,])|(?<=\n))\s*(?=一是|[（(][一1][)）]|[1一][.．、]|①|第一[，,、])|(?<=。)(?=一是)"
)
_STEP = re.compile(r"步骤[一二三四五六七八九十\d]{1,2}|第[一二三四五六七八九十]{1,2}步|[Ss]tep ?\d")
_INTRODUCES = re.compile(r"[：:；;]$")
_SENTENCE = re.compile(
    r"[^。！？；\n]*(?:[。！？；]+[”」）)》]*|\n+|$)(?:[ \t]*[（(][^()（）\n]{2,300}[)）][。；]?)?"
)
_COMMA = re.compile(r"[，,、 |]")
_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,2}是|[（(][一二三四五六七八九十\d]{1,2}[)）]|首先|其次)"
)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines that belong together, as index pair of the list of lines."""

    first: int
    last: int
    owner: int


def passages_of(
    text: str,
    document_id: str,
    lines: Sequence[Line],
    found: Outline,
    assigned: Sequence[tuple[int, int]] = (),
    rules: Sequence[tuple[int, int]] = (),
) -> tuple[Passage, ...]:
    """Every line but titles and headings that stand alone, in exactly one passage.

    A chunk is a numbered clause with what goes on with it, or a paragraph; one longer than
    ``LONGEST`` characters (``LONGEST_TASK`` for a task with its assignment) is cut at sentence
    ends. ``rules`` are spans that hold from there on (下同): the last before a passage with an
    assignment governs it. A row of a table is governed by the row that heads the table, and the
    later pieces of a long chunk by the words that introduce its list or ask its question.
    """
    passages: list[Passage] = []
    tasks, lasting = Spans(assigned), Spans(rules)
    heads = _row_heads(lines)
    for chunk in _chunks(lines, found):
        start, end = lines[chunk.first].start, lines[chunk.last].end
        path = path_of(text, found, chunk.owner)
        label = _label(found, chunk)
        limit = LONGEST_TASK if tasks.starting(start, end) == 1 and label else LONGEST
        head = heads.get(chunk.first) or introduction(text, start, end)
        for first, last in _pieces(text, start, end, limit):
            governed = {head} if head and head[1] <= first else set()
            rule = lasting.last_before(first)
            if rule and rule[1] <= first and tasks.starting(first, last):
                governed.add(rule)
            passage_id = f"{document_id}#{len(passages):04d}"
            passages.append(
                Passage(passage_id, document_id, first, last, label, path, tuple(sorted(governed)))
            )
    return tuple(passages)


def introduction(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words of a chunk that all of it depends on: what introduces its list, or its question."""
    asked = _QUESTION.match(text, start, end)
    if asked:
        return _stripped(text, asked.span())
    first = _FIRST_MARKER.search(text, start, min(end, start + 2 * _LONGEST_HEAD))
    stop = first.start() if first else end
    opening = text[start:stop].rstrip()
    if not first or not opening or len(opening) > _LONGEST_HEAD or opening[-1] in "。；;":
        return None
    return start, start + len(opening)


def _row_heads(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """For each row of a table, by number of line, the span of the row that heads it."""
    heads: dict[int, tuple[int, int]] = {}
    for table in find_tables([line.text for line in lines]):
        if table.heads:
            span = lines[table.heads[0]].start, lines[table.heads[-1]].end
            heads.update(dict.fromkeys(table.rows, span))
    return heads


def _label(found: Outline, chunk: _Chunk) -> str:
    if chunk.owner >= 0 and found.nodes[chunk.owner].line.label:
        return found.nodes[chunk.owner].line.label.text  # type: ignore[union-attr]
    return ""


def _chunks(lines: Sequence[Line], found: Outline) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    numbered = {n.line.start for n in found.nodes}
    for i, line in enumerate(lines):
        owner = found.owners[i]
        node = found.nodes[owner] if owner >= 0 else None
        if line.role == "title" or (node and node.alone and line.end <= node.heading_end):
            continue
        last = chunks[-1] if chunks else None
        if (
            last
            and last.last == i - 1
            and _goes_on(lines, i, last, owner, numbered, found)
            and line.end - lines[last.first].start <= LONGEST
        ):
            chunks[-1] = _Chunk(last.first, i, last.owner)
        else:
            chunks.append(_Chunk(i, i, owner))
    return chunks


def _goes_on(
    lines: Sequence[Line],
    i: int,
    chunk: _Chunk,
    owner: int,
    numbered: set[int],
    found: Outline,
) -> bool:
    """Whether a line belongs in the passage of the line before it."""
    line, before = lines[i], lines[i - 1]
    if before.role == "recipients":
        return line.role == "body" and line.start not in numbered
    if line.role != before.role:
        return False
    if line.role != "body":
        return True
    if line.start in numbered or owner != chunk.owner:
        return False
    if is_row(line.text) and is_row(before.text):
        return True
    if _STEP.match(line.text) and _STEP.match(before.text):
        return True
    if _UNFINISHED.search(before.text) or i in found.items or _answers(before, line):
        return True
    if lines[chunk.first].start in numbered:
        return True
    asked = owner >= 0 and found.nodes[owner].heading.endswith(("？", "?"))
    return asked or bool(_INTRODUCES.search(before.text))


def _answers(before: Line, line: Line) -> bool:
    """Whether a line that begins with 答 answers the question in the line before it."""
    return before.text.rstrip().endswith(("?", "？")) and line.text.lstrip().startswith("答")


def _pieces(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """A span cut at sentence ends into pieces of like length; one piece if it is short enough."""
    if end - start <= limit:
        return [(start, end)]
    count = -(-(end - start) // _PIECE)
    target = (end - start) / count
    pieces: list[tuple[int, int]] = []
    first = at = start
    for match in _SENTENCE.finditer(text, start, end):
        if match.end() == match.start():
            continue
        size = match.start() - first
        full = match.end() - first > target * 1.3 or size >= target
        if size and (full or (size > target * 0.6 and _MARKER.match(match.group()))):
            pieces.append((first, match.start()))
            first = match.start()
        at = match.end()
    if at > first:
        pieces.append((first, end))
    short = (part for piece in pieces for part in _cut_anywhere(text, *piece))
    return [_stripped(text, piece) for piece in short if text[slice(*piece)].strip()]


def _cut_anywhere(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What has no sentence end for too long is cut at a comma, or where it must be."""
    while end - start > LONGEST_TASK:
        commas = [m.end() for m in _COMMA.finditer(text, start + _PIECE, start + LONGEST)]
        cut = commas[-1] if commas else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _stripped(text: str, piece: tuple[int, int]) -> tuple[int, int]:
    start, end = piece
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
