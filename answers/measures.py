"""Amounts as ranges, and whether those of a question lie within those of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from answers.cues import says
from answers.figures import Bound, Day, Figure, printed_amounts, printed_days
from answers.matching import Matcher
from answers.polarity import denies, forbids

LONGEST_TERM = 1000  # years; 2018年 is no amount
# Terms are compared in days; a month has as many as a calendar month, nearly.
_DAYS = {
    "年": Decimal(360),
    "个月": Decimal(30),
    "周": Decimal(7),
    "天": Decimal(1),
    "日": Decimal(1),
}
# Terms of unlike units that differ by less than this share are not told apart.
_NEARLY = Decimal("0.08")
# Measure words that count the same things.
_SAME_COUNT = ("只条头匹", "家间所处", "人名位")
# An amount without a unit (月收入5000) is money from here on.
_LEAST_MONEY = 100
_DIGITS = r"[\d〇零一二两三四五六七八九十百]+"
_NUMERAL = rf"(?={_DIGITS})"
# How questions and rules word bounds, and how the reader of amounts knows them.
_ALL_REWORDED = (
    # What is numbered (第三条, 一年级, 二类, 一次性) is no amount.
    (
        re.compile(
            rf"第\s*{_DIGITS}(?:[、至到-]{_DIGITS})*[\u4e00-\u9fff]|{_DIGITS}(?:年级|[类级等]|次性)"
        ),
        "",
    ),
    (re.compile(r"[同每任这那某另唯单](?:一|1)(?=[\u4e00-\u9fff])"), ""),
    (re.compile(rf"(?:未|不)满{_NUMERAL}"), "不足"),
    (re.compile(r"(?<=[日天月年周时钟])(?:之内|内)(?!容|部)"), "以内"),
    (re.compile(r"(?<=[米里])(?:的?范围)?(?:以内|之内|内)(?!容|部)"), "以内"),
)
# To have come to an amount (满三年) is to have it, but in a rule to have it at least.
_ASKED_REWORDED = (*_ALL_REWORDED, (re.compile(rf"(?:已经?|年)?满{_NUMERAL}"), ""))
_RULE_REWORDED = (
    *_ALL_REWORDED,
    (re.compile(rf"(?:已经?|年)?满{_NUMERAL}"), "至少"),
    (re.compile(rf"(?<!期)限([\u4e00-\u9fff]?){_NUMERAL}"), r"\1至多"),
    (re.compile(rf"(?:延长|放宽)(?:到|至){_NUMERAL}"), "至多"),
    (
        re.compile(
            rf"(不得?[低高]于|不得?[少多]于|不得?超过|至少|至多|最[高多])"
            rf"([^\d,，、;；。]{{1,12}}的){_NUMERAL}"
        ),
        r"\2\1",
    ),
)
_STRICT = re.compile(
    r"(?:低于|少于|小于|不足|不到|(?<!不得)(?<!不)(?:高于|超过|超出|大于|多于))(?:了|到|约|\s)*$"
)
_GROUP_END = re.compile(r"[;；。\n]")
_CLAUSE_END = re.compile(r"[,，、:：]")
_PERSONS = (
    "(?:公民|人员|居民|职工|企业|公司|单位|家庭|学生|毕业生|者|人|村|社区|小区|学校|幼儿园|医院|机构|组织|团体"
    "|场所|项目|工程|建筑|车辆|船舶|地区|城市|用户)"
)
# An amount that says whom a rule is for (满1年不满10年的,), not what it lays down.
_OF_CASE = re.compile(
    r"^[^,，、;；。]{0,16}?(?:的|者|时|后)$"
    rf"|^[^,，、;；。\d]{{0,6}}的[^,，、;；。]{{0,6}}{_PERSONS}"
)
_CASE_CLAUSE = re.compile(rf"(?:(?<=[,，;；。])|^)[^,，;；。]*的{_PERSONS}?[,，;；。]")
# Where a ban holds, and the ban that follows.
_WHERE = re.compile(r"[米里\d]\s*(?:的?范围)?(?:以内|之内|内)(?:的(?:[区地]域?|范围|路段)?)?$")
_BAN = re.compile(r"(?:均|也|都|一律|应当?|且)?(?:不|禁|严禁)")
_IN_WORD = re.compile(r"[A-Za-z]$")  # IPv6
_HALF = re.compile(r"^[-－—~～至到]+$")


@dataclass(frozen=True, slots=True)
class Range:
    """Amounts of one unit from ``low`` to ``high`` (None: no end), each end included or not."""

    unit: str
    low: Decimal | None
    high: Decimal | None
    above_low: bool = False
    below_high: bool = False
    case: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one amount."""
        return self.low == self.high


