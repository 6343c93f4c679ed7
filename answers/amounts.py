"""Which figure is asked for, where several of its sort stand near one another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from answers.agreement import of_another_kind, of_same_kind
from answers.context import Context, Weighed
from answers.deeds import deed_asked, does
from answers.features import topic_share
from answers.grades import grades_agree
from answers.measures import in_classes
from answers.polarity import denies
from answers.quantities import bound_fits, says_bound
from answers.sentences import Span, clauses
from answers.standing import unit_of
from retrieval.tables import rows
from retrieval.understanding import years_in

CASES = Path(__file__).parent / "tables" / "cases.tsv"

# A sentence that scores this share of the best may hold the figure meant.
NEARLY_AS_GOOD = 0.75
# So may one of this share that says the bound asked for.
SAYS_BOUND = 0.6
# So may one of this share that is for the grade asked about.
OF_GRADE = 0.6
# What the words around a figure weigh beside the score of its sentence.
WORDS_WEIGH = 0.6
# What it weighs how much of the question the sentence says, in any words.
COVERS_WEIGH = 0.3
BOUND_WEIGHS = 1.0
OTHER_YEAR_COSTS = 0.5
# A case is asked about that the question names by so much.
CASE_NAMED = 0.6
_CASE = re.compile(r"^([^,，。;；]{4,20}?)的[,，]")
# What it is worth that a figure is for the case that a question names (没有违法所得的).
CASE_WEIGHS = 1.0
# What it is worth that its sentence gives somebody to do what is asked along with it (找谁复议).
DEED_WEIGHS = 0.3
# The clause before a figure's own says less of it.
BEFORE = 0.5


def own_figure(
    context: Context, found: Sequence[Weighed], fits: Callable[[str], bool]
) -> Weighed | None:
    """Among the best sentences that hold such a figure the one whose figure is asked for.

    The words of the clause that holds the figure are held against the question, and so are the
    bound that is asked for (最长, 至少) and the year. None where no sentence fits.
    """
    fitting = [weighed for weighed in found if fits(weighed.span.text)]
    if not fitting:
        return None
    case = of_asked_case(context.question.resolved, fitting)
    if case is not None:
        return case
    asked, best = context.question.resolved, fitting[0].score
    near = [
        weighed
        for weighed in fitting
        if weighed.score
        >= (SAYS_BOUND if says_bound(asked, weighed.span.text) else NEARLY_AS_GOOD) * best
    ]
    return max(near, key=lambda w: (_worth(context, w, fits), -near.index(w)))


def of_asked_class(
    asked: str, found: Sequence[Weighed], fits: Callable[[str], bool]
) -> Sequence[Weighed]:
    """The sentences that may hold such a figure for the class that a question names, best first.

    Where the best of them is for another class of a series (二类 for 三类, 80—89周岁 for 95岁),
    only those of its document for the class named; none where there are none.
    """
    best = next((w for w in found if fits(w.span.text)), None)
    if best is None or not _of_another_class(asked, best.span.text):
        return [w for w in found if not _of_another_class(asked, w.span.text)]
    own = [w for w in found if w.span.document_id == best.span.document_id]
    return [w for w in own if fits(w.span.text) and _of_class(asked, w.span.text)]


def denied_to_class(
    asked: str, found: Sequence[Weighed], fits: Callable[[str], bool]
) -> Weighed | None:
    """The sentence that denies to the class named what it gives to others beside it (评为合格的，
    不予奖励); None where there is none.
    """
    best = next((w for w in found if fits(w.span.text)), None)
    if best is None or not _of_another_class(asked, best.span.text):
        return None
    beside = [w for w in found if w.span.passage == best.span.passage]
    return next((w for w in beside if denies(w.span.text) and _of_class(asked, w.span.text)), None)


def for_class(asked: str, fits: Callable[[str], bool]) -> Callable[[str], bool]:
    """Whether a clause holds such a figure, and for no other class than a question names."""
    return lambda text: fits(text) and not _of_another_class(asked, text)


def _of_another_class(asked: str, text: str) -> bool:
    return of_another_kind(asked, text) or in_classes(asked, text) is False


def _of_class(asked: str, text: str) -> bool:
    if _of_another_class(asked, text):
        return False
    return of_same_kind(asked, text) or in_classes(asked, text) is True


def of_asked_case(question: str, found: Sequence[Weighed]) -> Weighed | None:
    """The sentence for the case that a question names (情节严重, 没有违法所得).

    None where it names none, or the best sentence is for it, or none of the same passage is.
    """
    best = found[0].span
    for case in _cases():
        if not case.search(question) or case.search(best.text):
            continue
        for weighed in found:
            if weighed.span.passage == best.passage and case.search(weighed.span.text):
                return weighed
    return _of_asked_grade(question, found) or _in_words_of_case(question, found)


def _of_asked_grade(question: str, found: Sequence[Weighed]) -> Weighed | None:
    """The sentence of the best one's passage for the grade that a question names (七至十级 for
    八级), which the best one does not name.
    """
    best = found[0].span
    if grades_agree(question, best.text):
        return None
    for weighed in found:
        beside = weighed.span.passage == best.passage and weighed.score >= OF_GRADE
        if beside and grades_agree(question, weighed.span.text):
            return weighed
    return None


def _in_words_of_case(question: str, found: Sequence[Weighed]) -> Weighed | None:
    """The sentence of the best one's passage whose case is named by the question nearly word for
    word (情形特别严重的), and not by the best one.
    """
    best = found[0].span
    named = {w.span: _case_named(question, w.span.text) for w in found}
    for weighed in found:
        beside = weighed.span.passage == best.passage and weighed.score >= NEARLY_AS_GOOD
        if beside and named[weighed.span] >= CASE_NAMED and named[best] < named[weighed.span]:
            return weighed
    return None


def _case_named(question: str, text: str) -> float:
    """The share of the character pairs of a sentence's case (…的，) that a question names."""
    case = _CASE.match(text)
    if case is None:
        return 0.0
    words = case.group(1)
    pairs = [words[i : i + 2] for i in range(len(words) - 1)]
    return sum(pair in question for pair in pairs) / len(pairs) if pairs else 0.0


