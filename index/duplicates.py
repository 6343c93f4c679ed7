"""The same document from two sites: recognised by its number, title and text, one of them cited.

Texts are compared by the shingles they share, of which a sketch of the smallest hashes is kept
(bottom-k, Cohen and Kaplan 2007), so that comparing two documents costs the same for any length
and finding the candidates is linear in the number of documents.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.records import Document
from index.tokens import fold

SHINGLE = 5  # characters
SKETCH = 256  # hashes; the resemblance is known to within 0.03
# One letter in two hundred that differs costs three in a hundred shingles. Without a number of
# their own, decisions of one body and one day differ in a name and a sum: sums must be the same.
# A noisier copy stays a second document, which loses nothing; two taken for one would lose one.
NEARLY_EQUAL = 0.97
# Of one title and one day, with the same figures throughout.
SAME_DAY = 0.9
# Of one number and one title, a copy may be a longer or a shorter page.
RELATED = 0.5
# Titles shorter than this say too little to be part of one another.
SHORTEST_TITLE = 8
# Candidates are looked for among the smallest hashes; documents that share all their beginnings
# and ends must not make this quadratic.
_PROBES, _MOST_CANDIDATES = 8, 64

_NOT_WORD = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# A sum or a count in Chinese numerals tells documents apart as digits do (罚款二万元, 八万元).
_SUM = re.compile(r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells a document from others.

    ``title`` and ``number`` hold letters and digits only, folded; ``signed`` is an ISO date or
    empty; ``figures`` is a digest of all figures of the text in order; ``faults`` counts damages
    and edits, ``facts`` the fields of its description that are known.
    """

    id: str
    title: str
    number: str
    signed: str
    region: str
    figures: str
    faults: int
    facts: int


Sketch = NDArray[np.uint64]


def signature_of(document: Document) -> Signature:
    """The signature of a document."""
    about = (document.title, document.issuer, document.region.name, document.doc_number)
    dates = (document.signed, document.published)
    title, number = _bare(document.title), _bare(document.doc_number)
    figures = " ".join(_SUM.findall(_folded(document.text)))
    return Signature(
        id=document.id,
        title=title,
        number=number,
        signed=document.signed.isoformat() if document.signed else "",
        region=document.region.name,
        figures=hashlib.sha256(figures.encode()).hexdigest()[:16],
        faults=len(document.damages) + len(document.edits),
        facts=sum(map(bool, (*about, *dates))),
    )


def sketch_of(text: str) -> Sketch:
    """The smallest hashes of the text's shingles, ascending: (SKETCH,) uint64.

    A short text fills the rest with the highest number.
    """
    characters = np.frombuffer(_bare(text).encode("utf-32-le", "replace"), dtype=np.uint32)
    sketch = np.full(SKETCH, np.iinfo(np.uint64).max, dtype=np.uint64)
    if len(characters) == 0:
        return sketch
    size = min(SHINGLE, len(characters))
    hashes = np.zeros(len(characters) - size + 1, dtype=np.uint64)
    for offset in range(size):
        # Multiplying odd numbers modulo 2^64; the shifts bring high bits down (splitmix64).
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15)
        hashes += characters[offset : offset + len(hashes)]
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    hashes ^= hashes >> np.uint64(31)
    # A few of the smallest nearly always hold enough that differ.
    few = np.partition(hashes, 4 * SKETCH)[: 4 * SKETCH] if len(hashes) > 4 * SKETCH else hashes
    smallest = np.unique(few)[:SKETCH]
    if len(smallest) < SKETCH:
        smallest = np.unique(hashes)[:SKETCH]
    sketch[: len(smallest)] = smallest
    return sketch


def resemblance(one: Sketch, other: Sketch) -> float:
    """The share of all shingles of two texts that stand in both (Jaccard), as estimated."""
    missing = np.iinfo(np.uint64).max
    one, other = one[one < missing], other[other < missing]
    union = np.union1d(one, other)[:SKETCH]
    if not len(union):
        return 0.0
    common = np.intersect1d(one, other, assume_unique=True)
    return float(np.isin(union, common, assume_unique=True).mean())


def find_copies(signatures: Iterable[Signature], sketches: Mapping[str, Sketch]) -> dict[str, str]:
    """For each document that is a copy, the id of the one that is cited in its place.

    The cleanest is cited: the one with the fewest faults, then with the most facts known, then
    the first id. It depends on nothing but the documents given, in whatever order.
    """
    copies: dict[str, str] = {}
    cited: dict[object, list[Signature]] = defaultdict(list)
    for signature in sorted(signatures, key=lambda s: (s.faults, -s.facts, s.id)):
        sketch = sketches[signature.id]
        keys = list(_keys(signature, sketch))
        best, likest = "", 0.0
        for other in {o.id: o for key in keys for o in cited[key]}.values():
            # Told apart by what costs little to compare, as most are that share a formula.
            least = _least_alike(signature, other)
            if least is None:
                continue
            alike = resemblance(sketch, sketches[other.id])
            if alike > likest and alike >= least:
                best, likest = other.id, alike
        if best:
            copies[signature.id] = best
            continue
        for key in keys:
            if len(cited[key]) < _MOST_CANDIDATES:
                cited[key].append(signature)
    return copies


def _keys(signature: Signature, sketch: Sketch) -> Iterator[object]:
    """Copies share at least one of these."""
    if signature.number:
        yield signature.number
    yield from sketch[:_PROBES].tolist()


def _may_be_copy(one: Signature, other: Signature) -> bool:
    """Whether nothing in their descriptions tells them apart."""
    if not _titles_agree(one.title, other.title) or _differ(one.number, other.number):
        return False
    return not _differ(one.signed, other.signed) and not _differ(one.region, other.region)


def _least_alike(one: Signature, other: Signature) -> float | None:
    """How alike two documents must be to be one; None where nothing says that they may be."""
    if not _may_be_copy(one, other):
        return None
    if one.number and one.number == other.number and one.title and other.title:
        return RELATED
    # With nothing else to tell one form letter, or one year's edition, from the next.
    if one.figures != other.figures:
        return None
    of_one_day = one.title and one.title == other.title and one.signed == other.signed != ""
    return SAME_DAY if of_one_day else NEARLY_EQUAL


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _titles_agree(one: str, other: str) -> bool:
    """Whether two titles may be of one document: equal, or one a part of the other, and with
    the same figures ("2023年" and "2024年" are two editions).
    """
    if not one or not other or one == other:
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < SHORTEST_TITLE or short not in long:
        return False
    return _FIGURE.findall(short) == _FIGURE.findall(long)


def _bare(text: str) -> str:
    return _NOT_WORD.sub("", _folded(text))


@lru_cache(maxsize=1)  # the signature and the sketch are made of one text
def _folded(text: str) -> str:
    return fold(text)
