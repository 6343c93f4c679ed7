"""Cleaning of lines: indentation, blank lines, and breaks in the middle of a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from corpus.records import Edit

# The first of several spaces, then the others: what begins with a character is found quickly.
_TRAILING = re.compile(r" (?<!  ) *(?=\n|\Z)")
_INDENT = re.compile(r" (?<![^\n] ) *(?=[^ \n])")
_BLANK = re.compile(r"\A\n+|\n+\Z|\n{3,}")

# Two lines of which the first might run on: it is long, has sentence punctuation inside and none
# at its end; nothing but blank lines lies between.
_BREAK = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z0-9、,，])\n{1,2}(?=[\u4e00-\u9fffA-Za-z0-9“《(（、,，。；;])"
)
_LONG_LINE = 40
_INSIDE = re.compile("[,，。;；]")
_ENDS_SENTENCE = re.compile("[。;；][^\n]{0,60}$|[。;；]")
# How headings, items, dates, labels and table rows begin.
_OWN_LINE = re.compile(
    r"[(（]?[一二三四五六七八九十百]+[)）、.．]|[(（]?\d{1,3}(?:[)）、.．]|\s)|第[一二三四五六七八九十百千零\d]+[章节条款项编]"
    r"|[一二三四五六七八九十]是|附件|附[:：]|抄送|[^\n。,，;；]{1,14}[:：]|[^\n]*\|"
    r"|[〇○零一二三四五六七八九十\d]{4}年|[①-⑳●■◆▲★]"
)
_DATE = re.compile(
    r"\s*[〇○零一二三四五六七八九十\d]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\s*"
)
# Text cut at a fixed column.
_FEWEST_LINES, _NARROWEST, _WIDEST = 8, 24, 100  # lines; columns; characters of a line
_RAGGED, _BEYOND, _FULL_SHARE = 4, 50, 0.3
_ENDS = "。；：！？;:!?…|"
_PROSE = re.compile(r"[,，。;；、]|^第[一二三四五六七八九十百千零\d]+条")
_LINE_PAIR = re.compile(r"(?P<before>[^\n]+)\n(?=(?P<after>[^\n]+))")
_STARTS_OWN = re.compile(
    r"[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,3}[、.．](?!\d)"
    r"|第[一二三四五六七八九十百千零\d]+[编章节条款](?=[ ]|$)|附件|附[:：]|抄送|[^\n]*\||[①-⑳●■◆▲★]"
    r"|(?:联系|咨询)[^\n。,，]{1,8}[:：]"
    r"|[〇○零一二三四五六七八九十\d]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$"
)
_SIGNATURE = re.compile(r"[\u4e00-\u9fff]{2,24}")


def space_edits(text: str) -> Iterator[Edit]:
    """Drop indentation and trailing spaces."""
    found = [*_TRAILING.finditer(text), *_INDENT.finditer(text)]
    for match in sorted(found, key=lambda m: m.start()):
        yield Edit("space", match.start(), match.end(), match.group(), "")


def blank_line_edits(text: str) -> Iterator[Edit]:
    """Leave one blank line of several, none at the ends of the text."""
    if "\n\n\n" not in text and not text.startswith("\n") and not text.endswith("\n"):
        return
    for match in _BLANK.finditer(text):
        inside = match.start() > 0 and match.end() < len(text)
        kept = 2 if inside else 0
        start = match.start() + kept
        yield Edit("blank-line", start, match.end(), text[start : match.end()], "")


def join_edits(text: str) -> Iterator[Edit]:
    """Join a sentence, or the name of a body above a date, that is broken over two lines.

    In a text whose lines are cut at a fixed column, every line that reaches it runs on, unless it
    ends a sentence or the next one begins as a heading, an item, a label or a date does.
    """
    column = wrap_column(text)
    if column:
        yield from _wrap_edits(text, column)
        return
    for match in _BREAK.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        end = text.find("\n", match.end())
        after = text[match.end() : end if end >= 0 else len(text)]
        if _runs_on(before, after) or _is_split_name(text, before, after, match.end() + len(after)):
            space = " " if before[-1:].isascii() and after[:1].isascii() else ""
            yield Edit("join", match.start(), match.end(), match.group(), space)


def wrap_column(text: str) -> int:
    """The column, in half widths, at which the lines of a text are cut; 0 where they are not.

    Three lines in ten end within two characters before it, and all but one in fifty at or before
    it.
    """
    lines = [line for line in text.split("\n") if line]
    if len(lines) < _FEWEST_LINES or sum(map(len, lines)) > _WIDEST * len(lines):
        return 0
    widths = sorted(map(_width, lines))
    column = widths[-1 - len(widths) // _BEYOND]
    full = len(widths) - bisect_left(widths, column - _RAGGED)
    narrow = column > 2 * _WIDEST or column < _NARROWEST
    return 0 if narrow or full < _FULL_SHARE * len(lines) else column


def _width(line: str) -> int:
    """Columns of a line: two for a Chinese character or mark, one for an ASCII character."""
    return len(line.encode("gbk", errors="replace"))


def _wrap_edits(text: str, column: int) -> Iterator[Edit]:
    inside = False  # of a paragraph, which the line before belongs to
    for match in _LINE_PAIR.finditer(text):
        before, after = match["before"], match["after"]
        full = _width(before) >= column - _RAGGED and before[-1] not in _ENDS
        prose = inside or _PROSE.search(before) or _ENDS_SENTENCE.search(after)
        inside = bool(full and prose and not _STARTS_OWN.match(after))
        if inside:
            space = " " if before[-1].isascii() and after[0].isascii() else ""
            at = match.end("before")
            yield Edit("join", at, at + 1, "\n", space)


def _runs_on(before: str, after: str) -> bool:
    """Whether one sentence goes over both lines."""
    if len(before) < _LONG_LINE or "|" in before or not _INSIDE.search(before):
        return False
    return not _OWN_LINE.match(after) and bool(_ENDS_SENTENCE.search(after))


def _is_split_name(text: str, before: str, after: str, end: int) -> bool:
    """Whether two short lines above a date are one name, which the text prints whole elsewhere."""
    if not (_SIGNATURE.fullmatch(before) and _SIGNATURE.fullmatch(after)):
        return False
    below = text[end:].lstrip("\n").split("\n", 1)[0]
    return _DATE.fullmatch(below) is not None and before + after in text
