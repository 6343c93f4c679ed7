"""llama-index: bm25s and a faiss vector store under one fusion retriever."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s
import faiss
import torch
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from llama_index.core.vector_stores.utils import node_to_metadata_dict
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.faiss import FaissVectorStore
from peer_settings import BATCH, DEPTH, K1, B, tokenize
from sentence_transformers import SentenceTransformer

# Of the word index and the vectors.
SHARES = [0.8, 0.2]


class SentenceEmbedding(BaseEmbedding):
    """A sentence-transformers model. HuggingFaceEmbedding refuses static ones: it wants the longest
    text that they take as a number, and they take any.
    """

    _model: SentenceTransformer = PrivateAttr()

    def __init__(self, folder: str) -> None:
        super().__init__(model_name=folder, embed_batch_size=BATCH)
        self._model = SentenceTransformer(folder, device="cpu")

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors = self._model.encode(
            texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return vectors.tolist()

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class TokenRetriever(BM25Retriever):
    """The retriever given an index over our tokens; queries are cut alike."""

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return super()._retrieve(QueryBundle(" ".join(tokenize(query_bundle.query_str))))


class Peer:
    """See ``driver.Searches``."""

    name = "llama-index"
    packages = (
        "llama-index-core",
        "llama-index-retrievers-bm25",
        "llama-index-vector-stores-faiss",
        "bm25s",
    )
    systems = {  # noqa: RUF012
        "bm25": "BM25Retriever over bm25s",
        "dense": "VectorStoreIndex over FaissVectorStore(IndexFlatIP)",
        "hybrid": "QueryFusionRetriever, reciprocal_rerank",
        "hybrid, tuned": f"QueryFusionRetriever, relative_score, weights {SHARES}",
    }

    def __init__(self, encoder: str) -> None:
        torch.set_num_threads(1)
        self.encoder = SentenceEmbedding(encoder)

    def build(self, passages: Sequence[tuple[str, str]]) -> None:
        """See ``driver.Searches``."""
        nodes = [TextNode(id_=identifier, text=text) for identifier, text in passages]
        lexical = self._lexical(nodes)
        flat = faiss.IndexFlatIP(len(self.encoder.get_query_embedding("")))
        storage = StorageContext.from_defaults(vector_store=FaissVectorStore(flat))
        index = VectorStoreIndex(
            nodes, storage_context=storage, embed_model=self.encoder, insert_batch_size=len(nodes)
        )
        dense = index.as_retriever(similarity_top_k=DEPTH)
        legs = [lexical, dense]
        self.retrievers = {
            "bm25": lexical,
            "dense": dense,
            "hybrid": self._fusion(legs, "reciprocal_rerank", None),
            "hybrid, tuned": self._fusion(legs, "relative_score", SHARES),
        }

    def _lexical(self, nodes: list[TextNode]) -> TokenRetriever:
        scores = bm25s.BM25(k1=K1, b=B)
        scores.index([tokenize(node.text) for node in nodes], show_progress=False)
        scores.corpus = [node_to_metadata_dict(node) | {"node_id": node.id_} for node in nodes]
        return TokenRetriever(
            existing_bm25=scores,
            similarity_top_k=DEPTH,
            skip_stemming=True,
            token_pattern=r"\S+",
        )

    def _fusion(
        self, legs: list[object], mode: str, weights: list[float] | None
    ) -> QueryFusionRetriever:
        return QueryFusionRetriever(
            legs,
            llm=MockLLM(),
            mode=mode,
            similarity_top_k=DEPTH,
            num_queries=1,
            use_async=False,
            retriever_weights=weights,
        )

    def search(self, system: str, query: str, limit: int) -> list[str]:
        """See ``driver.Searches``."""
        found = self.retrievers[system].retrieve(query)
        return [hit.node.node_id for hit in found[:limit]]
