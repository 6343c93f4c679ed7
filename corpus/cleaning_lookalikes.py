"""Repair of characters that only look like what is meant: ㄖ期, 渻政府, 僦诊, 2O19年, 二O一九年.

They come from recognised print, from input methods and from PDF tools. A radical or a compatibility
character always stands for its character; anything else is replaced only where what is meant makes
a word with its neighbours (or a number) and what is printed makes none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from corpus.likelihood import character_model
from corpus.records import Edit
from corpus.script import simplify_each

_TABLES = Path(__file__).parent / "tables"
_CLEARLY = 9.0  # log odds that what is meant wins by
_FEWEST = 100  # occurrences in jieba's corpus of the word that is meant
# Kangxi radicals and compatibility ideographs; NFKC names the character.
_COMPATIBLE = re.compile("[\u2f00-\u2fd5\uf900-\ufa0d\ufa10-\ufa12\ufa15-\ufa1e\ufa22-\ufa6d]")
_MEASURES = "年月日号元万亿%％个名人家条款次天岁户亩"
# 2O19年, l5日: letters for digits, in a number that holds digits and counts something.
_NUMBER = re.compile(rf"[0-9OolI]{{2,8}}(?=[{_MEASURES}])")
_BOTH_KINDS = re.compile("(?=[OolI]*[0-9])[0-9]*[OolI]")
_PART_OF_CODE = re.compile(r"[A-Za-z0-9.-]\Z")
_CHINESE_YEAR = re.compile("[一二][一二三四五六七八九Oo0Ｏ０]{3}(?=年)")
_FOREIGN_LETTER = re.compile("[\u0391-\u03c9\u0410-\u044f]")
_LATIN_WORD = re.compile("[A-Za-z\u0391-\u03c9\u0410-\u044f]{2,}")
_DIGITS = str.maketrans("OolI", "0011")
_LETTERS = str.maketrans("АВЕКМНОРСТХаеорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxABEZHIKMNOPTYXo")


def lookalike_edits(text: str) -> Iterator[Edit]:
    """Replace look-alikes by what is meant where that is certain. Linear time.

    A single letter in a number, in a text with no other look-alike, stays: it may be the author's
    own slip. It is flagged as a damage.
    """
    found = sorted([*_every(text), *letters_in_numbers(text)], key=lambda edit: edit.start)
    if len(found) > 1 or not any(map(_is_letter, found)):
        yield from found


def letters_in_numbers(text: str) -> Iterator[Edit]:
    """The numbers that hold letters for digits (2O19年, l000元), as edits that would mend them."""
    for found in _NUMBER.finditer(text):
        code = _PART_OF_CODE.search(text, max(0, found.start() - 1), found.start())
        if not code and _BOTH_KINDS.match(found.group()):
            yield _edit(found, found.group().translate(_DIGITS))


def _is_letter(edit: Edit) -> bool:
    return edit.after.isdigit() and edit.before.isascii()


def _every(text: str) -> Iterator[Edit]:
    for found in _COMPATIBLE.finditer(text):
        yield _edit(found, unicodedata.normalize("NFKC", found.group()))
    for found in _signs()[1].finditer(text):
        yield _edit(found, _signs()[0][found.group()])
    for found in _CHINESE_YEAR.finditer(text):
        if re.search("[Oo0Ｏ０]", found.group()):
            yield _edit(found, re.sub("[Oo0Ｏ０]", "〇", found.group()))
    for found in _LATIN_WORD.finditer(text) if _FOREIGN_LETTER.search(text) else ():
        latin = found.group().translate(_LETTERS)
        if latin.isascii() and not found.group().isascii() and re.search("[A-Za-z]", found.group()):
            yield _edit(found, latin)
    for found in _alike()[1].finditer(text):
        meant = _alike()[0][found.group()]
        if _certain(text, found.start(), meant):
            yield _edit(found, meant)


def _edit(found: re.Match[str], after: str) -> Edit:
    return Edit("lookalike", found.start(), found.end(), found.group(), after)


def _certain(text: str, at: int, meant: str) -> bool:
    """Whether a character can only be the one meant, by its neighbours."""
    around = simplify_each(f"  {text[max(0, at - 2) : at]}"[-2:] + text[at : at + 3].ljust(3))
    before, printed, after = tuple(around[1:4])
    model = character_model()
    if before + printed in model.inside or printed + after in model.inside:
        return False
    if meant == "日" and before.isdigit() and re.search(r"月\d{1,2}\Z", text[max(0, at - 4) : at]):
        return True
    words = (before + meant, meant + after, around[:2] + meant, meant + around[3:])
    if max(model.words.get(word, 0) for word in words) < _FEWEST:
        return False
    odds = model.step(before, meant) + model.step(meant, after)
    return odds - model.step(before, printed) - model.step(printed, after) > _CLEARLY


@cache
def _alike() -> tuple[dict[str, str], re.Pattern[str]]:
    pairs = {rare: meant for rares, meant in _rows("lookalikes.tsv") for rare in rares}
    return pairs, re.compile(f"[{''.join(sorted(pairs))}]")


@cache
def _signs() -> tuple[dict[str, str], re.Pattern[str]]:
    pairs = dict(_rows("lookalike_signs.tsv"))
    return pairs, re.compile(f"[{''.join(sorted(pairs))}]")


def _rows(name: str) -> list[tuple[str, str]]:
    lines = (_TABLES / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(row[0], row[1]) for row in rows]
