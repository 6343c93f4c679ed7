"""Yes or no: the sentence that decides a question, and what it decides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.agreement import (
    missing_places,
    note_differs,
    of_another_kind,
    speaks_of,
    turned_round,
)
from answers.context import Context, Draft, Statement, Weighed
from answers.cues import says
from answers.enumerations import Enumeration, enumeration_of
from answers.itemised import whole_list
from answers.matching import term_credit
from answers.measured import answer_measured, asks_whether_enough
from answers.measures import asked_ranges, judged, ranges
from answers.members import given_to_another, unlisted
from answers.polarity import (
    agrees,
    asks_outcome,
    asks_word,
    denies,
    last_clause,
    less_outcome,
    no_obligation,
    settled,
    verdict,
    word_for,
)
from answers.sentences import Span, sentences, span_of, without_label
from answers.windows import MEASURE_LIMIT, said
from answers.wording import say
from corpus.records import Question

# Below this a sentence speaks of something beside the question, and proves neither yes nor no.
VERDICT_COVERAGE = 0.35
# A yes needs more, the most from words that neither allow nor oblige: a ban says itself what it
# bans, but much may be done of which nothing is asked.
YES_COVERAGE, PLAIN_COVERAGE = 0.45, 0.54
# Among sentences of at least this share of the best, one that decides comes first.
AS_GOOD = 0.9
# So does one of this share that says this much more of what the title does not say.
STILL_GOOD, SAYS_MORE = 0.75, 0.3
# A heading that decides is the answer where it covers the question as well as the best sentence
# does, but for so much: it is shorter, and says nothing else.
HEADING_SHORT_OF = 0.1
# Above this such a heading needs no further evidence.
CERTAIN_HEADING = 0.5
# The clause that decides covers at least this share of what its sentence covers.
STANDS_OUT = 0.75
# An exception that covers this share of it is what is asked about.
EXCEPTION_COVERAGE = 0.3
# A sentence of this share of the best takes its place where it has the form that decides such a
# question, and covers hardly less of it; one that settles the outcome asked for, from farther.
NEAR, FORM_WORTH, ACT_WORTH = 0.7, 0.3, 0.1
NEAR_SETTLED, GRANTS_WORTH, REFUSES_WORTH = 0.55, 0.3, 0.55
COVERS_SHORT_OF = 0.2
# A yes covers so much of the last clause of the question, which asks.
LAST_CLAUSE_COVERAGE = 0.25
# A text that has this share of what is asked to be done names it; more where it is to oblige or
# to free somebody of it.
ACT_SAID, ACT_OWED = 0.5, 0.75
# What frees of the very thing asked comes before another sentence, from this share of the best.
NEAR_FREEING, FREES_WORTH = 0.6, 0.45
# That it frees of it adds to the evidence.
FREEING_FIT = 0.12
# "Where there is particular need" allows nothing in general.
_IN_PARTICULAR = re.compile(r"特殊(?:情况|情形|原因|需要)|确需|确有(?:必要|需要)|确因|个别")
_EXCEPTION = re.compile(r"^[(（]?但?[^。;；]*除外[)）]?[,，。;；]?$")
_WORTH_SETTLED = {None: 0.0, True: GRANTS_WORTH, False: REFUSES_WORTH}
_ACT = re.compile(
    r"(?:能不能|可不可以|要不要|需不需要|用不用|会不会|能否|可否|可以|需要|必须|能|要|会|得)"
    r"([^,，?？吗么呢]{1,20})[吗么呢]?[?？]?$"
)
_NO_ACT = frozenset("的了在和与或被把给去来不再还自己")
_CLAUSES = re.compile(r"[^,，;；。]+[,，;；。]?")
_ASKS_KIND = re.compile(r"算|属于|属不属|视为|视同")
_IS_KIND = re.compile(r"属于|视为|视同|认定为")
_CASE_CLAUSE = re.compile(r"(?:的|时|后|者|下)[,，;；]?$")
_LABEL = re.compile(r"^\s*[(（]?([一二三四五六七八九十\d]{1,3})[)）、.．]")
# What a text that begins with yes or no needs no further word for.
_ANSWERS_ITSELF = re.compile(
    r"^(?:答\s*[:：]\s*)?(?:不?(?:可以|能|需要|用|是|会|属于|算|得|符合|行)|是的|否|无需|有|没有)"
    r"(?:的)?[,，。;；]"
)


def answer_yesno(context: Context) -> Draft | None:
    """Yes or no with the sentence that decides it as proof.

    A sentence that covers little of the question is shown without a verdict, as are two that
    decide otherwise for cases that the question does not tell apart.
    """
    if not context.weighed:
        return None
    measured = answer_measured(context)
    if measured is not None:
        return measured
    best = _deciding(context)
    for answer in (_by_heading, _by_list, _by_reference, _by_head, _both_kinds):
        draft = answer(context, best)
        if draft is not None:
            return draft
    span = said(context, best.span)
    proof = span.text[max(0, best.span.start - span.start) :]
    statement = Statement(span.text, (span,), verdict=_opening(context, span, proof))
    fit = FREEING_FIT if _frees(context.question, best.span.text) else 0.0
    return Draft("yesno", (statement,), fit=fit)


def _opening(context: Context, span: Span, proof: str) -> str:
    """The verdict that a sentence is proof of; empty where it does not decide what is asked."""
    question = context.question
    covered = context.matcher.coverage(proof)
    if covered < VERDICT_COVERAGE or _ANSWERS_ITSELF.match(proof):
        return ""
    decisive = _decisive(context, proof)
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
        elif covered < PLAIN_COVERAGE or not denies(decisive):
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
    return _checked(context, span, proof, decisive)


def _checked(context: Context, span: Span, proof: str, decisive: str) -> str:
    """The verdict of the clauses that decide, where the proof is of the very thing asked."""
    question = context.question
    if of_another_kind(question.resolved, proof, decisive):
        return ""
    if _leaves_amounts_open(context, proof, yes=agrees(question, decisive)):
        return ""
    if agrees(question, decisive) and not speaks_of(context, span, proof, decisive):
        return ""
    owed = asks_word(question) == "need" and settled(question, decisive) is None
    if owed and agrees(question, decisive) and _act_share(question, proof) < ACT_OWED:
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


def _leaves_amounts_open(context: Context, proof: str, yes: bool) -> bool:
    """Whether a text does not decide an amount that the question names: a yes needs it decided,
    a no only where the text has such an amount.
    """
    asked = context.question.resolved
    found = [r for r in asked_ranges(asked) if not (r.exact and r.low == 1)]
    if not found:
        return False
    outcome = judged(asked, proof, context.matcher, same=not asks_whether_enough(asked))
    if outcome is not None:
        return outcome.fits is False and yes
    units = {r.unit for r in ranges(proof)}
    return yes or any(r.unit in units for r in found)


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
    return names and _act_share(context.question, proof) < ACT_SAID


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
        if share >= EXCEPTION_COVERAGE * whole or not _EXCEPTION.search(clause)
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


def _says_the_act(context: Context, clause: str) -> bool:
    """Whether a clause says by itself what a question asks last, and is no case of a rule."""
    matcher = context.matcher
    if not matcher.terms or _CASE_CLAUSE.search(clause):
        return False
    return bool(term_credit(matcher.terms[-1], matcher.expansions[-1], clause.lower()))


def _deciding(context: Context) -> Weighed:
    """The best sentence, or one nearly as good that covers as much and decides.

    What was asked for (你省请求…) is not what was decided; and what says more of the question than
    the title of its document names already goes before what only says that.
    """
    answering = [w for w in context.weighed if not says("requests", w.span.text)]
    top = _in_form(context, answering) if answering else context.weighed[0]
    own = context.matcher.without(lambda term: term in context.document(top.span.passage).title)
    for weighed in answering[1:] if own.terms else ():
        if weighed.score < STILL_GOOD:
            break
        same = weighed.span.document_id == top.span.document_id
        more = own.coverage(weighed.span.text) >= own.coverage(top.span.text) + SAYS_MORE
        if same and more and _decides(weighed.span.text):
            return weighed
    if _decides(top.span.text):
        return top
    for weighed in context.weighed[1:]:
        if weighed.score < AS_GOOD:
            break
        if weighed.coverage >= top.coverage and says("decides", weighed.span.text):
            return weighed
    return top


def _in_form(context: Context, answering: Sequence[Weighed]) -> Weighed:
    """The best sentence, or a near one that has the form which decides such a question."""

    outcome = asks_outcome(context.question)

    def worth(weighed: Weighed) -> float:
        text = weighed.span.text
        score = weighed.score + ACT_WORTH * _act_share(context.question, text)
        if outcome:
            return score + _WORTH_SETTLED[settled(context.question, text)]
        score += FREES_WORTH * _frees(context.question, text)
        return score + FORM_WORTH * _decides_so(context.question, text)

    top = answering[0]
    found = enumeration_of(context.document(top.span.passage), top.span)
    head = found.head.text if found is not None and found.head is not None else ""
    if _decides_so(context.question, head) or settled(context.question, top.span.text) is not None:
        return top
    near = [
        w
        for w in answering[1:]
        if w.score >= (NEAR_SETTLED if outcome else NEAR)
        and w.span.document_id == top.span.document_id
        and w.coverage >= top.coverage - COVERS_SHORT_OF
    ]
    if not outcome:
        near += [
            w
            for w in answering[1:]
            if w.score >= NEAR_FREEING
            and w.coverage >= PLAIN_COVERAGE
            and _frees(context.question, w.span.text)
        ]
    return max((top, *near), key=worth)


def _frees(question: Question, text: str) -> bool:
    """Whether a text frees of the very thing that a question asks whether it has to be done."""
    return (
        asks_word(question) == "need"
        and says("frees", text)
        and _act_share(question, text) >= ACT_OWED
    )


def _act_share(question: Question, text: str) -> float:
    """The share of the characters of what a question asks to do (能撤吗: 撤) that a text has."""
    act = _ACT.search(question.resolved)
    asked = set(act.group(1)) - _NO_ACT if act else set()
    return sum(character in text for character in asked) / len(asked) if asked else 0.0


def _decides_so(question: Question, text: str) -> bool:
    """Whether a text forbids or allows, or obliges or frees, as a question asks."""
    word = asks_word(question)
    if word == "may":
        return says("forbids", text) or says("allows", text)
    if word == "need":
        return says("obliges", text) or denies(text)
    return _decides(text)


def _decides(text: str) -> bool:
    return says("decides", text) or denies(text)


def _by_heading(context: Context, best: Weighed) -> Draft | None:
    """A heading that decides (备案人员无须选点) and covers hardly less than the best sentence."""
    found: list[tuple[float, Span]] = []
    for hit in context.hits[:3]:
        heading = hit.passage.path[-1] if hit.passage.path else ""
        covered = context.matcher.coverage(heading)
        if covered < VERDICT_COVERAGE or heading[-1] in "?？" or not says("decides", heading):
            continue
        document = context.document(hit.passage)
        start = document.text.rfind(heading, 0, hit.passage.end)
        if start >= 0:
            span = span_of(document, hit.passage, start, start + len(heading))
            found.append((covered, without_label(span)))
    if not found:
        return None
    covered, span = max(found, key=lambda f: f[0])
    if covered < best.coverage - HEADING_SHORT_OF:
        return None
    following = _first_sentence(context, span)
    opening = _checked(context, span, span.text, span.text)
    statements = [Statement(span.text, (span,), verdict=opening)]
    if following is not None:
        statements.append(Statement(following.text, (following,)))
    return Draft("yesno", tuple(statements), certain=covered >= CERTAIN_HEADING)


def _first_sentence(context: Context, heading: Span) -> Span | None:
    document = context.document(heading.passage)
    for sentence in sentences(document, heading.passage):
        if sentence.start >= heading.end and len(sentence.text) > 6:
            return said(context, sentence)
    return None


def _by_list(context: Context, best: Weighed) -> Draft | None:
    """What is asked for is decided by several items: all of them, without a verdict."""
    found = enumeration_of(context.document(best.span.passage), best.span)
    if found is None or found.head is None:
        return None
    heads = found.head.start <= best.span.start < found.head.end
    return whole_list(context, best, "yesno") if heads else None


def _by_reference(context: Context, best: Weighed) -> Draft | None:
    """An item with what the same clause says of it by number (第七项规定的信息由企业选择…)."""
    label = _LABEL.match(best.span.text)
    found = enumeration_of(context.document(best.span.passage), best.span)
    if label is None or found is None:
        return None
    document = context.document(best.span.passage)
    referring = re.compile(rf"第[(（]?{re.escape(label.group(1))}[)）]?项")
    text = document.text[found.items[-1].end : best.span.passage.end]
    start = found.items[-1].end
    for match in re.finditer(r"[^,，。;；\n]*[,，。;；\n]?", text):
        clause = span_of(document, best.span.passage, start + match.start(), start + match.end())
        if referring.search(clause.text) and len(clause.text) > 8:
            item = said(context, best.span)
            statements = (
                Statement(clause.text, (clause,), verdict=_verdict_of(context, clause.text)),
                Statement(item.text, (item,)),
            )
            return Draft("yesno", statements)
    return None


def _verdict_of(context: Context, text: str) -> str:
    """No to what must be and is left free; otherwise nothing, since an item says little itself."""
    if no_obligation(context.question, text):
        return word_for(context.question, positive=False)
    return ""


def _by_head(context: Context, best: Weighed) -> Draft | None:
    """An item under words that decide (有下列情形之一的，不得…), with these words."""
    document = context.document(best.span.passage)
    found = enumeration_of(document, best.span)
    if found is None or found.head is None or says("decides", best.span.text):
        return None
    head = without_label(found.head)
    if not says("decides", head.text):
        return None
    item = without_label(_item(found, best.span))
    item = said(context, item)
    text = f"{head.text}{item.text}"
    opening = _checked(context, item, text, head.text)
    if context.matcher.coverage(text) < VERDICT_COVERAGE:
        opening = ""
    return Draft("yesno", (Statement(text, (head, item), verdict=opening),))


def _item(found: Enumeration, span: Span) -> Span:
    return next(item for item in found.items if item.start <= span.start < item.end)


def _both_kinds(context: Context, best: Weighed) -> Draft | None:
    """Two sentences side by side that decide otherwise (…属于…; …不属于…): both, no verdict."""
    if not _ASKS_KIND.search(context.question.resolved) or not _IS_KIND.search(best.span.text):
        return None
    document = context.document(best.span.passage)
    for other in sentences(document, best.span.passage):
        if other.start == best.span.start or not _IS_KIND.search(other.text):
            continue
        if denies(other.text) != denies(best.span.text) and len(other.text) <= MEASURE_LIMIT // 2:
            pair = (said(context, best.span), without_label(other))
            first, second = sorted(pair, key=lambda s: s.start)
            return Draft(
                "yesno", (Statement(first.text, (first,)), Statement(second.text, (second,)))
            )
    return None
