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
from answers.features import bigram_share, topic_share
from answers.forms import announces
from answers.itemised import in_words
from answers.polarity import denies
from answers.sentences import without_label
from retrieval.tables import rows

SORTS = Path(__file__).parent / "tables" / "list_sorts.tsv"
# What speaks for a list, as added to log odds: the weights of a logistic regression over the
# lists found for 176 questions, rounded: 78 of the development sets, 98 made from lists of laws.
WEIGHTS: Mapping[str, float] = {
    "odds": 0.8,
    "rank": 1.2,
    "same_sort": 0.8,
    "other_sort": -1.1,
    "meaning": 0.9,
    "coverage": 1.0,
    "less_head": -2.4,
    "same_words": 2.2,
    "other_sense": -0.5,
}
BIAS = -0.6
# A list at these log odds is said. Its form fits, the more the higher they are.
LEAST_ODDS = -0.4
FIT, MORE_FIT = 0.2, 0.05
# Log odds: how far at most the best words of a list count as behind, and those that no one weighed.
FARTHEST_BEHIND, UNWEIGHED = -4.0, -2.5
# The words right behind 下列 name what is listed, the last ones of a head where there are none.
_BEHIND = re.compile(r"(?:下列|以下|如下)[^,，;；。:：]*")
_MAY_ANNOUNCE = re.compile(r"下列|以下|如下|[:：]\s*[一1①(（\n]")
_LAST_WORDS = re.compile(r"[^,，;；。:：]*[:：]?\s*$")
# "(督学)应当具备下列条件": what announces is the same over most lists.
_ANNOUNCING = re.compile(
    r"(?:(?:应当?|可以?|必须|同时|具备|符合|有|提交|提供|履行|遵守|按照?|采取|包括|载明)*"
    r"(?:下列|以下|如下)[^,，;；。:：]*)"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A list, the words over it less their number, and the rank, from 0, of its best passage."""

    enumeration: Enumeration
    head: str
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
    odds = [BIAS + sum(WEIGHTS[n] * v for n, v in f.items()) for f in _features(context, found)]
    best = max(range(len(found)), key=lambda i: (odds[i], -i))
    if odds[best] < LEAST_ODDS:
        return None
    fit = FIT + MORE_FIT * (odds[best] - LEAST_ODDS)
    return in_words(context, found[best].enumeration, context.question.kind, fit)


def _lists(context: Context) -> Iterator[_Found]:
    """The announced lists in the passages found, each once, in the order of the hits."""
    asked = context.question.resolved
    penalties = says("asks_penalty", asked) or says("imposes", asked)
    seen = set()
    for rank, hit in enumerate(context.hits):
        document = context.document(hit.passage)
        text = document.text[hit.passage.start : hit.passage.end]
        if not hit.passage.governed_by and not _MAY_ANNOUNCE.search(text):
            continue
        for one in enumerations(document, hit.passage):
            if one.head is None or not (announces(one.head.text) or one.announced):
                continue
            if (place := (document.id, one.items[0].start)) in seen:
                continue
            seen.add(place)
            if penalties or not says("imposes", one.head.text):
                yield _Found(one, without_label(one.head).text, rank)


def _features(context: Context, found: Sequence[_Found]) -> list[Mapping[str, float]]:
    """What speaks for each list, by the names of ``WEIGHTS``."""
    asked = context.question.resolved
    heads = [one.head for one in found]
    topic = context.question.topic or asked
    frequencies = context.index.document_frequency, len(context.index.passages)
    vectors = context.encoder.encode([topic, *heads])
    meanings = vectors[1:] @ vectors[0]
    behind = _behind_best(context)
    shares = [bigram_share(_ANNOUNCING.sub(" ", head), asked, *frequencies) for head in heads]
    most = max(shares, default=0.0)
    features: list[Mapping[str, float]] = []
    for one, meaning, share in zip(found, meanings, shares, strict=True):
        head = one.head
        same, other = _sorts_agree(asked, head)
        title = context.index.documents[one.enumeration.items[0].document_id].title
        items = "".join(item.text for item in one.enumeration.items)
        features.append(
            {
                "odds": _best_inside(behind, one.enumeration),
                "rank": 1 / (1 + one.rank),
                "same_sort": same,
                "other_sort": other,
                "meaning": float(meaning),
                "coverage": context.matcher.coverage(f"{head}{items}"),
                "less_head": most - share,
                "same_words": share * topic_share(context.question, head, *frequencies, title),
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
    return max(max(inside, default=UNWEIGHED), FARTHEST_BEHIND)


def _refuses(text: str) -> bool:
    return denies(text) or says("takes_away", text)


def _sorts_agree(asked: str, head: str) -> tuple[bool, bool]:
    """Whether a head announces what is asked for (条件, 材料, 职责), and whether something else."""
    names = " ".join(_BEHIND.findall(head) or _LAST_WORDS.findall(head))
    wanted = [announced for asks, announced in _sorts() if asks.search(asked)]
    same = any(announced.search(names) for announced in wanted)
    return same, bool(wanted) and not same


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(asks), re.compile(said)) for _, asks, said in rows(SORTS))
