"""Cleaning of wide letters and digits, in a text that also shows the noise of copied pages.

A clean text keeps them as printed (whatever reads it takes １万元 for 1万元, see `widths.py`). In a
text with annotations, junk or torn bytes their width is one more trace of the same tools.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from corpus.cleaning_bytes import shifted_bytes_edits, torn_note_edits
from corpus.cleaning_copying import copying_edits, wrapped_edits
from corpus.cleaning_junk import has_junk
from corpus.cleaning_pinyin import pinyin_edits
from corpus.cleaning_shifts import shift_edits
from corpus.records import Edit
from corpus.script import is_traditional
from corpus.widths import WIDE, narrow

_TRACES: tuple[Callable[[str], Iterable[Edit]], ...] = (
    pinyin_edits,
    copying_edits,
    wrapped_edits,
    torn_note_edits,
    shifted_bytes_edits,
    shift_edits,
)


def width_edits(text: str) -> Iterator[Edit]:
    """Fold wide letters and digits where other noise shows that the text was copied by a tool.

    Punctuation keeps its width.
    """
    found = list(WIDE.finditer(text))
    if not found or not _was_copied(text):
        return
    for run in found:
        yield Edit("width", run.start(), run.end(), run.group(), narrow(run.group()))


def _was_copied(text: str) -> bool:
    if is_traditional(text) or has_junk(text):
        return True
    return any(True for trace in _TRACES for _ in trace(text))
