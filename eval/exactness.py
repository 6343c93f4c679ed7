"""Whether a short answer says what was asked for and nothing else of its sort."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from answers.figures import Day, Figure, amounts, days
from answers.roles import Body, bodies_in, roles_in
from corpus.script import simplify
from eval.matching import fold, fold_numerals

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!\d{1,2}月)")


def strange_amounts(answer: str, wordings: Sequence[str], known: str) -> bool:
    """Whether an answer has an amount of the wordings' units that ``known`` does not hold.

    Bounds (以上, 不超过) make no difference here; dates are no amounts.
    """
    allowed = {(figure.value, figure.unit) for figure in amounts(known)}
    units = {figure.unit for wording in wordings for figure in amounts(wording)}

    def of_the_sort(figure: Figure) -> bool:
        return figure.unit in units if units else bool(figure.unit)

    return any(
        of_the_sort(figure) and (figure.value, figure.unit) not in allowed
        for figure in amounts(answer)
    )


def strange_dates(answer: str, wordings: Sequence[str], known: str) -> bool:
    """Whether an answer has a date that ``known`` does not hold; a part of a date held will do."""
    allowed = _dates(known)
    return any(not any(day.within(other) for other in allowed) for day in _dates(answer))


def strange_bodies(answer: str, wordings: Sequence[str], known: str) -> bool:
    """Whether an answer names a body that ``known`` does not, and not as one that only supports.

    Bodies are those of the table of agencies and the wordings.
    """
    printed = frozenset(word for word in wordings if len(word) > 1 and not word.isascii())
    allowed = bodies_in(known, printed)
    allowed += [
        who
        for who, role in roles_in(answer, printed)
        if role == "support" and isinstance(who, Body)
    ]
    return any(
        not any(body.same_as(other) for other in allowed) for body in bodies_in(answer, printed)
    )


# Kinds of questions with a short answer, and what their answers may not have besides it.
STRANGERS: Mapping[str, Callable[[str, Sequence[str], str], bool]] = {
    "number": strange_amounts,
    "date": strange_dates,
    "lead": strange_bodies,
}


def is_exact(
    kind: str, answer: str, facts: Sequence[Sequence[str]], known: Sequence[str]
) -> bool | None:
    """Whether a right answer is exact; None for a kind that asks for no short answer.

    Exact: the answer has no amount, date or body (as ``kind`` asks for) but those of the
    wordings of its facts and of the texts ``known`` (the evidence and the question).
    """
    strangers = STRANGERS.get(kind)
    if strangers is None:
        return None
    wordings = [simplify(wording) for fact in facts for wording in fact]
    bare = simplify(re.sub(r"\[\d{1,2}\]", "", answer))
    return not strangers(bare, wordings, simplify("\n".join((*wordings, *known))))


def _dates(text: str) -> Collection[Day]:
    folded = fold_numerals(fold(text))
    years = [Day(int(found[1]), 0, 0) for found in _YEAR.finditer(folded)]
    return [*days(text), *days(folded), *years]
