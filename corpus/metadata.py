"""Metadata: what a document says about itself — title, issuer, number, dates, place, kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from corpus.dates import DATE_PATTERN, find_date, is_date_line, last_date, parse_date
from corpus.fields import Fields, read_fields
from corpus.layout import Line, is_unit, joined, title_blocks
from corpus.numbers import number_in, number_of_line
from corpus.records import Region, Validity
from corpus.regions import region_of
from corpus.titles import is_loose, title_kind, without_site
from corpus.validity import KnownDates, read_validity
from corpus.widths import WIDE, narrow

_REPLY = re.compile(
    r"(?:您|你|贵|您们|你们|代表|委员)\s*(?:在[^。，,]{0,40})?提出的[“\"《]?"
    r"(?P<subject>[^。;；]{4,120}?)[”\"》]?的?(?P<kind>提案|建议|议案|意见建议|意见|问题)"
    r"[^。]{0,20}?(?:收悉|已收到|收到)"
)
_ISSUER_IN_TITLE = re.compile(
    r"^(?!关于|转发|印发|批转)(?P<unit>[^《》]{3,80}?)(?:关于|印发|转发|批转|对|公告|通告|(?:19|20)\d\d年)"
)
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_PRINTED = re.compile(rf"(?P<date>{DATE_PATTERN})\s*印发$")
_ON_PAGE = re.compile(
    rf"来源|作者|浏览|发布|编辑|点击|阅读|^\W*(?:{DATE_PATTERN})[\s日]*(?:\d\d?[:：时].*)?\W*$"
    r"|^\W*(?:19|20)\d\d[-/.]"
)
_ADOPTED = re.compile(
    rf"(?P<date>{DATE_PATTERN})(?P<by>(?:(?!{DATE_PATTERN})[^）)]){{0,60}}?)(?:通过|公布|发布|修订|修正|批准)"
)
_NOTE = re.compile(rf"(?:{DATE_PATTERN}).{{4,80}}(?:通过|公布|发布|修订|修正|批准)")
_BODY_OF_LAW = re.compile(
    r"(?P<unit>(?:全国|[\u4e00-\u9fff]{2,12}?)人民代表大会(?:常务委员会)?)(?:公告|第|常务|关于)"
)
_SESSION = re.compile(
    r"第[\d〇零一二三四五六七八九十百]+届|第[\d〇零一二三四五六七八九十百]+次会议"
)
_LAPSED = re.compile(r"[(（\[【](?:本文件?|该文件?)?(?:已|现已|全文)?(?:废止|失效)[)）\]】]")
_PROCLAIMS = re.compile(
    r"令$|^(?!.*关于).*公告$"
)  # with a regulation below, which it puts in force
_DECREE_OF = re.compile(r"^(?P<unit>[^〔\[（(]{2,40}?)令")
_HEAD_LINES = 60


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
    validity: Validity


def read_metadata(text: str, lines: Sequence[Line]) -> Metadata:
    """Everything that a cleaned text says about itself.

    The title is the notice's own where it is printed, else that of the document it encloses,
    else (in an answer to a proposal) made of the words that name the proposal. Letters and digits
    come out narrow, however they are printed.
    """
    if WIDE.search(text):
        text = narrow(text)
        lines = [replace(line, text=narrow(line.text)) for line in lines]
    fields = read_fields([line.text for line in lines[:_HEAD_LINES]])
    titles = _titles(lines, fields)
    title = titles[0] if titles else _title_of_reply(text)
    issuer = _issuer(lines, fields, title)
    number = _doc_number(lines, fields)
    adopted = _adopted(lines)
    signed = _signed(lines, fields) or (adopted and adopted[0])
    published = _published(lines, fields)
    known = KnownDates(
        signed=signed,
        published=published,
        printed=_printed(lines) or find_date(fields.get("printed")),
        adopted=adopted and adopted[0],
        effective=find_date(fields.get("effective")),
        expires=last_date(fields.get("expires")),
        lapsed=_lapsed(lines, fields),
    )
    region = region_of(
        text,
        issuer,
        title + _subtitle(lines),
        number,
        fields.get("publisher"),
        fields.get("source"),
    )
    return Metadata(
        title,
        issuer,
        region,
        number,
        signed,
        published,
        _kind(lines, fields, title, number or signed or ""),
        read_validity(text, titles, known),
    )


def _titles(lines: Sequence[Line], fields: Fields) -> list[str]:
    """The document's own title, then those of what it encloses."""
    blocks = [joined(block) for block in title_blocks(list(lines))]
    titles = [_unspaced(without_site(block)) for block in blocks]
    if len(titles) > 1 and _PROCLAIMS.search(titles[0]) and title_kind(titles[1]) == "regulation":
        titles = [*titles[1:], titles[0]]
    named = _unspaced(without_site(fields.get("title")))
    if len(named) >= 6 and not named.endswith(("…", "...")) and (title_kind(named) or not titles):
        titles = [named, *(title for title in titles if title != named)]
    return titles


