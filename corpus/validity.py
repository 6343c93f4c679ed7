"""Validity: from when and until when a document holds, and what it puts out of force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from corpus.dates import DATE_PATTERN, add_months, chinese_number, find_date, parse_month
from corpus.records import Validity
from corpus.repeals import find_repeals

_TABLE = Path(__file__).parent / "tables" / "validity_words.tsv"
_TRIGGER = re.compile("施行|实施|执行|生效|有效期|试行|暂定|不一致的")
_SENTENCE_END = re.compile("[。；;\n]")
_LONGEST = 300  # characters of a sentence before the words looked for, and after them
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_DAY = rf"(?:{DATE_PATTERN}|(?:19|20)\d\d年\d{{1,2}}月(?!\d))"
_IN_FORCE = r"(?:正式|开始|试)?(?:施行|实施|执行|生效|试行)(?=[。；;，,、\s)）至]|$|有效)"
_FROM_DAY = re.compile(rf"(?:自|从|于|在)?\s*(?P<day>{_DAY})\s*(?:零时)?起?\s*{_IN_FORCE}")
_EVENT = "发布|公布|颁布|颁发|印发|下发|发文|签发|发出|通过|批准|公告|签署|公开"
_FROM_EVENT = re.compile(
    rf"(?:自|从|于)\s*(?:本?[\u4e00-\u9fff]{{0,8}}?)?(?P<event>{_EVENT})(?:之日|当日|日)\s*起?\s*"
    rf"(?:满?\s*(?P<number>{_NUMBER})\s*(?P<unit>个月|个工作日|日|天)\s*(?:之?后|起)?\s*起?\s*)?"
    rf"{_IN_FORCE}"
)
_TERM = re.compile(
    r"(?P<word>有效期限?|试行期限?|执行期限?|实施期限?|施行期限?|有效|试行|暂定)\s*"
    rf"(?:暂?定?为|是|[:：])?\s*(?P<term>(?P<number>{_NUMBER})\s*(?:年|个月))(?!\d|以|内|间|度)"
)
_UNTIL = re.compile(
    r"(?:有效期限?|试行期限?|执行期限?|实施期限?|施行期限?|有效|至|止|起)[^。；;\n《》]{0,20}?"
    rf"(?:至|到|截止|截至)\s*(?P<day>{_DAY})(?!前)"
)
_PERIOD = re.compile(
    r"(?:有效期限?|试行期限?|执行期限?|实施期限?|施行期限?|执行时间|实施时间|施行日期)\s*"
    rf"(?:为|是|[:：])?\s*自?\s*(?P<first>{_DAY})\s*(?:起|开始)?\s*(?:至|到|—+|-+|～|~)\s*"
    rf"(?P<last>{_DAY})"
)
_PREVAILS = re.compile(r"(?:与|和)本[\u4e00-\u9fff]{1,10}?(?:规定)?不(?:一致|符)的")
_LABEL = re.compile(
    r"^\s*(?:第[\d〇零一二三四五六七八九十百]{1,5}条|[\d一二三四五六七八九十.、()（）]{1,8})?[\s、]*"
)


@dataclass(frozen=True, slots=True)
class KnownDates:
    """What is known of a document before its words on validity are read.

    ``printed`` is the day of the line "…办公室 2023年5月6日印发", ``adopted`` that on which a
    law was passed, ``lapsed`` whether its page calls it no longer in force.
    """

    signed: date | None = None
    published: date | None = None
    printed: date | None = None
    adopted: date | None = None
    effective: date | None = None
    expires: date | None = None
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its span in the text, and where its first words of validity stand in it."""

    start: int
    text: str

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.start + len(self.text)


def read_validity(text: str, titles: Sequence[str], known: KnownDates, head: int = 0) -> Validity:
    """What a document says of its own validity.

    ``titles`` are its own title and those of what it encloses. Sentences on the validity of
    something else (another law, a certificate) do not count. Text before ``head`` is not looked at.
    A day reckoned from an event ("自公布之日起") is given only where the event's day is known.
    """
    effective, expires, term = known.effective, known.expires, ""
    best = len(_RANKS)
    statements: list[tuple[int, int]] = []
    for sentence in _sentences(text, head):
        start = _start_of_force(sentence.text, known)
        rank = _rank(sentence.text, titles)
        if rank is None:
            continue
        period, length = _PERIOD.search(sentence.text), _own_term(sentence.text)
        until = _until(sentence.text)
        prevails = _PREVAILS.search(sentence.text)
        if not (start or period or length or until or prevails):
            continue
        statements.append(sentence.span)
        if period and effective is None:
            effective = _day(period["first"])
        if start and (rank < best or effective is None) and start.day:
            effective, best = start.day, rank
        term = term or length
        expires = expires or (_last_day(period["last"]) if period else until)
    repeals = find_repeals(text)
    statements += [repeal.sentence for repeal in repeals]
    if expires is None and term and effective:
        expires = _end_of_term(effective, term)
    return Validity(
        effective,
        expires,
        term,
        known.lapsed,
        tuple(repeal.record for repeal in repeals),
        tuple(sorted(dict.fromkeys(statements))),
    )


