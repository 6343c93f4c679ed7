"""Where a source has visibly lost or gained characters: found and explained, never repaired."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from corpus.cleaning_lookalikes import letters_in_numbers
from corpus.damages_ranges import range_damages
from corpus.numbered_lines import moved, numbered_lines
from corpus.records import Damage
from corpus.script import has_traditional
from corpus.widths import narrow

_YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
# 〔201749号: the bracket after the year is gone; 粤府办201749号: both are.
_HALF_NUMBER = re.compile(rf"[〔\[［【](?P<year>{_YEAR})(?P<number>\d{{1,4}})号")
_OTHER_HALF = re.compile(rf"(?<![〔\[［【(（\d])(?P<year>{_YEAR})[〕\]］】](?P<number>\d{{1,4}})号")
_ROUND_NUMBER = re.compile(
    rf"(?<=[\u4e00-\u9fff][发办函规字令])[(（](?P<year>{_YEAR})(?P<number>\d{{1,4}})号"
)
_BARE_NUMBER = re.compile(
    rf"(?<=[\u4e00-\u9fff][发办函规字令])(?P<year>{_YEAR})(?P<number>\d{{1,4}})号"
)
# 2018113 as a line, after the name of the issuer or before 日: the words 年 and 月 are gone. Eight
# digits may be meant.
_DATE = re.compile(
    rf"(?:\A|(?<=\n)|(?<=[室局府厅会委处院])|(?<=[室局府厅会委处院] ))"
    rf"(?P<year>{_YEAR})(?P<rest>\d{{2,3}})(?=[ ]*(?:\n|\Z))"
    rf"|(?<![\d.,，-])(?P<year_of_day>{_YEAR})(?P<rest_of_day>\d{{2,3}})(?=日)"
)
_YEARS = re.compile(rf"(?<!\d)(?P<first>{_YEAR})(?P<last>{_YEAR})(?=(?:学|财)?年)")
# 20183月: 年 is gone.
_YEAR_MONTH = re.compile(rf"(?<!\d)(?P<year>{_YEAR})(?P<month>1[0-2]|0?[1-9])(?=月)")
_COUNT = re.compile(r"(?<![\d.,〔\[(（第])(?P<digits>\d{2,4})(?P<measure>名|人|位|个|家)")
_RANGE = re.compile(r"\d\s*(?:[-—–~～－]+|至)\s*\d")
# Words for members of a body whose number is fixed, in the clause of the count.
_MEMBERS = re.compile("理事|监事|董事|委员|成员|评委|仲裁员")
_GOVERNORS = re.compile("理事|监事|董事")
_CLAUSE = re.compile("[^,，。;；:：\n、]*")
_NO_BODY = 100  # no council or board of a hospital or a school has so many members
_WIDEST_RATIO = 2.5  # of the ends of a range of members
_GARBAGE = re.compile(
    "\ufffd+|锟斤拷[锟斤拷]*|[\ue000-\uf8ff]+|烫烫烫+|屯屯屯+|[?？]{3,}|[?？][a-zà-ǜ]{1,6}\\)"
)


# What all of it holds; quickly looked for.
_GARBAGE_SIGN = re.compile("[\ufffd锟\ue000-\uf8ff烫屯?？]")


def find_damages(text: str) -> tuple[Damage, ...]:
    """All damage seen in a cleaned text, sorted, without overlaps.

    Kinds: "number" (文号), "date", "years", "range", "digits" (a letter in a number) and
    "mojibake". Whether 57名 is a lost "5—7名" cannot be told from the number alone: it is flagged
    only for the members of a body, in a text that has lost marks elsewhere and shows no range
    anywhere.
    """
    text = narrow(text)
    numbered = numbered_lines(text)
    found = [moved(damage, numbered) for rule in _RULES for damage in rule(numbered.text)]
    lossy = bool(found) and not _RANGE.search(text)
    found += [moved(damage, numbered) for damage in _ranges(numbered.text, lossy)]
    found += _mojibake(text)
    found += [moved(damage, numbered) for damage in _letters(numbered.text)]
    kept: list[Damage] = []
    for damage in sorted(found, key=lambda d: (d.start, -d.end, d.kind)):
        if not kept or damage.start >= kept[-1].end:
            kept.append(damage)
    return tuple(kept)


def _numbers(text: str) -> Iterator[Damage]:
    for pattern in (_HALF_NUMBER, _ROUND_NUMBER, _OTHER_HALF, _BARE_NUMBER):
        for found in pattern.finditer(text):
            likely = f"〔{found['year']}〕{found['number']}号"
            reason = f"文号“{found.group()}”的括号已丢失,原文很可能是“{likely}”。"
            yield Damage("number", found.start(), found.end(), reason, likely)


def _dates(text: str) -> Iterator[Damage]:
    for found in _DATE.finditer(text):
        year = found["year"] or found["year_of_day"]
        days = _days(int(year), found["rest"] or found["rest_of_day"])
        if not days:
            continue
        likely = "或".join(f"{day.year}年{day.month}月{day.day}日" for day in days)
        reason = f"日期“{found.group()}”丢失了“年”“月”等字,可能是{likely}。"
        yield Damage("date", found.start(), found.end(), reason, likely)


def _days(year: int, digits: str) -> list[date]:
    """The dates that month and day written together can mean, latest month first."""
    days = []
    for cut in range(len(digits) - 1, 0, -1):
        if digits[0] == "0" or digits[cut] == "0":
            continue
        try:
            days.append(date(year, int(digits[:cut]), int(digits[cut:])))
        except ValueError:
            continue
    return days


def _year_ranges(text: str) -> Iterator[Damage]:
    for found in _YEARS.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        if first < last <= first + 50:
            likely = f"{first}—{last}"
            reason = f"“{found.group()}”之间的连接号已丢失,原文很可能是“{likely}”。"
            yield Damage("years", found.start(), found.end(), reason, likely)
    for found in _YEAR_MONTH.finditer(text):
        likely = f"{found['year']}年{found['month']}"
        reason = f"“{found.group()}月”丢失了“年”字,原文很可能是“{likely}月”。"
        yield Damage("date", found.start(), found.end(), reason, likely)


def _ranges(text: str, lossy: bool) -> Iterator[Damage]:
    """Counts of members whose digits are the two ends of a range run together."""
    for found in _COUNT.finditer(text):
        ends = _ends(found["digits"])
        clause = _clause(text, found.start(), found.end())
        if ends is None or not _MEMBERS.search(clause):
            continue
        digits, measure = found["digits"], found["measure"]
        too_many = int(digits) >= _NO_BODY and _GOVERNORS.search(clause)
        if too_many or (lossy and int(digits) < _NO_BODY):
            likely = f"{ends[0]}—{ends[1]}{measure}"
            reason = f"“{digits}{measure}”疑似丢失了连接号,原文可能是“{likely}”,请核对原件。"
            yield Damage("range", found.start(), found.end(), reason, likely)


def _ends(digits: str) -> tuple[int, int] | None:
    """The ends of the range that the digits make when cut in two; the closest ends win."""
    cuts = ((digits[:cut], digits[cut:]) for cut in range(1, len(digits)))
    pairs = [(int(a), int(b)) for a, b in cuts if a[0] != "0" and b[0] != "0"]
    rising = [(a, b) for a, b in pairs if 1 < a < b < _NO_BODY]
    closest = min(rising, key=lambda pair: pair[1] / pair[0], default=(1, _NO_BODY))
    return closest if closest[1] <= _WIDEST_RATIO * closest[0] else None


def _clause(text: str, start: int, end: int) -> str:
    """The words around a count up to the next punctuation on either side."""
    before = re.split("[,，。;；:：\n、]", text[max(0, start - 20) : start])[-1]
    after = _CLAUSE.match(text, end, end + 10)
    return before + (after.group() if after else "")


def _mojibake(text: str) -> Iterator[Damage]:
    for found in _GARBAGE.finditer(text) if _GARBAGE_SIGN.search(text) else ():
        yield _garbled(found.start(), found.end())
    for found in _unknown_runs(text):
        yield _garbled(found.start(), found.end())


def _garbled(start: int, end: int) -> Damage:
    return Damage("mojibake", start, end, "此处是乱码,原有文字已丢失,请核对原件。")


def _unknown_runs(text: str) -> Iterator[re.Match[str]]:
    """Three or more characters in a row that neither simplified nor traditional text uses.

    Two may be a name (偲璠, 璟璟).
    """
    for found in _unknown().finditer(text):
        if not has_traditional(found.group()):
            yield found


@cache
def _unknown() -> re.Pattern[str]:
    """Three or more Chinese characters in a row that GB2312 does not hold."""
    every = map(chr, range(0x4E00, 0xA000))
    unknown = (c for c in every if not c.encode("gb2312", errors="ignore"))
    return re.compile(f"[{''.join(unknown)}]{{3,}}")


def _letters(text: str) -> Iterator[Damage]:
    for edit in letters_in_numbers(text):
        reason = f"“{edit.before}”中的字母疑似数字,原文很可能是“{edit.after}”,请核对原件。"
        yield Damage("digits", edit.start, edit.end, reason, edit.after)


_RULES: tuple[Callable[[str], Iterator[Damage]], ...] = (
    _numbers,
    _dates,
    _year_ranges,
    range_damages,
)
