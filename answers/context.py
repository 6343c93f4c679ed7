"""What an answerer works with: the question, the passages found and their sentences, weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from answers.features import FEATURES, Candidate, sentence_features
from answers.matching import Matcher
from answers.scope import Scope, names_year
from answers.scorer import shipped_scorer
from answers.sentences import Span, sentences
from corpus.records import Document, Hit, Passage, Question
from index.collection import Index
from index.encoder import Encoder
from retrieval.filters import NO_FILTERS, Filters

# Passages whose sentences are weighed; further hits hardly ever hold the answer.
PASSAGES_WEIGHED = 8
SENTENCES_ENCODED = 60

# Log odds by which a sentence falls behind the best are brought to a share of the best: ten of
# them to nothing.
LOG_ODDS_RANGE = 10.0


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
            Weighed(span, float(value), candidate.coverage, candidate.meaning)
            for span, candidate, value in zip(spans, candidates, worth, strict=True)
        ]
        return tuple(sorted(found, key=lambda w: (-w.score, w.span.passage.id, w.span.start)))

    @cached_property
    def log_odds(self) -> NDArray[np.float32]:
        """What the scorer gives each candidate, (n_candidates,)."""
        return shipped_scorer().score(self.features)

    def form_fits(self, candidate: int) -> float:
        """How well the form of a candidate fits the kind of the question, 0 to 1."""
        return float(self.features[candidate, FEATURES.index("fit")])

    @cached_property
    def features(self) -> NDArray[np.float32]:
        """The features of the candidates, (n_candidates, n_features)."""
        return sentence_features(
            self.question,
            self.matcher,
            self.candidates[1],
            self.index.document_frequency,
            len(self.index.passages),
        )

    @cached_property
    def candidates(self) -> tuple[tuple[Span, ...], tuple[Candidate, ...]]:
        """The sentences of the best passages that say something, in the order of the hits."""
        groups = [
            [
                span
                for span in sentences(self.document(hit.passage), hit.passage)
                if not self._says_nothing(span)
            ]
            for hit in self.hits[:PASSAGES_WEIGHED]
        ]
        meanings = iter(self._meanings([span for group in groups for span in group]))
        best = max((hit.score for hit in self.hits), default=1.0) or 1.0
        found: list[Candidate] = []
        for rank, (hit, group) in enumerate(zip(self.hits, groups, strict=False)):
            passage = self.matcher.coverage(self.full_text(hit.passage))
            path = hit.passage.path
            heading = self.matcher.coverage(path[-1]) if path else 0.0
            found += [
                Candidate(
                    text=span.text,
                    coverage=self.matcher.coverage(span.text),
                    passage=passage,
                    heading=heading,
                    meaning=next(meanings),
                    hit=hit.score / best,
                    rank=rank,
                    names_year=bool(self.question.years)
                    and names_year(span.text, self.question.years),
                    neighbours=(position > 0, position + 1 < len(group)),
                )
                for position, span in enumerate(group)
            ]
        return tuple(span for group in groups for span in group), tuple(found)

    def _says_nothing(self, span: Span) -> bool:
        """Whether a span asks, is a heading, names an attachment, or only assigns the task."""
        if span.text[-1] in "?？":
            return True
        heading = span.passage.path[-1] if span.passage.path else ""
        whole = self.index.passage_text(span.passage).strip()
        if span.text.rstrip("。") in heading and span.text != whole:
            return True
        if span.text.startswith("附件") and "附件" not in self.question.resolved:
            return True
        duties = self.document(span.passage).duties
        return any(d.start - 2 <= span.start and span.end <= d.end + 3 for d in duties)

    def _meanings(self, spans: Sequence[Span]) -> list[float]:
        """Cosine of each sentence with the topic; 0 beyond the first SENTENCES_ENCODED."""
        if not spans:
            return []
        texts = [span.text for span in spans[:SENTENCES_ENCODED]]
        vectors = self.encoder.encode([self.question.topic or self.question.resolved, *texts])
        cosines = np.clip(vectors[1:] @ vectors[0], 0.0, 1.0)
        return [float(c) for c in cosines] + [0.0] * (len(spans) - len(texts))
