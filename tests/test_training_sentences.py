"""The trainer of the sentence scorer, on examples small enough to see through."""

from __future__ import annotations

import numpy as np
import pytest

from answers.features import FEATURES
from training.data import TrainingDataError
from training.sentences import Example, Recipe, accuracy, cross_validated, train, usable


def example(right: int, generator: np.random.Generator) -> Example:
    """Four candidates with random features; the right one alone covers the question."""
    features = np.zeros((4, len(FEATURES)), dtype=np.float32)
    features[:, 1:20] = generator.random((4, 19))
    features[right, 0] = 1.0
    return Example(features, np.arange(4) == right, 1.0, f"document-{right}", "number")


def examples(count: int) -> list[Example]:
    generator = np.random.default_rng(0)
    return [example(i % 4, generator) for i in range(count)]


def test_the_scorer_learns_what_tells_right_from_wrong() -> None:
    recipe = Recipe(epochs=40)
    assert accuracy(train(examples(80), recipe), examples(120)[80:]) > 0.9
    shares = cross_validated([], examples(160), recipe)
    assert shares[""] == shares["number"]
    assert shares[""][0] > 0.9 and shares[""][1] == 160


def test_what_teaches_nothing_is_left_out() -> None:
    features = np.zeros((2, len(FEATURES)), dtype=np.float32)
    all_right, all_wrong = np.ones(2, dtype=bool), np.zeros(2, dtype=bool)
    useless = [Example(features, all_right, 1.0), Example(features, all_wrong, 1.0)]
    assert usable(useless) == []
    with pytest.raises(TrainingDataError):
        train(useless)
