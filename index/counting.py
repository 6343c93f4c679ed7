"""The term counts of a document's passages, all worked out together.

They are those of ``index.fields.lexical_counts``, passage by passage, which says what is counted.
What stands above many passages (the title, the headings) is folded and cut once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.records import Document, Passage
from corpus.script import has_traditional, simplify
from index.counts import DocumentCounts, joined_counts
from index.cutting import FIRST, LAST
from index.fields import TITLE_WEIGHT, about, headings_of
from index.tokens import PART, fold, fold_widths, is_han, lexicon, runs_of

# A term is a number: of a word, of another string or of a part of a run (one character, or two), in
# so many bits and with its sort above them. Beside the number of a passage that leaves one bit.
_BITS, _SORT, _PASSAGE = 18, 36, 39
_CHARACTERS = 500_000
_WORDS, _OTHERS, _PARTS = 0, 1 << _SORT, 2 << _SORT
Numbers = NDArray[np.int64]
# Tokens of units: the unit of each, ascending, and the number of its term.
Tokens = tuple[Numbers, Numbers]


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of a document, and the text of each passage of which its vector is made."""

    counts: DocumentCounts
    texts: tuple[str, ...]


def count_passages(document: Document) -> Counted:
    """Count all passages of a document; its texts are those of ``index.fields.dense_text``.

    A long one is counted part by part, since counting takes some 200 bytes a character.
    """
    parts = [_count_some(document, some) for some in _parts_of(document.passages)]
    counts = parts[0].counts if len(parts) == 1 else joined_counts([part.counts for part in parts])
    return Counted(counts, tuple(text for part in parts for text in part.texts))


