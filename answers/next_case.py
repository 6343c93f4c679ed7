"""The next case of a rule (情节严重的，…), said along where a question reaches to it."""

from __future__ import annotations

import re

from answers.context import Context
from answers.cues import says
from answers.polarity import asks_outcome, asks_word
from corpus.records import Question

# A case that is worse than the one before it, and one that is less bad.
_WORSE = re.compile(
    r"^(?:情节(?:较重|特别|极其|严重|恶劣)[^,，。;；]{0,6}|造成[^,，。;；]{1,16}|后果严重|逾期[^,，。;；]{1,8}"
    r"|拒不[^,，。;；]{1,8}|仍不[^,，。;；]{1,8}|再次[^,，。;；]{1,10})的[,，]"
)
_LESS_BAD = re.compile(r"^情节(?:显著|特别|较|比较)?轻微?[^,，。;；]{0,8}的[,，]")
_MOST = re.compile(r"最[多高重大]|顶格|上限|封顶|撑死|至多")
_FINE = re.compile(r"[\d一二三四五六七八九十百千万亿]元|倍|%|％|百分之")
_PUNISHED = re.compile(r"判|坐牢|犯罪|犯法|罚|拘留|追究|担责|处分")
# Words of a case that tell no case from another.
_OF_CASES = re.compile(r"造成|情节|的|[,，]")


def is_reached(context: Context, own: str, following: str) -> bool:
    """Whether a question about what a sentence imposes reaches to the case behind it: by asking
    for the most, by naming it (in English both cases are asked in one), or, where it asks whether
    somebody is punished at all, to the case in which he is not.
    """
    question = context.question
    if asks_most(question) and _FINE.search(own):
        return bool(_WORSE.match(following) and _FINE.search(following))
    if question.language == "en":
        case = _WORSE.match(following)
        return case is not None and says("imposes", following) and _names(context, case.group())
    asks = asks_outcome(question) or asks_word(question) in ("will", "")
    punished = asks and _PUNISHED.search(question.resolved) is not None
    return punished and own[-1:] in (";", "；") and _LESS_BAD.match(following) is not None


def asks_most(question: Question) -> bool:
    """Whether a question asks how much the punishment is at most."""
    return _MOST.search(question.resolved) is not None and says("asks_penalty", question.resolved)


def _names(context: Context, case: str) -> bool:
    """Whether a question has all that tells a case from others."""
    rest = _OF_CASES.sub("", case)
    for term in sorted(context.question.terms, key=len, reverse=True):
        rest = rest.replace(term, "")
    return not rest
