"""Who does a thing: the task that is assigned, or the sentence that names who acts."""

from __future__ import annotations

import re

from answers import duties
from answers.context import Context, Draft, Statement, Weighed
from answers.cues import says
from answers.deeds import acting, class_asked, deed_asked, does
from answers.enumerations import enumeration_of
from answers.grades import grades_agree
from answers.one_task import OF_ALL, names_whole
from answers.penalties import with_all_imposed
from answers.polarity import denies
from answers.sentences import Span, joined, sentences, without_label
from answers.windows import MEASURE_LIMIT, best_window, said
from corpus.records import Duty
from retrieval.agencies import agencies_in

# A sentence or a task is considered down to this share of the best.
LEAST_SHARE = 0.5
# A question about the roles of a task is about one that is assigned, where one is nearly as good.
ROLES_SHARE = 0.9
# A task governs the sentence before its bracket; its own worth may fall behind by so much.
GOVERNS_SHARE = 0.7
# What the name of a task adds to its worth where it says all that is asked.
NAME_SAYS = 0.5
# A name that says less of it shares a common word with the question.
LEAST_OF_NAME = 0.25
# What it adds to the worth of a sentence that it gives somebody to do what is asked.
DOES_IT = 0.35
# Of sentences that make somebody answerable, what it adds how much each says of the case.
OF_ITS_CASE = 0.5
# A sentence that says so much more of the question goes before a task.
SAYS_MORE = 0.2
# What it takes that it rules on another grade or class.
OTHER_GRADE = 0.5
_BY_WHOM = re.compile(r"(?<![自理缘])由[^,，。;；]{4,}")
# Headings over what holds for a whole document.
_OF_THE_WHOLE = re.compile("组织|领导|保障|实施|落实|要求|职责|分工|统筹|机制|协调|总则")
_LEADS_ALREADY = re.compile(r"([\u4e00-\u9fff、]{2,12})(?:来)?牵头[,，].*(?:谁|哪)")
# Words over a list of what somebody has to do.
_OBLIGES = re.compile(
    r"[\u4e00-\u9fff]{2,}(?<!的)(?:应当|必须|负责|履行|承担)[^:：]*(?:职责|职能|义务|工作|任务|规定|要求|事项)"
)
# Words for whoever it may be name nobody.
_NOBODY = re.compile(
    r"^(?:各|有关|相关|其他|上述)*(?:主管|责任|牵头|业务|行政|监督|管理)*(?:单位|部门|机关|机构|方面)$"
)


def answer_who(context: Context) -> Draft | None:
    """Who acts, by the task or the sentence that is weighed highest and names somebody."""
    answerable = _answerable(context)
    if answerable is not None:
        return answerable
    whole = _leads_whole(context)
    if whole is not None:
        return whole
    by_role = context.question.kind in ("support", "duty", "lead")
    if by_role:
        duty, worth = _task_meant(context)
        least = LEAST_SHARE if context.question.kind == "support" else ROLES_SHARE
        if duty is not None and worth >= least and _is_of_class(context, duty):
            draft = duties.answer_with_duty(context, duty)
            if context.question.kind == "lead" and _says_who_of_more(context, duty):
                draft = None
            if draft is not None:
                return draft
    for weighed in _by_deed(context):
        duty = weighed.duty or _governing(context, weighed)
        spoken = context.question.kind == "actor" and duty and not _in_bracket(context, duty)
        if spoken and names_actor(context, weighed.span.text):
            # Whoever asks who does a thing may ask who approves it, too: the sentence says both.
            return sentence_draft(context, weighed)
        if duty is not None and _names_somebody(duty) and _is_of_class(context, duty):
            draft = duties.answer_with_duty(context, duty)
            if draft is not None:
                return draft
        head = _obliges(context, weighed)
        if head is not None:
            both = (without_label(head), without_label(weighed.span))
            statements = tuple(Statement(span.text, (span,)) for span in both)
            return Draft(context.question.kind, statements)
        if weighed.duty is None and names_actor(context, weighed.span.text):
            return sentence_draft(context, weighed)
    return _subject_before(context)


def _says_who_of_more(context: Context, duty: Duty) -> bool:
    """Whether the best sentence says by whom (由…处理), and more of the question than a task."""
    best = context.weighed[0]
    own = next((w for w in context.weighed if w.duty == duty), None)
    by = _BY_WHOM.search(best.span.text) and names_actor(context, best.span.text)
    if own is None or best.duty is not None or not by:
        return False
    return best.coverage >= own.coverage + SAYS_MORE


def _answerable(context: Context) -> Draft | None:
    """The sentence that makes somebody answerable (…的，承租人为责任人) in the case asked about;
    None where it is not asked who is, or none says so that is as good as the best or says as much.
    """
    if not says("asks_answerable", context.question.resolved):
        return None
    found = [
        weighed
        for weighed in context.weighed
        if (weighed.score >= ROLES_SHARE or weighed.coverage >= context.weighed[0].coverage)
        and weighed.score >= LEAST_SHARE
        and says("makes_answerable", weighed.span.text)
        and names_actor(context, weighed.span.text)
    ]
    best = max(found, key=lambda w: w.score + OF_ITS_CASE * w.coverage, default=None)
    return None if best is None else sentence_draft(context, best)


