"""Questions that ask for several things, each looked for where the others stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from answers.drafting import drafts
from answers.parting import TwoAsked, carried_over, two_asked
from answers.records import Answer
from answers.refusals import refuse
from answers.rendering import answer_of
from answers.scope import Scope
from answers.several import alone, both_said, says_both, sort_asked, together, within
from answers.talk import MOST_WORTH, MakeContext, Talk, told
from corpus.records import Question
from retrieval.understanding import understand

# What is asked in so few words of its own is asked of what was asked about before.
FEW_WORDS = 2
# An answer to one of two things asked that is so probable draws the other to where it stands, if
# that is as probable there as this share of what it was.
LEAST_ANCHOR, AS_SURE = 0.5, 0.5
FALSE_PREMISE = "false_premise"

MakeScope = Callable[[Question], Scope]


@dataclass(frozen=True, slots=True)
class Together:
    """Answers questions that may ask for several things, by what answers one of them.

    ``said`` is the answer to one question in a scope and ``probability`` how probable it is that
    it answers, ``scope`` the scope of a question, ``context`` a question with what is found for it.
    """

    said: Callable[[Question, Scope], Answer]
    scope: MakeScope
    probability: Callable[[Question, Scope], float]
    context: MakeContext

    def answer(self, question: Question, scope: Scope) -> Answer:
        """The answer to a question, and to what it asks before where it asks two things."""
        whole = self.said(question, scope)
        asked = two_asked(question)
        if not asked:
            return whole
        if question.language == "en":
            return self._both_in_english(whole, asked)
        parts = parts_of(question, asked)
        # With what was said before a follow-up is understood as a whole alone.
        first = whole if question.follow_up else self._part_asked(question, parts[0])
        if whole.kind == first.kind == FALSE_PREMISE:
            return whole  # what is asked further rests on what is false
        last = self._part_asked(question, parts[1])
        drawn = self._drawn(parts, first, last)
        if drawn is None:
            drawn = (first, self._last_again(asked, parts[1], whole, last))
        return both_said(asked, parts, whole, *drawn)

    def _part_asked(self, question: Question, part: Question) -> Answer:
        """The answer to one of two things asked, which may ask for several in turn."""
        inner, scope = two_asked(part), self.scope(part)
        several = (inner.apart or not inner.sure) and len(part.text) < len(question.text)
        return self.answer(part, scope) if several else self.said(part, scope)

    def _last_again(self, asked: TwoAsked, part: Question, whole: Answer, last: Answer) -> Answer:
        """What is said to the thing asked last, in few words of its own, where the answer to the
        whole says otherwise: that, if it is said of what is asked about first, and more surely.
        """
        own = understand(asked.last).terms
        settled = asked.written_out or whole.refused or len(own) > FEW_WORDS
        if settled or (not last.refused and within(last, whole)):
            return last
        carried = replace(_part(whole.question, understand(carried_over(asked))), kind=part.kind)
        again = self.said(carried, self.scope(carried))
        if again.refused or not within(again, whole):
            return last
        surer = self._sure(carried) > self._sure(part)
        return again if surer else last

    def _sure(self, question: Question) -> float:
        return self.probability(question, self.scope(question))

    def _drawn(
        self, parts: tuple[Question, Question], first: Answer, last: Answer
    ) -> tuple[Answer, Answer] | None:
        """The answers to two things asked, the less sure one drawn to where the other stands;
        None where it is not.

        What is asked in one breath mostly stands together, and the last often names nothing of its
        own (最后由谁拍板), so that alone it would be looked for everywhere.
        """
        if within(first, last) or within(last, first):
            return None
        sure = [self._sure(part) for part in parts]
        strong, weak = (0, 1) if sure[0] >= sure[1] else (1, 0)
        anchor, own = (first, last)[strong], (first, last)[weak]
        scope = self.scope(parts[weak])
        documents = frozenset(citation.document_id for citation in anchor.citations)
        open_there = not (anchor.refused or scope.refusal) and documents <= scope.documents
        if not open_there or two_asked(parts[weak]) or sure[strong] < LEAST_ANCHOR:
            return None
        # Two figures of a sort are mostly told by two sentences, a rule and its exception by one.
        alike = sort_asked(parts[0]) == sort_asked(parts[1])
        beside = tuple(
            (c.passage_id, *((c.start, c.end) if alike else (0, 0))) for c in anchor.citations
        )
        scope = replace(scope, documents=documents, beside=beside)
        drawn, how_sure = self._near(parts[weak], scope, anchor if weak else None)
        told_already = within(drawn, anchor) and not own.refused
        if drawn.refused or told_already or how_sure < AS_SURE * sure[weak]:
            return None
        return (anchor, drawn) if weak else (drawn, anchor)

    def _near(self, part: Question, scope: Scope, before: Answer | None) -> tuple[Answer, float]:
        """The answer to one thing asked near that to the other, and how probable it is.

        What is asked after the other (``before``) is read alone and going on from that.
        """
        if before is None:
            return self.said(part, scope), self.probability(part, scope)
        talk = Talk(before, scope.documents, bare=False)
        best = told(part, talk, scope, self.context, drafts)[0]
        if best.draft is None:
            return refuse(best.context, "no_detail"), 0.0
        return answer_of(best.context, best.draft), best.worth / MOST_WORTH

    def _both_in_english(self, whole: Answer, asked: TwoAsked) -> Answer:
        """The answers to two things asked in English, each by itself: as one they are a muddle."""
        question, parts = whole.question, parts_of(whole.question, asked)
        first = self.said(parts[0], self.scope(parts[0]))
        if first.refused or says_both(whole, parts):
            return whole
        last = self.said(parts[1], self.scope(parts[1]))
        first, last = self._drawn(parts, first, last) or (first, last)
        if last.refused:
            return alone(first, asked.last, whole)
        return replace(together(first, last), question=question)


def parts_of(question: Question, asked: TwoAsked) -> tuple[Question, Question]:
    """The two things that a question asks, each of its place and in its language."""
    earlier = () if asked.written_out else (asked.first,)
    if question.follow_up:  # its first part is understood with what was said before
        own = replace(question, text=asked.first)
        return own, _part(question, understand(asked.last, (question.resolved,)))
    first, last = understand(asked.first), understand(asked.last, earlier)
    return _part(question, first), _part(question, last)


def _part(question: Question, part: Question) -> Question:
    """One of two things that a question asks, of its place and in its language."""
    return replace(
        part,
        places=part.places or question.places,
        language=question.language,
        before=part.before or question.before,
    )
