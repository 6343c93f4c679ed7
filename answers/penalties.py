"""What is imposed for a breach: by whom, how much, and in which case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.amounts import in_asked_case, of_asked_case
from answers.context import Context, Draft, Statement, Weighed
from answers.cues import says
from answers.enumerations import enumeration_of
from answers.references import cited_words
from answers.sentences import Span, sentences, span_of, without_label
from answers.texts import answer_sentence
from answers.windows import FACT_LIMIT, MEASURE_LIMIT, said
from corpus.article_numbers import article_of
from corpus.records import Document

# A sentence that imposes something counts when it is worth at least this share of the best.
LEAST_SHARE = 0.5
# One as good as the best that says so much more of the breach goes before it.
AS_GOOD, SAYS_MORE = 0.9, 0.3
# So does one of this share, of what the title of the document does not say.
STILL_GOOD, OWN_MORE = 0.6, 0.25
# Beside a ban what is imposed counts at this share of it, saying such a share of what it says.
NEAR_BREACH, SAYS_OF_BREACH = 0.7, 0.65
# A line of a law that holds all cases of one breach is said whole up to this length.
WHOLE_LINE = 160
_BY_WHOM = re.compile(
    r"由[^,，。;；]{2,40}(?:责令|处|给予|没收|吊销|依法|按照|予以)|[局部门关府院]责令"
)
# What the words over a list of breaches impose otherwise (给予停止招生、停止办园的行政处罚：).
_PUNISHES = re.compile(r"处罚[:：]$|停止[^,，。;；]{2,6}[,，、]|停业|取缔")
# What an item imposes beside what the words over its list impose.
_BESIDE_ABOVE = re.compile(r"(?:^|[,，])(?:可以)?并处")
_CASE = re.compile(
    r"^[^,，。;；]{0,30}(?:的|者)[,，、]|^(?:情节|逾期|拒不|再次|造成|构成|有违法所得|没有违法所得)"
)


def answer_penalty(context: Context) -> Draft | None:
    """The sentence that says what is imposed, with who imposes it; else the best sentence."""
    asked = context.question.resolved
    close = [w for w in context.weighed if w.score >= LEAST_SHARE]
    imposing = [w for w in close if says("sanction", w.span.text)]
    case = of_asked_case(asked, imposing) if imposing else None
    for weighed in [case] if case is not None else _by_own_words(context, _of_the_breach(close)):
        draft = imposed(context, weighed)
        if draft is not None:
            return draft
    return answer_sentence(context)


def _of_the_breach(close: Sequence[Weighed]) -> Sequence[Weighed]:
    """The sentences with that in front which is as good as the best and names far more of what is
    done.
    """
    if not close:
        return close
    near = [w for w in close if w.score >= AS_GOOD]
    best = max(near, key=lambda w: w.coverage, default=close[0])
    if best.coverage < close[0].coverage + SAYS_MORE:
        return close
    return [best, *(w for w in close if w is not best)]


def _by_own_words(context: Context, close: Sequence[Weighed]) -> Sequence[Weighed]:
    """The sentences with that in front which says far more of what the title of their document
    does not say already (收现金 of 收现金卖炸药), if something is imposed for it.
    """
    first = next((w for w in close if says("sanction", w.span.text)), None)
    if first is None:
        return close
    document = context.document(first.span.passage)
    own = context.matcher.beside(document.title)
    said_first = own.coverage(_with_articles(document, first.span))
    for weighed in sorted(close, key=lambda w: -own.coverage(w.span.text)) if own.terms else ():
        near = weighed.score >= STILL_GOOD and weighed.span.document_id == document.id
        if own.coverage(weighed.span.text) < said_first + OWN_MORE:
            break
        if near and imposed(context, weighed) is not None:
            return [weighed, *(w for w in close if w is not weighed)]
    return close


def _with_articles(document: Document, span: Span) -> str:
    """A sentence with its list and the rules that it names, for the breaches described there."""
    found = enumeration_of(document, span)
    items = "".join(item.text for item in found.items) if found else ""
    head = found.head.text if found and found.head else ""
    named = cited_words(document, span.text, article_of(span.passage), head)
    above = document.text[span.passage.start : span.start] if "前款" in span.text else ""
    return f"{above}{span.text}{items}{named}"


def of_breach_asked(context: Context) -> Weighed | None:
    """Of the sentences near the best the one that imposes something for the breach that a question
    tells of, saying nearly as much of it (擅自…的，责令…, beside 不得擅自…).
    """
    if not says("breach", context.question.resolved):
        return None
    best = context.weighed[0]
    least = SAYS_OF_BREACH * best.coverage
    near = (w for w in context.weighed if w.score >= NEAR_BREACH and w.coverage >= least)
    return next((w for w in near if says("sanction", w.span.text)), None)


def imposed(context: Context, weighed: Weighed) -> Draft | None:
    """What a sentence imposes, or the words above an item of breaches; None where nothing is."""
    if not says("sanction", weighed.span.text):
        return _under_sanction(context, weighed)
    alone = in_asked_case(context.question.resolved, weighed.span.text)
    span = said(context, weighed.span, MEASURE_LIMIT) if alone else _whole_penalty(context, weighed)
    return Draft("penalty", (Statement(span.text, (span,)),))


def with_all_imposed(context: Context, weighed: Weighed) -> Span | None:
    """A fine with what is imposed beside it (责令改正，…；对责任人员处…), where it is asked what a
    breach costs and all of it can be said shortly; None otherwise.
    """
    asked = context.question.resolved
    if not says("asks_penalty", asked) or not says("imposes", weighed.span.text):
        return None
    if in_asked_case(asked, weighed.span.text):
        return None
    span = _whole_penalty(context, weighed)
    return span if len(span.text) <= FACT_LIMIT else None


def _whole_penalty(context: Context, weighed: Weighed) -> Span:
    """A penalty with its other cases where they are short, else with who imposes it."""
    document = context.document(weighed.span.passage)
    line = [
        s
        for s in sentences(document, weighed.span.passage)
        if "\n"
        not in document.text[min(s.start, weighed.span.start) : max(s.end, weighed.span.end)]
    ]
    at = next((i for i, s in enumerate(line) if s.start == weighed.span.start), None)
    if at is None:
        return said(context, weighed.span, MEASURE_LIMIT)
    whole = span_of(document, weighed.span.passage, line[0].start, line[-1].end)
    if len(whole.text) <= WHOLE_LINE:
        return without_label(whole)
    first = last = at
    if at > 0 and not _BY_WHOM.search(line[at].text) and _BY_WHOM.search(line[at - 1].text):
        first = at - 1
    while last + 1 < len(line) and _CASE.match(line[last + 1].text):
        if line[last + 1].end - line[first].start > MEASURE_LIMIT:
            break
        last += 1
    span = span_of(document, weighed.span.passage, line[first].start, line[last].end)
    if len(span.text) > MEASURE_LIMIT:
        span = weighed.span
    return said(context, span, MEASURE_LIMIT)


def imposed_above(context: Context, item: Span) -> Span | None:
    """What is imposed in every case that a list or a line tells apart, where one of them imposes
    more beside (没收…。一百吨以下的，并处…); None where the case says all by itself.
    """
    beside = _BESIDE_ABOVE.search(item.text)
    if beside is None or says("sanction", item.text[: beside.start()]):
        return None
    document = context.document(item.passage)
    found = enumeration_of(document, item)
    above = found.head if found and found.head and found.head.end <= item.start else None
    if above is None:
        text = document.text
        line = [
            one
            for one in sentences(document, item.passage)
            if one.end <= item.start and "\n" not in text[one.start : item.start]
        ]
        above = next((one for one in reversed(line) if not _BESIDE_ABOVE.search(one.text)), None)
    if above is None or not says("sanction", above.text):
        return None
    return without_label(above) if len(above.text) + len(item.text) <= MEASURE_LIMIT else None


def _under_sanction(context: Context, weighed: Weighed) -> Draft | None:
    """An item of breaches under words that impose something (有下列情形之一的，处…：)."""
    found = enumeration_of(context.document(weighed.span.passage), weighed.span)
    if found is None or found.head is None:
        return None
    if not (says("sanction", found.head.text) or _PUNISHES.search(found.head.text)):
        return None
    items = [i for i in found.items if i.start <= weighed.span.start < i.end]
    head = without_label(found.head)
    if not items:
        return None
    item = said(context, without_label(items[0]))
    return Draft("penalty", (Statement(f"{head.text}{item.text}", (head, item)),))
