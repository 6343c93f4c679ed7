"""The lines of a document and what each is for: title, number, signature, contact, body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from corpus.dates import DATE_PATTERN, is_date_line
from corpus.fields import read_fields
from corpus.numbering import Label, read_label
from corpus.numbers import is_number_line
from corpus.rows import is_row
from corpus.titles import names_site, title_kind, without_site
from corpus.widths import narrow

Role = Literal["title", "number", "meta", "recipients", "signature", "contact", "page", "body"]
TABLES = Path(__file__).parent / "tables"

_LINE = re.compile(r"[^\n]+")
_HASHES = re.compile(r"^#{1,6}[ \t]+")
_WORD = re.compile(r"\w")
_RECIPIENTS = re.compile(r"[^。；;]{2,200}[:：]")
_SIGNED_LINE = re.compile(rf"(?P<unit>[^。；;:：,，]{{4,80}}?)[ \t\u3000]*(?P<date>{DATE_PATTERN})")
_SENTENCE_END = re.compile(r"[。；;：:！？!?，,、]$")
_SENTENCE = re.compile(r"[。；;：:！？!?，,|]")
_CLOSED_TITLE = re.compile(r"的[^的]{1,4}(?:[(（][^()（）]*[)）])?$")
_PERSON = re.compile(
    r"[\u4e00-\u9fff]{0,12}(?:主席|总理|部长|省长|市长|区长|县长|州长|盟长|旗长|局长|主任|署长|行长|院长|会长)"
    r"[ \u3000:：]*[\u4e00-\u9fff·]{1,4}(?:[ \u3000][\u4e00-\u9fff])?$"
)
_NOISE = re.compile(r"[^\u4e00-\u9fff)）]+$")
_AFTER_SIGNATURE = re.compile(r"[(（](?:此件|本文|此文|联系|主动)|附件|附[:：]")
_WEB_LINE = re.compile(r"来源|发布|公布|日期|时间|作者|(?:19|20)\d\d\s*[-年/.]")
# Below a title: "2024-04-20 某区教育局", "2024/4/20 10:22"
_DATED_LINE = re.compile(r"[\[(（]?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}[^。，,；;！!]{0,40}$")
_FIRST_LINES = 5
_LAST_LINES = 4
_TITLE_LENGTH = 120
SHORTEST_TITLE = 6
_HEAD_LINES = 40
_HEAD_LINE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the space around it, its span in the text, its role and its number."""

    start: int
    end: int
    text: str
    role: Role = "body"
    label: Label | None = None


def read_lines(text: str) -> list[Line]:
    """The lines of a cleaned text that hold words, each with its role."""
    plain = narrow(text)
    lines = _lines_of(plain)
    if plain == text:
        return lines
    return [_as_printed(line, text) for line in lines]


def _as_printed(line: Line, text: str) -> Line:
    """The line with the text's own letters and digits, narrow or wide."""
    words, label = text[line.start : line.end], line.label
    if label:
        at = line.text.index(label.text)
        label = replace(label, text=words[at : at + len(label.text)])
    return replace(line, text=words, label=label)


def _lines_of(text: str) -> list[Line]:
    lines = []
    for match in _LINE.finditer(text):
        words = _without_markup(match.group().strip())
        if _WORD.search(words):
            start = match.start() + match.group().index(words)
            label = None if is_row(words) else read_label(words)
            lines.append(Line(start, start + len(words), words, _role(words), label))
    for step in (_mark_fields, _mark_signatures, _mark_recipients, _mark_titles):
        lines = step(lines)
    return [replace(x, label=None) if x.role != "body" else x for x in lines]


def _without_markup(words: str) -> str:
    """A line without Markdown's signs for a heading or for bold type around the whole of it."""
    words = _HASHES.sub("", words)
    bold = words.startswith("**") and words.endswith("**") and words.count("**") == 2
    return words[2:-2].strip() if bold else words


def title_blocks(lines: list[Line]) -> list[list[Line]]:
    """The titles of the document and of what it encloses, each as the lines that print it."""
    blocks: list[list[Line]] = []
    for i, line in enumerate(lines):
        if line.role != "title":
            continue
        if i and lines[i - 1].role == "title" and not _closed_title(joined(blocks[-1])):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def joined(lines: list[Line]) -> str:
    """The words of lines that were one before the page broke them."""
    return "".join(line.text for line in lines)


