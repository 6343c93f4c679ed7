"""The place a document is from: of its issuer, its title, its number, or the body's own 我市."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from corpus.places import covers, find_mentions, level, regions_of_number, resolve
from corpus.records import Region

# Bodies of the whole country; a department (教育部) but not one of a place (市委组织部).
_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|中华人民共和国|国家|全国|中央|最高人民|财政部|税务总局|海关总署"
    # 中国（山东）自由贸易试验区 is of the place in its brackets.
    r"|中国(?!共产党|[（(])"
    r"|[^省市区县州旗盟镇乡]{2,8}部(?:办公厅)?(?:$|[、关])|[\u4e00-\u9fff]{2,6}总局(?:办公厅)?(?:$|[、关])"
    r"|(?:人民银行|银保监会|证监会|金融监管总局)(?:$|[、关]))"
)
_ABROAD = re.compile(
    "台湾|港澳|香港|澳门|长江|黄河|珠江|淮河|海河|太湖"
)  # what a body is for, not where
# A body's words for its own place: 我市, 本市. 本区域 and 本省、自治区、直辖市 are of any place.
_SELF = re.compile(
    r"[我本全](?:自治区|[省市州盟县旗镇]|区(?!域|间|段|划|内外))"
    r"(?!\s*[、（(或和及]\s*(?:自治区|直辖市|省|市|自治州|设区|州|盟|县|区|旗))"
)
_LAW = re.compile("(?:条例|规定|办法|规则|细则|决定)(?:[(（][^()（）]*[)）])?$")
_PARENT = re.compile(r"([\u4e00-\u9fff]+[省市区县州盟旗])[\u4e00-\u9fff]{2,}$")
_BODY = 20_000  # characters of the body that are searched for places


def region_of(
    text: str, issuer: str, title: str, doc_number: str, publisher: str = "", source: str = ""
) -> Region:
    """The place a document is from, empty for the whole country and where it is not certain.

    A name that several places bear (朝阳区, 鼓楼区) is decided by the places around it: those of
    the other sources, the number, then the body; one that stays open gives no place.
    """
    numbered = regions_of_number(doc_number) if doc_number else ()
    near = _certain(f"{issuer} {title} {publisher} {source}")

    @cache
    def around() -> Counter[Region]:
        return Counter([*near, *(numbered if len(numbered) == 1 else ()), *_certain(text[:_BODY])])

    for words in (issuer, title):
        if words and _NATIONAL.match(words):
            branch = _certain(issuer) if words == issuer else []
            return _together(branch) if branch and not _ABROAD.search(issuer) else Region()
        found = _of_law(words) if words == title and not issuer else _candidates(words)
        places = [_decide(one, near, numbered, around) for one in found]
        if any(len(place) > 1 for place in places[:1]):
            return Region()
        certain = [place[0] for place in places if len(place) == 1]
        if certain:
            return _together(certain) if words == issuer else certain[0]
    if doc_number and not numbered and _NATIONAL_NUMBER.match(doc_number):
        return Region()
    if len(numbered) == 1:
        return numbered[0]
    for words in (publisher, source):
        certain = _certain(words)
        if certain and not _NATIONAL.match(words):
            return certain[0]
    return _from_body(text, around, numbered)


_NATIONAL_NUMBER = re.compile(
    "国|财[税综社教办会建农]|教|人社部|民发|卫|医保发|发改|工信|建[房城]|税总|银发|证监|商"
)


def _from_body(text: str, around: object, numbered: Sequence[Region]) -> Region:
    """The place most often named in a body that says 我市, empty where others are named as often.

    A law of the whole country lists places too (长江干流流经的各省), none of them above the others.
    """
    assert callable(around)
    counts: Counter[Region] = around()
    if not counts or not _SELF.search(text[:_BODY]):
        return Region()
    if len(numbered) > 1:
        counts = Counter({r: n for r, n in counts.items() if any(covers(p, r) for p in numbered)})
    most = max(counts.values(), default=0)
    top = [region for region, count in counts.items() if count == most]
    return _together(top) if top and all(_related(top[0], other) for other in top) else Region()


def is_national_body(words: str) -> bool:
    """Whether a name of a body or a title begins as those of the whole country do."""
    return _NATIONAL.match(words) is not None


def _of_law(title: str) -> list[tuple[Region, ...]]:
    """The places of a title, of a law on a thing named by a district (西湖风景区) the city's.

    A district that makes rules of its own is printed with its suffix (杭州市西湖区).
    """
    if not _LAW.search(title):
        return _candidates(title)
    found = []
    for mention in resolve(find_mentions(title)):
        named = title[mention.start : mention.end]
        whole = {region.district or region.city or region.province for region in mention.regions}
        printed = _PARENT.match(named)
        if printed and not named.endswith(tuple(whole)):
            found += _candidates(printed.group(1))
        else:
            found.append(mention.regions)
    return found


def _candidates(words: str) -> list[tuple[Region, ...]]:
    return [mention.regions for mention in resolve(find_mentions(words))] if words else []


def _certain(words: str) -> list[Region]:
    return [regions[0] for regions in _candidates(words) if len(regions) == 1]


def _decide(
    regions: tuple[Region, ...],
    near: Sequence[Region],
    numbered: Sequence[Region],
    around: object,
) -> tuple[Region, ...]:
    """The divisions of one name that fit what is certain, nearest evidence first."""
    if len(regions) == 1:
        return regions
    assert callable(around)
    for evidence in (Counter(near), Counter(numbered)):
        if len(chosen := _supported(regions, evidence)) == 1:
            return chosen
    return _supported(regions, around()) or regions


def _supported(regions: tuple[Region, ...], evidence: Counter[Region]) -> tuple[Region, ...]:
    """Those of the divisions with the most places of the evidence above or inside them."""
    votes = {
        region: sum(n for place, n in evidence.items() if level(place) and _related(place, region))
        for region in regions
    }
    top = max(votes.values(), default=0)
    return tuple(region for region, count in votes.items() if count == top) if top else ()


def _related(place: Region, region: Region) -> bool:
    return covers(place, region) or covers(region, place)


def _together(places: Iterable[Region]) -> Region:
    """The deepest of places that lie in one another, else what they share."""
    ordered = sorted(dict.fromkeys(places), key=level)
    deepest = ordered[-1]
    if all(covers(place, deepest) for place in ordered):
        return deepest
    shared = [
        level_of if len({getattr(p, level_of) for p in ordered}) == 1 else ""
        for level_of in ("province", "city", "district")
    ]
    if not shared[0]:
        return Region()
    first = ordered[0]
    return Region(first.province, first.city if shared[1] else "")
