"""All items in full: the points of a passage, announced items, headings."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from answers import definitions, penalties
from answers.alike import answer_alike
from answers.amounts import of_asked_case
from answers.context import Context, Draft, Statement, Weighed
from answers.counts import asked_count, counted_noun, names_each, names_so_many, rows_noun
from answers.cues import says
from answers.enumerations import enumeration_of
from answers.forms import announces
from answers.fuller import fullest
from answers.headings import child_headings, headings_beside
from answers.itemised import whole_list
from answers.sentences import Span, clauses, joined, sentences, without_label
from answers.set_up import setting_up
from answers.shapes import ASSIGNMENT, LISTING
from answers.windows import MEASURE_LIMIT, best_window, said
from corpus.records import Document, Passage
from retrieval.agencies import agencies_in, names_of_agency

# A passage whose heading covers this much of the question answers as a whole.
HEADING_COVERS = 0.6
# A sentence that says this much more of the question than its heading answers itself.
ADDS = 0.15
# A sentence of the right form counts when it scores at least this share of the best.
NOT_FAR_BEHIND = 0.5
# Words that announce a list may stand for the best sentence at this share of its score.
HEADS_A_LIST = 0.85
# So may a list, or a sentence that names as many things as are asked for.
COUNTED_SHARE = 0.75
# A list announced in words that cover as much of the question as the best sentence, at this share.
ANNOUNCED_SHARE = 0.6
# Of sentences that say what bodies are made up of, those of this share of the best are as good.
AS_GOOD = 0.85
# One just as good that says so much more of the question goes before the best.
JUST_AS_GOOD, SAYS_MORE = 0.95, 0.2
# A step of what has to be gone through says so much of the question, and there are not more.
STEP_COVERS, MOST_STEPS = 0.6, 3
# "三项制度是哪三项": a name for several things asks what it stands for.
_IS_WHICH = re.compile("(?:是|指的?是?|包括|为)(?:哪|什么)")
# A row of things, or of two: 甲、乙; 分为甲和乙.
_LISTS = re.compile(rf"{LISTING.pattern}|(?:分为|分成|包括)[^。,，]{{2,}}[和与及]")
NEARLY = 0.8
# "专项经费，包括…": the thing asked about, all of it, and what it takes in.
_OPENS_ROW = re.compile(r"([^,，。;；:：]{2,20}?)[,，]?(?:主要|具体)?(?:包括|分为|分成|包含)")
OPENS_WITH_ALL = 0.9
OPENING = 12  # characters in which a body is named that acts in a sentence
# What may stand before a body that a sentence begins with: 国家, 本市, 某县.
_OF_ITS_PLACE = r"[^,，、。;；由对向给与和将请经报]{0,5}?"
# What follows a body that does something; 工会经费 is no body that does.
_ACTS = r"[,，]?(?=应|要|拟|将|可以|须|必须|负责|会同|根据|每|在|按|依|对|牵头|组织|及时|定期)"
_POINT = re.compile(r"^[一二三四五六七八九十]+是")


def answer_list(context: Context) -> Draft | None:
    """All items in full: child headings, the points of a passage, or the enumerating sentence."""
    asks_members = says("asks_members", context.question.resolved)
    members = _members(context) if asks_members else None
    if members is not None:
        return members
    stands_for = _stands_for(context) or child_headings(context) or headings_beside(context)
    if stands_for is not None:
        return stands_for
    if not context.weighed:
        return None
    top = context.weighed[0]
    case = of_asked_case(context.question.resolved, context.weighed)
    if case is not None:
        span = said(context, case.span, MEASURE_LIMIT)
        return Draft("list", (Statement(span.text, (span,)),))
    counted = _of_asked_count(context)
    if counted is not None:
        return counted
    alike = answer_alike(context)
    if alike is not None:
        return alike
    enumerated = _enumerated(context, top, "list")
    if enumerated is not None:
        return enumerated
    steps = _steps(context)
    if steps is not None:
        return steps
    for weighed in context.weighed:
        if weighed.score < HEADS_A_LIST * top.score or LISTING.search(_bare(top.span.text)):
            break
        announced = whole_list(context, weighed, "list")
        if announced is not None:
            return announced
    announced = _announced(context, "list")
    if announced is not None:
        return announced
    imposed = penalties.imposed(context, top)
    if imposed is not None and says("asks_sanction", context.question.resolved):
        return replace(imposed, kind="list")
    best = _row_of_asked(context) or top
    span = said(context, best.span, MEASURE_LIMIT)
    return Draft("list", (Statement(span.text, (span,)),))


def _steps(context: Context) -> Draft | None:
    """The sentences of one passage that each say what has to be gone through (哪些手续), in order;
    None where that is not asked, or one sentence alone says it.
    """
    if not says("asks_steps", context.question.resolved):
        return None
    telling = [w for w in context.weighed if w.score >= AS_GOOD and w.coverage >= STEP_COVERS]
    steps = [w.span for w in telling if w.span.passage == telling[0].span.passage]
    if not 1 < len(steps) <= MOST_STEPS:
        return None
    said_so = [said(context, span, MEASURE_LIMIT) for span in sorted(steps, key=lambda s: s.start)]
    return Draft("list", tuple(Statement(span.text, (span,)) for span in said_so))


def _row_of_asked(context: Context) -> Weighed | None:
    """Of the sentences nearly as good as the best one that names several things: the things asked
    for, if one does.
    """
    near = [w for w in context.weighed if w.score >= NEARLY * context.weighed[0].score]
    row = next((w for w in near if _opens_row(context, w)), None)
    if row is not None:
        return row
    listing = [w for w in near if _LISTS.search(_bare(w.span.text))]
    asked = context.question.resolved
    of_noun = (w for w in listing if rows_noun(asked, w.span.text))
    return next(of_noun, listing[0] if listing else None)


def _opens_row(context: Context, weighed: Weighed) -> bool:
    """Whether a sentence begins with the thing asked about and says what it takes in."""
    head = _OPENS_ROW.match(without_label(weighed.span).text)
    matcher = context.matcher
    return head is not None and bool(head[1]) and matcher.coverage(head[1]) >= OPENS_WITH_ALL


def _stands_for(context: Context) -> Draft | None:
    """What a name for so many things stands for: three systems for 三项制度 (三项制度是哪三项)."""
    count = asked_count(context.question.resolved)
    if count is None or not _IS_WHICH.search(context.question.resolved):
        return None
    named = definitions.defined(context)
    if named is None or not names_so_many(named.text, count):
        return None
    return Draft("list", (Statement(named.text, (named,)),), certain=True)


def _of_asked_count(context: Context) -> Draft | None:
    """As many things as are asked for (哪三项): the list of so many items, or the sentence that
    counts and names so many.
    """
    count = asked_count(context.question.resolved)
    if count is None:
        return None
    close = [w for w in context.weighed if w.score >= COUNTED_SHARE * context.weighed[0].score]
    noun = counted_noun(context.question.resolved)
    in_a_row = partial(names_each, context.question.resolved, count)
    for weighed in close if noun else ():
        if names_so_many(weighed.span.text, count, noun):
            span = said(context, weighed.span, MEASURE_LIMIT)
            return Draft("list", (Statement(span.text, (span,)),))
    for weighed in close:
        document = context.document(weighed.span.passage)
        found = enumeration_of(document, weighed.span)
        if found is not None and found.head is not None and len(found.items) == count:
            draft = whole_list(context, weighed, "list")
            if draft is not None:
                return draft
        if in_a_row(weighed.span.text):
            span = best_window(context, weighed.span, in_a_row, MEASURE_LIMIT)
            return Draft("list", (Statement(span.text, (span,)),))
        if names_so_many(weighed.span.text, count):
            span = said(context, weighed.span, MEASURE_LIMIT)
            return Draft("list", (Statement(span.text, (span,)),))
    return None


def _members(context: Context) -> Draft | None:
    """The sentence that says who or what makes up a body."""

    def names_members(text: str) -> bool:
        return says("members", text)

    set_up = setting_up(context)
    if set_up is not None:
        return Draft("list", (Statement(set_up.span.text, (set_up.span,)),), certain=True)
    found = [w for w in context.weighed if names_members(w.span.text)]
    if not found or found[0].score < NOT_FAR_BEHIND * context.weighed[0].score:
        return None
    # Bodies beside one another are made up in the same words: the one asked about is named.
    close = [w for w in found if w.score >= AS_GOOD * found[0].score]
    best = max(close, key=lambda w: (w.coverage, w.score))
    span = best_window(context, best.span, names_members, MEASURE_LIMIT, widen=True)
    return Draft("list", (Statement(span.text, (span,)),))


def answer_measure(context: Context) -> Draft | None:
    """What is done: in the case asked for, or the points of the passage whose heading asks it.

    Else the best sentence.
    """
    if not context.weighed:
        return None
    top = _of_the_matter(context)
    case = of_asked_case(context.question.resolved, context.weighed)
    if case is not None:
        span = said(context, case.span, MEASURE_LIMIT)
        return Draft("measure", (Statement(span.text, (span,)),))
    # Written out, a follow-up asks what is to be done (怎么做) where it said 会怎样.
    asked = f"{context.question.resolved} {context.question.text}"
    if says("asks_sanction", asked) and not says("asks_handling", asked):
        imposed = penalties.imposed(context, penalties.of_breach_asked(context) or top)
        if imposed is not None:
            return replace(imposed, kind="measure")
    enumerated = _enumerated(context, top, "measure") or _announced(context, "measure")
    if enumerated is not None:
        return enumerated
    if _heading_asked(context, top):
        lead = _leading_sentences(context, top.span.passage)
        if lead is not None:
            lead = without_label(lead)
            return Draft("measure", (Statement(lead.text, (lead,)),))
    theirs = _theirs(context)
    whole = _to_its_end(context, top.span) if theirs and theirs.span == top.span else top.span
    span = said(context, whole, MEASURE_LIMIT)
    return Draft("measure", (Statement(span.text, (span,)),))


def _of_the_matter(context: Context) -> Weighed:
    """The best sentence, or one as good that says far more of what the question names; nearly as
    good, where it is asked what a body does, one that begins with the body.
    """
    return _theirs(context) or fullest(context, JUST_AS_GOOD, SAYS_MORE)


def _theirs(context: Context) -> Weighed | None:
    """The best sentence that begins with the one body of which it is asked what it does."""
    bodies = agencies_in(context.question.text)
    if len(bodies) != 1 or not says("asks_deed_of", context.question.text):
        return None
    near = (w for w in context.weighed if w.score >= NEARLY)
    return next((w for w in near if _opens_with(w, bodies[0])), None)


def _to_its_end(context: Context, span: Span) -> Span:
    """A sentence with what follows behind its semicolons: the same body does that, too."""
    document = context.document(span.passage)
    last = span
    for following in sentences(document, span.passage):
        ours = last.text[-1:] in ";；" and not agencies_in(following.text[:OPENING])
        if following.start >= last.end and ours:
            last = following
    whole = joined(document, span, last)
    return whole if len(whole.text) <= MEASURE_LIMIT else span


def _opens_with(weighed: Weighed, body: str) -> bool:
    """Whether a body is what a sentence begins with, as whoever does something in it."""
    names = "|".join(map(re.escape, (body, *names_of_agency(body))))
    text = without_label(weighed.span).text
    return re.match(rf"{_OF_ITS_PLACE}(?:{names}){_ACTS}", text) is not None


def _enumerated(context: Context, top: Weighed, kind: str) -> Draft | None:
    """The points of the best sentence's passage, or all items of the list that it belongs to."""
    points = _points(context, top)
    return points if points is not None else whole_list(context, top, kind)


