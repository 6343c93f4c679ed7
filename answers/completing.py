"""Answers to questions that ask several things: what stands beside the first thing, said too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from answers.alike import alike
from answers.asks import asks
from answers.context import Context, Draft, Statement
from answers.each_class import with_classes
from answers.excepted import only_excepts
from answers.forms import KIND_GROUPS, announces, clauses_with_actor
from answers.lacking import lacking
from answers.next_case import is_reached
from answers.polarity import forbids
from answers.quantities import has_date, has_number, wanted_quantity
from answers.rate_parts import with_parts
from answers.reckoned import with_sum
from answers.sentences import Span, and_following, joined, touched, without_label
from answers.shapes import ASSIGNMENT, ITEM
from corpus.records import Document
from retrieval.kinds import question_kind

# A neighbour that says so much more of the question belongs to its answer.
SAYS_MORE = 0.08
# So may one elsewhere in the passage that is weighed at this share of the best.
AS_GOOD = 0.75
# The sentence beside another is as good as that from here on, where both say so much.
BESIDE, BESIDE_COVERS = 0.9, 0.5
# What is said of one side of a comparison and of the other has so much in common.
OTHER_SIDE = 0.55
# What answers several things at once takes more words than one.
LIMIT = 240
_WHAT_IS_DONE = frozenset({"list", "measure", "duty", "condition", "penalty", "sentence"})
_AT_ONCE = re.compile(r"^(?:同时|并(?!购|轨|网|联)|还应|此外|另外)")
# What follows where that is of no avail belongs to it: 责令改正；拒不改正的，….
_OF_NO_AVAIL = re.compile(
    r"^(?:拒不|仍不|仍然不|逾期[仍未不]|逾期不|经[^,，]{2,8}仍)[^,，。;；]{1,20}的[,，]"
)
# A term within which something is done, and by how much it may be put off.
_TERM = re.compile(
    r"(?:日|天|月|年|小时)(?:之?内|以内)|(?:不得?超过|最长)[^,，。;；]{0,8}(?:日|天|月|年|小时)"
)
_PUTS_OFF = re.compile(
    r"(?:可以?|批准|同意)[^,，。;；]{0,10}(?:延长|延期|顺延)|延长[^,，。;；]{0,10}(?:不得?超过|最长)"
)
_LEAVE = re.compile(r"经[^,，。;；]{2,30}?(?:批准|同意|决定)[,，]?|" + _PUTS_OFF.pattern)
# When a ban before it does not hold.
_ON_NEED = re.compile(
    r"(?:但是?[,，]?|如)?(?:确需|确有(?:必要|需要)|确因|因特殊|有特殊|特殊情况|因(?=[^,，。;；]{2,12}需要))"
    r"(?P<case>[^,，。;；]*)[^。;；]*?(?:经|批准|同意|备案|可以)"
)
# What must be done along with what a sentence before it lays down (依照前款规定删除的，应当…).
_ALONG = re.compile(
    r"^[^。;；]{0,24}依照前[两二三]?款(?:的)?规定(?P<deed>[^,，。;；]{2,24}?)的[,，](?:应当|必须|须)"
)
# Words of such sentences that tell no matter from another.
_IN_GENERAL = re.compile(
    "特殊|案件|案情|县级以上|情况|情形|原因|复杂|疑难|重大|确有|确需|确因|需要|必要|批准|同意|本级|上级|机关|部门|单位|行政"
    "|主管|主要|负责人|期限|时限|时间|期满|按期|按时|不能|规定|前款|上述|办理|作出|决定|人民|政府|应当|可以"
    "|[的经由报请但是如遇在后时其可因有内,，、。;；]"
)
# What is asked of the rest ("剩下的怎么办"), and a sentence that tells it of the rest.
_ASKS_REST = re.compile(
    r"(?:剩下|余下|剩余|多出来|没完成|没用完|没做完|没种完|缺的|差的|不够的)的?[^,，?？]{0,8}(?:怎么|咋|如何|谁|哪|什么|啥)"
)
_OF_REST = re.compile(
    r"^(?:未完成|未用完|未使用|剩余|其余|余下|结余|不足|差额|缺额|超出|尾款|余额)[^,，。;；]{0,12}[,，由可应]"
)
_CASE = re.compile(r"^[^,，。;；]{1,30}(?:的|时)[,，]")
_DENIED = re.compile(r"^(?:未|没有|不|无)([\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,6}的[,，]")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for, so many times: ``found`` counts in a text what has the form of it."""

    found: Callable[[str], int]
    times: int
    amount: bool


