"""Answers written by a language model, under the same guarantees as those taken from the text."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from answers.assistant import Assistant
from answers.figures import unsupported_figure
from answers.records import Answer, Citation, WeighedDraft
from answers.rendering import cite
from answers.roles import Body, bodies_in, roles_in, with_chinese_names
from answers.sentences import span_of
from answers.verification import Source, marks_in, speaks_to_a_model, verify
from answers.wording import say
from answers.writer import Message, Writer, WriterError
from corpus.records import Document, Hit, Language, Passage
from corpus.script import simplify, traditionalise
from index.collection import Index
from index.encoder import Encoder
from prompts.templates import render
from retrieval.search import Mode

FURTHER_HITS = 4
LONGEST_PASSAGE = 3000  # characters
_LANGUAGES: Mapping[Language, str] = {
    "zh-Hans": "简体中文",
    "zh-Hant": "繁体中文",
    "en": "英文(English)",
}
_ROLES_ASKED = {"lead": ("lead",), "support": ("support",), "duty": ("lead", "support")}
_MARK = re.compile(r"\[(\d+)\]")
_SAYS_NO = re.compile(r"\s*(?:不|没|否|无|未|no\b|not\b)", re.I)


@dataclass(frozen=True)
class FluentAssistant:
    """An assistant whose answers a language model words, where what it writes can be checked."""

    assistant: Assistant
    writer: Writer

    @property
    def index(self) -> Index:
        """The index that is searched."""
        return self.assistant.index

    @property
    def encoder(self) -> Encoder:
        """The encoder of the index."""
        return self.assistant.encoder

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id."""
        return self.assistant.documents

    def passage_text(self, passage: Passage) -> str:
        """The cleaned text of a passage."""
        return self.assistant.passage_text(passage)

    def search(self, question: str, limit: int = 20, mode: Mode = "hybrid") -> list[Hit]:
        """The passages for a question, best first."""
        return self.assistant.search(question, limit, mode)

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer to a question after earlier ones. Raises QuestionError for a bad question."""
        started = time.perf_counter()
        answer = rewrite(self.assistant.ask(question, history), self.writer, self.index)
        return replace(answer, latency_ms=(time.perf_counter() - started) * 1000)

    def weigh(self, question: str, history: Sequence[str] = ()) -> tuple[WeighedDraft, ...]:
        """The drafts before they are worded, with which alone it is decided whether to answer."""
        return self.assistant.weigh(question, history)


def rewrite(answer: Answer, writer: Writer, index: Index) -> Answer:
    """The answer in the words of ``writer``, as far as they hold; else as it was, with a warning.

    A refusal is returned as it is and never sent, nor is a passage that speaks to a model.
    """
    if answer.refused or not answer.citations:
        return answer
    if not all(_may_be_sent(citation) for citation in answer.citations):
        return _fallback(answer)
    citations = _offered(answer, index)
    sources = [_source(citation, index) for citation in citations]
    try:
        written = writer.write(messages_for(answer, citations))
    except WriterError as error:
        return _fallback(answer, str(error))
    text = verify(written, sources).text
    if not text or loses(answer, text, sources):
        return _fallback(answer)
    return _written(answer, text, citations, index)


def messages_for(answer: Answer, citations: Sequence[Citation]) -> list[Message]:
    """What the writer is told: the rules, then the passages as data and the question."""
    language = _LANGUAGES[answer.question.language]
    passages = [{"title": c.title, "section": c.section, "text": c.text} for c in citations]
    question = answer.question.original
    if answer.question.follow_up:
        question += f"\n(承接上文,意即:{answer.question.resolved})"
    # Nobody can close a fence whose name is made from what stands inside it.
    fence = hashlib.sha256(repr((passages, question)).encode()).hexdigest()[:16]
    user = render(
        "answer.user", passages=passages, question=question, language=language, fence=fence
    )
    return [
        {"role": "system", "content": render("answer.system", language=language, fence=fence)},
        {"role": "user", "content": user},
    ]


def loses(answer: Answer, text: str, sources: Sequence[Source]) -> bool:
    """Whether a text has lost what the extracted answer says: its bodies, figures, yes or no.

    Bodies count where the question is after who leads or supports, figures where it is after them.
    """
    extracted = simplify(_MARK.sub("", answer.text))
    text = simplify(_MARK.sub("", text))
    if answer.kind in _ROLES_ASKED:
        units = {
            unit.name
            for source in sources
            for duty in source.duties
            for unit in (*duty.leads, *duty.supports)
        }
        said = bodies_in(with_chinese_names(text, units), units)
        asked = [
            body
            for body, role in roles_in(extracted, units)
            if role in _ROLES_ASKED[answer.kind] and isinstance(body, Body)
        ]
        return not all(any(body.same_as(other) for other in said) for body in asked)
    if answer.kind in ("number", "date", "contact"):
        return bool(unsupported_figure(extracted, text))
    if answer.kind == "yesno":
        return bool(_SAYS_NO.match(extracted)) != bool(_SAYS_NO.match(text))
    return False


def _offered(answer: Answer, index: Index) -> list[Citation]:
    """The citations of the answer and the next best passages that may be sent."""
    cited = {citation.passage_id for citation in answer.citations}
    further = [hit.passage for hit in answer.hits if hit.passage.id not in cited]
    found = [*answer.citations]
    for passage in further[:FURTHER_HITS]:
        document = index.documents[passage.document_id]
        span = span_of(document, passage, passage.start, passage.end)
        if span.text:
            found.append(cite(document, span))
    return [citation for citation in found if _may_be_sent(citation)]


def _may_be_sent(citation: Citation) -> bool:
    words = f"{citation.title}\n{citation.section}\n{citation.text}"
    return len(citation.text) <= LONGEST_PASSAGE and not speaks_to_a_model(words)


def _source(citation: Citation, index: Index) -> Source:
    document = index.documents[citation.document_id]
    duties = tuple(d for d in document.duties if d.passage_id == citation.passage_id)
    return Source(f"{citation.title}\n{citation.section}", citation.text, duties, document.region)


def _written(answer: Answer, text: str, citations: Sequence[Citation], index: Index) -> Answer:
    """The answer with a verified text, its citations numbered in the order of their marks."""
    order = {old: new for new, old in enumerate(marks_in(text), 1)}
    text = _MARK.sub(lambda mark: f"[{order[int(mark[1])]}]", text)
    used = tuple(citations[old - 1] for old in order)
    language = answer.question.language
    if language == "zh-Hant":
        text = traditionalise(text)
    warnings = [*answer.warnings]
    for citation in used:
        warnings += _damages(citation, index, language)
    return replace(answer, text=text, citations=used, warnings=tuple(dict.fromkeys(warnings)))


def _damages(citation: Citation, index: Index, language: Language) -> list[str]:
    """A warning for each damaged stretch of a cited span."""
    document = index.documents[citation.document_id]
    return [
        say(
            "damaged",
            language,
            quote=document.quote(damage.start, damage.end),
            likely=damage.likely or damage.reason,
        )
        for damage in document.damages
        if damage.start < citation.end and citation.start < damage.end
    ]


def _fallback(answer: Answer, why: str = "") -> Answer:
    """The extracted answer, with a warning that it is one."""
    warning = say("unverified", answer.question.language)
    return replace(answer, warnings=(*answer.warnings, *filter(None, (warning, why))))
