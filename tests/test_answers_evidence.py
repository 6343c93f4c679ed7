"""The evidence for a draft: the model by hand, and what it refuses over invented documents."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from answers_sample import assistant

from answers.assistant import drafts
from answers.evidence import (
    EVIDENCE,
    EvidenceModel,
    evidence_as_json,
    evidence_features,
    read_evidence,
    shipped_evidence,
)
from answers.scorer import ScorerError
from retrieval.understanding import understand


def test_the_probability_by_hand(tmp_path: Path) -> None:
    count = len(EVIDENCE)
    weights = np.zeros(count, np.float32)
    weights[0] = 2.0
    model = EvidenceModel(np.ones(count, np.float32), np.full(count, 2, np.float32), weights, 0.5)
    features = np.zeros(count, np.float32)
    features[0] = 3.0
    # 0.5 + 2 * (3 - 1) / 2 = 2.5
    assert model.probability(features) == pytest.approx(1 / (1 + math.exp(-2.5)))
    path = tmp_path / "evidence.json"
    path.write_text(evidence_as_json(model), encoding="utf-8")
    assert read_evidence(path).probability(features) == model.probability(features)


def test_a_model_of_other_features_is_told(tmp_path: Path) -> None:
    path = tmp_path / "evidence.json"
    facts = json.loads(evidence_as_json(shipped_evidence()))
    facts["features"][0] = "another"
    path.write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(ScorerError, match="重新训练"):
        read_evidence(path)


def probability(question: str, without: tuple[str, ...] = ()) -> float:
    context = assistant().context(understand(question), without)
    draft = next(drafts(context))
    return shipped_evidence().probability(evidence_features(context, draft))


def test_the_passage_that_answers_makes_the_difference() -> None:
    question = "桂林公租房租金多久调整一次"
    context = assistant().context(understand(question))
    best = context.weighed[0].span.passage.id
    assert probability(question) > 0.5 > probability(question, (best,))


def test_features_stand_under_their_names() -> None:
    context = assistant().context(understand("桂林公租房租金多久调整一次"))
    draft = next(drafts(context))
    features = dict(zip(EVIDENCE, evidence_features(context, draft).tolist(), strict=True))
    assert features["is_best"] == 1.0
    assert features["kind_number"] == 1.0
    assert features["log_odds"] == pytest.approx(float(context.log_odds.max()))
    words = draft.statements[0].text
    assert words == draft.statements[0].spans[0].text
    assert features["length"] == pytest.approx(math.log1p(len(words)) / 5)
