"""Wenzheng itself: its index in memory, searched in every mode that it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from corpus.records import Question
from eval.beir import single_passage_document
from index.collection import make_index
from index.encoder import load_encoder
from retrieval.search import Mode, search

NOTES = {
    "bm25": "words, bigrams and characters, weighted",
    "dense": "cosine, exact",
    "hybrid": "the weighted sum of both",
    "hybrid+rerank": "the best of these ordered anew by the learned reranker",
}


class Peer:
    """See ``driver.Searches``. A query is searched as it stands, without synonyms of ours."""

    name = "wenzheng"
    packages = ("faiss-cpu", "scipy", "jieba")
    systems = {mode: NOTES.get(mode, "") for mode in sorted(get_args(Mode))}  # noqa: RUF012

    def __init__(self, encoder: str) -> None:
        self.encoder = load_encoder(encoder)

    def build(self, passages: Sequence[tuple[str, str]]) -> None:
        """See ``driver.Searches``."""
        documents = [single_passage_document(identifier, text) for identifier, text in passages]
        self.index = make_index(documents, self.encoder)

    def search(self, system: str, query: str, limit: int) -> list[str]:
        """See ``driver.Searches``."""
        question = Question(query, query, query, "zh-Hans", "", (), (), ())
        hits = search(self.index, self.encoder, question, limit, system)  # type: ignore[arg-type]
        return [hit.passage.document_id for hit in hits]
