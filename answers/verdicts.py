"""The verdict that a sentence is proof of, given only where it decides the very thing asked."""

from __future__ import annotations

import re

from answers.agreement import (
    missing_places,
    note_differs,
    obliges_another,
    of_another_kind,
    speaks_of,
    turned_round,
)
from answers.context import Context
from answers.cues import says
from answers.excepted import only_excepts, tells_case
from answers.figures import days
from answers.matching import term_credit
from answers.measured import asks_whether_enough
from answers.measures import asked_ranges, day_judged, judged, ranges
from answers.members import given_to_another, left_out, unlisted
from answers.polarity import (
    agrees,
    asks_outcome,
    asks_word,
    denies,
    forbids,
    last_clause,
    less_outcome,
    settled,
    verdict,
    word_for,
)
from answers.sentences import Span, and_following
from answers.wording import say
from corpus.records import Question

# Below this a sentence speaks of something beside the question, and proves neither yes nor no.
VERDICT_COVERAGE = 0.35
# A yes needs more, the most from words that neither allow nor oblige: a ban says itself what it
# bans, but much may be done of which nothing is asked.
YES_COVERAGE, PLAIN_COVERAGE = 0.45, 0.54
# The clause that decides covers at least this share of what its sentence covers.
STANDS_OUT = 0.75
# An exception that covers this share of it is what is asked about.
EXCEPTION_COVERAGE = 0.3
# What is said by the headings over a sentence, less than by itself.
HEADINGS_CREDIT = 0.8
# A yes covers so much of the last clause of the question, which asks.
LAST_CLAUSE_COVERAGE = 0.25
# A text that has this share of what is asked to be done names it; more where it is to oblige or
# to free somebody of it.
ACT_SAID, ACT_OWED = 0.5, 0.75
# A question of fewer terms is told by its act as well.
FEW_TERMS = 2
# "Where there is particular need" allows nothing in general.
_IN_PARTICULAR = re.compile(r"特殊(?:情况|情形|原因|需要)|确需|确有(?:必要|需要)|确因|个别")
_ACT = re.compile(
    r"(?:能不能|可不可以|要不要|需不需要|用不用|会不会|能否|可否|可以|需要|必须|能|要|会|得)"
    r"([^,，?？吗么呢]{1,20})[吗么呢]?[?？]?$"
)
_NO_ACT = frozenset("的了在和与或被把给去来不再还自己")
# What a thing is says neither that it may nor that it has to be.
_DEFINES = re.compile(r"^[^,，。;；]{2,30}[,，]?(?:是指|系指)")
# Whether there is a limit is told by what speaks of one.
_ASKS_LIMIT = re.compile(r"有没有[^,，。?？]{0,14}(?:上限|下限|限制|限额|门槛|封顶线?)")
_LIMIT = re.compile(
    r"[上下]限|限[制额定]|门槛|封顶|不得?(?:超过|[高低]于)|最[高低多少]|至[多少]|不限"
)
# So is whether there is an exception.
_ASKS_EXCEPTION = re.compile(
    r"例外[^,，。?？]{0,4}[吗么没]|有没有[^,，。?？]{0,8}例外|(?:没有?|[无有])例外[^,，。?？]{0,3}$"
)
_EXCEPTS = re.compile(
    r"除外|例外|不受[^,，。;；]{0,10}限制|但(?!.{0,3}不得)[^。]*(?:可以|不受|不适用)"
)
_CLAUSES = re.compile(r"[^,，;；。]+[,，;；。]?")
_CASE_CLAUSE = re.compile(r"(?:的|时|后|者|下)[,，;；]?$")
# What a text that begins with yes or no needs no further word for.
_ANSWERS_ITSELF = re.compile(
    r"^(?:答\s*[:：]\s*)?(?:不?(?:可以|能|需要|用|是|会|属于|算|得|符合|行)|是的|否|无需|有|没有)"
    r"(?:的)?[,，。;；]"
)


