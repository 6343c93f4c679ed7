"""Headings without a number: a short line over its paragraphs, and the title of an attachment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.layout import Line, is_title, joined
from corpus.rows import is_row

_LONGEST = 24
_LONGEST_QUESTION = 80
_LONGEST_TITLE_LINE = 40
_TITLE_LINES = 3
_SHORTEST_PARAGRAPH = 15
_NO_HEADING = re.compile(r"[。；;：:，,、！!…]$|[。；;：:|]|^[（(*※注答A]|^第?\d+$|https?:|www\.")
_FIRST = re.compile(r"[（(]?[一1①][)）、.．]")
_CLOSED = re.compile(r"[。！!？?…；;：:][）)”\"》]*$|[)）]$")
_ATTACHED = re.compile(
    "(?:表|名单|目录|清单|名录|样式|说明|明细|标准|模板|图)(?:[（(][^()（）]*[)）])?$"
)
_NO_TITLE = re.compile(r"[。；;：:！!？?|]")


def plain_headings(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of lines that head what follows without having a number.

    Such a line is short and no sentence, what stands before it is complete, and below it comes a
    paragraph (or a list that begins with its first number, or one more line of heading).
    """
    return frozenset(
        i for i in range(1, len(lines) - 1) if _heads(lines, i) and _complete(lines, i)
    )


def is_question(line: Line) -> bool:
    """A line that asks: it ends with a question mark and is one sentence."""
    return line.text.endswith(("？", "?")) and "。" not in line.text


def attachment_title(lines: Sequence[Line], i: int) -> int:
    """How many lines after ``lines[i]``, a bare 附件1, are the title of the attachment."""
    last = i + 1
    while last < min(i + 1 + _TITLE_LINES, len(lines) - 1) and _title_like(lines[last]):
        last += 1
    for end in range(last, i + 1, -1):
        words = joined(list(lines[i + 1 : end]))
        if is_title(words) or _ATTACHED.search(words):
            return end - i - 1
    unfinished = last > i + 2 and lines[i + 1].text.endswith(("的", "和", "及", "与", "、"))
    return min(last - i - 1, 2 if unfinished else 1)


def _heads(lines: Sequence[Line], i: int) -> bool:
    line, below = lines[i], lines[i + 1]
    if (
        line.label is not None
        or len(line.text) > _LONGEST_QUESTION
        or not _short(line)
        or below.role != "body"
    ):
        return False
    if below.label is not None:
        return bool(_FIRST.match(below.text)) and lines[i - 1].label is None
    if _paragraph(below, line):
        return True
    return (
        _short(below)
        and not is_question(line)
        and i + 2 < len(lines)
        and _paragraph(lines[i + 2], below)
    )


def _short(line: Line) -> bool:
    if line.role != "body" or line.label is not None or len(line.text) < 2:
        return False
    if is_question(line):
        return len(line.text) <= _LONGEST_QUESTION and not line.text.startswith(("答", "“"))
    spaced = re.search(r"[ \u3000]", line.text)
    return len(line.text) <= _LONGEST and not spaced and not _NO_HEADING.search(line.text)


def _paragraph(line: Line, heading: Line) -> bool:
    return (
        line.role == "body"
        and line.label is None
        and not is_row(line.text)
        and len(line.text) >= max(_SHORTEST_PARAGRAPH, len(heading.text) // 2)
        and bool(re.search("[。；：:]", line.text))
        and not is_question(line)
    )


def _complete(lines: Sequence[Line], i: int) -> bool:
    """Whether the line before has come to its end, or is heading itself."""
    before = lines[i - 1]
    if before.role != "body" or (before.label is not None and len(before.text) <= _LONGEST):
        return True
    return bool(_CLOSED.search(before.text)) or (_short(before) and i > 1 and _heads(lines, i - 1))


def _title_like(line: Line) -> bool:
    return (
        line.role in ("body", "title")
        and line.label is None
        and len(line.text) <= _LONGEST_TITLE_LINE
        and not _NO_TITLE.search(line.text)
        and not line.text.startswith(("（", "("))
    )
