"""Edits where a person looks for them: with their line and the words around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.cleaning_summary import NAMES
from corpus.records import Edit

_AROUND = 8  # characters on either side
_LONGEST = 40  # characters shown of what was changed
# Kinds that change how a text is set and none of its words.
LAYOUT_KINDS = frozenset(
    ("line-end", "space", "invisible", "width", "blank-line", "join", "stray-space", "label")
)


@dataclass(frozen=True, slots=True)
class EditInContext:
    """One edit: ``before`` became ``after`` between ``left`` and ``right`` of the clean text.

    ``line`` counts the lines of the clean text from 1. Line breaks are shown as ⏎, white space
    alone as ␣, and long texts are cut.
    """

    kind: str
    line: int
    left: str
    before: str
    after: str
    right: str


@dataclass(frozen=True, slots=True)
class EditsOfKind:
    """The edits of one kind: its name, how many, the characters changed, the first few."""

    kind: str
    name: str
    count: int
    characters: int
    examples: tuple[EditInContext, ...]

    @property
    def more(self) -> int:
        """How many are not among the examples."""
        return self.count - len(self.examples)


def edits_in_context(text: str, edits: Sequence[Edit]) -> Iterator[EditInContext]:
    """All edits of a clean text, in order. ``edits`` are sorted, as a Document holds them."""
    growth = line = at = 0
    for edit in edits:
        start = edit.start + growth
        end = start + len(edit.after)
        line += text.count("\n", at, start)
        at = start
        growth += len(edit.after) - len(edit.before)
        yield EditInContext(
            edit.kind,
            line + 1,
            _flat(text[max(0, start - _AROUND) : start]),
            _visible(edit.before),
            _visible(edit.after),
            _flat(text[end : end + _AROUND]),
        )


def edits_by_kind(text: str, edits: Sequence[Edit], examples: int = 3) -> tuple[EditsOfKind, ...]:
    """Edits counted by kind, those that change words first, each with its first different examples.

    An example differs from another when what was changed does.
    """
    counts: dict[str, int] = defaultdict(int)
    characters: dict[str, int] = defaultdict(int)
    shown: dict[str, dict[tuple[str, str], EditInContext]] = defaultdict(dict)
    for edit, found in zip(edits, edits_in_context(text, edits), strict=True):
        counts[edit.kind] += 1
        characters[edit.kind] += max(len(edit.before), len(edit.after))
        if len(shown[edit.kind]) < examples:
            shown[edit.kind].setdefault((found.before, found.after), found)
    kinds = sorted(counts, key=lambda kind: (kind in LAYOUT_KINDS, -counts[kind], kind))
    return tuple(
        EditsOfKind(
            kind,
            NAMES.get(kind, kind),
            counts[kind],
            characters[kind],
            tuple(shown[kind].values()),
        )
        for kind in kinds
    )


def _flat(text: str) -> str:
    flat = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return flat.replace("\n", "⏎").replace("\r", "␍").replace("\t", "⇥")


def _visible(text: str) -> str:
    flat = _flat(text)
    return flat if flat.strip() else "␣" * len(flat)
