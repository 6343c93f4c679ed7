"""What of a passage is indexed: its own words, the headings above it, its document's title."""

from __future__ import annotations

from collections import Counter

from corpus.records import Document, Passage
from index.tokens import fold, tokenize

# The title tells documents apart but says the same of all their passages; at half weight it
# decides between documents without drowning the passage's own words.
TITLE_WEIGHT = 0.5


def headings(document: Document, passage: Passage) -> str:
    """The headings above the passage that its own text does not repeat, outermost first."""
    return " ".join(headings_of(document, passage))


def headings_of(document: Document, passage: Passage) -> list[str]:
    """The same, one by one."""
    text = document.quote(passage.start, passage.end)
    return [heading for heading in passage.path if heading not in text]


def about(document: Document) -> str:
    """What tells the document from others: title, place and number."""
    return f"{document.title}\n{document.region.name}\n{document.doc_number}"


def lexical_counts(document: Document, passage: Passage) -> dict[str, float]:
    """How often each token occurs: headings and text in full, title and place at half weight."""
    text = document.quote(passage.start, passage.end)
    counts: dict[str, float] = dict(Counter(tokenize(f"{headings(document, passage)}\n{text}")))
    for token, count in Counter(tokenize(about(document))).items():
        counts[token] = counts.get(token, 0.0) + TITLE_WEIGHT * count
    return counts


def dense_text(document: Document, passage: Passage) -> str:
    """The text that is encoded as the passage's vector, in simplified characters."""
    text = document.quote(passage.start, passage.end)
    return fold(f"{document.title} {headings(document, passage)} {text}").strip()
