"""A number in a question held against the bound of a rule: 58岁 against 不超过55周岁.

What the scorer of sentences was trained with; verdicts are found by ``measures``.
"""

from __future__ import annotations

import re

from answers.figures import Figure, figures
from answers.polarity import denies

_MANY = re.compile(r"(?:已经?|年)?满(?=[\d一二三四五六七八九十])")
_FEW = re.compile(r"(?:未|不)满(?=[\d一二三四五六七八九十])")
_CLAUSE = re.compile(r"[,，、;；。]")
_SEXES = ("男", "女")


def asked_figure(question: str) -> Figure | None:
    """The one amount of a question that a rule may bound; None without one or with several."""
    found = [f for f in figures(question) if f.unit and not (f.unit == "年" and f.value > 1000)]
    return found[0] if len(found) == 1 and not found[0].bound else None


def keeps(asked: Figure, rule: str, question: str) -> bool | None:
    """Whether an amount keeps to what a rule says of such amounts; None where it does not say.

    A rule with bounds for men and for women is read by the sex that the question names.
    """
    rule = _MANY.sub("至少", _FEW.sub("不足", rule))
    said = [clause for clause in _CLAUSE.split(rule) if _bounds(asked, clause)]
    of_one = [c for c in said for sex in _SEXES if sex in question and sex in c]
    outcomes = {
        all(_fits(asked, bound) for bound in _bounds(asked, clause)) for clause in of_one or said
    }
    if len(outcomes) != 1:
        return None
    fits = outcomes.pop()
    if denies(rule):
        # Out of reach of a rule that takes away is not yet within one that gives.
        return False if fits else None
    return fits


def _bounds(asked: Figure, clause: str) -> list[Figure]:
    return [f for f in figures(clause) if f.unit == asked.unit and f.bound in ("least", "most")]


def _fits(asked: Figure, bound: Figure) -> bool:
    return asked.value >= bound.value if bound.bound == "least" else asked.value <= bound.value
