"""Rates by parts (200万元以下的5%；超过…的部分3%): all parts that an amount passes through."""

from __future__ import annotations

import re
from dataclasses import replace

from answers.context import Context, Draft, Statement
from answers.measures import in_classes, names_amount
from answers.quantities import has_number
from answers.sentences import joined, touched, without_label

LIMIT = 240  # characters
# What is reckoned on top of what the sentence before says (减按百分之七十), which shares a name.
_ON_TOP = re.compile(r"减按|在此基础上|在上述[^,，。;；]{0,8}基础上|再(?:减|加)[按收征计]")
_SHARED = 3  # characters
_PART = re.compile(r"(?:超(?:过|出)|高于)[^,，。;；]{1,24}的?部分")


def with_parts(context: Context, draft: Draft) -> Draft:
    """A draft with the rates for the parts before and behind its own, up to the one in which the
    amount of the question lies, and with what its rate is reckoned on top of; as it is otherwise.
    """
    asked = context.question.resolved
    statement = draft.statements[-1] if draft.statements else None
    if statement is None or len(statement.spans) != 1:
        return draft
    if not (names_amount(asked) or _ON_TOP.search(statement.text)):
        return draft
    own = statement.spans[0]
    document = context.document(own.passage)
    units, at = touched(document, own)
    if not at:
        return draft
    first, last = at[0], at[-1]
    if first and _rests_on(own.text, units[first - 1].text):
        first -= 1
    while first and _PART.search(units[first].text) and units[first - 1].text[-1] in ";；":
        first -= 1
    while last + 1 < len(units) and units[last].text[-1] in ";；":
        further = units[last + 1].text
        if not (_PART.search(further) and in_classes(asked, further)):
            break
        last += 1
    if (first, last) == (at[0], at[-1]):
        return draft
    whole = without_label(joined(document, units[first], units[last]))
    if len(whole.text) > LIMIT:
        return draft
    said = Statement(whole.text, (whole,), verdict=statement.verdict)
    return replace(draft, statements=(*draft.statements[:-1], said))


def _rests_on(text: str, before: str) -> bool:
    """Whether an amount is reckoned on top of what the sentence before it lays down."""
    if not (_ON_TOP.search(text) and has_number(before)):
        return False
    return any(text[i : i + _SHARED] in before for i in range(len(text) - _SHARED + 1))
