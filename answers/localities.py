"""Sentences of a document that rule for one part of its place and not for another."""

from __future__ import annotations

import re

from corpus.places import covers, find_mentions, level
from corpus.records import Place, Region

# "(不含萧山区)", "除市辖区以外": what does not hold there.
_EXCLUDED = re.compile(
    r"[(（](?:不含|不包括|不包含|除)[^()（）]*[)）]|(?:不含|除)[^,，。;；()（）]{2,30}?(?:以外|之外|外)"
)


def speaks_of(text: str, place: Place, whole: Region) -> int:
    """1 where a text names a part of a place, -1 where it leaves that out or names others, else 0.

    ``place`` is asked about, ``whole`` the place around it that the document is of. A text that
    names other parts yet goes on to "各县" holds for every county.
    """
    region = place.region
    if whole in (region, Region()) or not covers(whole, region):
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
