"""Sections: the headings of a document, how they nest, and which lines stand under each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.headings import attachment_title, plain_headings
from corpus.layout import Line, is_title, joined
from corpus.numbering import levels, read_label, value
from corpus.records import Section
from corpus.spans import Spans

_LONGEST_HEADING = 60
_LONGEST_RUN_IN = 45
_LONGEST_ARTICLE_HEADING = 20
_LONGEST_ITEM = 200
_LONGEST_OUTER_ITEM = 60
_ORDERS = re.compile("应当|不得|可以|予以|必须|按照|根据|由.+负责|应")
_BREAK = re.compile(r"[。；;！!]")
_CLOSED = re.compile(r"[。！!？?…；;：:][）)”\"》]*$|[)）]$")
_NARROW = str.maketrans("（）：，", "():,")
_OUTER_STYLES = frozenset({"part", "chapter", "section", "attachment"})
_NEVER_ITEMS = _OUTER_STYLES | {"article", "question"}
_ASKED = re.compile(r"[^。；;\n]{2,120}?[?？](?=$|\s*答)")
_BARE_END = re.compile(r"[^。；;！!？?][)）]$")
_OPEN_LIST = re.compile(r"[：:]$")


@dataclass(frozen=True, slots=True)
class Node:
    """A numbered line in its place: ``parent`` is the index of the node above, -1 for none.

    ``alone`` says that the whole line is heading; ``heading_end`` is where the heading ends in
    the text, equal to ``line.start`` plus the label where the number has no heading. A heading
    without a number is a node too; its line has no label.
    """

    line: Line
    level: int
    parent: int
    heading: str
    heading_end: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The nodes of a document, and for each of its lines the node it stands under (-1: none).

    ``items`` are the numbers of lines that are parts of a list and no headings.
    """

    nodes: tuple[Node, ...]
    owners: tuple[int, ...]
    items: frozenset[int]


def outline(lines: Sequence[Line], assigned: Sequence[tuple[int, int]] = ()) -> Outline:
    """Headings and what they own. ``assigned`` are spans that close a task (duties)."""
    items = _list_items(lines)
    titles = {
        i: attachment_title(lines, i)
        for i, line in enumerate(lines)
        if line.label and line.label.style == "attachment" and line.label.length == len(line.text)
    }
    entitled = {k for i, count in titles.items() for k in range(i + 1, i + 1 + count)}
    plain = plain_headings(lines) - entitled
    closing = Spans(assigned)
    nodes: list[Node] = []
    owners = [-1] * len(lines)
    for first, last in _segments(lines):
        base = len(nodes)
        numbered = [
            i for i in range(first, last) if i in plain or (lines[i].label and i not in items)
        ]
        depths = levels(
            [_style(lines, i, plain) for i in numbered], [_clause(lines[i]) for i in numbered]
        )
        above: list[int] = []
        for place, (i, depth) in enumerate(zip(numbered, depths, strict=True)):
            following = numbered[place + 1] if place + 1 < len(numbered) else last
            deeper = place + 1 < len(numbered) and depths[place + 1] > depth
            while above and nodes[above[-1]].level >= depth:
                above.pop()
            parent = above[-1] if above else -1
            above.append(len(nodes))
            title = lines[i + 1 : i + 1 + titles.get(i, 0)]
            nodes.append(_node(lines, i, depth, parent, following, deeper, title))
        _own(lines, first, last, numbered, nodes, base, owners, closing)
    return Outline(tuple(nodes), tuple(owners), items)


def _style(lines: Sequence[Line], i: int, plain: frozenset[int]) -> str:
    label = lines[i].label
    if label:
        return label.style
    below = lines[i + 1 : i + 4]
    if is_title(lines[i].text) and any(line.label and value(line.label) == 1 for line in below):
        return "enclosed"
    return "plain_under" if i - 1 in plain else "plain"


def _clause(line: Line) -> bool:
    """Whether a numbered line holds running text, so that no unnumbered heading stands below."""
    return line.label is not None and (len(line.text) > _LONGEST_HEADING or line.text[-1] in "。；")


def sections_of(lines: Sequence[Line], found: Outline) -> tuple[Section, ...]:
    """The sections, each from its number to the end of the last line under it."""
    ends = [node.line.end for node in found.nodes]
    for line, owner in zip(lines, found.owners, strict=True):
        if line.role != "body":
            continue
        while owner >= 0:
            ends[owner] = max(ends[owner], line.end)
            owner = found.nodes[owner].parent
    return tuple(
        Section(n.line.label.text if n.line.label else "", n.heading, n.level, n.line.start, end)
        for n, end in zip(found.nodes, ends, strict=True)
    )


