"""Things that a text counts and does not name, where a question asks which they are."""

from __future__ import annotations

import re

from answers.context import Draft
from answers.shapes import LISTING
from corpus.records import Question

# "哪几家企业", "分别是哪些县": what is asked for by name.
_ASKED = re.compile(
    r"哪(?:[一二两三四五六七八九十\d]+|几|些)?(?:个|家|所|名|位|处|条|种|款|座)?的?"
    r"(?P<noun>[\u4e00-\u9fff]{1,4}?)(?=$|[?？,，。的是在有能被来去要做呢吗选列评定])"
)
_ROSTER = re.compile(r"名单|名字|名称")
_COUNT = (
    r"(?:[\d一二两三四五六七八九十百千]+(?:\s*[-—~～至到]\s*\d+)?[余多]?|若干)"
    r"(?:个|家|所|名|位|处|条|种|款|座)"
)
_SOME = "(?:部分|一些|若干|一批|个别|少数)"
_ANY_OF_THEM = re.compile("有关|相关|各类?|全部|其他|上述|所有|试点")
# With so many items a text may name what it counts.
_NAMES = 2


def counts_unnamed(question: Question, draft: Draft) -> bool:
    """Whether a question asks which things of a sort there are, and a draft only counts them, or
    says that there are some (部分市州).
    """
    nouns = {match.group("noun") for match in _ASKED.finditer(question.resolved)}
    if _ROSTER.search(question.resolved):
        nouns.update(question.terms)
    said = [text for s in draft.statements for text in (s.text, *(span.text for span in s.spans))]
    words = _ANY_OF_THEM.sub("", " ".join(dict.fromkeys(said)))
    if len(LISTING.findall(words)) >= _NAMES:
        return False
    return any(_only_counted(noun, words) for noun in nouns)


def _only_counted(noun: str, words: str) -> bool:
    """Whether a text counts a thing and nowhere gives it a name of its own."""
    thing = rf"{re.escape(noun)}(?![域级属内外里])"
    counted = rf"(?:{_COUNT}[^,，。;；、\d]{{0,6}}?|{_SOME}){thing}"
    if not re.search(counted, words):
        return False
    rest = re.sub(_SOME, "", re.sub(counted, " ", words))
    named = rf"(?:(?!的)[\u4e00-\u9fff]){{2,}}{thing}|{thing}\s*(?:[(（:：]|[为是有](?!关)|包括)"
    return not re.search(named, rest)
