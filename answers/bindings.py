"""What belongs together: a figure and its matter, a body and its deed, a case and its result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from answers.alignment import Clause, family, likeness, likest, terms
from answers.figures import Figure, amounts, days, placed_amounts, printed_days

# How many terms more another clause must hold than the one with the figure, and how many terms
# and what share of them a clause must hold to say what a body does.
MARGIN = 1.0
LEAST_TERMS, LEAST_SHARE = 2, 0.4
# The share of a case that the sentence of its result must hold, of what the source holds of it.
LEAST_CASE = 0.5

_BODY = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?P<ending>部门|机关|机构|政府|委员会|领导小组|指挥部|办公室|办事处"
    r"|(?<![布格全大结当时僵定])局(?!部|面|限|势)|厅|(?<![全内外干局一东西南北中])部(?![分署门级委队位件])"
    r"|管委会|委(?![托派员任])|(?<=[业村务农建政])办(?![理法])|法院|检察院|银行|协会|支队|大队|公司|中心(?!城|区|镇)"
    r"|海关|工会|妇联|残联|派出所|服务站|卫生院|(?<!牵头|配合|责任|成员|参与)单位|企业|学校|医院|居委会|村委会)"
)
_BY_WHOM = re.compile(r"由(?P<who>[\u4e00-\u9fff]{2,4})")
REACHES = re.compile(r"达到?(?=\d)")
_CASE = re.compile(r"的$|时$|^(?:如果?|若|对于?|凡)")


def misplaced_figure(claim: Clause, source: Sequence[Clause]) -> str:
    """The first figure of a clause that its source gives for something else; empty where none.

    Of the clauses with a figure of the same sort, one that has this figure must be as like to the
    claim as any.
    """
    plain, placed = placed_amounts(claim.text)
    for figure, start, end in placed:
        printed = plain[start:end].strip()
        wanted = claim.terms - {f"{figure.value.normalize():f}{figure.unit}"}
        holding = [clause for clause in source if any(_same(figure, f) for f in clause.figures)]
        others = [
            clause
            for clause in source
            if clause not in holding and any(family(f) == family(figure) for f in clause.figures)
        ]
        if not holding or not wanted:
            continue
        scores = [_likeness(wanted, claim, clause) for clause in holding]
        best = max(scores)
        nearest = [clause for clause, score in zip(holding, scores, strict=True) if score == best]
        told = [f for one in nearest for f in (*one.figures, *_reached(one))]
        if best > 0 and not any(_same(figure, known, bound=True) for known in told):
            return printed
        if not others:
            continue
        rival = max(_likeness(wanted, claim, clause) for clause in others)
        if rival >= best + MARGIN:
            return printed
    return ""


def misplaced_day(claim: Clause, source: Sequence[Clause]) -> str:
    """The first date of a clause that its source gives for something else; empty where none."""
    for day, printed in printed_days(claim.text):
        dated = [(clause, days(clause.text)) for clause in source]
        holding = [clause for clause, known in dated if any(day.within(one) for one in known)]
        others = [clause for clause, known in dated if known and clause not in holding]
        if not holding or not others:
            continue
        best = max(_likeness(claim.terms, claim, clause) for clause in holding)
        if max(_likeness(claim.terms, claim, clause) for clause in others) >= best + MARGIN:
            return printed
    return ""


def misplaced_body(claim: Clause, source: Sequence[Clause], assigned: Sequence[str] = ()) -> str:
    """The first body of a clause to which its source gives another deed; empty where none.

    The bodies ``assigned`` have their duties, which are checked on their own.
    """
    everyone = [who for clause in source for who in bodies(clause.text)]
    named = [name for said in bodies(claim.text) if (name := _known_end(said, everyone))]
    deed = claim.text
    for name in named:
        deed = deed.replace(name, ",")
    wanted = terms(deed)
    doing = likest(wanted, source)
    if not named or not doing:
        return ""
    held = max(len(wanted & (clause.terms | terms(clause.context))) for clause in doing)
    if held < LEAST_TERMS or held < LEAST_SHARE * len(wanted):
        return ""
    known = [who for clause in doing for who in _who(clause, source)]
    free = (
        name
        for name in named
        if not _known_end(name, assigned) and not any(name in unit for unit in assigned)
    )
    return next((name for name in free if not _known_end(name, known)), "")


def misplaced_doer(claim: Clause, source: Sequence[Clause]) -> str:
    """Who does it by a clause (由…), where the likest clauses of the source name others."""
    said = _BY_WHOM.search(claim.text)
    if not said:
        return ""
    wanted = terms(claim.text.replace(said.group(), ","))
    doing = [one for one in likest(wanted, source) if _BY_WHOM.search(one.text)]
    held = max((len(wanted & clause.terms) for clause in doing), default=0)
    if held < LEAST_TERMS or held < LEAST_SHARE * len(wanted):
        return ""
    who = terms(said["who"])
    near = [terms(one.text) for one in doing]
    return "" if any(who & told for told in near) else said["who"]


def stitched(claim: Sequence[Clause], source: Sequence[Clause]) -> str:
    """A case whose result the source gives for another case; empty where none.

    The sentence that holds the result must hold of the case what the source holds of it.
    """
    for case, result in pairwise(claim):
        if case.sentence != result.sentence or not _CASE.search(case.text):
            continue
        wanted = case.terms
        held = max((len(wanted & clause.terms) for clause in source), default=0)
        said = max((len(result.terms & clause.terms) for clause in source), default=0)
        results = [one for one in source if said and len(result.terms & one.terms) == said]
        if held < LEAST_TERMS or not results or len(result.terms) < LEAST_TERMS:
            continue
        numbers = {one.sentence for one in results}
        beside = [
            terms("".join(c.text + "," for c in source if c.sentence == number))
            for number in numbers
        ]
        if all(len(wanted & told) < LEAST_CASE * held for told in beside):
            return case.text
        known = {figure for clause in source for figure in clause.figures}
        near = {f for clause in source if clause.sentence in numbers for f in clause.figures}
        if any(figure in known and figure not in near for figure in case.figures):
            return case.text
    return ""


def bodies(text: str) -> list[str]:
    """What ends in a text as the names of bodies do; other words may stand before the name."""
    return [match.group() for match in _BODY.finditer(text)]


def _who(clause: Clause, source: Sequence[Clause]) -> list[str]:
    """The bodies of a clause; where it names none, those of the last one before it that does."""
    own = bodies(clause.text)
    if own:
        return own
    before = source[: source.index(clause)]
    for other in reversed(before):
        if other.sentence == clause.sentence and (found := bodies(other.text)):
            return found
    return [who for other in reversed(before) for who in bodies(other.text)][:3]


def _known_end(said: str, known: Sequence[str]) -> str:
    """The longest end that a name has in common with a known one; empty where it is the ending.

    Words that stand before a name fall away by that.
    """
    ending = _BODY.search(said)
    longest = ""
    for other in known:
        length = 0
        while length < min(len(said), len(other)) and said[-1 - length] == other[-1 - length]:
            length += 1
        longest = max(longest, said[len(said) - length :], key=len)
    least = len(ending["ending"]) + 2 if ending else 0
    return longest if ending and len(longest) >= min(least, len(said)) else ""


def _likeness(wanted: frozenset[str], claim: Clause, clause: Clause) -> float:
    context = terms(claim.context) - wanted
    weight = 1.0 if claim.context.endswith("的") else 0.5
    return likeness(wanted, clause) + weight * likeness(context, clause)


def _reached(clause: Clause) -> tuple[Figure, ...]:
    """The figures that are to be reached (达到60万公里), as the bounds that they are."""
    return amounts(REACHES.sub("满", clause.text))


def _same(claimed: Figure, known: Figure, bound: bool = False) -> bool:
    """Whether two figures are one, by the bound too where asked."""
    if bound and claimed.bound != known.bound:
        return False
    return claimed.value == known.value and claimed.unit in ("", known.unit)
