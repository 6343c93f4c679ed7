"""What a thing is: "所称…，是指…", "…（同时具备…）", "…（以下称…）", terms explained, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from answers.context import Context, Draft, Statement, Weighed
from answers.cues import says
from answers.itemised import whole_list
from answers.matching import Matcher
from answers.sentences import Span, span_of, without_label
from answers.texts import answer_sentence
from answers.windows import MEASURE_LIMIT, said
from corpus.records import Document

# How much of the question the defined term must cover.
DEFINED = 0.7
# A sentence that covers this much of the question and has the form of a definition is one.
DEFINES = 0.6
# A term is the topic where it covers this much of the terms, or makes up this much of the words.
TOPIC_COVERAGE, TOPIC_SHARE = 0.4, 0.5
DOCUMENTS = 3
_SAYS = r"(?:是指|系指|指的是|指|包括)"
_FORMAL = re.compile(
    rf"[^。\n]{{0,12}}(?:所称|所指|所说)的?(?P<term>[^,，。;；\n]{{2,30}}?)[,，]?\s*{_SAYS}"
    r"[^。\n]{4,}[。\n]"
)
# Forms that name the term itself; taken only where the question has that very term.
_TERM = r"[“《]?(?P<term>[^,，。;；:：、（()）\n]{2,24}?)"
_BY_TERM = (
    # “双师型”教师（同时具备…的教师）
    re.compile(
        rf"{_TERM}[（(](?:即|是指|系指|指|同时|包括|含有?|又称|也称)[^()（）\n]{{3,200}}[)）]"
    ),
    # 1.养老服务券：指… / 养老服务券是指…
    re.compile(
        r"(?:^|(?<=[。\n;；]))[ \t\u3000]*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?"
        rf"{_TERM}[”》]?\s*[,，:：]?\s*(?:是指|系指|指的是|指|即)[^。\n]{{4,}}[。\n]",
        re.M,
    ),
    # 二次供水：将来自…的供水方式。
    re.compile(
        r"^[ \t\u3000]*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?"
        rf"{_TERM}[”》]?\s*[:：][^。:：\n]{{8,}}[。\n]",
        re.M,
    ),
)
# …制度试点（以下称1+X证书制度试点）: what stands before the bracket says what the name means.
_NAMED = re.compile(
    r"[（(](?:以下|下)(?:简称|统称|称)(?:为|[:：])?[“《]?(?P<term>[^()（）\n”》]{2,24})[”》]?[)）]"
)
# The very term asked for: 什么是X, X是什么意思, less the document named before it (…办法里).
_ASKS_TERM = re.compile(
    r"(?:什么是|什么叫做?|啥叫|啥是|何为|何谓|(?:怎么|如何|怎样)(?:理解|界定|定义|解释))"
    r"[“‘\"]?(?P<after>[^,，。;；?？”’\"]{2,20})"
    r"|(?:^|[里中,，]|[称说讲]的?|[“‘\"])(?P<before>[^里中,，“‘\"?？]{2,20}?)[”’\"]?"
    r"(?:到底|具体)?(?:指的是|是指|是个?|指|算)(?:什么|啥|哪)"
)
# "第二条 本条例所称医疗事故": what stands before a term that is defined.
_BEFORE_TERM = re.compile(r"^.*所(?:称|指|说)的?|^第\S{1,6}条\s*")
_SENTENCE_END = re.compile(r"[。;；\n]")
_GENERAL_ENDING = re.compile(r"(?:试点|工作|项目|计划|政策|活动)$")
_QUOTES = re.compile(r"[“”‘’\"'《》\s]")


def answer_definition(context: Context) -> Draft | None:
    """The words that define the thing, else the sentence that says most about it."""
    found = defined(context)
    if found is not None:
        opens = found.text[-1] in ":："
        listed = whole_list(context, Weighed(found, 1.0, 1.0, 1.0), "list") if opens else None
        if listed is not None:
            return replace(listed, kind="definition", certain=True)
        return Draft("definition", (Statement(found.text, (found,)),), certain=True)
    for weighed in context.weighed[:12]:
        if weighed.coverage >= DEFINES and says("defines", weighed.span.text):
            span = said(context, weighed.span, MEASURE_LIMIT)
            return Draft("definition", (Statement(span.text, (span,)),))
    return answer_sentence(context)


def defined(context: Context) -> Span | None:
    """The words of the documents found that define the thing asked about."""
    ids = list(dict.fromkeys(hit.passage.document_id for hit in context.hits))[:DOCUMENTS]
    documents = [context.index.documents[id_] for id_ in ids]
    exact = next((s for d in documents for s in _of_very_term(context, d)), None)
    if exact is not None:
        return exact
    for document in documents:
        matcher = _beside_title(context, document)
        for match in _FORMAL.finditer(document.text):
            if matcher.coverage(match.group("term")) >= DEFINED:
                span = _span(document, match.start(), match.end())
                if span is not None:
                    return span
    found = [found for document in documents for found in _by_term(context, document)]
    return max(found, key=lambda f: f[0])[1] if found else None


def _of_very_term(context: Context, document: Document) -> Iterator[Span]:
    """The words that define the very term asked for."""
    asked = _ASKS_TERM.search(context.question.resolved)
    if asked is None:
        return
    wanted = _QUOTES.sub("", asked.group("after") or asked.group("before"))
    if wanted not in _QUOTES.sub("", document.text):
        return
    for form in (_FORMAL, *_BY_TERM):
        for match in form.finditer(document.text):
            if _QUOTES.sub("", _BEFORE_TERM.sub("", match.group("term"))) == wanted:
                span = _span(document, match.start(), match.end())
                if span is not None:
                    yield span


def _beside_title(context: Context, document: Document) -> Matcher:
    """The terms of the question less those that only name the document; all if no other is left."""
    own = context.matcher.without(lambda term: term in document.title)
    return own if own.terms else context.matcher


def _by_term(context: Context, document: Document) -> Iterator[tuple[int, Span]]:
    """(length of the term, its definition) for the terms that the question has word for word."""
    asked = _QUOTES.sub("", context.question.resolved).lower()
    matcher = _beside_title(context, document)
    for form in (*_BY_TERM, _NAMED):
        for match in form.finditer(document.text):
            term = _QUOTES.sub("", match.group("term")).lower()
            length = _asked_length(term, asked)
            if not length and form is _NAMED:
                term = _GENERAL_ENDING.sub("", term)
                length = _asked_length(term, asked)
            if not length or not _is_topic(context, matcher, term[-length:]):
                continue
            start = match.start()
            if form is _NAMED:
                ends = _SENTENCE_END.finditer(document.text, max(0, start - 160), start)
                start = max((end.end() for end in ends), default=max(0, start - 160))
            span = _span(document, start, match.end())
            if span is not None:
                yield length, span


def _asked_length(term: str, asked: str) -> int:
    """How many characters of the end of a term a question has; 0 for less than most of it.

    Before a term may stand words of its sentence ("建立健全“双师型”教师"), never after it.
    """
    for start in range(len(term) - 1):
        if term[start:] in asked:
            return len(term) - start
    return 0


def _is_topic(context: Context, matcher: Matcher, term: str) -> bool:
    """Whether a term is what the question is about, not a word beside it."""
    topic = _QUOTES.sub("", context.question.topic)
    if len(term) >= 3 and len(term) >= TOPIC_SHARE * len(topic):
        return True
    covered = matcher.coverage(term)
    if len(matcher.weights) == 1:
        return covered > 0
    return covered >= TOPIC_COVERAGE and (len(term) >= 3 or _quoted(context, term))


def _quoted(context: Context, term: str) -> bool:
    """Whether a question puts a term in quotation marks."""
    quoted = rf"[“‘\"「『]{re.escape(term)}[”’\"」』]"
    return re.search(quoted, context.question.resolved) is not None


def _span(document: Document, start: int, end: int) -> Span | None:
    passage = next((p for p in document.passages if p.start <= start < p.end), None)
    if passage is None:
        return None
    end = min(end, start + MEASURE_LIMIT, passage.end)
    return without_label(span_of(document, passage, start, end))
