"""A question as typed becomes a `Question`: language, places, years, kind, topic, follow-up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.errors import WenzhengError
from corpus.places import find_places, find_streets
from corpus.records import Language, Place, Question
from corpus.script import has_traditional, simplify, whole_characters
from corpus.years import NOT_A_COUNT
from retrieval.courtesies import courtesy
from retrieval.english import Translation, translate
from retrieval.kinds import DEFAULT_KIND, question_kind
from retrieval.misspelt import Vocabulary, set_right
from retrieval.terms import content_words, expansions_of, topic_of

LONGEST_QUESTION = 2000
LONGEST_HISTORY = 20
LONGEST_TALK = 3  # earlier questions that one may go on from without saying so

_YEAR = re.compile(rf"(?<![\d.])((?:19|20)\d{{2}})(?![\d.%]){NOT_A_COUNT}")
_CHINESE_YEAR = re.compile(r"[一二][〇○零九0][〇○零一二三四五六七八九]{2}(?=年)")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_OPENS_FOLLOW_UP = re.compile(
    r"^(?:那么?|还有|另外|再问|换成|如果是|要是|then|and|what about|how about)", re.I
)
_ENDS_FOLLOW_UP = re.compile(r"呢[??。 ]*$")
_ELLIPTIC = re.compile(r"呢(?=[,，?？。 ]|$)")
_POINTS_BACK = re.compile(
    r"(?:它们?|[他她]们?|对方|人家|这个|这项|这件事?|该(?:项|任务|工作|政策|文件)|上述|前者|后者|其(?=中|他|余)|刚才|上面|这些|那个|那项|^(?:要是|如果|万一)?(?:过了|到了|超过)(?:时间|期限|日子|期)|^超了|又(?:该|要)?(?:怎么|如何|咋))"
)
_POINTS_BACK_ENGLISH = re.compile(r"\b(?:it|its|they|them|their|that|this|those|these)\b", re.I)
# "那情节严重的呢": a case of what was asked about, whatever it was.
_CASE_OF_IT = re.compile(
    r"^(?:那么?)?(?:要是|如果|若|假如|万一)?(?:是|还|属于)*(?:情节|后果|造成[^,，]{0,8}(?:后果|损失|伤亡|事故)|拒不|逾期|屡教|再次|再犯|第二次|多次|初犯|初次|首次"
    r"|轻微|(?:特别|比较)?严重)[^,，]{0,6}?(?:的话|的)?呢(?=[,，?？。 ]|$)"
)
# "要是应急抢修,来不及先办证呢": what is to be done then, not by whom.
_TELLS_MISHAP = re.compile(
    r"^(?:那么?)?(?:要是|如果|若是?|假如|万一|碰上|遇到)[^,，]{2,}[,，][^,，]{3,}呢(?=[?？]|$)"
)
_ASKS_WHO = frozenset({"actor", "lead", "support", "contact", "where", "issuer", "person"})
# "那租赁补贴呢,能领几年": the matter is another one, whatever is asked of it.
_TURNS_TO = re.compile(r"那么?[^,，]{2,}呢(?=[,，?？]|$)")
# What makes a name of the words from a place on; its students are no university.
_OF_NAME = r"([\u4e00-\u9fff]{0,6}?)(?:大学(?!生|城|毕业生)|学院|研究院|研究所|模式|经验)"
# Where somebody is from is no place asked about (台湾老板来投资).
_FROM_BEYOND = frozenset({"台湾", "香港", "澳门", "港澳", "港澳台"})
_OF_PERSON = re.compile(
    r"(?:的|来的|籍)?(?:老板|商人|客商|同胞|居民|学生|青年|教师|医生|医师|律师|朋友|投资者|投资人|企业家|人(?!民|口|才|均|社))"
)
# A place that another learns from is no place asked about; who learns at school learns from none.
_LEARNS = r"(?:(?<![大中小同放开上入留升转科数文医])学习?|借鉴|推广|复制|仿照|照着|对标)"
_YEAR_STEPS = {"前一年": -1, "上一年": -1, "去年": -1, "后一年": 1, "下一年": 1, "次年": 1}


class QuestionError(WenzhengError):
    """A question that cannot be taken as one."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What one question says by itself, before earlier questions are looked at."""

    text: str
    language: Language
    kind: str
    places: tuple[Place, ...]
    years: tuple[int, ...]
    topic: str
    terms: tuple[str, ...]
    named_places: tuple[Place, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    renderings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def understand(
    text: str, history: Sequence[str] = (), vocabulary: Vocabulary | None = None
) -> Question:
    """The question as understood, with what a follow-up leaves out filled in from ``history``.

    ``history`` holds the earlier questions, oldest first. With the ``vocabulary`` of a collection
    misspelt words are read as words that it holds. Raises QuestionError for an empty question and
    for one of more than 2,000 characters.
    """
    original = whole_characters(text).strip()
    if not _LATIN_WORD.search(original) and not re.search(r"\w", original):
        raise QuestionError("问题是空的;请输入要问的内容。")
    if len(original) > LONGEST_QUESTION:
        raise QuestionError(
            f"问题有 {len(original)} 个字,超过上限 {LONGEST_QUESTION} 个;请缩短后再问。"
        )
    asked = (entry for entry in history[-LONGEST_HISTORY:] if not courtesy(entry))
    earlier = [entry for entry in asked if re.search(r"\w", entry)]
    texts = [whole_characters(entry)[:LONGEST_QUESTION].strip() for entry in earlier]
    talk = _Talk([*texts, original], vocabulary)
    understood, parts = talk.read(len(texts)), talk.parts(len(texts))
    if not earlier or parts.places or parts.named_places or parts.years:
        return understood
    # "血小板呢": what is asked is not said.
    if understood.follow_up and parts.terms and _ELLIPTIC.search(parts.text):
        return understood
    first = max(0, len(texts) - LONGEST_TALK)
    before = (talk.read(at).resolved for at in range(first, len(texts)))
    # An English question of small words alone comes to nothing.
    return replace(understood, before=tuple(filter(re.compile(r"\w").search, before)))


class _Talk:
    """Questions one after the other, oldest first, each read once and only where needed."""

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary | None) -> None:
        self._texts = texts
        self._vocabulary = vocabulary
        self._parts: dict[int, _Parts] = {}
        self._read: dict[int, Question] = {}

    def parts(self, at: int) -> _Parts:
        """What a question says itself."""
        if at not in self._parts:
            self._parts[at] = _parts(self._texts[at], self._vocabulary)
        return self._parts[at]

    def read(self, at: int) -> Question:
        """A question with what it leaves out filled in from the one before."""
        if at not in self._read:
            parts = self.parts(at)
            follows = at > 0 and _is_follow_up(self._texts[at], parts)
            previous = self.read(at - 1) if follows else None
            filled = parts if previous is None else _filled(parts, previous)
            self._read[at] = _question(self._texts[at], filled, previous)
        return self._read[at]


