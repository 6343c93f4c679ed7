"""What another threshold of evidence would have answered and refused: the curve of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.judging import Result
from eval.statistics import Share

THRESHOLDS = (*(round(step / 20, 2) for step in range(20)), 0.98)


@dataclass(frozen=True, slots=True)
class Tradeoff:
    """The outcome of a run had drafts been said from this probability up.

    ``wrong_answers``: answers said and wrong, of all questions. ``wrong_refusals``: refused
    questions of the answerable ones; ``lost``: those of them whose held back draft was right, of
    the answerable ones too. ``right``: right answers and due refusals, of all questions.
    """

    threshold: float
    right: Share
    wrong_answers: Share
    wrong_refusals: Share
    lost: Share


def tradeoff(results: Sequence[Result], threshold: float) -> Tradeoff:
    """The outcome with a threshold: the first draft at least so probable is said, else nothing.

    What was settled without weighing a draft (out of scope, a comparison) stays as it was.
    """
    right = wrong = refused = lost = answerable = 0
    for result in results:
        answerable += result.answerable
        said, correct = _outcome(result, threshold)
        right += correct
        wrong += said and not correct
        if result.answerable and not said:
            refused += 1
            lost += any(draft.correct for draft in result.drafts)
    return Tradeoff(
        threshold=threshold,
        right=Share(right, len(results)),
        wrong_answers=Share(wrong, len(results)),
        wrong_refusals=Share(refused, answerable),
        lost=Share(lost, answerable),
    )


def curve(results: Sequence[Result], thresholds: Sequence[float] = THRESHOLDS) -> list[Tradeoff]:
    """The outcome with each threshold; empty where the results hold no weighed draft."""
    if not any(result.drafts for result in results):
        return []
    return [tradeoff(results, threshold) for threshold in thresholds]


def _outcome(result: Result, threshold: float) -> tuple[bool, bool]:
    """Whether an answer is said, and whether that is right."""
    if not result.drafts:
        return not result.refused, result.correct
    said = next((draft for draft in result.drafts if draft.probability >= threshold), None)
    return said is not None, said.correct if said else not result.answerable
