"""The sides of a question that sets things side by side: one question for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from answers.compared import COMPARED, not_compared
from answers.currency import replacements
from answers.editions import newest_editions, years_of
from answers.scope import place_groups
from answers.titles import numbered_title
from answers.wording import region_list
from corpus.headers import Header
from corpus.places import covers
from corpus.records import Document, Place, Question
from index.parts_of_speech import part_of_speech
from retrieval.exact import NUMBERED, documents_named
from retrieval.kinds import question_kind
from retrieval.understanding import understand

# What joins two sides, and what stands between two places; translated questions have a blank.
_JOINS = r"(?:以及|还是|对比|和|与|跟|同|及|、|,|，|或|比|vs)"
_YEAR = r"(?:(?:19|20)\d{2}\s*年?度?)"
_TOWARDS = r"[给对在]"
# Years that are named side by side (not the first and the last of a time), and what adds them up.
_YEARS_JOINED = re.compile(
    rf"{_YEAR}\s*的?{_JOINS}\s*{_YEAR}|[和与跟同比较]\s*{_YEAR}(?:相|对)?比|[比较]\s*{_YEAR}"
    rf"|[,，]\s*{_YEAR}呢|{_YEAR}\s+{_YEAR}",
    re.I,
)
_YEAR_WITH_JOINT = re.compile(
    rf"(?P<joint>\s*(?:和|与|跟|同|及|以及|、|比|较|对比|至|到|从|[,，])?\s*){_YEAR}(?P<behind>(?:相|对)?比较?|呢|的)?"
)
# "比2021年高多少": what is asked is how much it is.
_HIGHER = re.compile(
    r"(?:[高低多少长短快慢]|增加|减少|提高|降低|上涨|下降|增长|延长|缩短)了?(?=多少|几)"
)
_OLD_AND_NEW = re.compile(r"新[旧老](?:两[个版部份])?的?|(?:前后|新老)两[个版部份]的?")
_YEARS_BETWEEN = re.compile(rf"{_YEAR}\s*(?:至|到|[-—–~～])\s*{_YEAR}")
_ADDED_UP = re.compile(r"合计|总计|累计|一?共|总共|两年间|之间|期间")
_EACH = re.compile(
    r"各(?:是|为|罚|有|多|几|由|自|要|给|怎|需|须|应)|分别|都(?:是|有)?(?:多少|谁|什么|哪)"
)
# 各罚款多少 asks each; 各学校 and 各有关部门 are some that are named.
_ASKS_AMOUNT = re.compile(r"(?:多少|几|[了过]?什么|哪)")
_OF_SOME = ("有关", "相关", "成员", "责任")
# Where what is asked of all sides begins.
_TAIL = re.compile(r"[,，;；]?\s*(?=(?:个人|单位|两地|两个|二者)?(?:各|分别|都))|[,，]")
_JOINT = re.compile(r"^[的\s]+|(?:和|与|跟|同|及|以及|、|,|，|在|;|；|\s)+$")
_SET_APART = re.compile(r"(?:这?两|二)[个份部](?:文件|通知|意见|办法|条例|法规|规定)")
_MATTER = r"[^,，;；和与跟]{4,40}"
_ONE_MATTER = r"[^,，;；、和与跟]{4,40}"
_TWO_MATTERS = re.compile(
    rf"(?:(?P<first>{_MATTER})[,，]?(?:和|与|跟|以及)(?P<second>{_MATTER})"
    rf"|(?P<one>{_ONE_MATTER})、(?P<other>{_ONE_MATTER}))"
    r"[,，](?P<asked>[^,，和与跟及]*(?:各|分别)[^,，]*)"
)
_ALTERNATIVES = re.compile(r"或者?[\u4e00-\u9fff]{1,4}、|、[\u4e00-\u9fff]{1,4}或")
# "担保贷款,国务院的意见和广州的规定最高各是多少": the whole country is one of the sides.
NATION = re.compile(r"^(?:全国|国家|国务院|国办|中央|中国)")
_ALL_AND_ONE = re.compile(
    r"(?P<topic>(?:[^,，;；]{2,30}[,，])?)(?P<first>[^,，;；、]{2,30}?)(?:和|与|跟|以及)"
    r"(?P<second>[^,，;；、]{2,30}?)[,，]?(?P<asked>(?:最[高低多少长短快晚迟]|至[少多]|一般)?(?:各|分别)[^,，]*)"
)
# Where titles of documents end, and how much of one makes it known.
_TITLE_END = re.compile("条例|办法|规定|规则|细则|方案|意见|通知|规划|(?<!执)法(?![律规院定人])")
_BEFORE_TITLE = re.compile(r"^[《》和与及、,，\s]+")
_JOINED = re.compile("》?(?:和|与|及|以及|跟|、)")
_BY = re.compile("根据|按照|依照|依据|按")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$|[《》]")
_STATE = "中华人民共和国"  # before a title, left out by who names it
_LEAST_TITLE = 6  # characters
LEAST_TOPIC = 2  # characters between two places that make a topic of their own


@dataclass(frozen=True, slots=True)
class Side:
    """A question that one side is asked, and what the side is called.

    ``nation``: its answer is one of the whole country. ``beside`` is the place of the other side
    where this one names none: other places have no say in it. ``divided``: it is asked how a
    thing is divided between the sides. ``step``: its term is that of a step of one procedure,
    which one text tells best. ``document`` is the id of the document that it names.
    """

    question: Question
    name: str = ""
    nation: bool = False
    beside: tuple[Place, ...] = ()
    divided: bool = False
    step: bool = False
    document: str = ""


def sides_of(question: Question, documents: Mapping[str, Document | Header]) -> tuple[Side, ...]:
    """The sides of a comparison; none where nothing is compared.

    Sides are places ("上海和济宁…"), places each with its own matter ("上海抽烟和济宁放炮各罚
    多少"), documents by their numbers or titles, years, or two matters.
    """
    if question.kind in ("document", "issuer") and not _EACH.search(question.resolved):
        return ()
    groups = place_groups(question.places)
    found = _by_number(question, documents) or _by_title(question, documents)
    if not found and len(groups) > 1:
        found = _by_segment(question) or _by_place(question, groups)
    if not found and len(groups) < 2:
        found = (
            _by_edition(question, documents)
            or _by_year(question, documents)
            or _by_matter(question)
        )
    sides = [
        replace(side, question=replace(side.question, language=question.language)) for side in found
    ]
    return tuple(_known(side, sides, documents) for side in sides)


def _known(side: Side, sides: Sequence[Side], documents: Mapping[str, Document | Header]) -> Side:
    """A side with its name, and with what it may be answered by."""
    part = side.question
    places = next((other.question.places for other in sides if other.question.places), ())
    alone = not part.places and not side.document and bool(places)
    return replace(
        side,
        name=side.name or _name(part, [other.question for other in sides], documents),
        nation=alone and NATION.match(part.resolved) is not None,
        beside=places if alone else (),
    )


def _name(
    part: Question, parts: Sequence[Question], documents: Mapping[str, Document | Header]
) -> str:
    """What a side is called: its place, the number of its document, its year, or its matter."""
    numbered = documents_named(part.resolved, documents)
    if numbered and NUMBERED.search(part.resolved):
        return documents[numbered[0]].doc_number
    place = region_list([part.places[0].region], part.language) if part.places else ""
    if len(part.years) == 1 and any(other.years != part.years for other in parts):
        year = str(part.years[0])
        return f"{place} {year}".strip() if part.language == "en" else f"{place}{year}年"
    placed = {other.places[:1] for other in parts}
    return place if place and len(placed) == len(parts) else part.original


def _compares(question: Question) -> bool:
    """Whether a question sets places side by side, rather than naming one on the way."""
    if question.kind == "compare":
        return True
    mentions = "|".join({re.escape(place.mention) for place in question.places})
    pattern = rf"(?:{mentions}){_YEAR}?的?\s*{_JOINS}?\s*{_YEAR}?的?{_TOWARDS}?(?:{mentions})"
    return bool(mentions) and re.search(pattern, question.resolved, re.I) is not None


def _by_place(question: Question, groups: Sequence[tuple[Place, ...]]) -> tuple[Side, ...]:
    """A part for each place, asked what is asked of all, without the names of the others."""
    if not _compares(question):
        return ()
    kind = question.kind
    if kind == "compare":
        kind = question_kind(question.resolved, other_than="compare")
    whole = tuple(replace(question, places=group, kind=kind) for group in groups)
    if question.language == "en":
        return tuple(map(Side, whole))
    pairs = zip(groups, whole, strict=True)
    parts = [_of_place(question, group, part) for group, part in pairs]
    apart = [_of_each_year(part) if len(part.years) > 1 else () for part in parts]
    if all(apart) and not _YEARS_BETWEEN.search(question.resolved):
        return tuple(side for sides in apart for side in sides)
    return tuple(map(Side, parts))


def _of_place(question: Question, group: tuple[Place, ...], whole: Question) -> Question:
    """What is asked of one place in words of its own; as part of the whole where that says less."""
    own = {place.mention for place in group}
    text = question.resolved
    before, after = _years_of_places(question)
    for mention in dict.fromkeys(place.mention for place in question.places):
        if mention in own or any(mention in name for name in own):
            continue
        name = rf"{before}{_TOWARDS}?{re.escape(mention)}{after}"
        text, count = re.subn(rf"\s*(?![,，]){_JOINS}\s*{name}", "", text, count=1)
        if not count:
            text = re.sub(rf"{name}\s*{_JOINS}?\s*", "", text, count=1)
    text = _of_one(text)
    if not re.search(r"\w", text):
        return whole
    part = understand(text)
    if not part.terms or {term for term in whole.terms if term in text} - set(part.terms):
        return whole
    years = part.years or question.years
    return replace(part, places=group, years=years)


def _years_of_places(question: Question) -> tuple[str, str]:
    """The patterns of the year that is said of one place, before it and behind it.

    A year that stands at the first place alone before it, or at the last alone behind it, is said
    of all of them ("桂林和烟台2021年…"), as are several ("桂林和烟台2021年和2022年…").
    """
    text = question.resolved
    names = [re.escape(name) for name in dict.fromkeys(p.mention for p in question.places)]
    dated = [re.search(rf"{_YEAR}的?{name}", text) is not None for name in names]
    before = f"(?:{_YEAR}的?)?" if all(dated) else ""
    first = [re.search(rf"{name}的?{_YEAR}", text) is not None for name in names]
    alone = first[-1] and not any(first[:-1])
    return before, "" if alone else f"(?:的?{_YEAR})?"


def _of_one(text: str) -> str:
    """What is asked of all sides, asked of one."""
    text = not_compared(text)
    text = text.replace("各自", "")
    if re.match(r"各[\u4e00-\u9fff]", text) and not _names_some(text):
        text = text[1:]
    return _EACH.sub(_one, text)


def _names_some(text: str) -> bool:
    """Whether 各 at the beginning is the first character of what is named: 各级政府, 各学校."""
    if part_of_speech(text[:2]) == "r":
        return True
    word = text[1:3]
    noun = part_of_speech(word).startswith("n") and not _ASKS_AMOUNT.match(text, 3)
    return word in _OF_SOME or noun


def _one(match: re.Match[str]) -> str:
    return "" if match.group() == "分别" else match.group()[1:]


def _by_number(question: Question, documents: Mapping[str, Document | Header]) -> tuple[Side, ...]:
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
        text = re.sub(r"[和与及、,，]+(?=这?两|二|分别|各|$)|^[和与及、,，]+", "", text)
        text = _of_one(_SET_APART.sub("", text))
        part, asked = understand(text), understand(text.replace(kept.group(), "这份文件"))
        if asked.terms:  # the number tells where to look, not what for
            part = replace(part, topic=asked.topic, terms=asked.terms, expansions=asked.expansions)
        parts.append(Side(part))
    return tuple(parts)


def _by_title(question: Question, documents: Mapping[str, Document | Header]) -> tuple[Side, ...]:
    """A part for each title of a document that a question names before what it asks of each."""
    text = question.resolved
    ends = [match.end() for match in _TITLE_END.finditer(text)]
    if len(ends) < 2:
        return ()
    titles = {id_: _BRACKETS.sub("", document.title) for id_, document in documents.items()}
    cuts: list[tuple[int, int, str]] = []
    begin = 0
    for end in ends:
        lengths = {id_: _common_end(text[begin:end], title) for id_, title in titles.items()}
        named = max(sorted(lengths), key=lambda id_: lengths[id_], default="")
        if named and lengths[named] >= _LEAST_TITLE:
            cuts.append((begin, end, named))
            begin = end
    segments = [_JOINT.sub("", _BEFORE_TITLE.sub("", text[a:b])) for a, b, _ in cuts]
    joined = all(_JOINED.match(text[a:b]) for a, b, _ in cuts[1:]) and not _BY.match(text)
    asks_each = _EACH.search(text) or question.kind == "compare" or joined
    if len(cuts) < 2 or len(set(segments)) < len(segments) or not asks_each:
        return ()
    asked = _of_one(text[cuts[-1][1] :].lstrip("》,， "))
    return tuple(
        Side(
            understand(segment + asked),
            segment,
            document=id_ if segment.endswith(titles[id_].removeprefix(_STATE)) else "",
        )
        for segment, (_, _, id_) in zip(segments, cuts, strict=True)
    )


def _common_end(text: str, title: str) -> int:
    """How many characters the ends of a text and of a title have in common."""
    length = 0
    while length < min(len(text), len(title)) and text[-1 - length] == title[-1 - length]:
        length += 1
    return length


def _by_segment(question: Question) -> tuple[Side, ...]:
    """Sides that each have a matter of their own before what is asked of all of them."""
    text = question.resolved
    starts = _mention_starts(question)
    if len(starts) < 2 or not (_EACH.search(text) or question.kind == "compare"):
        return ()
    last = text[starts[-1] :]
    cut = _TAIL.search(last, LEAST_TOPIC)
    tail = last[cut.start() :].lstrip(",，;； ") if cut else ""
    ends = [*starts[1:], starts[-1] + (cut.start() if cut else len(last))]
    segments = [_JOINT.sub("", text[a:b]) for a, b in zip(starts, ends, strict=True)]
    if any(len(_bare_topic(segment, question)) < LEAST_TOPIC for segment in segments):
        return ()
    return tuple(Side(understand(COMPARED.sub("", s) + _of_one(tail))) for s in segments)


def _by_year(question: Question, documents: Mapping[str, Document | Header]) -> tuple[Side, ...]:
    """A part for each year: what is compared is one thing at different times.

    That need not be said (分别) of years side by side that each have a document of the place.
    """
    text = question.resolved
    lasting = _YEARS_BETWEEN.search(text) is not None
    if len(question.years) < 2 or (lasting and not COMPARED.search(text)):
        return ()
    asks_each = _EACH.search(text) is not None or (_compares(question) and not lasting)
    joined = (_YEARS_JOINED.search(text) is not None and not _ADDED_UP.search(text)) or lasting
    each = asks_each or (joined and _has_each_year(question, documents))
    return _of_each_year(question) if each or not question.places else ()


def _by_edition(question: Question, documents: Mapping[str, Document | Header]) -> tuple[Side, ...]:
    """A part for the old and the new document of a place on a matter ("新旧办法有什么不同")."""
    if question.years or not _OLD_AND_NEW.search(question.resolved):
        return ()
    pairs = [
        (sum(term in documents[new].title for term in question.terms), old, new)
        for old, new in (newest_editions(documents) | replacements(documents)).items()
        if any(covers(documents[new].region, place.region) for place in question.places)
    ]
    if not pairs or max(pairs)[0] == 0:
        return ()
    part = understand(_of_one(_OLD_AND_NEW.sub("", question.resolved)))
    return tuple(
        Side(part, numbered_title(documents[id_].title, documents[id_].doc_number), document=id_)
        for id_ in max(pairs)[1:]
    )


def _has_each_year(question: Question, documents: Mapping[str, Document | Header]) -> bool:
    """Whether each year of a question has a document of its place that is of no other of them."""
    there = [
        document
        for document in documents.values()
        if any(covers(document.region, place.region) for place in question.places)
    ]
    asked = set(question.years)
    return all(any(asked & years_of(one) == {year} for one in there) for year in asked)


def _of_each_year(question: Question) -> tuple[Side, ...]:
    """A part for each year that a question names; none where that is not to be told apart."""
    parts = []
    for year in question.years:
        text = _of_one(_in_year(question.resolved, year))
        part = understand(text)
        if part.years != (year,):
            return ()
        if question.language == "en":  # its words have meanings that their translation has not
            part = replace(question, years=(year,), resolved=text, kind=part.kind)
        parts.append(Side(replace(part, places=question.places)))
    return tuple(parts)


def _in_year(text: str, year: int) -> str:
    """What is asked of several years, asked of one that stands where the first of them stood."""
    first, *others = _YEAR_WITH_JOINT.finditer(text)
    for other in reversed(others):
        behind = text[other.end() :]
        said = text[first.end() : other.start()]
        if said and behind.startswith(said):  # 2021年的租金和2022年的租金
            behind = behind[len(said) :]
        text = text[: other.start()] + _HIGHER.sub("是", behind, count=1)
    before, behind = text[: first.start()], text[first.end() :]
    if re.match(
        r"(?:分别|各)?(?:是|为|有)?(?:多少|几)", behind
    ):  # what is asked for stands before it
        return f"{year}年{before}{behind}"
    joint = "" if first["joint"].strip() in ("从", "比", "较") else first["joint"]
    return f"{before}{joint}{year}年{'的' if first['behind'] == '的' else ''}{behind}"


def _by_matter(question: Question) -> tuple[Side, ...]:
    """Two matters joined by 和 or 、 before what is asked of each: "A和B,各几天".

    What 或 joins (市或区、县) is one matter. With a topic before them one is of the whole
    country, the other of a place.
    """
    match = _TWO_MATTERS.fullmatch(question.resolved)
    if match is None:
        match = _ALL_AND_ONE.fullmatch(question.resolved)
        sides = () if match is None else (match["first"], match["second"])
        if not question.places or not any(map(NATION.match, sides)):
            return ()
    if match is None or _ALTERNATIVES.search(question.resolved):
        return ()
    found = match.groupdict()
    topic = found.get("topic") or ""
    asked = _of_one(match["asked"])
    said = (found.get(name) for name in ("first", "second", "one", "other"))
    names = [name.strip(" ,，") for name in said if name]
    return tuple(Side(understand(f"{name}{topic and ','}{topic}{asked}"), name) for name in names)


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
