"""What a share comes to of the number that a question tells: 十分之二 of 500人 are 100人."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from answers.context import Context, Draft, Statement
from answers.figures import Figure, printed_amounts
from answers.wording import say
from corpus.numerals import read_numeral

_UNITS = {
    "人": "人",
    "名": "人",
    "位": "人",
    "户": "户",
    "亩": "亩",
    "元": "元",
    "块": "元",
    "钱": "元",
}
_ROUND = {"百": 100, "千": 1000}
# How many of a thing are asked for.
_ASKED = re.compile(r"(?:多少|几)个?([人名位户亩元块钱])")
_SHARE = re.compile(
    r"(?P<of>[二三四五六七八九十百千]+)分之(?P<part>[一二三四五六七八九十]+)|(?P<percent>\d+(?:\.\d+)?)\s*[%％]"
)
# Of what it is a share: a number of the very things that are counted.
_OF_ALL = re.compile(
    r"(?:人数|总数|总人数|户数|总额|金额|面积|价款|价格|货值|工资|收入|费用|总量)(?:总和|总计)?的?"
    r"(?:不(?:少于|低于|超过|高于)|至少|最多)?$"
)
_LEAST = re.compile(r"不(?:少于|低于)|至少|以上")
_MOST = re.compile(r"不(?:超过|高于)|最多|以下|以内")


def with_sum(context: Context, draft: Draft) -> Draft:
    """A draft with what its one share comes to of the one number of such things in the question;
    as it is where there is no such share, or several numbers.
    """
    asked = _ASKED.search(context.question.text)
    statement = draft.statements[-1] if draft.statements else None
    if asked is None or statement is None or context.question.language == "en":
        return draft
    shares = list(_SHARE.finditer(statement.text))
    unit = _UNITS[asked[1]]
    told = [(f, printed) for f, printed in printed_amounts(context.question.text) if f.unit == unit]
    if len(shares) != 1 or len(told) != 1 or told[0][0].bound:
        return draft
    share = _share(shares[0])
    if share is None or not _OF_ALL.search(statement.text[: shares[0].start()]):
        return draft
    text = say(
        "reckoned",
        context.question.language,
        number=told[0][1] + ("" if unit in told[0][1] else unit),
        bound=_bound(statement.text),
        sum=_printed(told[0][0], share) + unit,
    )
    more = Statement(text, statement.spans, quoted=False)
    return replace(draft, statements=(*draft.statements, more))


def _share(match: re.Match[str]) -> Decimal | None:
    if match["percent"]:
        return Decimal(match["percent"]) / 100
    whole, part = _ROUND.get(match["of"]) or read_numeral(match["of"]), read_numeral(match["part"])
    return Decimal(part) / Decimal(whole) if whole and part else None


def _printed(figure: Figure, share: Decimal) -> str:
    value = (figure.value * share).quantize(Decimal("0.01"))
    return f"{value:f}".rstrip("0").rstrip(".")


def _bound(text: str) -> str:
    if _LEAST.search(text):
        return "至少"
    return "不超过" if _MOST.search(text) else ""
