"""Numbers and dates in a text, and whether they are of the sort that a question counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.records import Question

TABLE = Path(__file__).parent / "tables" / "measures.tsv"
MEASURE_WORDS = TABLE.with_name("measure_words.txt")

_NUMBER = (
    r"(?:\d[\d,.]*(?:\s*[-~—–至到]\s*\d[\d.]*)?(?:余|多)?(?:万|亿|千|百)?"
    r"|[一二三四五六七八九十百千万亿两]+)"
)
_ANY = re.compile(
    r"\d|(?<![进统唯第])(?:[一二三四五六七八九十百千两]+)(?<!进一)(?:个|名|家|年|月|天|次|项|类|种|所|间|成|倍|级|步|大|条|件|户|位|岁|批|期|统一|分之|元|角|万|亿|日|米|公里|里|亩|公顷|平方|吨|公斤|斤|克|升|毫升|毫米|厘米|毫克|微克|小时|分钟|周|季|人|辆|套|度|本|份|台|票|折|层|场|头|只|匹|遍|学|工作日)"
)
_DATE = re.compile(
    r"(?:19|20)\d{2}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?(?:底|末|初|前|起)?"
    r"|\d{1,2}\s*月(?:\s*\d{1,2}\s*日|底|末|初|前|份|起)|每年|每季度|按季度|每月|每周|年底|年内|月底|[次当每本上下]月(?:\d{1,2}日)?|\d{1,2}日前|\d{1,2}日至\d{1,2}日"
    r"|[二一][〇○零九][〇○零一二三四五六七八九]{2}年|“?[一二三四五六七八九十]+五”?(?:期间|时期|末)|自[^,，。;；]{1,20}时起?(?=设立|生效|成立|计算|开始|转移)|之日起|工作日内|日内"
)
_THING_COUNTED = re.compile(
    r"(?:多少|几)(?![日天年月周号点岁分秒]|\S内)([\u4e00-\u9fff]{3,10}?)(?=$|[?？,，。的在是来去要能可])"
)
# Which day is asked for, which no year of an unnamed beginning tells.
_CALENDAR = re.compile(r"哪一?[天日年月]|几[号月日]")
_RELATIVE = re.compile(
    r"首[年月日周](?!期)|(?<![\d一二两三四五六七八九十几每多])次年(?![检会审度])|翌年"
)
_ORDINAL = re.compile(
    r"第[\d一二三四五六七八九十百千零〇]+(?:[编章节条款项批次届号类]|部分)(?:之[一二三四五])?"
)
_ASKED_ORDINAL = re.compile(r"第几([\u4e00-\u9fff])")
# "几个城市": counted with 个, and what is counted; "几家医院": the measure word alone tells.
_COUNTED = re.compile(r"(?:多少|(?<!好)几)个(?!税|人所得税)([\u4e00-\u9fff]{0,4})")
# "指标一共几个": what is counted stands before.
_COUNTED_BEFORE = re.compile(
    r"([\u4e00-\u9fff]{2})(?:一共|总共|共计|共|总计|合计|都|各|分别|有|是|为|设|包括){0,3}(?:多少|几)个[??]?$"
)
_CLASSIFIER = re.compile(r"(?:多少|(?<!好)几)([\u4e00-\u9fff])")
# What asks for a bound, and how a text says it.
_BOUNDS = (
    (
        re.compile(r"最多|最高|最长|最大|上限|不超过|至多|最晚|最迟"),
        re.compile(
            r"最多|最高|最长|最大|上限|不超过|不得超过|不高于|不大于|以下|以内|之内|最迟|至多"
            r"|限额|封顶|[\d一二三四五六七八九十](?:个?(?:工作日|月|小时)|日|天|年)内"
        ),
    ),
    (
        re.compile(r"至少|最低|最少|最短|下限|起码|最早"),
        re.compile(r"至少|最低|最少|最短|下限|不低于|不少于|不得少于|不得低于|不小于|以上|起"),
    ),
)
_NO_AMOUNT = re.compile(
    rf"{_ORDINAL.pattern}|[〔\[]\d{{4}}[〕\]]\d+号|(?:19|20)\d{{2}}\s*[-—~－―至]?\s*(?:(?:19|20)\d{{2}})?\s*年度?(?:\s*\d{{1,2}}\s*(?:[-—~－―至]\s*\d{{1,2}}\s*)?月(?:份|底|初|末)?(?:\s*\d{{1,2}}\s*日)?)?"
    r"|(?<![\d个])\d{1,2}\s*月\s*\d{1,2}\s*日|《[^《》]*》"
)
_BINDING = frozenset(
    {"money", "duration", "share", "frequency", "paid", "workdays", "people", "quorum", "age"}
    | {"times", "area", "length", "hours", "extent"}
)
# "一种先进的理念" counts nothing; "一个月" does.
_INDEFINITE = re.compile(
    r"(?<![\d一二三四五六七八九十百千第])一(?:种|个(?!月|季|星期|礼拜|小时|工作日|自然日|学期|百分点)|项|些|批|类|条|座|家|系列)"
)
_NOT_CLASSIFIERS = frozenset("是为有的呢吗啊和以可能要会能用上下时才来去被给")


def has_number(text: str) -> bool:
    """Whether a text holds a number with something that it counts.

    Ordinals (第八条), days, and the numbers of documents are none.
    """
    return _ANY.search(_NO_AMOUNT.sub("", text)) is not None


def has_date(text: str) -> bool:
    """Whether a text says when."""
    return _DATE.search(text) is not None or _RELATIVE.search(text) is not None


def bound_fits(question: str, text: str) -> bool:
    """Whether a text says the bound that a question asks for; True where it asks for none."""
    return all(said.search(text) for asked, said in _BOUNDS if asked.search(question))


def says_bound(question: str, text: str) -> bool:
    """Whether a question asks for a bound (最多) and a text says it (不得超过)."""
    asks = any(asked.search(question) for asked, _ in _BOUNDS)
    return asks and bound_fits(question, text)


def answers_when(question: Question, text: str) -> bool:
    """Whether a text says when, other than by the bare year that the question names itself."""
    for year in question.years:
        text = re.sub(rf"{year}年(?!\s*\d|[底末初前起])", "", text)
    if _CALENDAR.search(question.resolved):
        text = _RELATIVE.sub("", text)
    return has_date(text)


@cache
def _measure_words() -> tuple[tuple[str, ...], ...]:
    lines = MEASURE_WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))


@cache
def _like_general() -> str:
    """What may stand where a question counts with 个."""
    words = (word for line in _measure_words() if "个" in line for word in line)
    return "|".join(dict.fromkeys((*words, "名", "位", "人", "户")))


@cache
def _measures() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, asked, answered = line.split("\t")
            pattern = re.compile(answered.replace("{n}", _NUMBER))
            found.append((name, re.compile(asked), pattern))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a number must look like to answer a question.

    ``binding``: nothing else will do (money is not answered by a count of hospitals); otherwise
    the pattern is a preference. ``exact`` has the very measure word of the question, where
    ``pattern`` admits its like. ``ordinal``: which one of a row is asked for (第几批).
    """

    pattern: re.Pattern[str]
    binding: bool
    exact: re.Pattern[str] | None = None
    ordinal: bool = False

    def _counted(self, text: str) -> str:
        """A text without what is no amount; where an ordinal is asked for, as it is."""
        return text if self.ordinal else _ORDINAL.sub("", text)

    def fits_exactly(self, text: str) -> bool:
        """Whether a text holds a number with the very measure word of the question."""
        return self.exact is not None and bool(self.exact.search(self._counted(text)))

    def fits(self, text: str) -> bool:
        """Whether a text holds such a number, be it the 一个 that counts nothing."""
        return self.pattern.search(self._counted(text)) is not None

    def counts(self, text: str) -> bool:
        """Whether a text holds such a number other than the 一个 and 一种 that count nothing."""
        text = self._counted(text)
        return self.pattern.search(text if self.ordinal else _INDEFINITE.sub("", text)) is not None


