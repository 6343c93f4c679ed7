"""Repeals: the documents that a document says it puts out of force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.records import Repeal

_TRIGGER = re.compile("废止|停止执行|停止施行|停止实施|不再执行|终止执行|失效|失去效力")
_BOUNDARY = re.compile("[。\n]")
_LONGEST = 1200  # characters of one sentence that are looked at before the trigger
_NUMBER = (
    r"[\u4e00-\u9fffA-Za-z]{1,16}\s*[〔\[［(（【﹝]\s*(?:19|20)?\d{2}\s*[〕\]］)）】﹞]\s*第?\s*\d{1,5}\s*号"
    r"|[\u4e00-\u9fff]{0,20}(?:令|公告)\s*第?\s*[\d〇零一二三四五六七八九十百]{1,6}\s*号"
)
_NUMBER_RE = re.compile(_NUMBER)
_ITEM = re.compile(
    r"《(?P<title>(?:[^《》\n]|《[^《》\n]{1,80}》){2,150})》(?:\s*[（(](?P<after>[^()（）\n]{1,60})[)）])?"
    rf"|(?P<number>{_NUMBER})"
)
_GAP = re.compile(r"[、，,；;和及与并以原由\s]*(?:以及|\d{1,2}[.．、])?[、，,；;和及与原\s]*")
# Between the last title and the word: "等文件", "自本办法施行之日起", "同时".
_BEFORE_TRIGGER = re.compile(
    r"\s*(?:文|号文)?(?:等?[\u4e00-\u9fff\d]{0,6}(?:文件|规定|通知|办法|政策))?[，,]?\s*"
    r"(?:自[^。，,《》]{2,24}(?:之日|日)?起?[，,]?)?(?:[即则将已也于此而]{0,2}|同时|即行|一并|相应|予以|自行|现|均|全部|正式|宣布){0,4}\s*"
)
_AFTER_TRIGGER = re.compile(r"(?:了|原)?\s*(?=[《])|(?:下列|以下)?[^。《》\n]{0,20}[:：]\s*")
_DENIED = re.compile("[不未]$|应当$|可以$|可$|下列$")
_PART = re.compile("中|的?第|的(?:有关|相关|部分)?(?:规定|条款|内容)")  # not the whole document
# A line of a list without 《》: 1.某市人民政府关于渡口的通知（某政发〔2001〕5号）
_PLAIN_ITEM = re.compile(
    r"\s*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）]?[.．、]?\s*)?(?P<title>[^《》()（）。；;\n]{6,120})"
    rf"[(（](?P<after>[^()（）\n]{{0,20}}(?:{_NUMBER}))[)）]"
)
_MOST = 500  # mentions of repeal that are looked into; real documents have a few
_AHEAD = 200  # characters after the sentence in which a list must begin
_LIST_LINES = 200


@dataclass(frozen=True, slots=True)
class FoundRepeal:
    """A repeal and the span of the sentence that says it."""

    record: Repeal
    sentence: tuple[int, int]


def find_repeals(text: str) -> list[FoundRepeal]:
    """What a text puts out of force, in order, each once.

    Either named before the words (《…》同时废止), after them (同时废止《…》), or in lines below
    a colon. A title merely mentioned in the same sentence does not count.
    """
    found: dict[tuple[int, int], FoundRepeal] = {}
    for trigger in islice(_TRIGGER.finditer(text), _MOST):
        first, last = _sentence(text, trigger.start(), trigger.end())
        named = any(sign in text[first : last + _AHEAD] for sign in "《号")
        if not named or _DENIED.search(text[max(first, trigger.start() - 3) : trigger.start()]):
            continue
        records = _before(text, first, trigger.start())
        stop = last
        if not records and trigger.group() == "废止":
            records, stop = _after(text, trigger.end(), last)
        for record in records:
            found.setdefault((record.start, record.end), FoundRepeal(record, (first, stop)))
    return sorted(found.values(), key=lambda repeal: repeal.record.start)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    window = max(0, start - _LONGEST)
    ends = [m.end() for m in _BOUNDARY.finditer(text, window, start)]
    stop = _BOUNDARY.search(text, end, end + _LONGEST)
    first = ends[-1] if ends else window
    while first < start and text[first].isspace():
        first += 1
    return first, stop.start() if stop else min(len(text), end + _LONGEST)


def _before(text: str, first: int, trigger: int) -> list[Repeal]:
    """The unbroken row of titles that ends right before the trigger."""
    items = list(_ITEM.finditer(text, first, trigger))
    if not items or not _BEFORE_TRIGGER.fullmatch(text, items[-1].end(), trigger):
        return []
    chosen = [items[-1]]
    for item in reversed(items[:-1]):
        if not _GAP.fullmatch(text, item.end(), chosen[0].start()):
            break
        chosen.insert(0, item)
    return [_record(item) for item in chosen]


def _after(text: str, trigger: int, last: int) -> tuple[list[Repeal], int]:
    """The row of titles right after the trigger, and where it ends."""
    begin = _AFTER_TRIGGER.match(text, trigger)
    if not begin:
        return [], last
    listed = begin.group().rstrip().endswith((":", "："))
    if not listed:
        chosen = list(_row(text, begin.end(), last))
        if chosen and _PART.match(text, chosen[-1].end()):
            chosen.pop()
        return [_record(item) for item in chosen], last
    records: list[Repeal] = []
    stop = last
    for line in re.compile(r"[^\n]+").finditer(text, begin.end()):
        items = list(_ITEM.finditer(text, line.start(), line.end()))
        titled = [item for item in items if item["title"]]
        if not titled and (plain := _PLAIN_ITEM.match(text, line.start(), line.end())):
            number = _NUMBER_RE.search(plain["after"])
            named = re.sub(r"\s", "", number.group()) if number else ""
            records.append(Repeal(plain["title"], named, plain.start("title"), plain.end()))
            stop = line.end()
            continue
        if not titled or titled[0].start() - line.start() > 30 or len(records) >= _LIST_LINES:
            break
        records += [_record(item) for item in titled]
        stop = line.end()
    return records, stop


def _row(text: str, start: int, last: int) -> Iterator[re.Match[str]]:
    end = start
    for item in _ITEM.finditer(text, start, last):
        if not _GAP.fullmatch(text, end, item.start()):
            return
        yield item
        end = item.end()


def _record(item: re.Match[str]) -> Repeal:
    if item["number"]:
        skip = len(item["number"]) - len(item["number"].lstrip("原由和及与以"))
        number = re.sub(r"\s", "", item["number"][skip:])
        return Repeal("", number, item.start() + skip, item.end())
    after = _NUMBER_RE.search(item["after"] or "")
    number = re.sub(r"\s", "", after.group()) if after else ""
    return Repeal(item["title"].strip(), number, item.start(), item.end())
