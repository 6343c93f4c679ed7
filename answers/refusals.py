"""When to say nothing, and how: what is missing or mistaken, what stands nearest, whom to ask."""

from __future__ import annotations

from answers.context import Context, Draft
from answers.enumerations import words_over
from answers.evidence import shipped_evidence
from answers.exact import mention
from answers.grounding import evidence_features
from answers.guidance import missing_attachment, whom_to_ask
from answers.limits import filters_in_words
from answers.premises import contradiction, supposition_denied
from answers.records import Answer
from answers.rendering import cite
from answers.sentences import Span, without_label
from answers.shapes import ITEM
from answers.silent import silent
from answers.unnamed import counts_unnamed
from answers.wording import region_list, say
from corpus.places import is_street
from retrieval.understanding import years_in

NEAREST = 3
MOST_YEARS = 8
SHORT_HEAD = 90  # characters
LONGEST_QUOTE = 160  # characters of a quotation in the text; its citation has the whole
# The least probability that a draft answers with which it is said; docs/evaluation.md shows the
# curve it was chosen on.
LEAST_EVIDENCE = 0.1


def evidence(context: Context, draft: Draft) -> float:
    """How probable it is that a draft answers the question, 0 to 1."""
    if draft not in context.judged:  # it is asked for several times on the way to an answer
        features = evidence_features(context, draft)
        context.judged[draft] = shipped_evidence().probability(features)
    return context.judged[draft]


def holds(context: Context, draft: Draft | None) -> bool:
    """Whether a draft rests on enough evidence to be said."""
    if draft is None:
        return False
    if beside_the_point(context, draft):
        return False
    if not (draft.certain or context.scope.talked_of) and _names_nothing_there(context, draft):
        return False
    return draft.certain or evidence(context, draft) >= LEAST_EVIDENCE


def _names_nothing_there(context: Context, draft: Draft) -> bool:
    """Whether the documents of a draft have nothing of what the question names, in any words."""
    documents = {span.document_id for statement in draft.statements for span in statement.spans}
    texts = (context.index.documents[id_] for id_ in sorted(documents))
    return all(context.matcher.coverage(f"{one.title} {one.text}") == 0 for one in texts)


def beside_the_point(context: Context, draft: Draft) -> bool:
    """Whether a draft speaks of another year, counts what is to be named, or is silent of it."""
    return (
        _of_another_year(context, draft)
        or counts_unnamed(context.question, draft)
        or silent(context, draft)
    )


def _of_another_year(context: Context, draft: Draft) -> bool:
    """Whether a draft rests on sentences that name years, but not the one asked about."""
    spans = [span for statement in draft.statements for span in statement.spans]
    if not context.scope.years or not spans:
        return False
    undated = [span for span in spans if span.document_id not in context.scope.dated]
    named = [years_in(span.text) for span in undated]
    return bool(named) and all(
        years and not set(years) & set(context.question.years) for years in named
    )


def refusal_text(context: Context, reason: str) -> str:
    """The sentence that says what is missing."""
    question, headers = context.question, context.index.headers
    if reason == "not_there":
        return context.scope.absent
    if reason == "no_place":
        named = (*question.places, *question.named_places)
        missing = [p for p in named if p.mention in context.scope.missing_places]
        streets = "、".join(
            dict.fromkeys(f"“{p.mention}”" for p in missing if is_street(p.mention))
        )
        asked = [p.region for p in missing if not is_street(p.mention)]
        covered = [header.region for header in headers.values()]
        return say(
            "no_place",
            question.language,
            place=streets or region_list(asked, question.language),
            places=region_list(covered, question.language),
        )
    if reason == "nothing_within":
        words = filters_in_words(context.filters, question.language)
        return say(reason, question.language, within=words)
    if reason == "no_year":
        years = sorted({y for id_ in context.scope.documents for y in headers[id_].years})
        asked_years = "、".join(map(str, question.years))
        if set(question.years) <= set(years):
            return say("no_years_together", question.language, year=asked_years)
        known = "、".join(map(str, years[-MOST_YEARS:])) or "—"
        return say("no_year", question.language, year=asked_years, years=known)
    return say(reason, question.language)


def refuse(context: Context, reason: str) -> Answer:
    """The refusal: what is missing or mistaken, the nearest passages, and whom to ask.

    Where a detail is missing and the nearest passages contradict what the question takes for
    granted, the reason is that ("false_premise").
    """
    wrong = None
    if reason == "no_detail":
        wrong = supposition_denied(context) or contradiction(context)
    if wrong is not None:
        reason = "false_premise"
    spans = [] if reason in ("unclear", "not_there") else list(_nearest(context))
    lines = []
    if wrong is None:
        lines.append(refusal_text(context, reason))
    else:
        quoted = _with_words_over(context, wrong.span)
        spans = [*quoted, *(span for span in spans if span not in quoted)][:NEAREST]
        quote = _shortened("".join(span.text for span in quoted))
        said = say("false_premise", context.question.language, claimed=wrong.claimed, quote=quote)
        lines.append(said + "".join(f"[{number}]" for number in range(1, len(quoted) + 1)))
    if reason == "not_there":
        found = mention(context.question, context.index)
        lines += _pointed_out(context, "only_named", found, spans)
    if reason == "no_detail":
        lines += _pointed_out(context, "missing_attachment", missing_attachment(context), spans)
    if reason in ("no_detail", "false_premise"):
        lines += _pointed_out(context, "whom_to_ask", whom_to_ask(context), spans)
    citations = tuple(cite(context.document(span.passage), span) for span in spans)
    return Answer(
        context.question, "\n".join(lines), True, reason, citations, (), context.hits, 0.0
    )


def _pointed_out(context: Context, key: str, span: Span | None, spans: list[Span]) -> list[str]:
    """The line that points to a span, which is added to those cited where it is not among them."""
    if span is None:
        return []
    if span not in spans:
        spans.append(span)
    said = say(key, context.question.language, quote=_shortened(span.text))
    return [f"{said}[{spans.index(span) + 1}]"]


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _with_words_over(context: Context, span: Span) -> tuple[Span, ...]:
    """An item after the short words over its list (提倡下列行为：); what is no item alone."""
    is_item = ITEM.match(span.text) is not None
    head = words_over(context.document(span.passage), span, SHORT_HEAD) if is_item else None
    return (span,) if head is None else (head, without_label(span))


def _nearest(context: Context) -> tuple[Span, ...]:
    """The best sentence of each of the nearest passages."""
    best: dict[str, Span] = {}
    for weighed in context.weighed:
        best.setdefault(weighed.span.passage.id, weighed.span)
    return tuple(list(best.values())[:NEAREST])
