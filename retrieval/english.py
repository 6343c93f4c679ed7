"""An English question as Chinese search text, by tables and without a language model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.places import Mention, find_mentions, level, region_named, resolve
from corpus.records import Region
from retrieval.english_words import LONGEST_PHRASE, is_stopword, translate_phrase
from retrieval.tables import TABLES, rows

_BODY = (
    r"(?:government )?(?:units?|agenc(?:y|ies)|departments?|bod(?:y|ies)|bureaus?|authorit(?:y|ies)"
    r"|organi[sz]ations?|offices?|institutions?|commissions?|ministr(?:y|ies)|part(?:y|ies))"
)
_BE = r"\b(?:is|are|was|were|will be|should be|has been|have been|must be|be)\b"
_AUXILIARY = r"\b(?:does|do|did|will|would|shall|should|can|could|may|might|must|has|have|had)\b"
_QUOTES = str.maketrans("‘’ʼ“”", "'''\"\"")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# "15 March", "March 15, 2024": without a day March and May are words, and May is one that opens a
# question ("May 2 people share …").
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_DAY}(?: of)? {_MONTH}\b",
        rf"(?<!^)\b{_MONTH} (?:the )?{_DAY}(?![\d,.]\d)\b",
    )
)
_TOKEN = re.compile(
    r"\d{1,2}月\d{1,2}日|\d+(?:[.,:]\d+)*%?|[A-Za-z]+(?:'[a-z]+)?|[\u3400-\u9fff〔〕][\u3400-\u9fff〔〕\d]*|\S"
)
# "villagers' committee": the mark of the plural would part the words of a phrase.
_PLURAL_MARK = re.compile(r"(?<=[a-z]s)'(?= [A-Za-z])")
_END = re.compile(r"[\s?!.;。]+$")
_PLACE_MARK = "\x00"
_BEFORE_PLACE = re.compile(r"\b(?:in|of|at|for|from|within|across) $", re.I)
_AROUND_PLACES = re.compile(
    r"(?:,\s*)?(?:\b(?:in|of|at|for|from|within|across|to)\s+)?(?:the\s+)?"
    r"(?:(?:city|district|county|province|prefecture|municipality) of\s+)?"
    r"\x00(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s+or\s+)\x00)*(?:'s)?,?"
)
_ARTICLES = frozenset({"the", "a", "an", "all", "our", "its", "their", "this", "these"})
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?$")
# 2000 is more often an amount.
_YEAR = re.compile(r"(?!2000)(?:199|20[0-5])\d$")
_NUMBER = re.compile(r"\d")
_LEVELS = {
    "municipal": "市",
    "city": "市",
    "provincial": "省",
    "province": "省",
    "district": "区",
    "county": "县",
    "national": "国家",
    "state": "国家",
}
_BODY_NAME = re.compile(r"(?:局|委|办|部|委会|府办|政府|中心)$")


@dataclass(frozen=True, slots=True)
class Gloss:
    """English words of a question and the Chinese that stands for them, the usual one first."""

    english: str
    chinese: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """An English question in Chinese.

    ``text`` holds places, years, content words and Chinese question words, parted by spaces;
    ``glosses`` the content words with all their renderings; ``unknown`` the words that no table
    has (those that begin with a capital stand in ``text`` as typed).
    """

    text: str
    glosses: tuple[Gloss, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks, in Chinese, and the rest of it."""

    rest: str
    words: tuple[str, ...]


Holds = Callable[[str], bool]


def translate_question(text: str) -> str:
    """English → simplified Chinese search text ("常州 DRG 改革 由谁牵头").

    Chinese words in the question stay as they are.
    """
    return translate(text).text


