"""Who holds an office or sits for a body: said in a sentence, or in a line of a list of members."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from answers.context import Context, Draft, Statement
from answers.cues import cue
from answers.sentences import Span, sentences
from answers.windows import best_window
from retrieval.agencies import agencies_in

# "主任：王小明 市政府副秘书长", "李 红 市财政局副局长": a name and what its bearer is.
_MEMBER = re.compile(
    r"^(?:[^:：,，。]{1,8}[:：]\s*)?[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,3}\s+[\u4e00-\u9fff（）()]{3,}$"
)
# "办公室主任": the office of a part of a body, which is another than that of the whole.
_PART = re.compile(r"办公室|秘书处|分会|工作组|小组|专班|分局|支部")
_IN_A_ROW = re.compile(r"、|和|与|及|以及|[,，]")
# An office of no table, by the end of its name: "河长由谁担任".
_UNKNOWN = re.compile(
    r"([\u4e00-\u9fff]{2})(?:是?由|让)(?:谁|哪些?人|什么人)来?(?:担任|出任|兼任|当)"
)
_ABOVE = ("副", "第一", "常务")


def answer_person(context: Context) -> Draft | None:
    """Who holds an office, appoints to it, or is the member of a body; None where nothing says so.

    Of several offices named in a row (院长、副院长各是谁) each is told.
    """
    asked = context.question.resolved
    offices = list(cue("office").finditer(asked))
    if not offices:
        unknown = _UNKNOWN.search(asked)
        held = _holder(context, unknown.group(1)) if unknown else None
        return Draft("person", (Statement(held.text, (held,)),)) if held else _member(context)
    row = [offices[-1]]
    while len(row) < len(offices):
        before = offices[-len(row) - 1]
        if not _IN_A_ROW.fullmatch(asked[before.end() : row[0].start()]):
            break
        row.insert(0, before)
    found = [_holder(context, office.group()) for office in row]
    spans = dict.fromkeys(span for span in found if span is not None)
    statements = tuple(Statement(span.text, (span,)) for span in spans)
    return Draft("person", statements) if statements else None


def _holder(context: Context, office: str) -> Span | None:
    """The words that say who holds an office or appoints to it; None where none do.

    What is said of the office of a part (办公室主任) counts last; lists of members are looked
    through in the document that was found first.
    """
    plain = office if office.startswith("总") else f"(?<!总){office}"
    title = office if office.startswith(_ABOVE) else f"(?<!副)(?<!常务)(?<!第一){plain}"
    says_who = re.compile(
        rf"{title}[^,，。;；:：\n]{{0,8}}[,，]?[^,，。;；:：\n]{{0,4}}(?:由|为|是|[:：])"
        rf"|(?:担任|兼任|出任|任)[^,，。;；]{{0,12}}?{title}"
    )

    def fits(text: str) -> bool:
        return says_who.search(text) is not None

    def of_the_whole(text: str) -> bool:
        found = says_who.search(text)
        part = _PART.search(text[max(0, found.start() - 4) : found.end()]) if found else None
        return found is not None and (part is None or part.group() in context.question.resolved)

    spans = [weighed.span for weighed in context.weighed if weighed.duty is None]
    best = _first(iter(spans), of_the_whole) or _first(_listed(context), of_the_whole)
    best = best or _first(iter(spans), fits)
    return best_window(context, best, fits, widen=True) if best else None


def _member(context: Context) -> Draft | None:
    """The line of a list of members that names somebody of the body asked about."""
    bodies = set(agencies_in(context.question.resolved))

    def of_the_body(text: str) -> bool:
        return bool(bodies.intersection(agencies_in(text)))

    best = _first(_listed(context), of_the_body)
    return Draft("person", (Statement(best.text, (best,)),)) if best else None


def _listed(context: Context) -> Iterator[Span]:
    """The lines of lists of members in the document found first."""
    for hit in context.hits[:1]:
        document = context.document(hit.passage)
        for passage in document.passages:
            yield from (s for s in sentences(document, passage) if _MEMBER.match(s.text))


def _first(spans: Iterator[Span], wanted: Callable[[str], bool]) -> Span | None:
    return next((span for span in spans if wanted(span.text)), None)
