"""The whole list as the answer where its best sentence is an item of it, or announces it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answers.context import Context, Draft, Statement, Weighed
from answers.cues import says
from answers.enumerations import Enumeration, enumeration_of, enumerations, words_over
from answers.polarity import forbids
from answers.sentences import Span, clauses, joined, sentences, span_of, without_label
from answers.wording import say

# Lists are said in full, within reason (characters); long items by their first clauses.
LIST_LIMIT, LONGEST_ITEM, SHORT_ITEM = 600, 120, 72
# The head of a list must cover this share of what the item covers for all items to be asked for.
HEAD_SHARE = 0.5
# Another list of the same passage is meant where its head covers this much more.
CLEARLY_MORE = 0.1
_BODIES = re.compile(
    "(?:下列|以下|如下)[^,，。;；:：]{0,4}(?:部门|单位|机关|机构|主体|人员)[^,，。;；:：]{0,30}[:：]?$"
)
# A case without what holds in it.
_CASE_ALONE = re.compile("的[。；;]?$")
# Kinds in which 处理 or 责任 may ask for a punishment.
_MAY_ASK_SANCTION = frozenset({"measure", "penalty", "sentence", "yesno"})
_ASKS_FOR_ALL = frozenset({"list", "condition"})
# What it adds to the evidence that a list of what is forbidden is asked for and found.
FORBIDS_TOO = 0.06


def whole_list(context: Context, weighed: Weighed, kind: str) -> Draft | None:
    """All items of the list that a sentence heads or stands in, with the words that announce it.

    None where it belongs to no announced list, or where the question is about this one item.
    """
    document = context.document(weighed.span.passage)
    found = enumeration_of(document, weighed.span)
    if found is None or found.head is None or _punishes_unasked(context, found.head):
        return None
    if not found.head.start <= weighed.span.start < found.head.end:
        found = _meant(context, weighed, found, kind)
        if found is None:
            return None
    forbidden = found.head is not None and forbids(found.head.text)
    same = kind in _ASKS_FOR_ALL and says("asked_denial", context.question.resolved)
    return in_words(context, found, kind, FORBIDS_TOO if forbidden and same else 0.0)


def _punishes_unasked(context: Context, head: Span) -> bool:
    """Whether words announce what is punished where the question asks for something else."""
    asked = context.question
    wanted = "asks_sanction" if asked.kind in _MAY_ASK_SANCTION else "asks_penalty"
    unasked = not says(wanted, asked.resolved) and not says("imposes", asked.resolved)
    return unasked and says("imposes", head.text)


def _meant(context: Context, weighed: Weighed, found: Enumeration, kind: str) -> Enumeration | None:
    """The list asked for, of a sentence that is an item: its own, or one beside it."""

    def covered(enumeration: Enumeration) -> float:
        head = enumeration.head.text if enumeration.head else ""
        path = weighed.span.passage.path
        return context.matcher.coverage(f"{path[-1] if path else ''} {head}")

    if kind in _ASKS_FOR_ALL:
        beside = enumerations(context.document(weighed.span.passage), weighed.span.passage)
        best = max((e for e in beside if e.head), key=covered, default=found)
        if covered(best) >= covered(found) + CLEARLY_MORE:
            return best
        return found if covered(found) >= HEAD_SHARE * weighed.coverage else None
    return found if covered(found) >= weighed.coverage else None


def in_words(context: Context, found: Enumeration, kind: str, fit: float = 0.0) -> Draft:
    """A list in words: in full, by the first clauses of long items, or as far as there is room.

    Raises ValueError for one without words that announce it.
    """
    if found.head is None:
        raise ValueError("only an announced list is said as a whole")
    document = context.document(found.head.passage)
    items = found.items
    length = items[-1].end - found.head.start
    if length > LIST_LIMIT and length / len(items) > LONGEST_ITEM:
        items = tuple(_shortened(context, item) for item in items)
        kept = _fitting(found.head, items, sum(len(item.text) for item in items))
        statements = [Statement(item.text.rstrip("。;；,，"), (item,)) for item in kept]
        opening = without_label(found.head).text
    else:
        kept = _fitting(found.head, items, length)
        whole = span_of(document, found.head.passage, found.head.start, kept[-1].end)
        whole = without_label(whole)
        statements, opening = [Statement(whole.text, (whole,))], ""
    remark = _remark(context, found, len(found.items) - len(kept))
    if remark:
        statements.append(Statement(remark, statements[0].spans, quoted=False))
    return Draft(kind, tuple(statements), opening, fit=fit)


def with_bodies(context: Context, draft: Draft) -> Draft:
    """A draft whose last sentence announces who does it (由下列部门负责), with those bodies."""
    last = draft.statements[-1] if draft.statements else None
    if draft.certain or last is None or not last.spans:
        return draft
    span = last.spans[-1]
    if not _BODIES.search(span.text):
        return draft
    found = enumeration_of(context.document(span.passage), span)
    if found is None or found.head is None or span.end > found.items[0].start:
        return draft
    listed = in_words(context, found, draft.kind)
    if listed.opening:
        return replace(draft, statements=(*draft.statements, *listed.statements))
    first = replace(listed.statements[0], verdict=last.verdict)
    return replace(draft, statements=(*draft.statements[:-1], first, *listed.statements[1:]))


def with_head(context: Context, draft: Draft) -> Draft:
    """A yes or no that only an item of a list gives (甲…的；) with the words over the list, which
    say what holds in that case.
    """
    alone = draft.statements[0] if len(draft.statements) == 1 else None
    if alone is None or len(alone.spans) != 1 or draft.kind != "yesno" or draft.certain:
        return draft
    item = alone.spans[0]
    if not _CASE_ALONE.search(item.text):
        return draft
    head = words_over(context.document(item.passage), item, LONGEST_ITEM)
    if head is None:
        return draft
    return replace(draft, statements=(Statement(head.text, (head,)), alone))


def _fitting(head: Span, items: Sequence[Span], length: int) -> Sequence[Span]:
    """The first items that can be said within the limit, at least one."""
    if length <= LIST_LIMIT:
        return items
    room, kept = LIST_LIMIT - len(head.text), 0
    while kept < len(items) and (room := room - len(items[kept].text)) >= 0:
        kept += 1
    return items[: max(1, kept)]


def _shortened(context: Context, item: Span) -> Span:
    """The opening of an item: its first sentence, or the first clauses of a long one."""
    document = context.document(item.passage)
    text = item.text.find("\n")
    line = item if text < 0 else span_of(document, item.passage, item.start, item.start + text)
    stand_in = line if len(line.text) <= SHORT_ITEM else _first_sentence(context, line)
    if len(stand_in.text) <= SHORT_ITEM:
        return stand_in
    parts = clauses(document, stand_in)
    end = 0
    while end + 1 < len(parts) and parts[end + 1].end - item.start <= SHORT_ITEM:
        end += 1
    return joined(document, parts[0], parts[end])


def _first_sentence(context: Context, line: Span) -> Span:
    document = context.document(line.passage)
    inside = [
        s for s in sentences(document, line.passage) if line.start <= s.start and s.end <= line.end
    ]
    return inside[0] if inside and len(inside[0].text) > 8 else line


def _remark(context: Context, found: Enumeration, left: int) -> str:
    """What has to be said of a list that is cut, or shorter than it says itself."""
    language = context.question.language
    if found.missing:
        count = len(found.items)
        return say("list_short", language, announced=found.announced, count=count)
    return say("list_more", language, count=left) if left > 0 else ""
