"""Metadata: what a document says about itself — title, issuer, number, dates, place, kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from corpus.dates import DATE_PATTERN, find_date, is_date_line
from corpus.layout import DOC_NUMBER, Line, is_unit, joined, title_blocks, title_kind
from corpus.places import find_mentions, level, region_of_number, resolve
from corpus.records import Region

_REPLY = re.compile(
    r"(?:您|你|贵|您们|你们|代表|委员)\s*(?:在[^。，,]{0,40})?提出的[“\"《]?"
    r"(?P<subject>[^。;；]{4,120}?)[”\"》]?的?(?P<kind>提案|建议|议案|意见建议|意见|问题)"
    r"[^。]{0,20}?(?:收悉|已收到|收到)"
)
_ISSUER_IN_TITLE = re.compile(r"^(?P<unit>.{3,60}?)(?:关于|印发|转发|批转|对)")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_PUBLISHED = re.compile(
    rf"(?:发布|公开|发文)(?:日期|时间)\s*[:：]?\s*(?P<date>{DATE_PATTERN})|发布于\s*(?P<on>{DATE_PATTERN})"
)
_SIGNED = re.compile(rf"(?:成文|印发|签发)(?:日期|时间)\s*[:：]?\s*(?P<date>{DATE_PATTERN})")
_NUMBER_FIELD = re.compile(r"(?:发文字号|文\s*号)\s*[:：]\s*(?P<number>\S+?号)")
_ISSUER_FIELD = re.compile(r"(?:发文机关|发布机构|发布单位)\s*[:：]\s*(?P<unit>[^\s:：]{3,40})")
_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|中华人民共和国|国家|全国|中央|[\u4e00-\u9fff]{2,8}部(?:办公厅)?$)"
)
_SELF = re.compile(r"[我本全](?:省|自治区|市|州|盟|区|县|旗|镇)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is printed in a document about itself; empty or None where it does not say.

    ``kind`` is a key of tables/title_kinds.tsv: notice, plan, reply, opinion, regulation,
    explanation, faq, decision, report, letter; "news" for a dated page with a source and no
    kind in its title, and "other".
    """

    title: str
    issuer: str
    region: Region
    doc_number: str
    signed: date | None
    published: date | None
    kind: str


def read_metadata(text: str, lines: Sequence[Line]) -> Metadata:
    """Everything that a cleaned text says about itself.

    The title is the notice's own where it is printed, else that of the document it encloses,
    else (in an answer to a proposal) made of the words that name the proposal.
    """
    title = _title(text, lines)
    issuer = _issuer(lines, title)
    number = _doc_number(lines)
    return Metadata(
        title,
        issuer,
        _region(text, issuer, title, number),
        number,
        _signed(lines),
        _published(lines),
        _kind(lines, title),
    )


def _title(text: str, lines: Sequence[Line]) -> str:
    titles = [re.sub(r"\s+", "", joined(block)) for block in title_blocks(list(lines))]
    if len(titles) > 1 and titles[0].endswith("令"):
        return titles[1]
    if titles:
        return titles[0]
    reply = _REPLY.search(text)
    if reply:
        subject, kind = reply["subject"].strip(), reply["kind"]
        about = "" if subject.startswith("关于") else "关于"
        return f"{about}{subject}的{kind}的答复"
    return ""


def _issuer(lines: Sequence[Line], title: str) -> str:
    for line in lines:
        field = _ISSUER_FIELD.search(line.text)
        if field and line.role == "meta":
            return field["unit"]
    signature = _signature(lines)
    in_title = _ISSUER_IN_TITLE.match(title)
    if in_title and is_unit(in_title["unit"]) and in_title["unit"] != "".join(signature):
        return in_title["unit"]
    decree = next((x.text for x in lines if x.role == "title" and x.text.endswith("令")), "")
    return "、".join(signature) or decree.removesuffix("令")


def _signature(lines: Sequence[Line]) -> list[str]:
    """The units above the first signing date; a name broken over lines is put together."""
    units: list[str] = []
    broken = ""
    for line in lines:
        if line.role != "signature":
            if units:
                break
            continue
        words = re.sub(rf"\s*(?:{DATE_PATTERN})\s*$", "", line.text)
        parts = _IN_BRACKETS.sub("", words).split()
        if not parts or is_date_line(line.text):
            continue
        if len(parts) > 1 and not broken and all(is_unit(part) for part in parts):
            units += parts
            continue
        broken += "".join(parts)
        if is_unit(broken):
            units.append(broken)
            broken = ""
    return units


def _doc_number(lines: Sequence[Line]) -> str:
    """The document's own number stands at its head, never in a sentence."""
    for before, line in pairwise([*lines[:1], *lines]):
        if line.role == "number":
            decree = before.text if before.text.endswith("令") else ""
            match = DOC_NUMBER.search(decree + line.text)
            return re.sub(r"\s+", "", match.group()) if match else ""
        field = _NUMBER_FIELD.search(line.text)
        if field and line.role == "meta":
            return field["number"]
    return ""


def _signed(lines: Sequence[Line]) -> date | None:
    for line in lines:
        if line.role == "signature" and (found := find_date(line.text)):
            return found
    for line in lines:
        if line.role == "meta" and (field := _SIGNED.search(line.text)):
            return find_date(field["date"])
    return None


def _published(lines: Sequence[Line]) -> date | None:
    for line in lines:
        if line.role in ("meta", "page") and (field := _PUBLISHED.search(line.text)):
            return find_date(field["date"] or field["on"])
    return None


def _region(text: str, issuer: str, title: str, doc_number: str) -> Region:
    """The place of the issuer, else of the title, the number, or the body's own 我市."""
    body = find_mentions(text)
    context = [m.regions[0] for m in resolve(body) if len(m.regions) == 1]
    for source in (issuer, title):
        found = [m.regions for m in resolve(find_mentions(source), context)]
        certain = [regions[0] for regions in found if len(regions) == 1]
        if certain:
            return max(certain, key=level) if source == issuer else certain[0]
        if source and _NATIONAL.match(source):
            return Region()
    from_number = region_of_number(doc_number) if doc_number else None
    if from_number:
        return from_number
    counts = Counter(context)
    if not counts or not _SELF.search(text):
        return Region()
    return max(counts, key=lambda r: (counts[r], -context.index(r)))


def _kind(lines: Sequence[Line], title: str) -> str:
    kind = title_kind(title)
    if kind:
        return kind
    if sum(bool(x.label and x.label.style == "question") for x in lines) >= 3:
        return "faq"
    sourced = any(x.role == "meta" and "来源" in x.text for x in lines)
    return "news" if sourced else "other"
