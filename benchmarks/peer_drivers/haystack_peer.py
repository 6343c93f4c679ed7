"""haystack-ai: its in-memory store for words and its faiss store for vectors, joined in a pipeline.

The in-memory store can search vectors too, but turns all of them from lists into an array for
every query (0.1 s at 2,500 passages).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from haystack_integrations.components.retrievers.faiss import FAISSEmbeddingRetriever
from haystack_integrations.document_stores.faiss import FAISSDocumentStore
from peer_settings import BATCH, DEPTH, K1, B, tokenize

# Of the word index and the vectors. Fused with rank + 60, ranks leave no more to the vectors.
SHARES = [0.95, 0.05]
CPU = ComponentDevice.from_str("cpu")


class Peer:
    """See ``driver.Searches``. ``run`` of a pipeline is what a user of haystack calls."""

    name = "haystack"
    packages = ("haystack-ai", "faiss-haystack", "sentence-transformers-haystack")
    systems = {  # noqa: RUF012
        "bm25": "InMemoryBM25Retriever, BM25Plus",
        "dense": "SentenceTransformersTextEmbedder, FAISSEmbeddingRetriever",
        "hybrid": "both, DocumentJoiner reciprocal_rank_fusion",
        "hybrid, tuned": f"the same with weights {SHARES}",
    }

    def __init__(self, encoder: str) -> None:
        torch.set_num_threads(1)
        self.encoder = encoder
        self.embedder = SentenceTransformersDocumentEmbedder(
            model=encoder, device=CPU, progress_bar=False, batch_size=BATCH
        )
        self.embedder.warm_up()

    def build(self, passages: Sequence[tuple[str, str]]) -> None:
        """See ``driver.Searches``."""
        self.words = InMemoryDocumentStore(
            bm25_algorithm="BM25Plus", bm25_parameters={"k1": K1, "b": B}, shared=False
        )
        # The store takes a regular expression for tokens; this is what it makes of it.
        self.words.tokenizer = tokenize
        documents = [Document(id=identifier, content=text) for identifier, text in passages]
        self.words.write_documents(documents)
        embedded = self.embedder.run(documents)["documents"]
        self.vectors = FAISSDocumentStore(embedding_dim=len(embedded[0].embedding))
        self.vectors.write_documents(embedded)
        self.pipelines = {
            "bm25": self._lexical(Pipeline()),
            "dense": self._dense(Pipeline()),
            "hybrid": self._joined(None),
            "hybrid, tuned": self._joined(SHARES),
        }

    def _lexical(self, pipeline: Pipeline) -> Pipeline:
        pipeline.add_component("lexical", InMemoryBM25Retriever(self.words, top_k=DEPTH))
        return pipeline

    def _dense(self, pipeline: Pipeline) -> Pipeline:
        # Pipelines share the model that these load, but not the components.
        embedder = SentenceTransformersTextEmbedder(
            model=self.encoder, device=CPU, progress_bar=False
        )
        retriever = FAISSEmbeddingRetriever(document_store=self.vectors, top_k=DEPTH)
        pipeline.add_component("embedder", embedder)
        pipeline.add_component("dense", retriever)
        pipeline.connect("embedder.embedding", "dense.query_embedding")
        return pipeline

    def _joined(self, weights: list[float] | None) -> Pipeline:
        pipeline = self._dense(self._lexical(Pipeline()))
        joiner = DocumentJoiner("reciprocal_rank_fusion", weights=weights)
        pipeline.add_component("joiner", joiner)
        pipeline.connect("lexical", "joiner")
        pipeline.connect("dense", "joiner")
        return pipeline

    def search(self, system: str, query: str, limit: int) -> list[str]:
        """See ``driver.Searches``."""
        inputs = {"lexical": {"query": query}, "embedder": {"text": query}}
        if system in ("bm25", "dense"):
            del inputs["embedder" if system == "bm25" else "lexical"]
        (found,) = self.pipelines[system].run(inputs).values()
        return [document.id for document in found["documents"][:limit]]
