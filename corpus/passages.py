"""Passages: the text cut into the units that are indexed and cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.layout import Line
from corpus.records import Passage
from corpus.sections import Outline, path_of

LONGEST = 600
LONGEST_TASK = 1000
_PIECE = 420
_UNFINISHED = re.compile(r"[^。！!？?…；;：:）)”\"》]$")
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
    ends. ``rules`` are spans that govern every later passage with an assignment.
    """
    passages: list[Passage] = []
    for chunk in _chunks(lines, found):
        start, end = lines[chunk.first].start, lines[chunk.last].end
        path = path_of(text, found, chunk.owner)
        label = _label(found, chunk, lines)
        tasks = sum(start <= a < end for a, _ in assigned)
        limit = LONGEST_TASK if tasks == 1 and label else LONGEST
        for first, last in _pieces(text, start, end, limit):
            governed = tuple(
                rule
                for rule in rules
                if rule[1] <= first and any(first <= a < last for a, _ in assigned)
            )
            passage_id = f"{document_id}#{len(passages):04d}"
            passages.append(Passage(passage_id, document_id, first, last, label, path, governed))
    return tuple(passages)


def _label(found: Outline, chunk: _Chunk, lines: Sequence[Line]) -> str:
    if chunk.owner >= 0 and found.nodes[chunk.owner].line.label:
        return found.nodes[chunk.owner].line.label.text  # type: ignore[union-attr]
    return ""


def _chunks(lines: Sequence[Line], found: Outline) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    headings = {n.line.start for n in found.nodes if n.alone}
    numbered = {n.line.start for n in found.nodes}
    for i, line in enumerate(lines):
        if line.role == "title" or (line.role == "body" and line.start in headings):
            continue
        last = chunks[-1] if chunks else None
        owner = found.owners[i]
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
    if _UNFINISHED.search(before.text) or i in found.items or _answers(before, line):
        return True
    if lines[chunk.first].start in numbered:
        return True
    return bool(_INTRODUCES.search(before.text))


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