def going_on(question: Question, previous: Question) -> Question:
    """A question read with the one before: about its place and matter, with what it asks itself.

    Its own words are as they were; its terms and its topic come after those of the other.
    """
    terms = dict(zip(previous.terms, previous.expansions, strict=True))
    terms |= dict(zip(question.terms, question.expansions, strict=True))
    topic = previous.topic.replace(" ", "")
    return replace(
        question,
        resolved=f"{topic} {question.resolved}"[-LONGEST_QUESTION:],
        places=question.places or previous.places,
        years=question.years or previous.years,
        terms=tuple(terms),
        expansions=tuple(terms.values()),
        topic=f"{previous.topic} {question.topic}".strip(),
        follow_up=True,
    )


def language_of(text: str) -> Language:
    """English where Latin words outweigh Chinese characters, else simplified or traditional."""
    latin = len(_LATIN_WORD.findall(text))
    han = len(_HAN.findall(text))
    if latin > han:
        return "en"
    return "zh-Hant" if has_traditional(text) else "zh-Hans"


def _parts(original: str, vocabulary: Vocabulary | None = None) -> _Parts:
    language = language_of(original)
    # Folding and translation may lengthen a question, and what is understood is read again.
    folded = unicodedata.normalize("NFKC", original)[:LONGEST_QUESTION]
    translation: Translation | None = None
    if language == "en":
        translation = translate(folded, None if vocabulary is None else vocabulary.holds)
    text = (translation.text if translation else simplify(folded))[:LONGEST_QUESTION]
    corrections: tuple[tuple[str, str], ...] = ()
    if vocabulary is not None and language != "en":
        text, corrections = set_right(text, vocabulary)
    places = find_places(text)
    every = {place.mention for place in places}
    mentions = [
        mention
        for mention in (place.mention for place in places)
        if not _inside_name(text, mention, every) and not _is_origin(text, mention)
    ]
    own = [mention for mention in mentions if not _is_model(text, mention, every)]
    mentions = own or mentions
    scoped = tuple(place for place in places if place.mention in mentions)
    named = tuple(place for place in places if place.mention not in mentions)
    named += find_streets(text)
    years = years_in(text) or _short_years(text, mentions)
    topic = topic_of(text, mentions)
    kind = question_kind(_asking_part(text, language))
    terms = content_words(topic)
    renderings = _renderings(translation, terms) if translation else {}
    return _Parts(text, language, kind, scoped, years, topic, terms, named, corrections, renderings)