def completed(context: Context, draft: Draft) -> Draft:
    """A draft with what stands beside its words and belongs to it: the other things asked for, the
    next case, by how much a term may be put off, when a ban does not hold.
    """
    draft = _with_case_denied(context, _with_all_asked(context, draft))
    if not draft.certain and _ASKS_REST.search(context.question.resolved):
        draft = _with_following(
            context, draft, lambda _, following: bool(_OF_REST.match(following))
        )
    if not draft.certain and draft.kind in ("number", "penalty", "yesno"):
        draft = _with_following(context, draft, partial(is_reached, context))
    if draft.kind in ("number", "penalty") and not draft.certain:
        draft = with_classes(context, draft)
    if draft.kind in ("number", "date") and not draft.certain:
        draft = with_parts(context, _with_following(context, draft, _lengthens))
        return with_sum(context, draft) if draft.kind == "number" else draft
    if draft.kind == "yesno" and not draft.certain:
        draft = _with_following(context, draft, _goes_along)
    return _with_following(context, draft, _excepts) if draft.kind == "yesno" else draft


def _with_following(context: Context, draft: Draft, belongs: Callable[[str, str], bool]) -> Draft:
    """A draft with the sentence after its last one, where that ``belongs`` to it."""
    last = draft.statements[-1] if draft.statements else None
    if last is None or not last.spans:
        return draft
    own, following = and_following(context.document(last.spans[-1].passage), last.spans[-1])
    if following is None or len(following.text) > LIMIT // 2 or not belongs(own, following.text):
        return draft
    return replace(draft, statements=(*draft.statements, Statement(following.text, (following,))))


def _with_case_denied(context: Context, draft: Draft) -> Draft:
    """A draft for a case (委托物业的，…) with the sentence behind it for where that is not so
    (未委托的，…), if the question says that it is not.
    """
    last = draft.statements[-1] if draft.statements else None
    if last is None or not last.spans or draft.certain:
        return draft
    own, following = and_following(context.document(last.spans[-1].passage), last.spans[-1])
    given = _CASE.match(own)
    denied = _DENIED.match(following.text) if following else None
    if following is None or given is None or denied is None or denied[1] not in given.group():
        return draft
    if not any(word in given.group() for word in lacking(context.question.resolved)):
        return draft
    return replace(draft, statements=(*draft.statements, Statement(following.text, (following,))))


def _goes_along(rule: str, following: str) -> bool:
    """Whether a sentence says what else is owed by him who does what a rule lets him do."""
    along = _ALONG.match(following)
    return along is not None and not forbids(rule) and _of_same_matter(along["deed"], rule)


def _excepts(ban: str, following: str) -> bool:
    """Whether a sentence says when a ban does not hold (确需…的，应当经…批准; 但…的除外)."""
    if only_excepts(following):
        return True
    case = _ON_NEED.match(following)
    return forbids(ban) and case is not None and _of_same_matter(case["case"], ban)


def _lengthens(term: str, following: str) -> bool:
    """Whether a sentence says by how much a term before it may be put off, or when it is none."""
    if only_excepts(following):
        return True
    if not _TERM.search(term) or _PUTS_OFF.search(term):
        return False
    put_off = _PUTS_OFF.search(following)
    return put_off is not None and _of_same_matter(_LEAVE.sub("", following[: put_off.end()]), term)


def _of_same_matter(text: str, other: str) -> bool:
    """Whether all that a text names beside words in general is named by the other too."""
    return all(
        any(piece[i : i + 2] in other for i in range(len(piece) - 1))
        for piece in _IN_GENERAL.split(text)
        if len(piece) > 1
    )


def _with_all_asked(context: Context, draft: Draft) -> Draft:
    """As it is where one thing is asked, or where it says more than one statement."""
    if draft.certain or draft.kind == "cell" or len(draft.statements) != 1:
        return draft
    statement = draft.statements[0]
    if len(statement.spans) != 1 or "\n" in statement.text:
        return draft
    clauses_asking = asks(context.question)
    if len(clauses_asking) > 1:
        found = _grown(context, statement.spans[0], _all_wanted(context, clauses_asking))
    else:
        found = []
        if draft.kind in _WHAT_IS_DONE:
            found = _continued(context, statement.spans[0])
            found = found or _as_good_beside(context, statement.spans[0])
        elif draft.kind == "compare":
            found = _other_side(context, statement.spans[0])
    if not found:
        return draft
    statements = [Statement(span.text, (span,)) for span in found]
    statements[0] = replace(statements[0], verdict=statement.verdict)
    return replace(draft, statements=tuple(statements))


def _continued(context: Context, span: Span) -> list[Span]:
    """A sentence that ends with a semicolon, with what must be done at the same time (同时…) or
    where it is of no avail (拒不改正的，…).
    """
    _, following = and_following(context.document(span.passage), span)
    if following is None or span.text[-1] not in ";；":
        return []
    if not (_AT_ONCE.match(following.text) or _OF_NO_AVAIL.match(following.text)):
        return []
    whole = joined(context.document(span.passage), span, following)
    return [whole] if len(whole.text) <= LIMIT else []


