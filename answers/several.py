"""Both answers to a question that asks two things, each said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answers.cues import says
from answers.deeds import acting, class_asked
from answers.forms import KIND_GROUPS
from answers.parting import TwoAsked
from answers.quantities import has_number, wanted_quantity
from answers.records import Answer
from answers.rendering import shifted
from answers.wording import say
from corpus.records import Question


def both_said(asked: TwoAsked, parts: tuple[Question, Question], *said: Answer) -> Answer:
    """What is said to a question that asks two things: of the answers to it as a whole, to what
    it asks first and to what it asks last.

    Each thing is answered once, and where one has no answer that is said. What the answer to the
    whole says beyond that to a part stays, but a yes or a no opens only the answer to a part.
    """
    whole, first, last = said
    first, last = _fitting(parts[0], first), _fitting(parts[1], last)
    if first.refused and last.refused:
        return whole
    if last.refused:
        return _without_last(asked, parts, whole, first)
    if first.refused:
        return _without_first(asked, parts, whole, last)
    if whole.refused:
        return replace(together(first, last), question=whole.question)
    has_first, has_last = within(first, whole), within(last, whole)
    if not (asked.apart or has_first or has_last) and _tells_both(whole, parts):
        return whole
    opening = [one for one in (first, last) if one.kind == "yesno" and within(whole, one)]
    if has_first and has_last:
        return replace(opening[0], question=whole.question) if opening else whole
    own = ((parts[0], has_first), (parts[1], has_last))
    told = all(has or _tells_form(part) for part, has in own) and _forms_differ(*parts)
    if (has_first or (has_last and not asked.sure)) and told and says_both(whole, parts):
        return whole
    both = together(
        whole if has_first and first not in opening else first,
        whole if has_last and last not in opening else last,
    )
    return replace(both, question=whole.question)


def _fitting(part: Question, answer: Answer) -> Answer:
    """The answer to one thing, a refusal where it says no penalty that is asked for."""
    quoted = " ".join(citation.quote for citation in answer.citations)
    unfit = part.kind == "penalty" and not says("sanction", quoted)
    return replace(answer, refused=True) if unfit else answer


def _without_last(
    asked: TwoAsked, parts: tuple[Question, Question], whole: Answer, first: Answer
) -> Answer:
    """What is said where the thing asked last is not answered by itself."""
    if whole.refused:
        return alone(first, asked.last, whole)
    both = together(first, whole)
    same = within(first, whole) and within(whole, first)
    silent = same and not _tells_form(parts[1])
    if asked.sure and (silent or not says_both(both, parts[1:])):
        # Of the same kind as what is asked first, the answer to the whole is but another one to it.
        return alone(first if whole.kind == first.kind else both, asked.last, whole)
    return both


def _without_first(
    asked: TwoAsked, parts: tuple[Question, Question], whole: Answer, last: Answer
) -> Answer:
    """What is said where the thing asked first is not answered by itself."""
    both = last if whole.refused else replace(together(whole, last), question=whole.question)
    told = says_both(both, parts[:1]) and (not whole.refused or _tells_form(parts[0]))
    if told or not asked.apart:
        return both if asked.apart or not whole.refused else whole
    line = say("part_not_found", whole.question.language, asked=asked.first)
    return replace(both, question=whole.question, text=f"{line}\n{both.text}")


def together(first: Answer, last: Answer) -> Answer:
    """The answers to both things, the first in front; one alone where it quotes the other."""
    if within(first, last):
        return last
    if within(last, first):
        return replace(first, question=last.question, kind=last.kind, hits=last.hits)
    text = shifted(last.text, len(last.citations), len(first.citations))
    return replace(
        last,
        text=f"{first.text}\n{text}",
        citations=(*first.citations, *last.citations),
        warnings=tuple(dict.fromkeys((*first.warnings, *last.warnings))),
    )


def says_both(answer: Answer, parts: Sequence[Question]) -> bool:
    """Whether what an answer quotes has the form of each of the things asked."""
    quoted = " ".join(citation.quote for citation in answer.citations)
    return not answer.refused and all(_has_form(part, quoted) for part in parts)


def sort_asked(question: Question) -> str:
    """The sort of thing that a question asks for: a number of any kind, else its kind."""
    return "number" if wanted_quantity(question.resolved) else question.kind


def _tells_both(whole: Answer, parts: tuple[Question, Question]) -> bool:
    """Whether one sentence that somebody does a thing has both predicates of one subject."""
    who = all(KIND_GROUPS.get(part.kind) == "who" for part in parts)
    return who and len(whole.citations) == 1 and says_both(whole, parts)


def _tells_form(question: Question) -> bool:
    """Whether what a question asks for has a form of its own: a number, a day, somebody."""
    who = KIND_GROUPS.get(question.kind) == "who" and question.kind != "issuer"
    return who or question.kind in ("number", "date")


def _forms_differ(first: Question, last: Question) -> bool:
    """Whether one of two things asked is somebody and one a number, so that both can be told."""
    return len({KIND_GROUPS.get(part.kind) == "who" for part in (first, last)}) > 1


def _has_form(question: Question, text: str) -> bool:
    quantity = wanted_quantity(question.resolved)
    if quantity is not None:
        return quantity.fits(text)
    if KIND_GROUPS.get(question.kind) == "who":
        return class_asked(question) in text and any(True for _ in acting(question, text))
    return question.kind not in ("number", "date") or has_number(text)


def alone(first: Answer, unanswered: str, whole: Answer) -> Answer:
    """The answer to the first thing asked, with a line that the second, ``unanswered``, is not.

    ``whole`` is the refusal of the question as a whole.
    """
    line = say("part_not_found", whole.question.language, asked=unanswered)
    return replace(first, question=whole.question, text=f"{first.text}\n{line}")


def within(inner: Answer, outer: Answer) -> bool:
    """Whether all that one answer quotes stands in what the other quotes."""
    spans = [(c.document_id, c.start, c.end) for c in outer.citations]
    return all(
        any(d == c.document_id and s <= c.start and c.end <= e for d, s, e in spans)
        for c in inner.citations
    )
