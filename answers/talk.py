"""Conversations: whether a question goes on about what the last answer cited, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from answers.context import Context, Draft
from answers.excepted import names_asked
from answers.figures import amounts
from answers.matching import make_matcher, passages_naming, term_credit
from answers.records import Answer
from answers.refusals import LEAST_EVIDENCE, beside_the_point, evidence, holds
from answers.scope import Scope
from corpus.records import Hit, Question
from index.collection import Index
from index.parts_of_speech import part_of_speech
from index.tokens import word_frequencies
from retrieval.understanding import going_on, understand

# A question goes on about documents if its words are found there nearly as well as elsewhere:
# BM25 of their best passage, as a share of that of the best passage of the others.
NEARLY_AS_WELL = 0.65
# One that names nothing of its own goes on where these have at least a little of it, and no
# passage elsewhere means the same (cosine).
A_LITTLE = 0.2
SAME_MEANING = 0.45
# A term of this weight names a matter (see `make_matcher`), another one unless the documents
# have as much of it as this.
NAMING_WEIGHT = 2.0
NAMED_PART = 0.35
OF_EVERY_FIELD = 5_000  # times in the text of 60 million words that jieba's dictionary counted
LOOKED_AT = 20
# What a question says by its own words counts so many times, and so much what was said before.
ALONE = 2.0
SAID_AGAIN = 0.3
MOST_WORTH = ALONE + 1.0
# The least worth of an answer to what seemed to be a new matter, three times a probability.
LEAST_ANYWAY = 0.6
# What names nothing can only be about what was talked of: half the evidence will do.
LEAST_BARE = LEAST_EVIDENCE / 2

# The best passages for a question within some documents, or within all of its scope.
Find = Callable[[Question, Collection[str] | None, int], list[Hit]]
MakeContext = Callable[[Question, Scope, Collection[str]], Context]
MakeDrafts = Callable[[Context], Iterator[Draft]]


@dataclass(frozen=True, slots=True)
class Talk:
    """What a question goes on about: the last answer and the documents that it cited.

    ``bare``: the question names nothing of its own, so that it says nothing beside them. There
    are no documents where the last question was about a place or a year that has none.
    ``uncited`` are the ids of their passages that the last answer did not cite.
    """

    last: Answer
    documents: frozenset[str]
    bare: bool
    uncited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question that goes on: what it says so, None for nothing, and its worth.

    ``name`` tells the way: "alone", "joined" with the one before, of what was "cited".
    """

    name: str
    context: Context
    draft: Draft | None
    worth: float


def talk_of(
    question: Question, last: Answer, index: Index, find: Find, anyway: bool = False
) -> Talk | None:
    """What a question after the answer ``last`` goes on about; None for a new matter.

    One that points back ("他们", "这个") goes on about what was answered last, if it was; so does
    one that is to go on ``anyway``, since nothing answers it by itself.
    """
    documents = frozenset(citation.document_id for citation in last.citations)
    if last.refused:
        documents = frozenset(citation.document_id for citation in last.citations[:1])
    if last.kind in ("no_place", "no_year") and not question.follow_up:
        bare = not _names_another_matter(question, (), index)
        return Talk(last, frozenset(), True) if bare else None
    if question.follow_up:
        known = documents and not last.refused
        return Talk(last, documents, False, _uncited(last, documents, index)) if known else None
    inside = find(question, documents, 1) if documents else []
    if not inside:
        return None
    if anyway:
        return None if last.refused else Talk(last, documents, False)
    found = find(question, None, LOOKED_AT)
    others = [hit for hit in found if hit.passage.document_id not in documents]
    if not others:
        return Talk(last, documents, False)
    best = max(hit.lexical for hit in others)
    share = inside[0].lexical / best if best > 0 else 1.0
    bare = (
        share >= A_LITTLE
        and max(hit.dense for hit in others) < SAME_MEANING
        and not _names_another_matter(question, documents, index)
    )
    return Talk(last, documents, bare) if bare or share >= NEARLY_AS_WELL else None


def _uncited(last: Answer, documents: Collection[str], index: Index) -> frozenset[str]:
    cited = {citation.passage_id for citation in last.citations}
    held = (passage.id for id_ in documents for passage in index.documents[id_].passages)
    return frozenset(held) - cited