def opening(context: Context, span: Span, proof: str) -> str:
    """The verdict that a sentence is proof of; empty where it does not decide what is asked."""
    question = context.question
    decisive = _decisive(context, proof)
    covered = context.matcher.coverage(proof)
    if _says_the_act(context, decisive) and decides_so(question, decisive):
        # What the act is done to may stand in the headings.
        whole = f"{context.heading_text(span.passage)} {proof}"
        covered = max(covered, HEADINGS_CREDIT * context.matcher.coverage(whole))
    if covered < VERDICT_COVERAGE or _ANSWERS_ITSELF.match(proof):
        return ""
    if asks_word(question) in ("may", "need") and _DEFINES.match(proof):
        return ""
    if _only_punishes(question, proof) or may_be_excepted(context, proof):
        return ""
    if _excepted_behind(context, span):
        return ""
    if _ASKS_EXCEPTION.search(question.resolved):
        return say("yes_have", question.language) if _EXCEPTS.search(proof) else ""
    if _ASKS_LIMIT.search(question.resolved) and not _LIMIT.search(proof):
        return ""
    if says("part_of_day", question.resolved) and not says("part_of_day", span.text):
        return ""  # what holds in general may not hold at night
    name = unlisted(context, span)
    if name:
        return say("not_listed", question.language, name=name)
    if _says_otherwise(context, span, proof, decisive):
        return word_for(question, positive=False)
    given = settled(question, decisive)
    if given is None and asks_outcome(question):
        given = settled(question, proof)
        if given is not None:
            decisive = proof
        elif not (asks_word(question) == "may" and says("allows", decisive)) and (
            covered < PLAIN_COVERAGE or not denies(decisive)
        ):
            return ""
    grants = given or (given is None and not denies(decisive))
    if grants and _leaves_out(context, proof):
        return ""
    if given and covered < PLAIN_COVERAGE:
        return ""
    if given is None and not denies(decisive):
        plain = not says("allows", decisive) and not says("obliges", decisive)
        weak = covered < (PLAIN_COVERAGE if plain else YES_COVERAGE)
        weak = weak or _IN_PARTICULAR.search(proof) is not None
        form = proof if plain else decisive
        if weak or not _of_the_form(context.question, form):
            return ""
    if given is None and denies(decisive) and not _denies_the_act(context, decisive):
        return ""
    return checked(context, span, proof, decisive)


def checked(context: Context, span: Span, proof: str, decisive: str) -> str:
    """The verdict of the clauses that decide, where the proof is of the very thing asked."""
    question = context.question
    if of_another_kind(question.resolved, proof, decisive):
        return ""
    if _leaves_amounts_open(context, proof, decisive, agrees(question, decisive)):
        return ""
    if agrees(question, decisive) and not speaks_of(context, span, proof, decisive):
        return ""
    if agrees(question, decisive) and left_out(context, span, proof):
        return ""
    if agrees(question, decisive) and obliges_another(question, proof):
        return ""
    owed = asks_word(question) == "need" and settled(question, decisive) is None
    if owed and agrees(question, decisive) and act_share(question, proof) < ACT_OWED:
        return ""
    bare = len(context.matcher.terms) < FEW_TERMS and _ACT.search(question.resolved) is not None
    if bare and agrees(question, decisive) and not act_share(question, proof):
        return ""
    whole = f"{context.heading_text(span.passage)} {proof}"
    if not asks_word(question) and missing_places(context, span, whole):
        return ""
    return verdict(question, decisive)


def _says_otherwise(context: Context, span: Span, proof: str, decisive: str) -> bool:
    """Whether a sentence says another body, another note or the other direction than is asked."""
    asked = context.question.resolved
    if says("asked_denial", asked):
        return False
    if note_differs(asked, span.text):
        return True
    if turned_round(asked, decisive) and context.matcher.coverage(proof) >= PLAIN_COVERAGE:
        return True
    return given_to_another(context, span, decisive)


def _leaves_amounts_open(context: Context, proof: str, decisive: str, yes: bool) -> bool:
    """Whether a text does not decide an amount or day that the question names: a yes needs it
    decided, a no only where the text has such an amount.
    """
    asked = context.question.resolved
    if yes and _leaves_days_open(asked, proof):
        return True
    found = [r for r in asked_ranges(asked) if not (r.exact and r.low == 1)]
    if not found:
        return False
    # An item under words that forbid is what they forbid.
    banned = forbids(decisive) and decisive.rstrip().endswith((":", "："))
    same = not asks_whether_enough(asked)
    outcome = judged(asked, proof, context.matcher, same, banned)
    if outcome is not None:
        return outcome.left_alone or (outcome.fits is False and yes)
    units = {r.unit for r in ranges(proof)}
    return yes or any(r.unit in units for r in found)


def _leaves_days_open(asked: str, proof: str) -> bool:
    """Whether a text neither names a day of the question nor decides of it by a first or last."""
    printed = days(proof)
    named = [day for day in days(asked) if day.day and not any(day.within(p) for p in printed)]
    return bool(named) and day_judged(asked, proof) is not True


