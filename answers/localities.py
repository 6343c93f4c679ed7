"""Sentences of a document that rule for one part of its place and not for another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.places import covers, find_mentions, find_streets, level
from corpus.records import Place, Region

# "(不含萧山区)", "除市辖区以外": what does not hold there.
_EXCLUDED = re.compile(
    r"[(（](?:不含|不包括|不包含|除)[^()（）]*[)）]|(?:不含|除)[^,，。;；()（）]{2,30}?(?:以外|之外|外)"
)

# A place with those around it is called by at most so many characters.
LONGEST_NAME = 24
# A road or street by its name; 公路, 道路, 出路, 路灯, 临街, 街道 and the like are none.
_NO_ROAD = "道公铁马线网电水通思出回走沿上下一半支主辅速环管陆航气油光链门套顺修"
_NO_ROAD_AFTER = "灯费径线口边面段基政网由桥况权人卡"
_NO_STREET, _NO_STREET_AFTER = "上临沿逛小大行业条", "道头坊区巷舞面"
# A sort of road (产业路, 机耕路) or what is only called one (丝绸之路) is no name either.
_SORT_OF_ROAD = (
    "产业|机耕|断头|入户|通[村户组]|进村|旅游|资源|生产|巡护|特色|示范|美食"
    "|[\u4e00-\u9fff][之销弯引]"
)
_STREET = re.compile(
    rf"(?!{_SORT_OF_ROAD})[\u4e00-\u9fff](?![的在到去条各一二两几])[\u4e00-\u9fff]"
    rf"(?:(?<![{_NO_ROAD}])路(?![{_NO_ROAD_AFTER}])|大道"
    rf"|(?<![{_NO_STREET}])街(?![{_NO_STREET_AFTER}]))"
)


def only_part(places: Sequence[Place], cited: Sequence[Region]) -> tuple[Region, Region] | None:
    """The place asked about and the part of it that alone an answer is from (辽宁, 沈阳).

    None where it is from documents of that place, of a place around it or of none.
    """
    for place in places:
        inside = [r for r in cited if r != place.region and covers(place.region, r)]
        around = [r for r in cited if covers(r, place.region)]
        named = any(covers(place.region, p.region) and p.region != place.region for p in places)
        if inside and not around and not named:
            return place.region, inside[0]
    return None


def speaks_of(text: str, place: Place, whole: Region) -> int:
    """1 where a text names a part of a place, -1 where it leaves that out or names others, else 0.

    ``place`` is asked about, ``whole`` the place around it that the document is of. A text that
    names other parts yet goes on to "各县" holds for every county.
    """
    region = place.region
    if whole == region or not covers(whole, region):
        return 0
    name = region.district or region.city or region.province
    names = {name, place.mention, name[:-1] if len(name) > 2 else name}
    left = _EXCLUDED.sub("", text)
    if any(name in left for name in names):
        return 1
    if left != text and any(name in text for name in names):
        return -1
    if f"各{name[-1]}" in left or f"各级{name[-1]}" in left:
        return 0
    others = (other for mention in find_mentions(left) for other in mention.regions)
    beside = any(level(other) == level(region) and covers(whole, other) for other in others)
    return -1 if beside else 0


def of_another_street(asked: str, text: str) -> bool:
    """Whether a question names streets and a text names only others, or the place that a street or
    township is called by (海东市 for 海东镇).
    """
    called = find_streets(asked)
    if any(p.mention not in text and p.mention[:2] in text for p in called):
        return True
    mine, theirs = _streets(asked), _streets(text)
    return bool(mine and theirs) and not mine & theirs


def _streets(text: str) -> set[str]:
    """The streets that a text names, by the last two characters of each name and its kind."""
    return {match.group() for match in _STREET.finditer(text)}


def opening_place(text: str) -> Region | None:
    """The place that a text begins with; None for none, or one of a name that several have."""
    first = next(iter(find_mentions(text[:LONGEST_NAME])), None)
    return first.regions[0] if first and first.start == 0 and len(first.regions) == 1 else None


def opens_with(text: str, region: Region) -> bool:
    """Whether a text begins with a place that is ``region`` or lies inside it."""
    first = next(iter(find_mentions(text[:LONGEST_NAME])), None)
    return first is not None and first.start == 0 and any(covers(region, r) for r in first.regions)
