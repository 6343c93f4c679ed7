"""Cleaning of stray spaces inside Chinese words: 党 的二十大, 深化医 药卫生体制改革."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.likelihood import character_model
from corpus.records import Edit

_GAP = re.compile("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_LINE = re.compile("[^\n]* [^\n]*")
_MARK = re.compile("[，。；！？]")
# A gap, or the end of a clause.
_STEP = re.compile(f"(?P<gap>{_GAP.pattern})|[，。；：、？！“”‘’（）《》〔〕(),;:!?\\[\\]|]")
# What stands before a space that is meant: the number of an article, a heading or an item.
_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百千零〇\d]+[编章节条款项目](?:之[一二三四五六七八九十])?"
    r"|^[附表图][件录表]?[一二三四五六七八九十]?)$"
)
_NUMBER = re.compile("^[一二三四五六七八九十]{1,3}$")
_LISTED = re.compile("[。；;：:，、]$")
_PROSE = 24  # characters of a line from which it is running text if it holds a mark
_INSIDE_WORD = 0.7  # of the occurrences of a pair, that are inside of a word
_FEWEST_GAPS, _TORN_SHARE = 6, 0.3
# Function words: nobody sets a space before the first, or, within a sentence, behind the second.
_NEVER_FIRST = frozenset("的地得了着")
_NEVER_LAST = frozenset("的把被将向从为与和及在对以由于")


@dataclass(frozen=True, slots=True)
class _Gap:
    """A space between two Chinese characters: where, and what is around it."""

    at: int
    prose: bool  # in a line of running text
    listed: bool  # in a line that ends as a sentence or as an item of a list does
    first_clause: bool  # of its line, where a heading or a label may stand


def stray_space_edits(text: str) -> Iterator[Edit]:
    """Close single spaces between Chinese characters that nobody meant.

    In running text a space goes where it tears a word or stands beside a word that clings (的).
    Where many spaces of a text tear words, all within its sentences go. Spaces behind numbers
    (第一条 …), in lines of names or bodies, in tables and those of several in a row stay.
    """
    if not _GAP.search(text):
        return
    gaps = [gap for line in _LINE.finditer(text) for gap in _gaps(line)]
    prose = [gap for gap in gaps if gap.prose]
    torn = sum(_tears(text, gap.at) for gap in prose)
    noisy = len(prose) >= _FEWEST_GAPS and torn >= _TORN_SHARE * len(prose)
    for gap in gaps:
        if gap.prose:
            stray = noisy or _tears(text, gap.at) or _clings(text, gap)
        else:
            stray = noisy and (gap.listed or _tears(text, gap.at))
        if stray:
            yield Edit("stray-space", gap.at, gap.at + 1, " ", "")


def _gaps(line: re.Match[str]) -> Iterator[_Gap]:
    """The gaps of a line that do not follow a number; none in a row of a table."""
    content = line.group()
    if "|" in content:
        return
    prose = len(content) >= _PROSE and _MARK.search(content) is not None
    listed = _LISTED.search(content) is not None
    begin = 0
    for step in _STEP.finditer(content):
        if not step["gap"]:
            begin = step.end()
            continue
        before = content[max(begin, step.start() - 16) : step.start()].replace(" ", "")
        if not (_LABEL.search(before) or (begin == 0 and _NUMBER.search(before))):
            yield _Gap(line.start() + step.start(), prose, listed, begin == 0)


def _tears(text: str, at: int) -> bool:
    """Whether the characters around a gap are more often inside of a word than on its border."""
    model = character_model()
    one, other = text[at - 1], text[at + 1]
    inside = model.inside[one + other]
    across = model.ends[one] * model.begins[other] / model.total
    return inside > _INSIDE_WORD * (inside + across)


def _clings(text: str, gap: _Gap) -> bool:
    """Whether a word stands beside the gap that never stands apart from its neighbour there."""
    if text[gap.at + 1] in _NEVER_FIRST:
        return True
    return not gap.first_clause and text[gap.at - 1] in _NEVER_LAST
