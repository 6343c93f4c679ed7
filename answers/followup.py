"""Follow-ups written out by a language model, where it adds nothing and leaves nothing out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answers.cues import says
from answers.figures import unsupported_figure
from answers.instructions import speaks_to_a_model
from answers.prompting import rewrite_messages
from answers.roles import bodies_in
from answers.writer import Writer, WriterError
from corpus.places import find_places
from corpus.records import Question
from corpus.script import simplify
from retrieval.english import translate_question
from retrieval.misspelt import Vocabulary
from retrieval.terms import content_words, topic_of
from retrieval.understanding import QuestionError, understand, years_in

HISTORY_SENT = 6  # earlier questions
LONGEST_REWRITE = 200  # characters
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_QUOTES = re.compile(r"^[\s“”\"「」]+|[\s“”\"「」]+$")


def written_out(
    question: str, history: Sequence[str], writer: Writer, vocabulary: Vocabulary | None = None
) -> Question:
    """A question as understood, a follow-up in the words of ``writer`` where those may be taken.

    ``vocabulary`` is as for ``understand``. Where the writer fails or its words may not be taken,
    the follow-up is as the rules fill it in.
    Raises QuestionError for a bad question.
    """
    ruled = understand(question, history, vocabulary)
    earlier = [text for text in history[-HISTORY_SENT:] if re.search(r"\w", text)]
    if not ruled.follow_up or any(speaks_to_a_model(text) for text in (*earlier, question)):
        return ruled
    try:
        text = writer.write(rewrite_messages(ruled.original, earlier, ruled.language))
    except WriterError:
        return ruled
    return adopted(_QUOTES.sub("", text), ruled, earlier) or ruled


def adopted(text: str, ruled: Question, earlier: Sequence[str]) -> Question | None:
    """The follow-up ``ruled`` with ``text`` as what it says; None where that may not be taken.

    The text may hold no place, year, number, name or other word of content, and no denial, that
    neither the follow-up nor the earlier questions hold; it must keep the places, years, numbers
    and the denial of the follow-up, and name places and years wherever the rules found some.
    """
    if not 0 < len(text) <= LONGEST_REWRITE or "\n" in text or speaks_to_a_model(text):
        return None
    try:
        own = understand(text)
    except QuestionError:
        return None
    said = [ruled.original, *(word for _, word in ruled.corrections), *earlier]
    if (own.language == "en") != (ruled.language == "en"):
        return None
    if added(text, said) or _lost(text, own, ruled):
        return None
    return replace(
        own,
        original=ruled.original,
        text=ruled.text,
        resolved=own.text,
        language=ruled.language,
        follow_up=True,
        corrections=ruled.corrections,
    )


def added(text: str, said: Sequence[str]) -> str:
    """The first thing in a text that none of the others says; empty where there is none."""
    known = "\n".join(map(_in_chinese, said))
    plain = _in_chinese(text)
    return (
        _added_place_or_body(plain, known)
        or _added_number(plain, known)
        or _added_word(text, said)
        or (plain if says("denial", plain) and not says("denial", known) else "")
    )


def _added_place_or_body(plain: str, known: str) -> str:
    regions = {place.region for place in find_places(known)}
    for place in find_places(plain):
        if place.region not in regions:
            return str(place.mention)
    bodies = bodies_in(known)
    for body in bodies_in(plain):
        if not any(body.same_as(other) for other in bodies):
            return body.name
    return ""


def _added_number(plain: str, known: str) -> str:
    """A number that is not known; a year may have been said in two digits."""
    numbers = {*_NUMBER.findall(known), *map(str, years_in(known))}
    for number in (*_NUMBER.findall(plain), *map(str, years_in(plain))):
        if number not in numbers and not (len(number) == 4 and number[2:] in numbers):
            return str(number)
    return unsupported_figure(plain, known) if not years_in(plain) else ""


def _added_word(text: str, said: Sequence[str]) -> str:
    """A word of content, or a name in Latin letters, that was not said."""
    latin = {word.lower() for word in _LATIN.findall("\n".join(said))}
    for number, word in enumerate(_LATIN.findall(text)):
        # In English the first word has its capital anyway.
        is_name = not _is_english(text) or (word[0].isupper() and number > 0)
        if is_name and word.lower() not in latin:
            return str(word)
    known = "\n".join(map(_in_chinese, said))
    plain = _in_chinese(text)
    mentions = [place.mention for place in find_places(plain)]
    words = content_words(topic_of(plain, mentions))
    return next((word for word in words if word not in known), "")


def _lost(text: str, own: Question, ruled: Question) -> bool:
    """Whether a text leaves out what the follow-up says, or names no place or year where due."""
    asked = _in_chinese(ruled.original)
    plain = _in_chinese(text)
    regions = {place.region for place in find_places(plain)}
    return (
        not {place.region for place in find_places(asked)} <= regions
        or not set(years_in(asked)) <= set(years_in(plain))
        or bool(unsupported_figure(asked, plain))
        or says("denial", asked) != says("denial", plain)
        or bool(ruled.places and not own.places)
        or bool(ruled.years and not own.years)
    )


def _in_chinese(text: str) -> str:
    return translate_question(text) if _is_english(text) else simplify(text)


def _is_english(text: str) -> bool:
    return len(re.findall(r"[A-Za-z]{2,}", text)) > len(re.findall(r"[\u4e00-\u9fff]", text))
