"""How well cleaning takes planted noise out of clean text, and that it takes nothing else.

    .venv/bin/python -m benchmarks.noise LAWS.jsonl.xz [--pages FOLDER] [--documents 40] [--seed 1]
    .venv/bin/python -m benchmarks.noise LAWS.jsonl.xz --clean      # every law, nothing planted
    .venv/bin/python -m benchmarks.noise LAWS.jsonl.xz --speed      # characters a second
    .venv/bin/python -m benchmarks.noise LAWS.jsonl.xz --forced     # junk alone, gate forced open

``LAWS`` holds one article a line: {"title", "path", "article", "text"}; the articles of one law
make one document. ``FOLDER`` holds HTML pages. For every kind of noise and density: the share of
characters right before and after cleaning (1 - edit distance / length of the clean text, white
space aside; for kinds of white space with it), characters of noise left and of text lost per
10,000, and clean sentences of more than eight characters lost.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from rapidfuzz.distance import Indel, Levenshtein

from benchmarks.noise_planting import PLANTERS, SPACING
from corpus.cleaning import RULES, clean
from corpus.cleaning_junk import has_junk, junk_if_any
from corpus.damages import find_damages
from corpus.pages import page_text

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_LONGEST = 6_000  # characters of one document
_SURVIVES = 0.8  # of a struck sentence's characters, for it to count as kept
_FIELDS = "联系人：李明华\n电话：0550-3046112\n发文机关：{}\n"


@dataclass(slots=True)
class Score:
    """Sums over documents; ``lost`` holds the sentences lost."""

    length: int = 0
    wrong_before: int = 0
    wrong_after: int = 0
    left: int = 0
    missing: int = 0
    sentences: int = 0
    flagged: int = 0
    lost: list[str] = field(default_factory=list)


def law_documents(path: Path) -> Iterator[str]:
    """The articles of each law put together under its title."""
    return (text for _, text in numbered_laws(path))


def held_out_laws(path: Path) -> Iterator[str]:
    """The laws that `training/endings.py` leaves out: those with an odd number by title."""
    return (text for number, text in numbered_laws(path) if number % 2)


def numbered_laws(path: Path) -> Iterator[tuple[int, str]]:
    """Each law with the number of its title, in the order in which titles first stand."""
    numbers: dict[str, int] = {}
    for title, text in _titled_laws(path):
        yield numbers.setdefault(title, len(numbers)), text


def _titled_laws(path: Path) -> Iterator[tuple[str, str]]:
    title, lines = "", list[str]()
    chapters: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            if record["title"] != title:
                if lines:
                    yield title, "\n".join(lines)
                title, lines, chapters = record["title"], [record["title"]], []
            if record["path"] != chapters:
                lines += [part for part in record["path"] if part not in chapters]
                chapters = record["path"]
            lines.append(f"{record['article']}　{record['text']}")
    if lines:
        yield title, "\n".join(lines)


def samples(arguments: argparse.Namespace) -> list[str]:
    """Clean documents, cut at a line end: held-out laws by the seed, and every page."""
    rng = Random(arguments.seed)
    laws = [text for text in held_out_laws(arguments.laws) if len(text) > 1_500]
    chosen = [_cut(text) for text in rng.sample(laws, arguments.documents)]
    if arguments.pages:
        pages = sorted(arguments.pages.glob("*.html"))
        texts = [_cut(page_text(page.read_text(encoding="utf-8"))) for page in pages]
        chosen += [text for text in texts if len(text) > 400][: arguments.documents]
    return [clean(text).text for text in chosen]


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[: text.rfind("\n", 0, _LONGEST) + 1 or _LONGEST]


def measure(kind: str, density: float, documents: list[str], seed: int) -> Score:
    """Plant one kind into every document, clean, and compare."""
    score = Score()
    for number, text in enumerate(documents):
        rng = Random(zlib.crc32(f"{seed}/{kind}/{density}/{number}".encode()))
        original = text
        if kind == "spaced labels":
            title, _, rest = text.partition("\n")
            original = f"{title}\n{_FIELDS.format('云岭市民政局')}{rest}"
        noisy = PLANTERS[kind](original, rng, density)
        cleaned = clean(noisy).text
        _compare(score, original, noisy, cleaned, kind in SPACING)
        score.flagged += len(find_damages(cleaned))
    return score


def _compare(score: Score, original: str, noisy: str, cleaned: str, spacing: bool) -> None:
    squeeze = _single_spaces if spacing else _no_spaces
    clean_text, before, after = squeeze(original), squeeze(noisy), squeeze(cleaned)
    score.length += len(clean_text)
    score.wrong_before += Levenshtein.distance(clean_text, before)
    score.wrong_after += Levenshtein.distance(clean_text, after)
    kept = bytearray(len(clean_text))
    for block in Indel.opcodes(clean_text, after):
        if block.tag == "equal":
            kept[block.src_start : block.src_end] = b"\x01" * (block.src_end - block.src_start)
        score.left += block.dest_end - block.dest_start if block.tag == "insert" else 0
    score.missing += len(kept) - sum(kept)
    bare_before, bare_after = _no_spaces(noisy), _no_spaces(cleaned)
    at = 0
    for found in _SENTENCE.finditer(original):
        sentence = squeeze(found.group())
        begin = clean_text.find(sentence, at) if sentence else -1
        if begin < 0:
            continue
        at = begin + len(sentence)
        bare = _no_spaces(sentence)
        if len(bare) <= 8:
            continue
        score.sentences += 1
        survives = sum(kept[begin:at]) >= _SURVIVES * len(sentence)
        if not survives or (bare in bare_before and bare not in bare_after):
            score.lost.append(sentence)


def _no_spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _single_spaces(text: str) -> str:
    return re.sub(r"\n+", "\n", re.sub(r"[^\S\n]+", " ", text)).strip()


def print_table(arguments: argparse.Namespace) -> None:
    """The table of all kinds and densities."""
    documents = samples(arguments)
    print(f"{len(documents)} documents, {sum(map(len, documents)):,} characters")
    print(
        "| noise | density | right before | right after | noise left /10,000 "
        "| text lost /10,000 | sentences lost |"
    )
    print("|---|---|---|---|---|---|---|")
    for kind in PLANTERS:
        if arguments.kind and arguments.kind not in kind:
            continue
        for density in arguments.densities:
            score = measure(kind, density, documents, arguments.seed)
            n = score.length
            print(
                f"| {kind} | {density:g} | {1 - score.wrong_before / n:.2%} "
                f"| {1 - score.wrong_after / n:.2%} | {10_000 * score.left / n:.1f} "
                f"| {10_000 * score.missing / n:.1f} | {len(score.lost)} of {score.sentences:,} |",
                flush=True,
            )
            for sentence in score.lost[: arguments.show]:
                print(f"    lost: {sentence}")


def print_clean(arguments: argparse.Namespace) -> None:
    """Every law, nothing planted: which characters change."""
    documents = edited = changed = 0
    for text in law_documents(arguments.laws):
        documents += 1
        cleaned = clean(text)
        if _no_spaces(cleaned.text) != _no_spaces(text):
            edited += 1
            for edit in cleaned.edits:
                if _no_spaces(edit.before) != _no_spaces(edit.after):
                    changed += max(len(edit.before), len(edit.after))
                    around = text[max(0, edit.start - 15) : edit.end + 15]
                    print(f"{edit.kind}: {edit.before!r} -> {edit.after!r} in {around!r}")
    print(f"{documents} documents, {edited} changed, {changed} characters")


def print_forced(arguments: argparse.Namespace) -> None:
    """Held-out laws, nothing planted: what the rule for junk takes if told that junk is there."""
    texts = [text for text in held_out_laws(arguments.laws) if len(text) > 1_500]
    chosen = Random(arguments.seed).sample(texts, arguments.documents)
    length = sum(map(len, chosen))
    for share in arguments.densities:
        edits = [edit for text in chosen for edit in junk_if_any(text, min(share, 0.95))]
        characters = sum(len(edit.before) for edit in edits)
        print(
            f"share {share:g}: {len(edits)} places, {characters} characters of {length:,},"
            f" {1e6 * characters / length:.0f} a million"
        )
    opened = sum(has_junk(text) for text in texts)
    print(f"gate opens in {opened} of {len(texts)} clean laws")


def print_speed(arguments: argparse.Namespace) -> None:
    """Characters a second on clean documents, on one long text, and by rule."""
    texts = [text for _, text in zip(range(400), law_documents(arguments.laws), strict=False)]
    clean(texts[0])
    for name, chosen in (("documents", texts), ("one text", ["\n".join(texts)])):
        length, started = sum(map(len, chosen)), time.process_time()
        for text in chosen:
            clean(text)
        seconds = time.process_time() - started
        print(f"{name}: {length:,} characters in {seconds:.2f} s of one core,")
        print(f"    {length / seconds:,.0f} characters a second")
    for rule in RULES:
        started = time.process_time()
        edits = sum(1 for text in texts for _ in rule(text))
        seconds = time.process_time() - started
        print(f"  {rule.__name__:24} {seconds:6.2f} s  {edits} edits")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("laws", type=Path)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--densities", type=float, nargs="+", default=[0.1, 0.5, 1.0])
    parser.add_argument("--kind", default="", help="only kinds with this in their name")
    parser.add_argument("--show", type=int, default=0, help="sentences lost to print for each row")
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--forced", action="store_true")
    arguments = parser.parse_args()
    if arguments.forced:
        print_forced(arguments)
    elif arguments.speed:
        print_speed(arguments)
    elif arguments.clean:
        print_clean(arguments)
    else:
        print_table(arguments)


if __name__ == "__main__":
    main()