@lru_cache(maxsize=64)  # it is asked for with every sentence that is weighed
def asked_ranges(question: str) -> tuple[Range, ...]:
    """The amounts of a question; years and numbers of documents left out."""
    found = ranges(_reworded(question, _ASKED_REWORDED))
    return tuple(replace(r, case=False) for r in found if r.unit and not _is_year(r))


def ranges(text: str) -> tuple[Range, ...]:
    """The amounts of a text in order; two ends of one range in a clause are one."""
    found: list[Range] = []
    for clause in _CLAUSE_END.split(text):
        found += _of_clause(clause)
    return tuple(found)


def _of_clause(clause: str) -> list[Range]:
    found: list[Range] = []
    position = 0
    last_end = -1
    for figure, printed in printed_amounts(clause):
        start = clause.find(printed, position)
        if start < 0:
            continue
        end = position = start + len(printed)
        if _IN_WORD.search(clause[:start]):
            continue
        strict = bool(_STRICT.search(clause[:start]))
        one = _range(figure, strict, bool(_OF_CASE.match(_less_bound(clause[end:]))))
        before = found[-1] if found else None
        between = clause[last_end:start] if last_end >= 0 else ""
        joined = _joined(before, one, bool(_HALF.match(between))) if before else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(one)
        last_end = end
    return found


def _less_bound(text: str) -> str:
    return re.sub(r"^[\s(（含)）]*(?:以上|以下|以内|之内|以后)?", "", text)


def _range(figure: Figure, strict: bool, case: bool) -> Range:
    low = high = figure.value
    bound: Bound = figure.bound
    return Range(
        _unit(figure),
        None if bound == "most" else low,
        None if bound == "least" else high,
        strict and bound != "most",
        strict and bound != "least",
        case,
    )


def _joined(first: Range, second: Range, dash: bool) -> Range | None:
    """Two ends as one range: 1年…10年 of 满1年不满10年, 1万元以上3万元以下, 10至15日."""
    if first.unit not in (second.unit, "?") and not (dash and not first.unit):
        return None
    case = first.case or second.case
    if first.high is None and second.low is None:
        ends = (first.above_low, second.below_high)
        return Range(second.unit, first.low, second.high, *ends, case)
    if dash and first.exact and second.high is not None:
        return Range(second.unit, first.low, second.high, case=case)
    return None


def _unit(figure: Figure) -> str:
    """The unit; "?" for a number that has none (5000能申请)."""
    for alike in _SAME_COUNT:
        if figure.unit in alike and figure.unit:
            return alike[0]
    if figure.unit in _DAYS or figure.unit in _TOLD or figure.unit in _COUNTED:
        return figure.unit
    return "?" if figure.value >= _LEAST_MONEY else figure.unit


_TOLD = frozenset({"%", "‰", "元", "人", "人次", "岁", "工作日", "小时", "分钟", "次", "倍"}) | {
    *(
        "平方米",
        "公里",
        "亩",
        "月",
        "公顷",
        "立方米",
        "千克",
        "千瓦",
        "千瓦时",
        "毫米",
        "厘米",
        "马力",
    ),
}
_COUNTED = frozenset("个家项套张户件条批所间种类级期章例只台座处头辆棵栋艘箱瓶米吨分毫升克匹名位")


