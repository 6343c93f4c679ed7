"""Yes or no: what a sentence says to a question that can be answered with either."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from answers.cues import cue, says
from answers.wording import say
from corpus.records import Question
from retrieval.tables import rows

OUTCOMES = Path(__file__).parent / "tables" / "outcomes.tsv"
_A_NOT_A = re.compile(r"要不要|需不需要|用不用|能不能|可不可以|是不是|有没有|会不会|行不行|是否")
# What a rule applies to ("未办理手续的，") says nothing of what it does.
_CASE = re.compile(r"^.*?(?<!目)的(?:前提下|情况下|基础上)?[,，]")
_CLAUSE_END = re.compile(r"[,，;；?？。]\s*|\s+")
_BOUND = re.compile(r"不得?(?:[低高少多大小长短早晚迟]于|超[过出])")
# What a question denies itself ("不住院也能报销吗") is agreed to by "无需住院".
_ECHO = re.compile(r"(?:不用|不|没有?|未|无)([\u4e00-\u9fff]{2})(?:也|就|还|都|能|可)")
_WORD_BY_QUESTION = (
    (
        re.compile(
            r"要不要|需不需要?|用不用|需要|是否需|必须|(?<![主重纲摘])要(?![求点素件闻]|\S{0,4}的)\S*[吗么]"
        ),
        "need",
    ),
    (re.compile(r"能不能|可不可以|能否|可否|可以|能\S*[吗么]|行不行|行[吗么]"), "may"),
    (re.compile(r"有没有|(?<![享拥具持所私公国只])有\S*[吗么]"), "have"),
    (re.compile(r"会不会|(?<![社机大协工学商委事民年员])会(?![员议计场费长主])\S*[吗么]"), "will"),
)


def denies(text: str) -> bool:
    """Whether a text denies, forbids or takes away; not by a word like 不断 or 不动产."""
    return says("denial", _CASE.sub("", text))


def forbids(text: str) -> bool:
    """Whether a text forbids something, other than to go beyond a bound (不得少于10平方米)."""
    return says("forbids", _BOUND.sub("", text))


def verdict(question: Question, proof: str) -> str:
    """The opening word of the answer ("是。", "不需要。"), in the language of the question.

    A yes to what is only tried or studied says so ("可以（原文用语为“探索”）。").
    """
    positive = agrees(question, proof)
    word = word_for(question, positive)
    tentative = tentative_word(question, proof) if positive else ""
    if tentative and says("asks_done", question.resolved):
        return say("not_yet", question.language, word=tentative)
    if tentative:
        return say("tentative", question.language, verdict=word.rstrip("。. "), word=tentative)
    return word


def tentative_word(question: Question, proof: str) -> str:
    """The word by which a text only tries or studies a thing; empty where the question has it."""
    found = (m.group() for m in cue("tentative").finditer(proof))
    return next((word for word in found if word not in question.resolved), "")


def agrees(question: Question, proof: str) -> bool:
    """Whether a text says yes to what is asked."""
    asked = _A_NOT_A.sub("", question.resolved)
    granted = settled(question, proof)
    denied = denies(_less_echoes(question, proof)) if granted is None else not granted
    # What is asked in the negative ("取消了吗", "不用办吗") is agreed to with a yes; where a rule
    # has the denial in its case ("以…为由不予受理的，不予支持"), it is what the rule is about.
    case = _CASE.match(proof)
    negative = says("asked_denial", asked) and not (case and says("denial", case.group()))
    return denied == negative and not no_obligation(question, proof)


def settled(question: Question, text: str) -> bool | None:
    """Whether a text says yes or no to the outcome that a question asks for (算数: 作废, a no).

    None where it says neither, or where no outcome of the table is asked for.
    """
    rest = _CASE.sub("", text)
    found = _granted(question, rest)
    return _granted(question, text) if found is None and not denies(rest) else found


def _granted(question: Question, text: str) -> bool | None:
    for asked, granted, refused in _outcomes():
        if not asked.search(question.resolved):
            continue
        if refused.search(text):
            return False
        for clause in _CLAUSE_END.split(text):
            if granted.search(clause):
                return not denies(granted.sub("", clause))
    return None


def asserted(question: Question) -> tuple[bool, str] | None:
    """The outcome of the table that a question takes for granted, and the words that say so."""
    text = question.resolved
    for asked, granted, refused in _outcomes():
        if asked.search(text) is None:
            continue
        for outcome, pattern in ((False, refused), (True, granted)):
            found = pattern.search(text)
            if found is not None:
                return outcome, found.group()
    return None


def asks_outcome(question: Question) -> bool:
    """Whether a question asks for an outcome of the table."""
    return any(asked.search(question.resolved) for asked, _, _ in _outcomes())


def less_outcome(text: str) -> str:
    """A question less the words that ask for outcomes of the table."""
    for asked, _, _ in _outcomes():
        text = asked.sub(" ", text)
    return text


@cache
def _outcomes() -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(tuple(map(re.compile, row)) for row in rows(OUTCOMES))


def _less_echoes(question: Question, proof: str) -> str:
    """A proof less the denials that the question has itself."""
    for word in _ECHO.findall(_A_NOT_A.sub("", question.resolved)):
        proof = re.sub(rf"(?:不用|不必|不需要?|无需|无须|没有|不|没|未|无){word}", word, proof)
    return proof


def word_for(question: Question, positive: bool) -> str:
    """The word of agreement or denial that goes with the words of a question ("可以。")."""
    return say(_key(question, positive), question.language)


def no_obligation(question: Question, proof: str) -> bool:
    """Whether a question asks what has to be, and a text leaves it free (自愿, 自行选择)."""
    return says("asks_obligation", question.resolved) and says("optional", proof)


def asks_word(question: Question) -> str:
    """What a question asks with: "need", "may", "have" or "will"; empty for any other."""
    if question.language == "en":
        return ""
    # The last clause is the one that asks; what stands before it may speak of something else.
    for text in (last_clause(question), question.resolved):
        for pattern, word in _WORD_BY_QUESTION:
            if pattern.search(text):
                return word
    return ""


def last_clause(question: Question) -> str:
    """The last clause of a question, which asks."""
    return _CLAUSE_END.split(question.resolved.rstrip("?？。 "))[-1]


def _key(question: Question, positive: bool) -> str:
    suffix, word = "yes" if positive else "no", asks_word(question)
    return f"{suffix}_{word}" if word else suffix
