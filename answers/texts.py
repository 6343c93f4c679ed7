"""Conditions, reasons, and otherwise the sentence that says it."""

from __future__ import annotations

import re

from answers.context import Context, Draft, Statement, Weighed
from answers.cues import says
from answers.fuller import fullest
from answers.itemised import whole_list
from answers.polarity import denies
from answers.windows import MEASURE_LIMIT, best_window, said

# "由谁设立": what is done, and a body that does it.
_ASKED_VERB = re.compile(
    r"(?:谁|(?:哪|什么)[个家级些]?(?:部门|单位|机构|机关|政府|地方)?)(?:来|去|负责)?([\u4e00-\u9fff]{2})[的??]*$"
)
_BODY = r"(?:政府|部门|机关|机构|局|委|厅|部|院|会|办|署|中心|单位|组织|企业|国家)"
# A sentence that scores this share of the best may take its place if its form fits better.
AS_GOOD = 0.8
# The sentence that just says it may be one of this share that says so much more of the question.
NEARLY_BEST, SAYS_MORE = 0.9, 0.3
# So may one that exempts, where it is asked who is exempt.
EXEMPTS = 0.5
# Who comes first is told by a sentence of this share of the best that gives somebody a preference.
PREFERS = 0.8
# What a sentence must cover itself to give the reason of the thing asked about.
WHY_COVERAGE = 0.5
# Words of cause (所造成, 原因是) leave less doubt than words of aim.
CAUSE_COVERAGE = 0.4


def answer_sentence(context: Context) -> Draft | None:
    """The sentence that covers the question best, with the items that it announces."""
    if not context.weighed:
        return None
    best = context.weighed[0]
    if context.question.kind == "sentence":
        best = fullest(context, NEARLY_BEST, SAYS_MORE)
    items = whole_list(context, best, context.question.kind)
    if items is not None:
        return items
    span = said(context, best.span)
    return Draft(context.question.kind, (Statement(span.text, (span,)),))


def answer_responsible(context: Context) -> Draft | None:
    """The best sentence that says who is responsible, for tasks without a duty of their own."""

    verb = _ASKED_VERB.search(context.question.resolved)
    acts = re.compile(rf"{_BODY}[^,，。;；]{{0,8}}?{verb.group(1)}") if verb else None

    def says_who(text: str) -> bool:
        return says("responsible", text) or bool(acts and acts.search(text))

    for weighed in context.weighed[:8]:
        if says_who(weighed.span.text):
            span = best_window(context, weighed.span, says_who, widen=True)
            return Draft(context.question.kind, (Statement(span.text, (span,)),))
    return None


def answer_act(context: Context) -> Draft | None:
    """The best sentence that says who does what is asked (任命 of 由谁任命); None without one.

    Who holds an office is no act: that an office is named somewhere does not say who holds it.
    """
    verb = _ASKED_VERB.search(context.question.resolved)
    if verb is None or says("holds_office", verb.group(1)):
        return None
    for weighed in context.weighed:
        if weighed.score < 0.5 * context.weighed[0].score:
            break
        if verb.group(1) in weighed.span.text:
            span = said(context, weighed.span, MEASURE_LIMIT)
            return Draft(context.question.kind, (Statement(span.text, (span,)),))
    return None


def answer_where(context: Context) -> Draft | None:
    """The best sentence that names a place to go, a site or an app; else the best sentence."""

    asked = "set_up" if says("asks_set_up", context.question.resolved) else "place_to_go"
    if says("asks_apply", context.question.resolved):
        asked = "apply_to"
    found = [w for w in context.weighed if w.score >= 0.6 and says(asked, w.span.text)]
    asked = asked if found else "place_to_go"

    def names_place(text: str) -> bool:
        return says(asked, text)

    for weighed in context.weighed:
        if weighed.score < 0.6 * context.weighed[0].score:
            break
        if names_place(weighed.span.text):
            span = best_window(context, weighed.span, names_place, MEASURE_LIMIT, widen=True)
            return Draft("where", (Statement(span.text, (span,)),))
    return answer_sentence(context)


def answer_condition(context: Context) -> Draft | None:
    """The conditions or the persons asked about: among sentences as good, one that names them."""
    if not context.weighed:
        return None
    asked = context.question.resolved
    wanted = "persons" if says("asks_persons", asked) else "condition"
    least = AS_GOOD * context.weighed[0].score
    if says("asked_denial", asked):
        # Who need not pay is told by a sentence that exempts, not by one about paying.
        behind = EXEMPTS * context.weighed[0].score
        exempting = [w for w in context.weighed if w.score >= behind and denies(w.span.text)]
        if exempting:
            span = said(context, exempting[0].span, MEASURE_LIMIT)
            return whole_list(context, exempting[0], "condition") or Draft(
                "condition", (Statement(span.text, (span,)),)
            )
    preferred = _preferred(context) if says("asks_preferred", asked) else None
    if preferred is not None:
        return preferred
    for weighed in context.weighed:
        if weighed.score < least:
            break
        items = whole_list(context, weighed, "condition")
        if items is not None:
            return items
        if says(wanted, weighed.span.text):
            span = said(context, weighed.span, MEASURE_LIMIT)
            return Draft("condition", (Statement(span.text, (span,)),))
    return answer_sentence(context)


def _preferred(context: Context) -> Draft | None:
    """A sentence nearly as good as the best that says whom something is for first."""
    least = PREFERS * context.weighed[0].score
    for weighed in context.weighed:
        if weighed.score < least:
            break
        if says("prefers", weighed.span.text) and says("persons", weighed.span.text):
            span = said(context, weighed.span, MEASURE_LIMIT)
            return Draft("condition", (Statement(span.text, (span,)),))
    return None


def answer_why(context: Context) -> Draft | None:
    """The sentence that gives a reason or an aim; None where none does."""
    for weighed in context.weighed[:10]:
        text = weighed.span.text
        least = CAUSE_COVERAGE if says("cause", text) else WHY_COVERAGE
        if weighed.coverage >= least and says("reason", text):
            return _reason(context, weighed)
    return None


def _reason(context: Context, weighed: Weighed) -> Draft:
    """A sentence that gives a reason, by the clauses around the reason where it is long."""

    def gives_reason(text: str) -> bool:
        return says("reason", text)

    span = best_window(context, weighed.span, gives_reason, MEASURE_LIMIT, widen=True)
    return Draft("why", (Statement(span.text, (span,)),))
