"""What a question tells of a rule before it asks on, and a document says otherwise: how often a
thing is done, and at which level of government.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from answers.context import Context
from answers.cues import says
from answers.figures import amounts
from answers.sentences import Span
from corpus.numerals import read_numeral

# A sentence is about what is told where it has such a share of its words.
NAMED = 0.7
# So is one of the best few, for what is told in other words; what says so much of what it says is
# about the same.
BEST, ABOUT, SAID_AS_WELL = 3, 0.4, 0.5
_NUMBER = r"[\d一二两三四五六七八九十]+"
_UNIT = r"年|季度|月|周|星期|天|日"
_DAYS = {"年": 360, "季度": 90, "月": 30, "周": 7, "星期": 7, "天": 1, "日": 1}
# "三年才审一次", "每两年检一回", and how a rule says it.
_ONCE_TOLD = re.compile(
    rf"每?隔?(?P<number>{_NUMBER})个?(?P<unit>{_UNIT})(?:才|就|只|要|得|须|应当?|才要|就要)?"
    r"(?P<deed>[\u4e00-\u9fff]{1,3})一[次回]"
)
_EVERY = re.compile(
    rf"每(?P<number>{_NUMBER})?个?(?P<unit>{_UNIT})(?![底初末终前内])|(?P<half>每半年)"
    rf"|(?P<within>{_NUMBER})个?(?P<of>{_UNIT})(?:审|检|验|换|评|开|修)?一次"
)
# "由省里发的", "归县里批,": a level of government that is told to do a thing.
_LEVEL = "国家|国务院|中央|全国|省|市|县|区|乡|镇|村"
_LEVEL_TOLD = re.compile(
    rf"^(?P<task>[^,，]{{3,30}}?)(?:由|归|是)(?P<level>{_LEVEL})(?:里|上|级)?(?:来|统一)?"
    r"(?P<deed>发|批|管|办|定|审|颁发|核发|审批|批准|制定|认定)的?$"
)
_DEEDS = {
    "发": "颁发|核发|发给|发放|制发|印发",
    "批": "批准|审批|核准|许可",
    "管": "主管|管理|负责",
    "办": "办理|组织|承办",
    "定": "制定|规定|确定|认定|核定",
    "审": "审查|审核|审批|审定",
}
# A body of one level that is given to do it; several levels, or any, deny none of them.
_BODY_OF_LEVEL = re.compile(
    rf"(?:由|经|向|报)(?:[^,，。;；]{{0,4}})?(?P<level>{_LEVEL})[^,，。;；]{{0,24}}?(?:部门|机关|机构|政府|委员会|局|厅|办)"
)
_ANY_LEVEL = re.compile("以上|各级|地方|所在地|分别|或者|委托|授权")
# "不戴耳机要罚五十块": a sanction that is told, and what only encourages.
_FINE_TOLD = re.compile(
    r"(?:要|会|得|一律|被)[^,，]{0,4}(?:罚|处罚|拘留)(?![^,，]{0,6}(?:多少|几|吗|么|什么|怎))|罚(?:款)?[^,，]{0,3}[\d一二两三四五六七八九十百千万]+[块元]"
)
_ENCOURAGES = re.compile("(?:提倡|倡导|鼓励)(?![^,，。;；]{0,14}(?:举报|投诉|监督))")
# "用满15年必须报废": what is told to be owed in a case of so much.
_OWED_TOLD = re.compile(
    r"(?P<case>[^,，]{2,24}?)就?(?:必须|一律|就得|强制|非[^,，]{0,2}不可)(?:要|得)?(?P<deed>[\u4e00-\u9fff]{2,4})$"
)
# Somebody's own in the end ("归它自己"), and whose a rule says that it is.
_OWN_TOLD = re.compile(r"归(?P<who>[它他她其]们?|自己|本人|自家)(?:自己|所有)?(?![哪谁])")
_OWNED_BY = re.compile(
    r"(?:(?:所有权|产权)(?:属于|归属?于?)(?P<who>[^,，。;；所]{2,14})|(?:归|属于?)(?P<owner>[^,，。;；所]{2,14})所有)"
)
_ALIKE = (frozenset(("国家", "国务院", "中央", "全国")), frozenset("县区"), frozenset("乡镇"))


def told_otherwise(context: Context, clauses: Iterable[str]) -> tuple[str, Span] | None:
    """What clauses of a question tell wrongly, in their words, and the span that says otherwise."""
    for clause in clauses:
        found = (
            _how_often(context, clause)
            or _which_level(context, clause)
            or _only_encouraged(context, clause)
            or _owned_by_another(context, clause)
            or _left_to_choice(context, clause)
        )
        if found is not None:
            return found
    return None


def _how_often(context: Context, clause: str) -> tuple[str, Span] | None:
    """The sentence by which a thing is done more or less often; None where one bears it out."""
    told = _ONCE_TOLD.search(clause)
    if told is None:
        return None
    days = _days(told["number"], told["unit"])
    denial: Span | None = None
    for span in _about(context, clause[: told.start()]):
        if not set(told["deed"]) & set(span.text):
            continue
        said = {
            180 if m["half"] else _days(m["number"] or m["within"] or "1", m["unit"] or m["of"])
            for m in _EVERY.finditer(span.text)
        }
        if days in said:
            return None
        denial = denial or (span if said else None)
    return None if denial is None else (told.group(), denial)


def _days(number: str, unit: str) -> int:
    read = int(number) if number.isdecimal() else read_numeral(number)
    return int(read or 0) * _DAYS[unit]


def _which_level(context: Context, clause: str) -> tuple[str, Span] | None:
    """The sentence that gives to a body of another level what one level is told to do."""
    told = _LEVEL_TOLD.search(clause)
    if told is None:
        return None
    deed = re.compile(_DEEDS.get(told["deed"][-1], told["deed"]))
    about = [span for span in _about(context, told["task"]) if deed.search(span.text)]
    denial: Span | None = None
    for span in about:
        levels = {m["level"] for m in _BODY_OF_LEVEL.finditer(span.text)}
        same = told["level"] in levels or _same(told["level"], levels)
        if same or _ANY_LEVEL.search(span.text):
            return None
        denial = denial or (span if len(levels) == 1 else None)
    return None if denial is None else (told.group(), denial)


def _only_encouraged(context: Context, clause: str) -> tuple[str, Span] | None:
    """The sentence by which that is only encouraged for which a sanction is told; None where one
    about as much of it imposes any.
    """
    told = _FINE_TOLD.search(clause)
    if told is None or not context.weighed:
        return None
    best = max(context.weighed[:BEST], key=lambda w: w.coverage)
    if best.coverage < ABOUT:
        return None
    over = {piece.span: piece.head for piece in context.pieces}
    head = over.get(best.span, "")
    if not (_ENCOURAGES.search(head) or _ENCOURAGES.search(best.span.text)):
        return None
    imposing = (w for w in context.weighed if says("sanction", w.span.text))
    if any(w.coverage >= SAID_AS_WELL * best.coverage for w in imposing):
        return None
    return told.group(), best.span


def _owned_by_another(context: Context, clause: str) -> tuple[str, Span] | None:
    """The sentence by which a thing is another's than it is told to be."""
    told = _OWN_TOLD.search(clause)
    if told is None:
        return None
    asked = context.question.resolved
    for weighed in context.weighed[:BEST]:
        owner = _OWNED_BY.search(weighed.span.text)
        if owner is None or weighed.coverage < ABOUT:
            continue
        if (owner["who"] or owner["owner"]) not in asked:
            return told.group(), weighed.span
    return None


def _left_to_choice(context: Context, clause: str) -> tuple[str, Span] | None:
    """The sentence that for the very amount of what is told to be owed only allows something else;
    None where any sentence that names what is owed may bear it out.
    """
    told = _OWED_TOLD.search(clause)
    amounts_told = {(f.value, f.unit) for f in amounts(told["case"])} if told else set()
    if told is None or len(amounts_told) != 1:
        return None
    denial: Span | None = None
    for piece in context.pieces:
        whole = f"{piece.head}{piece.span.text}"
        if not amounts_told & {(f.value, f.unit) for f in amounts(piece.span.text)}:
            continue
        if told["deed"] in whole or not says("allows", whole) or says("obliges", whole):
            return None
        denial = denial or piece.span
    return None if denial is None else (clause[told.end("case") :], denial)


def _same(level: str, levels: set[str]) -> bool:
    return any(level in alike and levels & alike for alike in _ALIKE)


def _about(context: Context, told: str) -> Iterator[Span]:
    """The sentences that have the words of what is told, the best first."""
    matcher = context.matcher.without(lambda term: term not in told)
    if not matcher.terms:
        return
    for weighed in context.weighed:
        if matcher.coverage(weighed.span.text) >= NAMED:
            yield weighed.span
