"""Drafts that treat the matter of a question and are silent about the very thing asked for."""

from __future__ import annotations

import re

from answers.context import Context, Draft
from answers.cues import says
from answers.figures import printed_amounts, unsupported_figure
from answers.localities import of_another_street
from answers.matching import term_credit
from answers.one_task import is_of_one_task
from answers.quantities import asks_for_sum
from answers.shapes import NO_WORD
from answers.sorts import of_another_sort, sorts_asked
from index.parts_of_speech import part_of_speech
from retrieval.understanding import years_in

# Kinds whose answer has words that the question does not have; a title, a number of a document, a
# figure, a yes may all be named by it.
_TELLS_MORE = frozenset(
    {"sentence", "person", "where", "definition", "list", "measure", "condition", "why", "actor"}
)
_CHOICE = "还是"
_MOST_OF_OLD = 1  # characters that such an answer may have of its own and still say nothing
# What a document is made for decides nothing.
_RULES = frozenset({"yesno", "number", "condition", "penalty"})
_PURPOSE = re.compile(r"^为了?[^。;；]*制定(?:本|《)[^。;；]*[。;；]?$")
# "起付标准是多少": a quantity by its name, right before the words that ask.
_QUANTITY = re.compile(
    r"([\u4e00-\u9fff]{2,10}?)(?:是|为|有|达到|达|一共|共|要|值|最多|最高|最低|至少){0,3}(?:多少|几[百千万]*[块元])"
)
# Names of measures themselves, which a figure with its unit is an answer to.
_MEASURE = re.compile(
    r"年限|期限|时限|时间|比例|金额|数额|额度|人数|数量|面积|[长高宽厚]度|距离|年龄|次数|倍数|幅度|(?:达标|合格|及格|考核|目标)[线值数]?$|目标|指标"
)
# 十四五 is the number of nothing but a plan; 八五 and 十五 may be (百分之八十五).
_PLAN = re.compile(
    r"(?<![一二三四五六七八九十])(?:十[一二三四六七八九]五(?![一二三四五六七八九十])"
    r"|[一二三四六七八九十]五(?=”|规划|计划|期间|时期|末))"
)
_CASE = re.compile(r"以[上下](?=[^,，。;；]{0,20}的[,，])|(?:以[上下]|及)[^,，。;；]{0,20}的[,，]")
_OF_A_YEAR = re.compile(r"^(?:截至|截止|到|至)?(?:19|20)\d{2}\s*年")
# "评估费按什么比例收": a share that is charged.
_FEE_SHARE = re.compile(
    r"费(?:用)?(?:按|是|要|收)?(?:什么|多少|几)[^,，。]{0,3}(?:比例|分之|成)(?!.*[报补贴减付])"
)
_SAYS_FEE = re.compile(r"费(?!者)|佣金|收取|缴|计收|报酬")
# "提高10个百分点" tells by how much, and neither from what nor to what.
_STEP = re.compile(
    r"(?:[提升增调加涨上]|下[降调]|降低|减少)[^,，。;；至到为]{0,5}\d[\d.]*\s*个?百分点"
)
_LEVEL = re.compile(r"\d\s*[%％]|百分之|(?:[至到为]|分别)\s*\d")
# What one person pays is no such sum.
_OF_ALL = re.compile(r"\d\s*亿\s*元")
_OF_ONE = re.compile(
    r"每人|个人|本人|[我他她]|每[月年天次餐户张本]|一[次个张本年月]|起付|押金|工本费|报名|办证|几[十百千]+块"
)


# "打算再招多少人", "已派出370人", "计划招收90人".
_PLANS = re.compile("打算|(?<!有)计划(?!生育)|准备(?!金)|预计|还要再?|将要")
_DONE = re.compile("已(?:经|[有完建派招引设投拨开])|累计|截至|截止")
_TO_BE = re.compile(r"计划|拟|将|力争|目标|打算|准备|预计|到20\d\d年|争取|要|应")


def silent(context: Context, draft: Draft) -> bool:
    """Whether a draft has nothing of the sort that is asked for, or only of something else."""
    text = _words(draft)
    return (
        _says_nothing_new(context, draft, text)
        or (draft.kind in _RULES and _PURPOSE.search(text) is not None)
        or of_another_sort(sorts_asked(context.question.resolved, closed=True), text)
        or is_of_one_task(context, draft)
        or of_another_street(context.question.resolved, text)
        or _without_place(context, draft, text)
        or (draft.kind == "number" and _of_another_quantity(context, draft, text))
        or _without_claimed_figure(context, draft)
        or _of_another_plan(context.question.resolved, text)
        or (draft.kind == "number" and _is_done_already(context.question.resolved, text))
    )


