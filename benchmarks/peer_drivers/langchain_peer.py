"""langchain: rank-bm25 and faiss under the ensemble retriever."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_community.vectorstores.utils import DistanceStrategy
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from peer_settings import BATCH, DEPTH, K1, B, tokenize

# Of the word index and the vectors, and what is added to a rank.
SHARES = [0.8, 0.2]
ADDED = 0


class Peer:
    """See ``driver.Searches``."""

    name = "langchain"
    packages = (
        "langchain-core",
        "langchain-classic",
        "langchain-community",
        "langchain-huggingface",
        "rank-bm25",
    )
    systems = {  # noqa: RUF012
        "bm25": "BM25Retriever over rank-bm25",
        "dense": "FAISS, inner product",
        "hybrid": "EnsembleRetriever (reciprocal rank fusion)",
        "hybrid, tuned": f"the same with weights {SHARES} over rank + {ADDED}",
    }

    def __init__(self, encoder: str) -> None:
        torch.set_num_threads(1)
        self.encoder = HuggingFaceEmbeddings(
            model_name=encoder,
            model_kwargs={"device": "cpu"},
            encode_kwargs={"normalize_embeddings": True, "batch_size": BATCH},
        )

    def build(self, passages: Sequence[tuple[str, str]]) -> None:
        """See ``driver.Searches``."""
        documents = [
            Document(page_content=text, id=identifier, metadata={"id": identifier})
            for identifier, text in passages
        ]
        lexical = BM25Retriever.from_documents(
            documents, bm25_params={"k1": K1, "b": B}, preprocess_func=tokenize, k=DEPTH
        )
        store = FAISS.from_documents(
            documents, self.encoder, distance_strategy=DistanceStrategy.MAX_INNER_PRODUCT
        )
        dense = store.as_retriever(search_kwargs={"k": DEPTH})
        legs = [lexical, dense]
        self.retrievers = {
            "bm25": lexical,
            "dense": dense,
            "hybrid": EnsembleRetriever(retrievers=legs, id_key="id"),
            "hybrid, tuned": EnsembleRetriever(
                retrievers=legs, weights=SHARES, c=ADDED, id_key="id"
            ),
        }

    def search(self, system: str, query: str, limit: int) -> list[str]:
        """See ``driver.Searches``."""
        found = self.retrievers[system].invoke(query)
        return [document.metadata["id"] for document in found[:limit]]