def _as_good_beside(context: Context, span: Span) -> list[Span]:
    """A sentence with the one beside it that answers as well, where both say what is done."""
    document = context.document(span.passage)
    units, at = touched(document, span)
    if len(at) != 1 or ITEM.match(units[at[0]].text) or ASSIGNMENT.search(span.text):
        return []
    as_good = {w.span for w in context.weighed if w.score >= BESIDE and w.coverage >= BESIDE_COVERS}
    if units[at[0]] not in as_good:
        return []
    beside = [units[i] for i in (at[0] + 1, at[0] - 1) if 0 <= i < len(units)]
    for other in beside:
        plain = not ITEM.match(other.text) and not announces(other.text)
        if other in as_good and plain and len(span.text) + len(other.text) <= LIMIT:
            return sorted([span, without_label(other)], key=lambda one: one.start)
    return []


def _other_side(context: Context, span: Span) -> list[Span]:
    """A sentence with the one of its passage that says the same of another thing, where the
    question compares the two; none where no sentence or more than one does.
    """
    same = [
        w.span for w in context.weighed if w.span.passage == span.passage and w.score >= AS_GOOD
    ]
    both = [one for one in same if alike(span.text, without_label(one).text, OTHER_SIDE)]
    both.sort(key=lambda one: one.start)
    return list(map(without_label, both)) if len(both) == 2 else []


def _grown(context: Context, span: Span, wanted: Sequence[_Wanted]) -> list[Span]:
    """The words around a span, a span for each paragraph; none where nothing is to be added."""
    document = context.document(span.passage)
    units, inside = touched(document, span)
    # A task assigned in brackets behind it is said in other words.
    if not inside or ASSIGNMENT.search(span.text):
        return []
    first, last = units[inside[0]], units[inside[-1]]
    whole = joined(document, first, last)
    own = whole if _adds(context, span.text, whole.text) else span
    good = {w.span for w in context.weighed if w.score >= AS_GOOD}
    chosen = set(inside)
    said = own.text
    for _ in range(sum(one.times for one in wanted) - 1):
        if all(one.found(said) >= one.times for one in wanted):
            break
        beside = {max(chosen) + 1, min(chosen) - 1}
        near = [i for i, unit in enumerate(units) if i in beside or unit in good]
        worth = {i: _worth(context, said, units[i].text, wanted) for i in near if i not in chosen}
        best = max(worth, key=lambda i: (worth[i], -i), default=None)
        if best is None or worth[best] < SAYS_MORE:
            break
        chosen.add(best)
        said = " ".join(units[i].text for i in sorted(chosen))
    if len(chosen) == len(inside):
        return [without_label(own)] if own is whole else []
    return _stretches(document, [(i, units[i]) for i in sorted(chosen)])


def _adds(context: Context, said: str, more: str) -> bool:
    matcher = context.matcher
    return len(more) <= LIMIT and matcher.coverage(more) >= matcher.coverage(said) + SAYS_MORE


def _worth(context: Context, said: str, text: str, wanted: Sequence[_Wanted]) -> float:
    """What a sentence adds: words of the question, and the form of something asked for."""
    if ITEM.match(text) or announces(text) or len(said) + len(text) > LIMIT:
        return 0.0
    more = context.matcher.coverage(f"{said} {text}") - context.matcher.coverage(said)
    lacking = [one for one in wanted if one.found(said) < one.times]
    form = [one for one in lacking if one.found(text)]
    if form and (more > 0 or any(one.amount for one in form) or _CASE.match(text)):
        return more + SAYS_MORE
    return more / 2


def _all_wanted(context: Context, clauses_asking: Sequence[str]) -> list[_Wanted]:
    """What the clauses of a question ask for, clauses that ask for the same sort taken together."""
    sorts: dict[str, list[str]] = {}
    for clause in clauses_asking:
        sorts.setdefault(_sort(clause), []).append(clause)
    return [
        _Wanted(_counter(context, sort, alike), len(alike), sort in ("number", "date"))
        for sort, alike in sorts.items()
    ]


def _sort(clause: str) -> str:
    if wanted_quantity(clause) is not None:
        return "number"
    kind = question_kind(clause)
    return "who" if KIND_GROUPS.get(kind) == "who" else kind


def _counter(context: Context, sort: str, alike: Sequence[str]) -> Callable[[str], int]:
    """What counts in a text the figures, bodies or days that answer clauses of one sort."""
    patterns = {q.pattern for clause in alike if (q := wanted_quantity(clause))}
    if patterns:
        return lambda text: len({m.start() for p in patterns for m in p.finditer(text)})
    if sort == "who":
        return lambda text: sum(1 for _ in clauses_with_actor(context.question, text))
    if sort == "number":
        return lambda text: has_number(text)
    if sort == "date":
        return lambda text: has_date(text)
    # What else is asked has no form to be counted by.
    return lambda text: 0


def _stretches(document: Document, chosen: Sequence[tuple[int, Span]]) -> list[Span]:
    """The sentences chosen, those of one paragraph that follow each other as one."""
    groups: list[list[tuple[int, Span]]] = []
    for at, unit in chosen:
        before = groups[-1][-1] if groups else None
        follows = before is not None and before[0] + 1 == at
        if before and follows and "\n" not in document.text[before[1].end : unit.start]:
            groups[-1].append((at, unit))
        else:
            groups.append([(at, unit)])
    return [without_label(joined(document, group[0][1], group[-1][1])) for group in groups]
