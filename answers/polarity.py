"""Yes or no: what a sentence says to a question that can be answered with either."""

from __future__ import annotations

import re

from answers.cues import cue, says
from answers.wording import say
from corpus.records import Question

_A_NOT_A = re.compile(r"要不要|需不需要|用不用|能不能|可不可以|是不是|有没有|会不会|行不行|是否")
# What a rule applies to ("未办理手续的，") says nothing of what it does.
_CASE = re.compile(r"^.*?的[,，]")
_WORD_BY_QUESTION = (
    (re.compile(r"要不要|需不需要?|用不用|需要|是否需|必须|要\S*[吗么]"), "need"),
    (re.compile(r"能不能|可不可以|能否|可否|可以|能\S*[吗么]|行不行"), "may"),
    (re.compile(r"有没有|有\S*[吗么]"), "have"),
    (re.compile(r"会不会|会\S*[吗么]"), "will"),
)


def denies(text: str) -> bool:
    """Whether a text denies, forbids or takes away; not by a word like 不断 or 不动产."""
    return says("denial", _CASE.sub("", text))


def verdict(question: Question, proof: str) -> str:
    """The opening word of the answer ("是。", "不需要。"), in the language of the question.

    A yes to what is only tried or studied says so ("可以（原文用语为“探索”）。").
    """
    asked = _A_NOT_A.sub("", question.resolved)
    # What is asked in the negative ("取消了吗", "不用办吗") is agreed to with a yes.
    positive = denies(proof) == says("asked_denial", asked)
    if no_obligation(question, proof):
        return word_for(question, positive=False)
    word = word_for(question, positive)
    tentative = cue("tentative").search(proof)
    if positive and tentative:
        return say(
            "tentative", question.language, verdict=word.rstrip("。. "), word=tentative.group()
        )
    return word


def word_for(question: Question, positive: bool) -> str:
    """The word of agreement or denial that goes with the words of a question ("可以。")."""
    return say(_key(question, positive), question.language)


def no_obligation(question: Question, proof: str) -> bool:
    """Whether a question asks what has to be, and a text leaves it free (自愿, 自行选择)."""
    return says("asks_obligation", question.resolved) and says("optional", proof)


def _key(question: Question, positive: bool) -> str:
    suffix = "yes" if positive else "no"
    if question.language == "en":
        return suffix
    for pattern, word in _WORD_BY_QUESTION:
        if pattern.search(question.resolved):
            return f"{suffix}_{word}"
    return suffix
