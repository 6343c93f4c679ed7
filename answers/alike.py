"""Sentences that say the same of different things: each of them is of what is asked for."""

from __future__ import annotations

from difflib import SequenceMatcher

from answers.context import Context, Draft, Statement
from answers.counts import asked_count
from answers.polarity import denies
from answers.sentences import Span, without_label
from answers.windows import FACT_LIMIT, said

# Of sentences of this share of the best, those are alike that share so much of their text.
CLOSE, ALIKE = 0.8, 0.8
MOST = 6
# Shorter ones are alike by chance.
SHORTEST = 16


def answer_alike(context: Context) -> Draft | None:
    """The sentences that say of other things what the best one says (支持甲机场…; 支持乙机场…),
    with it; None where there are none, or not as many as are asked for.
    """
    top = without_label(context.weighed[0].span)
    same = {
        without_label(weighed.span).text: weighed.span
        for weighed in reversed(context.weighed)  # what an annex repeats is said once
        if weighed.score >= CLOSE
        and weighed.span.document_id == top.document_id
        and alike(top.text, without_label(weighed.span).text)
        and denies(weighed.span.text) == denies(top.text)
    }
    found = list(same.values())
    count = asked_count(context.question.resolved) or len(found)
    if not 1 < len(found) <= MOST or len(found) != count:
        return None
    spans = [said(context, span, FACT_LIMIT) for span in sorted(found, key=_place)]
    return Draft("list", tuple(Statement(span.text, (span,)) for span in spans))


def alike(one: str, other: str, least: float = ALIKE) -> bool:
    """Whether two sentences have so much of their text in common."""
    if min(len(one), len(other)) < SHORTEST:
        return False
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= least


def _place(span: Span) -> int:
    return span.start