def _announced(context: Context, kind: str) -> Draft | None:
    """The list whose announcing words cover the question as well as the best sentence does.

    Else the list of which several items are weighed high.
    """
    top = context.weighed[0]
    close = [w for w in context.weighed if w.score >= ANNOUNCED_SHARE * top.score]
    for weighed in close:
        if announces(weighed.span.text) and weighed.coverage >= top.coverage:
            draft = whole_list(context, weighed, kind)
            if draft is not None:
                return draft
    return None


def _bare(text: str) -> str:
    return ASSIGNMENT.sub("", text)


def _heading_asked(context: Context, weighed: Weighed) -> bool:
    """Whether the question is about the passage as a whole rather than one sentence of it."""
    path = weighed.span.passage.path
    if not path:
        return False
    heading = context.matcher.coverage(path[-1])
    both = context.matcher.coverage(f"{path[-1]} {weighed.span.text}")
    return heading >= HEADING_COVERS and heading >= weighed.coverage - 0.1 and both < heading + ADDS


def _points(context: Context, weighed: Weighed) -> Draft | None:
    """The points 一是…二是… of the passage, each by its first clause; None where it has none."""
    if not _heading_asked(context, weighed):
        return None
    passage = weighed.span.passage
    document = context.document(passage)
    points = [s for s in sentences(document, passage) if _POINT.match(s.text)]
    if len(points) < 2:
        return None
    statements = [_point_statement(document, point) for point in points]
    return Draft(context.question.kind, tuple(statements), passage.path[-1])


def _point_statement(document: Document, point: Span) -> Statement:
    text = point.text
    if len(text) > MEASURE_LIMIT // 3:
        parts = clauses(document, point)
        end = 0
        while end + 1 < len(parts) and parts[end + 1].end - point.start <= MEASURE_LIMIT // 3:
            end += 1
        point = joined(document, parts[0], parts[end])
    return Statement(point.text.rstrip(",，;；。"), (point,))


def _leading_sentences(context: Context, passage: Passage) -> Span | None:
    """The opening sentences of a passage within the limit, its heading left out."""
    document = context.document(passage)
    spans = [s for s in sentences(document, passage) if _bare(s.text).strip()]
    if len(spans) > 1 and len(spans[0].text) <= 30 and context.matcher.coverage(spans[0].text) > 0:
        spans = spans[1:]
    if not spans:
        return None
    last = 0
    while last + 1 < len(spans) and spans[last + 1].end - spans[0].start <= MEASURE_LIMIT:
        last += 1
    span = joined(document, spans[0], spans[last])
    return span if len(span.text) <= MEASURE_LIMIT else said(context, span, MEASURE_LIMIT)
