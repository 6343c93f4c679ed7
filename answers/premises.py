"""What a question takes for granted and the documents contradict: a figure, a day, a body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from answers.agreement import turned_round
from answers.applying import left_out
from answers.context import Context
from answers.cues import cue, says
from answers.figures import Day, Figure, amounts, days, printed_amounts, printed_days
from answers.matching import Matcher
from answers.polarity import asserted, denies, settled
from answers.presumed import told_otherwise
from answers.sentences import Span, span_of, without_label
from corpus.records import Duty, Question
from retrieval.agencies import agencies_in, names_of_agency, short_name

# A body is denied by the task of one of the best so many passages that with its headings covers so
# much of what is asked.
MOST_PASSAGES = 4
LEAST_COVERAGE = 0.5
LONGEST_TERM = 1000  # years; 2018年 is no amount
LONGEST_READ = 200_000  # characters of a document looked through, to bound the time
# A sentence denies a claim where it holds so much of its words by itself, and with its headings.
LEAST_ALONE = 0.3
LEAST_WITH_HEADINGS = 0.45
# The claim is borne out where a text with its figure holds such a share of what the denial holds.
BORNE_OUT = 0.5
# What is turned round is as much about the claim as this, and more than what bears the claim out.
TURNED_ROUND = 0.6
# Kinds that ask when, why, where or by whom a thing is so, and suppose that it is.
_SUPPOSING = frozenset({"date", "why", "document", "lead", "support", "actor", "issuer", "person"})
_DAYS = {"年": 360, "个月": 30, "周": 7, "日": 1}
# A ban without a case or an exception, and what asks how a thing is done.
_BAN = re.compile(r"(?:^|[\s)）])(?:禁止|严禁)([\u4e00-\u9fff]{4,20})$")
_OF_AN_ACT = frozenset({"sentence", "measure", "list", "condition", "number", "where", "document"})
ALL_NAMED = 0.9
# A denial says what is supposed where so much of it is words of the question.
OWN_WORDS = 0.55
# A sentence that holds so much of a task is about it.
TASK_NAMED, TASK_NAMED_ALONE = 0.7, 0.4
_IN_CHARGE = re.compile("负责(?!人)|承担|主管|牵头")
_PLACED = re.compile("[放设挂][在到]|挂靠")
# "村民年满16岁就能参加", told of people in general.
_THRESHOLD = re.compile(
    r"^(?!.*[我他她你咱您])[^,，]{2,20}?满\s*[\d一二三四五六七八九十]+\s*(?:周?岁|年|个?月)(?:以上)?的?"
    r"(?:就|才|即)(?:能|可以?|有资格|要|得|应当)"
)
# A rule for one case (流产的，…) denies less than one for all.
_OF_A_CASE = re.compile(r"^[^,，。;；]{1,30}的[,，]")
_CLAUSE = re.compile(r"[^,，。;；?？!！]+")
_PIECE = re.compile(r"[^。;；\n]+")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the question claims, in its own words, and the span that says otherwise."""

    claimed: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Claim:
    """A figure or day as the question prints it, with the words that it is claimed of."""

    printed: str
    amount: Figure | None
    day: Day | None
    matcher: Matcher


def supposition_denied(context: Context) -> Contradiction | None:
    """What a question supposes that the documents lay down, and they lay down otherwise.

    It supposes what it asks the reason or the article of (为什么定为两年), and what it says of a
    place or a document in a clause before the one that asks (某市规定一户养三只狗，…). Only a
    figure of the same sort denies, in a sentence about the same; a yes or no is no supposition.
    """
    denials = (_denied(context, text) for text in _supposed(context))
    found = next((found for found in denials if found is not None), None)
    found = found or _told_otherwise(context)
    found = found or _given_otherwise(context) or _left_out(context) or _forbidden(context)
    if found is None and _supposes(context.question):
        return _turned_round(context) or _settled_otherwise(context) or _denied_outright(context)
    return found


