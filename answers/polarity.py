"""Yes or no: what a sentence says to a question that can be answered with either."""

from __future__ import annotations

import re

from answers.wording import say
from corpus.records import Question

# 不 denies unless it is part of a word that does not ("不断", "不低于", "不动产").
_NEGATION = re.compile(
    r"不(?![断仅同少低超足满等论管但久过止良便时利善力定妨])(?!动产|可抗力|受影响|得低于|得少于|得超过)"
    r"|无需|无须|取消|禁止|严禁|免收|免除|减免|免征|没有|未(?![来成])|除外|停止"
)
# What the question itself asks in the negative ("取消了吗", "不用办吗"): agreement is then a yes.
_ASKED_NEGATIVE = re.compile(
    r"取消|禁止|严禁|无需|无须|不用|不需要|不得|(?<![避难])免(?![疫得])|不再|不受|不能(?!不)"
)
_A_NOT_A = re.compile(r"要不要|需不需要|用不用|能不能|可不可以|是不是|有没有|会不会|行不行|是否")
_WORD_BY_QUESTION = (
    (re.compile(r"要不要|需不需要?|用不用|需要|是否需|要\S*[吗么]"), "need"),
    (re.compile(r"能不能|可不可以|能否|可否|可以|能\S*[吗么]|行不行"), "may"),
    (re.compile(r"有没有|有\S*[吗么]"), "have"),
)


def verdict(question: Question, proof: str) -> str:
    """The opening word of the answer ("是。", "不需要。"), in the language of the question."""
    asked = _A_NOT_A.sub("", question.resolved)
    says_no = _NEGATION.search(proof) is not None
    asks_no = _ASKED_NEGATIVE.search(asked) is not None
    positive = says_no == asks_no
    suffix = "yes" if positive else "no"
    if question.language == "en":
        return say(suffix, "en")
    for pattern, key in _WORD_BY_QUESTION:
        if pattern.search(question.resolved):
            return say(f"{suffix}_{key}", question.language)
    return say(suffix, question.language)
