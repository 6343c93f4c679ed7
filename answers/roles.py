"""Who is said to lead and who to support in a written claim, held against the duties it cites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Literal

from answers.english import english_name
from corpus.records import Duty, Unit
from retrieval.agencies import names_of_unit, short_name
from retrieval.tables import agency_names

Role = Literal["lead", "support"]

_LEVEL = re.compile(r"国家|全国|自治区|省|市|区|县|州|旗|镇")
_LEVEL_BEFORE = re.compile(r"(国家|全国|自治区|省|市|区|县|州|旗|镇)$")
# Loose names of the table ("财政") are words as well as bodies; a printed body ends like this.
_BODY_ENDING = re.compile(r"[局委厅办部会署院心门关府]$")
# A body that no table and no duty knows is seen by its ending.
_UNKNOWN = re.compile(
    r"[\u4e00-\u9fff]{2}(?:(?<![布格全大结当时僵定])局|厅|总署|委员会|领导小组|办公室|管委会|办事处|集团|有限公司)"
)
_ENGLISH_BODY = re.compile(
    r"(?:[A-Z][A-Za-z'’-]+,? (?:(?:and|of|for|the) )*)+"
    r"(?:Bureau|Commission|Department|Office|Ministry|Administration|Committee|Government|Authority)\b"
    r"|(?:Department|Office|Ministry|Commission|Bureau) (?:of|for) (?:the )?[A-Z][A-Za-z]+"
)
_IN_BRACKETS = re.compile(r"\s*\(([\u4e00-\u9fff、]+)\)")
# What says the role, before the bodies ("牵头单位为A") or after them ("A牵头").
_CUE = re.compile(
    r"(?P<lead>(?:负责)?(?:牵头|主办|主责)(?:负责|落实|组织实施|组织|实施|推进)?"
    r"|负责(?!人|制|配合|协助|协同|参与)|(?<=[局委厅办部会署院府关])(?:总?统筹|主导|主抓|总抓|抓总)"
    r"|\b(?:is |are |being )?led by\b|\b(?:is |are )?the responsibility of\b"
    r"|\blead(?:ing)? (?:unit|body|agency|department)s?\b|\btakes? the lead\b|\bleads?\b"
    r"|\b(?:is|are) (?:responsible|in charge)\b)"
    r"|(?P<support>(?:负责)?(?:配合|协助|协同|协办|参与)|支持"
    r"|\b(?:with )?support(?:ed)? (?:by|from)\b|\bassisted by\b"
    r"|\bsupporting (?:unit|body|bodies|agency|agencies|department)s?\b"
    r"|\b(?:supports?|assists?|cooperates?|participates?)\b)",
    re.I,
)
_POINTS_AHEAD = re.compile(
    r"的?(?:责任)?(?:单位|部门|机构|方)?(?:则|均|还|分别)?(?:是|为|有|包括|:)+\s*"
    r"|\s*(?:is|are|includes?|:)(?:\s|:)+",
)
_AHEAD_IN_ENGLISH = re.compile(r"(?:by|from|of)$", re.I)
_SENTENCE = re.compile(r"[。!?\n]")
_LEADS_IN_WORDS = re.compile(r"牵头|主办|主责|统筹|主导|\b(?:lead|led|leads|charge)\b", re.I)
_ROLE_WORDS = re.compile(r"牵头|主办|配合|协办|协同|责任单位|责任部门")
_STOP = re.compile(r"[,;。]")
_ENGLISH_STOP = re.compile(r"[;.]")
_ONE_WHO = re.compile(r"由([^,;。由]{1,20})$")


@dataclass(frozen=True, slots=True)
class Body:
    """A body named in a text: its words, where they stand, and its level ("市") where said."""

    name: str
    level: str
    start: int
    end: int

    def same_as(self, other: Body) -> bool:
        """Whether both may be one body: a name in common, and no two different levels."""
        levels = {self.level, other.level} - {""}
        return len(levels) < 2 and not _names(self.name).isdisjoint(_names(other.name))


def bodies_in(text: str, printed: Collection[str] = ()) -> list[Body]:
    """The bodies in a text by the names in ``printed`` and those of the table, longest first."""
    found = []
    for match in _pattern(frozenset(printed)).finditer(text):
        name = match.group()
        level = None if name in agency_names() else _LEVEL.match(name)
        before = _LEVEL_BEFORE.search(text[: match.start()])
        said = level.group() if level else (before.group() if before else "")
        found.append(Body(name, said, match.start(), match.end()))
    return found


def with_chinese_names(text: str, names: Iterable[str]) -> str:
    """An English text with the English names of these bodies turned into the Chinese ones."""
    pairs = sorted(((english_name(name), name) for name in names), key=lambda p: (-len(p[0]), p))
    for english, name in pairs:
        if english:
            text = re.sub(rf"\b{re.escape(english)}\b", name, text, flags=re.I)
    return text


def unknown_body(text: str, source: str, duties: Sequence[Duty]) -> str:
    """The first body of a text that its source does not name; empty where it names them all."""
    printed = _printed(duties)
    known = [*bodies_in(source, printed), *bodies_in(source)]
    named = bodies_in(text, printed)
    for body in named:
        if not any(body.same_as(other) for other in known):
            return body.name
    for match in _UNKNOWN.finditer(text):
        inside = any(body.start < match.end() <= body.end for body in named)
        if not inside and match.group() not in source:
            return match.group()
    for match in _ENGLISH_BODY.finditer(text):
        chinese = _IN_BRACKETS.match(text, match.end())
        if chinese is None or english_name(chinese.group(1)):
            return match.group()
    return ""


def wrong_role(text: str, source: str, duties: Sequence[Duty]) -> str:
    """The first body to which a text gives a role that its source does not; empty where none.

    Where the text names the task of a duty, only that duty counts. A sentence of the source of
    which no duty is known must say the role in its own words, as must 负责 without 牵头.
    """
    printed = _printed(duties)
    told = [d for d in duties if d.task and d.task in text] or list(duties)
    allowed = [(body, role) for duty in told for body, role in _roles_of(duty)]
    for sentence in _SENTENCE.split(source):
        said = [(b, r) for b, r in roles_in(sentence, printed) if isinstance(b, Body)]
        if not any(name in sentence for name in printed):
            allowed += said
        elif not _LEADS_IN_WORDS.search(text):
            allowed += [(b, r) for b, r in said if r == "lead"]
    for who, role in roles_in(text, printed):
        if isinstance(who, str):
            if who not in source:
                return who
        elif not any(role == r and who.same_as(body) for body, r in allowed):
            return who.name
    return ""


def assigned_in(text: str, duties: Sequence[Duty]) -> list[str]:
    """The printed bodies of the duties that a text speaks of, by the task or by words of roles."""
    told = duties if _ROLE_WORDS.search(text) else [d for d in duties if d.task and d.task in text]
    return [unit.name for duty in told for unit in (*duty.leads, *duty.supports)]


def roles_in(text: str, printed: Collection[str] = ()) -> list[tuple[Body | str, Role]]:
    """Who leads and who supports by the words of a text; as words where no body is known there."""
    named = bodies_in(text, printed)
    cues = list(_CUE.finditer(text))
    found: list[tuple[Body | str, Role]] = []
    taken = 0
    for cue, following in zip_longest(cues, cues[1:]):
        role: Role = "lead" if cue["lead"] else "support"
        ahead = _POINTS_AHEAD.match(text, cue.end())
        if ahead or _AHEAD_IN_ENGLISH.search(cue.group()):
            first = ahead.end() if ahead else cue.end()
            stop = _STOP if _is_chinese(text) else _ENGLISH_STOP
            end = stop.search(text, first)
            last = min(
                end.start() if end else len(text), following.start() if following else len(text)
            )
            held: list[Body | str] = [b for b in named if first <= b.start < last]
            found += [(who, role) for who in held or [text[first:last].strip()] if who]
            taken = last
            continue
        held = [b for b in named if taken <= b.start < cue.start()]
        one = _ONE_WHO.search(text[taken : cue.start()])
        if not held and one:
            held = [one.group(1).strip()]
        found += [(who, role) for who in held]
        taken = cue.end()
    return found


def _roles_of(duty: Duty) -> list[tuple[Body, Role]]:
    leads = [(body, "lead") for unit in duty.leads for body in _bodies_of(unit)]
    supports = [(body, "support") for unit in duty.supports for body in _bodies_of(unit)]
    return [*leads, *supports]  # type: ignore[list-item]


def _bodies_of(unit: Unit) -> list[Body]:
    """A printed unit under each name that it goes by."""
    found = []
    for name in names_of_unit(unit.name):
        level = None if name in agency_names() else _LEVEL.match(name)
        found.append(Body(name, level.group() if level else "", 0, len(name)))
    return found


def _printed(duties: Sequence[Duty]) -> frozenset[str]:
    return frozenset(
        name
        for duty in duties
        for unit in (*duty.leads, *duty.supports)
        for name in names_of_unit(unit.name)
    )


@cache
def _names(name: str) -> frozenset[str]:
    return frozenset((name, short_name(name)))


@lru_cache(maxsize=128)
def _pattern(printed: frozenset[str]) -> re.Pattern[str]:
    known = (name for name in agency_names() if _BODY_ENDING.search(name))
    names = sorted({*printed, *known}, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, names)))


def _is_chinese(text: str) -> bool:
    chinese = len(re.findall(r"[\u4e00-\u9fff]", text))
    return chinese > len(re.findall(r"[A-Za-z]+", text))
