"""Small trained networks that weigh passages and sentences, and the files that hold them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import WenzhengError

Floats = NDArray[np.float32]
_PARTS = ("mean", "scale", "hidden", "hidden_bias", "output")


class ModelError(WenzhengError):
    """The file of a model cannot be used."""


@dataclass(frozen=True, slots=True)
class Network:
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
        """(n,) float32 from (n, n_features): log odds, up to a constant, between the rows."""
        inner = ((rows - self.mean) / self.scale) @ self.hidden + self.hidden_bias
        scores: Floats = np.maximum(inner, 0) @ self.output
        return scores


def read_network(path: Path, features: Sequence[str], name: str, trainer: str) -> Network:
    """Read a network of these features; ``name`` and ``trainer`` tell the reader of an error what
    it is and what makes it. Raises ModelError for a file missing, broken or of other features.
    """
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        found = tuple(facts["features"])
        parts = {part: np.array(facts[part], dtype=np.float32) for part in _PARTS}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"读不出{name} {path}（{error}）；请恢复该文件，或用 {trainer} 重新训练。"
        ) from error
    if found != tuple(features):
        raise ModelError(
            f"{name} {path} 有 {len(found)} 个特征，程序用 {len(features)} 个，"
            f"名称须一一相同；请用 {trainer} 重新训练。"
        )
    return Network(**parts)


def network_as_json(network: Network, features: Sequence[str]) -> str:
    """What ``read_network`` reads, numbers to five digits."""
    facts: dict[str, object] = {"features": list(features)}
    for part in _PARTS:
        facts[part] = np.round(getattr(network, part).astype(float), 5).tolist()
    return json.dumps(facts, ensure_ascii=False) + "\n"
