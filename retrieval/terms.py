"""The content words of a question and the other words that may stand for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from index.parts_of_speech import part_of_speech
from index.tokens import words
from retrieval.tables import (
    agency_groups,
    agency_names,
    dictionary_synonyms,
    known_words,
    question_words,
    stopwords,
    synonyms,
)

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:年度?|(?!\d))")
_PUNCTUATION = re.compile(r"[^\w%+〔〕./-]+")
# "六个", "两家": how many there are is asked or known, not what is sought.
_COUNTED = re.compile(
    r"第?[一二两三四五六七八九十百几]+[个家项名次种类样条大位所间场批年月天只头匹辆台套户张份本件门座块层栋幢岁级期倍成折遍]?"
)
# "五统一", "三医联动": names that begin with a number stay whole.
_NUMBERED_NAME = re.compile(
    r"[一二三四五六七八九十两]+[^\W\d个家项名次种类条大位年月日][\u4e00-\u9fff]{1,2}"
)
# "1+1+1": a name made of numbers stays whole.
_ADDED_NUMBERS = re.compile(r"\d+(?:\+\d+)+")
_LONGEST_KNOWN_WORD = 10


def topic_of(text: str, mentions: Iterable[str]) -> str:
    """A question without its question words, places and years."""
    for mention in sorted(mentions, key=lambda mention: (-len(mention), mention)):
        text = text.replace(mention, " ")
    text = _YEAR.sub(" ", text)
    text = question_words().sub(" ", text)
    return " ".join(_PUNCTUATION.sub(" ", text).split())


def content_words(topic: str) -> tuple[str, ...]:
    """The words of a topic that carry content, in order, each once.

    Words that a table knows (everyday expressions, agencies) are kept whole before the rest is
    cut into words; single characters count where they are nouns, others only where nothing else
    is left.
    """
    found: list[str] = []
    found += _ADDED_NUMBERS.findall(topic)
    for piece in _ADDED_NUMBERS.sub(" ", topic).split():
        if _NUMBERED_NAME.fullmatch(piece):
            found.append(piece)
            continue
        start = 0
        for match_start, match_end in _known_spans(piece):
            found += _cut(piece[start:match_start])
            found.append(piece[match_start:match_end])
            start = match_end
        found += _cut(piece[start:])
    kept = [word for word in found if word not in stopwords() and not _COUNTED.fullmatch(word)]
    # A noun may be one character (狗, 车); other single characters say little in a text.
    telling = [word for word in kept if len(word) > 1 or part_of_speech(word).startswith("n")]
    return tuple(dict.fromkeys(telling or kept))


def expansions_of(term: str) -> tuple[str, ...]:
    """Other words that may stand for a term: official ones, like ones, a body's other names."""
    other = [*synonyms().get(term, ()), *dictionary_synonyms().get(term, ())]
    if term in agency_names():
        short = agency_names()[term]
        other += next(group for group in agency_groups() if group[0] == short)
    return tuple(word for word in dict.fromkeys(other) if word != term)


def _cut(text: str) -> list[str]:
    return [word.strip() for word in words(text) if word.strip()]


def _known_spans(text: str) -> list[tuple[int, int]]:
    """Spans of words that the tables know, longest first at each place."""
    spans: list[tuple[int, int]] = []
    bounds = _word_bounds(text)
    start = 0
    while start < len(text):
        for length in range(min(_LONGEST_KNOWN_WORD, len(text) - start), 1, -1):
            word = text[start : start + length]
            if (
                word in known_words()
                and not _cuts_words_apart(bounds, start, start + length)
                and not _runs_into_agency(text, start, length)
            ):
                spans.append((start, start + length))
                start += length
                break
        else:
            start += 1
    return spans


def _word_bounds(text: str) -> frozenset[int]:
    """Where the words of a text begin and end."""
    bounds: set[int] = set()
    position = 0
    for word in words(text):
        start = text.find(word, position)
        if start >= 0:
            position = start + len(word)
            bounds |= {start, position}
    return frozenset(bounds)


def _cuts_words_apart(bounds: Collection[int], start: int, end: int) -> bool:
    """Whether two characters only seem a word: the end of one and the begin of the next.

    年审 in 2021年|审批, 交委 in 提交|委托书; in a longer run chance no longer makes words.
    """
    if end - start > 2:
        return False
    return start + 1 in bounds and not (start in bounds and end in bounds)


def _runs_into_agency(text: str, start: int, length: int) -> bool:
    """Whether a longer name of a body begins inside a word (民政局 in 市民|政局)."""
    return any(
        text[begin : begin + size] in agency_names()
        for begin in range(start + 1, start + length)
        for size in range(max(start + length - begin, length) + 1, _LONGEST_KNOWN_WORD + 1)
    )
