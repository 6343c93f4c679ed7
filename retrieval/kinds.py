"""What a question asks for: a kind from the table ``kinds.tsv``."""

from __future__ import annotations

import re

from retrieval.tables import question_kinds

DEFAULT_KIND = "sentence"
# "除了牵头的部门，还有谁": the role that is left out belongs to the clause behind it, and so does
# one of two choices ("查几家就行，还是都查").
_CLAUSE = re.compile(
    r"(?:(?<=[,，;；。])|^)(?:除了?[^,，;；。]*(?:牵头|负责|主管|主办)[^,，;；。]*[,，])?[^,，;；。]*"
    r"(?:[,，]还是[^,，;；。]*)?"
)
_ASKS = re.compile(
    r"谁|哪|什么|啥|多少|几(?![乎经何])|多[久长大高远宽深厚早]|何|怎|如何|咋"
    r"|[吗么][??。 ]*$|是否|是不是|(\w)[不没]\1"
)
_ASKS_OTHERWISE = re.compile(r"(?:[嘛吧呢不没]|没有)[??。 ]*$|介绍|解释|说明|说说|讲讲|列出|告诉")
# "…，源城是怎么规定的": the clause before it asks.
_FRAME = re.compile(r"(?:怎么|如何|怎样)(?:规定|说|写|讲|要求)的?[??]?$|什么(?:规定|说法)[??]?$")
# "能不能列个名单": a request, no question of yes or no.
_REQUEST = re.compile(
    r"(?:能不能|可不可以|能否|可否|能|可以|麻烦|请)(?:请|麻烦)?(?:[给帮跟为向](?:我们?|咱们?|大家)?|告诉)?"
    r"(?=(?:我们?)?(?:列[出个一]|说说|说一|讲讲|讲一|查一|介绍|解释|举[个几例]|[一二三四几]下))"
)
# "好几手": several, which asks for no number.
_SEVERAL = re.compile("好几")
_ASKS_ASSENT = re.compile(r"[吗么吧][??。 ]*$")
# What an earlier clause asks gives way to any question that ends the sentence.
_GIVES_WAY = frozenset({"yesno", "number"})


def question_kind(text: str, other_than: str = "") -> str:
    """The kind of a simplified Chinese question, "sentence" where no pattern applies.

    Of several clauses the last that asks tells ("卖几种货，按哪个税率交"), if it tells anything.
    ``other_than`` leaves one kind out: what is compared is asked for in a way of its own.
    """
    text, requests = _REQUEST.subn("", _SEVERAL.sub("多", text))
    if requests:
        text = _ASKS_ASSENT.sub("", text)
    whole = _kind(text, other_than)
    parts = [part for part in _CLAUSE.findall(text) if _ASKS.search(part)]
    if len(parts) < 1 or parts[-1] == text or _FRAME.search(parts[-1]):
        return whole
    last = _kind(parts[-1], other_than)
    return whole if last == DEFAULT_KIND and whole not in _GIVES_WAY else last


def asks(text: str) -> bool:
    """Whether a text has a word that asks, or asks to be told something."""
    return (
        _ASKS.search(text) is not None
        or _ASKS_OTHERWISE.search(text) is not None
        or is_request(text)
    )


def is_request(text: str) -> bool:
    """Whether a text asks to be told something, rather than for a yes or no (能不能列个名单)."""
    return _REQUEST.search(text) is not None


def _kind(text: str, other_than: str) -> str:
    for kind, pattern in question_kinds():
        if kind != other_than and pattern.search(text):
            return kind
    return DEFAULT_KIND
