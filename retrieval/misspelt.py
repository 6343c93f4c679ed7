"""Misspelt words of a question, read as words that the collection holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log, log1p

from corpus.places import Mention, find_mentions
from index.parts_of_speech import part_of_speech
from index.tokens import PART, word_frequencies, words
from retrieval.kinds import asks
from retrieval.tables import TABLES, known_words, rows, stopwords

# In so many passages a word must stand: one alone may itself be misspelt.
LEAST_HELD = 2
# What follows a name of a village, a street, a firm: people name those as they like.
_NAMED = re.compile(
    r"[\u4e00-\u9fff]{0,3}(?:村|苑|路|街|园|小区|花苑|公司|镇|乡|庄|湾|桥|山|河|湖|岛|寺|站|厂|城|府|巷|中学|小学)"
)
# By how much (natural logarithm) the question as read must be likelier than as typed: for a
# character that sounds the same, for one that sounds or looks nearly so, for two that changed
# places. One that is a word of its own (要, 所) is rarely a slip.
LEAST_GAIN = {"sound": 5.0, "shape": 7.0, "near": 8.0, "order": 8.0}
# The name of a place that has documents is likelier than its frequency in all texts.
PLACE_GAIN = 3.0
NOUN_GAIN = 3.0  # and a word without content
VERB_GAIN = 1.5
LONGEST_WORD = 6
LARGEST_VOCABULARY = 60_000  # words; the most frequent
LONGEST_RUN = 60  # characters; what follows in a run is taken as typed
MOST_READ = 3
_DICTIONARY_SIZE = 60_000_000  # words that jieba's dictionary has counted
_LISTED_FREQUENCY = 1_000  # assumed for a word that only our tables list
_THOSE_FEW = re.compile("[那这]几")  # asks nothing by itself
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
# Two ways of saying one syllable in many dialects: zh and z, n and l, ing and in.
_NEAR = ((re.compile("^([zcs])h"), r"\1"), (re.compile("^l"), "n"), (re.compile("ng$"), "n"))

Held = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a collection, found by all but one of their characters.

    ``held`` tells in how many passages a token stands; ``masked`` gives for a word with "*" in
    the place of one character all characters that make a word there. ``places`` are the names of
    places that have documents.
    """

    held: Held
    masked: Mapping[str, str]
    places: frozenset[str] = frozenset()

    def holds(self, word: str) -> bool:
        """Whether the collection has a word, or at least all pairs of its characters."""
        return _held(word, self.held) > 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a span of a text: ``text[start:end]`` as ``word``, and how sure it is."""

    start: int
    end: int
    word: str
    score: float


def make_vocabulary(
    held_words: Iterable[tuple[str, int]], held: Held, places: Collection[str] = ()
) -> Vocabulary:
    """The vocabulary of a collection whose tokens, with their numbers of passages, are given.

    Words count that a dictionary or our tables list, the most frequent 60,000, and the names of
    ``places`` that have documents.
    """
    counts = {
        word: count
        for word, count in held_words
        if count >= LEAST_HELD and 2 <= len(word) <= LONGEST_WORD and word_frequencies().get(word)
    }
    for word in known_words():
        if word not in counts and 2 <= len(word) <= LONGEST_WORD and _held(word, held):
            counts[word] = _held(word, held)
    chosen = sorted(counts, key=lambda word: (-counts[word], word))[:LARGEST_VOCABULARY]
    masked: dict[str, str] = {}
    for word in sorted({*chosen, *places}):
        # 第一, 第三方: a number is not what a slip stands for.
        if _HAN_RUN.fullmatch(word) and word not in stopwords() and word[0] != "第":
            for i, character in enumerate(word):
                mask = f"{word[:i]}*{word[i + 1 :]}"
                masked[mask] = masked.get(mask, "") + character
    return Vocabulary(held, masked, frozenset(places))


def set_right(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A simplified question with its misspelt words read right, and what became what.

    Words that ask are listed (那些 for 哪些). Another word is read anew only where the collection
    holds no such letters, where another word of the collection differs in one character that
    sounds or looks alike (or in the order of two), and where the question gains much by it. Names
    of places stay as typed, whether the collection has them or not; but what is no such name, or
    no whole one (三门 in 三门侠), may be read as one that sounds the same and has documents.
    """
    text, asking = _asking_right(text)
    found = [
        Reading(run.start() + one.start, run.start() + one.end, one.word, one.score)
        for run in _HAN_RUN.finditer(text)
        for one in _readings(run.group()[:LONGEST_RUN], vocabulary)
    ]
    kept: list[Reading] = []
    named = find_mentions(text) if found else []
    spared: list[tuple[int, int]] = []
    for one in sorted(found, key=lambda one: (-one.score, one.start)):
        is_place = one.word in vocabulary.places
        whole = [(m.start, m.end) for m in named if not (is_place and _is_more_than(one, m))]
        apart = all(one.end <= start or end <= one.start for start, end in (*whole, *spared))
        known = is_place or not find_mentions(one.word)
        if apart and known and len(kept) < MOST_READ:
            kept.append(one)
            spared.append((one.start, one.end))
    kept.sort(key=lambda one: one.start)
    read = tuple((text[one.start : one.end], one.word) for one in kept)
    for one in reversed(kept):
        text = text[: one.start] + one.word + text[one.end :]
    return text, (*asking, *read)


