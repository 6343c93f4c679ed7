"""The list that is asked for, found by the words that announce it: its items hardly share a word
with the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answers.context import Context, Draft
from answers.cues import says
from answers.enumerations import Enumeration, enumerations
from answers.forms import announces
from answers.itemised import in_words
from answers.polarity import denies
from retrieval.tables import rows

SORTS = Path(__file__).parent / "tables" / "list_sorts.tsv"
# What speaks for a list, as added to log odds: the weights of a logistic regression over the
# lists found for 93 questions of the development sets, rounded.
WEIGHTS: Mapping[str, float] = {
    "odds": 0.85,
    "rank": 1.7,
    "same_sort": 1.0,
    "other_sort": -1.3,
    "meaning": 1.7,
    "coverage": 0.7,
    "other_sense": -0.55,
}
BIAS = -0.7
# A list at these log odds is said. Its form fits, the more the higher they are.
LEAST_ODDS = -0.5
FIT, MORE_FIT = 0.2, 0.05
FARTHEST_BEHIND = -4.0  # log odds: how far at most the best words of a list count as behind
# What a rule applies to, the last words of a head and those right behind 下列 name what is listed.
_NAMES_ITEMS = re.compile(r"(?:下列|以下|如下)[^,，;；。:：]*|[^,，;；。:：]*[:：]?\s*$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A list and the rank, from 0, of the best passage that it stands in."""

    enumeration: Enumeration
    rank: int


def answer_announced(context: Context) -> Draft | None:
    """The announced list that a question for several things (碰上什么情况, 要做哪些事) asks for.

    None where no list found is likely to be meant. A list of penalties is meant only by a question
    for penalties.
    """
    asked = context.question.resolved
    if not says("asks_several", asked) or says("asks_bodies", asked):
        return None
    found = list(_lists(context))
    if not found:
        return None
    odds = [BIAS + sum(WEIGHTS[n] * v for n, v in f.items()) for f in list_features(context, found)]
    best = max(range(len(found)), key=lambda i: (odds[i], -i))
    if odds[best] < LEAST_ODDS:
        return None
    fit = FIT + MORE_FIT * (odds[best] - LEAST_ODDS)
    return in_words(context, found[best].enumeration, context.question.kind, fit)


def _lists(context: Context) -> Iterator[_Found]:
    """The announced lists in the passages found, each once, in the order of the hits."""
    penalties = says("asks_penalty", context.question.resolved)
    seen = set()
    for rank, hit in enumerate(context.hits):
        document = context.document(hit.passage)
        for one in enumerations(document, hit.passage):
            if one.head is None or not (announces(one.head.text) or one.announced):
                continue
            if (place := (document.id, one.items[0].start)) in seen:
                continue
            seen.add(place)
            if penalties or not says("sanction", one.head.text):
                yield _Found(one, rank)


def list_features(context: Context, found: Sequence[_Found]) -> list[Mapping[str, float]]:
    """What speaks for each list, by the names of ``WEIGHTS``."""
    asked = context.question.resolved
    heads = [f.enumeration.head.text if f.enumeration.head else "" for f in found]
    vectors = context.encoder.encode([context.question.topic or asked, *heads])
    meanings = vectors[1:] @ vectors[0]
    behind = _behind_best(context)
    features: list[Mapping[str, float]] = []
    for one, head, meaning in zip(found, heads, meanings, strict=True):
        same, other = _sorts_agree(asked, head)
        items = "".join(item.text for item in one.enumeration.items)
        features.append(
            {
                "odds": _best_inside(behind, one.enumeration),
                "rank": 1 / (1 + one.rank),
                "same_sort": same,
                "other_sort": other,
                "meaning": float(meaning),
                "coverage": context.matcher.coverage(f"{head}{items}"),
                "other_sense": _refuses(asked) != _refuses(head),
            }
        )
    return features


def _behind_best(context: Context) -> list[tuple[str, int, int, float]]:
    """(document, start, end, log odds less the best) of what was weighed."""
    odds = context.log_odds
    best = odds.max() if len(odds) else 0.0
    return [
        (span.document_id, span.start, span.end, float(value - best))
        for span, value in zip(context.candidates[0], odds, strict=True)
    ]


def _best_inside(behind: Sequence[tuple[str, int, int, float]], one: Enumeration) -> float:
    """The best log odds of a sentence of the head or the items."""
    first, last = one.head or one.items[0], one.items[-1]
    inside = (
        odds
        for document, start, end, odds in behind
        if document == first.document_id and start < last.end and first.start < end
    )
    return max(max(inside, default=FARTHEST_BEHIND), FARTHEST_BEHIND)


def _refuses(text: str) -> bool:
    return denies(text) or says("takes_away", text)


def _sorts_agree(asked: str, head: str) -> tuple[bool, bool]:
    """Whether a head announces what is asked for (条件, 材料, 职责), and whether something else."""
    names = " ".join(_NAMES_ITEMS.findall(head))
    wanted = [announced for asks, announced in _sorts() if asks.search(asked)]
    same = any(announced.search(names) for announced in wanted)
    return same, bool(wanted) and not same


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(asks), re.compile(said)) for _, asks, said in rows(SORTS))
