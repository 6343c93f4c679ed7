"""Headers: what is known of a document without its text, of which a collection keeps a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.records import Document, Region, Validity
from corpus.years import years_named


@dataclass(frozen=True, slots=True)
class Header:
    """A document without its text; the fields that have a name of `Document` are as there.

    ``years`` are those that the document is of, ascending: of its dates, damaged ones too, its
    number and its title. ``passages``, ``duties`` and ``damages`` count.
    """

    id: str
    title: str
    issuer: str
    region: Region
    doc_number: str
    signed: date | None
    published: date | None
    kind: str
    validity: Validity
    years: tuple[int, ...]
    passages: int
    duties: int
    damages: int


def header_of(document: Document) -> Header:
    """The header of a document."""
    return Header(
        id=document.id,
        title=document.title,
        issuer=document.issuer,
        region=document.region,
        doc_number=document.doc_number,
        signed=document.signed,
        published=document.published,
        kind=document.kind,
        validity=document.validity,
        years=tuple(sorted(document_years(document))),
        passages=len(document.passages),
        duties=len(document.duties),
        damages=len(document.damages),
    )


def document_years(document: Document) -> frozenset[int]:
    """The years that a document is of: of its dates, damaged ones too, its number and its title."""
    years = {day.year for day in (document.signed, document.published) if day is not None}
    for damage in document.damages:
        if damage.kind == "date":
            years |= years_named(damage.likely)
    return frozenset(years | years_named(f"{document.doc_number} {document.title}"))