def _told_otherwise(context: Context) -> Contradiction | None:
    """What a question tells of a rule before it asks on: how often a thing is done, and by whom."""
    found = told_otherwise(context, _told_before(context.question))
    return None if found is None else Contradiction(*found)


def _told_before(question: Question) -> list[str]:
    """The clauses before the one that asks, which a yes or a no may be asked of (…，对吗) unless it
    asks on (那…).
    """
    *told, last = _CLAUSE.findall(question.resolved)
    return told if question.kind != "yesno" or last.startswith("那") else []


def _given_otherwise(context: Context) -> Contradiction | None:
    """The sentence that gives to another body what a question says is given to one (把巡查交给
    城管局); None where one gives it to that body, or names no other.
    """
    claim = cue("claims_given").search(context.question.resolved)
    if claim is None or context.question.kind == "yesno":
        return None
    task, claimed = claim.groups()
    matcher = context.matcher.without(lambda term: term not in task)
    if not matcher.terms:
        return None
    known = (claimed, *names_of_agency(claimed))
    placed = _PLACED.search(claim.group())

    def is_about(span: Span) -> bool:
        # An office is named shortly in its document, whose title says the rest.
        alone = matcher.coverage(span.text)
        title = context.document(span.passage).title
        with_title = matcher.coverage(f"{title} {span.text}") if placed else alone
        return with_title >= TASK_NAMED and alone >= TASK_NAMED_ALONE

    about = [w.span for w in context.weighed if is_about(w.span)]
    giving = [span for span in about if (_PLACED if placed else _IN_CHARGE).search(span.text)]
    if any(name in span.text for span in (giving if placed else about) for name in known):
        return None
    found = max(giving, key=lambda span: matcher.coverage(span.text), default=None)
    return Contradiction(claim.group(), found) if found is not None else None


def _left_out(context: Context) -> Contradiction | None:
    """The sentence by which a document does not hold for what a question asks under it."""
    asked = cue("supposes_applying").search(context.question.resolved)
    if asked is None or context.question.kind in ("yesno", "document"):
        return None
    span = left_out(context)
    return None if span is None else Contradiction(asked.group(), span)


def _forbidden(context: Context) -> Contradiction | None:
    """The ban on the very act that a question asks how to do (邮寄雷管时贴什么标志)."""
    asked = context.question.resolved
    if context.question.kind not in _OF_AN_ACT or says("asks_banned", asked):
        return None
    for weighed in context.weighed:
        for clause in _CLAUSE.findall(weighed.span.text):
            ban = _BAN.search(clause)
            if ban is None:
                continue
            act = ban.group(1)
            named = [t for t in context.matcher.terms if t in act]
            if len(named) > 1 and context.matcher.named_share(act) >= ALL_NAMED:
                return Contradiction("".join(named), weighed.span)
    return None


def contradiction(context: Context) -> Contradiction | None:
    """Anything in a question without an answer that the nearest passages say otherwise."""
    return _denied(context, context.question.resolved)


def _denied(context: Context, text: str) -> Contradiction | None:
    found = _body_denied(context, text)
    if found is not None:
        return found
    for claim in _claims(context, text):
        denial = _denial(context, claim)
        if denial is not None:
            return Contradiction(claim.printed, denial)
    return None


def _supposed(context: Context) -> Iterator[str]:
    asked = context.question.resolved
    grounds = cue("asks_grounds").search(asked)
    if grounds is not None:
        yield asked.replace(grounds.group(), " ")
        return
    yield from (one for one in _told_before(context.question) if _THRESHOLD.search(one))
    if context.question.kind == "yesno":
        return
    if _supposes(context.question):
        yield from (clause for clause in _CLAUSE.findall(asked) if says("supposes_change", clause))
    figure = cue("supposes_figure").search(asked)
    if figure is not None:  # 产假158天是从哪天算起
        yield figure.group()
    named = bool(context.question.places or context.question.named_places)
    for clause in _CLAUSE.findall(asked)[:-1]:
        if says("supposes_lead", clause) or (
            says("supposes", clause) and (named or says("names_document", clause))
        ):
            yield clause