def in_asked_case(question: str, text: str) -> bool:
    """Whether a question names a case and a text is for it."""
    return any(case.search(question) and case.search(text) for case in _cases())


@cache
def _cases() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row[0]) for row in rows(CASES))


def _worth(context: Context, weighed: Weighed, fits: Callable[[str], bool]) -> float:
    parts = clauses(context.document(weighed.span.passage), weighed.span)
    worths = (clause_worth(context, parts, i) for i, part in enumerate(parts) if fits(part.text))
    best = max(worths, default=0.0)
    worth = weighed.score + WORDS_WEIGH * best + COVERS_WEIGH * weighed.coverage
    deed = deed_asked(context.question)
    if deed is not None and does(context.question, weighed.span.text, deed):
        worth += DEED_WEIGHS
    named = years_in(weighed.span.text)
    if named and context.question.years and not set(named) & set(context.question.years):
        worth -= OTHER_YEAR_COSTS
    return worth


def clause_worth(context: Context, parts: Sequence[Span], i: int) -> float:
    """How well the clause ``i`` of a sentence, with the one before it, says what is asked."""
    first, last = unit_of(parts, i)
    text = "".join(part.text for part in parts[first : last + 1])
    worth = _said_of(context, parts[i], text)
    if first:
        both = _said_of(context, parts[i], parts[first - 1].text + text)
        worth = max(worth, BEFORE * (worth + both))
    if not bound_fits(context.question.resolved, parts[i].text):
        worth -= BOUND_WEIGHS
    return worth + CASE_WEIGHS * in_asked_case(context.question.resolved, text)


def _said_of(context: Context, span: Span, text: str) -> float:
    """How much of the question a text says, beside what the title of its document says already."""
    index = context.index
    title = context.document(span.passage).title
    return topic_share(
        context.question, text, index.document_frequency, len(index.passages), beside=title
    )
