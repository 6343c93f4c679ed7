"""The trainer of the evidence model, on drafts small enough to see through."""

from __future__ import annotations

import numpy as np
import pytest

from answers.grounding import EVIDENCE
from training.data import TrainingDataError
from training.evidence import (
    MISSES_WEIGHT,
    SPEAKS,
    WEIGHTS,
    Asked,
    Judged,
    cross_validated,
    rows_of,
    train,
)


def asked(count: int) -> list[Asked]:
    """One draft for each question, every second right; the first feature alone tells which."""
    rows = np.random.default_rng(0).random((count, len(EVIDENCE))).astype(np.float32)
    rows[:, 0] = np.arange(count) % 2
    return [
        Asked(f"q{i}", f"d{i % 40}", "as_is", i % 2 == 1, (Judged(row, i % 2 == 1, False),))
        for i, row in enumerate(rows)
    ]


def test_the_model_learns_what_tells_right_from_wrong() -> None:
    probabilities = [chances[0] for chances in cross_validated(asked(160))]
    assert min(probabilities[1::2]) > max(probabilities[::2])


def test_what_needs_no_weighing_is_certain_and_teaches_nothing() -> None:
    certain = Asked("q", "d", "as_is", True, (Judged(None, True, True),))
    assert cross_validated([*asked(160), certain])[-1] == (1.0,)
    assert len(rows_of([*asked(8), certain]).good) == 8


def test_what_shows_the_evidence_counts_as_good_by_half() -> None:
    row = np.zeros(len(EVIDENCE), np.float32)
    shows, misses, right = (
        Judged(row, *outcome) for outcome in ((False, True), (False, False), (True, True))
    )
    rows = rows_of(
        [
            Asked("shown", "a", "as_is", True, (shows, misses, right)),
            Asked("silent", "b", "passages_gone", False, (shows,)),
        ]
    )
    assert rows.good.tolist() == [True, False, True, False]
    gone = WEIGHTS["passages_gone"]
    assert rows.weights.tolist() == [MISSES_WEIGHT, MISSES_WEIGHT, 1.0, gone]


def test_one_outcome_alone_teaches_nothing() -> None:
    with pytest.raises(TrainingDataError):
        train([one for one in asked(10) if one.answerable])


def test_no_weight_speaks_against_its_sign() -> None:
    assert SPEAKS.keys() <= set(EVIDENCE)
    rows = np.random.default_rng(0).random((80, len(EVIDENCE))).astype(np.float32)
    lack, odds = EVIDENCE.index("lack_passage"), EVIDENCE.index("rank")
    # The more is missing the righter, and the better the sentence the more wrong: both absurd.
    rows[:, lack] = np.arange(80) % 2
    rows[:, odds] = 1 - rows[:, lack]
    model = train(
        [
            Asked(f"q{i}", f"d{i}", "as_is", True, (Judged(row, i % 2 == 1, False),))
            for i, row in enumerate(rows)
        ]
    )
    assert model.weights[lack] == model.weights[odds] == 0.0