_RANKS = ("own", "own title", "bare", "pointing")


@dataclass(frozen=True, slots=True)
class _Start:
    """Words that say from when; ``day`` is None where they count from an unknown event."""

    day: date | None


def _sentences(text: str, head: int) -> Iterator[_Sentence]:
    """The sentences that hold words of validity, each once."""
    last = -1
    for match in _TRIGGER.finditer(text, head):
        if match.start() < last:
            continue
        start = max(head, match.start() - _LONGEST)
        ends = [m.end() for m in _SENTENCE_END.finditer(text, start, match.start())]
        start = ends[-1] if ends else start
        stop = _SENTENCE_END.search(text, match.end(), match.end() + _LONGEST)
        last = stop.start() if stop else min(len(text), match.end() + _LONGEST)
        words = text[start:last]
        start += len(words) - len(words.lstrip())
        yield _Sentence(start, text[start:last].rstrip())


def _rank(sentence: str, titles: Sequence[str]) -> int | None:
    """How surely a sentence speaks of the document itself; None where it speaks of another."""
    first = _FROM_DAY.search(sentence) or _FROM_EVENT.search(sentence) or _PERIOD.search(sentence)
    first = first or _TRIGGER.search(sentence)
    words = _LABEL.sub("", sentence[: first.end()] if first else sentence)
    if _own().search(words):
        return 0
    named = re.findall(r"《([^《》]{2,100})》", words)
    if named:
        about_own = any(name in title for name in named for title in titles if len(name) > 5)
        published = re.search("现(?:予以?|将|批准|修?订?)?.{0,80}(?:公布|发布|印发|颁布)", words)
        return 1 if about_own or published else None
    if _bare().match(words):
        return 2
    return 3 if _pointing().match(words) else None


def _start_of_force(sentence: str, known: KnownDates) -> _Start | None:
    match = _FROM_DAY.search(sentence)
    if match:
        return _Start(_day(match["day"]))
    event = _FROM_EVENT.search(sentence)
    if not event:
        return None
    begin = _event_day(event["event"], known)
    if begin is None or not event["number"]:
        return _Start(begin)
    number = chinese_number(event["number"])
    if event["unit"] == "个月":
        return _Start(add_months(begin, number))
    return _Start(begin + timedelta(days=number) if event["unit"] in "日天" else None)


def _event_day(event: str, known: KnownDates) -> date | None:
    if event in ("通过", "批准"):
        return known.adopted
    if event in ("印发", "下发", "发文"):
        return known.printed or known.signed or known.published
    return known.signed or known.published


def _own_term(sentence: str) -> str:
    """How long the document holds, as printed; not how long a certificate does.

    The word stands at the beginning of a clause, alone or after the document's own name.
    """
    for match in _TERM.finditer(sentence):
        before = re.split("[，,。、]", sentence[: match.start()])[-1]
        before = _own().sub("", _LABEL.sub("", before), count=1).strip("的 \u3000")
        if not before or _start_words().search(before):
            return re.sub(r"\s", "", match["term"])
    return ""


def _until(sentence: str) -> date | None:
    match = _UNTIL.search(sentence)
    return _last_day(match["day"]) if match else None


def _day(words: str) -> date | None:
    return find_date(words) or parse_month(words)


def _last_day(words: str) -> date | None:
    """A day, or the last day of a month."""
    whole = find_date(words)
    month = None if whole else parse_month(words)
    return add_months(month, 1) - timedelta(days=1) if month else whole


def _end_of_term(effective: date, term: str) -> date:
    """The last day in force: five years from 1 January 2020 end on 31 December 2024."""
    number = chinese_number(re.sub("年|个月", "", term))
    return add_months(effective, number * (12 if "年" in term else 1)) - timedelta(days=1)


@cache
def _words(name: str) -> str:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return "|".join(row[1] for row in rows if row[0] == name)


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"本(?:{_words('own')})")


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{_words('publishing')})[^，,。]{{0,30}}[，,]\s*)?(?:{_words('bare')})"
    )


@cache
def _pointing() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('pointing')})")


@cache
def _start_words() -> re.Pattern[str]:
    return re.compile(r"(?:施行|实施|执行|生效|试行)$")
