"""The trainer of the evidence model, on drafts small enough to see through."""

from __future__ import annotations

import numpy as np
import pytest

from answers.evidence import EVIDENCE
from training.data import TrainingDataError
from training.evidence import Judged, cross_validated, curve, train


def judged(count: int) -> list[Judged]:
    """Drafts of which every second is right; the first feature alone tells which."""
    rows = np.random.default_rng(0).random((count, len(EVIDENCE))).astype(np.float32)
    rows[:, 0] = np.arange(count) % 2
    return [Judged(f"q{i}", row, i % 2 == 1, i % 2 == 1, i % 4 == 2) for i, row in enumerate(rows)]


def test_the_model_learns_what_tells_right_from_wrong() -> None:
    probabilities = cross_validated(judged(160))
    assert probabilities[1::2].min() > probabilities[::2].max()


def test_the_curve_counts_what_each_threshold_refuses() -> None:
    probabilities = np.array([0.05, 0.32, 0.05, 0.9])
    lines = curve(judged(4), probabilities).splitlines()
    # Of two right drafts none is below 0.10 and one below 0.35.
    assert lines[1].split() == ["0.10", "0.0%", "100.0%", "100.0%", "0.0%"]
    assert lines[6].split()[:2] == ["0.35", "50.0%"]


def test_one_outcome_alone_teaches_nothing() -> None:
    with pytest.raises(TrainingDataError):
        train([one for one in judged(10) if one.right])
