"""Questions that set things side by side: their parts, and one sentence on the difference."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from answers.figures import Figure, days, figures
from answers.records import TableRow
from answers.scope import place_groups
from answers.wording import region_list, say
from corpus.headers import Header
from corpus.records import Document, Language, Question
from retrieval.exact import NUMBERED, documents_named
from retrieval.kinds import question_kind
from retrieval.understanding import understand

# What stands between two places that are set side by side; translated questions have a blank.
_BESIDE = r"(?:和|与|跟|同|及|以及|、|,|，|还是|或|对比|比|vs)?"
_EACH = re.compile(r"各(?:是|为|罚|有|多|几|由|自|要|给|怎)|分别|都(?:是|有)?(?:多少|谁|什么|哪)")
# Where what is asked of all sides begins.
_TAIL = re.compile(r"[,，;；]?\s*(?=(?:个人|单位|两地|两个|二者)?(?:各|分别|都))|[,，]")
_JOINT = re.compile(r"^[的\s]+|(?:和|与|跟|同|及|以及|、|,|，|在|;|；|\s)+$")
_TWO_MATTERS = re.compile(
    r"(?P<first>[^,，;；和与]{4,40})[,，]?(?:和|与|跟)(?P<second>[^,，;；和与]{4,40})[,，](?P<asked>[^,，]*(?:各|分别)[^,，]*)"
)
# Where titles of documents end, and how much of one makes it known.
_TITLE_END = re.compile("条例|办法|规定|规则|细则|方案|意见|通知|规划|(?<!执)法(?![律规院定人])")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$|[《》]")
_LEAST_TITLE = 6  # characters
_LEAST_TOPIC = 2  # characters between two places that make a topic of their own
_MARK = re.compile(r"\[\d+\]")


def parts_of(
    question: Question, documents: Mapping[str, Document | Header]
) -> tuple[Question, ...]:
    """The questions that a comparison is made of, one a side; none where nothing is compared.

    Sides are places ("上海和济宁…"), places each with its own matter ("上海抽烟和济宁放炮各罚
    多少"), or documents by their numbers.
    """
    if question.kind in ("document", "issuer") and not _EACH.search(question.resolved):
        return ()
    numbered = _by_number(question, documents)
    if numbered:
        return numbered
    titled = _by_title(question, documents)
    if titled:
        return titled
    groups = place_groups(question.places)
    if len(groups) < 2:
        return _by_year(question) or _by_matter(question)
    separate = _by_segment(question)
    if separate:
        return separate
    if not _compares(question):
        return ()
    kind = question.kind
    if kind == "compare":
        kind = question_kind(question.resolved, other_than="compare")
    return tuple(replace(question, places=group, kind=kind) for group in groups)


def side_name(part: Question, documents: Mapping[str, Document | Header]) -> str:
    """What a side is called: its place, or the number of its document."""
    numbered = documents_named(part.resolved, documents)
    if numbered:
        return documents[numbered[0]].doc_number
    place = region_list([part.places[0].region], part.language) if part.places else ""
    if len(part.years) == 1:
        return f"{place}{part.years[0]}" + ("" if part.language == "en" else "年")
    return place or part.topic or part.original


def difference(rows: Sequence[TableRow], language: Language) -> str:
    """One sentence on two sides that each say one figure, or one day; else empty."""
    if len(rows) != 2:
        return ""
    names = [row.name for row in rows]
    texts = [_MARK.sub("", row.text) for row in rows]
    told = [_only_figure(text) for text in texts]
    if told[0] and told[1] and (told[0].unit, told[0].bound) == (told[1].unit, told[1].bound):
        first, second = told[0].value, told[1].value
        return _ordered("higher", names, first > second, first == second, language)
    dated = [days(text) for text in texts]
    if all(len(found) == 1 and found[0].year for found in dated):
        first_day, second_day = ((found[0].year, found[0].month, found[0].day) for found in dated)
        return _ordered("earlier", names, first_day < second_day, first_day == second_day, language)
    return ""


def _ordered(key: str, names: Sequence[str], first: bool, same: bool, language: Language) -> str:
    if same:
        return say("same", language)
    more, less = (names[0], names[1]) if first else (names[1], names[0])
    return say(key, language, more=more, less=less)


def _only_figure(text: str) -> Figure | None:
    """The figure of a text that says exactly one with a unit, and no date."""
    told = [figure for figure in figures(text) if figure.unit]
    return told[0] if len(told) == 1 and not days(text) else None


def _compares(question: Question) -> bool:
    """Whether a question sets places side by side, rather than naming one on the way."""
    if question.kind == "compare":
        return True
    mentions = "|".join({re.escape(place.mention) for place in question.places})
    pattern = rf"(?:{mentions})的?\s*{_BESIDE}\s*(?:{mentions})"
    return re.search(pattern, question.resolved, re.I) is not None


def _by_number(
    question: Question, documents: Mapping[str, Document | Header]
) -> tuple[Question, ...]:
    """A part for each document number; the others are taken out of the question."""
    found = list(NUMBERED.finditer(question.resolved))
    if len(found) < 2 or len(documents_named(question.resolved, documents)) < 2:
        return ()
    parts = []
    for kept in found:
        text = question.resolved
        for other in reversed(found):
            if other is not kept:
                text = text[: other.start()] + text[other.end() :]
        text = re.sub(r"[和与及、,，]+(?=两|二|分别|各|$)|^[和与及、,，]+", "", text)
        parts.append(understand(_EACH.sub("", text)))
    return tuple(parts)


def _by_title(
    question: Question, documents: Mapping[str, Document | Header]
) -> tuple[Question, ...]:
    """A part for each title of a document that a question names before what it asks of each."""
    text = question.resolved
    ends = [match.end() for match in _TITLE_END.finditer(text)]
    if len(ends) < 2 or not (_EACH.search(text) or question.kind == "compare"):
        return ()
    titles = [_BRACKETS.sub("", document.title) for document in documents.values()]
    cuts, begin = [], 0
    for end in ends:
        length = max((_common_end(text[begin:end], title) for title in titles), default=0)
        if length >= _LEAST_TITLE:
            cuts.append((begin, end))
            begin = end
    if len(cuts) < 2:
        return ()
    asked = _EACH.sub(
        lambda match: "" if match.group() == "分别" else match.group()[1:], text[cuts[-1][1] :]
    )
    segments = [_JOINT.sub("", re.sub(r"^[》和与及、,，\s]+", "", text[a:b])) for a, b in cuts]
    if len(set(segments)) < len(segments):
        return ()
    return tuple(understand(segment + asked.lstrip("》,， ")) for segment in segments)


def _common_end(text: str, title: str) -> int:
    """How many characters the ends of a text and of a title have in common."""
    length = 0
    while length < min(len(text), len(title)) and text[-1 - length] == title[-1 - length]:
        length += 1
    return length


def _by_segment(question: Question) -> tuple[Question, ...]:
    """Sides that each have a matter of their own before what is asked of all of them."""
    text = question.resolved
    starts = _mention_starts(question)
    if len(starts) < 2 or not (_EACH.search(text) or question.kind == "compare"):
        return ()
    last = text[starts[-1] :]
    cut = _TAIL.search(last, _LEAST_TOPIC)
    tail = last[cut.start() :].lstrip(",，;； ") if cut else ""
    ends = [*starts[1:], starts[-1] + (cut.start() if cut else len(last))]
    segments = [_JOINT.sub("", text[a:b]) for a, b in zip(starts, ends, strict=True)]
    if any(len(_bare_topic(segment, question)) < _LEAST_TOPIC for segment in segments):
        return ()
    asked = _EACH.sub(lambda match: "" if match.group() == "分别" else match.group()[1:], tail)
    return tuple(understand(segment + asked) for segment in segments)


def _by_year(question: Question) -> tuple[Question, ...]:
    """A part for each year: what is compared is one thing at different times."""
    if len(question.years) < 2 or not (_EACH.search(question.resolved) or _compares(question)):
        return ()
    parts = []
    for year in question.years:
        text = question.resolved
        for other in question.years:
            if other != year:
                text = re.sub(
                    rf"(?:和|与|、|比|跟)?\s*{other}\s*年?度?(?:和|与|、|比|跟)?", "", text
                )
        part = understand(_EACH.sub(lambda m: "" if m.group() == "分别" else m.group()[1:], text))
        if part.years != (year,):
            return ()
        parts.append(part)
    return tuple(parts)


def _by_matter(question: Question) -> tuple[Question, ...]:
    """Two matters joined by 和 or 与 before what is asked of each: "A和B,各几天"."""
    match = _TWO_MATTERS.fullmatch(question.resolved)
    if match is None:
        return ()
    asked = _EACH.sub(lambda m: "" if m.group() == "分别" else m.group()[1:], match["asked"])
    return tuple(understand(match[side].strip() + asked) for side in ("first", "second"))


def _mention_starts(question: Question) -> list[int]:
    """Where the first mention of each place group stands, in order."""
    starts = []
    for group in place_groups(question.places):
        at = [question.resolved.find(place.mention) for place in group]
        starts += [min(position for position in at if position >= 0)] if max(at) >= 0 else []
    return sorted(set(starts))


def _bare_topic(segment: str, question: Question) -> str:
    for place in question.places:
        segment = segment.replace(place.mention, "")
    return re.sub(r"[\W\d的在和与年省市区县]", "", segment)
