"""A draft becomes the text of an answer with numbered citations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.context import Context, Draft, Statement
from answers.english import english_region
from answers.national import has_own, is_national
from answers.records import Answer, Citation
from answers.sentences import Span
from answers.titles import named_title
from answers.wording import region_list, say
from corpus.places import covers
from corpus.records import Damage, Document, Language, Region
from corpus.script import traditionalise

_MARK = re.compile(r"\[(\d{1,4})\]")
_RELATIVE_YEAR = re.compile(r"今年|去年|前年|明年|后年|上一?年度|本年度")


def answer_of(context: Context, draft: Draft) -> Answer:
    """What a draft says, as an answer that took no time yet."""
    text, citations, warnings = render(context, draft)
    return Answer(context.question, text, False, draft.kind, citations, warnings, context.hits, 0.0)


def render(context: Context, draft: Draft) -> tuple[str, tuple[Citation, ...], tuple[str, ...]]:
    """(text with marks "[1]", citations in the order of their marks, warnings)."""
    spans = list(dict.fromkeys(span for s in draft.statements for span in s.spans))
    marks = {span: f"[{number}]" for number, span in enumerate(spans, 1)}
    lines = [_line(context, draft, statement, marks) for statement in draft.statements]
    if draft.opening:
        lines.insert(0, _with_colon(draft.opening, context.question.language))
    text = "\n".join(lines)
    if context.question.language == "zh-Hant":
        text = traditionalise(text)
    citations = tuple(cite(context.document(span.passage), span) for span in spans)
    warnings = tuple(dict.fromkeys(w for span in spans for w in damage_warnings(context, span)))
    remarks = _wider_region(context, spans) + _of_the_nation(context, spans)
    return text, citations, warnings + remarks + _relative_year(context)


def shifted(text: str, count: int, shift: int) -> str:
    """A text with ``count`` citations whose marks count on from ``shift``."""

    def moved(mark: re.Match[str]) -> str:
        number = int(mark.group(1))
        return f"[{number + shift}]" if 1 <= number <= count else mark.group()

    return _MARK.sub(moved, text)


def cite(document: Document, span: Span) -> Citation:
    """The citation of a span, resolved against its document.

    A heading stands outside the passage that it heads; the cited text then begins with it.
    """
    passage = span.passage
    return Citation(
        document_id=document.id,
        passage_id=passage.id,
        title=document.title,
        section=" > ".join(passage.path),
        text=document.text[min(span.start, passage.start) : max(span.end, passage.end)],
        quote=document.text[span.start : span.end],
        start=span.start,
        end=span.end,
        issuer=document.issuer,
        doc_number=document.doc_number,
        dated=document.signed or document.published,
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


def _relative_year(context: Context) -> tuple[str, ...]:
    """A remark where a question says 去年 and the like: which year that is depends on the day."""
    question = context.question
    match = _RELATIVE_YEAR.search(question.text)
    if match is None or question.years:
        return ()
    return (say("relative_year", question.language, word=match.group()),)


def _wider_region(context: Context, spans: Sequence[Span]) -> tuple[str, ...]:
    """A remark where what is said is of a place around the one asked about."""
    language, headers = context.question.language, context.index.headers
    regions = {context.document(span.passage).region for span in spans}
    return tuple(
        say(
            "wider_too" if has_own(place.region, headers) else "wider",
            language,
            place=region_list([place.region], language),
            region=region_list([region], language),
        )
        for place in context.question.places[:1]
        for region in sorted(regions, key=lambda region: region.name)
        if region not in (place.region, Region()) and covers(region, place.region)
    )


def _of_the_nation(context: Context, spans: Sequence[Span]) -> tuple[str, ...]:
    """A remark where a question about a place is answered by what holds everywhere."""
    places, headers = context.question.places, context.index.headers
    passages = [span.passage for span in spans]
    if not places or not spans or not all(is_national(headers[p.document_id]) for p in passages):
        return ()
    names = {name for place in places for name in (place.mention, _shortest(place.region))}
    if any(name in context.full_text(passage) for passage in passages for name in names):
        return ()
    region, language = places[0].region, context.question.language
    key = "national_too" if has_own(region, headers) else "national"
    titles = dict.fromkeys(named_title(headers[p.document_id].title) for p in passages)
    place = region_list([region], language)
    return tuple(say(key, language, place=place, title=title) for title in titles)


def _shortest(region: Region) -> str:
    return region.district or region.city or region.province


def _line(context: Context, draft: Draft, statement: Statement, marks: dict[Span, str]) -> str:
    numbers = "".join(marks[span] for span in statement.spans)
    listed = len(draft.statements) > 1
    # What a document prints in brackets must not pass for a mark.
    text = _MARK.sub(r"［\1］", statement.text.strip())
    if not statement.spans:
        text = _with_colon(text, context.question.language)
    elif context.question.language == "en" and statement.quoted:
        bare = text.rstrip("。;；,，")
        text = f"“{bare}”" if listed else say("states", "en", quote=bare)
    elif text[-1:] not in "。.!！?？" and not draft.opening:
        text = text.rstrip(",，;；:：、") + "。"
    prefix = _place_prefix(context, statement.spans)
    return f"{prefix}{statement.verdict}{_marked(text, numbers)}"


def _marked(text: str, numbers: str) -> str:
    """A text with its marks behind each of its lines, but for one that only announces the next."""
    *before, last = (line.strip() for line in text.splitlines() if line.strip())
    marked = [line if line[-1] in ":：" else f"{line}{numbers}" for line in before]
    return "\n".join([*marked, f"{last}{numbers}"])


def _with_colon(text: str, language: Language) -> str:
    return text.rstrip(":：") + (":" if language == "en" else "：")


def _place_prefix(context: Context, spans: Sequence[Span]) -> str:
    """Whose rule it is, said where neither question nor talk has a place and there are several."""
    regions = {header.region for header in context.index.headers.values()}
    if (
        context.question.places
        or context.scope.talked_of
        or len(regions - {Region()}) < 2
        or not spans
    ):
        return ""
    region = context.index.headers[spans[0].document_id].region
    if context.question.language == "en":
        return f"{english_region(region)}: " if region.name else ""
    name = region.district or region.city or region.province
    return f"{name}：" if name else ""
