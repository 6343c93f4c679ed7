"""What a question tells of a rule before it asks on, and a document says otherwise: how often a
thing is done, at which level of government, whether it is fined or owed, and whose a thing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from answers.context import Context
from answers.cues import says
from answers.figures import Figure, placed_amounts
from answers.sentences import Span
from corpus.numerals import read_numeral

# A sentence is about what is told where it has such a share of its words.
NAMED = 0.7
# So is one of the best few, for what is told in other words; what says so much of what it says is
# about the same.
BEST, ABOUT, SAID_AS_WELL = 3, 0.4, 0.5
_CLAUSE = re.compile(r"[^,，。;；]+")
_LEAST = 2  # characters of an object
_NUMBER = r"[\d一二两三四五六七八九十]+"
_UNIT = r"年|季度|月|周|星期|天|日"
_DAYS = {"年": 360, "季度": 90, "月": 30, "周": 7, "星期": 7, "天": 1, "日": 1}
# "三年才审一次", "每两年检一回", and how a rule says it.
_ONCE_TOLD = re.compile(
    rf"每?隔?(?P<number>{_NUMBER})个?(?P<unit>{_UNIT})(?:才|就|只|要|得|须|应当?|才要|就要)?"
    r"(?P<deed>[\u4e00-\u9fff]{1,3})一[次回]"
)
_EVERY = re.compile(
    rf"每隔?(?P<number>{_NUMBER})?个?(?P<unit>{_UNIT})(?![底初末终前内]|[^,，。;；]{{0,4}}[月季])"
    rf"|(?P<half>每半年)|(?P<bare>{_NUMBER})个?(?P<of>{_UNIT})(?=[\u4e00-\u9fff]{{0,2}}{_NUMBER}[次回])"
    rf"|周期[为是]?(?P<most>不得?超过)?(?P<cycle>{_NUMBER})个?(?P<long>{_UNIT})"
)
# How often in each such time, and what may stand between the times and what is done.
_TIMES = re.compile(
    rf"(?P<least>不少于|不得少于|至少|最少)?(?P<times>{_NUMBER})[次回](?P<more>以上)?"
    r"(?P<object>[^,，。;；、:：]*)"
)
_SORT = "(?:安全|全面|定期|综合|强制|健康|技术|常规|书面|现场|集中|的)*"
_OF_ANY_SORT = re.compile(f"^{_SORT}")
# "每年进行年审": what is done each time without a number.
_DONE = re.compile(
    rf"(?:应当?|必须|须|要)?(?:进行|接受|参加|实施|组织|开展)?{_SORT}"
    r"(?P<deed>[\u4e00-\u9fff]{1,2})(?=$|[由按])"
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
    "管": "主管(?!部门|机关)|管理(?!部门|机[关构]|委员会|局)|负责",
    "办": "办理|组织|承办",
    "定": "制定|规定|确定|认定|核定",
    "审": "审查|审核|审批|审定",
}
# A body of one level that is given to do it: 由县人民政府批准. What only has the character of a
# level in its name (市场监督管理部门, 城乡建设部门) is of none.
_BODY_OF_LEVEL = (
    rf"(?:由|经|向|报)(?:本|当地|设区的)?(?P<level>{_LEVEL})"
    r"(?![场政容域块间划城村]|性|中心|企业)[^,，。;；]{0,24}?"
    r"(?:部门|机关|机构|政府|委员会|局|厅|办公室)[^,，。;；]{0,10}?"
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
_USED_UP_TO = re.compile("(?:使?用|运行|服役)(?:[了到满够上]|超过)*$")
_USED_BEFORE = re.compile("(?:使用|运行|服役)[^,，。;；]{0,8}$")
# What may be done with a used thing before it is given up.
_INSTEAD = re.compile("评估|鉴定|检[测验]|延[长续]|继续|更[新换]|改造|修")
# Somebody's own in the end ("归它自己"), and whose a rule says that it is.
_OWN_TOLD = re.compile(r"归(?P<who>[它他她其]们?|自己|本人|自家)(?:自己|所有)?(?![哪谁])")
_PARTY = re.compile("[单单]位|公司|企业|[户厂店商]|机构|学校|医院")
_OF_THE_PUBLIC = re.compile("(?:国家|集体|政府|机关|机构|部门|委员会|局)$")
_FOREIGN = re.compile("外国|外商|外方|外资|境外")
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
        said = [often for part in _CLAUSE.findall(span.text) for often in _said_often(part)]
        if any(o.days == days or (o.at_least and o.days > days) for o in said):
            return None
        of_it = any(o.at_what(told["deed"], clause) for o in said)
        denial = denial or (span if of_it else None)
    return None if denial is None else (told.group(), denial)


@dataclass(frozen=True, slots=True)
class _Often:
    """That a thing is done once in so many days, or at least so often; what says so, and what it
    says after that (每年检查一次记录: 记录).
    """

    days: Fraction
    at_least: bool
    before: str
    after: str

    def at_what(self, deed: str, told: str) -> bool:
        """Whether this is said of a deed, and of nothing besides what a clause tells of."""
        after = _OF_ANY_SORT.sub("", self.after)
        if not set(deed) & set(self.before):
            return bool(set(deed) & set(after[:2]))
        return len(after) < _LEAST or any(a + b in told for a, b in pairwise(after))


def _said_often(text: str) -> Iterator[_Often]:
    """How often a clause says that a thing is done."""
    for match in _EVERY.finditer(text):
        if match["cycle"]:
            days = Fraction(_days(match["cycle"], match["long"]))
            yield _Often(days, match["most"] is not None, text[: match.start()], "")
            continue
        number, unit = match["number"] or match["bare"] or "1", match["unit"] or match["of"]
        within = 180 if match["half"] else _days(number, unit)
        times, done = _TIMES.search(text, match.end()), _DONE.match(text, match.end())
        if times is None and done is not None:
            yield _Often(Fraction(within), False, done["deed"], "")
        if times is not None:
            before = text[: times.start()]
            least = times["least"] is not None or times["more"] is not None
            yield _Often(
                Fraction(within, max(1, _read(times["times"]))), least, before, times["object"]
            )


def _days(number: str, unit: str) -> int:
    return _read(number) * _DAYS[unit]


def _read(number: str) -> int:
    return int(number) if number.isdecimal() else int(read_numeral(number) or 0)


def _which_level(context: Context, clause: str) -> tuple[str, Span] | None:
    """The sentence that gives to a body of another level what one level is told to do."""
    told = _LEVEL_TOLD.search(clause)
    if told is None:
        return None
    deed = _DEEDS.get(told["deed"][-1], told["deed"])
    by_body = re.compile(f"{_BODY_OF_LEVEL}(?:{deed})")
    level = next((alike for alike in _ALIKE if told["level"] in alike), {told["level"]})
    denial: Span | None = None
    for span in _about(context, told["task"]):
        if not re.search(deed, span.text):
            continue
        # A level that is named in any way may be the one that does it.
        if any(name in span.text for name in level) or _ANY_LEVEL.search(span.text):
            return None
        levels = {m["level"] for m in by_body.finditer(span.text)}
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
    # Who asks without naming anybody may be the very owner.
    asked = context.question.resolved
    if told is None or not _PARTY.search(asked.partition(told.group())[0]):
        return None
    for weighed in context.weighed[:BEST]:
        owner = _OWNED_BY.search(weighed.span.text)
        if owner is None or weighed.coverage < ABOUT:
            continue
        who = owner["who"] or owner["owner"]
        another = _OF_THE_PUBLIC.search(who) or (who.startswith("中方") and _FOREIGN.search(asked))
        if another and who not in asked:
            return told.group(), weighed.span
    return None


def _left_to_choice(context: Context, clause: str) -> tuple[str, Span] | None:
    """The sentence that for a thing used for the very time after which it is told to be owed that
    something becomes of it only allows something else of the sort; None where any sentence that
    names what is owed may bear it out.
    """
    told = _OWED_TOLD.search(clause)
    plain, placed = placed_amounts(told["case"]) if told else ("", ())
    if told is None or len(placed) != 1:
        return None
    amount, start, _ = placed[0]
    thing = _USED_UP_TO.search(plain[:start])
    if thing is None:
        return None
    matcher = context.matcher.without(lambda term: term not in plain[: thing.start()])
    denial: Span | None = None
    for piece in context.pieces:
        whole = f"{piece.head}{piece.span.text}"
        if not _used_for(amount, piece.span.text) or matcher.coverage(whole) < NAMED:
            continue
        if told["deed"] in whole or says("obliges", whole):
            return None
        if says("allows", whole) and _INSTEAD.search(whole):
            denial = denial or piece.span
    return None if denial is None else (clause[told.end("case") :], denial)


def _used_for(amount: Figure, text: str) -> bool:
    """Whether a text is for what was used for a time."""
    plain, placed = placed_amounts(text)
    return any(
        (found.value, found.unit) == (amount.value, amount.unit)
        and _USED_BEFORE.search(plain[:start]) is not None
        for found, start, _ in placed
    )


def _about(context: Context, told: str) -> Iterator[Span]:
    """The sentences that have the words of what is told, the best first."""
    matcher = context.matcher.without(lambda term: term not in told)
    if not matcher.terms:
        return
    for weighed in context.weighed:
        if matcher.coverage(weighed.span.text) >= NAMED:
            yield weighed.span
