"""Who leads a single task is no answer to who leads the matter of a whole document."""

from __future__ import annotations

import re

from answers.context import Context, Draft
from answers.cues import says
from answers.sentences import overlap, place_of
from corpus.records import Document, Duty
from retrieval.exact import number_named
from retrieval.tables import task_words

# A title that names so much of a question says what all of its document is about.
TITLE_NAMES_ALL = 0.8
# So many tasks with leads of their own make no one of them the lead of the whole.
MANY = 3
# A task is what is asked about where the question names so much of its name.
HARDLY_MORE = 0.3
_LEADS = re.compile(
    "由[^,，。;；]{2,30}(?:牵头|负责|领导|统筹|协调|主管)|(?:成立|设立|组建)[^,，。;；]{0,16}(?:领导小组|指挥部)"
    "|(?:领导小组|指挥部)(?:负责|统筹|组织|协调|指导)|牵头作用"
)

# The task that is about all the others.
OF_ALL = re.compile("组织领导|组织实施|统筹协调|组织保障")


def names_whole(context: Context, document: Document) -> bool:
    """Whether a question names nothing beside the matter of a whole document."""
    number = number_named(context.question.resolved)
    rest = context.matcher.without(lambda term: term in number or term in task_words())
    return not rest.terms or rest.coverage(document.title) >= TITLE_NAMES_ALL


def is_of_one_task(context: Context, draft: Draft) -> bool:
    """Whether a draft says who leads one of many tasks, and the question asks of all of them."""
    spans = [span for statement in draft.statements for span in statement.spans]
    if draft.kind != "lead" or not spans or not context.matcher.terms:
        return False
    if any(says("leads_whole", span.text) for span in spans):
        return False
    document = context.document(spans[0].passage)
    leads = {tuple(unit.name for unit in duty.leads) for duty in document.duties if duty.leads}
    if len(leads) < MANY or not names_whole(context, document):
        return False
    places = [place_of(span) for span in spans]
    said = [
        duty
        for duty in document.duties
        if any(overlap(place, (document.id, duty.start, duty.end)) for place in places)
    ]
    if not said:
        return not any(_LEADS.search(span.text) for span in spans)
    own = [term for term in context.matcher.terms if term not in document.title]
    if any(term in duty.task for term in own for duty in said):
        return False  # the task has what the title says in other words, if at all
    return not any(_is_meant(context, duty) for duty in said)


def _is_meant(context: Context, duty: Duty) -> bool:
    """Whether a task has all that the question names, and hardly anything else in its name."""
    if OF_ALL.search(duty.task):
        return True
    matcher = context.matcher
    return (
        matcher.coverage(duty.task) >= TITLE_NAMES_ALL
        and matcher.named_share(duty.task) >= HARDLY_MORE
    )
