"""Sentences as good as the best one that say far more of what a question names."""

from __future__ import annotations

from answers.context import Context, Weighed


def fullest(context: Context, share: float, more: float) -> Weighed:
    """The best sentence, or one of this ``share`` of it that says so much ``more`` of the question.

    Raises IndexError where there are no sentences.
    """
    top = context.weighed[0]
    near = [w for w in context.weighed if w.score >= share]
    best = max(near, key=lambda w: w.coverage)
    return best if best.coverage >= top.coverage + more else top