def translate(text: str, holds: Holds | None = None) -> Translation:
    """The translation of a question with what each word became.

    ``holds`` tells whether a collection has a Chinese word: words that it has go before others.
    """
    text = " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())
    text = _PLURAL_MARK.sub("", _END.sub("", text))
    for day in _DAYS:
        text = day.sub(lambda m: f"{_MONTHS.index(m['month']) + 1}月{int(m['day'])}日", text)
    shouted = text.isupper() and len(text.split()) > 3
    rest, places = _places(text.title() if shouted else text)
    asked = _question_words(rest)
    items, unknown = _content(_TOKEN.findall(asked.rest), holds)
    ending = "、".join(dict.fromkeys(asked.words))
    years = [f"{item.chinese[0]}年" for item in items if _is_year(item)]
    content = [item.chinese[0] for item in items if not _is_year(item)]
    parts = [*places, *years, *content, ending]
    glosses = tuple(item for item in items if item.english)
    return Translation(" ".join(dict.fromkeys(filter(None, parts))), glosses, unknown)


def _places(text: str) -> tuple[str, list[str]]:
    """The text without its English place names, and these in Chinese."""
    names: list[str] = []
    pieces: list[str] = []
    position = 0
    for mention in resolve(find_mentions(text)):
        printed = text[mention.start : mention.end]
        if not printed[0].isascii() or not _is_name(text, mention):
            continue
        pieces += [text[position : mention.start], _PLACE_MARK]
        names.append(_usual().get(printed) or _chinese_name(mention.regions))
        position = mention.end
    rest = _AROUND_PLACES.sub(" ", "".join([*pieces, text[position:]]))
    return " ".join(rest.split()), names


def _is_name(text: str, mention: Mention) -> bool:
    """Whether words that may name a place do: in capitals, or small where they mean nothing else.

    Small ones that are words too ("tibet", "hukou") name a city or more after a preposition.
    """
    printed = text[mention.start : mention.end]
    if printed[0].isupper():
        return True
    words = printed.split()
    if not translate_phrase(words)[0] and not any(map(is_stopword, words)):
        return True
    known = _BEFORE_PLACE.search(text[: mention.start]) is not None
    return known and all(level(region) < 3 for region in mention.regions)


@cache
def _usual() -> Mapping[str, str]:
    return dict(rows(TABLES / "english_places.tsv"))


def _chinese_name(regions: Sequence[Region]) -> str:
    """One name where all the divisions share it (Chaoyang District), else the names of each."""
    plain = {region.district or region.city or region.province for region in regions}
    if len(regions) > 1 and len(plain) == 1:
        return plain.pop()
    return " ".join(dict.fromkeys(map(_short_name, regions[:3])))


def _short_name(region: Region) -> str:
    """The name that leads back to this one division, without 省 or 市."""
    name = region.district or region.city or region.province
    if region_named(name) != region:
        return region.name
    short = name.removesuffix("市").removesuffix("省")
    return short if len(short) > 1 and region_named(short) == region else name


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for row in rows(TABLES / "english_questions.tsv"):
        pattern = row[0].replace("UNIT", _BODY).replace("BE", _BE).replace("AUX", _AUXILIARY)
        found.append((re.compile(pattern, re.IGNORECASE), row[1] if len(row) > 1 else ""))
    return tuple(found)


def _question_words(text: str) -> _Asked:
    """The question words taken out of a text, in their order there, as Chinese."""
    found: list[tuple[int, str]] = []
    for pattern, chinese in _patterns():
        match = pattern.search(text)
        if match is None or (chinese == "是否" and found):
            continue
        kept = " ".join(value for value in match.groupdict().values() if value)
        if not chinese:
            text = f"{text[: match.start()]} {kept} {text[match.end() :]}".strip()
            continue
        # What is taken out keeps its length, so that positions stay comparable.
        filler = (f" {kept} " if kept else " ; ").ljust(match.end() - match.start())
        text = text[: match.start()] + filler + text[match.end() :]
        found.append((match.start(), chinese))
    return _Asked(text, tuple(chinese for _, chinese in sorted(found)))


