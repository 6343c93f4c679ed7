"""The learned reranker: small networks that weigh what is known of a passage and a question."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import WenzhengError
from retrieval.passage_features import FEATURES

SHIPPED_RERANKER = Path(__file__).parent / "tables" / "reranker.json"
Floats = NDArray[np.float32]
_PARTS = ("mean", "scale", "hidden", "hidden_bias", "output")


class RerankerError(WenzhengError):
    """The file of a reranker cannot be used."""


@dataclass(frozen=True, slots=True)
class Reranker:
    """The mean of n networks of one hidden layer each, side by side in one wide layer:
    ``relu(((x - mean) / scale) @ hidden + hidden_bias) @ output``.

    mean, scale: (n_features,); hidden: (n_features, n_hidden); hidden_bias, output: (n_hidden,).
    """

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats

    def score(self, rows: Floats) -> Floats:
        """(n,) float32 from (n, n_features): log odds, up to a constant, between passages."""
        inner = ((rows - self.mean) / self.scale) @ self.hidden + self.hidden_bias
        scores: Floats = np.maximum(inner, 0) @ self.output
        return scores


def read_reranker(path: Path) -> Reranker:
    """Read a reranker. Raises RerankerError for a file missing, broken or of other features."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        names = tuple(facts["features"])
        parts = {name: np.array(facts[name], dtype=np.float32) for name in _PARTS}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RerankerError(
            f"读不出重排模型 {path}（{error}）；请恢复该文件，或用 training.reranker 重新训练。"
        ) from error
    if names != FEATURES:
        raise RerankerError(
            f"重排模型 {path} 有 {len(names)} 个特征，程序用 {len(FEATURES)} 个，"
            "名称须一一相同；请用 training.reranker 重新训练。"
        )
    return Reranker(**parts)


def reranker_as_json(reranker: Reranker) -> str:
    """What ``read_reranker`` reads, numbers to five digits."""
    facts: dict[str, object] = {"features": list(FEATURES)}
    for name in _PARTS:
        facts[name] = np.round(getattr(reranker, name).astype(float), 5).tolist()
    return json.dumps(facts, ensure_ascii=False) + "\n"


@cache
def shipped_reranker() -> Reranker:
    """The reranker that comes with the product."""
    return read_reranker(SHIPPED_RERANKER)