def _subtitle(lines: Sequence[Line]) -> str:
    """The line below the title that a dash begins: ——2023年1月10日在某市第十六届人民代表大会上."""
    below = (b.text for a, b in pairwise(lines[:10]) if a.role == "title")
    return next((text for text in below if text.startswith(("——", "--"))), "")


def _unspaced(title: str) -> str:
    """Without the spaces that set type or parted lines; those between Latin words stay."""
    return re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", title)


def _title_of_reply(text: str) -> str:
    reply = _REPLY.search(text)
    if not reply:
        return ""
    subject, kind = reply["subject"].strip(), reply["kind"]
    about = "" if subject.startswith("关于") else "关于"
    return f"{about}{subject}的{kind}的答复"


def _issuer(lines: Sequence[Line], fields: Fields, title: str) -> str:
    """Who issued: as the page's table says, else the title, the signature, the decree, the law."""
    if field := fields.get("issuer"):
        return _units(field)
    signature = _signature(lines)
    in_title = _ISSUER_IN_TITLE.match(_spaced_title(lines))
    units = re.sub(r"\s+", "", in_title["unit"]) if in_title else ""
    named = in_title and title.startswith(units) and is_unit(units)
    if in_title and named and units != "".join(signature) and not (signature and "等" in units):
        return _units(in_title["unit"])
    if not in_title and (plain := _ISSUER_IN_TITLE.match(title)) and is_unit(plain["unit"]):
        units = plain["unit"]
        if units != "".join(signature):
            return units
    if signature:
        return "、".join(signature)
    decree = next((x.text for x in lines if x.role == "title" and x.text.endswith("令")), "")
    if decree:
        return re.sub(r"^中华人民共和国(?=国务院)|\s", "", decree).removesuffix("令")
    if numbered := _DECREE_OF.match(_doc_number(lines, fields)):
        return re.sub(r"^中华人民共和国(?=国务院)", "", numbered["unit"])
    adopted = _adopted(lines)
    return (
        (adopted[1] if adopted else "") or _unit_of_head(lines) or _units(fields.get("publisher"))
    )


def _unit_of_head(lines: Sequence[Line]) -> str:
    """A body that stands alone in a line beside the title or the number."""
    for before, line, after in zip(lines, lines[1:10], lines[2:11], strict=False):
        beside = before.role in ("title", "number") or after.role in ("title", "number")
        if beside and line.role in ("body", "page") and len(line.text) < 60 and is_unit(line.text):
            return _units(line.text)
    return ""


def _spaced_title(lines: Sequence[Line]) -> str:
    """The first title with the spaces inside its lines, which part the names of several bodies."""
    blocks = title_blocks(list(lines))
    return without_site(joined(blocks[0])) if blocks else ""


def _units(words: str) -> str:
    """Names of bodies set apart by 、 where spaces part them: 市民政局 市财政局."""
    parts = words.split()
    if len(parts) > 1 and all(is_unit(part) for part in parts):
        return "、".join(parts)
    return "".join(parts).strip("、,，;；")


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
    return list(dict.fromkeys(units))