def _content(
    tokens: Sequence[str], holds: Holds | None = None
) -> tuple[list[Gloss], tuple[str, ...]]:
    """What the tokens became, in Chinese order ("reform of pay" → pay, reform), and unknown words.

    What stays as typed is a gloss of no English.
    """
    segments: list[list[Gloss]] = [[]]
    chained: list[bool] = [False]
    unknown: list[str] = []
    at = 0
    for length, gloss in _segmented(tokens, holds):
        token = tokens[at]
        if gloss is None and _kept_as_typed(token):
            gloss = Gloss("", (token,))
        if gloss:
            _append(segments[-1], gloss)
        elif token.lower() == "of" and segments[-1]:
            segments.append([])
            chained.append(True)
        elif segments[-1] or token.lower() not in _ARTICLES:
            segments.append([])
            chained.append(False)
        if gloss is None and _WORD.match(token) and not is_stopword(token):
            unknown.append(token)
        at += length
    return _chinese_order(segments, chained), tuple(unknown)


def _is_year(item: Gloss) -> bool:
    return not item.english and _YEAR.match(item.chinese[0]) is not None


def _append(segment: list[Gloss], gloss: Gloss) -> None:
    """Add a gloss; a level word before a body melts with it (municipal + 医保局 → 市医保局)."""
    level = _LEVELS.get(segment[-1].english.lower()) if segment else None
    if level and _BODY_NAME.search(gloss.chinese[0]):
        before = segment.pop()
        names = tuple(level + name for name in gloss.chinese)
        gloss = Gloss(f"{before.english} {gloss.english}", names)
    segment.append(gloss)


def _chinese_order(segments: Sequence[list[Gloss]], chained: Sequence[bool]) -> list[Gloss]:
    """The segments in a row; those chained by "of" the other way round."""
    ordered: list[Gloss] = []
    chain: list[Gloss] = []
    for segment, is_chained in zip(segments, chained, strict=True):
        if is_chained:
            chain = segment + chain
        else:
            ordered += chain
            chain = segment
    return ordered + chain


def _kept_as_typed(token: str) -> bool:
    """Numbers, Chinese, acronyms and names stay."""
    if _NUMBER.search(token) or "\u3400" <= token[0] <= "\u9fff":
        return True
    return bool(_WORD.match(token)) and token[0].isupper() and not is_stopword(token)


def _segmented(tokens: Sequence[str], holds: Holds | None = None) -> list[tuple[int, Gloss | None]]:
    """The tokens cut into phrases: (number of tokens, gloss) in order.

    Of all ways to cut, the one with the highest sum of squared phrase lengths (in content words;
    learned phrases count a tenth less): "public hospital" outweighs "public" and "hospital".
    """
    best: list[tuple[float, int, Gloss | None]] = [(0.0, 0, None)] * (len(tokens) + 1)
    for at in range(len(tokens) - 1, -1, -1):
        best[at] = (best[at + 1][0], 1, None)
        for length in range(1, min(LONGEST_PHRASE, len(tokens) - at) + 1):
            gloss, weight = _phrase(tokens[at : at + length], holds)
            score = weight + best[at + length][0]
            if gloss and score >= best[at][0]:
                best[at] = (score, length, gloss)
    cut: list[tuple[int, Gloss | None]] = []
    at = 0
    while at < len(tokens):
        _, length, gloss = best[at]
        cut.append((length, gloss))
        at += length
    return cut


def _phrase(tokens: Sequence[str], holds: Holds | None = None) -> tuple[Gloss | None, float]:
    """A phrase that a table has as a whole, with its weight.

    A learned phrase of several words counts only where the collection has a word for it.
    """
    words = [token for token in tokens if token != "-"]
    if not words or "-" in (tokens[0], tokens[-1]) or not all(map(_WORD.match, words)):
        return None, 0.0
    content = sum(not is_stopword(word) for word in words)
    if not content:
        return None, 0.0
    chinese, learned = translate_phrase(words)
    if holds is not None:
        held = tuple(filter(holds, chinese))
        if not held and learned and len(words) > 1:
            return None, 0.0
        chinese = (*held, *(word for word in chinese if word not in held))
    weight = content**2 * (0.9 if learned else 1.0)
    return (Gloss(" ".join(words), chinese), weight) if chinese else (None, 0.0)
