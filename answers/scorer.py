"""The learned scorer of sentences: small networks over their features."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from answers.features import FEATURES
from retrieval.network import Network, network_as_json, read_network

SHIPPED_SCORER = Path(__file__).parent / "tables" / "sentence_scorer.json"


def read_scorer(path: Path) -> Network:
    """Read a scorer. Raises ModelError for a file missing, broken or of other features."""
    return read_network(path, FEATURES, "句子评分模型", "training.sentences")


def scorer_as_json(scorer: Network) -> str:
    """What ``read_scorer`` reads."""
    return network_as_json(scorer, FEATURES)


@cache
def shipped_scorer() -> Network:
    """The scorer that comes with the product."""
    return read_scorer(SHIPPED_SCORER)
