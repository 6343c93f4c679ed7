"""How much speaks for a draft: the probability that it answers, learned from question sets."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answers.grounding import EVIDENCE
from retrieval.network import ModelError

SHIPPED_EVIDENCE = Path(__file__).parent / "tables" / "evidence.json"
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """Logistic regression: ``1 / (1 + exp(-(bias + weights @ (x - mean) / scale)))``.

    mean, scale, weights: (n_features,), columns as in ``EVIDENCE``.
    """

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float

    def probability(self, features: Floats) -> float:
        """How probable it is that a draft with these features, (n_features,), answers."""
        odds = self.bias + float(self.weights @ ((features - self.mean) / self.scale))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def read_evidence(path: Path) -> EvidenceModel:
    """Read a model. Raises ModelError for a file that is missing, broken or of other features."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        names = tuple(facts["features"])
        mean, scale, weights = (
            np.array(facts[name], dtype=np.float32) for name in ("mean", "scale", "weights")
        )
        model = EvidenceModel(mean, scale, weights, float(facts["bias"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"读不出依据模型 {path}（{error}）；请恢复该文件，或用 training.evidence 重新训练。"
        ) from error
    if names != EVIDENCE:
        raise ModelError(
            f"依据模型 {path} 有 {len(names)} 个特征，程序用 {len(EVIDENCE)} 个，名称须一一相同；"
            "请用 training.evidence 重新训练。"
        )
    return model


def evidence_as_json(model: EvidenceModel) -> str:
    """What ``read_evidence`` reads, numbers to five digits."""
    facts: dict[str, object] = {"features": list(EVIDENCE), "bias": round(model.bias, 5)}
    for name in ("mean", "scale", "weights"):
        facts[name] = np.round(getattr(model, name).astype(float), 5).tolist()
    return json.dumps(facts, ensure_ascii=False) + "\n"


@cache
def shipped_evidence() -> EvidenceModel:
    """The model that comes with the product."""
    return read_evidence(SHIPPED_EVIDENCE)
