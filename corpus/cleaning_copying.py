"""Cleaning of marks against copying: random strings at line ends, single characters in 【】."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.likelihood import character_model
from corpus.records import Edit

# The forum software Discuz hides 5 to 15 pairs "x y" at the end or the start of a line, x of
# chr(32..59), y of chr(63..126), as in "( _8 M1 x* {3 N# y1 D9 w". Saved pages merge its spaces.
_FORUM = re.compile(
    r"(?P<end>(?:(?<![!-~]) ?|(?<=[!-~]) )[!-;]? [?-~](?:[ -;]? [?-~]){4,14}[ ]*(?=\n|\Z))"
    r"|(?P<start>(?:\A|(?<=\n))[ -;]? ?[?-~](?:[ -;]? [?-~]){4,14})"
)
# What both kinds hold; quickly looked for.
_FORUM_PART = re.compile(" [?-~](?:[ -;]? [?-~]){3}")
_STRING_PART = re.compile("[ -~]{6}(?:\n|\\Z)")
_SYMBOL = re.compile(r"[!-/:;?@\[-`{-~]")
_FEWEST_SYMBOLS, _FEWEST_ALONE = 2, 4
# A string of another make: behind the last mark of a line that ends a sentence.
_BEHIND_END = re.compile(r"(?<=[。；！？”」）)])[ ]*(?P<string>[!-~][ -~]{6,80})(?=\n|\Z)")
_AT_END = re.compile(r"(?<=[^\x00-\x7f])[ ]*(?P<string>[!-~][ -~]{6,80})(?=\n|\Z)")
_AT_START = re.compile(r"(?:\A|(?<=\n))(?P<string>[!-~][ -~]{6,80}?)(?=[^\x00-\x7f])")
# What has a meaning: addresses, mail, telephones, dates, plain numbers, capital letters.
_MEANING = re.compile(
    r"https?:|www\.|\w@\w+\.\w|\.(?:com|cn|org|net|gov|html?|pdf|docx?|xlsx?)\b|"
    r"\d{4}[-/.]\d{1,2}[-/.]|\d{3,4}-\d{7}|^[\s\d.,:;%()/+=×*<>-]+$|^[A-Z/. -]+$|"
    r"(?:\b[A-Za-z][a-z]{2,}\b,? ){2}"
)
# At the end of a string before a line: the bracket of (二), the number of "21|", "5." and of 5月.
_OWN_START = re.compile(r"(?:\(|\d{1,4}[|.)]?)$")
_OWN_NEXT = re.compile("[年月日号个名条项万元人家周岁、．）)|]")
_OWN_MARKS = ";:,.)"  # directly behind a line's last character they belong to the line
_FIELD = re.compile("(?:^|\n)[^\n。；，]{1,14}[:：为是]$")  # 激活码:, which a code may follow
_ROW_NUMBER = re.compile(r"\d{1,3} \|$")
_FEWEST_STRINGS = 3
_LEAST_CHANGES = 0.3  # of neighbours, that are of different classes: letter, digit, symbol
_WRAPPED = re.compile("【([\u4e00-\u9fff])】")
_FEWEST_WRAPPED = 4
_OWN_LABEL = re.compile("[一二三四五六七八九十甲乙丙丁问答注按例附图表]")


def copying_edits(text: str) -> Iterator[Edit]:
    """Remove strings that hinder copying.

    Those of forum software are known by their form. Others only count in a text where at least
    three lines have a random string behind the mark that ends their last sentence.
    """
    at = 0
    found = [*_forum_edits(text), *_other_edits(text)]
    for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= at:
            yield edit
            at = edit.end


def _other_edits(text: str) -> Iterator[Edit]:
    if not _STRING_PART.search(text):
        return
    behind = [m for m in _BEHIND_END.finditer(text) if not _MEANING.search(m["string"])]
    known = [m["string"] for m in behind if is_random(m["string"])]
    if len(set(known)) < max(_FEWEST_STRINGS, len(behind) // 2):
        return
    alphabet = set("".join(known))
    for m in behind:
        if alphabet.issuperset(m["string"]):
            yield Edit("copying", m.start(), m.end(), m.group(), "")
    for pattern in (_AT_END, _AT_START):
        for m in pattern.finditer(text):
            string = m["string"]
            if pattern is _AT_END and _FIELD.search(text[max(0, m.start() - 16) : m.start()]):
                continue
            if pattern is _AT_START:
                string = _without_own(string, text[m.end() : m.end() + 1])
            if alphabet.issuperset(string) and (is_random(string) or _is_mixed(string)):
                start, end = m.start(), m.start("string") + len(string)
                start += pattern is _AT_END and text[start] in _OWN_MARKS
                yield Edit("copying", start, end, text[start:end], "")


def _without_own(string: str, following: str) -> str:
    """The string before a line without what belongs to the line: its number, a bracket."""
    own = _OWN_START.search(string)
    if not own:
        return string
    marked = not own.group()[-1].isdigit() or _OWN_NEXT.match(following)
    return string[: own.start()] if marked else string


def _forum_edits(text: str) -> Iterator[Edit]:
    if not _FORUM_PART.search(text):
        return
    found = [m for m in _FORUM.finditer(text) if _symbols(m.group()) >= _FEWEST_SYMBOLS]
    for m in found:
        if len(found) > 1 or _symbols(m.group()) >= _FEWEST_ALONE:
            start, end = m.span()
            if m.lastgroup == "end":
                start += m.group()[0] in _OWN_MARKS
            elif number := _ROW_NUMBER.search(m.group()):
                end -= len(number.group())
            yield Edit("copying", start, end, text[start:end], "")


def _symbols(string: str) -> int:
    return len(set(_SYMBOL.findall(string)))


def is_random(string: str) -> bool:
    """Whether letters, digits and symbols follow each other without any order or meaning."""
    bare = string.replace(" ", "")
    if len(bare) < 7 or len(set(bare)) < 5 or _MEANING.search(string):
        return False
    classes = ["d" if c.isdigit() else "a" if c.isalpha() else c for c in bare]
    changes = sum(one != other for one, other in pairwise(classes))
    return changes >= _LEAST_CHANGES * (len(bare) - 1)


def _is_mixed(string: str) -> bool:
    """Whether letters and digits, or several symbols, stand in one string without a meaning."""
    if len(string) < 7 or _MEANING.search(string):
        return False
    classes = (str.isalpha, str.isdigit)
    return _symbols(string) > 2 or all(any(map(kind, string)) for kind in classes)


def wrapped_edits(text: str) -> Iterator[Edit]:
    """Unwrap single characters in 【】, in a text where that happens inside of words.

    At least four different ones stand between characters and make a word with a neighbour there.
    """
    found = list(_WRAPPED.finditer(text))
    if len({m[1] for m in found}) < _FEWEST_WRAPPED:
        return
    words = character_model().words
    inside = set()
    for m in found:
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        if before + m[1] in words or m[1] + after in words:
            inside.add(m[1])
    if len(inside) < max(_FEWEST_WRAPPED, len({m[1] for m in found}) // 4):
        return
    for m in found:
        if _OWN_LABEL.match(m[1]) and text[m.start() - 1 : m.start()] in ("", "\n"):
            continue
        yield Edit("wrapped", m.start(), m.start() + 1, "【", "")
        yield Edit("wrapped", m.end() - 1, m.end(), "】", "")
