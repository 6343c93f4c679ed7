"""The searchable index in memory: passages of all documents with their scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.errors import WenzhengError
from corpus.records import Document, Passage
from index.bm25 import Bm25, Postings
from index.counts import TermWeights
from index.encoder import Encoder, Progress, encode_in_batches
from index.fields import dense_text, lexical_counts
from index.tokens import PART
from index.vectors import Vectors, make_vectors


@dataclass(frozen=True, slots=True)
class IndexVersion:
    """Which index on disk this is: its generation, when it was made (UTC), its fingerprint."""

    generation: str
    created: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Index:
    """All passages in the order of their ids, with both kinds of scores.

    Score arrays are float32 of shape (n_passages,), in the order of ``passages``. ``owners``
    (n_passages,) int32 gives each passage the ordinal of its document in ``documents``.
    ``version`` is None for an index that was made in memory.
    """

    documents: Mapping[str, Document]
    passages: tuple[Passage, ...]
    owners: NDArray[np.int32]
    bm25: Bm25
    vectors: Vectors
    version: IndexVersion | None = None

    def passage_text(self, passage: Passage) -> str:
        """The cleaned text of a passage."""
        return self.documents[passage.document_id].quote(passage.start, passage.end)

    def lexical_scores(self, tokens: TermWeights | Sequence[str]) -> NDArray[np.float32]:
        """The BM25 score of every passage for the tokens of a question (or their weights)."""
        if isinstance(tokens, Mapping):
            return self.bm25.score(tokens)
        weights: dict[str, float] = {}
        for token in tokens:
            weights[token] = weights.get(token, 0.0) + 1.0
        return self.bm25.score(weights)

    def document_frequency(self, token: str) -> int:
        """In how many passages a token stands."""
        return self.bm25.document_frequency(token)

    def words_held(self) -> dict[str, int]:
        """Every word of the passages, of whatever language, with how many of them hold it."""
        counts: dict[str, int] = {}
        for token, count in self.bm25.frequencies():
            if count and not token.startswith(PART):
                counts[token] = counts.get(token, 0) + count
        return counts

    def dense_scores(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of a unit vector (dim,) with every passage."""
        return self.vectors.score(vector)


def in_order(documents: Iterable[Document]) -> dict[str, Document]:
    """The documents by id, in the order that puts their passages in the order of their ids.

    Raises WenzhengError where two documents have one id.
    """
    ordered: dict[str, Document] = {}
    for document in sorted(documents, key=lambda document: f"{document.id}#"):
        if document.id in ordered:
            raise WenzhengError(
                f"有两份文件的编号都是 {document.id}（{ordered[document.id].source_file}、"
                f"{document.source_file}）；请给其中一个文件改名。"
            )
        ordered[document.id] = document
    return ordered


def assemble(documents: Mapping[str, Document], bm25: Bm25, vectors: Vectors) -> Index:
    """Put the parts together. Raises ValueError where they differ in the number of passages."""
    passages = tuple(p for document in documents.values() for p in document.passages)
    counts = [len(document.passages) for document in documents.values()]
    if not len(passages) == bm25.passage_count == vectors.count:
        raise ValueError(
            f"{len(passages)} passages, {bm25.passage_count} scored, {vectors.count} vectors"
        )
    owners = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    return Index(documents, passages, owners, bm25, vectors)


def make_index(
    documents: Iterable[Document], encoder: Encoder, progress: Progress | None = None
) -> Index:
    """Index documents in memory. ``progress`` is told (stage, done, total).

    Raises WenzhengError for a doubled id.
    """
    ordered = in_order(documents)
    bm25 = _count(ordered, progress)
    texts = [dense_text(d, passage) for d in ordered.values() for passage in d.passages]
    vectors = make_vectors(encode_in_batches(encoder, texts, progress))
    return assemble(ordered, bm25, Vectors(vectors.count, vectors.dim, ((vectors, None),)))


def _count(documents: Mapping[str, Document], progress: Progress | None) -> Bm25:
    postings = Postings()
    for done, document in enumerate(documents.values(), start=1):
        for passage in document.passages:
            postings.add(lexical_counts(document, passage))
        if progress is not None:
            progress("统计词频", done, len(documents))
    return postings.freeze()
