"""English names of Chinese bodies, composed of place, level and body by tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from answers.phrases import phrase
from corpus.places import find_mentions, gazetteer, level, resolve
from corpus.records import Region
from retrieval.tables import rows

__all__ = ["english_name", "english_region", "phrase", "with_article"]

_TABLES = Path(__file__).parent / "tables"
_ORDINALS = dict(
    zip(
        "一二三四五六七八九十",
        "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth".split(),  # noqa: SIM905
        strict=True,
    )
)
_ORDINAL = re.compile(r"^第([一二三四五六七八九十])(?=[\u4e00-\u9fff])")
_SPACES = re.compile(r"\s+")
_LIST = re.compile(r"[、,;]|(?<=[\u4e00-\u9fff])和(?=[市省区县])")
# Institutions go by the bare name of the place, without Municipal or Provincial.
_INSTITUTION = re.compile(r"(?:Hospital|University|College|School|Kindergarten|Bank of China)$")
_DIVISION_END = re.compile(r"(?:District|County|Province|Prefecture|Banner|League)$")
# Zones named after a place: 常州经开区, 兰州新区, 苏州工业园区.
_ZONES = {
    "经济技术开发区": "Economic and Technological Development Zone",
    "经济开发区": "Economic Development Zone",
    "经开区": "Economic Development Zone",
    "高新技术产业开发区": "High-Tech Industrial Development Zone",
    "高新技术开发区": "High-Tech Zone",
    "高新区": "High-Tech Zone",
    "工业园区": "Industrial Park",
    "开发区": "Development Zone",
    "保税区": "Free Trade Zone",
    "自贸区": "Pilot Free Trade Zone",
    "新区": "New Area",
}
_SUFFIX_OF_LEVEL = (
    ("自治区", ""),
    ("自治州", " Prefecture"),
    ("自治县", " Autonomous County"),
    ("省", " Province"),
    ("地区", " Prefecture"),
    ("盟", " League"),
    ("新区", " New Area"),
    ("区", " District"),
    ("县", " County"),
    ("旗", " Banner"),
    ("市", ""),
)
_ADJECTIVE_OF_LEVEL = (
    ("新区", "New Area"),
    ("自治区", "Regional"),
    ("省", "Provincial"),
    ("自治州", "Prefectural"),
    ("州", "Prefectural"),
    ("市", "Municipal"),
    ("区", "District"),
    ("县", "County"),
    ("旗", "Banner"),
)


def english_name(name: str) -> str:
    """The English name of a Chinese body or of several in a row; empty where a part is unknown.

    "市医保局" → "Municipal Healthcare Security Administration", "各辖市、区政府" → "governments of
    all county-level cities and districts".
    """
    name = unicodedata.normalize("NFKC", _SPACES.sub("", name))
    whole = _one_name(name)
    if whole:
        return whole
    parts = [part for part in _LIST.split(name) if part]
    if len(parts) < 2:
        return ""
    if parts[-1].endswith("政府"):
        parts = [part if part.endswith("政府") else part + "政府" for part in parts]
    named = [_one_name(part) for part in parts]
    return ", ".join(named) if all(named) else ""


def with_article(english: str) -> str:
    """An English name as it stands in a sentence: "the Municipal Finance Bureau".

    Groups in lower case ("governments at all levels") and divisions go without "the".
    """
    bare = _DIVISION_END.search(english) and "," not in english
    return english if not english or english[0].islower() or bare else f"the {english}"


def english_region(region: Region) -> str:
    """A division in English, from the district up ("Yuancheng District, Heyuan, Guangdong")."""
    steps = [
        Region(region.province, region.city, region.district),
        Region(region.province, region.city),
        Region(region.province),
    ]
    names = [_division(step) for step in steps if level(step)]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _one_name(name: str) -> str:
    fixed, bodies = _fixed(), _bodies()
    if name in fixed:
        return fixed[name]
    zone = _zone(name)
    if zone:
        return zone
    place, region, rest = _leading_place(name)
    if place and not rest:
        return place
    return _with_level(rest, bodies, place, region)


def _with_level(rest: str, bodies: Mapping[str, str], place: str, region: Region | None) -> str:
    """Body with what stands before it: a place, a level word, or nothing."""
    if place and rest in _fixed():
        return f"{place} {_fixed()[rest]}"
    body = _body(rest, bodies)
    if body and region:
        bare = _bare_english(region) if _INSTITUTION.search(body) else ""
        return _composed(body, bare or _place_prefix(place, region))
    if body:
        return _composed(body, "")
    for word, (english, form) in _levels().items():
        body = _body(rest.removeprefix(word), bodies) if rest.startswith(word) else ""
        if not body and rest.startswith(word) and rest.removeprefix(word) in _fixed():
            return f"{english} {_fixed()[rest.removeprefix(word)]}"
        if body and form == "before":
            return _composed(body, f"{place} {english}".strip())
        if body:
            return f"{_plural(_composed(body, ''))} {english}"
    return ""


def _body(name: str, bodies: Mapping[str, str]) -> str:
    """A body of the table, or one of them with an ordinal (第一人民医院)."""
    ordinal = _ORDINAL.match(name)
    bare = _ORDINAL.sub("", name)
    if bare not in bodies:
        return ""
    return f"{_ORDINALS[ordinal.group(1)]} {bodies[bare]}" if ordinal else bodies[bare]


def _composed(body: str, prefix: str) -> str:
    if "{}" in body:
        return " ".join(body.replace("{}", prefix).split())
    return f"{prefix} {body}".strip()


def _plural(body: str) -> str:
    """The body in lower case and several ("governments", "health commissions")."""
    words = body.split()
    if words[0][0].islower() or " of " in body:
        return body
    last = words[-1]
    if last.endswith("y") and last[-2] not in "aeiou":
        words[-1] = last[:-1] + "ies"
    elif not last.endswith("s"):
        words[-1] = last + "s"
    return " ".join(words).lower()


def _leading_place(name: str) -> tuple[str, Region | None, str]:
    """(English place, division, what follows) of a name that begins with a place."""
    mentions = [mention for mention in resolve(find_mentions(name)) if mention.start == 0]
    if not mentions:
        return "", None, name
    region, end = mentions[0].regions[0], mentions[0].end
    rest = name[end:]
    english = _division(region)
    return (english, region, rest) if english else ("", None, name)


def _place_prefix(place: str, region: Region | None) -> str:
    """ "Changzhou Municipal", "Gansu Provincial", "Yuancheng District" before a body."""
    full = "" if region is None else region.district or region.city or region.province
    bare = _bare_english(region) if region else place
    for ending, adjective in _ADJECTIVE_OF_LEVEL:
        if full.endswith(ending):
            return f"{bare} {adjective}"
    return place


def _zone(name: str) -> str:
    """A zone, with or without its committee: 常州经开区管委会, 市高新区."""
    for chinese, english in _ZONES.items():
        before, found, after = name.partition(chinese)
        if not found or after not in ("", "管委会", "管理委员会", "政府", "人民政府"):
            continue
        place, _, rest = _leading_place(before) if before else ("", None, "")
        if rest and rest not in ("市", "省", "区", "县", "州", "各"):
            return ""
        if _leading_place(name)[2] in ("", after):
            return ""
        zone = f"{place} {english}".strip()
        if not after:
            return zone
        return f"Administrative Committee of the {zone}"
    return ""


@cache
def _english_of() -> Mapping[Region, str]:
    """Division → its English name as the gazetteer has it, with capitals."""
    found: dict[Region, str] = {}
    for name, regions in gazetteer().english.items():
        for region in regions:
            found.setdefault(region, name.title())
    return found


def _bare_english(region: Region) -> str:
    return _english_of().get(region, "")


def _division(region: Region) -> str:
    """The English name of one division with its kind ("Gansu Province", "Jintan District")."""
    bare = _bare_english(region)
    full = region.district or region.city or region.province
    if not bare:
        return ""
    for ending, suffix in _SUFFIX_OF_LEVEL:
        if full.endswith(ending):
            return bare + suffix
    return bare


@cache
def _bodies() -> Mapping[str, str]:
    return _names("agencies_bodies.tsv")


@cache
def _fixed() -> Mapping[str, str]:
    return _names("agencies_fixed.tsv")


@cache
def _levels() -> Mapping[str, tuple[str, str]]:
    """Level word → (English, "before" or "of"), the longest word first."""
    read = [(row[0], (row[1], row[2])) for row in rows(_TABLES / "agencies_levels.tsv")]
    return dict(sorted(read, key=lambda item: -len(item[0])))


def _names(file: str) -> dict[str, str]:
    return {name: row[1] for row in rows(_TABLES / file) for name in row[0].split()}