def _names_another_matter(question: Question, documents: Collection[str], index: Index) -> bool:
    """Whether a question names what other documents have and these have not, or a thing (新车)
    that none has.
    """
    frequency = index.document_frequency
    matcher = make_matcher(question.terms, question.expansions, frequency, len(index.passages))
    text = "\n".join(index.documents[id_].text.lower() for id_ in sorted(documents))
    terms = zip(matcher.terms, matcher.expansions, matcher.weights, strict=True)
    return any(
        weight >= NAMING_WEIGHT
        and term_credit(term, others, text) < NAMED_PART
        and (_is_a_thing(term) or any(passages_naming(name, frequency) for name in (term, *others)))
        for term, others, weight in terms
    )


def _is_a_thing(term: str) -> bool:
    """Whether a term is a noun of its own (新车, 冰箱), not of every field (材料, 结果)."""
    return part_of_speech(term) == "n" and (word_frequencies().get(term) or 0) < OF_EVERY_FIELD


def told(
    question: Question, talk: Talk, scope: Scope, contexts: MakeContext, drafts: MakeDrafts
) -> tuple[Reading, ...]:
    """The answers from the documents talked of, the one that is said first; at least one reading.

    The question is read alone and with the one before. What is said has the most evidence under
    both readings together, as much as is needed under one; what was said last is seldom meant
    once more. A question without words of its own ("责任单位呢?") asks first of what was cited.
    """
    within = replace(scope, documents=talk.documents, talked_of=True)
    joined = contexts(_joined(question, talk), within, ())
    alone = _alone(question)
    if not alone.terms:
        cited = contexts(_joined(question, talk), within, talk.uncited)
        ways = (("cited", cited), ("joined", joined))
        readings = [_first_that_holds(name, one, talk, drafts) for name, one in ways]
    else:
        both = (contexts(alone, within, ()), joined)
        ways = (("alone", both[0]), ("joined", joined))
        readings = [_best(name, one, both, talk, drafts) for name, one in ways]
    return tuple(sorted(readings, key=lambda one: (-one.worth, one.draft is None)))


def _first_that_holds(name: str, context: Context, talk: Talk, drafts: MakeDrafts) -> Reading:
    found = (d for d in drafts(context) if holds(context, d) and not _repeats(d, talk.last))
    draft = next(found, None)
    return Reading(name, context, draft, 0.0 if draft is None else 1.0)


def _best(
    name: str,
    context: Context,
    readings: tuple[Context, Context],
    talk: Talk,
    drafts: MakeDrafts,
) -> Reading:
    """The draft of one reading with the most evidence under both, that of the words alone first."""
    best = Reading(name, context, None, 0.0)
    for draft in drafts(context):
        alone, joined = (1.0 if draft.certain else evidence(one, draft) for one in readings)
        enough = any(holds(one, draft) for one in readings)
        if talk.bare and not any(beside_the_point(one, draft) for one in readings):
            enough = enough or alone + joined >= LEAST_BARE
        anew = _excepts(context, draft) or _tells_more(context, draft, talk.last)
        if (_repeats(draft, talk.last) and not anew) or not enough:
            continue
        again = _says_again(draft, talk.last) and not anew
        worth = (ALONE * alone + joined) * (SAID_AGAIN if again else 1.0)
        if worth > best.worth:
            best = Reading(name, context, draft, worth)
        if not again:
            break
    return best


def _alone(question: Question) -> Question:
    """A question by its own words, one that points back too."""
    if not question.follow_up:
        return question
    own = understand(question.text)
    return replace(own, original=question.original, language=question.language)


def _joined(question: Question, talk: Talk) -> Question:
    return question if question.follow_up else going_on(question, talk.last.question)


def _excepts(context: Context, draft: Draft) -> bool:
    """Whether a draft excepts what a question names itself: said again, it is another answer."""
    own = understand(context.question.text)
    text = "".join(span.text for one in draft.statements for span in one.spans)
    return names_asked(own.resolved, own.terms, text)


def _tells_more(context: Context, draft: Draft, last: Answer) -> bool:
    """Whether a sentence with several amounts has that of a thing that is asked about only now."""
    own = set(understand(context.question.text).terms) - set(last.question.terms)
    text = "".join(span.text for one in draft.statements for span in one.spans)
    several = draft.kind == "number" and len(amounts(text)) > 1
    return several and bool(own) and all(term in text for term in own)


def _repeats(draft: Draft, last: Answer) -> bool:
    """Whether a draft says what the last answer quoted, as an answer of the same kind."""
    return draft.kind == last.kind and _says_again(draft, last)


def _says_again(draft: Draft, last: Answer) -> bool:
    quoted = [(c.document_id, c.start, c.end) for c in last.citations]
    spans = [span for statement in draft.statements for span in statement.spans]
    return all(
        any(d == s.document_id and a <= s.start and s.end <= b for d, a, b in quoted) for s in spans
    )