def _is_year(one: Range) -> bool:
    return one.unit == "年" and (one.low or one.high or 0) > LONGEST_TERM


def _reworded(text: str, rewordings: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, words in rewordings:
        text = pattern.sub(words, text)
    return text


def within(asked: Range, rule: Range, same: bool = False) -> bool | None:
    """Whether what is asked lies in the range of a rule; None where that cannot be told.

    ``same`` asks whether a bound is the bound of the rule ("is it 30 days at most?"), not whether
    it keeps to it. Terms of unlike units that are nearly as long are not told apart.
    """
    asked, rule = _alike(asked, rule)
    if asked.unit != rule.unit:
        return None
    above, below = _beyond(asked, rule), _beyond(_mirrored(asked), _mirrored(rule))
    if above == "all" or below == "all":
        return False
    if asked.exact:
        return True
    if rule.exact:
        return None if not same else _beyond(rule, asked) == "none"
    if (asked.low is None, asked.high is None) == (rule.low is None, rule.high is None):
        equal = (asked.low, asked.high) == (rule.low, rule.high)
        return equal if same else above == below == "none"
    around = _beyond(rule, asked) == _beyond(_mirrored(rule), _mirrored(asked)) == "none"
    return True if around else None


def _beyond(asked: Range, rule: Range) -> str:
    """How much of what is asked lies above the upper end of a rule: "none", "some" or "all"."""
    if rule.high is None:
        return "none"
    if asked.low is not None and not asked.exact and asked.low >= rule.high:
        return "all"
    low, high = asked.low, asked.high
    if low is not None and (low > rule.high or (low == rule.high and rule.below_high)):
        return "all"
    return "none" if high is not None and high <= rule.high else "some"


def _mirrored(one: Range) -> Range:
    low = None if one.high is None else -one.high
    high = None if one.low is None else -one.low
    return Range(one.unit, low, high, one.below_high, one.above_low, one.case)


def _alike(asked: Range, rule: Range) -> tuple[Range, Range]:
    """Two ranges in one unit where they have one; nearly equal terms in unlike units have none."""
    if asked.unit == "?" and rule.unit == "元":
        return replace(asked, unit="元"), rule
    if asked.unit == rule.unit or not (asked.unit in _DAYS and rule.unit in _DAYS):
        return asked, rule
    mine, theirs = _in_days(asked), _in_days(rule)
    exact = {asked.unit, rule.unit} <= {"年", "个月"} or {asked.unit, rule.unit} <= {"天", "日"}
    ends = [end for end in (mine.low, mine.high) if end is not None]
    limits = [end for end in (theirs.low, theirs.high) if end is not None]
    near = any(abs(a - b) <= _NEARLY * b for a in ends for b in limits)
    return (mine, theirs) if exact or not near else (asked, rule)


def _in_days(one: Range) -> Range:
    days = _DAYS[one.unit]
    low = None if one.low is None else one.low * days
    high = None if one.high is None else one.high * days
    return replace(one, unit="天", low=low, high=high)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the amounts of a question keep to a rule, the ranges that tell, and the words of
    the rule that do, which are its clause number ``group`` (of those parted by 。 and ；).

    ``fits`` is None where only a case of the rule was held against them, which it fulfils, and
    where a ban leaves them alone (``left_alone``): they lie outside of what it forbids.
    """

    fits: bool | None
    rule: Range | None
    asked: Range | None
    words: str
    group: int = 0
    left_alone: bool = False


def group_of(rule: str, judgement: Judgement) -> str:
    """The words of a rule that tell, as printed."""
    return _GROUP_END.split(rule)[judgement.group]


def judged(
    question: str, rule: str, matcher: Matcher, same: bool = False, banned: bool = False
) -> Judgement | None:
    """What a rule says of the amounts of a question; None where it says nothing of one of them.

    A rule with amounts for several cases is read by the case that the question is of, and one
    with several classes by the class that it names. ``banned`` tells that the rule is an item
    under words that forbid (有下列情形之一的，不得…).
    """
    asked = asked_ranges(question)
    if not asked:
        return None
    found: list[Judgement] = []
    refused: list[Judgement] = []
    for number, group in enumerate(_GROUP_END.split(_reworded(rule, _RULE_REWORDED))):
        judgement, of_case = _of_group(_Asked(question, asked, matcher, same, banned), group)
        if judgement is not None:
            (found if of_case else refused).append(replace(judgement, group=number))
    telling = [one for one in found if one.fits is not None]
    telling = telling or [one for one in found if one.left_alone] or found or refused
    if not telling:
        return None
    covered = [matcher.coverage(one.words) for one in telling]
    best = [o for o, c in zip(telling, covered, strict=True) if c >= max(covered)]
    return best[0] if len({one.fits for one in best}) == 1 else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, its amounts, its terms and whether it asks for the very bound of a rule."""

    text: str
    ranges: tuple[Range, ...]
    matcher: Matcher
    same: bool
    banned: bool


def _of_group(asked: _Asked, group: str) -> tuple[Judgement | None, bool]:
    """What one clause of a rule says, and whether it is of the case that the question is of."""
    found = [(c, r) for c in _with_bans(_CLAUSE_END.split(group)) for r in _of_clause(c)]
    outcomes: list[tuple[bool | None, Range, Range]] = []
    cases = 0
    for one in asked.ranges:
        alike = [(c, r) for c, r in found if r.unit == one.unit]
        alike = alike or [(c, r) for c, r in found if _comparable(one, r)]
        if not alike:
            if one.exact and one.low == 1 and one.unit in _COUNTED:
                continue  # 一户能养几只: one of something is no amount that a rule must have
            return None, True
        if all(r.case for _, r in alike) and not asked.banned:
            if not any(within(one, r) for _, r in alike):
                return _outside(alike[0][1], one, group), False
            cases += 1
            continue
        laid_down = [(c, r) for c, r in alike if asked.banned or not r.case]
        outcome = _outcome(asked, one, laid_down)
        if outcome is None:
            return None, True
        outcomes.append(outcome)
    if not outcomes:
        return (Judgement(None, None, None, group) if cases else None), True
    given = [o for o in outcomes if o[0] is not None] or outcomes
    fits = None if given[0][0] is None else all(fit for fit, _, _ in given)
    telling = next(o for o in given if o[0] == fits)
    return Judgement(fits, telling[1], telling[2], group, left_alone=fits is None), True


def _with_bans(clauses: Sequence[str]) -> Iterator[str]:
    """The clauses of a rule, one that only says where (周边50米范围内) with the ban after it."""
    for clause, following in zip(clauses, (*clauses[1:], ""), strict=True):
        where = _WHERE.search(clause) and not says("decides", clause)
        bans = where and _BAN.match(following) and forbids(following)
        yield f"{clause},{following}" if bans and not ranges(following) else clause


def _outcome(
    asked: _Asked, one: Range, laid_down: Sequence[tuple[str, Range]]
) -> tuple[bool | None, Range, Range] | None:
    """Whether one amount keeps to what clauses lay down; None where that cannot be told.

    What lies in a range that is forbidden does not. What lies beyond one is not yet allowed: the
    ban leaves it alone (None in the place of the outcome).
    """
    results: set[str] = set()
    chosen = _of_class(laid_down, asked)
    for clause, rule in chosen:
        results.add(_held_to(asked, one, rule, asked.banned or denies(clause)))
    if len(results) != 1 or "open" in results:
        return None
    return _OUTCOMES[results.pop()], chosen[0][1], one


def _held_to(asked: _Asked, one: Range, rule: Range, banned: bool) -> str:
    """What a range does to an amount: a key of ``_OUTCOMES``, or "open"."""
    fits = within(one, rule, asked.same)
    if fits is None:
        return "open"
    if not banned or (asked.same and forbids(asked.text)):
        return "kept" if fits else "broken"
    return "broken" if fits else "left alone"


_OUTCOMES = {"kept": True, "broken": False, "left alone": None}


def names_amount(question: str) -> bool:
    """Whether a question names an amount for which a rule may have a case; 一年 is none."""
    return not all(map(_is_one, asked_ranges(question)))


def _is_one(asked: Range) -> bool:
    return asked.exact and asked.low == 1


def beside_cases(text: str) -> str:
    """A text without the clauses that say whom or which case it is for (满10年不满20年的，)."""
    return _CASE_CLAUSE.sub("", text)


def in_classes(question: str, text: str) -> bool | None:
    """Whether the ranges of a text, as those of classes (80—89周岁), hold what a question names.

    None where the text has no range of such amounts.
    """
    asked = asked_ranges(question)
    if not asked:
        return None
    found = [r for r in ranges(_reworded(text, _RULE_REWORDED)) if not r.exact]
    held: list[bool] = []
    for one in asked:
        alike = [r for r in found if _comparable(one, r)]
        # 12年 is held against 满1年不满10年 rather than against 2个月以上 beside it.
        alike = [r for r in alike if r.unit == one.unit] or alike
        # What a rule lays down (不少于四十人) is no class that it is for.
        alike = [r for r in alike if r.case] or alike
        if alike and not _is_one(one):
            held.append(any(within(one, r) is not False for r in alike))
    return all(held) if held else None


def _outside(case: Range, asked: Range, group: str) -> Judgement | None:
    """A case of which the question is not: what is only allowed in it is not allowed, and what is
    only forbidden in it is left alone.
    """
    if says("allows", group) and not denies(group):
        return Judgement(False, case, asked, group)
    return Judgement(None, case, asked, group, left_alone=True) if forbids(group) else None


def _comparable(asked: Range, rule: Range) -> bool:
    mine, theirs = _alike(asked, rule)
    return mine.unit == theirs.unit


def _of_class(found: Sequence[tuple[str, Range]], asked: _Asked) -> Sequence[tuple[str, Range]]:
    """The ranges of the clauses that say most of the question, by the sex that it names."""
    for sex in "男女":
        if sex in asked.text and any(sex in clause for clause, _ in found):
            found = [(clause, r) for clause, r in found if sex in clause]
    shares = [asked.matcher.coverage(clause) for clause, _ in found]
    return [one for one, share in zip(found, shares, strict=True) if share >= max(shares)]


def day_judged(question: str, rule: str) -> bool | None:
    """Whether the one day of a question keeps to the one day before or after which a rule applies.

    None where either has none or several, or one names a year and the other does not. A range
    that is open goes round the year where none is named: what comes before its beginning may lie
    in the next, and a day long past its end before the next end.
    """
    asked = [day for day, _ in printed_days(question) if day.day]
    bounds = [(day, rule.partition(printed)[2]) for day, printed in printed_days(rule) if day.day]
    if len(asked) != 1 or len(bounds) != 1:
        return None
    limit, following = bounds[0]
    side = _SIDE.match(following)
    if side is None or bool(limit.year) != bool(asked[0].year):
        return None
    mine, theirs = _in_order(asked[0]), _in_order(limit)
    if mine == theirs:
        return True if "含" in side.group() else None
    early = mine < theirs
    if limit.year:
        return early if side.group("before") else not early
    if side.group("before"):
        since = 30 * (asked[0].month - limit.month) + asked[0].day - limit.day
        late = since % _YEAR < _YEAR / 2
        return True if early and not late else (False if not early and late else None)
    return None if early else True


_YEAR = 360  # days
_INCLUDED = r"(?:[(（]含[^)）]*[)）])?"
_SIDE = re.compile(rf"{_INCLUDED}(?:(?P<before>以?前|之前|止|截止)|起|以?后|之后){_INCLUDED}")


def _in_order(day: Day) -> tuple[int, int, int]:
    return (day.year, day.month, day.day)