def _role(line: str) -> Role:
    if is_number_line(line):
        return "number"
    for role, pattern in _line_patterns():
        if pattern.search(line):
            return role
    return "body"


def _mark_fields(lines: list[Line]) -> list[Line]:
    """The lines at the head that hold labels and values (发文字号: …) and nothing else."""
    used = read_fields([line.text for line in lines]).lines
    dated = {i for i, line in enumerate(lines[:_FIRST_LINES]) if _DATED_LINE.match(line.text)}
    return [
        replace(line, role="meta") if i in used | dated and line.role == "body" else line
        for i, line in enumerate(lines)
    ]


def _mark_signatures(lines: list[Line]) -> list[Line]:
    """A date on its own line, and the units above it; or both on one line.

    A date without a unit above is the signing only below a person's name, at the very end, or
    right before what a covering notice encloses; else it belongs to a list, or to the page.
    """
    marked = list(lines)
    for i, line in enumerate(lines):
        signed = _SIGNED_LINE.fullmatch(line.text)
        if signed and is_unit(re.sub(r"[(（].*?[)）]", "", signed["unit"])):
            marked[i] = replace(line, role="signature")
        if not is_date_line(line.text):
            continue
        above = i
        while above and i - above < 12 and _signature_like(lines[above - 1]):
            above -= 1
        while above < i and not is_unit(joined(lines[above:i])):
            above += 1
        if above == i and not _signs_alone(lines, i):
            if i < _FIRST_LINES and not _runs_before(lines, i):
                bracketed = line.text.startswith(("(", "（")) and "年" in line.text
                marked[i] = replace(line, role="signature" if bracketed else "meta")
            continue
        for k in range(above, i + 1):
            marked[k] = replace(lines[k], role="signature")
    return marked


def _signs_alone(lines: list[Line], i: int) -> bool:
    """Whether a date line with no unit above it can be the signing."""
    following = lines[i + 1].text if i + 1 < len(lines) else ""
    return (
        (i > 0 and bool(_PERSON.match(lines[i - 1].text)))
        or (i > 0 and len(lines[i - 1].text) <= 40 and is_unit(_NOISE.sub("", lines[i - 1].text)))
        or (len(lines) - i <= _LAST_LINES and _runs_before(lines, i))
        or bool(_AFTER_SIGNATURE.match(following))
        or (i >= _FIRST_LINES and is_title(following))
    )


def _runs_before(lines: list[Line], i: int) -> bool:
    """Whether running text stands before a line."""
    return any(len(line.text) >= 40 and line.role != "title" for line in lines[:i])


def _signature_like(line: Line) -> bool:
    return (
        line.role == "body"
        and line.label is None
        and len(line.text) <= 40
        and not _SENTENCE.search(line.text)
        and not is_date_line(line.text)
    )


def is_unit(words: str) -> bool:
    """Whether words end as the name of a body does."""
    return bool(_unit_ending().search(re.sub(r"\s|[(（][^()（）]*[)）]$", "", words)))


def _mark_recipients(lines: list[Line]) -> list[Line]:
    """The first line that greets someone, if it stands before any number."""
    for i, line in enumerate(lines[:_HEAD_LINES]):
        if line.label:
            break
        if line.role == "body" and _RECIPIENTS.fullmatch(line.text) and len(line.text) < 200:
            if (
                re.search(r"(?:如下|通知|意见|办法|规定|条件|材料|情形|之一)[:：]$", line.text)
                or len(line.text) < 4
            ):
                break
            return [*lines[:i], replace(line, role="recipients"), *lines[i + 1 :]]
    return lines


def _mark_titles(lines: list[Line]) -> list[Line]:
    """Titles stand at the head of the document, and after the signature of a covering notice."""
    marked = list(lines)
    starts = [0] + [
        i + 1
        for i, line in enumerate(lines)
        if line.role == "signature" and i + 1 < len(lines) and lines[i + 1].role != "signature"
    ]
    for start in starts:
        for first, last in _head_blocks(lines, start):
            if is_title(joined(lines[first:last])):
                for k in range(first, last):
                    marked[k] = replace(lines[k], role="title")
    for fallback in (_mark_web_title, _mark_short_title, _mark_headline):
        if not any(line.role == "title" for line in marked):
            marked = fallback(marked)
    head = next((i for i, line in enumerate(marked) if line.role == "title"), 0)
    for i in range(head if head < _HEAD_LINES else 0):
        if marked[i].role == "body" and _head_like(marked[i]):
            marked[i] = replace(marked[i], role="page")
    return marked


