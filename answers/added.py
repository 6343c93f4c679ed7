"""What a written sentence adds to the passage that it cites, or leaves out of its conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from answers.alignment import Clause, likest, sentence_of, share, terms
from retrieval.tables import rows

TABLE = Path(__file__).parent / "tables" / "added.tsv"
# The share of a condition that a sentence must hold to have kept it, and from which on it speaks
# of that condition.
LEAST_KEPT, LEAST_TOLD = 0.34, 0.4

_EACH = re.compile(
    r"每(?:一)?(人|户|月|年度?|天|日|周|季度?|学期|学年|次|台|个|吨|亩|件|辆|生|床|间|层|家|只|套|平方米|立方米|公里|小时)"
)
_ONCE = re.compile(r"一次性")
_LIST = re.compile(r"[\u4e00-\u9fff]{2,}(?:(?:、|以及|及|和|与|或者?)[\u4e00-\u9fff]{2,})+")
_BETWEEN = re.compile(r"、|以及|及|和|与|或者?")
_ONLY_THEN = re.compile(r"方可|后方|才(?=可|能|予|准)")
_BY_LEAVE = re.compile(
    r"经(?!营|费|济|过|办|验|常)[^,]{0,16}?(?P<leave>同意|批准|审核|许可|审批|核准|认定|验收|评审)"
)
_TO_BE_ASKED = re.compile(
    r"(?:应当?|须|需|必须)[^,]{0,8}(?:报|经|向)[^,]{2,20}?(?P<leave>批准|同意|许可|审批|核准)"
)
_MAY = re.compile(r"可(?!能|行|靠|持续)|能(?!力|源|够不)|允许|准|予以|给予|享受|申请|享有|经营")
_SAYS_NOT = re.compile(r"不|未|无|禁|免|除外")
_DENIES = re.compile(r"不|未|无")
_EXCEPT = re.compile(r"(?P<what>[\u4e00-\u9fff、]{2,24}?)的?除外")
_EXCEPTING = re.compile(r"除|不(?:适用|包括|含|受)|例外|\b(?:except|unless|other than)\b", re.I)
_ORDINALS = frozenset("条款项章节目")
_CONDITION_END = re.compile(r"的$|时$|^(?:如|若|对|凡)")


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (name, re.compile(said), None if allowed == "=" else re.compile(allowed))
        for name, said, allowed in rows(TABLE)
    )


def added_word(claim: Clause, source: Sequence[Clause], heading: str) -> str:
    """A word by which a clause says more than the likest sentences of its source (只有, 永久)."""
    whole = _beside(claim, source) + "\n" + heading
    for _, said, allowed in _table():
        match = said.search(claim.text)
        if match and not (allowed.search(whole) if allowed else match.group() in whole):
            return match.group()
    return ""


def wrong_rate(claim: Clause, source: Sequence[Clause]) -> str:
    """What an amount of a clause is reckoned by (每月), where the source reckons by another."""
    beside = likest(claim.terms, source)
    near = "\n".join(
        one.text
        if _EACH.search(one.text) or _ONCE.search(one.text)
        else f"{one.context},{one.text}"
        for one in beside
    )
    beside_them = {one.sentence for one in beside}
    # A clause with a figure of its own keeps to itself what that is reckoned by.
    wide = "\n".join(
        c.text
        for c in source
        if c.sentence in beside_them and (not c.figures or terms(c.text) & _figures_of(claim))
    )
    for match in _EACH.finditer(claim.text):
        by = match[1].removesuffix("度")
        said = re.compile(
            rf"每一?{by}|/{by}|按{by}|逐{by}|{by}均|一{by}|同一[^,]{{0,4}}{by}|{by}度|人次"
        )
        if said.search(near):
            continue
        if said.search(wide) and not _EACH.search(near) and not _ONCE.search(near):
            continue
        return match.group()
    return ""


def _figures_of(clause: Clause) -> frozenset[str]:
    return frozenset(f"{f.value.normalize():f}{f.unit}" for f in clause.figures)


def added_item(claim: Clause, body: str) -> str:
    """A member of a list of which the source knows others, but not this one."""
    absent = lambda pair: pair not in body  # noqa: E731
    for run in _LIST.findall(claim.text):
        items = _BETWEEN.split(run)
        for place, item in enumerate(items):
            # Other words may run on behind the last item and stand before the first.
            edge = item[-3:] if place == 0 else item[:3]
            pairs = [edge[i : i + 2] for i in range(len(edge) - 1)]
            strange = all(map(absent, pairs)) and any(char not in body for char in edge)
            if strange and any(share(other, body) > 0.5 for other in items if other != item):
                return item
    return ""


def lost_condition(claim: Clause, sentence: str, source: Sequence[Clause]) -> str:
    """A hard condition of the likest clause of the source that a whole written sentence leaves out.

    Hard are what must come first (…方可), leave to be given (经…同意), what is excepted, and a
    threshold in a condition that the sentence names without it.
    """
    for one in likest(claim.terms, source):
        lost = (
            _lost_first(claim, sentence, one, source)
            or _lost_leave(claim, sentence, one, source)
            or _lost_threshold(sentence, one, source)
        )
        if lost:
            return lost
    return _lost_exception(claim, sentence, source)


def _lost_first(claim: Clause, sentence: str, one: Clause, source: Sequence[Clause]) -> str:
    cut = _ONLY_THEN.search(one.text)
    if not cut or _SAYS_NOT.search(claim.text) or not _MAY.search(claim.text):
        return ""
    wanted = one.text[: cut.start()]
    if len(terms(wanted)) < 3:
        wanted = one.context + wanted
    rest = terms(one.text[cut.end() :])
    needed = terms(wanted) - rest
    kept = len(needed & terms(sentence)) / len(needed) if needed else 1.0
    return wanted if kept < LEAST_KEPT else ""


def _lost_leave(claim: Clause, sentence: str, one: Clause, source: Sequence[Clause]) -> str:
    if _SAYS_NOT.search(claim.text) or not _MAY.search(claim.text):
        return ""
    leave = _BY_LEAVE.search(one.text)
    if leave and not _MAY.search(one.text[leave.end() :]):
        return ""
    place = source.index(one)
    for here in source[place : place + 2]:
        if not leave and here.sentence == one.sentence:
            leave = _TO_BE_ASKED.search(here.text)
    return "" if not leave or leave["leave"] in sentence else leave.group()


def _lost_threshold(sentence: str, one: Clause, source: Sequence[Clause]) -> str:
    """A condition with a figure before the likest clause, named without its figure."""
    place = source.index(one)
    for before in source[max(0, place - 2) : place]:
        if before.sentence != one.sentence or not _CONDITION_END.search(before.text):
            continue
        bounds = [figure for figure in before.figures if figure.unit not in _ORDINALS]
        words = frozenset(t for t in terms(before.text) if not t[0].isdigit())
        if not bounds or not words or before.text in sentence:
            continue
        told = len(words & terms(sentence)) / len(words)
        figures = {f"{f.value.normalize():f}{f.unit}" for f in bounds}
        if told >= LEAST_TOLD and not figures & terms(sentence):
            return before.text
    return ""


def _lost_exception(claim: Clause, sentence: str, source: Sequence[Clause]) -> str:
    """What the source excepts, named without a word of its being an exception."""
    if _EXCEPTING.search(sentence) or _DENIES.search(claim.text):
        return ""
    for one in source:
        excepted = _EXCEPT.search(one.text)
        if not excepted:
            continue
        rule = "".join(c.text for c in source if c.sentence == one.sentence and c is not one)
        own = terms(excepted["what"]) - terms(rule)
        if (
            own
            and len(own & claim.terms) / len(own) >= LEAST_TOLD
            and share(claim.text, rule) > LEAST_KEPT
        ):
            return excepted["what"]
    return ""


def _beside(claim: Clause, source: Sequence[Clause]) -> str:
    """The sentences of the source that are likest to a clause; all of it where none is like it."""
    found = likest(claim.terms, source) or source
    return "\n".join(dict.fromkeys(sentence_of(one, source) for one in found))
