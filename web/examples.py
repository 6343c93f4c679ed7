"""Example questions for the chat page, made from the documents at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from corpus.records import Document

MOST_READ = 24  # documents, which may have to be read from disk
SHORTEST, LONGEST = 4, 18  # characters of a task or heading that reads well inside a question
AWKWARD = frozenset("《》()（）[]〔〕“”\"'<>、;；:：,，。.")


def example_questions(documents: Mapping[str, Document], limit: int = 6) -> list[str]:
    """At most ``limit`` questions that the documents can answer, in turns one from each document.

    A document with duties offers who leads and who supports a task, then come its headings and
    its date of signing. The order is that of the document ids, so that the same documents give
    the same questions. Only the first documents are asked about.
    """
    first = islice(sorted(documents), MOST_READ)
    queues = [list(_questions(documents[key])) for key in first]
    turns: list[str] = []
    for position in range(max((len(queue) for queue in queues), default=0)):
        turns += [queue[position] for queue in queues if position < len(queue)]
    return list(dict.fromkeys(turns))[:limit]


def _questions(document: Document) -> Iterable[str]:
    region = document.region
    place = region.district or region.city or region.province
    led = [duty.task for duty in document.duties if duty.leads and _reads_well(duty.task)]
    shared = [duty.task for duty in document.duties if duty.supports and _reads_well(duty.task)]
    headings = [section.heading for section in document.sections if _reads_well(section.heading)]
    if led:
        yield f"{place}{led[len(led) // 2]}由谁牵头？"
    if len(shared) > 1:
        yield f"{place}{shared[-1]}由哪些单位配合？"
    if headings:
        yield f"{place}在{headings[len(headings) // 2]}方面有哪些规定？"
    if document.signed and document.title and not AWKWARD & set(document.title):
        yield f"{document.title}是什么时候印发的？"


def _reads_well(words: str) -> bool:
    return SHORTEST <= len(words) <= LONGEST and not AWKWARD & set(words)
