"""Whom and what a document holds for: what it applies to, leaves out or is followed for as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answers.context import Context, Draft, Statement
from answers.cues import says
from answers.polarity import word_for
from answers.sentences import Span, sentences, without_label
from corpus.places import find_places
from corpus.records import Document, Question

# Documents of the best passages that may be the one asked about.
MOST_DOCUMENTS = 3
# A sentence names what is asked about where it covers so much of what the title does not say, or
# means so nearly the same; less of both together where it leaves out or takes in.
COVERED, NEAR = 0.2, 0.4
TAKES_PLACE = 0.2
DENIES = 0.65
# What all is in the title is named by it.
TITLED = 0.2
MOST_SAID = 3
# "除公益广告外，不适用本办法": for what is excepted it holds.
_EXCEPTED = re.compile(r"除([^,，。;；]{2,30}?)(?:以外|之外|外)")
_NEGATIVE = re.compile(r"(?<![适受属算归在])不(?:适用|受|属于|算|归|在)")
_SORTS = ("leaves_out", "only", "takes_in", "applies")
# Of two sentences that come as near to what no words name neither gives a verdict.
TELLS_APART = 0.15


@dataclass(frozen=True, slots=True)
class _Scoped:
    """A sentence on what a document holds for: ``sort`` is "leaves_out", "excepts" (from what it
    leaves out), "takes_in", "only" or "applies"; how much of the question it covers beside the
    title, and how near it comes.
    """

    span: Span
    sort: str
    coverage: float
    nearness: float

    @property
    def worth(self) -> float:
        """What speaks for it; what is said of a special thing goes before what holds in general."""
        return self.coverage + self.nearness + TAKES_PLACE * (self.sort != "applies")

    @property
    def names_it(self) -> bool:
        """Whether it is about the very thing asked."""
        return self.coverage >= COVERED or self.nearness >= NEAR


def answer_applying(context: Context) -> Draft | None:
    """Whether a document holds for the thing asked about, by its sentence on that thing.

    Without one, what the document says of its scope at all, with no verdict. None where the
    question asks no such thing or the document does not say.
    """
    if not says("asks_applying", context.question.resolved):
        return None
    document = _asked_document(context)
    if document is None:
        return None
    found = sorted(_scoped(context, document), key=lambda s: (-s.worth, s.span.start))
    certain = context.matcher.coverage(document.title) >= TITLED
    listed = next((s for s in found if s.sort == "only" and context.question.places), None)
    if listed is not None:
        return _draft([listed], _verdict_of_places(context, listed.span), certain)
    best = next((s for s in found if s.names_it), None)
    if best is not None and best.sort != "applies":
        rivals = [s for s in found if s.sort != "applies" and best.worth - s.worth < TELLS_APART]
        if best.coverage < COVERED and len(rivals) > 1:
            return _draft(rivals[:MOST_SAID], "", certain)
        verdict = _verdict(context.question, best.sort)
        return _draft([best], verdict, certain)
    special = [s for s in found if s.sort != "applies"]
    general = [s for s in found if s.sort == "applies"][:1]
    if best is not None or not special:
        return None  # whether what holds in general holds here is for the other answerers
    chosen = sorted([*general, *special[: MOST_SAID - 1]], key=lambda s: s.span.start)
    return _draft(chosen, "", certain)


def left_out(context: Context) -> Span | None:
    """The sentence that leaves out of a document the very thing that a question supposes under it
    (怎么按本条例办); None where none does.
    """
    if not says("supposes_applying", context.question.resolved):
        return None
    document = _asked_document(context)
    if document is None or context.matcher.coverage(document.title) < TITLED:
        return None
    found = [s for s in _scoped(context, document) if s.sort == "leaves_out"]
    best = max(found, key=lambda s: s.worth, default=None)
    # To deny what is supposed takes more than to answer a question.
    if best is None or best.coverage < COVERED or best.coverage + best.nearness < DENIES:
        return None
    return best.span


def _draft(chosen: list[_Scoped], verdict: str, certain: bool) -> Draft:
    spans = [without_label(s.span) for s in chosen]
    statements = [Statement(span.text, (span,)) for span in spans]
    statements[0] = Statement(spans[0].text, (spans[0],), verdict=verdict)
    return Draft("yesno", tuple(statements), certain=certain)


def _verdict(question: Question, sort: str) -> str:
    """Yes or no to whether a document holds (or does not: 不适用本办法对吗) for the thing asked."""
    if sort not in ("leaves_out", "excepts"):
        return ""
    negative = _NEGATIVE.search(question.resolved) is not None
    return word_for(question, positive=negative == (sort == "leaves_out"))


def _verdict_of_places(context: Context, span: Span) -> str:
    """Whether the places asked about are among those for which alone a document holds."""
    named = {place.region for place in find_places(span.text)}
    asked = {place.region for place in context.question.places}
    if not named:
        return ""
    return word_for(context.question, positive=asked <= named)


def _asked_document(context: Context) -> Document | None:
    """Among the first documents found the one whose title says most of the question."""
    ids = list(dict.fromkeys(hit.passage.document_id for hit in context.hits))[:MOST_DOCUMENTS]
    titles = {id_: context.matcher.coverage(context.index.headers[id_].title) for id_ in ids}
    best = max(ids, key=lambda id_: titles[id_], default=None)
    return None if best is None else context.index.documents[best]


def _scoped(context: Context, document: Document) -> Iterator[_Scoped]:
    """The sentences of a document on what it holds for."""
    own = context.matcher.without(lambda term: term in document.title.lower())
    spans = [
        (span, sort)
        for passage in document.passages
        if says("of_scope", context.index.passage_text(passage))
        for span in sentences(document, passage)
        if (sort := _sort(span.text))
    ]
    if not spans:
        return
    topic = context.question.topic or context.question.resolved
    vectors = context.encoder.encode([topic, *(span.text for span, _ in spans)])
    for (span, sort), vector in zip(spans, vectors[1:], strict=True):
        coverage = own.coverage(span.text) if own.terms else 0.0
        excepted = _EXCEPTED.search(span.text) if sort == "leaves_out" else None
        if excepted and own.terms:
            rest = span.text.replace(excepted.group(), "")
            if own.coverage(excepted.group(1)) > own.coverage(rest):
                sort = "excepts"
        yield _Scoped(span, sort, coverage, float(vector @ vectors[0]))


def _sort(text: str) -> str:
    return next((name for name in _SORTS if says(f"scope_{name}", text)), "")
