"""To whom a document is sent: the line that its text begins with (各区人民政府:)."""

from __future__ import annotations

import re

from answers.context import Context, Draft, Statement
from answers.cues import says
from answers.sentences import Span
from corpus.records import Document

# The line stands before the text, behind a title and a number.
_LOOKED_THROUGH = 800  # characters
_ADDRESSED = re.compile(
    r"^[ \t]*(?P<who>[^\n。;；:：〔]{2,200}?(?:政府|单位|机构|部门|机关|组织|企业|公司|学校|医院"
    r"|办公室|办事处|委员|代表|同志|[省市区县镇乡厅局委办会院校])(?:[(（][^()（）]{1,30}[)）])?)"
    r"[:：](?=\s|《|$)",
    re.M,
)
_TITLE_PART = 0.6  # of what is named, where nothing but the document is asked about


def answer_addressee(context: Context) -> Draft | None:
    """To whom the document in question is sent; None where something else is sent to somebody."""
    if not says("asks_addressee", context.question.resolved):
        return None
    for id_ in dict.fromkeys(hit.passage.document_id for hit in context.hits[:1]):
        document = context.index.documents[id_]
        if not _is_meant(context, document):
            continue
        match = _ADDRESSED.search(document.text[:_LOOKED_THROUGH])
        if match is None:
            continue
        start, end = match.span("who")
        passage = next((p for p in document.passages if p.end > start), document.passages[0])
        span = Span(document.id, passage, start, end, document.text[start:end])
        return Draft("actor", (Statement(span.text, (span,)),), certain=True)
    return None


def _is_meant(context: Context, document: Document) -> bool:
    """Whether a question is about a document itself: it says so, or names its title."""
    if says("is_document", context.question.resolved):
        return True
    matcher = context.matcher.without(lambda term: says("asks_addressee", f"{term}给谁"))
    return matcher.coverage(document.title) >= _TITLE_PART
