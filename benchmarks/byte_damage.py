"""Plant torn bytes, wrong encodings, look-alikes and lost marks; count what is mended.

    .venv/bin/python -m benchmarks.byte_damage LAWS.jsonl.xz STATE_COUNCIL_FOLDER [--documents 60]

The first file holds one article a line ("title", "article", "text"), the folder HTML pages. Every
second law is used in traditional script. The table gives for each class the characters right
before and after cleaning (1 - Levenshtein distance / length of the clean text, wide marks taken
as narrow), the repairs made and how many of them wrote what the clean text does not hold, the
places still wrong and how many of them are flagged, how many flags say what was meant and how
often that is right, and the flags where nothing is wrong. "sound" is text with nothing planted.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from corpus.cleaning import RULES, clean
from corpus.cleaning_bytes import shifted_bytes_edits, torn_note_edits
from corpus.cleaning_lookalikes import lookalike_edits
from corpus.cleaning_reencoded import reencoded_edits
from corpus.cleaning_shifts import shift_edits
from corpus.damages import find_damages
from corpus.files import read_text
from corpus.records import Damage, Edit
from corpus.script import simplify, traditionalise

_EVERY = 300  # characters from one planted place to the next


@dataclass
class Score:
    """Counts of one class of damage."""

    length: int = 0
    wrong_before: int = 0
    wrong_after: int = 0
    planted: int = 0
    repairs: int = 0
    wrong_repairs: int = 0
    places_wrong: int = 0
    places_flagged: int = 0
    likely: int = 0
    likely_right: int = 0
    flags: int = 0
    flags_elsewhere: int = 0


@dataclass(frozen=True)
class Plant:
    """One replacement in a clean text, and what a reader would have to guess."""

    start: int
    end: int
    damaged: str
    meant: str


# Cleaning without the repairs that are measured here.
MENDING = (
    reencoded_edits,
    shift_edits,
    shifted_bytes_edits,
    torn_note_edits,
    lookalike_edits,
)
PLAIN = tuple(rule for rule in RULES if rule not in MENDING)
Planter = Callable[[str, random.Random], Iterator[Plant]]


def _places(text: str, chance: random.Random, pattern: str = "[\u4e00-\u9fff]") -> Iterator[int]:
    """Places of a pattern, about one in 300 characters."""
    at = chance.randrange(_EVERY)
    while found := re.compile(pattern).search(text, at):
        yield found.start()
        at = found.start() + 60 + chance.randrange(2 * (_EVERY - 60))


def _line_rest(text: str, at: int) -> int:
    end = re.compile(r"[\n -~]|\Z").search(text, at)
    return end.start() if end else len(text)


def _torn(
    text: str, chance: random.Random, pattern: str, tear: Callable[[bytes], bytes], at_fold: float
) -> Iterator[Plant]:
    last = 0
    for at in _places(text, chance, pattern):
        if at < last:
            continue
        last = _line_rest(text, at)
        meant = text[at:last]
        errors = chance.choice(("ignore", "replace"))
        damaged = tear(meant.encode("gb18030")).decode("gb18030", errors=errors)
        if chance.random() < at_fold:
            damaged = "".join(
                unicodedata.normalize("NFKC", c) if "！" <= c <= "～" else c for c in damaged
            )
        yield Plant(at, last, damaged, meant)


def lost_byte(text: str, chance: random.Random) -> Iterator[Plant]:
    """One byte lost anywhere; all pairs up to the next single byte are cut wrongly."""
    yield from _torn(
        text,
        chance,
        "[\u4e00-\u9fff]",
        lambda b: b[1:] if chance.random() < 0.5 else b[:1] + b[2:],
        0.5,
    )


def lost_after_a3(text: str, chance: random.Random) -> Iterator[Plant]:
    """The byte lost next to a character whose second byte is A3 (保, 專)."""
    a3 = "".join(
        c for c in map(chr, range(0x4E00, 0xA000)) if c.encode("gbk", "ignore")[1:] == b"\xa3"
    )
    yield from _torn(text, chance, f"[{a3}]", lambda b: b[:1] + b[2:], 0.5)


def gained_bytes(text: str, chance: random.Random) -> Iterator[Plant]:
    """One to four random bytes between the two of a character."""

    def tear(b: bytes) -> bytes:
        junk = bytes(chance.randrange(0xA1, 0xF8) for _ in range(chance.randint(1, 4)))
        return b[:1] + junk + b[1:]

    yield from _torn(text, chance, "[\u4e00-\u9fff]", tear, 0.5)


def _replaced(
    text: str, chance: random.Random, pattern: str, damaged: Callable[[re.Match[str]], str]
) -> Iterator[Plant]:
    """Every second match of a pattern written otherwise."""
    for found in re.finditer(pattern, text):
        if chance.random() < 0.5:
            yield Plant(found.start(), found.end(), damaged(found), found.group())


def utf8_as_gbk(text: str, chance: random.Random) -> Iterator[Plant]:
    """Whole lines of UTF-8 read as GBK."""
    yield from _replaced(
        text, chance, "[^\\n]{6,}", lambda m: m.group().encode().decode("gb18030", errors="replace")
    )


def gbk_as_latin(text: str, chance: random.Random) -> Iterator[Plant]:
    """Whole lines of GBK read as Latin-1."""
    yield from _replaced(
        text, chance, "[^\\n]{6,}", lambda m: m.group().encode("gb18030").decode("latin-1")
    )


def utf8_as_latin(text: str, chance: random.Random) -> Iterator[Plant]:
    """Whole lines of UTF-8 read as Latin-1."""
    yield from _replaced(text, chance, "[^\\n]{6,}", lambda m: m.group().encode().decode("latin-1"))


_ALIKE = {"日": "ㄖ⽇", "省": "渻", "就": "僦", "月": "⽉", "长": "⻓", "金": "⾦"}


def lookalikes(text: str, chance: random.Random) -> Iterator[Plant]:
    """Characters written with one that looks alike."""
    pattern = f"[{''.join(_ALIKE)}](?=[\u4e00-\u9fff])"
    yield from _replaced(text, chance, pattern, lambda m: chance.choice(_ALIKE[m.group()]))


def lost_marks(text: str, chance: random.Random) -> Iterator[Plant]:
    """Brackets of document numbers, dashes of year ranges and 月 of dates lost."""
    year = "(20[0-2][0-9])"
    yield from _replaced(text, chance, f"〔{year}〕(?=[0-9]+号)", lambda m: "〔" + m[1])
    yield from _replaced(text, chance, f"{year}[-—]+{year}(?=年)", lambda m: m[1] + m[2])
    yield from _replaced(text, chance, f"{year}年(?=[0-9]{{1,2}}月)", lambda m: m[1])
    yield from _replaced(text, chance, f"(?<={year[1:-1]}年)([0-9]+)月(?=[0-9]+日)", lambda m: m[1])


CLASSES: dict[str, Planter] = {
    "byte lost": lost_byte,
    "byte lost by A3": lost_after_a3,
    "bytes gained": gained_bytes,
    "UTF-8 as GBK": utf8_as_gbk,
    "GBK as Latin-1": gbk_as_latin,
    "UTF-8 as Latin-1": utf8_as_latin,
    "look-alikes": lookalikes,
    "marks lost": lost_marks,
    "sound": lambda text, chance: iter((Plant(0, 0, "", ""),)),
}


def measure(text: str, planter: Planter, chance: random.Random, score: Score, show: bool) -> None:
    """Plant in one text, clean it, and add to the score."""
    sound = _narrow(clean(text).text)
    plants = _disjoint(planter(text, chance))
    if not plants:
        return
    damaged = _apply(text, plants)
    cleaned = clean(damaged)
    damages = find_damages(cleaned.text)
    restored = _narrow(cleaned.text)
    score.length += len(sound)
    score.wrong_before += Levenshtein.distance(sound, _narrow(clean(damaged, PLAIN).text))
    wrong = Levenshtein.distance(sound, restored)
    score.wrong_after += wrong
    score.planted += len(plants)
    whole = _narrow(simplify(text))
    for edit in cleaned.edits:
        if edit.kind == "mojibake" and not _true(edit, whole):
            score.wrong_repairs += 1
            if show:
                print(f"    WRONG {edit.before!r} -> {edit.after!r}")
        score.repairs += edit.kind == "mojibake"
    _count_flags(sound, restored, damages, score)
    if show and wrong:
        for op in Levenshtein.opcodes(sound, restored):
            if op.tag != "equal":
                a, b = (
                    sound[max(0, op.src_start - 8) : op.src_end + 8],
                    restored[max(0, op.dest_start - 8) : op.dest_end + 8],
                )
                print(f"    {a!r} -> {b!r}")


def _true(edit: Edit, whole: str) -> bool:
    """Whether what a repair wrote stands in the clean text, U+FFFD standing for a character."""
    parts = map(re.escape, _narrow(simplify(edit.after)).split("\ufffd"))
    return re.search("[^\n]{0,2}".join(parts), whole) is not None


def _count_flags(sound: str, restored: str, damages: tuple[Damage, ...], score: Score) -> None:
    """Which places that are still wrong are flagged, and which flags stand where all is right."""
    score.flags += len(damages)
    used: set[Damage] = set()
    for op in Levenshtein.opcodes(sound, restored):
        if op.tag == "equal":
            continue
        score.places_wrong += 1
        near = [d for d in damages if d.start <= op.dest_end + 1 and op.dest_start - 1 <= d.end]
        used.update(near)
        for damage in near:
            if damage.likely:
                score.likely += 1
                around = sound[max(0, op.src_start - 20) : op.src_end + 20]
                score.likely_right += damage.likely.replace("—", "-") in around.replace("—", "-")
        score.places_flagged += bool(near)
    score.flags_elsewhere += len(damages) - len(used)


def _disjoint(plants: Iterator[Plant]) -> list[Plant]:
    kept: list[Plant] = []
    for plant in sorted(plants, key=lambda p: p.start):
        if not kept or plant.start >= kept[-1].end:
            kept.append(plant)
    return kept


def _narrow(text: str) -> str:
    """Wide marks narrow: which of them were wide cannot be told once they are folded."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def _apply(text: str, plants: list[Plant]) -> str:
    pieces, at = [], 0
    for plant in plants:
        pieces += [text[at : plant.start], plant.damaged]
        at = plant.end
    return "".join((*pieces, text[at:]))


