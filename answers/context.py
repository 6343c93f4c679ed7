"""What an answerer works with: the question, the passages found and their sentences, weighed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from answers.candidates import Piece, pieces
from answers.features import Candidate, sentence_features
from answers.figures import amounts
from answers.lacking import for_what_is_lacking
from answers.likeness import Said, likeness
from answers.localities import speaks_of
from answers.matching import Matcher
from answers.scope import Scope, names_year
from answers.scorer import shipped_scorer
from answers.sentences import Span, overlap, place_of
from answers.sorts import of_another_sort, sorts_asked
from corpus.records import Document, Duty, Hit, Passage, Question
from index.collection import Index
from index.encoder import Encoder
from retrieval.filters import NO_FILTERS, Filters

SENTENCES_ENCODED = 60

# Log odds by which a sentence falls behind the best are brought to a share of the best: ten of
# them to nothing.
LOG_ODDS_RANGE = 10.0
# Log odds of a sentence that names the part of a place that is asked about.
OF_ITS_PLACE = 3.0
# Log odds that a sentence loses which names nothing of the sort asked for (什么颜色), where
# another one does.
OF_NO_SUCH_SORT = 5.0
# Log odds that a penalty (违反第八条的) loses by how much less of the question the articles have
# that it names than those of another one.
CITED_WORTH = 2.5
# Log odds of a sentence near what answers the other thing that a question asks.
IF_NEAR = 2.0
# "哪一天", which tells no amount.
_ASKED_ONE = re.compile("[哪每]一")
# Log odds of a sentence with a figure that the question tells.
FIGURES_AGREE = np.float32(0.7)
# Log odds of a sentence that is for the case in which a thing is lacking, as it is in the question.
FOR_WHAT_IS_LACKING = 0.5


@dataclass(frozen=True, slots=True)
class Statement:
    """Something to say, with the spans it stands on.

    ``quoted`` tells the document's own words from ours; ``verdict`` ("是。") goes before them.
    """

    text: str
    spans: tuple[Span, ...]
    quoted: bool = True
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is worded: its kind, an opening line and its statements.

    ``certain`` marks what is read off a record (a date of issue, a list of duties) and needs no
    weighing of evidence. ``fit`` is what the form of the answer adds to the evidence;
    ``last_resort`` marks the best sentence where no answer of the form asked for was found.
    """

    kind: str
    statements: tuple[Statement, ...]
    opening: str = ""
    certain: bool = False
    fit: float = 0.0
    last_resort: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence with its worth, 1 for the best and 0 for one out of question, and parts of it."""

    span: Span
    score: float
    coverage: float
    meaning: float
    duty: Duty | None = None


@dataclass(frozen=True)
class Context:
    """A question with its scope, hits and matcher over an index."""

    question: Question
    scope: Scope
    hits: tuple[Hit, ...]
    matcher: Matcher
    index: Index
    encoder: Encoder
    filters: Filters = NO_FILTERS

    @cached_property
    def judged(self) -> dict[Draft, float]:
        """The probabilities of drafts that were reckoned already."""
        return {}

    def document(self, passage: Passage) -> Document:
        """The document of a passage."""
        return self.index.documents[passage.document_id]

    def heading_text(self, passage: Passage) -> str:
        """The title and headings over a passage."""
        return " ".join((self.document(passage).title, *passage.path))

    def full_text(self, passage: Passage) -> str:
        """A passage with its title and headings."""
        return f"{self.heading_text(passage)} {self.index.passage_text(passage)}"

    @cached_property
    def weighed(self) -> tuple[Weighed, ...]:
        """The sentences of the best passages, best first, ties by place."""
        spans, candidates = self.candidates
        if not spans:
            return ()
        odds = self.log_odds
        worth = np.maximum(0.0, 1 + (odds - odds.max()) / LOG_ODDS_RANGE)
        found = [
            Weighed(piece.span, float(value), candidate.coverage, candidate.meaning, piece.duty)
            for piece, candidate, value in zip(self.pieces, candidates, worth, strict=True)
        ]
        return tuple(sorted(found, key=lambda w: (-w.score, w.span.passage.id, w.span.start)))

    @cached_property
    def log_odds(self) -> NDArray[np.float32]:
        """What the scorer gives each candidate, (n_candidates,), with what place and sort add."""
        scores = shipped_scorer().score(self.features)
        asked = self.question.resolved
        given = [for_what_is_lacking(asked, piece.span.text) for piece in self.pieces]
        if max(given, default=0) > 0:
            scores = scores + np.float32(FOR_WHAT_IS_LACKING) * np.array(given, dtype=np.float32)
        if self.scope.beside:
            near = [_stands_beside(piece.span, self.scope.beside) for piece in self.pieces]
            scores = scores + np.float32(IF_NEAR) * np.array(near, dtype=np.float32)
        if self.scope.told:
            places = [place_of(piece.span) for piece in self.pieces]
            told = [any(overlap(one, other) for other in self.scope.told) for one in places]
            scores = scores - np.float32(LOG_ODDS_RANGE) * np.array(told, dtype=np.float32)
        if any(piece.cited for piece in self.pieces):
            scores = scores - np.float32(CITED_WORTH) * self._less_cited()
        scores = scores + FIGURES_AGREE * self._figures_agree()
        sorts = sorts_asked(asked)
        lacking = np.array([of_another_sort(sorts, p.span.text) for p in self.pieces], dtype=bool)
        if lacking.any() and not lacking.all():
            scores = scores - np.float32(OF_NO_SUCH_SORT) * lacking.astype(np.float32)
        if len(self.question.places) != 1:
            return scores
        place, headers = self.question.places[0], self.index.headers
        local = [
            speaks_of(piece.span.text, place, headers[piece.span.document_id].region)
            for piece in self.pieces
        ]
        # Only where a document rules for one part and for another is either of them meant.
        if min(local, default=0) >= 0:
            return scores
        return scores + np.float32(OF_ITS_PLACE) * np.array(local, dtype=np.float32)

    def _figures_agree(self) -> NDArray[np.float32]:
        """1 for each candidate with a figure that the question tells, -1 for one that has others of
        its unit alone, where any has it; for a yes or no 1 for one of its unit, (n_candidates,).
        """
        asked = _ASKED_ONE.sub("", self.question.resolved)
        told = {(f.value, f.unit) for f in amounts(asked) if f.unit}
        if not told:
            return np.zeros(len(self.pieces), dtype=np.float32)
        units = {unit for _, unit in told}
        held = [{(f.value, f.unit) for f in amounts(piece.span.text)} for piece in self.pieces]
        of_unit = np.array([any(u in units for _, u in one) for one in held], dtype=np.float32)
        if self.question.kind == "yesno":
            return of_unit
        same = np.array([bool(told & one) for one in held], dtype=np.float32)
        return same - (of_unit - same) if same.any() else np.zeros_like(same)

    def _less_cited(self) -> NDArray[np.float32]:
        """By how much less of the question the articles have that a penalty names than those that
        the best of all names, (n_candidates,); 0 for what names none.
        """
        named = np.array([bool(piece.cited) for piece in self.pieces])
        covered = np.array([self._own_coverage(piece) for piece in self.pieces], dtype=np.float32)
        return np.where(named, covered.max(where=named, initial=0.0) - covered, np.float32(0))

    def _own_coverage(self, piece: Piece) -> float:
        title = self.document(piece.span.passage).title
        return self.matcher.beside(title).coverage(piece.cited) if piece.cited else 0.0

    @cached_property
    def features(self) -> NDArray[np.float32]:
        """The features of the candidates, (n_candidates, n_features)."""
        candidates = self.candidates[1]
        topic = self.question.topic or self.question.resolved
        return sentence_features(
            self.question,
            self.matcher,
            candidates,
            self.index.document_frequency,
            len(self.index.passages),
            likeness(self.encoder, topic, self._said),
        )

    @property
    def _said(self) -> list[Said]:
        return [
            Said(
                piece.span.text,
                piece.head,
                piece.cited,
                piece.span.document_id,
                self.document(piece.span.passage).title,
                opens=position == 0,
            )
            for group in self._groups
            for position, piece in enumerate(group)
        ]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What may answer, in the order of the hits."""
        return tuple(piece for group in self._groups for piece in group)

    @cached_property
    def _groups(self) -> list[list[Piece]]:
        return pieces(self.question, self.hits, self.index.documents)

    @cached_property
    def candidates(self) -> tuple[tuple[Span, ...], tuple[Candidate, ...]]:
        """The spans of the pieces and what is known of them, in the order of the hits."""
        spans = tuple(piece.span for piece in self.pieces)
        meanings = iter(self._meanings(spans))
        best = max((hit.score for hit in self.hits), default=1.0) or 1.0
        shares = self._document_shares()
        found: list[Candidate] = []
        for group in self._groups:
            if not group:
                continue
            passage = group[0].span.passage
            full = self.full_text(passage)
            path = passage.path
            around = (
                self.matcher.coverage(full),
                self.matcher.coverage(path[-1]) if path else 0.0,
            )
            found += [
                Candidate(
                    text=piece.span.text,
                    coverage=self.matcher.coverage(piece.span.text),
                    passage=around[0],
                    heading=around[1],
                    meaning=next(meanings),
                    hit=piece.hit / best,
                    rank=piece.rank,
                    names_year=bool(self.question.years)
                    and names_year(piece.span.text, self.question.years),
                    neighbours=(position > 0, position + 1 < len(group)),
                    title=self.matcher.coverage(self.document(passage).title),
                    in_document=shares[passage.document_id],
                    passage_missing=self.matcher.heaviest_missing(full),
                    head=piece.head,
                    cited=piece.cited,
                    is_duty=piece.duty is not None,
                )
                for position, piece in enumerate(group)
            ]
        return spans, tuple(found)

    def _document_shares(self) -> dict[str, float]:
        """The share of each document in the scores of the hits."""
        total = sum(hit.score for hit in self.hits) or 1.0
        shares: dict[str, float] = {}
        for hit in self.hits:
            id_ = hit.passage.document_id
            shares[id_] = shares.get(id_, 0.0) + hit.score / total
        return shares

    def _meanings(self, spans: Sequence[Span]) -> list[float]:
        """Cosine of each sentence with the topic; 0 beyond the first SENTENCES_ENCODED."""
        if not spans:
            return []
        texts = [span.text for span in spans[:SENTENCES_ENCODED]]
        vectors = self.encoder.encode([self.question.topic or self.question.resolved, *texts])
        cosines = np.clip(vectors[1:] @ vectors[0], 0.0, 1.0)
        return [float(c) for c in cosines] + [0.0] * (len(spans) - len(texts))


def _stands_beside(span: Span, said: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a span stands in a passage of which something else is said."""
    here = [(start, end) for id_, start, end in said if id_ == span.passage.id]
    return bool(here) and all(end <= span.start or span.end <= start for start, end in here)
