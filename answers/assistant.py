"""A question in, a cited answer or a refusal out."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from answers.comparing import Comparing
from answers.context import Context, Draft
from answers.currency import remarks, replacements
from answers.drafting import drafts
from answers.editions import edition_remarks, lacks_body, newest_editions
from answers.exact import beside_number, exact_scope
from answers.localities import only_part
from answers.matching import make_matcher
from answers.national import (
    AHEAD,
    LEAST_NATIONAL,
    SURE,
    far_behind,
    may_be_national,
    national_documents,
    stands_out,
)
from answers.parting import two_asked
from answers.receipt import Receipt, receipt_of, versions_of, weighing_of
from answers.records import Answer, WeighedDraft
from answers.refusals import (
    beside_the_point,
    evidence,
    holds,
    refuse,
)
from answers.rendering import answer_of
from answers.scope import Scope, passages_in, scope_of, scope_of_nation
from answers.sides import Side, sides_of
from answers.subjects import subjects_of
from answers.talk import LEAST_ANYWAY, Talk, talk_of, told
from answers.together import Together, parts_of
from answers.wording import region_list, say
from corpus.headers import Header
from corpus.places import names_of
from corpus.records import Document, Hit, Passage, Question, Region
from index.collection import Index
from index.encoder import Encoder
from retrieval.courtesies import courtesy
from retrieval.filters import NO_FILTERS, Filters, matching
from retrieval.misspelt import Vocabulary, make_vocabulary
from retrieval.search import Mode, search
from retrieval.understanding import going_on, understand

HITS = 20
# What the newest of several documents of a matter says is preferred from this share of evidence.
OF_THE_NEWEST = 0.6
# Decisions that are kept, each being asked for several times on the way to one answer.
DECISIONS_KEPT = 8
COURTESY = "courtesy"  # the kind of what is said to who greets, thanks or parts


@dataclass(frozen=True)
class Assistant:
    """Answers questions over one index with one encoder.

    ``clock`` gives the day of today; without one nothing is called old. ``filters`` are what its
    index is limited to, and ``whole`` answers without them.
    """

    index: Index
    encoder: Encoder
    clock: Callable[[], date] | None = None
    filters: Filters = NO_FILTERS
    whole: Assistant | None = None

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id."""
        return self.index.documents

    @property
    def headers(self) -> Mapping[str, Header]:
        """The same documents without their texts."""
        return self.index.headers

    def within(self, filters: Filters) -> Assistant:
        """One that answers from the documents alone that pass the filters."""
        if not filters:
            return self
        chosen = self.index.within(matching(filters, self.index.headers))
        return replace(self, index=chosen, filters=filters, whole=self)

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        """For each document that another one repeals the id of that other one."""
        return self.whole.replaced if self.whole else replacements(self.index.headers)

    @cached_property
    def newest(self) -> Mapping[str, str]:
        """For each document that has later ones of its place and matter the id of the latest."""
        return self.whole.newest if self.whole else newest_editions(self.index.headers)

    @cached_property
    def national(self) -> frozenset[str]:
        """The ids of the documents that hold in every place."""
        return national_documents(self.index.headers)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the collection, by which misspelt words of a question are read."""
        if self.whole:
            return self.whole.vocabulary
        regions = {header.region for header in self.index.headers.values()} - {Region()}
        held = self.index.words_held().items()
        return make_vocabulary(held, self.index.document_frequency, names_of(regions))

    def passage_text(self, passage: Passage) -> str:
        """The cleaned text of a passage."""
        return self.index.passage_text(passage)

    def understand(
        self, question: str, history: Sequence[str] = (), verbatim: bool = False
    ) -> Question:
        """A question as understood, its misspelt words read right unless it counts ``verbatim``.

        Raises QuestionError for a bad question.
        """
        return understand(question, history, None if verbatim else self.vocabulary)

    def search(self, question: str, limit: int = 20, mode: Mode = "hybrid") -> list[Hit]:
        """The passages for a question, best first."""
        return search(self.index, self.encoder, self.understand(question), limit, mode)

    def ask(self, question: str, history: Sequence[str] = (), verbatim: bool = False) -> Answer:
        """The answer to a question after earlier ones, as ``understand`` takes it."""
        return self.answer(self.understand(question, history, verbatim))

    def answer(self, understood: Question) -> Answer:
        """The answer to a question that is understood already."""
        started = time.perf_counter()
        polite = courtesy(understood.original)
        if polite:
            return _reply(understood, polite, self.filters)
        scope = self._scope(understood)
        sides = self._sides(understood, scope)
        if sides:
            answer = self._comparing.of_sides(understood, sides)
        else:
            apart = self._comparing.of_subjects(understood)
            answer = apart or self._together.answer(understood, scope)
        if not answer.refused:
            today = self.clock() if self.clock else None
            headers = (self.whole or self).index.headers
            aged = remarks(answer, headers, self.replaced, today)
            aged += edition_remarks(answer, headers, self.newest, self.replaced)
            part = self._part_remark(answer)
            answer = replace(answer, warnings=(*part, *answer.warnings, *aged))
        spent = (time.perf_counter() - started) * 1000
        return replace(answer, filters=self.filters, latency_ms=spent)

    def explain(
        self, question: str, history: Sequence[str] = (), verbatim: bool = False
    ) -> Receipt:
        """How the question is answered and why so. Raises QuestionError for a bad question."""
        understood = self.understand(question, history, verbatim)
        answer = self.answer(understood)
        weighings = [
            weighing_of(context, said, drafts(context), name)
            for name, context, said in self._readings(understood, answer)
        ]
        today = self.clock() if self.clock else None
        versions = versions_of(self.index, self.encoder, self.filters, HITS, today)
        return receipt_of(answer, history, weighings, versions)

    def _readings(
        self, question: Question, answer: Answer
    ) -> list[tuple[str, Context, Draft | None]]:
        """What an answer was chosen among: the name of each reading, its context, what it says.

        One for each side of a comparison, for each way to read a question that goes on about the
        last answer, and for each thing asked.
        """
        if answer.kind == COURTESY:
            return []
        scope = self._scope(question)
        sides = self._sides(question, scope)
        if not sides and answer.table:
            sides = subjects_of(question)
        if sides:
            scopes = [self._comparing.scope_of(side) for side in sides]
            pairs = zip(sides, scopes, strict=True)
            return [(s.name, *self._decided_anywhere(s.question, own, True)) for s, own in pairs]
        talk = self._talk(question, self._last_answer(question))
        if talk is not None and talk.documents and talk.documents <= scope.documents:
            best, *others = told(question, talk, scope, self._context, drafts)
            if best.draft is not None or talk.bare:
                rest = [(other.name, other.context, None) for other in others]
                return [(best.name, best.context, best.draft), *rest]
        readings = [("", *self._decided_anywhere(question, scope, False))]
        asked = two_asked(question)
        if asked:
            parts = parts_of(question, asked)
            weighed = (self._decided_anywhere(part, self._scope(part), False) for part in parts)
            named = zip((asked.first, asked.last), weighed, strict=True)
            readings = [*((name, *found) for name, found in named), *readings]
        return readings

    @cached_property
    def _together(self) -> Together:
        """What answers questions that may ask for several things."""
        return Together(self._answer, self._scope, self._evidence, self._context)

    @cached_property
    def _comparing(self) -> Comparing:
        """What answers questions that set things side by side."""
        return Comparing(self._answer, self._scope, self._together, self.headers, self.national)

    def _sides(self, question: Question, scope: Scope) -> tuple[Side, ...]:
        """The sides of a comparison, those too of years that no document has all of."""
        compared = scope.refusal in ("", "no_year")
        return sides_of(question, self.index.headers) if compared else ()

    def _decided(self, question: Question, scope: Scope) -> tuple[Context, Draft | None]:
        """What is said, None for a refusal, and the context that either comes from."""
        if scope.refusal:
            return self._context(question, scope), None
        last = self._last_answer(question)
        talk = self._talk(question, last)
        if talk is not None and not talk.documents:
            joined = going_on(question, talk.last.question)
            return self._context(joined, self._scope(joined)), None
        if talk is not None and talk.documents <= scope.documents:
            best = told(question, talk, scope, self._context, drafts)[0]
            if best.draft is not None or talk.bare:
                return best.context, best.draft
        current = self._without(self.replaced, question, scope)
        for chosen in dict.fromkeys((current, scope)):
            context, draft = self._first_held(question, chosen)
            if draft is not None:
                newest = self._without(self.newest, question, chosen)
                return self._rather(question, newest, context, draft)
        if talk is None and last is not None:
            talk = self._talk(question, last, anyway=True)
            if talk is not None and talk.documents <= scope.documents:
                best = told(question, talk, scope, self._context, drafts)[0]
                if best.worth >= LEAST_ANYWAY:
                    return best.context, best.draft
        return context, None

    def _first_held(self, question: Question, scope: Scope) -> tuple[Context, Draft | None]:
        """The first draft within a scope that holds, with its context."""
        context = self._context(question, scope)
        return context, next((d for d in drafts(context) if holds(context, d)), None)

    def _rather(
        self, question: Question, newest: Scope, context: Context, draft: Draft
    ) -> tuple[Context, Draft]:
        """A draft, or that of the ``newest`` documents of its matters where this is as good."""
        if newest == context.scope:
            return context, draft
        later, other = self._first_held(question, newest)
        if other is None or lacks_body(question.kind, draft, other):
            return context, draft
        if not (
            other.certain or evidence(later, other) >= OF_THE_NEWEST * evidence(context, draft)
        ):
            return context, draft
        return later, other

    @cached_property
    def _decided_anywhere(self) -> Callable[[Question, Scope, bool], tuple[Context, Draft | None]]:
        """``_decide_anywhere``, which is asked for the same several times within one answer."""
        return lru_cache(maxsize=DECISIONS_KEPT)(self._decide_anywhere)

    def _decide_anywhere(
        self, question: Question, scope: Scope, side: bool
    ) -> tuple[Context, Draft | None]:
        """As ``_decided``, with an eye to all documents where those of a place say little or none.

        What others have far more of is no matter of the place; what holds everywhere is, but for a
        ``side`` of a comparison.
        """
        context, draft = self._decided(question, scope)
        own = evidence(context, draft) if draft is not None else 0.0
        sure = draft is not None and (draft.certain or own >= SURE or context.scope.talked_of)
        if sure or not question.places or scope.refusal not in ("", "no_place"):
            return context, draft
        hits = search(self.index, self.encoder, question, HITS)
        if draft is not None and far_behind(hits, scope.documents):
            draft, own = None, 0.0
        if side or not may_be_national(question):
            return context, draft
        others = self.national - scope.documents
        if not others or not stands_out(hits, scope.documents, self.national, draft is not None):
            return context, draft
        nation = scope_of_nation(question, self.index, others)
        wider, other = self._decided(question, nation)
        least = max(LEAST_NATIONAL, own + AHEAD if draft is not None else 0.0)
        if other is None or not (other.certain or evidence(wider, other) >= least):
            return context, draft
        return wider, other

    def _part_remark(self, answer: Answer) -> tuple[str, ...]:
        """That an answer is from a part of the place asked about, which has no documents."""
        places, language = answer.question.places, answer.question.language
        regions = [self.index.headers[c.document_id].region for c in answer.citations]
        found = only_part(places, regions)
        if found is None:
            return ()
        place, part = (region_list([region], language) for region in found)
        return (say("only_part", language, place=place, part=part),)

    def _last_answer(self, question: Question) -> Answer | None:
        """The answer to the question before; None for a first question."""
        if not question.before:
            return None
        *earlier, text = question.before
        before = understand(text)
        whole = before.places or before.named_places or before.years
        return self.answer(before if whole else replace(before, before=tuple(earlier)))

    def _talk(self, question: Question, last: Answer | None, anyway: bool = False) -> Talk | None:
        """What a question goes on about that says nothing of it; None for a new matter."""
        if last is None:
            return None
        return talk_of(question, last, self.index, self._found, anyway)

    def _found(
        self, question: Question, documents: Collection[str] | None, limit: int
    ) -> list[Hit]:
        """The best passages for a question in its scope, or in that and these documents."""
        scope = self._scope(question)
        if scope.refusal:
            return []
        within = scope if documents is None else replace(scope, documents=frozenset(documents))
        allowed = passages_in(within, self.index)
        return search(self.index, self.encoder, question, limit, allowed=allowed)

    def _without(self, later: Mapping[str, str], question: Question, scope: Scope) -> Scope:
        """The scope without documents that a ``later`` one in it stands for, unless asked for."""
        if scope.refusal or scope.dated or question.years:
            return scope
        old = {id_ for id_ in scope.documents if later.get(id_) in scope.documents}
        return replace(scope, documents=scope.documents - old) if old else scope

    def weigh(self, question: str, history: Sequence[str] = ()) -> tuple[WeighedDraft, ...]:
        """The drafts of an answer in the order in which ``ask`` considers them, said or not.

        For measuring: ``ask`` says the first that is probable enough. Nothing follows a draft
        that needs no weighing. Empty where nothing is weighed: a question out of scope, or a
        comparison, each side of which is a question of its own.
        """
        understood = self.understand(question, history)
        context = self.context(understood)
        if context.scope.refusal or self._sides(understood, context.scope):
            return ()
        found: list[WeighedDraft] = []
        for draft in drafts(context):
            if beside_the_point(context, draft):
                continue
            probability = 1.0 if draft.certain else evidence(context, draft)
            found.append(WeighedDraft(answer_of(context, draft), probability))
            if draft.certain:
                break
        return tuple(found)

    def _scope(self, question: Question) -> Scope:
        scope = scope_of(question, self.index)
        settled = scope.refusal in ("no_documents", "nothing_within", "unclear")
        return scope if settled else exact_scope(question, scope, self.index)

    def _answer(self, question: Question, scope: Scope, side: bool = False) -> Answer:
        """The answer to a question, or to one ``side`` of a comparison, by its own place alone."""
        context, draft = self._decided_anywhere(question, scope, side)
        refusal = context.scope.refusal or "no_detail"
        answer = refuse(context, refusal) if draft is None else answer_of(context, draft)
        if not context.scope.talked_of:
            return answer
        if question.follow_up:  # what it points back to is written out already
            return replace(answer, question=question)
        return self._as_talked_of(answer, context.scope)

    def _evidence(self, question: Question, scope: Scope) -> float:
        """How probable it is that what is said to a question answers it, 0 for a refusal."""
        context, draft = self._decided_anywhere(question, scope, False)
        return 0.0 if draft is None else evidence(context, draft)

    def _as_talked_of(self, answer: Answer, scope: Scope) -> Answer:
        """An answer from the documents talked of, which tells the reader where it is from."""
        question = answer.question
        cited = answer.citations[0].document_id if answer.citations else min(scope.documents)
        resolved = f"{self.headers[cited].title}：{question.text}"
        return replace(answer, question=replace(question, resolved=resolved, follow_up=True))

    def context(self, question: Question, without: Collection[str] = ()) -> Context:
        """A question with the passages found for it and what is weighed among them.

        ``without`` are ids of passages that are passed over, as if they were not there.
        """
        return self._context(question, self._scope(question), without)

    def _context(self, question: Question, scope: Scope, without: Collection[str] = ()) -> Context:
        question = beside_number(question, self.index)
        allowed = passages_in(scope, self.index)
        if without:
            kept = np.array([passage.id not in without for passage in self.index.passages])
            allowed = kept if allowed is None else allowed & kept
        hits = search(self.index, self.encoder, question, HITS, allowed=allowed)
        matcher = make_matcher(
            question.terms,
            question.expansions,
            self.index.document_frequency,
            len(self.index.passages),
        )
        found = tuple(hits)
        return Context(question, scope, found, matcher, self.index, self.encoder, self.filters)


def _reply(question: Question, key: str, filters: Filters) -> Answer:
    """The one line that is said to who greets, thanks or parts."""
    text = say(key, question.language)
    return Answer(question, text, False, COURTESY, (), (), (), 0.0, filters=filters)
