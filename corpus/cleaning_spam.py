"""Cleaning of what intruders and servers put around a document: spam lines, HTTP headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from corpus.records import Edit

_TABLE = Path(__file__).parent / "tables" / "spam.tsv"
_HEAD_LINES, _TAIL_LINES = 12, 15  # with words; spam stands before the title, after the signature
_LONGEST_LINE = 200
# Between phrases of spam: separators of titles and menus, brackets, and nothing that is a word.
_BETWEEN = re.compile(r"[\s\-—–_|｜·,，、:：/>»【】\[\]()（）《》!！。.★☆+＋~]*")
_OWN_WORDS = re.compile(
    "关于|通知|办法|规定|条例|意见|方案|通告|公告|批复|决定|细则|打击|整治|禁止|严禁|查处|举报"
)
# What follows 关于 in a title, and anywhere.
_SUBJECT_END = re.compile(
    "的(?:通知|意见|决定|批复|通告|公告|报告|请示|函|规定|办法|复函|答复|方案|命令)"
)
_SUBJECT = re.compile(f"[^。；\n]{{2,80}}?{_SUBJECT_END.pattern}")
_WORDS = re.compile("[\u4e00-\u9fff《“]{2}")
_FEWEST_SUBJECTS = 2
_EDGE = re.compile(r"\s*[-—–_|｜]+\s*")

_LINE = re.compile(r"[^\n]+\n?")
_STATUS = re.compile(r"\s*HTTP/\d(?:\.\d)? \d{3}\b[^\n\u0100-\uffff]*")
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*: ?[^\n\u0100-\uffff]*(?:\n|\Z)")
_KNOWN_FIELD = re.compile(
    r"(?:Server|Date|Content-[A-Z][a-z]+|Connection|Keep-Alive|Vary|ETag|Cache-Control|Pragma|"
    r"Expires|Set-Cookie|Last-Modified|Transfer-Encoding|Accept-Ranges|Age|Via|Location|P3P|"
    r"Strict-Transport-Security|Access-Control-[\w-]+|X-[\w-]+): ?"
)
_CHUNK_SIZE = re.compile(r"\n*[0-9a-fA-F]{2,6}[ ]*\n")


def header_edits(text: str) -> Iterator[Edit]:
    """Remove the header of a web server's answer that stands before a document.

    Only where the text begins with a status line (HTTP/1.1 200 OK) and a field that servers send
    follows, each on its own line or all on the first one.
    """
    status = _STATUS.match(text)
    if not status:
        return
    end = status.end()
    fields = list(_KNOWN_FIELD.finditer(text, status.start(), end))
    if fields and end < len(text) and text[end] != "\n":
        end = max(text.rfind(" ", 0, end) + 1, fields[-1].end())
    else:
        line = end + 1
        while field := _FIELD.match(text, line):
            if not fields and not _KNOWN_FIELD.match(text, line):
                break
            fields.append(field)
            line = end = field.end()
    if not fields:
        return
    size = _CHUNK_SIZE.match(text, end) if "chunked" in text[:end] else None
    end = size.end() if size else end
    yield Edit("header", 0, end, text[:end], "")


def spam_edits(text: str) -> Iterator[Edit]:
    """Remove lines of spam from the first and the last lines of a text, and spam after a title.

    A line goes when all its words are spam. Of a line with words of its own only spam behind
    (or before) a dash or a bar at its edge goes: 通知_188体育平台 becomes 通知.
    """
    for line in _edge_lines(text):
        content = line.group().rstrip("\n")
        if len(content) > _LONGEST_LINE or not _pattern("brand").search(content):
            continue
        if is_spam(content):
            yield Edit("spam", line.start(), line.end(), line.group(), "")
        else:
            yield from _edge_edits(line.start(), content)


def _edge_lines(text: str) -> list[re.Match[str]]:
    """The first and the last lines with words."""
    worded = (line for line in _LINE.finditer(text) if line.group().strip())
    head = list(islice(worded, _HEAD_LINES))
    # A line that ends where the head does is none of the tail.
    end, start = head[-1].end() if head else 0, len(text)
    tail: list[re.Match[str]] = []
    while start > end and len(tail) < _TAIL_LINES:
        start = max(end, text.rfind("\n", 0, start - 1) + 1)
        line = _LINE.match(text, start)
        if line and line.group().strip():
            tail.append(line)
    return [*head, *reversed(tail)]


def is_spam(words: str) -> bool:
    """Whether nothing but spam stands here: a brand, and no word that is not spam."""
    if not _pattern("brand").search(words) or _OWN_WORDS.search(words):
        return False
    at = 0
    while at < len(words):
        found = _pattern("brand").match(words, at) or _pattern("thing", "filler").match(words, at)
        gap = None if found else _BETWEEN.match(words, at)
        end = found.end() if found else gap.end() if gap else at
        if end == at:
            return False
        at = end
    return True


def _edge_edits(start: int, content: str) -> Iterator[Edit]:
    """The removal of pieces of spam from the edges of a line, behind dashes or bars."""
    edges = list(_EDGE.finditer(content))
    first, last = 0, len(content)
    for edge in edges:
        if not is_spam(content[first : edge.start()]):
            break
        first = edge.end()
    for edge in reversed(edges):
        if edge.start() <= first or not is_spam(content[edge.end() : last]):
            break
        last = edge.start()
    if first:
        yield Edit("spam", start, start + first, content[:first], "")
    if last < len(content):
        yield Edit("spam", start + last, start + len(content), content[last:], "")


@cache
def _pattern(*parts: str) -> re.Pattern[str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t", 1) for line in lines if line and not line.startswith("#")]
    brands = "|".join(pattern for part, pattern in rows if part == "brand")
    if parts == ("brand",):
        return re.compile(f"(?:{brands})")
    return re.compile("|".join(f"(?:{pattern})" for part, pattern in rows if part in parts))


def hijack_edits(text: str) -> Iterator[Edit]:
    """Restore 关于 where one phrase of spam stands in its place all over a text.

    Certain only where 关于 is found nowhere, the phrase at two places or more begins the subject
    of a title (…的通知), and every one of its places has words behind it on the line.
    """
    if "关于" in text or not _before_subject(text):
        return
    places: dict[str, list[re.Match[str]]] = {}
    for found in _phrase().finditer(text):
        places.setdefault(found.group(), []).append(found)
    for found_alike in places.values():
        subjects = sum(_SUBJECT.match(text, m.end()) is not None for m in found_alike)
        if subjects < _FEWEST_SUBJECTS or not all(_WORDS.match(text, m.end()) for m in found_alike):
            continue
        for m in found_alike:
            yield Edit("hijack", m.start(), m.end(), m.group(), "关于")
        return


def _before_subject(text: str) -> bool:
    """Whether a brand stands in a part of a sentence in which a subject may end after it.

    A cheap first test: looking for brands everywhere takes longer than most rules.
    """
    done = 0
    for found in _SUBJECT_END.finditer(text):
        start = max(done, *(text.rfind(mark, done, found.start()) + 1 for mark in "。；\n"))
        if _pattern("brand").search(text, start, found.start()):
            return True
        done = found.start()
    return False


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(f"(?:{_pattern('brand').pattern})(?:{_pattern('thing').pattern})*")
