"""How many things a list is asked for (哪三项), and whether a text names so many."""

from __future__ import annotations

import re

from corpus.numerals import read_numeral

_NUMBER = r"[二两三四五六七八九十\d]{1,3}"
# "哪三项", "哪几类" counts nothing; "哪两个机场" does.
_ASKED = re.compile(rf"(?:哪|什么)(?:的)?({_NUMBER})(?![\d年月日号点])[\u4e00-\u9fff]")
_ASKED_BEFORE = re.compile(
    rf"(?<![第\d\u4e00-\u9fff年])({_NUMBER})(?:个|项|种|类|条|大|方面)[^,，。?？]{{0,12}}"
    r"(?:分别|各自|都)?(?:是|有|包括|指)(?:哪|什么|啥)"
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
