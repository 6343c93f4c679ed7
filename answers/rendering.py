"""A draft becomes the text of an answer with numbered citations."""

from __future__ import annotations

from collections.abc import Sequence

from answers.context import Context, Draft, Statement
from answers.records import Citation
from answers.sentences import Span
from answers.wording import say
from corpus.records import Damage, Document, Region
from corpus.script import traditionalise

# Kinds whose text is worded by us; the text of the others is the document's own.
WORDED_KINDS = frozenset({"lead", "support", "duty"})


def render(context: Context, draft: Draft) -> tuple[str, tuple[Citation, ...], tuple[str, ...]]:
    """(text with marks "[1]", citations in the order of their marks, warnings)."""
    spans = list(dict.fromkeys(span for s in draft.statements for span in s.spans))
    marks = {span: f"[{number}]" for number, span in enumerate(spans, 1)}
    lines = [_line(context, draft, statement, marks) for statement in draft.statements]
    if draft.opening:
        lines.insert(0, draft.opening.rstrip(":：") + "：")
    text = "\n".join(lines)
    if context.question.language == "zh-Hant":
        text = traditionalise(text)
    citations = tuple(cite(context.document(span.passage), span) for span in spans)
    warnings = tuple(dict.fromkeys(w for span in spans for w in damage_warnings(context, span)))
    return text, citations, warnings


def cite(document: Document, span: Span) -> Citation:
    """The citation of a span, resolved against its document."""
    passage = span.passage
    return Citation(
        document_id=document.id,
        passage_id=passage.id,
        title=document.title,
        section=" > ".join(passage.path),
        text=document.text[passage.start : passage.end],
        quote=document.text[span.start : span.end],
        start=span.start,
        end=span.end,
    )


def damage_warnings(context: Context, span: Span) -> list[str]:
    """A warning for each damaged stretch of the source inside a span."""
    document = context.document(span.passage)
    return [
        _damage_warning(context, document, damage)
        for damage in document.damages
        if damage.start < span.end and span.start < damage.end
    ]


def _damage_warning(context: Context, document: Document, damage: Damage) -> str:
    return say(
        "damaged",
        context.question.language,
        quote=document.text[damage.start : damage.end],
        likely=damage.likely or damage.reason,
    )


def _line(context: Context, draft: Draft, statement: Statement, marks: dict[Span, str]) -> str:
    numbers = "".join(marks[span] for span in statement.spans)
    text = statement.text.strip()
    worded = draft.kind in WORDED_KINDS or draft.opening
    if context.question.language == "en" and not worded:
        text = say("states", "en", quote=text.rstrip("。;；"))
    elif text and text[-1] not in "。.!！?？":
        text = text.rstrip(",，;；:：、") + ("。" if not draft.opening else "")
    return f"{_place_prefix(context, statement.spans)}{text}{numbers}"


def _place_prefix(context: Context, spans: Sequence[Span]) -> str:
    """Whose rule it is, said where the question names no place and there are several."""
    regions = {document.region for document in context.index.documents.values()}
    if context.question.places or len(regions - {Region()}) < 2 or not spans:
        return ""
    region = context.index.documents[spans[0].document_id].region
    name = region.district or region.city or region.province
    return f"{name}：" if name else ""
