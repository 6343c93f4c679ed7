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
from functools import cache
from itertools import pairwise
from math import log

from corpus.likelihood import RANDOM_CHARACTER, character_model
from corpus.records import Edit
from corpus.script import is_traditional, simplified_only, simplify_each, traditional_only

_MARKS = ",，。、;；?？!！"
_BEFORE_MARK = re.compile(f"[\u4e00-\u9fff]{{1,12}}(?=[{_MARKS}])")
_LONGEST = 3
# A text is looked at closely where a rare character stands before 1 in 250 marks (in clean text
# before 1 in 1,000). It has the noise where chance explains what stands before 3 marks in 10: of
# 300 Chinese laws the worst came to 19 in 100.
_RARE_SHARE, _FEWEST, _JUNK_SHARE = 0.004, 5, 0.3
# Log odds for what the text itself shows; see _odds.
_SEEN_AGAIN, _WORD, _WRONG_SCRIPT = 6.0, 3.0, 12.0
_ENDS_ELSEWHERE, _ENDS_ELSEWHERE_LONG = 3.0, 4.0
# Log odds from which a run of so many characters is junk in a text where every other mark has
# junk; more where fewer have, less where more have. Measured on planted junk: at 2 one clean mark
# in 1,500 would lose two characters, and one run of junk in 18 stays.
_LEAST_ODDS = {1: 3.0, 2: 2.0, 3: 2.0}
# In a traditional text the script tells more: a run of junk is simplified throughout.
_LEAST_ODDS_TRADITIONAL = {1: 1.5, 2: -2.5, 3: -2.5}
_IMPOSSIBLE = -1e9
_SHARE_OF_ONLY, _SHARE_OF_LENGTH = 0.6, 0.15

Odds = Callable[[re.Match[str], int], float]


def junk_edits(text: str) -> Iterator[Edit]:
    """Remove random characters before punctuation marks, in a text that has this noise.

    Which numbers of characters occur is learnt from the text; a run is removed where chance
    explains it better than language does, given how the same text speaks elsewhere.
    """
    if not _worth_a_look(text):
        return
    found = list(_BEFORE_MARK.finditer(text))
    odds = _odds(text, found)
    lengths, share = _lengths(found, odds)
    prior = log(share / (1 - share)) if lengths else 0.0
    least = _LEAST_ODDS_TRADITIONAL if is_traditional(text) else _LEAST_ODDS
    for match in found if lengths else ():
        best = max(lengths, key=lambda k: odds(match, k))
        if odds(match, best) + prior > least[best]:
            end = match.end()
            yield Edit("junk", end - best, end, text[end - best : end], "")


def has_junk(text: str) -> bool:
    """Whether random characters stand before many punctuation marks of a text."""
    if not _worth_a_look(text):
        return False
    found = list(_BEFORE_MARK.finditer(text))
    return bool(_lengths(found, _odds(text, found))[0])


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
    for match in found:
        best = max(range(1, _LONGEST + 1), key=lambda k: odds(match, k))
        if odds(match, best) > 0:
            votes[best] += 1
    if votes.total() < max(_FEWEST, _JUNK_SHARE * len(found)):
        return (), 0.0
    share = min(0.95, votes.total() / len(found))
    commonest, most = votes.most_common(1)[0]
    if most >= _SHARE_OF_ONLY * votes.total():
        return (commonest,), share
    usual = sorted(k for k in votes if votes[k] >= _SHARE_OF_LENGTH * votes.total())
    return tuple(usual), share


def _odds(text: str, found: Sequence[re.Match[str]]) -> Odds:
    """Log odds of "the last k characters of this run are junk" against "they are language"."""
    model = character_model()
    simple = simplify_each(text)
    traditional = is_traditional(text)
    pairs = Counter(map("".join, pairwise(simple)))
    ends = Counter(simple[m.end() - k : m.end()] for m in found for k in (2, 3))

    def odds(match: re.Match[str], k: int) -> float:
        start, end = match.end() - k, match.end()
        if k > len(match.group()):
            return _IMPOSSIBLE
        tail = text[start:end]
        if traditional and not traditional_only().isdisjoint(tail):
            return _IMPOSSIBLE
        before = simple[start - 1] if start > match.start() else ""
        language = model.phrase(before, simple[start:end]) + model.ends_word(simple[end - 1])
        chance = model.ends_word(before) + k * RANDOM_CHARACTER
        score = chance - language
        if traditional and not simplified_only().isdisjoint(tail):
            score += _WRONG_SCRIPT
        if k > 1 and pairs[simple[end - 2 : end]] > 1:
            score -= _SEEN_AGAIN
        return score + _ending(
            ends, simple[match.start() : start], simple[start:end] in model.words
        )

    return odds


def _ending(ends: Counter[str], before: str, tail_is_word: bool) -> float:
    """What it tells that the words before the tail stand directly before marks elsewhere.

    Where the tail is a word of the language, which 1 in 200 random pairs are, only a long and
    frequent ending tells against it.
    """
    if len(before) >= 3 and ends[before[-3:]] > (2 if tail_is_word else 0):
        return _ENDS_ELSEWHERE_LONG
    if tail_is_word:
        return -_WORD
    return _ENDS_ELSEWHERE if len(before) >= 2 and ends[before[-2:]] else 0.0


@cache
def _rare_before_mark() -> re.Pattern[str]:
    """A character of the second level of GB2312 (by radical, rows 56 to 87) before a mark."""
    second = (bytes((row, cell)) for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF))
    characters = b"".join(second).decode("gb2312")
    return re.compile(f"[{characters}][{_MARKS}]")