def _words(draft: Draft) -> str:
    spans = [span.text for statement in draft.statements for span in statement.spans]
    return " ".join(dict.fromkeys([*(s.text for s in draft.statements), *spans]))


def _says_nothing_new(context: Context, draft: Draft, text: str) -> bool:
    """Whether a draft repeats the words of the question (吴某委员 of 吴某委员是哪个界别)."""
    if draft.certain or draft.kind not in _TELLS_MORE or context.question.language == "en":
        return False
    asked = context.question.resolved
    if _CHOICE in asked:  # the answer is among its words
        return False
    return sum(character not in asked for character in NO_WORD.sub("", text)) <= _MOST_OF_OLD


def _without_place(context: Context, draft: Draft, text: str) -> bool:
    """Whether it is asked where a thing is set up, and a text sets up nothing."""
    asks = draft.kind == "where" and says("asks_set_up", context.question.resolved)
    return asks and not says("set_up", text)


def _of_another_quantity(context: Context, draft: Draft, text: str) -> bool:
    """Whether a figure is of another quantity than is asked for, a fine for a fee, what all cost
    for what one pays, or of another year.
    """
    asked = context.question.resolved
    names = _names_quantity(context, draft)
    if names is False or _is_case_of_rule(asked, text):
        return True
    if _FEE_SHARE.search(asked) and not _SAYS_FEE.search(text):
        return True
    if says("asks_days", asked) and says("in_years", text) and not names:
        return True
    if asks_for_sum(context.question):
        fine = says("imposes", text) and not says("asks_sanction", asked)
        if fine and not says("breach", asked):
            return True
        if _OF_ALL.search(text) and _OF_ONE.search(asked):
            return True
    if _STEP.search(text) and not says("asks_change", asked) and not _LEVEL.search(text):
        return _STEP.search(asked) is None
    years = set(years_in(text))
    dated = bool(years) and not years & set(context.question.years)
    return bool(context.question.years) and dated and _OF_A_YEAR.match(text) is not None


def _is_case_of_rule(asked: str, text: str) -> bool:
    """Whether it is asked how many there have been, and a text is a rule for any (两人以上的)."""
    if not says("asks_done_amount", asked) or says("has_happened", text):
        return False
    return _CASE.search(text) is not None or says("rules", text) or says("allows", text)


def _names_quantity(context: Context, draft: Draft) -> bool | None:
    """Whether the passages of a draft name the quantity that a question asks for by its name; None
    where it has none.
    """
    named = _QUANTITY.search(context.question.resolved)
    if named is None or context.question.language == "en" or context.question.follow_up:
        return None
    if _MEASURE.search(named.group(1)):
        return None
    matcher = context.matcher
    passages = {span.passage.id: span.passage for s in draft.statements for span in s.spans}
    text = " ".join(context.full_text(passage) for passage in passages.values()).lower()
    for term, others in zip(matcher.terms, matcher.expansions, strict=True):
        if named.group(1).lower().endswith(term) and part_of_speech(term)[:1] in ("", "n"):
            return bool(term_credit(term, others, text))
    return None


def _without_claimed_figure(context: Context, draft: Draft) -> bool:
    """Whether it is asked which article lays down an amount, and the one named has none of it."""
    asked = context.question.resolved
    if not says("asks_article", asked):
        return False
    claimed = [printed for figure, printed in printed_amounts(asked) if figure.unit]
    spans = [span for statement in draft.statements for span in statement.spans]
    text = " ".join(context.full_text(span.passage) for span in spans)
    return any(unsupported_figure(printed, text) for printed in claimed)


def _of_another_plan(asked: str, text: str) -> bool:
    """Whether a question names a five-year plan (“十五”) and a text only others (“九五”)."""
    named, said = set(_PLAN.findall(asked)), set(_PLAN.findall(text))
    return bool(named and said) and not named & said


def _is_done_already(asked: str, text: str) -> bool:
    """Whether it is asked how many are to be, and a text tells only how many have been."""
    planned = _PLANS.search(asked) is not None
    return planned and _DONE.search(text) is not None and not _TO_BE.search(text)
