"""Cleaning of junk characters before punctuation: 審議春探,并 becomes 審議,并.

Some sites put a few random characters before most punctuation marks, so that copies of their
pages can be told. The characters come from GB2312 (6,763 characters), in a fixed number or in a
few numbers for the whole of a text, and never carry the traits of the text around them: in a
traditional text they are simplified.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log

from corpus.endings import endings
from corpus.likelihood import RANDOM_CHARACTER, character_model
from corpus.records import Edit
from corpus.script import is_traditional, simplified_only, simplify_each, traditional_only

_MARKS = ",，。、;；：:?？!！"
_BEFORE_MARK = re.compile(f"[\u4e00-\u9fff]{{1,12}}(?=[{_MARKS}])")
_LONGEST = 3
# A text is looked at closely where a rare character stands before 1 in 250 marks (in clean text
# before 1 in 1,000). It has the noise where chance by far explains what stands before so many
# marks (_STRONG in log odds).
_RARE_SHARE, _FEWEST, _JUNK_SHARE, _STRONG = 0.004, 5, 0.03, 4.0
_FEWEST_CLOSING = 3
_WRONG_SCRIPT = 12.0  # log odds for a simplified character in a traditional text
# Log odds against junk: of a word of the dictionary, which 1 in 200 random pairs are, and before
# the mark of lists, whose items are the rarest words of a text.
_WORD, _LISTED = 4.0, 1.5
_REPEATED = 4.0  # the same against a last pair of characters that the text has elsewhere too
_SEEN_AGAIN = 0.5  # of the text's own share of a pair of characters that stands elsewhere too
_ENDS_ELSEWHERE, _EACH_TIME, _ENDS_MOST = 1.0, 0.3, 2.0  # log odds for the text's own endings
# Log odds from which a run of so many characters is junk in a text where every other mark has
# junk; more where fewer have, less where more have. See docs/reading.md for what they cost.
_LEAST_ODDS = {1: 5.0, 2: 5.0, 3: 5.0}
# In a traditional text the script tells more: a run of junk is simplified throughout.
_LEAST_ODDS_TRADITIONAL = {1: 2.0, 2: -1.0, 3: -1.0}
# What else than a Chinese character may stand before a mark, and how often it does.
_MAY_CLOSE, _CLOSES_OTHER = re.compile(r"[)）》”’】〕\]%％\dA-Za-z]"), log(0.3)
_IMPOSSIBLE = -1e9
_SHARE_OF_ONLY, _SHARE_OF_LENGTH = 0.75, 0.1

Odds = Callable[[re.Match[str], int], float]


def junk_edits(text: str) -> Iterator[Edit]:
    """Remove random characters before punctuation marks, in a text that has this noise.

    Which numbers of characters occur is learnt from the text; a run is removed where chance
    explains it far better than language does, given how official texts and this text speak.
    """
    if not _worth_a_look(text):
        return
    lengths, share = _learnt(text)
    if lengths:
        found = list(_BEFORE_MARK.finditer(text))
        yield from _removed(text, found, _odds(text, found), lengths, share)


def has_junk(text: str) -> bool:
    """Whether random characters stand before many punctuation marks of a text."""
    return _worth_a_look(text) and bool(_learnt(text)[0])


@lru_cache(maxsize=1)  # two rules ask of what mostly is the same text
def _learnt(text: str) -> tuple[tuple[int, ...], float]:
    """As ``_lengths``, for a text."""
    found = list(_BEFORE_MARK.finditer(text))
    return _lengths(found, _odds(text, found))


def junk_if_any(text: str, share: float) -> Iterator[Edit]:
    """What would be removed if a text were known to have junk before such a share of its marks.

    For measuring how much of clean text the likelihood alone would take.
    """
    found = list(_BEFORE_MARK.finditer(text))
    yield from _removed(text, found, _odds(text, found), (1, 2, 3), share)


def _removed(
    text: str, found: Sequence[re.Match[str]], odds: Odds, lengths: tuple[int, ...], share: float
) -> Iterator[Edit]:
    least = _LEAST_ODDS_TRADITIONAL if is_traditional(text) else _LEAST_ODDS
    prior = log(share / (1 - share))
    for match in found:
        best = max(lengths, key=lambda k: odds(match, k))
        if odds(match, best) + prior > least[best]:
            end = match.end()
            yield Edit("junk", end - best, end, text[end - best : end], "")


def _worth_a_look(text: str) -> bool:
    """A cheap first test, so that clean text never waits for the model.

    A traditional text is always looked at: among official documents it is the odd one.
    """
    if is_traditional(text):
        return True
    rare = len(_rare_before_mark().findall(text))
    return rare > _RARE_SHARE * sum(map(text.count, _MARKS))


def _lengths(found: Sequence[re.Match[str]], odds: Odds) -> tuple[tuple[int, ...], float]:
    """The numbers of junk characters that this text uses, and the share of marks that have junk.

    No numbers where the text has no such noise.
    """
    votes = Counter[int]()
    closing = [match.string[match.end()] != "、" for match in found]
    voted = 0  # of those that close a clause: a list of species or substances is no noise
    for match, closes in zip(found, closing, strict=True):
        # The fewest characters of those equally likely.
        most, best = max((odds(match, k), -k) for k in range(1, _LONGEST + 1))
        if most > _STRONG:
            best = -best
            votes[best] += 1
            voted += closes
    listed = voted < max(_FEWEST_CLOSING, _JUNK_SHARE * sum(closing))
    if listed or votes.total() < max(_FEWEST, _JUNK_SHARE * len(found)):
        return (), 0.0
    share = min(0.95, votes.total() / len(found))
    commonest, most = votes.most_common(1)[0]
    if most >= _SHARE_OF_ONLY * votes.total():
        return (commonest,), share
    usual = sorted(k for k in votes if votes[k] >= _SHARE_OF_LENGTH * votes.total())
    return tuple(usual), share


def _odds(text: str, found: Sequence[re.Match[str]]) -> Odds:
    """Log odds of "the last k characters of this run are junk" against "they are language"."""
    model, words = endings(), character_model().words
    simple = simplify_each(text)
    traditional = is_traditional(text)
    pairs = Counter(map("".join, pairwise(simple)))
    occurs = Counter(simple)
    ends = Counter(simple[m.end() - 2 : m.end()] for m in found)

    @cache
    def follows(before: str, character: str) -> float:
        """As official texts go on, or as this one does elsewhere."""
        general, again = model.follows(before, character), pairs[before + character] - 1
        return max(general, log(_SEEN_AGAIN * again / occurs[before])) if again > 0 else general

    def odds(match: re.Match[str], k: int) -> float:
        start, end = match.end() - k, match.end()
        first = k == len(match.group())
        if k > len(match.group()) or (first and not _MAY_CLOSE.match(text, start - 1)):
            return _IMPOSSIBLE
        tail = text[start:end]
        if traditional and not traditional_only().isdisjoint(tail):
            return _IMPOSSIBLE
        run = simple[match.start() : end]
        before = run[:-k]
        language = sum(follows(a, b) for a, b in pairwise(run[-k - 1 :])) + model.closes(run[-2:])
        if first:
            language += model.follows("", run[0])
        closes = _CLOSES_OTHER if first else model.closes(before[-2:])
        score = closes + k * RANDOM_CHARACTER - language
        if traditional and not simplified_only().isdisjoint(tail):
            score += _WRONG_SCRIPT
        if pairs[run[-2:]] > 1:
            score -= _REPEATED
        if not traditional:
            score -= _WORD * ((run[-k:] if k > 1 else run[-2:]) in words)
            score -= _LISTED * (text[end] == "、")
        if len(before) > 1 and (again := ends[before[-2:]]):
            score += min(_ENDS_MOST, _ENDS_ELSEWHERE + _EACH_TIME * again)
        return score

    return odds


@cache
def _rare_before_mark() -> re.Pattern[str]:
    """A character of the second level of GB2312 (by radical, rows 56 to 87) before a mark."""
    second = (bytes((row, cell)) for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF))
    characters = b"".join(second).decode("gb2312")
    return re.compile(f"[{characters}][{_MARKS}]")
