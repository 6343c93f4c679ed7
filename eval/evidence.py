"""Where the evidence of a question stands in a document, and which passages hold it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.records import Document, Edit
from corpus.script import simplify
from eval.questions import Evidence, GoldQuestion, QuestionSetError

Span = tuple[int, int]

# The share of the evidence that must be covered where a passage was split inside it.
COVERED_SHARE = 0.5
MOST_NAMED = 5  # documents that an error lists


@dataclass(frozen=True, slots=True)
class LocatedEvidence:
    """Evidence with the spans of the cleaned text where its quote stands (at least one)."""

    document: str
    quote: str
    spans: tuple[Span, ...]


class EvidenceLocator:
    """Finds quotes in documents; white space, punctuation, width, script make no difference.

    A quote that is not in the cleaned text is looked for in the text before cleaning.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._cleaned: dict[str, _FoldedText] = {}
        self._raw: dict[str, _FoldedText] = {}

    def locate_all(
        self, questions: Iterable[GoldQuestion], path: Path
    ) -> dict[str, tuple[LocatedEvidence, ...]]:
        """The located evidence of every question, by question id.

        Raises QuestionSetError where a document is not indexed or a quote is not in it.
        """
        located = {}
        for question in questions:
            for name in question.documents:
                if name not in self._documents:
                    raise QuestionSetError(
                        f"题集 {path} 中题目 {question.id} 的字段 documents 有误："
                        f"{self._not_indexed(name)}。"
                    )
            try:
                located[question.id] = tuple(self.locate(entry) for entry in question.evidence)
            except LookupError as error:
                raise QuestionSetError(
                    f"题集 {path} 中题目 {question.id} 的字段 evidence 有误：{error.args[0]}。"
                ) from error
        return located

    def locate(self, evidence: Evidence) -> LocatedEvidence:
        """The spans of the evidence in its document; LookupError where there are none."""
        document = self._documents.get(evidence.document)
        if document is None:
            raise LookupError(self._not_indexed(evidence.document))
        spans = self._cleaned_text(document).find(evidence.quote)
        if not spans:
            raw_spans = self._raw_text(document).find(evidence.quote)
            spans = tuple(cleaned_span(document.edits, span) for span in raw_spans)
        if not any(end > start for start, end in spans):
            raise LookupError(
                f"文件“{evidence.document}”中没有“{evidence.quote}”，请照原文改正引文"
            )
        return LocatedEvidence(evidence.document, evidence.quote, spans)

    def _not_indexed(self, name: str) -> str:
        known = "、".join(list(self._documents)[:MOST_NAMED]) or "无"
        known += f"等 {len(self._documents)} 份" if len(self._documents) > MOST_NAMED else ""
        return (
            f"文件“{name}”不在索引中（现有：{known}），"
            "请先用 wenzheng index 加入该文件，或改正题目里的文件名"
        )

    def _cleaned_text(self, document: Document) -> _FoldedText:
        if document.id not in self._cleaned:
            self._cleaned[document.id] = _FoldedText(document.text)
        return self._cleaned[document.id]

    def _raw_text(self, document: Document) -> _FoldedText:
        if document.id not in self._raw:
            self._raw[document.id] = _FoldedText(raw_text(document.text, document.edits))
        return self._raw[document.id]


class _FoldedText:
    """Letters and digits of a text, as written and simplified, with their offsets."""

    def __init__(self, text: str) -> None:
        self._offsets = [offset for offset, char in enumerate(text) if char.isalnum()]
        self._bare = _bare(text)
        simplified = simplify(self._bare)
        # A simplification that changes the length would break the way back to offsets.
        self._simplified = simplified if len(simplified) == len(self._bare) else self._bare

    def find(self, quote: str) -> tuple[Span, ...]:
        """All spans of the text where the quote stands, as written or else simplified."""
        bare = _bare(quote)
        return self._find_in(self._bare, bare) or self._find_in(self._simplified, simplify(bare))

    def _find_in(self, text: str, quote: str) -> tuple[Span, ...]:
        spans = []
        start = text.find(quote) if quote else -1
        while start >= 0:
            last = self._offsets[start + len(quote) - 1]
            spans.append((self._offsets[start], last + 1))
            start = text.find(quote, start + 1)
        return tuple(spans)


def _bare(text: str) -> str:
    """The letters and digits of a text, widths folded; one character stays one."""
    folded = ((char, unicodedata.normalize("NFKC", char)) for char in text if char.isalnum())
    return "".join(wide if len(plain) != 1 else plain for wide, plain in folded)


def raw_text(cleaned: str, edits: Sequence[Edit]) -> str:
    """The text before cleaning, rebuilt from the cleaned text and the edits that made it."""
    parts = []
    raw_at = cleaned_at = 0
    for edit in edits:
        kept = edit.start - raw_at
        parts += [cleaned[cleaned_at : cleaned_at + kept], edit.before]
        raw_at = edit.end
        cleaned_at += kept + len(edit.after)
    return "".join((*parts, cleaned[cleaned_at:]))


def cleaned_span(edits: Sequence[Edit], span: Span) -> Span:
    """The span of the cleaned text that a span of the raw text became, whole edits included."""
    start, end = span
    shift_start = shift_end = 0
    for edit in edits:
        change = len(edit.after) - (edit.end - edit.start)
        if edit.end <= span[0]:
            shift_start += change
        elif edit.start < span[0]:
            start = edit.start
        if edit.end <= span[1]:
            shift_end += change
        elif edit.start < span[1]:
            end = edit.end
            shift_end += change
    return start + shift_start, end + shift_end


def coverage(span: Span, passages: Iterable[Span]) -> float:
    """The share (0 to 1) of a span that lies in at least one of the passages."""
    start, end = span
    covered, reached = 0, start
    for low, high in sorted(passages):
        low, high = max(low, reached), min(high, end)
        if high > low:
            covered += high - low
            reached = high
    return covered / (end - start)


def is_cited(evidence: LocatedEvidence, cited: Iterable[tuple[str, Span]]) -> bool:
    """Whether the cited spans, each with the id of its document, hold the evidence.

    Together they must hold at least half of one of the places where its quote stands.
    """
    spans = [span for document_id, span in cited if document_id == evidence.document]
    return any(coverage(span, spans) >= COVERED_SHARE for span in evidence.spans)


def gold_passages(evidence: LocatedEvidence, document: Document) -> frozenset[str]:
    """The ids of the passages that hold at least half of the evidence.

    Where the evidence is split so that no passage does, all that overlap it.
    """
    shares = {
        passage.id: max(coverage(span, [(passage.start, passage.end)]) for span in evidence.spans)
        for passage in document.passages
    }
    holding = frozenset(id_ for id_, share in shares.items() if share >= COVERED_SHARE)
    return holding or frozenset(id_ for id_, share in shares.items() if share > 0)