def _renderings(translation: Translation, terms: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each term of a translated question the other Chinese words that its English may mean."""
    found: dict[str, tuple[str, ...]] = {}
    for term in terms:
        meant = (gloss.chinese for gloss in translation.glosses if term in gloss.chinese[0])
        others = dict.fromkeys(word for first, *others in meant for word in others)
        if others:
            found[term] = tuple(others)
    return found


def _asking_part(text: str, language: Language) -> str:
    """Where the kind shows: a translated question ends with its question word."""
    return text.split()[-1] if language == "en" and text.split() else text


def years_in(text: str) -> tuple[int, ...]:
    """The years that a text names, in order, each once; Chinese numerals too."""
    text = _CHINESE_YEAR.sub(lambda match: match.group().translate(_CHINESE_DIGITS), text)
    return tuple(dict.fromkeys(int(year) for year in _YEAR.findall(text)))


def _short_years(text: str, mentions: Sequence[str]) -> tuple[int, ...]:
    """Years of two digits right behind a place ("常州24年"); anywhere else they are a duration."""
    found = (
        re.search(rf"{re.escape(mention)}的?([0-3]\d)年(?![期内以制来间前后龄限])", text)
        for mention in mentions
    )
    return tuple(dict.fromkeys(2000 + int(match.group(1)) for match in found if match))


def _inside_name(text: str, mention: str, every: Collection[str]) -> bool:
    """Whether the place is only part of a name (南京 in 南京医科大学, 三明 in 三明医改经验).

    With another of the places in between (甘肃推广三明经验) the name is the other's.
    """
    match = re.search(re.escape(mention) + _OF_NAME, text)
    return match is not None and not any(other in match.group(1) for other in every)


def _is_origin(text: str, mention: str) -> bool:
    """Whether a place only tells where somebody is from, beyond the places that documents rule."""
    at = text.find(mention) + len(mention)
    return mention in _FROM_BEYOND and _OF_PERSON.match(text, at) is not None


def _is_model(text: str, mention: str, every: Collection[str]) -> bool:
    """Whether a place is one that another learns from (福建 and 三明 in 甘肃学福建、三明的办法)."""
    others = "|".join(re.escape(other) for other in sorted(every))
    return bool(re.search(rf"{_LEARNS}(?:{others}|[、和与及省市])*{re.escape(mention)}", text))


def _is_follow_up(original: str, parts: _Parts) -> bool:
    if not parts.terms:
        return True
    if parts.language == "en":
        return bool(_OPENS_FOLLOW_UP.match(original) or _POINTS_BACK_ENGLISH.search(original))
    simplified = simplify(original)
    if _OPENS_FOLLOW_UP.match(simplified) or _POINTS_BACK.search(simplified):
        return True
    return bool(_ENDS_FOLLOW_UP.search(simplified)) or (len(parts.topic) <= 4 and not parts.places)


def _filled(parts: _Parts, previous: Question) -> _Parts:
    """The parts of a follow-up with what it leaves out taken from the question before."""
    places = parts.places or previous.places
    years = parts.years or previous.years
    for word, step in _YEAR_STEPS.items():
        if word in parts.text and previous.years:
            years = tuple(year + step for year in previous.years)
    new_terms = tuple(term for term in parts.terms if term not in _YEAR_STEPS)
    asks_itself = parts.kind != DEFAULT_KIND
    points_back = bool(_POINTS_BACK.search(parts.text)) or parts.language == "en"
    turns = _TURNS_TO.match(parts.text) is not None
    of_it = points_back or _CASE_OF_IT.match(parts.text) is not None
    names_new_topic = bool(new_terms) and not of_it and (turns or not asks_itself)
    kind = parts.kind if asks_itself else previous.kind
    if kind in _ASKS_WHO and not asks_itself and _TELLS_MISHAP.match(parts.text):
        kind = "measure"
    if names_new_topic:
        topic, terms = parts.topic, new_terms
    else:
        terms = tuple(dict.fromkeys(previous.terms + new_terms))
        topic = " ".join(dict.fromkeys([previous.topic, *new_terms]))
    return replace(parts, kind=kind, places=places, years=years, topic=topic, terms=terms)


def _question(original: str, parts: _Parts, previous: Question | None) -> Question:
    resolved = parts.text if previous is None else _resolved_text(parts, previous)
    earlier = dict(zip(previous.terms, previous.expansions, strict=True)) if previous else {}
    return Question(
        original=original,
        text=parts.text,
        resolved=resolved,
        language=parts.language,
        kind=parts.kind,
        places=parts.places,
        years=parts.years,
        terms=parts.terms,
        topic=parts.topic,
        expansions=tuple(
            earlier.get(term) or _with(expansions_of(term), parts.renderings.get(term, ()))
            for term in parts.terms
        ),
        follow_up=previous is not None,
        named_places=parts.named_places,
        corrections=parts.corrections,
    )


def _with(words: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*words, *others)))


_KIND_WORDS = {
    "lead": "由谁牵头",
    "support": "的配合单位",
    "duty": "由谁牵头、谁配合",
    "number": "是多少",
    "date": "是什么时候",
    "list": "有哪些",
    "contact": "的联系电话",
    "yesno": "吗",
    "definition": "是什么",
    "measure": "怎么做",
    "penalty": "怎么处罚",
    "condition": "的条件",
    "where": "在哪里",
    "why": "的原因",
    "document": "是哪个文件",
    "issuer": "由谁印发",
    "person": "由谁担任",
    "actor": "由谁办理",
    "compare": "的区别",
}


def _in_other_year(parts: _Parts, previous: Question) -> str:
    """The question before asked of another year, where a follow-up names no more; else empty."""
    same = parts.terms == previous.terms and parts.places == previous.places
    if not same or len(parts.years) != 1 or parts.years == previous.years:
        return ""
    if parts.kind != previous.kind or parts.language == "en" or len(previous.years) > 1:
        return ""
    (year,) = parts.years
    if not previous.years:
        return f"{year}年{previous.resolved}"
    (old,) = previous.years
    text, count = re.subn(rf"(?<!\d){old}(?=年)", str(year), previous.resolved, count=1)
    return text if count else ""


def _in_other_place(parts: _Parts, previous: Question) -> str:
    """The question before asked of another place, where a follow-up names no more; else empty."""
    mentions = tuple(dict.fromkeys(place.mention for place in parts.places))
    before = tuple(dict.fromkeys(place.mention for place in previous.places))
    same = parts.terms == previous.terms and parts.years == previous.years
    if not same or len(mentions) != 1 or len(before) != 1 or mentions == before:
        return ""
    if parts.kind != previous.kind or parts.language == "en" or previous.language == "en":
        return ""
    if previous.resolved.count(before[0]) != 1:
        return ""
    return previous.resolved.replace(before[0], mentions[0])


def _resolved_text(parts: _Parts, previous: Question) -> str:
    """A follow-up written out as a question of its own."""
    again = _in_other_year(parts, previous) or _in_other_place(parts, previous)
    if again:
        return again[:LONGEST_QUESTION]
    place = "、".join(dict.fromkeys(place.mention for place in parts.places))
    year = "".join(f"{year}年" for year in parts.years)
    asked = _KIND_WORDS.get(parts.kind, "")
    room = max(0, LONGEST_QUESTION - len(place + year + asked))
    return f"{place}{year}{parts.topic.replace(' ', '')[:room]}{asked}"[:LONGEST_QUESTION]
