"""Who does what is asked: whether a text gives somebody to do what a question asks to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from answers.cues import cue
from answers.shapes import CLAUSE
from corpus.records import Question
from retrieval.tables import rows

_TABLE = Path(__file__).parent / "tables" / "deeds.tsv"
# The words after those that ask who: what is done.
_ASKER = re.compile(
    r"(?:谁|哪[一两几]?[个家级些]?[\u4e00-\u9fff]{0,6}?(?:部门|单位|机构|机关|政府|组织|医院|学校|银行|公司"
    r"|法院|检察院|局|委|厅|部)|何(?:机关|部门|单位|机构|人)|什么(?:部门|单位|机构|机关)|哪[一两几]?家|哪里|哪儿)([^,，。?？、;；]{1,14})"
)
# "医药费该我们家出还是派出所出"
_CHOICE = re.compile(r"([\u4e00-\u9fff]{1,2})还是[^,，]{1,12}\1")
# "未取得许可证的单位", "不属于本机关的": a class of those whom a rule is for, or a body in passing.
_CLASS = re.compile(r"的(?:单位|企业|机构|公司|组织|学校|医院|集团|中心|机关|部门)$")

_CLASS_ASKED = re.compile(
    r"哪(?:一|两|几)?[家所个级][\u4e00-\u9fff]{0,3}?(医院|学校|大学|学院|公司|企业|银行|协会|法院|检察院|院校|高校)"
)
# "遵循政府监管、公众监督相结合的原则" gives nobody anything to do.
_PRINCIPLE = re.compile(r"相结合|的(?:原则|方针)$")
# Whoever it may be.
_NOBODY = re.compile(r"(?:有关|相关|各|其他)(?:主管|行政)?(?:部门|单位|机关|机构)(?!的)")
# "由当事人双方负责", "属于国家所有": whoever stands there acts.
_BY = re.compile(
    r"(?<![自理缘])由(?![于此])([\u4e00-\u9fff、]{2,24})|(?:属于|归)(?=([\u4e00-\u9fff、]{2,12})所有)"
)


def deed_asked(question: Question) -> re.Pattern[str] | None:
    """The words for what is asked to be done; None where no word for it is known."""
    # How a follow-up is written out says nothing of what is done.
    asked = question.text if question.follow_up else question.resolved
    found = _ASKER.findall(asked) or _CHOICE.findall(asked)
    if not found:
        return None
    said = [words for asked, words in _deeds().items() if re.search(asked, found[-1])]
    return re.compile("|".join(said)) if said else None


def class_asked(question: Question) -> str:
    """What whoever is asked for must be (医院 of 哪家医院牵头); empty where any body will do."""
    found = _CLASS_ASKED.search(question.resolved)
    return found.group(1) if found else ""


def acting(question: Question, text: str) -> Iterator[str]:
    """The clauses of a text in which somebody acts whom the question does not name."""
    for clause in CLAUSE.findall(text):
        if any(True for _ in _actors(question, clause)):
            yield clause


def does(question: Question, text: str, deed: re.Pattern[str]) -> bool:
    """Whether a text gives somebody to do a deed, in the clause that names it or one after it.

    That a body is named after the deed (批准机关) is not enough.
    """
    named = False
    for clause in CLAUSE.findall(text):
        if named and deed.search(clause):
            return True
        for start, end in _actors(question, clause):
            named = True
            if deed.search(clause[:start]) or deed.search(clause[end:]):
                return True
    return False


def _actors(question: Question, clause: str) -> Iterator[tuple[int, int]]:
    """Where a clause names somebody who acts and whom the question does not name."""
    if _PRINCIPLE.search(clause):
        return
    by = _BY.search(clause)
    who = (by.group(1) or by.group(2)) if by else ""
    if by and who[:4] not in question.resolved and not _NOBODY.match(who):
        body = cue("acting_body").search(who)
        yield by.start(), clause.index(who, by.start()) + (body.end() if body else 1)
        return
    for match in cue("acting_body").finditer(clause):
        attribute = clause[match.end() : match.end() + 1] == "的"
        nobody = _CLASS.search(match.group()) or _NOBODY.search(match.group())
        if not (attribute or nobody or match.group() in question.resolved):
            yield match.span()


@cache
def _deeds() -> Mapping[str, str]:
    return dict(rows(_TABLE))
