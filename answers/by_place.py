"""What a document that goes through places one by one has of the place that is asked about."""

from __future__ import annotations

from answers.context import Context, Draft, Statement
from answers.localities import opening_place, opens_with
from answers.sentences import sentences, without_label
from answers.windows import FACT_LIMIT, said
from corpus.places import covers, find_mentions, level
from corpus.records import Document

# The title says what all of its places are there for: so much of what a question names.
TITLE_COVERS = 0.6
# So many items open with a place in a document that goes through places.
LEAST_PLACES = 3
MOST = 6
MOST_LOOKED_AT = 200  # passages


def answer_by_place(context: Context) -> Draft | None:
    """The items of the place asked about, in a document that has one place after the other under
    a title which is what is asked (关于表扬…典型做法的通报: 3.某市…).
    """
    if len(context.question.places) != 1 or not context.weighed:
        return None
    region = context.question.places[0].region
    document = context.document(context.weighed[0].span.passage)
    about = {named for mention in find_mentions(document.title) for named in mention.regions}
    own = document.region == region or any(covers(region, named) for named in about)
    if own or context.matcher.coverage(document.title) < TITLE_COVERS:
        return None
    if not _goes_through_places(document):
        return None
    spans = [
        weighed.span
        for weighed in context.weighed
        if weighed.span.document_id == document.id
        and opens_with(without_label(weighed.span).text, region)
    ]
    if not 0 < len(spans) <= MOST:
        return None
    spoken = [said(context, span, FACT_LIMIT) for span in sorted(spans, key=lambda s: s.start)]
    statements = tuple(Statement(span.text, (span,)) for span in spoken)
    return Draft(context.question.kind, statements, certain=True)


def _goes_through_places(document: Document) -> bool:
    items = (sentences(document, passage)[:1] for passage in document.passages[:MOST_LOOKED_AT])
    opening = (opening_place(without_label(item[0]).text) for item in items if item)
    places = {(level(region), region) for region in opening if region is not None}
    return any(sum(depth == own for own, _ in places) >= LEAST_PLACES for depth, _ in places)
