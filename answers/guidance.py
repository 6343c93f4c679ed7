"""What a refusal can still point to: whom to ask, and an attachment that was not included."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answers.context import Context
from answers.cues import cue, says
from answers.sentences import Span, sentences
from corpus.records import Document, Passage

# The ways in which a document says whom to ask, the best first.
_WHOM = ("gives_number", "asks_of", "explains")
_LONGEST_LINE = 160  # characters; more is no line with a number but a text that mentions one
# A heading of its own: 附件1 on a line, with more than one line below it.
_HEADS_ATTACHMENT = re.compile(r"附[件表录]\s*[\d一二三四五六七八九十]*[ \t]*\n[^\n]+\n+[^\n]")
_LISTED = re.compile(r"附[件表录]|\d{1,2}[.．、]")
# What is asked for may stand in an attachment whose name covers so much of it.
LEAST_COVERAGE = 0.4
# What is asked for is what stands in it where its name with the title covers so much.
COVERS = 0.55
# Kinds of questions that ask for what a list or a table holds.
_ASKS_CONTENTS = frozenset({"list", "measure", "definition", "sentence", "condition"})


def whom_to_ask(context: Context) -> Span | None:
    """The line of the nearest document that names a number or body for enquiries; None without.

    A number to call goes before a body to turn to, and that before the one that interprets the
    document.
    """
    document = nearest_document(context)
    if document is None:
        return None
    found: dict[str, Span] = {}
    for passage in document.passages:
        text = document.text[passage.start : passage.end]
        for name in _WHOM:
            if name not in found and says(name, text):
                span = _line(document, passage, name)
                if span is not None:
                    found[name] = span
    return next((found[name] for name in _WHOM if name in found), None)


def missing_attachment(context: Context) -> Span | None:
    """Where the nearest document names the attachment asked for, which it does not include.

    Asked for is an attachment where the question says so (附件, 分解表), or where the name of one
    covers enough of it; None where there is none, or where the document has it.
    """
    document = nearest_document(context)
    if document is None or _includes_attachments(document):
        return None
    asked = says("asks_attachment", context.question.resolved)
    best: Span | None = None
    worth = 0.0 if asked else LEAST_COVERAGE
    for span in attachments(document):
        coverage = context.matcher.coverage(span.text)
        if coverage >= worth and (best is None or coverage > worth):
            best, worth = span, coverage
    return best


def asks_missing_attachment(context: Context) -> bool:
    """Whether what stands in an attachment is asked for, and the attachment is not included.

    It is asked for by the word, or by the name of the attachment where that covers the question.
    """
    asked = context.question.resolved
    within = says("asks_inside_attachment", asked)
    if not within and context.question.kind not in _ASKS_CONTENTS:
        return False
    if not says("asks_attachment", asked) or says("asks_attachment_names", asked):
        return False
    line = missing_attachment(context)
    if line is None:
        return False
    if "附" in asked:
        return True
    nouns = [noun for noun in cue("attachment_noun").findall(asked) if noun in line.text]
    title = context.document(line.passage).title
    return bool(nouns) and context.matcher.coverage(f"{line.text} {title}") >= COVERS


def nearest_document(context: Context) -> Document | None:
    """The document of the sentence that fits the question best; None where nothing was found."""
    if not context.weighed:
        return None
    return context.document(context.weighed[0].span.passage)


def _line(document: Document, passage: Passage, name: str) -> Span | None:
    for line in sentences(document, passage):
        if len(line.text) <= _LONGEST_LINE and says(name, line.text):
            return line
    return None


def _includes_attachments(document: Document) -> bool:
    """Whether an attachment itself is there, under a heading of its own, and not only its name."""
    return any(
        _HEADS_ATTACHMENT.match(document.text[section.start : section.end])
        for section in document.sections
    )


def attachments(document: Document) -> Iterator[Span]:
    """The lines and brackets that name an attachment: 附件：1.任务分解表, (见附件2)."""
    for passage in document.passages:
        listed = bool(passage.path) and passage.path[-1].startswith(("附件", "附表"))
        if not listed and "附" not in document.text[passage.start : passage.end]:
            continue
        for line in sentences(document, passage):
            if (listed and _LISTED.match(line.text)) or says("names_attachment", line.text):
                yield line