def _denies_the_act(context: Context, decisive: str) -> bool:
    """Whether what a text denies is what a question asks last; so of all that asks what may, must
    or will be, which what is said before it denies as well.
    """
    matcher = context.matcher
    if asks_word(context.question) or not matcher.terms or context.question.language == "en":
        return True
    return bool(term_credit(matcher.terms[-1], matcher.expansions[-1], decisive.lower()))


def _leaves_out(context: Context, proof: str) -> bool:
    """Whether a text says nothing of what the last clause of a question names."""
    asked = less_outcome(last_clause(context.question).lower())
    matcher = context.matcher.without(lambda term: term not in asked)
    names = bool(matcher.terms) and matcher.coverage(proof) < LAST_CLAUSE_COVERAGE
    return names and act_share(context.question, proof) < ACT_SAID


def _of_the_form(question: Question, text: str) -> bool:
    """Whether a text may say yes: duties do not allow, and what is allowed is no duty."""
    word = asks_word(question)
    may, must = says("allows", text), says("obliges", text)
    return not (word == "may" and must and not may) and not (word == "need" and may and not must)


def _decisive(context: Context, proof: str) -> str:
    """The clauses of a proof that decide what is asked: from the one that covers most of it to
    the first that decides; all of it where no clause stands out. Exceptions decide nothing.
    """
    clauses: list[str] = _CLAUSES.findall(proof)
    covered = [context.matcher.coverage(clause) for clause in clauses]
    whole = context.matcher.coverage(proof)
    kept = [
        (clause, share)
        for clause, share in zip(clauses, covered, strict=True)
        if share >= EXCEPTION_COVERAGE * whole or not only_excepts(clause)
    ]
    clauses, covered = [clause for clause, _ in kept], [share for _, share in kept]
    if len(clauses) < 2 or max(covered) < STANDS_OUT * whole:
        return "".join(clauses) or proof
    first = covered.index(max(covered))
    for last in range(first, len(clauses)):
        text = clauses[last]
        if says("decides", text) or says("allows", text) or denies(text):
            return "".join(clauses[first : last + 1])
        if last == first and _says_the_act(context, text):
            return text
    return "".join(clauses[first:])


def may_be_excepted(context: Context, text: str) -> bool:
    """Whether an exception may hold for what is asked: one whose case a question tells, or one to a
    ban that names of the question what the rest of a text does not.
    """
    if tells_case(context.question.resolved, text):
        return True
    if not (forbids(text) or says("limits", text)):
        return False
    clauses = _CLAUSES.findall(text)
    excepting = [clause for clause in clauses if only_excepts(clause)]
    own = context.matcher.beside("".join(clause for clause in clauses if clause not in excepting))
    return bool(own.terms) and any(own.coverage(clause) for clause in excepting)


def _excepted_behind(context: Context, span: Span) -> bool:
    """Whether the sentence behind one excepts from it the very case that a question tells."""
    _, following = and_following(context.document(span.passage), span)
    if following is None or not only_excepts(following.text):
        return False
    return tells_case(context.question.resolved, following.text)


def _says_the_act(context: Context, clause: str) -> bool:
    """Whether a clause says by itself what a question asks last, and is no case of a rule."""
    matcher = context.matcher
    if not matcher.terms or _CASE_CLAUSE.search(clause):
        return False
    return bool(term_credit(matcher.terms[-1], matcher.expansions[-1], clause.lower()))


def frees(question: Question, text: str) -> bool:
    """Whether a text frees of the very thing that a question asks whether it has to be done."""
    return (
        asks_word(question) == "need"
        and says("frees", text)
        and act_share(question, text) >= ACT_OWED
    )


def act_share(question: Question, text: str) -> float:
    """The share of the characters of what a question asks to do (能撤吗: 撤) that a text has."""
    act = _ACT.search(question.resolved)
    asked = set(act.group(1)) - _NO_ACT if act else set()
    return sum(character in text for character in asked) / len(asked) if asked else 0.0


def decides_so(question: Question, text: str) -> bool:
    """Whether a text forbids or allows, or obliges or frees, as a question asks."""
    word = asks_word(question)
    if word == "may":
        leave = says("allows", text) and not _only_punishes(question, text)
        return says("forbids", text) or leave or says("limits", text)
    if word == "need":
        return says("obliges", text) or denies(text)
    return decides(text)


def _only_punishes(question: Question, text: str) -> bool:
    """Whether a text lets somebody be fined, which gives no leave to do what is asked about."""
    fines = says("imposes", text) and says("allows", text) and not says("forbids", text)
    return asks_word(question) == "may" and fines and not says("imposes", question.resolved)


def decides(text: str) -> bool:
    """Whether a text allows, forbids, obliges, frees or denies anything."""
    return says("decides", text) or denies(text)
