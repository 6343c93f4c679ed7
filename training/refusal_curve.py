"""What each threshold of evidence answers and refuses, counted over questions: a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

THRESHOLDS = (0.05, 0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.25, 0.3, 0.4, 0.5)


class JudgedDraft(Protocol):
    """A draft of which is known whether it is right."""

    @property
    def right(self) -> bool:
        """Whether it answers its question, or corrects a false premise."""


class AskedQuestion(Protocol):
    """A question with its drafts in order; none where it is out of scope."""

    @property
    def variant(self) -> str:
        """``as_is`` for a question as users ask it."""

    @property
    def answerable(self) -> bool:
        """Whether the documents hold an answer."""

    @property
    def drafts(self) -> Sequence[JudgedDraft]:
        """The drafts in the order in which they are considered."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome with one threshold, counts of questions as users ask them.

    ``refused``: refusals, ``due``: those of unanswerable questions, ``corrected``: answers to
    unanswerable ones that rightly correct their premise, ``wrong``: answers said and wrong.
    """

    answerable: int
    unanswerable: int
    refused: int
    due: int
    corrected: int
    wrong: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the refusals that are due; 1 where there are none."""
        return self.due / self.refused if self.refused else 1.0

    @property
    def recall(self) -> float:
        """The share of the unanswerable questions, less those rightly corrected, refused."""
        return self.due / max(1, self.unanswerable - self.corrected)


def outcome(
    asked: Sequence[AskedQuestion],
    probabilities: Sequence[Sequence[float]],
    threshold: float,
    variant: str = "as_is",
) -> Outcome:
    """The outcome had the first draft at least so probable been said, else nothing."""
    answerable = unanswerable = refused = due = corrected = wrong = right = 0
    for one, chances in zip(asked, probabilities, strict=True):
        if one.variant != variant:
            continue
        pairs = zip(one.drafts, chances, strict=True)
        draft = next((d for d, chance in pairs if chance >= threshold), None)
        said = draft is not None
        correct = draft is not None and draft.right
        answerable += one.answerable
        unanswerable += not one.answerable
        refused += not said
        due += not said and not one.answerable
        corrected += said and correct and not one.answerable
        wrong += said and not correct
        right += correct if said else not one.answerable
    return Outcome(answerable, unanswerable, refused, due, corrected, wrong, right)


def refusal_curve(
    asked: Sequence[AskedQuestion],
    probabilities: Sequence[Sequence[float]],
    variant: str = "as_is",
) -> str:
    """A line for each threshold: precision and recall of refusals, and what they cost."""
    lines = ["阈值   拒答准确率      拒答召回率      误拒          错答          正确"]
    for threshold in THRESHOLDS:
        o = outcome(asked, probabilities, threshold, variant)
        total = o.answerable + o.unanswerable
        pairs = (
            (o.due, o.refused),
            (o.due, o.unanswerable - o.corrected),
            (o.refused - o.due, o.answerable),
            (o.wrong, total),
            (o.right, total),
        )
        shares = (f"{c / max(1, n):6.1%} {c}/{n}".ljust(15) for c, n in pairs)
        lines.append(f"{threshold:.2f}   " + " ".join(shares).rstrip())
    return "\n".join(lines)