def asks_for_sum(question: Question) -> bool:
    """Whether a question asks for an amount of money."""
    return any(
        sort_of_number(text) in ("money", "paid") for text in (question.text, question.resolved)
    )


def sort_of_number(text: str) -> str:
    """The name of the sort of number that a text asks for; empty for none of the table."""
    return next((name for name, asked, _ in _measures() if asked.search(text)), "")


def _counted_noun(question: str, following: str) -> str:
    """What is counted with 个, as a pattern: the first or the last two characters of its name."""
    before = _COUNTED_BEFORE.search(question)
    if not following:
        return before.group(1) if before else ""
    return "|".join(dict.fromkeys((following[:2], following[-2:])))


def _count_of(noun: str, like: str) -> re.Pattern[str]:
    """A number of things, with one of some measure words, before their name or behind it."""
    before = rf"{_NUMBER}(?:余|多|左右)?(?:{like})[^,，。;；]{{0,16}}?(?:{noun})"
    return re.compile(rf"{before}|(?:{noun})[^,，。;；\d]{{0,4}}?{_NUMBER}(?:{like})")


def wanted_quantity(question: str) -> Quantity | None:
    """The sort of number that a question asks for; None where any number may answer."""
    for name, asked, answered in _measures():
        if asked.search(question):
            return Quantity(answered, name in _BINDING)
    ordinal = _ASKED_ORDINAL.search(question)
    if ordinal is not None:
        which = re.compile(rf"第{_NUMBER}{ordinal.group(1)}")
        return Quantity(which, True, ordinal=True)
    counted = _COUNTED.search(question)
    if counted is not None:
        noun, like = _counted_noun(question, counted.group(1)), _like_general()
        exact = _count_of(noun, like) if noun else None
        return Quantity(re.compile(rf"{_NUMBER}(?:余|多|左右)?(?:{like})"), True, exact)
    match = _CLASSIFIER.search(question)
    if match is None or match.group(1) in _NOT_CLASSIFIERS:
        return None
    alike = {word for line in _measure_words() if match.group(1) in line for word in line}
    thing = _THING_COUNTED.search(question)
    if not alike and thing is not None:
        # 多少医疗人员: no measure word, but the thing itself.
        every = "|".join(dict.fromkeys(word for line in _measure_words() for word in line))
        return Quantity(_count_of(_counted_noun(question, thing.group(1)), every), False)
    words = "|".join(sorted(alike or {match.group(1)}, key=lambda word: (-len(word), word)))
    exact = re.compile(rf"{_NUMBER}[^,，。;；]{{0,2}}?{match.group(1)}")
    return Quantity(re.compile(rf"{_NUMBER}[^,，。;；]{{0,2}}?(?:{words})"), bool(alike), exact)
