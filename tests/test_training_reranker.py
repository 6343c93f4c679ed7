"""The trainer of the reranker, on examples small enough to see through."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from retrieval.passage_features import FEATURES
from training.data import TrainingDataError
from training.reranker import Example, Recipe, held_out, hits, law_collection, train


def example(right: int, generator: np.random.Generator) -> Example:
    """Four passages with random features; the right one alone has the first."""
    features = generator.random((4, len(FEATURES))).astype(np.float32)
    features[:, 0] = 0.0
    features[right, 0] = 1.0
    return Example("laws", f"law {right}", features, np.arange(4) == right, 1.0)


def examples(count: int) -> list[Example]:
    generator = np.random.default_rng(0)
    return [example(i % 4, generator) for i in range(count)]


def test_the_reranker_learns_what_tells_right_from_wrong() -> None:
    reranker = train(examples(160), Recipe(epochs=30))
    unseen = examples(240)[160:]
    assert hits(unseen, None, 1) == 0.25
    assert hits(unseen, reranker, 1) > 0.8
    assert reranker.hidden.shape == (len(FEATURES), 3 * 16)


def test_held_out_questions_are_reported_by_source() -> None:
    (line,) = held_out(examples(40), Recipe(epochs=2))
    assert line.startswith("laws（40 题）：前1 0.250 → ")


def test_what_teaches_nothing_is_refused() -> None:
    features = np.zeros((2, len(FEATURES)), dtype=np.float32)
    with pytest.raises(TrainingDataError):
        train([Example("laws", "a", features, np.zeros(2, dtype=bool), 1.0)])


def test_an_article_that_is_not_there_is_named(tmp_path: Path) -> None:
    with lzma.open(tmp_path / "laws.jsonl.xz", "wt", encoding="utf-8") as file:
        record = {"title": "某县办法", "path": [], "article": "第一条", "text": "为了治水。"}
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
    with pytest.raises(TrainingDataError, match="里没有《"):
        law_collection(tmp_path)