def path_of(text: str, found: Outline, owner: int) -> tuple[str, ...]:
    """The headings above a line, outermost first, as printed, without closing punctuation."""
    path: list[str] = []
    while owner >= 0:
        node = found.nodes[owner]
        printed = text[node.line.start : node.heading_end]
        if "\n" in printed:
            printed = f"{node.line.text.rstrip(':： ')} {node.heading}"
        path.append(" ".join(printed.split()).rstrip("。；;：: "))
        owner = node.parent
    return tuple(reversed(path))


def _segments(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Index ranges between titles: numbering starts afresh in what a notice encloses."""
    starts = [0] + [
        i for i in range(1, len(lines)) if lines[i].role == "title" and lines[i - 1].role != "title"
    ]
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _node(
    lines: Sequence[Line],
    i: int,
    depth: int,
    parent: int,
    following: int,
    deeper: bool,
    title: Sequence[Line],
) -> Node:
    line = lines[i]
    if line.label is None:
        return Node(line, depth, parent, line.text, line.end, True)
    length, style = line.label.length, line.label.style
    rest = line.text[length:]
    has_body = deeper or any(lines[k].role == "body" for k in range(i + 1, following))
    if title and i + len(title) + 1 < following + deeper:
        return Node(line, depth, parent, joined(list(title)), title[-1].end, True)
    lists = i + 1 < len(lines) and _lists_attachments(line, lines[i + 1])
    size, alone = (0, False) if lists else _heading_size(rest, style, has_body)
    heading = rest[:size].strip().rstrip("。；;：:")
    return Node(line, depth, parent, heading, line.start + length + size, alone)


def _heading_size(rest: str, style: str, has_body: bool) -> tuple[int, bool]:
    """How many characters after the number are heading, and whether that is the whole line."""
    whole = len(rest)
    if style in _OUTER_STYLES or (style == "question" and has_body):
        listed = style == "attachment" and (read_label(rest) or rest.startswith("《"))
        return (0, False) if listed else (whole, whole <= 2 * _LONGEST_HEADING and has_body)
    stop = _BREAK.search(rest)
    asked = _ASKED.match(rest)
    if asked and style != "article":
        return asked.end(), asked.end() == whole and has_body
    if style == "article":
        named = re.match(r"[【\[(（][^】\])）]{1,30}[】\])）]", rest)
        if stop is None and whole <= _LONGEST_ARTICLE_HEADING and not _OPEN_LIST.search(rest):
            return whole, has_body
        return (named.end() if named else 0), False
    if stop is None or stop.end() == whole:
        return _whole_line(rest, stop is not None, has_body)
    colon = re.match(r"[^。：:，,]{2,20}[：:]", rest)
    if colon:
        return colon.end(), False
    return (stop.end() if stop.end() <= _LONGEST_RUN_IN and stop.group() == "。" else 0), False


def _whole_line(rest: str, stopped: bool, has_body: bool) -> tuple[int, bool]:
    """A line of one sentence is a heading if it is short and orders nothing."""
    if rest.endswith(("；", ";")) or len(rest) > _LONGEST_HEADING:
        return 0, False
    if _OPEN_LIST.search(rest):
        return (len(rest) if len(rest) <= _LONGEST_ARTICLE_HEADING else 0), False
    if stopped and (not has_body or len(rest) > _LONGEST_RUN_IN or _ORDERS.search(rest)):
        return 0, False
    return len(rest), has_body


def _list_items(lines: Sequence[Line]) -> frozenset[int]:
    """Numbered lines that are parts of a sentence or of a list: (一)…;(二)…。"""
    items = _contents(lines)
    chain: set[str] = set()
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        if i - 1 not in items:
            chain = set()
        if line.role != "body" or line.label is None or line.label.style in _NEVER_ITEMS:
            continue
        style = line.label.style
        enclosed = before is not None and _lists_attachments(before, line)
        opened = (
            before is not None
            and before.role == "body"
            and bool(_OPEN_LIST.search(before.text))
            and not (before.label and before.label.style == style)
        )
        listed = (opened or enclosed or style in chain) and _item_like(lines, i, chain)
        if (
            line.text.endswith(("；", ";"))
            or listed
            or (enclosed and _next_is_attachment(lines, i))
        ):
            items.add(i)
            chain.add(style)
    return frozenset(items - _headings_of_one_row(lines, items))


def _headings_of_one_row(lines: Sequence[Line], items: set[int]) -> set[int]:
    """Items that turn out to be headings, because the next number of their row is one.

    After "做好以下工作：" come (一) and (二), short ones, and a (三) that has paragraphs below it.
    """
    found: set[int] = set()
    expected: dict[str, int] = {}
    styles = {lines[i].label.style for i in items if lines[i].label}  # type: ignore[union-attr]
    for i in range(len(lines) - 1, -1, -1):
        label = lines[i].label
        if label is None:
            if lines[i].role == "title":
                expected.clear()
            continue
        if i not in items:
            if label.style in _NEVER_ITEMS or label.style == "chinese":
                expected.clear()
            if label.style in styles:
                expected[label.style] = value(label) - 1
        elif expected.get(label.style) == value(label) > 0 and not lines[i].text.endswith(
            ("；", ";")
        ):
            found.add(i)
            expected[label.style] -= 1
    return found


def _contents(lines: Sequence[Line]) -> set[int]:
    """A printed table of contents: numbered lines in a row that all come again further down."""
    words = [
        re.sub(r"\s|[.…·]+\d+$", "", line.text).translate(_NARROW)
        if len(line.text) <= _LONGEST_HEADING
        else line.text
        for line in lines
    ]
    last = {line: i for i, line in enumerate(words)}
    again = [line.label is not None and last[words[i]] > i for i, line in enumerate(lines)]
    return {
        i
        for i in range(len(lines))
        if again[i] and any(all(again[max(k, 0) : k + 4]) for k in range(i - 3, i + 1))
    }


def _next_is_attachment(lines: Sequence[Line], i: int) -> bool:
    following = lines[i + 1].label if i + 1 < len(lines) else None
    return following is not None and following.style == "attachment"


def _lists_attachments(before: Line, line: Line) -> bool:
    """附件：1.申请表 (or 附件1.申请表), with 2. on the next line."""
    if before.label is None or before.label.style != "attachment":
        return False
    rest = before.text[before.label.length :]
    if read_label(rest) is not None:
        return True
    second = line.label is not None and line.label.style == "digit" and value(line.label) == 2
    return second and bool(rest) and value(before.label) == 1


def _item_like(lines: Sequence[Line], i: int, chain: set[str]) -> bool:
    """Short, of one sentence, and with nothing of its own below it."""
    line = lines[i]
    if len(line.text) > _LONGEST_ITEM or not line.label:
        return False
    inner = _BREAK.search(line.text)
    if line.label.style == "chinese" and (
        len(line.text) > _LONGEST_OUTER_ITEM or (inner and inner.end() < len(line.text))
    ):
        return False
    following = lines[i + 1] if i + 1 < len(lines) else None
    if following and following.label and _BARE_END.search(line.text):
        return following.label.style in chain | {line.label.style}
    if following is None or following.role != "body" or _CLOSED.search(line.text):
        return True
    return following.label is not None and following.label.style in chain | {line.label.style}


def _own(
    lines: Sequence[Line],
    first: int,
    last: int,
    numbered: Sequence[int],
    nodes: Sequence[Node],
    base: int,
    owners: list[int],
    closing: Spans,
) -> None:
    """Give every line from ``first`` to ``last`` its node."""
    continued_levels: set[tuple[int, int]] = set()
    for place, i in enumerate(numbered):
        index = base + place
        following = numbered[place + 1] if place + 1 < len(numbered) else last
        owners[i] = index
        node = nodes[index]
        labelled = False
        for k in range(i + 1, following):
            labelled = labelled or lines[k].label is not None
            if lines[k].role != "body":
                continue
            if node.alone or labelled or _belongs(lines, i, k, following, closing):
                owners[k] = index
            elif following < last and nodes[index + 1].level == node.level:
                owners[k] = index
                continued_levels.add((node.parent, node.level))
            elif (node.parent, node.level) in continued_levels:
                owners[k] = index
            else:
                owners[k] = node.parent if following < last else -1


def _belongs(lines: Sequence[Line], i: int, k: int, following: int, closing: Spans) -> bool:
    """Whether line ``k`` goes on with the numbered line ``i``."""
    if lines[i].label and lines[i].label.style in ("article", "question"):  # type: ignore[union-attr]
        return True
    if not _CLOSED.search(lines[k - 1].text):
        return True
    closed = closing.overlap(lines[i].start, lines[k - 1].end)
    return not closed and closing.starting(lines[k].start, lines[following - 1].end) > 0
