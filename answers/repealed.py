"""Whether a document that others put out of force still holds: it does not, with their words."""

from __future__ import annotations

import re

from answers.context import Context, Draft, Statement
from answers.cues import says
from answers.sentences import Span, sentences
from answers.titles import numbered_title
from answers.wording import say
from corpus.headers import Header
from corpus.records import Repeal
from retrieval.exact import names_number, number_named

# So short a title names no document by itself.
SHORTEST_TITLE = 6
_TITLE = re.compile(r"《([^《》]+)》")


def answer_repealed(context: Context) -> Draft | None:
    """That a document asked about was repealed, by which, at the sentence that says so.

    None where no document repeals it. It is named by its number, or by its title where no
    document of that title has taken its place.
    """
    asked = context.question.resolved
    if not says("asks_in_force", asked):
        return None
    number = number_named(asked)
    for header in sorted(context.index.headers.values(), key=_latest_first):
        for repeal in header.validity.repeals:
            if number:
                named = names_number(repeal.doc_number, number)
            else:
                named = _titled(context, header, repeal)
            span = _sentence(context, header.id, repeal.start) if named else None
            if span is not None:
                newer = numbered_title(header.title or header.id, header.doc_number)
                verdict = say("repealed", context.question.language, newer=newer)
                statement = Statement(span.text, (span,), verdict=verdict)
                return Draft("yesno", (statement,), certain=True)
    return None


def _latest_first(header: Header) -> tuple[int, str]:
    day = header.signed or header.published
    return (-day.toordinal() if day else 0, header.id)


def _titled(context: Context, header: Header, repeal: Repeal) -> bool:
    """Whether a question names what is repealed by its title, in the scope of the one repealing."""
    asked = context.question.resolved
    title = "".join(_TITLE.findall(repeal.title)) or repeal.title
    if len(title) < SHORTEST_TITLE or title not in asked:
        return False
    taken = any(title in context.index.headers[id_].title for id_ in context.scope.documents)
    return header.id in context.scope.documents and not taken


def _sentence(context: Context, id_: str, start: int) -> Span | None:
    document = context.index.documents[id_]
    for passage in document.passages:
        if passage.start <= start < passage.end:
            found = (s for s in sentences(document, passage) if s.start <= start < s.end)
            return next(found, None)
    return None
