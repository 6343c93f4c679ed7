"""txtai: its own BM25 and faiss in one embeddings index, which fuses them itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from peer_settings import BATCH, K1, B, tokenize
from txtai.embeddings import Embeddings
from txtai.embeddings.search import Search
from txtai.scoring.bm25 import BM25
from txtai.scoring.normalize import Normalize

TUNED_NORMALISER, TUNED_SHARE = "bb25", 0.2


class TokenBM25(BM25):
    """txtai's BM25 over our tokens; txtai finds the class by its name."""

    def loadtokenizer(self) -> Callable[[str], list[str]]:
        """What cuts passages and queries."""
        return tokenize


class Peer:
    """See ``driver.Searches``."""

    name = "txtai"
    packages = ("txtai", "faiss-cpu", "sentence-transformers")
    systems = {  # noqa: RUF012
        "bm25": "BM25 with a terms index",
        "dense": "faiss, exact",
        "hybrid": "both, normalised scores added",
        "hybrid, tuned": f"both, {TUNED_NORMALISER}, {TUNED_SHARE} of the vectors",
    }

    def __init__(self, encoder: str) -> None:
        torch.set_num_threads(1)
        self.encoder = encoder

    def build(self, passages: Sequence[tuple[str, str]]) -> None:
        """See ``driver.Searches``."""
        self.embeddings = Embeddings(
            path=self.encoder,
            method="sentence-transformers",
            gpu=False,
            encodebatch=BATCH,
            backend="faiss",
            faiss={"components": "IDMap,Flat"},
            scoring={
                "method": "txtai_peer.TokenBM25",
                "terms": True,
                "normalize": True,
                "k1": K1,
                "b": B,
            },
        )
        self.embeddings.index(passages)
        # How the scores of words are normalised decides how txtai fuses.
        self.fusions = {
            "hybrid": (Normalize(True), 0.5),
            "hybrid, tuned": (Normalize(TUNED_NORMALISER), TUNED_SHARE),
        }

    def search(self, system: str, query: str, limit: int) -> list[str]:
        """See ``driver.Searches``. The weight is that of the vectors."""
        if system in ("bm25", "dense"):
            legs = Search(self.embeddings)
            leg = legs.sparse if system == "bm25" else legs.dense
            return [identifier for identifier, _ in leg([query], limit)[0]]
        self.embeddings.scoring.normalizer, share = self.fusions[system]
        found = self.embeddings.search(query, limit, weights=share)
        return [identifier for identifier, _ in found]
