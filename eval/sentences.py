"""The text of an answer cut into sentences, each with the citations that it carries."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from answers.verification import marks_in, sentences_of

_MARK = re.compile(r"\[\d{1,2}\]")
_AFTER_COLON = re.compile(r"[:：]")
# A piece of fewer letters (是。, 沈阳市：有。) says nothing without the sentence that follows it.
FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer without marks; ``marks`` count the citations that it carries."""

    text: str
    marks: tuple[int, ...]


def sentences_said(text: str) -> tuple[Said, ...]:
    """The sentences of an answer that say something, in order.

    A line that ends with a colon and carries no mark only announces what follows and is left
    out. A sentence without marks carries those of the next sentence of its line: one mark at the
    end of a line stands for the whole of it.
    """
    found: list[Said] = []
    for line in text.split("\n"):
        if line.rstrip().endswith(("：", ":")) and not _MARK.search(line):
            continue
        found += _sentences_of_line(line)
    return tuple(found)


def _sentences_of_line(line: str) -> list[Said]:
    joined: list[Said] = []
    waiting = ""
    for piece in sentences_of(line):
        said = Said((waiting + _MARK.sub("", piece)).strip(), marks_in(piece))
        if not said.marks and _letters(_AFTER_COLON.split(said.text)[-1]) < FEWEST_LETTERS:
            waiting = said.text
            continue
        waiting = ""
        if said.text or not joined:
            joined.append(said)
        else:  # marks that stand alone after the sentence that they belong to
            joined[-1] = replace(joined[-1], marks=(*joined[-1].marks, *said.marks))
    if waiting:
        joined.append(Said(waiting, ()))
    marks: tuple[int, ...] = ()
    carried: list[Said] = []
    for said in reversed(joined):
        marks = said.marks or marks
        if _letters(said.text):
            carried.append(replace(said, marks=marks))
    return carried[::-1]


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)
