"""The searchable index in memory: passages of all documents with their scores."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.errors import WenzhengError
from corpus.headers import Header, header_of
from corpus.records import Document, Passage
from index.bm25 import Bm25, Postings
from index.counts import TermWeights
from index.encoder import Encoder, Progress, encode_in_batches
from index.fields import dense_text, lexical_counts
from index.marks import Marks, joined, marks_of
from index.tokens import PART, certain_tokens
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
    (n_passages,) int32 gives each passage the ordinal of its document in ``order``. ``headers``
    has the ids of ``documents``, which are read from disk where they are asked for.
    ``version`` is None for an index that was made in memory.

    An index within some documents has those alone in ``documents`` and ``headers``, and all
    passages; ``findable`` (n_passages,) bool says which are of these documents, None that all are.
    """

    documents: Mapping[str, Document]
    passages: Sequence[Passage]
    owners: NDArray[np.int32]
    bm25: Bm25
    vectors: Vectors
    headers: Mapping[str, Header]
    marks: Marks
    order: tuple[str, ...]
    version: IndexVersion | None = None
    findable: NDArray[np.bool_] | None = None

    def within(self, ids: Collection[str]) -> Index:
        """The same index with some of its documents alone."""
        kept = [id_ for id_ in self.headers if id_ in ids]
        return replace(
            self,
            documents=Selected(self.documents, kept),
            headers={id_: self.headers[id_] for id_ in kept},
            findable=self.rows_of(kept),
        )

    def rows_of(self, ids: Collection[str]) -> NDArray[np.bool_]:
        """Which passages are of these documents: (n_passages,) bool."""
        chosen = np.array([id_ in ids for id_ in self.order], dtype=np.bool_)
        rows: NDArray[np.bool_] = chosen[self.owners]
        return rows

    def documents_of(self, rows: NDArray[np.bool_]) -> frozenset[str]:
        """The documents of ``documents`` that have one of these passages (n_passages,) bool."""
        ids = (self.order[owner] for owner in np.unique(self.owners[rows]).tolist())
        return frozenset(id_ for id_ in ids if id_ in self.headers)

    def documents_with(self, words: str, ids: Collection[str]) -> frozenset[str]:
        """Those of the documents whose text holds the words as they stand.

        Only the texts of passages (with their headings and titles) that hold all bigrams of the
        words are read.
        """
        tokens = certain_tokens(words)
        held = self.documents_of(self.bm25.holding(tokens)) if tokens else self.headers.keys()
        return frozenset(id_ for id_ in ids if id_ in held and words in self.documents[id_].text)

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

    def dense_scores_of(
        self, vector: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """The cosine of a unit vector (dim,) with the passages of ascending rows: (n_rows,)."""
        return self.vectors.score_rows(vector, rows)


class Selected(Mapping[str, Document]):
    """Some of the documents of a collection, in the order of ``ids``."""

    def __init__(self, documents: Mapping[str, Document], ids: Sequence[str]) -> None:
        self._documents = documents
        self._ids = dict.fromkeys(ids)

    def __getitem__(self, id_: str) -> Document:
        if id_ not in self._ids:
            raise KeyError(id_)
        return self._documents[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


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
    headers = {id_: header_of(document) for id_, document in documents.items()}
    starts = np.cumsum([0, *counts]).tolist()
    marks = [marks_of(d, start) for d, start in zip(documents.values(), starts, strict=False)]
    whole = joined(marks, len(passages))
    return Index(documents, passages, owners, bm25, vectors, headers, whole, tuple(documents))


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