def _asking_right(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A question with its misspelt question words read right, and what became what."""
    read: dict[str, str] = {}
    for slip, word, unless_asked in _asking_slips():
        if unless_asked and asks(_THOSE_FEW.sub("", text)):
            continue
        for match in slip.finditer(text):
            read[match.group()] = match.expand(word)
        text = slip.sub(word, text)
    return text, tuple(read.items())


@cache
def _asking_slips() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    found = rows(TABLES / "asking_slips.tsv")
    return tuple((re.compile(slip), word, when == "unasked") for when, slip, word in found)


def _is_more_than(one: Reading, mention: Mention) -> bool:
    """Whether a reading holds the name of one place (三门) and more, and is that of another."""
    holds = one.start <= mention.start and mention.end <= one.end
    regions = {region for read in find_mentions(one.word) for region in read.regions}
    return holds and regions.isdisjoint(mention.regions)


def _readings(run: str, vocabulary: Vocabulary) -> Iterator[Reading]:
    """Every reading of a span of a run by which it gains enough."""
    held = vocabulary.held
    strange = [i for i in range(len(run) - 1) if not held(PART + run[i : i + 2])]
    if not strange:
        return
    cut = _Cut(run)
    for start, end in _windows(run, strange, cut):
        for word, least in _candidates(run[start:end], [i - start for i in strange], vocabulary):
            frequency = word_frequencies().get(word) or _LISTED_FREQUENCY
            gain = log(frequency / _DICTIONARY_SIZE) - cut.gap(start, end)
            if gain >= least:
                beside = (run[start - 1 : start] + word[0], word[-1] + run[end : end + 1])
                known = sum(log1p(held(PART + pair)) for pair in beside if len(pair) == 2)
                yield Reading(start, end, word, gain - least + log(_held(word, held)) + known)


def _held(word: str, held: Held) -> int:
    """In how many passages a word stands, at most where it is no token of its own."""
    pairs = (held(PART + word[i : i + 2]) for i in range(len(word) - 1))
    return held(word) or min(pairs, default=0)


class _Cut:
    """A run cut into words, with the log probability of each."""

    def __init__(self, run: str) -> None:
        self.run = run
        self.ends = [0]
        self.sums = [0.0]
        for word in words(run):
            self.ends.append(self.ends[-1] + len(word))
            self.sums.append(self.sums[-1] + _likelihood(word))

    def gap(self, start: int, end: int) -> float:
        """What the words of ``run[start:end]`` add to the log probability of the run.

        Where a word reaches beyond the span, what is left of it is cut again.
        """
        first = bisect_right(self.ends, start) - 1
        last = bisect_right(self.ends, end - 1)
        rest = [self.run[self.ends[first] : start], self.run[end : self.ends[last]]]
        left = sum(_likelihood(word) for piece in rest if piece for word in words(piece))
        return self.sums[last] - self.sums[first] - left

    def may_be_one(self, start: int, end: int) -> bool:
        """Whether a span may be one word: it cuts none apart, a long one at most one.

        It then falls into words, one of them at least a single character.
        """
        first = bisect_right(self.ends, start) - 1
        last = bisect_right(self.ends, end - 1)
        loose = (self.ends[first] != start) + (self.ends[last] != end)
        if loose > (end - start > 2):
            return False
        bounds = self.ends[first : last + 1]
        return any(b - a == 1 for a, b in pairwise(bounds))


def _windows(run: str, strange: Sequence[int], cut: _Cut) -> Iterator[tuple[int, int]]:
    """Spans that may be one misspelt word: strange inside, and no word as they are."""
    for start in range(len(run) - 1):
        for end in range(start + 2, min(start + LONGEST_WORD, len(run)) + 1):
            inside = [i for i in strange if start <= i < end - 1]
            if not inside:
                continue
            if inside[-1] - inside[0] > 1:
                break
            window = run[start:end]
            if word_frequencies().get(window) or window in known_words():
                continue
            named = end - start == 2 and (_NAMED.match(run, end) or run[end - 1] == "组")
            if not named and cut.may_be_one(start, end):
                yield start, end


def _likelihood(word: str) -> float:
    return log(max(1, word_frequencies().get(word) or 0) / _DICTIONARY_SIZE)


def _candidates(
    window: str, strange: Sequence[int], vocabulary: Vocabulary
) -> Iterator[tuple[str, float]]:
    """Every word that differs in one character, or in the order of two, and the least gain.

    All that is strange in the window must come from the character that is changed.
    """
    inside = [i for i in strange if 0 <= i < len(window) - 1]
    for i in range(inside[-1], inside[0] + 2):
        before, after = window[:i], window[i + 1 :]
        for other in vocabulary.masked.get(f"{before}*{after}", ""):
            by = alike(window[i]).get(other)
            word = before + other + after
            if by and word in vocabulary.places:
                if by == "sound":
                    yield word, PLACE_GAIN
            elif by:
                yield word, LEAST_GAIN[by] + _own_gain(window[i], by)
    for i in inside:
        swapped = window[:i] + window[i + 1] + window[i] + window[i + 2 :]
        if swapped[i] in vocabulary.masked.get(f"{swapped[:i]}*{swapped[i + 1 :]}", ""):
            yield swapped, LEAST_GAIN["order"]


@lru_cache(maxsize=8_000)
def _own_gain(character: str, by: str) -> float:
    """By how much more a character must gain that is a word of its own."""
    if character in stopwords():
        return NOUN_GAIN
    tag = part_of_speech(character)
    if tag.startswith("n"):
        return NOUN_GAIN
    # Many sound like a verb by chance; few look like one.
    return VERB_GAIN if tag.startswith("v") and by != "shape" else 0.0


@lru_cache(maxsize=8_000)
def alike(character: str) -> Mapping[str, str]:
    """The characters that may be meant by one, each with why: "sound", "shape" or "near"."""
    found: dict[str, str] = {}
    syllables, by_near, by_syllable = _sounds()
    for syllable in syllables.get(character, ()):
        found.update(dict.fromkeys(by_syllable[syllable], "sound"))
    for group in _shapes().get(character, ()):
        for other in group:
            found.setdefault(other, "shape")
    for syllable in syllables.get(character, ()):
        for near in by_near[_near(syllable)]:
            for other in by_syllable[near]:
                found.setdefault(other, "near")
    found.pop(character, None)
    return found


@cache
def _sounds() -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, str]]:
    """Character → syllables, nearly equal syllables by what they share, syllable → characters."""
    by_syllable: dict[str, str] = dict(rows(TABLES / "homophones.tsv"))
    syllables: dict[str, list[str]] = {}
    by_near: dict[str, list[str]] = {}
    for syllable, group in by_syllable.items():
        by_near.setdefault(_near(syllable), []).append(syllable)
        for character in group:
            syllables.setdefault(character, []).append(syllable)
    return syllables, by_near, by_syllable


@cache
def _shapes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for (group,) in rows(TABLES / "lookalike_characters.tsv"):
        for character in group:
            found.setdefault(character, []).append(group)
    return found


def _near(syllable: str) -> str:
    for pattern, replacement in _NEAR:
        syllable = pattern.sub(replacement, syllable)
    return syllable
