"""How well the form of a sentence fits what a question asks for: a sum, a day, a body, a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from answers.bounds import asked_figure, keeps
from answers.cues import cue, says
from answers.quantities import answers_when, bound_fits, has_number, wanted_quantity
from answers.shapes import CLAUSE, LISTING
from corpus.records import Question

# Kinds of questions whose sentences are weighed alike.
KIND_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("lead", "support", "duty", "actor", "person", "issuer"), "who"),
    **{
        kind: kind
        for kind in (
            *("number", "date", "where", "definition", "why", "list"),
            *("condition", "yesno", "penalty", "measure"),
        )
    },
}
GROUPS = tuple(dict.fromkeys(KIND_GROUPS.values()))
_ANNOUNCES = re.compile(r"[:：]\s*$|(?:下列|以下|如下)[^。\n]{0,30}[。:：]?\s*$")
# What is asked of a rule, and the words of rules that decide such a thing.
_MODALITIES = (("asks_may", "says_may"), ("asks_must", "says_must"), ("asks_is", "says_is"))


def form_fit(question: Question, text: str) -> float:
    """How well the form of a sentence fits the kind of the question, 0 to 1."""
    rule = _FITS.get(question.kind)
    return float(rule(question, text)) if rule else 0.0


def bound_agreement(question: Question, text: str) -> float:
    """1 where the amount in a question keeps to the bounds of a text, -1 where it breaks them."""
    asked = asked_figure(question.resolved)
    kept = keeps(asked, text, question.resolved) if asked is not None else None
    return 0.0 if kept is None else 1.0 if kept else -1.0


def clauses_with_actor(question: Question, text: str) -> Iterator[str]:
    """The clauses of a text that name somebody who acts and whom the question does not name."""
    for clause in CLAUSE.findall(text):
        if any(m.group() not in question.resolved for m in cue("acting_body").finditer(clause)):
            yield clause


def announces(text: str) -> bool:
    """Whether a text is followed by what it announces."""
    return _ANNOUNCES.search(text) is not None


def _fits_number(question: Question, text: str) -> float:
    quantity = wanted_quantity(question.text) or wanted_quantity(question.resolved)
    if not (quantity.fits(text) if quantity else has_number(text)):
        return 0.0
    exact = quantity is not None and quantity.fits_exactly(text)
    return 1.0 if bound_fits(question.resolved, text) else 0.6 + 0.2 * exact


def _fits_condition(question: Question, text: str) -> float:
    if says("asks_persons", question.resolved) and says("persons", text):
        return 1.0
    return 0.5 * says("condition", text)


def _fits_yesno(question: Question, text: str) -> float:
    if any(says(asked, question.resolved) and says(said, text) for asked, said in _MODALITIES):
        return 1.0
    return 0.5 * says("decides", text)


def _says(name: str) -> Callable[[Question, str], float]:
    return lambda _question, text: says(name, text)


_FITS: Mapping[str, Callable[[Question, str], float]] = {
    "number": _fits_number,
    "date": answers_when,
    **dict.fromkeys(("lead", "actor", "support", "duty"), _says("responsible")),
    "where": _says("place_to_go"),
    "definition": _says("defines"),
    "why": _says("reason"),
    "list": lambda _question, text: min(1.0, len(LISTING.findall(text)) / 2),
    "condition": _fits_condition,
    "yesno": _fits_yesno,
    "penalty": _says("sanction"),
    "measure": _says("acts"),
    "contact": _says("contact"),
    "person": _says("office"),
    "document": lambda _question, text: "《" in text,
}
