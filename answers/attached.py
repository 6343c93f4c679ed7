"""What is attached to a document: the lines that name its attachments."""

from __future__ import annotations

from answers.context import Context, Draft, Statement
from answers.cues import says
from answers.facts import MOST_DOCUMENTS
from answers.guidance import attachments
from corpus.records import Document

# The document asked about has a title that says so much of the question.
TITLE_COVERS = 0.5
MOST = 12


def answer_attached(context: Context) -> Draft | None:
    """The lines that name the attachments of the document in question (附件:…分解表), where these
    are asked for by their names; None where it names none.
    """
    if not says("asks_attachment_names", context.question.resolved):
        return None
    documents = dict.fromkeys(hit.passage.document_id for hit in context.hits)
    found = [context.index.documents[id_] for id_ in list(documents)[:MOST_DOCUMENTS]]

    def covered(document: Document) -> float:
        return context.matcher.coverage(document.title)

    document = max(found, key=covered, default=None)
    if document is None or covered(document) < TITLE_COVERS:
        return None
    lines = [line for line in attachments(document) if line.text.strip().startswith("附")][:MOST]
    statements = tuple(Statement(line.text, (line,)) for line in dict.fromkeys(lines))
    return Draft("list", statements, certain=True) if statements else None
