"""The reading report: how each document of a collection was read, for a person to check quickly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.edit_contexts import LAYOUT_KINDS, EditsOfKind, edits_by_kind
from corpus.records import Damage, Document, Duty, Passage
from corpus.sources import Problem
from web.labels import chinese_date, label
from web.rendering import fill

# Lines of the whole report that its lists share; each document has from 5 to 60 for each list.
_LINES = 30_000
_FEWEST, _MOST = 5, 60
_MOST_PROBLEMS = 500
_FIRST_WORDS = 36
_AROUND = 12  # characters on either side of a damage
_MANY_EDITS = 0.03  # of the characters, changed in their words
_UNSIGNED = ("news", "faq", "explanation")  # kinds that name a source and no issuer
_SHORT_TEXT = 60  # characters; shorter ones are seldom a whole document


@dataclass(frozen=True)
class Entry:
    """One document as the report shows it; ``limit`` bounds each of its lists."""

    document: Document
    limit: int

    @cached_property
    def kinds(self) -> tuple[EditsOfKind, ...]:
        """The edits by kind with examples."""
        return edits_by_kind(self.document.text, self.document.edits, min(3, self.limit))

    @cached_property
    def checks(self) -> tuple[str, ...]:
        """What a person should check first, most doubtful first."""
        document = self.document
        worded = sum(kind.characters for kind in self.kinds if kind.kind not in LAYOUT_KINDS)
        share = worded / max(document.raw_length, 1)
        found = (
            (not document.title, "缺标题"),
            (bool(document.damages), f"{len(document.damages)} 处疑有缺损"),
            (bool(document.notes), "有内容未读到"),
            (len(document.text) < _SHORT_TEXT, "正文很短"),
            (share > _MANY_EDITS, f"改动占 {share:.0%}"),
            (document.signed is None and document.published is None, "缺日期"),
            (not document.issuer and document.kind not in _UNSIGNED, "缺机关"),
        )
        return tuple(words for is_so, words in found if is_so)

    @property
    def without_number(self) -> bool:
        """Whether no document number was found; news and questions have none."""
        return not self.document.doc_number

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Metadata by name, and the names of what the document does not say."""
        document = self.document
        facts = (
            ("发文机关", document.issuer),
            ("文号", document.doc_number),
            ("地区", document.region.name),
            ("类别", label("kind", document.kind)),
            ("成文日期", chinese_date(document.signed)),
            ("发布日期", chinese_date(document.published)),
            ("施行日期", chinese_date(document.validity.effective)),
            ("有效期至", chinese_date(document.validity.expires)),
        )
        found = [(name, value) for name, value in facts if value]
        missing = "、".join(name for name, value in facts if not value)
        files = (("来源文件", document.source_file), ("同一文件", "、".join(document.copies)))
        rest = (("文中未见", missing), *files)
        return (*found, *((name, value) for name, value in rest if value))

    @property
    def damages(self) -> tuple[Damage, ...]:
        """The first damages."""
        return self.document.damages[: self.limit]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The first passages."""
        return self.document.passages[: self.limit]

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The first duties."""
        return self.document.duties[: self.limit]

    def first_words(self, passage: Passage) -> str:
        """How a passage begins."""
        words = self.document.quote(passage.start, min(passage.end, passage.start + _FIRST_WORDS))
        more = passage.end - passage.start > _FIRST_WORDS
        return " ".join(words.split()) + ("…" if more else "")

    def heading(self, passage: Passage) -> str:
        """The heading above a passage, empty where the passage begins with it."""
        heading = passage.path[-1] if passage.path else ""
        beginning = self.document.quote(passage.start, passage.start + len(heading) + 8)
        return "" if heading[:16] in beginning else heading[:24]

    def around(self, damage: Damage) -> tuple[str, str, str]:
        """The damaged words with those before and after."""
        text = self.document.text
        before = text[max(0, damage.start - _AROUND) : damage.start]
        after = text[damage.end : damage.end + _AROUND]
        return before, text[damage.start : damage.end][:80], after


def reading_report(documents: Sequence[Document], problems: Sequence[Problem] = ()) -> str:
    """One HTML page without outside parts on how documents were read, doubtful ones first.

    Lists are capped so that the page stays small, and say how many more there are.
    """
    entries = _entries(documents)
    return fill(
        "reading_report.html",
        entries=entries,
        totals=_totals(entries, problems),
        problems=problems[:_MOST_PROBLEMS],
        more_problems=max(0, len(problems) - _MOST_PROBLEMS),
    )


def report_lines(documents: Sequence[Document], problems: Sequence[Problem] = ()) -> Iterator[str]:
    """The report for a terminal: the totals, then a line for each document, doubtful ones first."""
    entries = _entries(documents)
    yield "；".join(f"{name} {count:,}" for name, count, _ in _totals(entries, problems))
    for entry in entries:
        document = entry.document
        checks = f"  【{'、'.join(entry.checks)}】" if entry.checks else ""
        yield (
            f"{document.id}  {document.title or '（无标题）'}  {len(document.passages)} 段，"
            f"{len(document.duties)} 项分工，{len(document.edits)} 处改动{checks}"
        )
    for problem in problems:
        yield f"未读：{problem.name}  {problem.reason}"


def _entries(documents: Sequence[Document]) -> list[Entry]:
    limit = min(_MOST, max(_FEWEST, _LINES // max(1, len(documents))))
    entries = [Entry(document, limit) for document in documents]
    return sorted(entries, key=lambda entry: (-len(entry.checks), entry.document.id))


def _totals(
    entries: Sequence[Entry], problems: Sequence[Problem]
) -> tuple[tuple[str, int, bool], ...]:
    """Name, count, and whether it asks for a check."""

    def count(check: str) -> int:
        return sum(any(check in words for words in entry.checks) for entry in entries)

    return (
        ("文件", len(entries), False),
        ("需核对", sum(bool(entry.checks) for entry in entries), True),
        ("未读", len(problems), True),
        ("疑有缺损", count("缺损"), True),
        ("内容未读全", count("未读到"), True),
        ("缺标题", count("缺标题"), True),
        ("缺日期", count("缺日期"), True),
        ("缺机关", count("缺机关"), True),
        ("改动多", count("改动占"), True),
        ("无文号", sum(entry.without_number for entry in entries), False),
    )
