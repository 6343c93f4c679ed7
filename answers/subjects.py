"""Things that one question asks the same of, within one place: one question for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answers.compared import not_compared
from answers.scope import place_groups
from answers.sides import LEAST_TOPIC, NATION, Side
from corpus.records import Question
from retrieval.kinds import DEFAULT_KIND
from retrieval.tables import agency_names
from retrieval.understanding import understand

# "市级医院和乡镇卫生院分别承担什么": two bodies or things, of which one text speaks.
_SUBJECT = r"[^,，;；、和与跟及各在对就按为]{2,24}"
_SUBJECTS = re.compile(
    rf"(?P<topic>(?:.{{2,60}}[,，])?)(?P<first>{_SUBJECT}(?:、{_SUBJECT}){{0,3}})(?:和|与|跟|以及|及)"
    rf"(?P<last>{_SUBJECT})(?P<under>(?:[在对就按为][^,，;；、]{{2,20}})?)[,，]?"
    r"(?:各自|分别|各)(?P<asked>[^,，;；]{2,})"
)
# "对甲未…与乙未…,分别规定了怎样的罚款": two cases, told before what is asked of each.
_CASE = r"[^,，;；、?？]{2,40}"
_CASES = (
    rf"(?P<topic>(?:[^;；]{{2,60}}?[,，])?\ue000?[对就]?)(?P<first>{_CASE}?)"
    rf"(?:[,，]?(?:和|与|跟|以及)(?P<last>{_CASE}))"
)
_TWO_CASES = re.compile(
    rf"{_CASES}[,，](?P<what>[^,，;；各分]{{0,20}})(?:各自|分别|各)"
    r"(?P<asked>[^,，;；]{2,}(?:[,，][^,，;；]{2,20})?)"
)
# "甲…,和乙…,受的处分一样吗", "对甲和乙的要求有何不同": what is asked of both is compared.
_COMPARED_CASES = re.compile(rf"{_CASES}[,，](?P<asked>[^,，;；]{{2,24}})")
_COMPARED_SUBJECTS = re.compile(
    r"(?P<topic>(?:[^;；]{2,60}[,，])?对?)(?P<first>[^,，;；、]{2,24}?)(?:和|与|跟|以及)"
    r"(?P<last>[^,，;；]{2,24}?)(?P<asked>的[^,，;；的]{0,12})"
)
# In few words a blank divides what a comma does.
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
# "农业公司最多各罚多少": what is asked begins before 各.
_IN_NAME = "\ue001"  # stands for the 和 inside a name
_MOST = re.compile("(?:最[多高低少长短快晚迟早]|至[少多])$")
_TITLE = re.compile(r"《[^《》]*》")
_CALLED = re.compile(r"^叫做?|[“”]")
# "受理与裁决的期限": what the last names is meant of all.
_SHARED = re.compile(
    r"(?P<last>[^的]{2,})(?P<what>的[^的]{0,4}"
    r"(?:期限|时限|时间|标准|比例|金额|额度|上限|下限|次数|频次|范围|条件|程序|流程|[率额费价速量]|面积|年龄|罚款|处罚"
    r"|工资|租金|补贴|补助|待遇|名额|人数|距离|高度))"
)
_EACH = re.compile("各自|分别|各(?=[由为是要])")
_TERM = re.compile("期限|时限|时间")
# What two bodies do between them is no assignment of a task.
_DIVIDE = re.compile(r"(?:是)?(?:怎么|如何|怎样|咋)分工的?|(?:有)?(?:什么|哪些|啥)分工|分工是?什么")


def subjects_of(question: Question) -> tuple[Side, ...]:
    """Two or more things that a question asks the same of (分别), within its place; else none."""
    if question.language == "en" or len(place_groups(question.places)) > 1:
        return ()
    text = _with_names_whole(_BLANK.sub(",", question.resolved.rstrip("?？。 ")))
    match = _SUBJECTS.fullmatch(text)
    if match is None:
        return _cases_of(question, text)
    names, under = [*match["first"].split("、"), match["last"]], match["under"]
    most = _MOST.search(names[-1])
    if most is not None:
        names[-1], under = names[-1][: most.start()], f"{under}{most.group()}"
    shared = _SHARED.fullmatch(names[-1])
    if shared is not None and not any("的" in name for name in names[:-1]):
        names[-1], under = shared["last"], f"{shared['what']}{under}"
    divides = _DIVIDE.search(match["asked"]) is not None
    asked = _DIVIDE.sub("承担什么", match["asked"])
    steps = shared is not None and _TERM.search(shared["what"]) is not None
    nation = NATION.match(match["first"]) is not None
    sides = []
    for name in names:
        side = _side(question, f"{match['topic']}{name}{under}{asked}", name)
        kind = DEFAULT_KIND if divides else side.question.kind
        part = replace(side.question, kind=kind)
        sides.append(replace(side, question=part, nation=nation, divided=divides, step=steps))
    return tuple(sides)


def _with_names_whole(text: str) -> str:
    """A text in which the 和 inside the name of a body (人力资源和社会保障局) joins nothing."""
    for name in agency_names():
        if "和" in name and name in text:
            text = text.replace(name, name.replace("和", _IN_NAME))
    return text


def _cases_of(question: Question, text: str) -> tuple[Side, ...]:
    """Two cases that a question tells at length before it asks the same of each; else none."""
    titles = _TITLE.findall(text)
    masked = _TITLE.sub("\ue000", text)
    match = _TWO_CASES.fullmatch(masked) or _compared(masked)
    if match is None or len(titles) > 1 or (titles and "\ue000" not in match["topic"]):
        return ()
    topic = match["topic"].replace("\ue000", "".join(titles))
    what = match.groupdict().get("what") or ""
    asked = f"{what}{_EACH.sub('', match['asked'])}".removesuffix("的")
    joint = "" if not asked or asked.startswith("的") else ","
    return tuple(
        _side(question, f"{topic}{name}{joint}{asked}", _CALLED.sub("", name))
        for name in (match["first"], match["last"])
    )


def _compared(text: str) -> re.Match[str] | None:
    """Two cases of which it is asked whether, or how, they differ in something."""
    bare = not_compared(text)
    if bare == text:
        return None
    return _COMPARED_CASES.fullmatch(bare) or _COMPARED_SUBJECTS.fullmatch(bare)


def _side(question: Question, asked: str, name: str) -> Side:
    """What is asked of one thing, in the place and the years of the question."""
    asked, name = asked.replace(_IN_NAME, "和"), name.replace(_IN_NAME, "和")
    part = replace(
        understand(asked),
        places=question.places,
        years=question.years,
        language=question.language,
    )
    return Side(part, _without(name, [place.mention for place in question.places]))


def _without(text: str, mentions: Sequence[str]) -> str:
    for mention in mentions:
        if text.startswith(mention) and len(text) - len(mention) >= LEAST_TOPIC:
            return text[len(mention) :].lstrip("的")
    return text
