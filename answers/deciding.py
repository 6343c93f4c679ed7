"""Yes or no: the sentence that decides a question, and what it decides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.agreement import (
    of_a_deputy,
    of_another_kind,
)
from answers.context import Context, Draft, Statement, Weighed
from answers.cues import says
from answers.enumerations import Enumeration, enumeration_of
from answers.excepted import tells_case
from answers.itemised import whole_list
from answers.measured import answer_measured
from answers.polarity import (
    asks_outcome,
    denies,
    no_obligation,
    settled,
    word_for,
)
from answers.sentences import Span, sentences, span_of, without_label
from answers.verdicts import (
    PLAIN_COVERAGE,
    VERDICT_COVERAGE,
    act_share,
    checked,
    decides,
    decides_so,
    frees,
    opening,
)
from answers.windows import MEASURE_LIMIT, said

# Among sentences of at least this share of the best, one that decides comes first.
AS_GOOD = 0.9
# So does one of this share that says this much more of what the title does not say.
STILL_GOOD, SAYS_MORE = 0.75, 0.3
# It goes before one that has the form that decides such a question where it says this much more.
FAR_MORE = 0.4
# A heading that decides is the answer where it covers the question as well as the best sentence
# does, but for so much: it is shorter, and says nothing else.
HEADING_SHORT_OF = 0.1
# Above this such a heading needs no further evidence.
CERTAIN_HEADING = 0.5
# An item that names this share of what the words over its list do not is the one asked about.
NAMED = 0.5
# A sentence of this share of the best takes its place where it has the form that decides such a
# question, and covers hardly less of it; one that settles the outcome asked for, from farther.
NEAR, FORM_WORTH, ACT_WORTH, COVERS_WORTH = 0.7, 0.3, 0.1, 0.2
NEAR_SETTLED, GRANTS_WORTH, REFUSES_WORTH = 0.55, 0.3, 0.55
COVERS_SHORT_OF = 0.2
# What frees of the very thing asked comes before another sentence, from this share of the best.
NEAR_FREEING, FREES_WORTH = 0.6, 0.45
# What is of another kind than the thing asked about, or of the deputy, falls behind.
OTHER_KIND_WORTH = 0.3
# What excepts the very case asked about goes before a rule for others.
EXCEPTS_WORTH = 0.3
# So does what says what a term quoted in the question is.
DEFINES_WORTH = 0.4
# That it frees of it adds to the evidence.
FREEING_FIT = 0.12
_WORTH_SETTLED = {None: 0.0, True: GRANTS_WORTH, False: REFUSES_WORTH}
_ASKS_KIND = re.compile(r"算|属于|属不属|视为|视同")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{2,12})[”\"」]")
_IS_KIND = re.compile(r"属于|视为|视同|认定为")
_LABEL = re.compile(r"^\s*[(（]?([一二三四五六七八九十\d]{1,3})[)）、.．]")


def answer_yesno(context: Context) -> Draft | None:
    """Yes or no with the sentence that decides it as proof.

    A sentence that covers little of the question is shown without a verdict, as are two that
    decide otherwise for cases that the question does not tell apart.
    """
    if not context.weighed:
        return None
    measured = answer_measured(context)
    if measured is not None:
        return measured
    best = _deciding(context)
    for answer in (_by_heading, _by_list, _by_reference, _by_head, _both_kinds):
        draft = answer(context, best)
        if draft is not None:
            return draft
    span = said(context, best.span)
    proof = span.text[max(0, best.span.start - span.start) :]
    statement = Statement(span.text, (span,), verdict=opening(context, span, proof))
    fit = FREEING_FIT if frees(context.question, best.span.text) else 0.0
    return Draft("yesno", (statement,), fit=fit)


def _deciding(context: Context) -> Weighed:
    """The best sentence, or one nearly as good that covers as much and decides.

    What was asked for (你省请求…) is not what was decided; and what says more of the question than
    the title of its document names already goes before what only says that.
    """
    answering = [w for w in context.weighed if not says("requests", w.span.text)]
    at_hour = _of_the_hour(context, answering)
    if at_hour is not None:
        return at_hour
    top = _in_form(context, answering) if answering else context.weighed[0]
    own = context.matcher.without(lambda term: term in context.document(top.span.passage).title)
    for weighed in answering[1:] if own.terms else ():
        if weighed.score < STILL_GOOD:
            break
        same = weighed.span.document_id == top.span.document_id or weighed.score >= AS_GOOD
        added = own.coverage(weighed.span.text) - own.coverage(top.span.text)
        if (
            same
            and added >= SAYS_MORE
            and decides(weighed.span.text)
            and (added >= FAR_MORE or not decides_so(context.question, top.span.text))
        ):
            return weighed
    if decides(top.span.text):
        return top
    for weighed in context.weighed[1:]:
        if weighed.score < AS_GOOD:
            break
        if weighed.coverage >= top.coverage and says("decides", weighed.span.text):
            return weighed
    return top


def _of_the_hour(context: Context, answering: Sequence[Weighed]) -> Weighed | None:
    """The sentence beside the best that decides for the part of the day that is asked about.

    None where the best names that itself, or none beside it does.
    """
    hours = context.matcher.without(lambda term: not says("part_of_day", term))
    if not hours.terms or not answering or hours.coverage(answering[0].span.text):
        return None
    passage = answering[0].span.passage.id
    beside = (w for w in answering[1:] if w.span.passage.id == passage and decides(w.span.text))
    return next((w for w in beside if hours.coverage(w.span.text)), None)


def _in_form(context: Context, answering: Sequence[Weighed]) -> Weighed:
    """The best sentence, or a near one that has the form which decides such a question."""

    outcome = asks_outcome(context.question)

    def worth(weighed: Weighed) -> float:
        text = weighed.span.text
        score = weighed.score + ACT_WORTH * act_share(context.question, text)
        score += COVERS_WORTH * weighed.coverage
        if outcome:
            return score + _WORTH_SETTLED[settled(context.question, text)]
        score += FREES_WORTH * frees(context.question, text)
        score += EXCEPTS_WORTH * tells_case(context.question.resolved, text)
        score += DEFINES_WORTH * _defines_quoted(context.question.resolved, text)
        score -= OTHER_KIND_WORTH * of_another_kind(context.question.resolved, text)
        score -= OTHER_KIND_WORTH * of_a_deputy(context.question.resolved, text)
        return score + FORM_WORTH * (
            decides_so(context.question, text) or decides_so(context.question, over(weighed))
        )

    def over(weighed: Weighed) -> str:
        found = enumeration_of(context.document(weighed.span.passage), weighed.span)
        return found.head.text if found is not None and found.head is not None else ""

    top = answering[0]
    head = over(top)
    if decides_so(context.question, head) or settled(context.question, top.span.text) is not None:
        return top
    near = [
        w
        for w in answering[1:]
        if w.score >= (NEAR_SETTLED if outcome else NEAR)
        and w.span.document_id == top.span.document_id
        and w.coverage >= top.coverage - COVERS_SHORT_OF
    ]
    if not outcome:
        near += [
            w
            for w in answering[1:]
            if w.score >= NEAR_FREEING
            and w.coverage >= PLAIN_COVERAGE
            and frees(context.question, w.span.text)
        ]
    asked = context.question.resolved
    near += [w for w in answering[1:] if w.score >= NEAR and _defines_quoted(asked, w.span.text)]
    return max((top, *near), key=worth)


def _defines_quoted(asked: str, text: str) -> bool:
    """Whether a text says what a term is that a question quotes (说的“陆上”算不算…)."""
    return any(
        re.search(
            rf"[“\"「][^”\"」]*{re.escape(term)}[^”\"」]*[”\"」][,，]?\s*(?:是指|系指|指|包括)",
            text,
        )
        for term in _QUOTED.findall(asked)
    )


def _by_heading(context: Context, best: Weighed) -> Draft | None:
    """A heading that decides (备案人员无须选点) and covers hardly less than the best sentence."""
    found: list[tuple[float, Span]] = []
    for hit in context.hits[:3]:
        heading = hit.passage.path[-1] if hit.passage.path else ""
        covered = context.matcher.coverage(heading)
        if covered < VERDICT_COVERAGE or heading[-1] in "?？" or not says("decides", heading):
            continue
        document = context.document(hit.passage)
        start = document.text.rfind(heading, 0, hit.passage.end)
        if start >= 0:
            span = span_of(document, hit.passage, start, start + len(heading))
            found.append((covered, without_label(span)))
    if not found:
        return None
    covered, span = max(found, key=lambda f: f[0])
    if covered < best.coverage - HEADING_SHORT_OF:
        return None
    following = _first_sentence(context, span)
    word = checked(context, span, span.text, span.text)
    statements = [Statement(span.text, (span,), verdict=word)]
    if following is not None:
        statements.append(Statement(following.text, (following,)))
    return Draft("yesno", tuple(statements), certain=covered >= CERTAIN_HEADING)


def _first_sentence(context: Context, heading: Span) -> Span | None:
    document = context.document(heading.passage)
    for sentence in sentences(document, heading.passage):
        if sentence.start >= heading.end and len(sentence.text) > 6:
            return said(context, sentence)
    return None


def _by_list(context: Context, best: Weighed) -> Draft | None:
    """What is asked for is decided by several items: the one that is asked about, with a verdict,
    or all of them without.
    """
    found = enumeration_of(context.document(best.span.passage), best.span)
    if found is None or found.head is None:
        return None
    if not found.head.start <= best.span.start < found.head.end:
        return None
    item = _asked_item(context, found)
    if item is not None and says("decides", found.head.text):
        return _item_under(context, found.head, item)
    return whole_list(context, best, "yesno")


def _asked_item(context: Context, found: Enumeration) -> Span | None:
    """The one item that names what a question asks beside the words over the list."""
    if found.head is None:
        return None
    rest = context.matcher.beside(found.head.text)
    if not rest.terms:
        return None
    covered = [rest.coverage(item.text) for item in found.items]
    most = max(covered)
    return found.items[covered.index(most)] if most >= NAMED and covered.count(most) == 1 else None


def _by_reference(context: Context, best: Weighed) -> Draft | None:
    """An item with what the same clause says of it by number (第七项规定的信息由企业选择…)."""
    label = _LABEL.match(best.span.text)
    found = enumeration_of(context.document(best.span.passage), best.span)
    if label is None or found is None:
        return None
    document = context.document(best.span.passage)
    referring = re.compile(rf"第[(（]?{re.escape(label.group(1))}[)）]?项")
    text = document.text[found.items[-1].end : best.span.passage.end]
    start = found.items[-1].end
    for match in re.finditer(r"[^,，。;；\n]*[,，。;；\n]?", text):
        clause = span_of(document, best.span.passage, start + match.start(), start + match.end())
        if referring.search(clause.text) and len(clause.text) > 8:
            item = said(context, best.span)
            statements = (
                Statement(clause.text, (clause,), verdict=_verdict_of(context, clause.text)),
                Statement(item.text, (item,)),
            )
            return Draft("yesno", statements)
    return None


def _verdict_of(context: Context, text: str) -> str:
    """No to what must be and is left free; otherwise nothing, since an item says little itself."""
    if no_obligation(context.question, text):
        return word_for(context.question, positive=False)
    return ""


def _by_head(context: Context, best: Weighed) -> Draft | None:
    """An item under words that decide (有下列情形之一的，不得…), with these words."""
    document = context.document(best.span.passage)
    found = enumeration_of(document, best.span)
    if found is None or found.head is None or says("decides", best.span.text):
        return None
    if not says("decides", found.head.text):
        return None
    return _item_under(context, found.head, _item(found, best.span))


def _item_under(context: Context, over: Span, item: Span) -> Draft:
    head = without_label(over)
    item = said(context, without_label(item))
    text = f"{head.text}{item.text}"
    word = checked(context, item, text, head.text)
    if context.matcher.coverage(text) < VERDICT_COVERAGE:
        word = ""
    return Draft("yesno", (Statement(text, (head, item), verdict=word),))


def _item(found: Enumeration, span: Span) -> Span:
    return next(item for item in found.items if item.start <= span.start < item.end)


def _both_kinds(context: Context, best: Weighed) -> Draft | None:
    """Two sentences side by side that decide otherwise (…属于…; …不属于…): both, no verdict."""
    if not _ASKS_KIND.search(context.question.resolved) or not _IS_KIND.search(best.span.text):
        return None
    document = context.document(best.span.passage)
    for other in sentences(document, best.span.passage):
        if other.start == best.span.start or not _IS_KIND.search(other.text):
            continue
        if denies(other.text) != denies(best.span.text) and len(other.text) <= MEASURE_LIMIT // 2:
            pair = (said(context, best.span), without_label(other))
            first, second = sorted(pair, key=lambda s: s.start)
            return Draft(
                "yesno", (Statement(first.text, (first,)), Statement(second.text, (second,)))
            )
    return None
