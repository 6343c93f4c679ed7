"""Bodies named in a text, whatever name they go by."""

from __future__ import annotations

import re
from functools import cache

from retrieval.tables import agency_groups, agency_names, agency_traps

_LEVEL = re.compile(
    r"^(?:国家|全国|自治区|省|市|区|县|州|旗|镇|[\u4e00-\u9fff]{2,4}(?:省|市|区|县))+"
)

# From this length on people shorten a name to its first and last two characters.
_LONG_NAME = 7
_SHARED_ENDING = re.compile(r"(?:人民)?政府$|管委会$")


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(agency_names(), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(_name_pattern, names)))


def _name_pattern(name: str) -> str:
    """The name, but not where what follows shows another word (交委 in 提交委托书)."""
    following = agency_traps().get(name[-1])
    return re.escape(name) + (f"(?![{following}])" if following else "")


def agencies_in(text: str) -> tuple[str, ...]:
    """The short names of the bodies that a text names, in order, each once."""
    found = (agency_names()[match.group()] for match in _pattern().finditer(text))
    return tuple(dict.fromkeys(found))


def names_of_agency(name: str) -> tuple[str, ...]:
    """All names of a body that the table knows, the longest first; itself where it does not."""
    group = next((group for group in agency_groups() if name in group), (name,))
    return tuple(sorted(group, key=lambda one: (-len(one), one)))


def names_of_unit(unit: str) -> tuple[str, ...]:
    """How a printed unit may be named in a question: itself, shortened, or as one of several.

    "申康医院发展中心" goes by "申康中心" too, its first and last two characters;
    "金坛区、武进区、新北区政府" stands for "金坛区政府", "武进区政府" and "新北区政府".
    """
    *firsts, last = unit.split("、")
    ending = _SHARED_ENDING.search(last)
    if not firsts or ending is None:
        bare = _LEVEL.sub("", unit)
        return (unit, bare[:2] + bare[-2:]) if len(bare) >= _LONG_NAME else (unit,)
    return (unit, *(first + ending.group() for first in firsts), last)


def short_name(unit: str) -> str:
    """One name for a body in all its spellings: level left out, successors folded together.

    "省卫生健康委" and "区卫计局" both give "卫健委"; a body that the table does not know keeps its
    name less the level ("市委党校" gives "委党校").
    """
    bare = _LEVEL.sub("", unit) or unit
    for name in (unit, bare):
        if name in agency_names():
            return agency_names()[name]
    found = agencies_in(bare)
    return found[0] if len(found) == 1 and len(bare) <= len(found[0]) + 6 else bare