def _leads_whole(context: Context) -> Draft | None:
    """Who leads the matter of a whole document (某局要发挥牵头作用), where a question names nothing
    beside it; None where the document does not say.
    """
    if context.question.kind != "lead" or not context.hits:
        return None
    document = context.document(context.hits[0].passage)
    if not names_whole(context, document):
        return None
    # Who leads a part, under a heading of its own, does not lead the whole.
    whole = (p for p in document.passages if not p.path or _OF_THE_WHOLE.search(p.path[-1]))
    for passage in whole:
        for sentence in sentences(document, passage):
            if denies(sentence.text):
                continue
            if says("leads_whole", sentence.text) and names_actor(context, sentence.text):
                span = said(context, sentence)
                return Draft("lead", (Statement(span.text, (span,)),), certain=True)
    of_all = next((d for d in document.duties if d.leads and OF_ALL.search(d.task)), None)
    return None if of_all is None else duties.answer_with_duty(context, of_all)


def _subject_before(context: Context) -> Draft | None:
    """The best sentence with the one before its semicolon where only that names who acts."""
    best = next(iter(context.weighed), None)
    if best is None or best.duty is not None:
        return None
    document = context.document(best.span.passage)
    before = [s for s in sentences(document, best.span.passage) if s.end <= best.span.start][-1:]
    if not before or before[0].text[-1] not in ";；" or not names_actor(context, before[0].text):
        return None
    whole = joined(document, before[0], best.span)
    statements = (Statement(whole.text, (whole,)),)
    return Draft(context.question.kind, statements) if len(whole.text) <= MEASURE_LIMIT else None


def _obliges(context: Context, weighed: Weighed) -> Span | None:
    """The words over an item that name who has to do the deed in it; None where none do.

    "志愿服务组织应当履行下列职责：…（五）为志愿者购买保险".
    """
    deed = deed_asked(context.question)
    text = weighed.span.text
    if weighed.duty is not None or deed is None or not deed.search(text) or "由" in text:
        return None
    found = enumeration_of(context.document(weighed.span.passage), weighed.span)
    head = found.head if found else None
    if head is None or head.start >= weighed.span.start:
        return None
    return head if _OBLIGES.search(head.text) else None


def _by_deed(context: Context) -> list[Weighed]:
    """What is weighed highly, first those that give somebody to do what is asked to be done.

    What rules on another grade than the one asked about (一级至四级 for 六级) comes last.
    """
    good = [weighed for weighed in context.weighed if weighed.score >= LEAST_SHARE]
    deed = deed_asked(context.question)
    asked = context.question.resolved

    def worth(weighed: Weighed) -> float:
        text = weighed.span.text
        given = deed is not None and (
            does(context.question, text, deed) or _obliges(context, weighed) is not None
        )
        other = grades_agree(asked, text) is False
        return weighed.score + DOES_IT * given - OTHER_GRADE * other

    return sorted(good, key=lambda weighed: -worth(weighed))


def _task_meant(context: Context) -> tuple[Duty | None, float]:
    """The task that is worth most with regard to its name, and its worth; None where there is none.

    A long text says some of many things, its name says what it is about.
    """

    def name_says(duty: Duty) -> float:
        covered = context.matcher.coverage(duty.task)
        return NAME_SAYS * covered if covered >= LEAST_OF_NAME else 0.0

    leading = _said_to_lead(context)
    found = (
        (weighed.duty, weighed.score + name_says(weighed.duty))
        for weighed in context.weighed
        if weighed.duty is not None
        and _names_somebody(weighed.duty)
        and duties.short_names(weighed.duty.leads).issuperset(leading)
    )
    return max(found, key=lambda one: one[1], default=(None, 0.0))


def sentence_draft(context: Context, weighed: Weighed) -> Draft:
    """The clauses of a sentence that say who acts."""
    span = with_all_imposed(context, weighed) or best_window(
        context, weighed.span, lambda text: names_actor(context, text), widen=True
    )
    return Draft(context.question.kind, (Statement(span.text, (span,)),))


def names_actor(context: Context, text: str) -> bool:
    """Whether a text names somebody of the class asked for who acts, and is not in the question."""
    wanted = class_asked(context.question)
    return wanted in text and any(True for _ in acting(context.question, text))


def _in_bracket(context: Context, duty: Duty) -> bool:
    text = context.index.documents[duty.document_id].text
    return text[max(0, duty.start - 1) : duty.start + 1].lstrip()[:1] in ("(", "（")


def _names_somebody(duty: Duty) -> bool:
    return not all(_NOBODY.match(unit.name) for unit in duty.leads)


def _said_to_lead(context: Context) -> tuple[str, ...]:
    """The bodies that a question itself says to lead the task (卫健局牵头,还有谁配合)."""
    said = _LEADS_ALREADY.search(context.question.resolved)
    return agencies_in(said.group(1)) if said else ()


def _is_of_class(context: Context, duty: Duty) -> bool:
    """Whether a task has somebody of the class asked for (医院) to lead it."""
    wanted = class_asked(context.question)
    return any(wanted in unit.name for unit in duty.leads)


def _governing(context: Context, weighed: Weighed) -> Duty | None:
    """The task that a sentence belongs to, if it is worth nearly as much."""
    for other in context.weighed:
        if other.score < GOVERNS_SHARE * weighed.score:
            break
        inside = other.span.start <= weighed.span.start and weighed.span.end <= other.span.end
        if other.duty is not None and inside and other.span.passage == weighed.span.passage:
            return other.duty
    return None
