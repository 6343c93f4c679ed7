"""What a question asks for, one thing after the other: 由谁审批,几天办完."""

from __future__ import annotations

import re

from corpus.records import Question

_CUT = re.compile(r"[?？;；,，、。\s]+")
_WHAT = re.compile(
    r"谁|哪|什么|啥|多少|(?<![了过好这那十])几(?![乎经何])|过几(?![天日年周个]|[^,，?？]*的)|多[久长大高远宽]|何[时种处为地机部单人]|怎[么样]|如何"
)
_WHETHER = re.compile(r"[吗么]$|(.)不\1|有没有|行不行|是否|可否|能否")
# Several things in one clause: "分别由谁", "各几个月", "几号到几号".
_EACH = re.compile(r"分别|各[\u4e00-\u9fff]{0,2}(?:谁|哪|什么|啥|多|几)|以及|几.{1,2}[到至]几")
_ONCE_MORE = re.compile("呢$")
_ENGLISH = re.compile(
    r"\b(?:who|whom|whose|which|what|when|where|how (?:many|much|long|often|old|far))\b"
    r"|\band (?:if|for)\b",
    re.I,
)


def asks_what(clause: str) -> bool:
    """Whether a clause asks for something other than yes or no."""
    return _WHAT.search(clause) is not None


def asks_whether(clause: str) -> bool:
    """Whether a clause asks for yes or no."""
    return _WHETHER.search(clause) is not None


def asks(question: Question) -> tuple[str, ...]:
    """What a question asks for, in order: clauses that ask.

    One that asks for several things at once stands there twice. What is asked once more of another
    case (特别急的呢) has the words of what was asked before; so has what an English question asks,
    whose words as understood do not tell one thing from another.
    """
    if question.language == "en":
        return (question.resolved,) * len(_ENGLISH.findall(question.original))
    found: list[str] = []
    for clause in filter(None, _CUT.split(question.text)):
        if asks_what(clause) or asks_whether(clause):
            found += [clause] * (2 if _EACH.search(clause) else 1)
        elif _ONCE_MORE.search(clause):
            found += found[-1:]
    return tuple(found)
