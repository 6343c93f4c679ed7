"""An English question as Chinese search text, by tables and without a language model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.places import find_mentions, region_named, resolve
from corpus.records import Region
from retrieval.english_words import LONGEST_PHRASE, stopwords, translate_phrase
from retrieval.tables import TABLES, rows

_BODY = (
    r"(?:government )?(?:units?|agenc(?:y|ies)|departments?|bod(?:y|ies)|bureaus?|authorit(?:y|ies)"
    r"|organi[sz]ations?|offices?|institutions?|commissions?|ministr(?:y|ies)|part(?:y|ies))"
)
_BE = r"\b(?:is|are|was|were|will be|should be|has been|have been|must be|be)\b"
_AUXILIARY = r"\b(?:does|do|did|will|would|shall|should|can|could|may|might|must|has|have|had)\b"
_QUOTES = str.maketrans("‘’ʼ“”", "'''\"\"")
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*(?:%|‰)?|[A-Za-z]+(?:'[a-z]+)?|[\u3400-\u9fff〔〕]+|\x00\d+\x00|[^\s\w]|\S"
)
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?$")
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


def translate_question(text: str) -> str:
    """English → simplified Chinese search text ("常州 DRG 改革 由谁牵头").

    Chinese words in the question stay as they are.
    """
    return translate(text).text


def translate(text: str) -> Translation:
    """The translation of a question with what each word became."""
    text = " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())
    marked, places = _marked_places(text.rstrip(" ?!.;。?"))
    asked = _question_words(marked)
    content, glosses, unknown = _content(_TOKEN.findall(asked.rest), places)
    parts = [*places, *content]
    ending = "、".join(dict.fromkeys(asked.words))
    joined = " ".join(dict.fromkeys(part for part in [*parts, ending] if part))
    return Translation(joined, tuple(glosses), tuple(unknown))


def _marked_places(text: str) -> tuple[str, list[str]]:
    """The text with "\x00n\x00" for its n-th place, and the Chinese names of the places."""
    names: list[str] = []
    pieces: list[str] = []
    position = 0
    for mention in resolve(find_mentions(text)):
        printed = text[mention.start : mention.end]
        if not printed[0].isascii() or not printed[0].isupper():
            continue
        pieces.append(text[position : mention.start])
        pieces.append(f"\x00{len(names)}\x00")
        names.append(_chinese_name(mention.regions))
        position = mention.end
    return "".join([*pieces, text[position:]]), names


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
    tokens: Sequence[str], places: Sequence[str]
) -> tuple[list[str], list[Gloss], list[str]]:
    """Chinese content words in order, what became what, and the unknown words."""
    content: list[str] = []
    glosses: list[Gloss] = []
    unknown: list[str] = []
    at = 0
    while at < len(tokens):
        length, gloss = _longest(tokens, at)
        if gloss:
            level = _level_before(tokens, at) if _BODY_NAME.search(gloss.chinese[0]) else ""
            if level and glosses and glosses[-1].english == tokens[at - 1]:
                content.pop()
                glosses.pop()
                gloss = Gloss(gloss.english, tuple(level + name for name in gloss.chinese))
            glosses.append(gloss)
            content.append(gloss.chinese[0])
        elif _kept_as_typed(tokens[at]):
            content.append(tokens[at])
        elif _WORD.match(tokens[at]) and tokens[at].lower() not in stopwords():
            unknown.append(tokens[at])
        at += length
    return content, glosses, unknown


def _level_before(tokens: Sequence[str], at: int) -> str:
    """市, 省, 区, … where the word before says on which level a body stands."""
    return _LEVELS.get(tokens[at - 1].lower(), "") if at else ""


def _kept_as_typed(token: str) -> bool:
    """Numbers, Chinese, acronyms and names stay."""
    if token.startswith("\x00"):
        return False
    if _NUMBER.search(token) or "\u3400" <= token[0] <= "\u9fff":
        return True
    return bool(_WORD.match(token)) and token[0].isupper() and token.lower() not in stopwords()


def _longest(tokens: Sequence[str], at: int) -> tuple[int, Gloss | None]:
    """The longest phrase at a position that a table has: (number of tokens, gloss)."""
    limit = min(LONGEST_PHRASE, len(tokens) - at)
    for length in range(limit, 0, -1):
        span = [token for token in tokens[at : at + length] if token != "-"]
        if not all(map(_WORD.match, span)) or tokens[at] == "-" or tokens[at + length - 1] == "-":
            continue
        if len(span) == 1 and span[0].lower() in stopwords():
            continue
        chinese = translate_phrase(span)
        if chinese:
            return length, Gloss(" ".join(span), chinese)
    return 1, None