def _parts_of(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    """The passages in order, at most so many characters at a time; at least one part."""
    first = characters = 0
    for place, passage in enumerate(passages):
        size = passage.end - passage.start
        if characters + size > _CHARACTERS and place > first:
            yield passages[first:place]
            first, characters = place, 0
        characters += size
    yield passages[first:]


def _count_some(document: Document, passages: Sequence[Passage]) -> Counted:
    units, shares, texts = _Units(), [], []
    title = fold_widths(document.title)
    titled = units.number(fold(about(document)))
    for passage in passages:
        headings = [fold_widths(heading) for heading in headings_of(document, passage)]
        text = fold_widths(document.quote(passage.start, passage.end))
        dense = f"{title} {' '.join(headings)} {text}"
        parts = [*headings, text]
        if has_traditional(dense):
            # How a character is simplified may depend on any that stand near it.
            dense, parts = simplify(dense), [simplify("\n".join((" ".join(headings), text)))]
        texts.append(dense.strip())
        shares.append([*map(units.number, parts), titled])
    return Counted(_count(units, shares), tuple(texts))


@dataclass(slots=True)
class _Units:
    """Folded texts that are tokenised once, wherever they stand."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, folded: str) -> int:
        """The number of a text."""
        return self.numbers.setdefault(folded.replace("\0", " "), len(self.numbers))

    def tokens(self) -> tuple[list[Tokens], list[str]]:
        """The tokens of all texts, in several parts, and the strings that are ``others``."""
        text = "".join(f"{folded}\0" for folded in self.numbers)
        codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4").astype(np.int64)
        units = np.cumsum(codes == 0)
        han = is_han()[codes]
        plain = han & (codes >= ord(FIRST)) & (codes <= ord(LAST))
        words = lexicon().cut(np.where(plain, codes, 0))
        # jieba leaves a character single that it has no words with.
        unusual = np.flatnonzero(han & ~plain)
        single = np.flatnonzero(han)
        double = single[han[single + 1]]
        pairs = (codes[double] << _BITS) | codes[double + 1]
        rest, others = _others(codes, han)
        return [
            (units[words.starts], words.ids),
            (units[unusual], lexicon().single(codes[unusual])),
            (units[single], codes[single] + _PARTS),
            (units[double], pairs + _PARTS),
            rest,
        ], others


def _others(codes: Numbers, han: NDArray[np.bool_]) -> tuple[Tokens, list[str]]:
    """The Latin strings and numbers among texts, each followed by a zero."""
    # A space for each run of Chinese characters, which are most of it.
    left = ~han
    left[1:] |= ~han[:-1]
    texts = np.where(han, ord(" "), codes)[left].astype("<u4").tobytes().decode("utf-32-le")
    known: dict[str, int] = {}
    units, numbers = [], []
    for unit, text in enumerate(texts.split("\0")):
        for string in runs_of(text):
            units.append(unit)
            numbers.append(known.setdefault(string, len(known)) + _OTHERS)
    return (np.array(units, dtype=np.int64), np.array(numbers, dtype=np.int64)), list(known)


def _count(units: _Units, shares: list[list[int]]) -> DocumentCounts:
    """The counts of passages, each of which has its share of units, of which the last tells of
    the document.
    """
    parts, others = units.tokens()
    # Sorted by passage and term, what tells of the document before what counts in full.
    keys = np.sort(np.concatenate([_shared(tokens, shares) for tokens in parts]))
    full = keys & 1
    entries = keys >> 1
    first = np.flatnonzero(np.diff(entries, prepend=-1))
    # Sums of halves and wholes, exact as long as there are fewer than a billion.
    weights = np.where(full, 1.0, TITLE_WEIGHT)
    sums = np.add.reduceat(weights, first) if len(first) else weights
    passages = entries[first] >> (_PASSAGE - 1)
    numbers = entries[first] & ((1 << (_PASSAGE - 1)) - 1)
    distinct = np.sort(numbers)
    distinct = distinct[np.diff(distinct, prepend=-1) > 0]
    return DocumentCounts(
        terms=_named(distinct, others),
        columns=np.searchsorted(distinct, numbers).astype(np.int32),
        counts=sums.astype(np.float32),
        sizes=np.bincount(passages, minlength=len(shares)).astype(np.int32),
        lengths=np.bincount(passages, sums, len(shares)).astype(np.float64),
    )


def _shared(tokens: Tokens, shares: list[list[int]]) -> Numbers:
    """Every token of every passage: its passage, its term, and whether it counts in full."""
    owners, numbers = tokens
    unit = np.array([one for share in shares for one in share], dtype=np.int64)
    held_by = np.array([len(share) for share in shares], dtype=np.int64)
    passage = np.repeat(np.arange(len(shares), dtype=np.int64), held_by)
    full = np.ones(len(unit), dtype=np.int64)
    full[np.cumsum(held_by) - 1] = 0
    starts, ends = np.searchsorted(owners, unit), np.searchsorted(owners, unit, side="right")
    many = ends - starts
    offsets = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many - starts, many)
    shared: Numbers = np.repeat((passage << _PASSAGE) | full, many) | (numbers[offsets] << 1)
    return shared


def _named(numbers: Numbers, others: list[str]) -> tuple[str, ...]:
    """The terms of ascending numbers."""
    first, second = np.searchsorted(numbers, [_OTHERS, _PARTS])
    words = lexicon().words(numbers[:first])
    strings = (others[number] for number in (numbers[first:second] - _OTHERS).tolist())
    return (*words, *strings, *_part_names(numbers[second:] - _PARTS))


def _part_names(numbers: Numbers) -> Iterator[str]:
    """The terms of parts of runs: the characters, then the bigrams, as their numbers ascend."""
    single = int(np.searchsorted(numbers, 1 << _BITS))
    last = numbers & ((1 << _BITS) - 1)
    columns = ([last[:single]], [numbers[single:] >> _BITS, last[single:]])
    for characters in columns:
        text = np.stack(characters, axis=1).astype("<u4").tobytes().decode("utf-32-le")
        size = len(characters)
        yield from (PART + text[at : at + size] for at in range(0, len(text), size))
