"""Cleaning of what a web site prints around a document: navigation, share buttons, footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from corpus.records import Edit

_TABLE = Path(__file__).parent / "tables" / "site_chrome.tsv"
_HEAD_LINES, _TAIL_LINES = 15, 25
_LONG = 60  # characters; a longer line that is no chrome ends the head
_LINE = re.compile(r"[^\n]*\n?")
_PIECE = r"(?<![^\s|｜·])(?:{})(?![^\s|｜·])"
_RUBBLE = re.compile(r"[\s|｜·]*")
_SURE = ("mark", "head", "tail", "footer")  # zones whose pieces stand in no document
_BAR = re.compile(r" *[|｜·] *")
_CRUMBS = re.compile(r"位置(?:是|在)?[:：](.*)|^((?:网站)?首页\s*[>›»/].*)")
_CRUMB = re.compile(r"\s*(?:>+|›|»|/|→)\s*")


def chrome_edits(text: str) -> Iterator[Edit]:
    """Remove the pieces of site chrome from the first and the last lines of a text.

    A line goes when nothing but chrome stands in it; of a mixed line the rest stays. A line of
    the head that repeats a step of the breadcrumbs (网站首页 >> 深化医改) goes with them.
    """
    head, tail = _head(text), _tail(text)
    crumbs = {crumb for line in head for crumb in _crumbs(line.group())}
    zones: dict[re.Match[str], tuple[str, ...]] = {}
    below_mark: tuple[str, ...] = ()
    known = {line.start(): line for line in head}
    for line in head:
        zones[line] = ("both", "head", "mark")
    for line in tail:
        if line.start() not in known and _pattern(("mark",)).search(line.group()):
            below_mark = ("footer",)
        line = known.get(line.start(), line)
        zones[line] = (*zones.get(line, ("both", "mark")), "tail", *below_mark)
    for line, of_line in zones.items():
        yield from _line_edits(line, of_line, crumbs if line in head else set())


def _head(text: str) -> list[re.Match[str]]:
    """The first lines with words, up to a sentence that is no chrome."""
    lines: list[re.Match[str]] = []
    for line in _LINE.finditer(text):
        content = line.group().strip()
        if len(lines) >= _HEAD_LINES:
            break
        if not content:
            continue
        sentence = len(content) > _LONG or content.endswith(("。", ";", "；"))
        if sentence and not _pattern(("both", "head")).match(content):
            break
        lines.append(line)
    return lines


def _tail(text: str) -> list[re.Match[str]]:
    """The last lines with words."""
    start, count = len(text.rstrip()), 0
    while start > 0 and count < _TAIL_LINES:
        at = text.rfind("\n", 0, start)
        count += bool(text[at + 1 : start].strip())
        start = max(at, 0)
    if start > 0:
        start += 1
    return [line for line in _LINE.finditer(text, start) if line.group().strip()]


def _line_edits(line: re.Match[str], zones: tuple[str, ...], crumbs: set[str]) -> list[Edit]:
    """The removal of a line that is all chrome, or of the pieces of chrome in it."""
    content = line.group()
    pieces = list(_pattern(zones).finditer(content.rstrip("\n")))
    rest = _pattern(zones).sub("", content)
    bare = "|" in content or "｜" in content
    if (_RUBBLE.fullmatch(rest) and (pieces or bare)) or content.strip() in crumbs:
        return [Edit("chrome", line.start(), line.end(), content, "")]
    edits: list[Edit] = []
    if not _pattern(_SURE).search(content):
        return edits  # words like 打印 in a sentence of their own
    for piece in pieces:
        if not _RUBBLE.fullmatch(piece.group()):
            bar = _BAR.match(content, piece.end())
            end = bar.end() if bar else piece.end()
            before = content[piece.start() : end]
            start = line.start() + piece.start()
            edits.append(Edit("chrome", start, start + len(before), before, ""))
    return edits


def _crumbs(line: str) -> list[str]:
    found = _CRUMBS.search(line.strip())
    if not found:
        return []
    return [crumb.strip() for crumb in _CRUMB.split(found[1] or found[2] or "") if crumb.strip()]


@cache
def _pattern(zones: tuple[str, ...]) -> re.Pattern[str]:
    """All pieces of these zones, in the order of the table."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return re.compile(_PIECE.format("|".join(f"(?:{p})" for zone, p in rows if zone in zones)))
