"""Yes or no by the clock: the hour of a question held against the hours of a rule."""

from __future__ import annotations

from answers.context import Context, Draft, Statement, Weighed
from answers.cues import says
from answers.hours import hours_named, spans_of_hours, within_hours
from answers.polarity import asks_word, forbids, word_for
from answers.verdicts import may_be_excepted
from answers.windows import MEASURE_LIMIT, said
from answers.wording import say

# A sentence with hours counts at this share of the best, and where it covers so much beside them.
LEAST_SHARE = 0.5
LEAST_COVERAGE = 0.3


def answer_at_hour(context: Context) -> Draft | None:
    """Whether a thing may be done at the one hour that is named, with the rule that says when it
    may or may not; None where no rule found names hours.
    """
    named = hours_named(context.question.resolved)
    if len(named) != 1 or asks_word(context.question) not in ("may", ""):
        return None
    for weighed in context.weighed:
        if weighed.score < LEAST_SHARE:
            break
        verdict = _verdict(context, weighed, named[0])
        if verdict:
            span = said(context, weighed.span, MEASURE_LIMIT)
            return Draft("yesno", (Statement(span.text, (span,), verdict=verdict),))
    return None


def _verdict(context: Context, weighed: Weighed, hour: float) -> str:
    """What a sentence with hours says of one of them; empty where it neither allows nor forbids."""
    text = weighed.span.text
    spans = spans_of_hours(text)
    about = context.matcher.without(lambda term: bool(hours_named(term)))
    if not spans or about.coverage(text) < LEAST_COVERAGE:
        return ""
    if may_be_excepted(context, text):
        return ""
    inside = any(within_hours(hour, span) for span in spans)
    question = context.question
    if says("limits", text):
        return word_for(question, positive=inside)
    if not forbids(text):
        return ""
    if inside:
        return word_for(question, positive=False)
    return say("not_forbidden", question.language)