def _mark_web_title(lines: list[Line]) -> list[Line]:
    """On a web page the title, whatever its words, stands right above the line of publication."""
    for i, (line, following) in enumerate(pairwise(lines[:_HEAD_LINES])):
        if (
            line.role == "body"
            and following.role == "meta"
            and _WEB_LINE.search(following.text)
            and 6 <= len(line.text) <= _HEAD_LINE_LENGTH
            and not line.text.startswith(("(", "（"))
            and not is_unit(line.text)
            and not names_site(line.text)
        ):
            return [*lines[:i], replace(line, role="title"), *lines[i + 1 :]]
    return lines


def _mark_short_title(lines: list[Line]) -> list[Line]:
    """Where nothing else is a title, a first line of four or five characters may be: 旅行社条例."""
    first = next((i for i, x in enumerate(lines[:_FIRST_LINES]) if x.role == "body"), None)
    if first is None or not 4 <= len(lines[first].text) < SHORTEST_TITLE:
        return lines
    if not _head_like(lines[first]) or title_kind(lines[first].text) != "regulation":
        return lines
    return [*lines[:first], replace(lines[first], role="title"), *lines[first + 1 :]]


def _mark_headline(lines: list[Line]) -> list[Line]:
    """Where nothing else is a title, a short first line above running text is the headline."""
    for i, (line, following) in enumerate(pairwise(lines[:_FIRST_LINES])):
        if line.role in ("meta", "page", "number"):
            continue
        whole = following.role in ("recipients", "meta") or len(following.text) >= 40
        if (
            line.role == "body"
            and _head_like(line)
            and 6 <= len(line.text) <= 60
            and not _SENTENCE.search(line.text.rstrip("！？!?"))
            and not is_unit(line.text)
            and not names_site(line.text)
            and whole
        ):
            return [*lines[:i], replace(line, role="title"), *lines[i + 1 :]]
        break
    return lines


def _head_blocks(lines: list[Line], start: int) -> list[tuple[int, int]]:
    """Runs of short lines, as index pairs, before the first line of running text."""
    blocks: list[tuple[int, int]] = []
    i = start
    while i < len(lines) and i < start + _HEAD_LINES:
        line = lines[i]
        aside = line.role != "body" or line.text.startswith(("(", "（"))
        if line.role == "recipients" or not (aside or _head_like(line)):
            break
        if aside:
            i += 1
            continue
        last = i + 1
        while (
            last < len(lines)
            and lines[last].role == "body"
            and _head_like(lines[last])
            and not _closed_title(joined(lines[i:last]))
            and len(joined(lines[i : last + 1])) <= _TITLE_LENGTH
        ):
            last += 1
        while last > i + 1 and not is_title(joined(lines[i:last])):
            last -= 1
        blocks.append((i, last))
        i = last
    return blocks


def _head_like(line: Line) -> bool:
    return (
        line.label is None
        and len(line.text) <= _HEAD_LINE_LENGTH
        and not _SENTENCE_END.search(line.text)
        and not line.text.startswith(("(", "（"))
    )


def _closed_title(words: str) -> bool:
    """Whether nothing can follow: 关于…制度 may go on, 关于…制度的意见 may not."""
    words = without_site(words)
    return is_title(words) and ("关于" not in words or bool(_CLOSED_TITLE.search(words)))


def is_title(words: str) -> bool:
    """Whether words are the whole title of a document: they end as one does."""
    return len(words) >= SHORTEST_TITLE and title_kind(words) != ""


@cache
def _line_patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    roles: dict[str, Role] = {"meta": "meta", "contact": "contact", "page": "page"}
    return tuple((roles[row[0]], re.compile(row[1])) for row in _rows("line_roles.tsv"))


@cache
def _unit_ending() -> re.Pattern[str]:
    endings = "|".join(row[0] for row in _rows("unit_endings.tsv"))
    return re.compile(f"(?:{endings})$")


def _rows(file: str) -> list[list[str]]:
    lines = (TABLES / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