def _supposes(question: Question) -> bool:
    """Whether a question asks when, why, where or by whom a thing is so."""
    return question.kind in _SUPPOSING or (
        question.kind == "sentence" and says("asks_which", question.resolved)
    )


def _turned_round(context: Context) -> Contradiction | None:
    """The sentence that says most of what is supposed, where it goes the other way (降低, 提高).

    None where any sentence that is as much about it goes the way that is supposed.
    """
    asked = context.question.resolved
    found: list[tuple[float, Span, str]] = []
    for weighed in context.weighed:
        text = weighed.span.text
        for clause in _CLAUSE.findall(text):
            turned = turned_round(asked, clause)
            if turned is not None:
                rest = context.matcher.without(lambda term, turned=turned: term in turned)  # type: ignore[misc]
                found.append((_about(rest, clause, text), weighed.span, turned[0]))
    best = max(found, key=lambda f: f[0], default=None)
    if best is None or best[0] < TURNED_ROUND:
        return None
    covered, span, claimed = best
    for weighed in context.weighed:
        if claimed in weighed.span.text and context.matcher.coverage(weighed.span.text) >= covered:
            return None
    return Contradiction(claimed, span)


def _about(matcher: Matcher, clause: str, text: str) -> float:
    """How much a clause says of the terms, together with the rest of its sentence."""
    return (matcher.coverage(clause) + matcher.coverage(text)) / 2 if matcher.terms else 0.0


def _settled_otherwise(context: Context) -> Contradiction | None:
    """What is supposed of an outcome (为什么要收费) that the best sentence settles otherwise."""
    claim = asserted(context.question)
    if claim is None or context.question.kind != "why" or not context.weighed:
        return None
    granted, words = claim
    best = max(context.weighed, key=lambda w: w.coverage)
    found = settled(context.question, best.span.text)
    if found is None or found == granted or best.coverage < TURNED_ROUND:
        return None
    return Contradiction(words, best.span)


def _denied_outright(context: Context) -> Contradiction | None:
    """The sentence without a case that denies, nearly in its own words, what a question asks the
    reason of (甲站不享受补贴 for 为什么给甲站补贴).
    """
    asked = context.question.resolved
    if context.question.kind != "why" or denies(asked):
        return None
    for weighed in context.weighed:
        text = without_label(weighed.span).text
        alone = len(_CLAUSE.findall(text)) == 1 and denies(text)
        if alone and context.matcher.named_share(text) >= OWN_WORDS:
            named = "".join(t for t in context.matcher.terms if t in text)
            return Contradiction(named, weighed.span)
    return None


def _claims(context: Context, text: str) -> Iterator[_Claim]:
    for figure, printed in printed_amounts(text):
        is_year = figure.unit == "年" and figure.value > LONGEST_TERM
        if _lays_down(text, printed):
            figure = replace(figure, bound="")
        asked_for = re.search(rf"[哪第几某]\s*{re.escape(printed)}", text)
        own = _is_case(context, printed) or _is_own_sum(context.question, figure)
        if figure.unit and not (figure.bound or is_year or asked_for or own):
            counted = printed + figure.unit
            shown = counted if counted in text else printed
            yield _Claim(shown, figure, None, _words_of(context, text, printed))
    for day, printed in printed_days(text):
        if day.day:
            yield _Claim(printed, None, day, _words_of(context, text, printed))


def _words_of(context: Context, text: str, printed: str) -> Matcher:
    """The terms of the claim alone, its figure left out."""
    rest = text.replace(printed, " ").lower()
    return context.matcher.without(lambda term: term not in rest)


