"""Words that can stand alone: clauses taken along until a subject and a verb are there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.sentences import Span, joined, sentences, without_label
from corpus.records import Document

# What is said with the words before it stays within so many characters.
STANDING_LIMIT = 120
# Clauses that go on from the one before them.
_LEANS_BACK = re.compile(
    r"^(?:其(?![他余它])|该[\u4e00-\u9fff]|此(?![外次类])|但|并(?!购|轨|网|联)|且|而(?!言)|则(?!是)|也|还(?!款|清)"
    r"|又|从而|因此|因而|所以|以及|或者|及其|均(?!衡)|对其|由其|对此)"
)
# Clauses that end before their verb: "应当在每年三月底前，", "成立了以某某为组长，".
_OPEN_END = re.compile(
    r"(?:(?:[日月年底天时末]之?前|以后|之后|后|时|[日天月年]之?内|之日起?|期间|基础上|情况下|过程中|前提下)"
    r"|以[^,，以]{2,40}为[^,，]{1,8}|的|的部分)[,，]$"
    r"|^(?:根据|按照|依据|依照|为了|结合|围绕|针对)[^,，]{2,30}[,，]$"
)
_CONDITION = re.compile(r"[^是]的[,，]$")
_POINTS_BACK = re.compile(r"该(委|局|部|办|院|厅|会|司|社|公司|项目|中心|单位|企业|机构|学校|医院)")
# "一是划片招生。学区…": what so short a sentence opens goes on in the next.
_OPENS_POINT = re.compile(r"^[一二三四五六七八九十]+是[^,，、;；:：。\d]{2,14}。$")
# How far into the words a pronoun may stand and still be their subject.
_SUBJECT_WITHIN = 30
_MOST_BACK = 2


def stand_alone(parts: Sequence[Span], first: int, last: int) -> tuple[int, int]:
    """The clauses ``first`` to ``last`` of a sentence with those that they cannot do without."""

    def length() -> int:
        return parts[last].end - parts[first].start

    while last + 1 < len(parts) and _OPEN_END.search(parts[last].text):
        if parts[last + 1].end - parts[first].start > STANDING_LIMIT:
            break
        last += 1
    named = _antecedent(parts, first, last)
    if named is not None:
        first = named
    steps = 0
    while first > 0 and steps < _MOST_BACK and _LEANS_BACK.match(parts[first].text):
        if length() + len(parts[first - 1].text) > STANDING_LIMIT:
            break
        first, steps = first - 1, steps + 1
    return first, last


def unit_of(parts: Sequence[Span], i: int) -> tuple[int, int]:
    """(first, last) of the clauses that say one thing with the clause ``i`` of a sentence.

    The condition before it ("没有期限的，") and the time before it ("研究论证后，") belong to it,
    and what a time before a verb leads to ("应当在十五日内，").
    """
    opened = i and (_CONDITION.search(parts[i - 1].text) or _OPEN_END.search(parts[i - 1].text))
    first = i - 1 if opened else i
    last = i + 1 if i + 1 < len(parts) and _OPEN_END.search(parts[i].text) else i
    return first, last


def _antecedent(parts: Sequence[Span], first: int, last: int) -> int | None:
    """The clause before that names what 该委 stands for; None where nothing is to be named."""
    text = "".join(part.text for part in parts[first : last + 1])
    pronoun = _POINTS_BACK.search(text[:_SUBJECT_WITHIN])
    if pronoun is None:
        return None
    name = re.compile(rf"[\u4e00-\u9fff]{{2,}}{pronoun.group(1)}")
    if name.search(text[: pronoun.start()]):
        return None
    for at in range(first - 1, -1, -1):
        if name.search(parts[at].text):
            return at if parts[last].end - parts[at].start <= 2 * STANDING_LIMIT else None
    return None


def with_subject(document: Document, span: Span) -> Span:
    """A sentence that opens with 其, 该委 or 但, with the one before it where both are short."""
    if not _LEANS_BACK.match(span.text):
        return span
    before = [s for s in sentences(document, span.passage) if s.end <= span.start]
    if not before or span.end - before[-1].start > STANDING_LIMIT:
        return span
    if "\n\n" in document.text[before[-1].end : span.start]:
        return span
    return joined(document, before[-1], span)


def with_point(document: Document, sentence: Span) -> Span:
    """A short sentence that opens a point (一是…) like a heading, with the one after it."""
    if not _OPENS_POINT.match(sentence.text):
        return sentence
    line = document.text[sentence.end : sentence.passage.end].split("\n", 1)[0].strip()
    after = [s for s in sentences(document, sentence.passage) if s.start >= sentence.end]
    if not line or not after or without_label(after[0]) != after[0]:
        return sentence
    whole = joined(document, sentence, after[0])
    return whole if len(whole.text) <= STANDING_LIMIT else sentence
