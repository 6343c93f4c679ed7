"""Where a question asks two things: what it asks first and what it asks last, each written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answers.asks import asks_what, asks_whether
from answers.quantities import sort_of_number
from corpus.records import Question
from retrieval.kinds import DEFAULT_KIND, is_request, question_kind
from retrieval.tables import rows

_ATTRIBUTES = Path(__file__).parent / "tables" / "attributes.tsv"

# Where one thing asked ends and the next begins.
_BETWEEN_SENTENCES = re.compile(r"[?？;；]\s*")
_BETWEEN_CLAUSES = re.compile(r"[,，]\s*")
_BETWEEN_PREDICATES = re.compile(
    r"、\s*|[,，]\s*(?=.{0,3}?(?:谁|哪|什么|多少|几(?![十百千万乎经何])|多[久长]))"
)
# What two predicates are said of: all before the words that ask.
_BEFORE_ASKED = re.compile(
    r".*?(?=(?:是|由|在|从|向|报|归|先?给)?(?:谁|哪|什么|多少|几|多[久长]|怎|如何))"
)
# "最少几个人,干几年": the bound is of the first amount alone.
_BOUND = re.compile("(?:最[多少高低长短大小快慢]|至[多少]|一共|总共)(?:是|要|得|为)?$")
# "分了几次?": with 了 a number in words may be meant, but not where the question ends.
_HOW_MANY_DONE = re.compile("[了过]几[\u4e00-\u9fff]{1,3}$")
_LEADS_ON = re.compile("^(?:那么?|还有|另外)")
# "医院怎么布局,哪家定": how is no question of its own before a comma, but what the next is about.
_EMBEDDED = frozenset({"measure", "why", DEFAULT_KIND})
# So does an English one: "who heads it, and how many belong to it".
_BETWEEN_ENGLISH = re.compile(
    r"\?\s+|,?\s+and\s+(?=(?:(?:by|within|for|to|in|from|at|under) )?"
    r"(?:who|whom|whose|which|what|when|where|how (?:many|much|long|often|old|far|soon|large))\b)",
    re.I,
)
_ASKS_ENGLISH = re.compile(
    r"\b(?:who|whom|whose|which|what|when|where|how|why)\b"
    r"|(?:^|[.;]\s+)(?:does|do|did|is|are|was|were|can|could|may|must|should|will)\b",
    re.I,
)
_LEAST_CLAUSE = 4  # characters
_LEAST_CASE = 3  # 乙类呢
# "国家2019年的方案怎么规定的?" asks nothing more, but says where the answer stands.
_NAMES_RULE = re.compile(
    r"(?:那么?)?(?:国家|国务院|省里?|市里?|县里?|区里?|中央|全国|\d{4}年|[这该此本那][个部份项]?|里面?|的|上|新|最新)*"
    r"(?:文件|方案|办法|条例|规定|意见|通知|规划|细则|政策)(?:里面?|中|上)?"
    r"(?:是|又)?(?:怎么|如何|怎样)(?:规定|说|写|讲|要求)的?$"
)
_HOW_OLD = re.compile("多大(?:年纪|岁数|年龄)")
# A text with more questions is a list of them, and each parting would answer all before it again.
_MOST_QUESTIONS = 3
# "重度的呢": another case of what was asked before, and where the clause that asks begins.
_ONCE_MORE = re.compile(r"^(?:那么?|还有|要是|如果)?(?P<case>[^,，]{1,16}?)呢$")
_LAST_CLAUSE = re.compile(r"[^,，]*$")
# "小型渔船" stands for "大型渔船", "第一副理事长" for "理事长": what tells one from the other.
_LEAD = "[^的和与里中在对,，]"
_LONGEST_LEAD = 2  # characters
_BEHIND_NOUN = "[的由谁是要应该归每在有能可,，多几哪什]|$"
_LEAST_SHARED = 2  # characters at the end of a case and of what it stands for
# "人数及产生方式是什么": what asks for two attributes, and what stands between them.
_ASKS_ATTRIBUTES = re.compile(
    r"(?P<lead>(?:[^,，]+[,，])?)(?P<both>[^,，]{6,}?)(?:分别|各自?)?(?:是|为)(?:什么|多少|怎样的|如何规定的|怎么规定的)"
)
_OF_BOTH = re.compile(r"的[^的]+$")
_AND = re.compile("以及|[及和与、]")
_THING = re.compile(r"(?P<of>.*)的(?P<deed>[^的]*)|(?P<bare>.*)")


@dataclass(frozen=True, slots=True)
class TwoAsked:
    """What a question asks first and last; empty where it asks one thing.

    ``last`` goes on from ``first`` unless ``written_out``. ``apart``: they are sentences.
    ``sure``: it is no question that two things are asked; where it is one, an answer that may say
    both is one.
    """

    first: str = ""
    last: str = ""
    written_out: bool = False
    apart: bool = False
    sure: bool = True

    def __bool__(self) -> bool:
        return bool(self.first)


def two_asked(question: Question) -> TwoAsked:
    """What a question asks for in two breaths; nothing for one thing, or for a list of questions.

    What it asks first may ask for two things in turn. The two ask for different things (who
    approves it, and within how many days), or are sentences of their own, or attributes of one
    thing (人数及产生方式).
    """
    if question.language == "en":
        return _in_english(question.original.rstrip("? "))
    text = (question.text if question.follow_up else question.resolved).rstrip("?？。 ")
    if sum(text.count(mark) for mark in "?？;；") >= _MOST_QUESTIONS:
        return TwoAsked()
    return _sentences(text) or _clauses(text) or _attributes(text) or TwoAsked()


def carried_over(asked: TwoAsked) -> str:
    """What is asked last, of what is asked about first ("职工体检,费用谁出")."""
    subject = _BEFORE_ASKED.match(asked.first)
    return f"{subject.group() if subject else asked.first},{_LEADS_ON.sub('', asked.last)}"


def _in_english(text: str) -> TwoAsked:
    cuts = list(_BETWEEN_ENGLISH.finditer(text))
    if len(cuts) != 1:
        return TwoAsked()
    first, last = text[: cuts[0].start()], text[cuts[0].end() :]
    asks_both = _ASKS_ENGLISH.search(first) and _ASKS_ENGLISH.search(last)
    return TwoAsked(first, last) if asks_both else TwoAsked()


def _sentences(text: str) -> TwoAsked | None:
    """Two sentences that each ask, or of which the last asks the first of another case."""
    for first, last in _parted(text, _BETWEEN_SENTENCES, _LEAST_CASE):
        case = _ONCE_MORE.match(last)
        if case is not None and (asks_what(first) or asks_whether(first)):
            return TwoAsked(first, _of_case(first, case["case"]), True, True)
        if is_request(last) or _NAMES_RULE.match(last):
            continue
        asks_last = asks_whether(last) or asks_what(last) or _HOW_MANY_DONE.search(last)
        if asks_last and (asks_what(first) or asks_whether(first)):
            return TwoAsked(first, last, apart=True)
    return None


def _of_case(asked: str, case: str) -> str:
    """What was asked, asked of another case, which stands for what ends as it does."""
    clause = _LAST_CLAUSE.search(asked)
    start = clause.start() if clause else 0
    for length in range(len(case), 0, -1):
        end, lead = case[-length:], len(case) - length
        found = re.compile(rf"(?:{_LEAD}{{{lead}}})?{end}(?={_BEHIND_NOUN})").search(asked, start)
        whole = found is not None and 0 < lead <= _LONGEST_LEAD and found.group() != end
        if found is not None and (whole or length >= _LEAST_SHARED):
            at = found.start() if whole else found.end() - length
            return f"{asked[:at]}{case}{asked[found.end() :]}"
    return f"{asked[:start]}{case},{asked[start:]}"


def _clauses(text: str) -> TwoAsked | None:
    """Two clauses that ask for different things, or two predicates (由谁管、什么时候管的)."""
    for first, last in _parted(text, _BETWEEN_CLAUSES):
        if not (asks_what(first) and asks_what(last)):
            continue
        kind, other = question_kind(first), question_kind(last)
        apart = kind not in _EMBEDDED and other not in {kind, DEFAULT_KIND}
        if apart:
            return TwoAsked(first, last)
        if kind == other == "number" and _of_two_sorts(first, last):
            return TwoAsked(first, last, sure=False)
        if kind in _EMBEDDED:
            return None
        break
    for first, last in _parted(text, _BETWEEN_PREDICATES):
        if asks_what(first) and asks_what(last) and not re.search("[?？]", last):
            subject = _BEFORE_ASKED.match(first)
            before = _BOUND.sub("", subject.group()) if subject else ""
            whole = f"{before}{last}"
            return TwoAsked(first, whole, written_out=True, sure=False)
    return None


def _of_two_sorts(first: str, last: str) -> bool:
    """Whether two clauses ask for numbers of different sorts, each of a thing that it names."""
    asking = (first.rpartition(",")[2].rpartition("，")[2], last)
    one, other = (sort_of_number(clause) for clause in asking)
    return one != other and all(map(_names_what_is_counted, asking))


def _names_what_is_counted(clause: str) -> bool:
    name = _BEFORE_ASKED.match(clause)
    return _HOW_OLD.match(clause) is not None or (name is not None and len(name.group()) > 1)


def _parted(
    text: str, between: re.Pattern[str], least: int = _LEAST_CLAUSE
) -> Iterator[tuple[str, str]]:
    for cut in reversed(list(between.finditer(text))):
        first, last = text[: cut.start()], text[cut.end() :]
        if min(len(first), len(last)) >= least:
            yield first, last


def _attributes(text: str) -> TwoAsked | None:
    """Two attributes of one thing, or of two, that are asked for with one word (人数及产生方式)."""
    match = _ASKS_ATTRIBUTES.fullmatch(text)
    if match is None:
        return None
    for one, other in _parted(match["both"], _AND):
        of_both = _OF_BOTH.search(other)
        if of_both is not None and "的" not in one and not _attribute_asked(one, one):
            one = f"{one}{of_both.group()}"
        first, last = _attribute_asked(one, one), _attribute_asked(other, one)
        if first and last:
            lead = match["lead"]
            return TwoAsked(lead + first, lead + last, written_out=True, sure=False)
    return None


def _attribute_asked(text: str, before: str) -> str:
    """What an attribute is asked for as; empty for what is none.

    One of no thing of its own is one of the thing that stands ``before``.
    """
    for ending, asked in _attribute_rows():
        match = re.search(rf"(?:{ending})$", text)
        if match is None:
            continue
        thing = _THING.fullmatch(text[: match.start()])
        if thing is None:
            return ""
        of, deed = thing["of"] or "", thing["deed"] or thing["bare"] or ""
        whole = text
        if text is not before and not of:
            of, joint = (before.rpartition("的")[0], "的") if "的" in before else (before, ",")
            whole = f"{of}{joint}{text}"
        return asked.format(of=of, deed=deed, whole=whole)
    return ""


@cache
def _attribute_rows() -> tuple[tuple[str, str], ...]:
    return tuple((ending, asked) for ending, asked in rows(_ATTRIBUTES))
