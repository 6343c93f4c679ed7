"""Answers written by a language model, under the same guarantees as those taken from the text."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from answers.alignment import read, terms
from answers.assistant import Assistant
from answers.figures import unsupported_figure
from answers.followup import written_out
from answers.instructions import speaks_to_a_model
from answers.prompting import comparison_messages, messages_for
from answers.receipt import Receipt
from answers.records import Answer, Citation, WeighedDraft
from answers.rendering import cite
from answers.roles import Body, bodies_in, roles_in, with_chinese_names
from answers.sentences import span_of
from answers.streaming import whole_sentences
from answers.tabled import cells_of, checked_side, closing_lines, loses_sides
from answers.verification import Source, marks_in, verify
from answers.wording import say
from answers.writer import Message, Writer, WriterError
from corpus.headers import Header
from corpus.records import Document, Hit, Language, Passage
from corpus.script import simplify, traditionalise
from index.collection import Index
from index.encoder import Encoder
from retrieval.filters import Filters
from retrieval.search import Mode

FURTHER_HITS = 4
# Pairs of characters that a clause must have more in common with the question than any other.
CLEARLY_MORE = 2
LONGEST_PASSAGE = 3000  # characters
_ROLES_ASKED = {"lead": ("lead",), "support": ("support",), "duty": ("lead", "support")}
_MARK = re.compile(r"\[(\d+)\]")
_SAYS_NO = re.compile(r"\s*(?:不|没|否|无|未|no\b|not\b)", re.I)


@dataclass(frozen=True, slots=True)
class Understood:
    """The question of this answer as it was understood, before a word of it is written."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Told:
    """Words that follow those told before, verified, and the citations that they bring along."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """All that was told so far is no answer; the one that stands comes next."""


Telling = Understood | Told | TakenBack | Answer


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

    @property
    def headers(self) -> Mapping[str, Header]:
        """The same documents without their texts."""
        return self.assistant.headers

    def within(self, filters: Filters) -> FluentAssistant:
        """One that answers from the documents alone that pass the filters."""
        return replace(self, assistant=self.assistant.within(filters))

    def passage_text(self, passage: Passage) -> str:
        """The cleaned text of a passage."""
        return self.assistant.passage_text(passage)

    def search(self, question: str, limit: int = 20, mode: Mode = "hybrid") -> list[Hit]:
        """The passages for a question, best first."""
        return self.assistant.search(question, limit, mode)

    def ask(self, question: str, history: Sequence[str] = (), verbatim: bool = False) -> Answer:
        """The answer to a question after earlier ones. Raises QuestionError for a bad question."""
        return _last(self.tell(question, history, verbatim))

    def tell(
        self, question: str, history: Sequence[str] = (), verbatim: bool = False
    ) -> Iterator[Telling]:
        """The answer as it comes: understood, verified words, and at last the whole answer.

        ``verbatim`` takes every word as typed. Raises QuestionError for a bad question.
        """
        started = time.perf_counter()
        vocabulary = None if verbatim else self.assistant.vocabulary
        understood = written_out(question, history, self.writer, vocabulary)
        extracted = self.assistant.answer(understood)
        yield Understood(extracted)
        for told in told_by(self.writer, extracted, self.index):
            if isinstance(told, Answer):
                told = replace(told, latency_ms=(time.perf_counter() - started) * 1000)
            yield told

    def weigh(self, question: str, history: Sequence[str] = ()) -> tuple[WeighedDraft, ...]:
        """The drafts before they are worded, with which alone it is decided whether to answer."""
        return self.assistant.weigh(question, history)

    def explain(
        self, question: str, history: Sequence[str] = (), verbatim: bool = False
    ) -> Receipt:
        """How the answer before its wording is come by."""
        receipt = self.assistant.explain(question, history, verbatim)
        worded = ("措辞", "另由语言模型改写，这里是改写之前的答复")
        return replace(receipt, versions=(*receipt.versions, worded))


def rewrite(answer: Answer, writer: Writer, index: Index) -> Answer:
    """The answer in the words of ``writer``, as far as they hold; else as it was, with a warning.

    A refusal is returned as it is and never sent, nor is a passage that speaks to a model.
    """
    return _last(told_by(writer, answer, index))


def told_by(writer: Writer, answer: Answer, index: Index) -> Iterator[Told | TakenBack | Answer]:
    """The answer in the words of ``writer``, each sentence as soon as it is found to hold.

    Last comes the whole answer: the words told where enough of them hold, else the answer as it
    was, with a warning.
    """
    if answer.refused or not answer.citations:
        yield answer
        return
    if not all(_may_be_sent(citation) for citation in answer.citations):
        yield _fallback(answer)
        return
    telling = _Comparison(answer, index) if answer.table else _Wording(answer, index)
    why = ""
    try:
        for chunk in whole_sentences(writer.stream(telling.messages)):
            told = telling.take(chunk)
            if told:
                yield told
    except WriterError as error:
        why = str(error)
    if not telling.text or telling.loses():
        if telling.text:
            yield TakenBack()
        yield _fallback(answer, why)
        return
    closing = telling.close()
    if closing:
        yield closing
    yield telling.answer((say("cut", answer.question.language), why) if why else ())


@dataclass
class _Wording:
    """An answer on its way: the sentences that hold and what they cite, numbered as they come."""

    extracted: Answer
    index: Index
    text: str = ""  # as shown
    _plain: str = ""  # as verified
    _breaks: bool = False
    _order: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.offered = self._offer()
        self.sources = self._sources()
        self.messages = self._messages()

    def _offer(self) -> list[Citation]:
        return _offered(self.extracted, self.index)

    def _sources(self) -> list[Source]:
        return [_source(citation, self.index) for citation in self.offered]

    def _messages(self) -> list[Message]:
        return messages_for(self.extracted, self.offered)

    def _checked(self, chunk: str) -> str:
        return verify(chunk, self.sources).text

    def take(self, chunk: str) -> Told | None:
        """What of a chunk of whole sentences holds, as it is told; None where nothing does."""
        kept = self._checked(chunk)
        lead = chunk[: len(chunk) - len(chunk.lstrip())]
        self._breaks = self._breaks or "\n" in lead
        # A model that is caught in a loop says the same again and again.
        if not kept or kept in self._plain:
            return None
        return self._add(kept)

    def _add(self, kept: str) -> Told:
        language = self.extracted.question.language
        known = len(self._order)
        for number in marks_in(kept):
            self._order.setdefault(number, len(self._order) + 1)
        shown = _MARK.sub(lambda mark: f"[{self._order[int(mark[1])]}]", kept)
        if language == "zh-Hant":
            shown = traditionalise(shown)
        between = "\n" if self._breaks else " " if language == "en" else ""
        if self.text:
            shown, kept = between + shown, between + kept
        self.text, self._plain, self._breaks = self.text + shown, self._plain + kept, False
        return Told(shown, self.used()[known:])

    def used(self) -> tuple[Citation, ...]:
        """The citations in the order of their marks."""
        return tuple(self.offered[number - 1] for number in self._order)

    def loses(self) -> bool:
        """Whether too little is left."""
        return loses(self.extracted, self._plain, self.sources)

    def close(self) -> Told | None:
        """What the program adds at the end."""
        return None

    def answer(self, warnings: Sequence[str]) -> Answer:
        """The answer in these words."""
        language = self.extracted.question.language
        damaged = [w for used in self.used() for w in _damages(used, self.index, language)]
        every = dict.fromkeys((*self.extracted.warnings, *damaged, *warnings))
        return replace(self.extracted, text=self.text, citations=self.used(), warnings=tuple(every))


class _Comparison(_Wording):
    """A comparison on its way: words for the cells of its table, which stays as it is."""

    def _offer(self) -> list[Citation]:
        # The cells carry these numbers.
        self._order = {number: number for number in range(1, len(self.extracted.citations) + 1)}
        return list(self.extracted.citations)

    def _sources(self) -> list[Source]:
        return cells_of(self.extracted, self.index)

    def _messages(self) -> list[Message]:
        return comparison_messages(self.extracted, self.extracted.table)

    def _checked(self, chunk: str) -> str:
        return checked_side(chunk, self.extracted, self.sources)

    def _add(self, kept: str) -> Told:
        first = not self.text
        self._breaks = True  # a line for each side
        told = super()._add(kept)
        return replace(told, citations=self.used()) if first else told

    def loses(self) -> bool:
        """Whether a side is left out."""
        return loses_sides(self._plain, self.extracted)

    def close(self) -> Told | None:
        """The sides on which nothing was found, or the difference, as the program states it."""
        lines = closing_lines(self.extracted)
        words = "".join(f"\n{line}" for line in lines)
        self.text += words
        return Told(words, ()) if words else None


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
        return bool(unsupported_figure(_asked_part(answer, extracted), text))
    if answer.kind == "yesno":
        return bool(_SAYS_NO.match(extracted)) != bool(_SAYS_NO.match(text))
    return False


def _asked_part(answer: Answer, extracted: str) -> str:
    """The one clause with a figure that the question is after by its words; else all of them."""
    told = [clause for clause in read(extracted) if clause.figures]
    asked = terms(answer.question.resolved)
    held = sorted((len(asked & clause.terms) for clause in told), reverse=True)
    if len(held) < 2 or held[0] < held[1] + CLEARLY_MORE:
        return extracted
    return next(clause.text for clause in told if len(asked & clause.terms) == held[0])


def _last(telling: Iterator[Telling]) -> Answer:
    """The answer that a telling ends with."""
    answers = [told for told in telling if isinstance(told, Answer)]
    return answers[-1]


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
