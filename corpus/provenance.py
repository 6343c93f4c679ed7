"""How cleaned text leads back to its raw file: applying, composing and following edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.records import Edit


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text with the edits that made it: ``apply_edits(raw, edits) == text``."""

    text: str
    edits: tuple[Edit, ...]


def apply_edits(raw: str, edits: Sequence[Edit]) -> str:
    """Carry out sorted, disjoint edits on the text they were recorded for.

    Raises ValueError where an edit does not fit: it overlaps the one before it, or the text does
    not read ``before`` at its span.
    """
    pieces: list[str] = []
    at = 0
    for edit in edits:
        if edit.start < at or raw[edit.start : edit.end] != edit.before:
            raise ValueError(f"edit does not fit the text: {edit}")
        pieces += (raw[at : edit.start], edit.after)
        at = edit.end
    pieces.append(raw[at:])
    return "".join(pieces)


def raw_span(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """The span of the raw text that a span of the cleaned text came from.

    An edit that keeps the length is followed character by character; a span that cuts into any
    other edit takes in the whole of what the edit replaced. Removed text at either edge stays
    outside. An empty span leads to an empty one. Raises ValueError for an impossible span.
    """
    if not 0 <= start <= end:
        raise ValueError(f"not a span: {start}:{end}")
    first = _raw_start(edits, start)
    return (first, first) if start == end else (first, _raw_start(edits, end - 1, of_end=True))


def _raw_start(edits: Sequence[Edit], position: int, of_end: bool = False) -> int:
    """Where the raw text behind one cleaned character starts, or ends."""
    shift = 0  # cleaned offset minus raw offset, before the edit looked at
    for edit in edits:
        begin = edit.start + shift
        if begin > position:
            break
        if position < begin + len(edit.after):
            if len(edit.before) == len(edit.after):
                break
            return edit.end if of_end else edit.start
        shift += len(edit.after) - len(edit.before)
    return position - shift + of_end


def compose(raw: str, first: Sequence[Edit], middle: str, second: Sequence[Edit]) -> list[Edit]:
    """The edits that lead from ``raw`` to what ``second`` makes of ``middle``.

    ``first`` leads from ``raw`` to ``middle``. Where two edits touch the same characters they
    become one, of the kind of that which changes the length most.
    """
    earlier = _by_character(first)
    later = _by_character(second)
    result: list[Edit] = []
    shift = 0  # middle offset minus raw offset
    i = j = 0
    while j < len(later):
        begin, end, parts, under = later[j].start, later[j].end, [later[j]], list[Edit]()
        while i < len(earlier) and earlier[i].start + shift + len(earlier[i].after) <= begin:
            result.append(earlier[i])
            shift += _growth(earlier[i])
            i += 1
        before_shift, j, grown = shift, j + 1, True
        while grown:
            grown = False
            while i < len(earlier) and earlier[i].start + shift < end:
                begin = min(begin, earlier[i].start + shift)
                end = max(end, earlier[i].start + shift + len(earlier[i].after))
                shift += _growth(earlier[i])
                under.append(earlier[i])
                i, grown = i + 1, True
            while j < len(later) and later[j].start < end:
                end = max(end, later[j].end)
                parts.append(later[j])
                j, grown = j + 1, True
        span = begin - before_shift, end - shift
        local = [Edit(p.kind, p.start - begin, p.end - begin, p.before, p.after) for p in parts]
        after = apply_edits(middle[begin:end], local)
        kind = max(parts + under, key=lambda edit: abs(_growth(edit))).kind
        result.append(Edit(kind, *span, raw[slice(*span)], after))
    return merge_neighbours(result + earlier[i:])


def merge_neighbours(edits: Iterable[Edit]) -> list[Edit]:
    """Join adjacent edits of one kind where that loses nothing; drop those that change nothing."""
    merged: list[Edit] = []
    for edit in edits:
        if edit.before == edit.after:
            continue
        last = merged[-1] if merged else None
        if last and last.kind == edit.kind and last.end == edit.start and _alike(last, edit):
            merged[-1] = Edit(
                edit.kind, last.start, edit.end, last.before + edit.before, last.after + edit.after
            )
        else:
            merged.append(edit)
    return merged


def _growth(edit: Edit) -> int:
    return len(edit.after) - len(edit.before)


def _alike(one: Edit, other: Edit) -> bool:
    """Whether both keep their length, or both only remove."""
    return _growth(one) == _growth(other) == 0 or one.after == other.after == ""


def _by_character(edits: Iterable[Edit]) -> list[Edit]:
    """Split edits that keep their length into single characters, so that they compose apart."""
    split: list[Edit] = []
    for edit in edits:
        if len(edit.before) == len(edit.after) > 1:
            pairs = enumerate(zip(edit.before, edit.after, strict=True), edit.start)
            split += [Edit(edit.kind, at, at + 1, b, a) for at, (b, a) in pairs]
        else:
            split.append(edit)
    return split
