"""The nouns of Wenzheng: everything else maps one of these records to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement made while cleaning: ``raw[start:end] == before`` became ``after``.

    Offsets count characters of the raw text: the decoded source file, of an HTML page its main
    text. The edits of a document are sorted, do not overlap, and turn its raw text into its
    cleaned text.
    """

    kind: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Damage:
    """A span of the cleaned text where the source has visibly lost or gained characters.

    ``likely`` is the probable reading, a hint for the reader and empty where there is none; it
    never replaces the text.
    """

    kind: str
    start: int
    end: int
    reason: str
    likely: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A place by its official division; a level that is unknown or does not apply is empty."""

    province: str = ""
    city: str = ""
    district: str = ""

    @property
    def name(self) -> str:
        """The place in full, from the province down, without repeating a municipality."""
        parts = (self.province, self.city, self.district)
        return "".join(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the document and all that stands under it.

    ``label`` is the number as printed ("(二)", "6.", "第三条"), ``heading`` the words after it,
    ``level`` 1 for the outermost; ``start:end`` spans the heading and its content.
    """

    label: str
    heading: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is indexed and cited: one clause, numbered task or paragraph.

    ``id`` is "<document id>#<ordinal>", the ordinal counted from 0 and zero-padded to four
    digits, so that ids sort in reading order. ``path`` holds the headings above and of the
    passage, outermost first, as printed ("三、重点任务", "6. 深化医保支付方式改革").
    ``governed_by`` holds spans elsewhere in the document of rules that apply here
    ("第一位的为牵头部门,下同").
    """

    id: str
    document_id: str
    start: int
    end: int
    label: str
    path: tuple[str, ...]
    governed_by: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A body named in a duty, as printed, with its span in the cleaned text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A task with the units that lead it and those that support it.

    ``task`` is the short name of the task, ``start:end`` the span of the words that assign it
    ("牵头单位:市医保局;责任单位:市卫健委"), ``form`` the way of saying it, a key of the duty table.
    """

    document_id: str
    passage_id: str
    task: str
    form: str
    leads: tuple[Unit, ...]
    supports: tuple[Unit, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repeal:
    """A document that this one puts out of force: its title and number as printed, and its span.

    Either may be empty; ``start:end`` spans the title with the number after it.
    """

    title: str
    doc_number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when a document holds, as far as it says so itself.

    ``term`` is the time it holds as printed ("五年"); ``expires`` is the last day in force, stated
    or reckoned from ``effective`` and ``term``. ``lapsed`` says that the page calls the document
    no longer valid. ``statements`` are the spans of the sentences that say all this, in order.
    """

    effective: date | None = None
    expires: date | None = None
    term: str = ""
    lapsed: bool = False
    repeals: tuple[Repeal, ...] = ()
    statements: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One policy document as read: its cleaned text and everything found in it.

    ``raw_length`` is the number of characters of its raw text, see `Edit`. What the source does
    not say is empty or None. ``notes`` say in clear sentences what of the file could not be read
    ("第 3、7 页是图片，没有文字。"). ``copies`` names the files of other sites that hold the same
    document; an index gives it, reading does not.
    """

    id: str
    title: str
    issuer: str
    region: Region
    doc_number: str
    signed: date | None
    published: date | None
    kind: str
    source_file: str
    source_sha256: str
    raw_length: int
    text: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    duties: tuple[Duty, ...]
    damages: tuple[Damage, ...]
    edits: tuple[Edit, ...]
    validity: Validity = Validity()
    notes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    def quote(self, start: int, end: int) -> str:
        """The cleaned text of a span."""
        return self.text[start:end]


Language = Literal["zh-Hans", "zh-Hant", "en"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a question: the words that named it and the division they stand for."""

    mention: str
    region: Region


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    ``original`` is what was typed; ``text`` the same in simplified Chinese, widths folded (and
    translated word by word where it was English); ``resolved`` is ``text`` with what a follow-up
    leaves out filled in from earlier questions (equal to ``text`` otherwise). ``kind`` is a key
    of the table of question kinds; ``topic`` is ``resolved`` without places, years and question
    words, ``terms`` its content words, which an answer must be about, and ``expansions`` for each
    term the other words that may stand for it (parallel to ``terms``). ``named_places`` are places
    inside a name ("北京大学", "三明经验"), which do not say where the answer holds. ``corrections``
    are the words that were read as misspelt, each as typed and as read; ``text`` has them as read.
    ``before`` are the last questions before, written out, oldest first, where this one may go on
    from them without saying so.
    """

    original: str
    text: str
    resolved: str
    language: Language
    kind: str
    places: tuple[Place, ...]
    years: tuple[int, ...]
    terms: tuple[str, ...]
    topic: str = ""
    expansions: tuple[tuple[str, ...], ...] = ()
    follow_up: bool = False
    named_places: tuple[Place, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. ``score`` ranks; ``lexical`` and ``dense`` are its parts."""

    passage: Passage
    score: float
    lexical: float
    dense: float
