"""The learned reranker: small networks that weigh what is known of a passage and a question.

The first network orders all candidates by what is quick to know. The best of them are then read
token by token, which takes longer, and put in order by the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.static_encoder import StaticEncoder
from index.tokens import fold
from retrieval.candidates import Candidates, Floats
from retrieval.late_interaction import LATE, late_interaction
from retrieval.network import Network, network_as_json, read_network
from retrieval.passage_features import FEATURES, passage_features

TABLES = Path(__file__).parent / "tables"
FIRST, SECOND = "reranker.json", "reranker_second.json"
SECOND_FEATURES = (*FEATURES, *LATE)
# So many of the best by the first network are read token by token.
READ = 16


@dataclass(frozen=True, slots=True)
class Reranker:
    """Both networks: of ``FEATURES`` and of ``SECOND_FEATURES``."""

    first: Network
    second: Network

    def order(self, candidates: Candidates, table: StaticEncoder) -> NDArray[np.int64]:
        """Where the candidates stand, (n,), best first; ``table`` gives the token vectors."""
        features = passage_features(candidates)
        order = ranked(self.first, features)
        best = order[:READ]
        second = ranked(self.second, second_features(candidates, features, best, table))
        return np.concatenate([best[second], order[READ:]])


def second_features(
    candidates: Candidates, features: Floats, best: NDArray[np.int64], table: StaticEncoder
) -> Floats:
    """(n_best, n_features), columns as in ``SECOND_FEATURES``, of the best of the candidates, whose
    first ``features`` are given.
    """
    topic = candidates.question.topic or candidates.question.resolved
    heads, texts = ([part[at] for at in best] for part in (candidates.heads, candidates.texts))
    late = late_interaction(table, fold(topic), heads, texts)
    return np.concatenate([features[best], late], axis=1)


def ranked(network: Network, features: Floats) -> NDArray[np.int64]:
    """Where the rows stand, best first, equal ones as they come."""
    return np.argsort(-network.score(features), kind="stable")


def read_reranker(folder: Path) -> Reranker:
    """Read a reranker. Raises ModelError for a file missing, broken or of other features."""
    trainer = ("重排模型", "training.reranker")
    return Reranker(
        read_network(folder / FIRST, FEATURES, *trainer),
        read_network(folder / SECOND, SECOND_FEATURES, *trainer),
    )


def reranker_as_json(reranker: Reranker) -> dict[str, str]:
    """The files that ``read_reranker`` reads, by name."""
    return {
        FIRST: network_as_json(reranker.first, FEATURES),
        SECOND: network_as_json(reranker.second, SECOND_FEATURES),
    }


@cache
def shipped_reranker() -> Reranker:
    """The reranker that comes with the product."""
    return read_reranker(TABLES)
