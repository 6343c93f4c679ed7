"""Numbers at the start of a line: 一、 (一) 1. (1) 第三条 附件2 问: and how they nest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

_CHINESE_NUMBER = "[〇零一二三四五六七八九十百]{1,5}"
_NUMERALS = "零一二三四五六七八九"
_NO_QUANTITY = (
    r"(?=[ \u3000\u4e00-\u9fff])(?![ \u3000]*[万亿千百元倍个米公人吨级折左以至])[ \u3000]*"
)
_STYLES: tuple[tuple[str, str], ...] = (
    ("part", rf"第(?:{_CHINESE_NUMBER}|\d{{1,3}})(?:编|部分)[ 、:：]*"),
    ("chapter", rf"第(?:{_CHINESE_NUMBER}|\d{{1,3}})章[ 、]*"),
    ("section", rf"第(?:{_CHINESE_NUMBER}|\d{{1,3}})节[ 、]*"),
    ("article", rf"第(?:{_CHINESE_NUMBER}|\d{{1,3}})条(?:之[一二三四五])?[ 、]*"),
    (
        "attachment",
        r"附\s*[:：]\s*"
        r"|附(?:件|录|表)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?(?=$|[ :：.、])[:：.、]?\s*",
    ),
    (
        "question",
        r"(?:问题?|Q|[【\[]问题?[】\]])\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?\s*(?:[:：.、]|(?<=[】\]]))\s*",
    ),
    ("chinese", rf"{_CHINESE_NUMBER}、\s*"),
    ("chinese_bracket", rf"[(（]\s*{_CHINESE_NUMBER}\s*[)）][、.]?\s*"),
    ("decimal4", rf"\d{{1,2}}(?:\.\d{{1,2}}){{3}}{_NO_QUANTITY}"),
    ("decimal3", rf"\d{{1,2}}(?:\.\d{{1,2}}){{2}}{_NO_QUANTITY}"),
    ("decimal2", rf"\d{{1,2}}\.\d{{1,2}}{_NO_QUANTITY}"),
    ("decimal1", r"\d{1,2}[ \u3000]+(?=[\u4e00-\u9fff]{2,20}$)"),
    ("digit", r"\d{1,3}\s*(?:[.．](?=\d{4}年|[^\d])|、)\s*|0\d(?=[ \u3000])[ \u3000]+"),
    ("digit_bracket", r"(?:[(（]\s*\d{1,3}\s*[)）][、.]?|\d{1,3}[)）])\s*"),
    ("circle", r"[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]\s*"),
)
_LABEL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _STYLES))
_DECIMAL = frozenset({"decimal1", "decimal2", "decimal3", "decimal4"})
_OUTER = frozenset({"part", "chapter", "section", "attachment", "question"})


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number: its style, and its length with the space that follows it."""

    style: str
    text: str
    length: int


def read_label(line: str) -> Label | None:
    """The number that a line starts with."""
    match = _LABEL.match(line)
    if not match or not match.lastgroup:
        return None
    return Label(match.lastgroup, match.group().strip(" :：\u3000"), match.end())


def value(label: Label) -> int:
    """The number that a label prints: 三、 is 3, (12) is 12, ④ is 4; 0 where there is none."""
    digits = re.search(r"\d+", label.text)
    if digits:
        return int(digits.group())
    if label.style == "circle":
        return ord(label.text[0]) - ord("①") + 1
    total = unit = 0
    for character in label.text:
        if character in "百十":
            total += (unit or 1) * (100 if character == "百" else 10)
            unit = 0
        elif character in _NUMERALS:
            unit = _NUMERALS.index(character)
    return total + unit


def levels(styles: Sequence[str], clauses: Sequence[bool] = ()) -> list[int]:
    """The level of each number, 1 for the outermost.

    The nesting is the document's own: a style not yet open goes one level below the last, one
    that is open closes all below it. So numbers may run on across sections or start again. Only
    decimal numbers (1, 1.1, 1.1.1) say themselves how they nest. ``clauses`` tells which of them
    hold running text: a heading without a number ("plain") does not go below one of these.
    """
    opened: list[tuple[str, bool]] = []
    found: list[int] = []
    for style, clause in zip_longest(styles, clauses, fillvalue=False):
        names = [name for name, _ in opened]
        if style in names:
            del opened[names.index(style) :]
        elif style in _DECIMAL:
            deeper = [at for at, name in enumerate(names) if style < name and name in _DECIMAL]
            del opened[min(deeper, default=len(opened)) :]
        elif style in ("attachment", "enclosed", "part"):
            opened.clear()
        elif style in ("chapter", "section"):
            opened = [s for s in opened if s[0] in _OUTER and s[0] != "section"]
        elif style == "plain":
            while opened and opened[-1][1]:
                opened.pop()
        opened.append((str(style), clause))
        found.append(len(opened))
    return found
