"""The learned reranker: small networks that weigh what is known of a passage and a question."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from retrieval.network import Network, network_as_json, read_network
from retrieval.passage_features import FEATURES

SHIPPED_RERANKER = Path(__file__).parent / "tables" / "reranker.json"


def read_reranker(path: Path) -> Network:
    """Read a reranker. Raises ModelError for a file missing, broken or of other features."""
    return read_network(path, FEATURES, "重排模型", "training.reranker")


def reranker_as_json(reranker: Network) -> str:
    """What ``read_reranker`` reads."""
    return network_as_json(reranker, FEATURES)


@cache
def shipped_reranker() -> Network:
    """The reranker that comes with the product."""
    return read_reranker(SHIPPED_RERANKER)
