"""How many things a list is asked for (哪三项), and whether a text names so many."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.numerals import read_numeral

_DIGITS = r"二两三四五六七八九十\d"
_NUMBER = rf"[{_DIGITS}]{{1,3}}"
# "哪三项", "哪几类" counts nothing; "哪两个机场" does.
_ASKED = re.compile(rf"(?:哪|什么)(?:的)?({_NUMBER})(?![\d年月日号点])[\u4e00-\u9fff]")
_ASKED_BEFORE = re.compile(
    rf"(?<![第\d\u4e00-\u9fff年])({_NUMBER})(?:个|项|种|类|条|大|方面)[^,，。?？]{{0,12}}"
    r"(?:分别|各自|都)?(?:是|有|包括|指)(?:哪|什么|啥)"
)
# "设哪些管理部门", "试点地区有哪些": the noun behind 哪些, or the one before.
_NOUN_BEHIND = re.compile(
    r"(?:哪(?:些|几[个种类项家])|什么样?)(?:[\u4e00-\u9fff]{0,6}的)?([\u4e00-\u9fff]{2,4})"
)
_NOUN_BEFORE = re.compile(
    r"([\u4e00-\u9fff]{2})(?:都|分别|具体)?(?:有|是|包括|包含|为)(?:哪|什么|啥)"
)
_NOUN_COUNTED = re.compile(
    rf"(?:哪|什么)(?:的)?{_NUMBER}(?:个|项|种|类|条|大|座|家)?[“\"]?([\u4e00-\u9fff]{{1,4}}?)[”\"]?(?:$|[?？,，])"
)
_PARTS = re.compile(r"[、;；]|(?:和|与|及|以及)(?=[\u4e00-\u9fff])")


def asked_count(question: str) -> int | None:
    """How many things a question asks to be named; None where it does not say, or of one."""
    found = _ASKED.search(question) or _ASKED_BEFORE.search(question)
    value = read_numeral(found.group(1).replace("两", "二")) if found else None
    return value if value is not None and value > 1 else None


def counted_noun(question: str) -> str:
    """What the question counts (方面 of 哪四方面), two characters; empty where it says nothing."""
    found = re.search(rf"哪(?:的)?{_NUMBER}(?:个|项|种|类|条|大)?([\u4e00-\u9fff]{{2}})", question)
    return found.group(1) if found else ""


def names_so_many(text: str, count: int, noun: str = "") -> bool:
    """Whether a text says the count, of such a noun, and names so many things side by side."""
    digits = "零一二三四五六七八九十"
    said = [str(count)] + ([digits[count]] if count <= 10 else []) + ["两"] * (count == 2)
    of = f"个?{re.escape(noun)}" if noun else "[个项种类条大方统家级]"
    counts = re.search(rf"(?<![\d第一二三四五六七八九十])(?:{'|'.join(said)}){of}", text)
    return counts is not None and len(_PARTS.findall(text)) >= count - 1


def names_each(question: str, count: int, text: str) -> bool:
    """Whether a text names so many things in a row that end alike, as what is asked for does:
    试验区、示范区、引领区 of 哪三个“区”.
    """
    noun = _NOUN_COUNTED.search(question)
    if noun is None:
        return False
    each = rf"[^、,，。;；]{{2,24}}{noun.group(1)}[”\"]?"
    return re.search(rf"(?:{each}[、,，和及]){{{count - 1}}}{each}", text) is not None


def rows_noun(question: str, text: str) -> bool:
    """Whether a text has things in a row right beside the noun that a question asks for.

    "医务、护理、药事等管理部门" where 哪些管理部门 is asked, "甲市、乙市作为试点地区" or
    "试点地区包括甲市、乙市" where it is 试点地区有哪些.
    """
    behind = [m.group(1) for m in _NOUN_BEHIND.finditer(question)]
    nouns = [noun[i : i + 2] for noun in behind for i in range(len(noun) - 1)]
    nouns += [m.group(1) for m in _NOUN_BEFORE.finditer(question)]
    return any(_beside_row(noun).search(text) for noun in nouns)


@lru_cache(maxsize=256)
def _beside_row(noun: str) -> re.Pattern[str]:
    word = r"[^,，。;；:：、]"
    return re.compile(
        rf"{word}{{2,}}、{word}+(?:等|作为|[”’\"]的?|[{_DIGITS}][个项种类大])\S{{0,10}}?{noun}"
        rf"|{noun}{word}{{0,4}}(?:包括|有|为|是|[:：])[^,，。;；]*、"
    )