def _doc_number(lines: Sequence[Line], fields: Fields) -> str:
    """The document's own number stands at its head, never in a sentence."""
    if field := number_in(fields.get("number")):
        return field
    for before, line in pairwise([*lines[:1], *lines[:_HEAD_LINES]]):
        if line.role == "number" and (found := number_of_line(line.text, before.text)):
            return found
        if line.role == "title" and re.search("号[)）】]", line.text):
            bracketed = re.search(r"[(（【]([^()（）【】]{4,40}号)[)）】]", line.text)
            if bracketed and (found := number_in(bracketed[1])):
                return found
        if line.role == "body" and line.label:
            break
    field = re.sub(r"\s", "", fields.get("number"))
    return field if field.endswith("号") and len(field) <= 30 else ""


def _signed(lines: Sequence[Line], fields: Fields) -> date | None:
    for line in lines:
        if line.role == "signature" and (found := find_date(line.text)):
            return found
    return find_date(fields.get("signed")) or find_date(fields.get("made"))


def _published(lines: Sequence[Line], fields: Fields) -> date | None:
    """The day the page says it was put up: in a field, or bare in the line below the title."""
    for name in ("published", "when"):
        if found := find_date(fields.get(name)):
            return found
    for line in lines[:_HEAD_LINES]:
        if line.role in ("meta", "page") and not _PRINTED.search(line.text):
            on_page = re.search(r"\d{4}\s*[-/.年]", line.text) and _ON_PAGE.search(line.text)
            if on_page and not _labelled_date(line.text) and (found := find_date(line.text)):
                return found
        if line.role == "body" and len(line.text) > 80:
            break
    return find_date(fields.get("updated"))


def _labelled_date(line: str) -> bool:
    return bool(
        re.search(
            r"(?:成文|印发|签发|发文|制发|生成|实施|施行|生效|失效|废止|更新)(?:日期|时间)", line
        )
    )


def _printed(lines: Sequence[Line]) -> date | None:
    """The day of the line at the foot of a document: 某市人民政府办公室 2023年5月6日印发."""
    for line in reversed(lines):
        match = _PRINTED.search(line.text) if line.role in ("meta", "contact") else None
        if match:
            return parse_date(match["date"])
    return None


def _adopted(lines: Sequence[Line]) -> tuple[date, str] | None:
    """The last day on which a law or regulation was passed or changed, and by whom.

    It stands in brackets under the title: （2004年9月30日…第十二次会议通过 2017年…修订）.
    """
    words = "".join(_bracketed_head(lines))
    found = [(parse_date(m["date"]), m["by"]) for m in _ADOPTED.finditer(words)]
    days = [day for day, _ in found if day]
    if not days:
        return None
    units = (_BODY_OF_LAW.search(_SESSION.sub("", by) + "第") for _, by in found)
    return days[-1], next((match["unit"] for match in units if match), "")


def _bracketed_head(lines: Sequence[Line]) -> Iterator[str]:
    """The lines in brackets right below the titles of the head."""
    inside = False
    for before, line in pairwise(lines[:20]):
        below = before.role in ("title", "number", "meta", "page")
        opens = below and (line.text.startswith(("(", "（")) or _NOTE.fullmatch(line.text))
        if opens or inside:
            yield line.text
            bracketed = inside or line.text.startswith(("(", "（"))
            inside = bracketed and not line.text.endswith((")", "）"))


def _lapsed(lines: Sequence[Line], fields: Fields) -> bool:
    """Whether the page marks the document as out of force."""
    state = fields.get("state")
    if re.search("失效|废止", state) and not re.search("[未不非]", state):
        return True
    return any(line.role != "body" and _LAPSED.search(line.text) for line in lines[:_HEAD_LINES])


def _kind(lines: Sequence[Line], fields: Fields, title: str, official: object) -> str:
    """The kind the title announces; ``official`` is empty where no number or signing is printed."""
    kind = title_kind(title)
    web_page = bool(fields.get("source") or fields.get("when") or fields.get("published"))
    if kind and not (is_loose(title) and web_page and not official):
        return kind
    if sum(bool(x.label and x.label.style == "question") for x in lines) >= 3:
        return "faq"
    sourced = fields.get("source") or any(x.role == "meta" and "来源" in x.text for x in lines)
    return "news" if sourced else kind or "other"
