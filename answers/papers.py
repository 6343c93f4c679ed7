"""Which document: its title, number, issuer and basis, and which ones say a thing."""

from __future__ import annotations

import re

from answers.context import Context, Draft, Statement
from answers.cues import says
from answers.sentences import Span, sentences
from answers.titles import numbered_title
from answers.windows import best_window
from corpus.records import Document
from retrieval.exact import NUMBERED, documents_named

# A document that is made, applied or repealed, rather than named on the way.
_MADE = re.compile(
    r"(?:印发|出台|制定|制订|起草|发布|公布|下发|修[订改]|完善|按照?|依据|根据|依照|遵照|执行|落实|实施|贯彻|参照|适用|符合|废止|推进)"
    r"[^《》。;；]{0,16}(?:《[^《》]{4,60}》[、和及与])*《([^《》]{4,60})》"
)
_BASIS = re.compile(r"(?:根据|依据|按照|依照|落实|贯彻)[^。;；\n]{0,40}《")
# What of a question is left beside a number when the document itself is asked for.
_ABOUT = re.compile(
    r"什么地方|哪里|哪儿|哪|全文|原文|有没有|份|发的|印发|发布|出台|在|有|文件|通知|规定|事项|内容|主题|标题|全称|题目|名称|关于|什么|哪个|哪份|哪一份|讲|说|写|叫|是|的|了|个|事|啥|这|那|查|一下|请问|\W"
)
MOST_DOCUMENTS = 3
NEARLY_AS_GOOD = 0.5


def answer_document(context: Context) -> Draft | None:
    """The number, the title or the basis of a document, or the documents that say a thing.

    A title in the best sentence that is not the document's own is what was asked for ("出台了
    《…方案》"); otherwise the documents that say it are named, cited at the sentence.
    """
    asked = context.question.resolved
    basis = _basis(context) if says("asks_basis", asked) else None
    if basis is not None:
        return basis
    repealed = _repealed(context) if says("asks_repealed", asked) else None
    if repealed is not None:
        return repealed
    if says("asks_number", asked):
        return _document_number(context)
    if not context.weighed:
        return None
    best = context.weighed[0]
    own = context.document(best.span.passage)
    if says("asks_title", asked) and _is_about_document(context):
        return _title(own)
    known = f"{own.title}{asked}"
    others = [name for name in _MADE.findall(best.span.text) if name not in known]
    if others:
        span = best_window(context, best.span, lambda text: any(name in text for name in others))
        return Draft("document", (Statement(span.text, (span,)),))
    return _documents_that_say_it(context)


def answer_numbered(context: Context) -> Draft | None:
    """The title of the document whose number is asked about; None where more is asked."""
    numbered = documents_named(context.question.resolved, context.index.headers)
    rest = _ABOUT.sub("", NUMBERED.sub("", context.question.resolved))
    if not numbered or len(rest) > 1:
        return None
    statements = []
    for id_ in numbered:
        document = context.index.documents[id_]
        start = document.text.find(document.title)
        span = _span_at(document, start, start + len(document.title)) or _first_line(document)
        statements.append(Statement(_named(document), (span,), quoted=False))
    return Draft("document", tuple(statements), certain=True)


def answer_issuer(context: Context) -> Draft | None:
    """Who issued the document in question, at the place where it signs."""
    for document in _documents(context)[:1]:
        if document.issuer:
            start = document.text.rfind(document.issuer)
            span = _span_at(document, start, start + len(document.issuer))
            if span is not None:
                return Draft("issuer", (Statement(document.issuer, (span,)),), certain=True)
    return None


def _is_about_document(context: Context) -> bool:
    """Whether nothing is asked but the document itself: its title covers all that is named."""
    document = _documents(context)[0]
    rest = context.matcher.without(lambda term: says("asks_title", term))
    return rest.coverage(document.title) >= 0.6


def _title(document: Document) -> Draft:
    start = document.text.find(document.title)
    span = _span_at(document, start, start + len(document.title)) or _first_line(document)
    return Draft("document", (Statement(_named(document), (span,), quoted=False),), certain=True)


def _basis(context: Context) -> Draft | None:
    """The sentence of the document in question that names the documents it rests on."""
    for document in _documents(context)[:1]:
        for passage in document.passages:
            for sentence in sentences(document, passage):
                if _BASIS.search(sentence.text):
                    span = best_window(context, sentence, lambda t: "《" in t, widen=True)
                    return Draft("document", (Statement(span.text, (span,)),), certain=True)
    return None


def _repealed(context: Context) -> Draft | None:
    """The sentences in which the document in question puts others out of force."""
    for document in _documents(context)[:1]:
        found = [
            sentence
            for passage in document.passages
            for sentence in sentences(document, passage)
            if any(sentence.start <= r.start < sentence.end for r in document.validity.repeals)
        ]
        if found:
            statements = tuple(Statement(span.text, (span,)) for span in dict.fromkeys(found))
            return Draft("document", statements, certain=True)
    return None


def _document_number(context: Context) -> Draft | None:
    """The number of the document in question, at the place where it is printed."""
    for document in _documents(context)[:1]:
        if document.doc_number:
            start = document.text.find(document.doc_number)
            span = _span_at(document, start, start + len(document.doc_number))
            if span is not None:
                return Draft("document", (Statement(span.text, (span,)),), certain=True)
    return None


def _documents_that_say_it(context: Context) -> Draft | None:
    statements: list[Statement] = []
    for weighed in context.weighed:
        document = context.document(weighed.span.passage)
        if any(document.id == s.spans[0].document_id for s in statements):
            continue
        if (
            weighed.score < NEARLY_AS_GOOD * context.weighed[0].score
            or len(statements) == MOST_DOCUMENTS
        ):
            break
        statements.append(Statement(_named(document), (weighed.span,), quoted=False))
    return Draft("document", tuple(statements)) if statements else None


def _named(document: Document) -> str:
    return numbered_title(document.title or document.id, document.doc_number, whole=True)


def _documents(context: Context) -> list[Document]:
    ids = dict.fromkeys(hit.passage.document_id for hit in context.hits)
    return [context.index.documents[id_] for id_ in ids]


def _span_at(document: Document, start: int, end: int) -> Span | None:
    """A span with the passage that it stands in, or that follows where it is a heading."""
    if start < 0:
        return None
    passage = next((p for p in document.passages if p.end > start), document.passages[-1])
    return Span(document.id, passage, start, end, document.text[start:end])


def _first_line(document: Document) -> Span:
    passage = document.passages[0]
    return sentences(document, passage)[0]
