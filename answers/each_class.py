"""Rules for classes (二级的，处…): where a question names no class, those for the others too."""

from __future__ import annotations

from dataclasses import replace

from answers.agreement import classes_named
from answers.alike import alike
from answers.context import Context, Draft, Statement
from answers.measures import asked_ranges
from answers.quantities import has_number
from answers.sentences import Span, joined, touched, without_label

LIMIT = 240  # characters
# Rules for two classes have so much in common.
SAME_RULE = 0.55


def with_classes(context: Context, draft: Draft) -> Draft:
    """A draft with the rules for the other classes around its own, in the order of the document; as
    it is where the question names a class, an amount that tells one, or a thing of one alone.
    """
    question = context.question
    asked = " ".join((*question.before, question.resolved))
    statement = draft.statements[0] if len(draft.statements) == 1 else None
    if statement is None or len(statement.spans) != 1 or classes_named(asked):
        return draft
    if asked_ranges(asked):
        return draft
    own = statement.spans[0]
    document = context.document(own.passage)
    units, at = touched(document, own)
    if len(at) != 1:
        return draft
    first = last = at[0]
    while first and _for_another(context, units[at[0]], units[first - 1]):
        first -= 1
    while last + 1 < len(units) and _for_another(context, units[at[0]], units[last + 1]):
        last += 1
    if first == last:
        return draft
    whole = without_label(joined(document, units[first], units[last]))
    if len(whole.text) > LIMIT:
        return draft
    said = Statement(whole.text, (whole,), verdict=statement.verdict)
    return replace(draft, statements=(said,))


def _for_another(context: Context, own: Span, other: Span) -> bool:
    """Whether a sentence has the rule of another for another class, and all of a question that
    the other has.
    """
    mine, theirs = classes_named(own.text), classes_named(other.text)
    if len(mine) != 1 or mine.keys() != theirs.keys():
        return False
    word = next(iter(mine))
    if mine[word] & theirs[word] or not (has_number(own.text) and has_number(other.text)):
        return False
    named = (term for term in context.matcher.terms if term in own.text)
    return all(term in other.text for term in named) and alike(
        without_label(own).text, without_label(other).text, SAME_RULE
    )
