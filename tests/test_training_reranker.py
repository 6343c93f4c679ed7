"""The trainer of the reranker, on examples small enough to see through."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.passage_features import FEATURES
from retrieval.search import RERANKED
from training.data import TrainingDataError
from training.reranker import Example, Recipe, held_out, law_collection, place, train


def example(right: int, generator: np.random.Generator) -> Example:
    """Four passages with random features; the right one alone has the first."""
    features = generator.random((4, len(FEATURES))).astype(np.float32)
    features[:, 0] = 0.0
    features[right, 0] = 1.0
    return made(f"law {right}", features, np.arange(4) == right)


def made(group: str, features: NDArray[np.float32], right: NDArray[np.bool_]) -> Example:
    """To the second network a feature more is shown, which says nothing."""
    return Example(
        "laws", group, features, right, 1.0, lambda best: np.pad(features[best], ((0, 0), (0, 1)))
    )


def examples(count: int) -> list[Example]:
    generator = np.random.default_rng(0)
    return [example(i % 4, generator) for i in range(count)]


def test_the_reranker_learns_what_tells_right_from_wrong() -> None:
    reranker = train(examples(160), Recipe(epochs=30))
    places = [place(example, reranker) for example in examples(240)[160:]]
    # Before, one of four is right at the first place.
    assert np.mean([at == 0 for at in places]) > 0.8
    assert reranker.first.hidden.shape == (len(FEATURES), 3 * 16)
    assert reranker.second.hidden.shape == (len(FEATURES) + 1, 3 * 16)


def test_an_answer_that_was_not_found_has_no_place() -> None:
    features = np.zeros((4, len(FEATURES)), dtype=np.float32)
    lost = made("a", features, np.zeros(4, dtype=bool))
    assert place(lost, train(examples(8), Recipe(epochs=1))) == RERANKED


def test_held_out_questions_are_reported_by_source() -> None:
    (line,) = held_out(examples(40), Recipe(epochs=2))
    assert line.startswith("laws（40 题）：前1 0.250 → ")


def test_what_teaches_nothing_is_refused() -> None:
    features = np.zeros((2, len(FEATURES)), dtype=np.float32)
    with pytest.raises(TrainingDataError):
        train([made("a", features, np.zeros(2, dtype=bool))])


def test_an_article_that_is_not_there_is_named(tmp_path: Path) -> None:
    with lzma.open(tmp_path / "laws.jsonl.xz", "wt", encoding="utf-8") as file:
        record = {"title": "某县办法", "path": [], "article": "第一条", "text": "为了治水。"}
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
    with pytest.raises(TrainingDataError, match="里没有《"):
        law_collection(tmp_path)
