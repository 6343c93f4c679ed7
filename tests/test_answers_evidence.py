"""The evidence for a draft: the model by hand, and what it refuses over invented documents."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from answers_sample import assistant, encoder, read

from answers.assistant import Assistant
from answers.drafting import drafts
from answers.evidence import EvidenceModel, evidence_as_json, read_evidence, shipped_evidence
from answers.grounding import EVIDENCE, evidence_features
from index.collection import make_index
from retrieval.network import ModelError
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
    with pytest.raises(ModelError, match="重新训练"):
        read_evidence(path)


def probability(question: str, without: tuple[str, ...] = ()) -> float:
    context = assistant().context(understand(question), without)
    draft = next(drafts(context))
    return shipped_evidence().probability(evidence_features(context, draft))


def test_the_passage_that_answers_makes_the_difference() -> None:
    question = "桂林公租房租金多久调整一次"
    context = assistant().context(understand(question))
    best = context.weighed[0].span.passage.id
    with_it, without = probability(question), probability(question, (best,))
    # The odds are more than thirty times those without it.
    assert with_it > 0.9
    assert with_it / (1 - with_it) > 30 * without / (1 - without)


def features_of(question: str) -> dict[str, float]:
    context = assistant().context(understand(question))
    draft = next(drafts(context))
    return dict(zip(EVIDENCE, evidence_features(context, draft).tolist(), strict=True))


def test_features_stand_under_their_names() -> None:
    features = features_of("桂林公租房租金多久调整一次")
    assert features["rank"] == 1.0
    assert features["kind_number"] == 1.0
    assert features["own_place"] == 1.0
    assert features["unsaid"] == 0.0


def test_what_no_document_names_is_told_from_what_is_there() -> None:
    there, nowhere = (features_of(f"桂林{what}怎么管理") for what in ("公租房", "直升机场"))
    assert there["lack_passage"] < nowhere["lack_passage"]
    assert there["unsaid"] < nowhere["unsaid"]


def test_a_measure_asked_for_that_the_answer_does_not_count_in_is_told() -> None:
    beds, acres = (
        assistant().context(understand(f"绵阳为失能老年人建设家庭养老床位多少{unit}"))
        for unit in ("张", "亩")
    )
    draft = next(drafts(beds))
    column = EVIDENCE.index("unit_missing")
    assert evidence_features(beds, draft)[column] == 0.0
    assert evidence_features(acres, draft)[column] == 1.0


def test_a_penalty_that_nobody_asked_about_is_told() -> None:
    document = read(
        "jiuquan-2022",
        """酒泉市共享单车管理办法

第一条 共享单车运营企业应当在指定区域投放车辆。
第二条 运营企业乱停乱放车辆的,由市城管局责令改正,处二千元罚款。

酒泉市人民政府
2022年6月1日
""",
    )
    silent = Assistant(make_index([document], encoder()), encoder())

    def unasked(question: str) -> float:
        context = silent.context(understand(question))
        draft = next(drafts(context))
        features = evidence_features(context, draft)
        return float(features[EVIDENCE.index("sanction_unasked")])

    assert unasked("酒泉共享单车乱停乱放由谁清运") == 1.0
    assert unasked("酒泉共享单车乱停乱放怎么处罚") == 0.0