def _denial(context: Context, claim: _Claim) -> Span | None:
    """The sentence that covers the claim best and says otherwise; None where one bears it out."""
    if not claim.matcher.terms:
        return None
    best: Span | None = None
    most, general = 0.0, False
    for weighed in context.weighed:
        span = weighed.span
        alone = claim.matcher.coverage(span.text)
        whole = claim.matcher.coverage(f"{context.heading_text(span.passage)} {span.text}")
        rank = (alone, _OF_A_CASE.search(span.text) is None)
        if alone < LEAST_ALONE or whole < LEAST_WITH_HEADINGS or rank <= (most, general):
            continue
        said = _says(claim, span.text)
        if said is not None:
            best, (most, general) = (None if said else span), rank
    if best is None:
        return None
    text = context.document(best.passage).text[:LONGEST_READ]
    for piece in _PIECE.findall(text):
        if _says(claim, piece) and claim.matcher.coverage(piece) >= BORNE_OUT * most:
            return None
    return best


def _says(claim: _Claim, text: str) -> bool | None:
    """Whether a text says the same figure; None where it has none of its sort."""
    if claim.day is not None:
        known = [day for day in days(text) if day.day]
        return any(claim.day.within(day) for day in known) if known else None
    if claim.amount is None:
        return None
    value, unit = _measured(claim.amount)
    alike = [(figure, _measured(figure)[0]) for figure in amounts(text) if _sort(figure) == unit]
    return any(_allows(figure, other, value) for figure, other in alike) if alike else None


def _allows(figure: Figure, limit: Decimal, value: Decimal) -> bool:
    if figure.bound == "most":
        return value <= limit
    return value >= limit if figure.bound == "least" else value == limit


def _measured(figure: Figure) -> tuple[Decimal, str]:
    """Value and sort; terms of years, months and weeks in days, so that they compare."""
    if figure.unit in _DAYS and not (figure.unit == "年" and figure.value > LONGEST_TERM):
        return figure.value * _DAYS[figure.unit], "日"
    return figure.value, figure.unit


def _sort(figure: Figure) -> str:
    return _measured(figure)[1]


def _is_case(context: Context, printed: str) -> bool:
    """Whether an amount is what somebody brings (满58岁, 逾期3天), not what is laid down."""
    before, _, after = context.question.resolved.partition(printed)
    if any(_lays_down(clause, printed) for clause in _CLAUSE.findall(context.question.resolved)):
        return False
    return bool(cue("before_case").search(before) or cue("after_case").match(after))


def _is_own_sum(question: Question, figure: Figure) -> bool:
    """Whether a sum is what somebody pays or is paid, of which another sum is reckoned, or which is
    handed over (押金500元是由谁退还); a sum is laid down where a rule is named for it.
    """
    if figure.unit != "元" or any(says(f"supposes{c}", question.resolved) for c in ("", "_change")):
        return False
    return question.kind in ("number", "actor") and not says("asks_grounds", question.resolved)


def _lays_down(clause: str, printed: str) -> bool:
    """Whether an amount is one from which a rule lets people do a thing (年满16岁就能…)."""
    from_which = _THRESHOLD.search(clause)
    return from_which is not None and printed.lstrip("满") in from_which.group()


def _body_denied(context: Context, text: str) -> Contradiction | None:
    """The body that a text of a question has leading a task, where the duty names other leads."""
    claim = cue("claims_lead").search(text)
    if claim is None:
        return None
    claimed = claim.group(1)
    for hit in context.hits[:MOST_PASSAGES]:
        if context.matcher.coverage(context.full_text(hit.passage)) < LEAST_COVERAGE:
            continue
        document = context.document(hit.passage)
        for duty in document.duties:
            if duty.passage_id == hit.passage.id and duty.leads:
                if _may_lead(claimed, duty):
                    return None
                span = span_of(document, hit.passage, duty.start, duty.end)
                return Contradiction(claim.group(), span)
    return None


def _may_lead(claimed: str, duty: Duty) -> bool:
    """Whether the claimed body is among the leads by whatever name, or might be."""
    known = agencies_in(claimed)
    for unit in duty.leads:
        if claimed in unit.name or unit.name in claimed or set(known) & {short_name(unit.name)}:
            return True
    return not known