def texts(laws: Path, pages: Path, count: int) -> Iterator[str]:
    """Laws as documents, every second in traditional script, then the pages."""
    with lzma.open(laws, "rt", encoding="utf-8") as file:
        rows = map(json.loads, file)
        for number, (_, articles) in enumerate(groupby(rows, key=lambda row: row["title"])):
            if number >= count * 20:
                break
            if number % 20:
                continue
            text = "\n".join(f"{row['article']} {row['text']}" for row in articles)[:8000]
            yield traditionalise(text) if number % 40 else text
    for path in sorted(pages.glob("*.html"))[: max(1, count // 3)]:
        yield read_text(path)


_HEADS = (
    "class",
    "planted",
    "right before",
    "right after",
    "repairs",
    "wrong",
    "places left",
    "flagged",
    "likely given",
    "likely right",
    "flags elsewhere",
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("laws", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    sources = list(texts(options.laws, options.pages, options.documents))
    print(f"| {' | '.join(_HEADS)} |\n|{'---|' * len(_HEADS)}")
    for name, planter in CLASSES.items():
        if options.only not in name:
            continue
        score = Score()
        for number, text in enumerate(sources):
            chance = random.Random(f"{options.seed} {name} {number}")
            measure(text, planter, chance, score, options.show)
        wrong = (score.wrong_before, score.wrong_after)
        before, after = (f"{1 - count / max(1, score.length):.4f}" for count in wrong)
        cells = (name, score.planted, before, after, score.repairs, score.wrong_repairs)
        cells += (score.places_wrong, score.places_flagged, score.likely, score.likely_right)
        print("|", " | ".join(map(str, (*cells, score.flags_elsewhere))), "|", flush=True)


if __name__ == "__main__":
    main()
