"""Features of sentences and the scorer, by numbers that can be redone by hand."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from answers.features import FEATURES, Candidate, sentence_features
from answers.likeness import LIKENESS
from answers.matching import Matcher
from answers.scorer import read_scorer, scorer_as_json, shipped_scorer
from retrieval.network import ModelError, Network
from retrieval.passage_features import matched_stretches
from retrieval.understanding import understand


def candidate(text: str, neighbours: tuple[bool, bool] = (False, False)) -> Candidate:
    return Candidate(text, 0.5, 0.6, 0.7, 0.8, 1.0, 1, False, neighbours)


def rows_of(question: str, *texts: str) -> dict[str, list[float]]:
    matcher = Matcher(("养犬",), ((),), (5.0,))
    asked = [candidate(text, (i > 0, i + 1 < len(texts))) for i, text in enumerate(texts)]
    likeness = np.zeros((len(texts), len(LIKENESS)), dtype=np.float32)
    rows = sentence_features(understand(question), matcher, asked, lambda _gram: 0, 1, likeness)
    return {name: rows[:, column].tolist() for column, name in enumerate(FEATURES)}


def test_stretches_of_the_topic() -> None:
    # "养犬登记" and "费用" stand in the text, 养犬登记费用 has six characters.
    assert matched_stretches("养犬登记费用", "办理养犬登记的费用") == (4 / 6, (16 + 4) / 36)
    assert matched_stretches("养犬", "噪声") == (0.0, 0.0)
    assert matched_stretches("", "噪声") == (0.0, 0.0)


def test_bigrams_and_neighbours() -> None:
    found = rows_of("养犬登记", "养犬登记免费。", "养犬的费用。")
    assert found["bigrams"] == pytest.approx([1.0, 1 / 3])
    assert found["after"] == pytest.approx([1 / 3, 0.0])
    assert found["before"] == pytest.approx([0.0, 1.0])
    assert found["first"] == [1.0, 0.0]
    assert found["reciprocal_rank"] == [0.5, 0.5]
    assert found["length"] == pytest.approx([math.log1p(6) / 5, math.log1p(5) / 5])


def test_the_heaviest_missing_term_and_the_form() -> None:
    found = rows_of("养犬登记费多少钱", "养犬每年一百元。", "费用另行规定。")
    assert found["missing"] == [0.0, 1.0]
    assert found["fit"] == found["fit_number"] == [1.0, 0.0]


def test_a_scorer_by_hand_and_its_file(tmp_path: Path) -> None:
    count = len(FEATURES)
    hidden = np.zeros((count, 2), dtype=np.float32)
    hidden[0] = (1.0, -1.0)
    scorer = Network(
        np.zeros(count, np.float32),
        np.full(count, 0.5, np.float32),
        hidden,
        np.array([0.0, 0.5], np.float32),
        np.array([2.0, 1.0], np.float32),
    )
    rows = np.zeros((2, count), dtype=np.float32)
    rows[0, 0], rows[1, 0] = 0.25, -0.25
    # 2 * relu(0.5) + relu(0.5 - 0.5) and 2 * relu(-0.5) + relu(0.5 + 0.5)
    assert scorer.score(rows).tolist() == [1.0, 1.0]
    path = tmp_path / "scorer.json"
    path.write_text(scorer_as_json(scorer), encoding="utf-8")
    assert read_scorer(path).score(rows).tolist() == [1.0, 1.0]


def test_a_scorer_of_other_features_is_told(tmp_path: Path) -> None:
    path = tmp_path / "scorer.json"
    facts = json.loads(scorer_as_json(shipped_scorer()))
    facts["features"] = facts["features"][1:]
    path.write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(ModelError, match="重新训练"):
        read_scorer(path)
    with pytest.raises(ModelError, match="读不出"):
        read_scorer(tmp_path / "missing.json")
