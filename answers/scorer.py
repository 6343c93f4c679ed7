"""The learned scorer of sentences: a small network over their features."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answers.features import FEATURES
from corpus.errors import WenzhengError

SHIPPED_SCORER = Path(__file__).parent / "tables" / "sentence_scorer.json"
Floats = NDArray[np.float32]


class ScorerError(WenzhengError):
    """The file of a scorer cannot be used."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """One hidden layer: ``relu(((x - mean) / scale) @ hidden + hidden_bias) @ output``.

    mean, scale: (n_features,); hidden: (n_features, n_hidden); hidden_bias, output: (n_hidden,).
    """

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats

    def score(self, rows: Floats) -> Floats:
        """(n,) float32 from (n, n_features): log odds, up to a constant, between candidates."""
        inner = ((rows - self.mean) / self.scale) @ self.hidden + self.hidden_bias
        scores: Floats = np.maximum(inner, 0) @ self.output
        return scores


def read_scorer(path: Path) -> Scorer:
    """Read a scorer. Raises ScorerError for a file that is missing, broken or of other features."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        names = tuple(facts["features"])
        parts = {
            name: np.array(facts[name], dtype=np.float32)
            for name in ("mean", "scale", "hidden", "hidden_bias", "output")
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ScorerError(
            f"读不出句子评分模型 {path}（{error}）；"
            "请恢复该文件，或用 training.sentences 重新训练。"
        ) from error
    if names != FEATURES:
        raise ScorerError(
            f"句子评分模型 {path} 有 {len(names)} 个特征，程序用 {len(FEATURES)} 个，"
            "名称须一一相同；请用 training.sentences 重新训练。"
        )
    return Scorer(**parts)


def scorer_as_json(scorer: Scorer) -> str:
    """What ``read_scorer`` reads, numbers to five digits."""
    facts: dict[str, object] = {"features": list(FEATURES)}
    for name in ("mean", "scale", "hidden", "hidden_bias", "output"):
        facts[name] = np.round(getattr(scorer, name).astype(float), 5).tolist()
    return json.dumps(facts, ensure_ascii=False) + "\n"


@cache
def shipped_scorer() -> Scorer:
    """The scorer that comes with the product."""
    return read_scorer(SHIPPED_SCORER)
