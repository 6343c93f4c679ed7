"""Lists of bodies in a duty: where one name ends and the next begins."""

from __future__ import annotations

import re

from corpus.layout import is_unit
from corpus.records import Unit

_SEPARATOR = re.compile(r"[、,，;；]|等?(?:以及|和|及(?!时|其)|与)")
_SOFT = ("以及", "和", "及", "与")
_PLACE = re.compile(
    r"(?:[市区县州旗镇乡盟省]|街道|开发区|园区|新区|各地|自治区|直辖市|兵团|地区)"
    r"(?:[(（][^()（）]*[)）])?$"
)
_GENERAL = re.compile(
    r"^(?:各|有关|相关|其他|所有|全市|全省|全区|全县|本|市直|省直|区直|县直|国务院|中央|驻)"
)
_TAIL = re.compile(r"等(?:[\u4e00-\u9fff]{0,10}(?:部门|单位|机构|地区|处室|方面))?$")
_FIELD_END = re.compile(r"(?:等(?:有关|相关|其他)?|主管|行政)?(?:部门|机构|单位)$")
_FIELD = re.compile(r"[\u4e00-\u9fff]{2,12}")
_HALVES = frozenset({"中央", "国家", "国务院"})
_NO_NAME = re.compile(r"[。:：！？\n]|(?<!自)由|(?:同志|领导|负责人|人员|干部|主任)$")
_LONGEST_NAME = 40


def split_units(text: str, start: int, end: int) -> tuple[Unit, ...]:
    """The bodies named in ``text[start:end]``, as printed; none where a piece is no body.

    The list breaks at 、 and at commas, and at 和 or 及 only between two names that are complete
    by themselves (国家发展和改革委员会 stays whole). Places that share the last word of their list
    stay together as one unit: 天宁区、钟楼区政府 is not 天宁区 and 钟楼区政府. So do fields
    that share theirs: 财政、医疗保障等有关部门.
    """
    pieces = _shared_fields(
        text, _shared_endings(text, _merge_soft(text, _pieces(text, start, end)))
    )
    units = []
    for first, last in pieces:
        tail = _TAIL.search(text[first:last])
        if tail and tail.start() and _is_body(text[first : first + tail.start()]):
            last = first + tail.start()
        name = text[first:last]
        if not _is_body(name) and not (_FIELD_END.search(name) and not _NO_NAME.search(name)):
            return ()
        units.append(Unit(name, first, last))
    return tuple(units)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Spans between separators outside brackets, each with the separator that follows it."""
    pieces: list[tuple[int, int, str]] = []
    depth, first, at = 0, start, start
    while at < end:
        depth += (text[at] in "(（") - (text[at] in ")）")
        match = None if depth else _SEPARATOR.match(text, at, end)
        if match:
            pieces.append((first, at, match.group()))
            first = at = match.end()
        else:
            at += 1
    pieces.append((first, end, ""))
    return [_trim(text, piece) for piece in pieces]


def _trim(text: str, piece: tuple[int, int, str]) -> tuple[int, int, str]:
    first, last, separator = piece
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last, separator


def _merge_soft(text: str, pieces: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Undo a break at 和 unless a whole name stands on both sides."""
    merged: list[tuple[int, int, str]] = []
    for first, last, separator in pieces:
        before = merged[-1] if merged else None
        if (
            before
            and before[2].endswith(_SOFT)
            and not before[2].startswith("等")
            and not (
                _is_body(text[before[0] : before[1]])
                and text[before[0] : before[1]] not in _HALVES
                and _starts_body(text[first:last])
            )
        ):
            merged[-1] = (before[0], last, separator)
        else:
            merged.append((first, last, separator))
    return [piece for piece in merged if piece[0] < piece[1]]


def _starts_body(name: str) -> bool:
    return _is_body(name) and len(_TAIL.sub("", name)) >= 3


def _shared_endings(text: str, pieces: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Join a run of places to the government that ends it: 各辖市、区政府."""
    joined: list[tuple[int, int]] = []
    run: int | None = None
    for i, (first, last, separator) in enumerate(pieces):
        name = text[first:last]
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        continues = (
            separator.startswith(("、", *_SOFT))
            and following is not None
            and _PLACE.search(name) is not None
            and not is_unit(name)
            and _place_like(text[following[0] : following[1]])
        )
        if continues:
            run = first if run is None else run
            continue
        joined.append((first if run is None else run, last))
        run = None
    return joined


def _shared_fields(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join a run of fields to the 部门 that ends it: 财政、医疗保障等有关部门."""
    joined: list[tuple[int, int]] = []
    run: int | None = None
    for i, (first, last) in enumerate(pieces):
        name = text[first:last]
        closed = any(_FIELD_END.search(text[slice(*piece)]) for piece in pieces[i + 1 :])
        if closed and not _is_body(name) and _FIELD.fullmatch(name):
            run = first if run is None else run
            continue
        joined.append((first if run is None else run, last))
        run = None
    return joined


def _place_like(name: str) -> bool:
    """A place, or the government of a place: 钟楼区, 区政府, 各县(区)人民政府."""
    bare = _TAIL.sub("", name)
    return bool(
        _PLACE.search(bare)
        or re.match(
            r"(?:自治区|直辖市|[市区县州旗乡镇])级?(?:人民政府|[\u4e00-\u9fff]{2,8}部门$)", name
        )
        or re.search(r"[市区县州旗镇乡省)）道国](?:人民)?(?:政府|管委会|办事处)$", bare)
        or re.fullmatch(r"(?:人民)?政府", bare)
    )


def ends_as_body(name: str) -> bool:
    """The stricter question, for pieces of running text: the last words are those of a body."""
    return is_unit(name) or bool(_PLACE.search(name) or re.search("各地|方面$", name))


def _is_body(name: str) -> bool:
    bare = _TAIL.sub("", name)
    if not 2 <= len(bare) <= _LONGEST_NAME or _NO_NAME.search(bare):
        return False
    return is_unit(bare) or bool(_PLACE.search(bare)) or bool(_GENERAL.match(bare))
