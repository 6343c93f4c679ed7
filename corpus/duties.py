"""Duties: the words that say who leads a task and who supports it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from corpus.duty_columns import find_rows
from corpus.numbering import read_label
from corpus.records import Duty, Passage, Unit
from corpus.spans import Spans
from corpus.units import ends_as_body, split_units

TABLE = Path(__file__).parent / "tables" / "duty_forms.tsv"
_UNITS = r"[^:;。\n()]{2,400}?"
_FEW_UNITS = r"(?:[^,:;。\n()由]|(?<=自)由(?=贸)){2,60}?"
_TAIL = (
    r"(?:[;,。]\s*(?:[^:;,。]{0,6}(?:范围|时限|时间|期限|进度)[^:;,。]{0,4}:[^;。]*|[^;,。]{0,4}?20\d\d年[^。;]*|持续[^。;]*|长期[^。;]*|(?:完成)?时限[^。;]*"
    r"|(?:列|排)[^。;]*|下同|以下[^。;]*))*[;,。]?"
)
_NARROW = tuple(zip("，；：（）【】［］[]", ",;:()()()()", strict=True))
FIRST_LEADS = re.compile(
    r"[列排]?(?:在|列|名)?(?:第一|首)位(?:的|者)?(?:单位|部门)?(?:为|是)牵头(?:单位|部门)?"
    r"(?:[,，]\s*(?:以下|下)同)?"
)
_PAIR_OF_LINES = re.compile(r"[^:\n]{0,12}(?:单位|部门):[^\n]+\n\s*[^:\n]{0,8}(?:单位|部门):[^\n]+")
# What every way of saying it holds: lines without one of these words need no closer look.
_CUE = re.compile("牵头|负责|责任|主办|承办|落实|实施|主责|会同|会商|配合|协助|协同|参与|参加|指导")
_LINE = re.compile(r"[^\n]+")
_BRACKET = re.compile("[()]")
_CUE_IN_TEXT = re.compile("牵头|负责|会同")
_BEGINNING = 20
_IN_TEXT = (
    "lead_in_text", "named_in_text", "responsible_in_text", "with_in_text", "support_in_text",
    "led_body",
)  # fmt: skip
# Words that no name of a body holds: what was taken for one is a piece of a sentence.
_RUNNING_TEXT = re.compile(
    r"^[对在将把从向经请]|[的是]|(?<!各)(?<!国)有(?!关|资)|设[置立在]|作为|成立|组建|指定|明确|委托|通过|按照|根据|主要|以及|确需|下设|会同|时向|依照|牵头|研究$|^\\d"
)
# "负责…的部门" names a body by what it does: nothing is assigned by these words.
_DESCRIBES_BODY = re.compile(
    r"[^,，。;；:：\n]{2,30}?的(?:主管)?(?:部门|机构|机关|单位|组织|政府|人员|负责人)"
)
# What stands before the name of a task: (牵头)负责人才认定, 办公室设在市商务局,负责日常工作.
_BEFORE_TASK = re.compile(
    r"^(?:[^,，。;；\n]{2,20}设在[^,，。;；\n]{2,20}[,，]\s*)?负责(?!人(?![才员力口民工事防社文居大])|同志|制|干部|任)"
)
_LISTS = ("labelled_units", "divided", "each", "responsible", "columns")
_LONGEST_TASK = 40
_SHORTEST_TASK = 5
# A task of so few characters is a verb whose object stands before the body.
_LONGEST_VERB = 4


@dataclass(frozen=True, slots=True)
class Assignment:
    """Words that assign a task: their span, the form, the units, and the task if they name it."""

    start: int
    end: int
    form: str
    leads: tuple[Unit, ...]
    supports: tuple[Unit, ...]
    task: str = ""

    @property
    def closes(self) -> bool:
        """Whether the words close a task, as (责任单位:A) does, and are no sentence of its text."""
        return self.form not in _IN_TEXT


@dataclass(frozen=True, slots=True)
class _Form:
    key: str
    places: frozenset[str]
    pattern: re.Pattern[str]


def find_assignments(text: str) -> tuple[Assignment, ...]:
    """Everything in a text that says who leads or supports, in order, without overlap.

    Where a rule says that the unit named first leads, it does so in the list that carries the
    rule and in all later ones; the other units of the list then support.
    """
    narrow = text
    for wide, mark in _NARROW:
        narrow = narrow.replace(wide, mark)
    lines = _cue_lines(narrow)
    found = [
        Assignment(start, end, "columns", leads, supports, task)
        for start, end, task, leads, supports in find_rows(text)
    ]
    rows = Spans((a.start, a.end) for a in found)
    found += [a for a in _in_brackets(text, narrow, lines) if not rows.overlap(a.start, a.end)]
    taken = Spans((a.start, a.end) for a in found)
    found += [a for a in _in_lines(text, lines) if not taken.overlap(a.start, a.end)]
    found.sort(key=lambda a: a.start)
    return tuple(_first_leads(text, found))


def rules(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the rules that the unit named first leads from there on (…为牵头部门,下同)."""
    return tuple(m.span() for m in _first_leads_in(text) if "同" in m.group())


def _first_leads_in(text: str) -> Iterator[re.Match[str]]:
    if "第一位" in text or "首位" in text:
        yield from FIRST_LEADS.finditer(text)


def _cue_lines(narrow: str) -> list[re.Match[str]]:
    """The lines with a word that every way of saying it holds."""
    lines, at = [], 0
    while cue := _CUE.search(narrow, at):
        line = _LINE.match(narrow, narrow.rfind("\n", 0, cue.start()) + 1)
        assert line is not None  # it holds the cue
        lines.append(line)
        at = line.end()
    return lines


def duties_of(
    text: str,
    document_id: str,
    passages: Sequence[Passage],
    assignments: Sequence[Assignment],
) -> tuple[Duty, ...]:
    """The assignments as duties, each with the passage that holds it and the name of its task."""
    shared: dict[tuple[str, ...], int] = {}
    starts = [passage.start for passage in passages]
    homes = [_home(passages, starts, a) for a in assignments]
    for home, given in zip(homes, assignments, strict=True):
        if home and given.form not in _IN_TEXT:
            shared[home.path] = shared.get(home.path, 0) + 1
    duties = []
    last_end = 0
    for home, given in zip(homes, assignments, strict=True):
        if home is None:
            continue
        if given.task:
            task = given.task[:_LONGEST_TASK]
        elif given.form == "responsible_in_text" and _ends_clause(text, given.end):
            task = _clause_before(text, home.start, given.start) or _heading(home)
        elif given.form in _IN_TEXT:
            task = _whole_task(text, home, given) or _heading(home)
        else:
            task = _heading(home) if shared[home.path] == 1 else ""
            task = task or _first_clause(text, max(home.start, last_end), given.start)
            task = task or _heading(home)
            last_end = given.end
        duties.append(
            Duty(
                document_id, home.id, task, given.form, given.leads, given.supports,
                given.start, given.end,
            )
        )  # fmt: skip
    return tuple(duties)


def _home(passages: Sequence[Passage], starts: Sequence[int], given: Assignment) -> Passage | None:
    at = bisect_right(starts, given.start) - 1
    return passages[at] if at >= 0 and given.start < passages[at].end else None


def _heading(passage: Passage) -> str:
    if not passage.path:
        return ""
    printed = passage.path[-1]
    label = read_label(printed)
    return _BEFORE_TASK.sub("", printed[label.length if label else 0 :].strip()).rstrip("。")


def _first_clause(text: str, start: int, end: int) -> str:
    """The first words of the sentence or sentences that an assignment closes."""
    words = text[start:end].lstrip(" \n\u3000。;；,，)）").rstrip(" \n\u3000。;；,，(（")
    label = read_label(words)
    words = words[label.length if label else 0 :].removeprefix("的")
    words = _BEFORE_TASK.sub("", words)
    words = re.sub(r"^(?:根据|按照|依照)[^，,。；;\n]{2,40}[，,]\s*", "", words)
    clause = re.split(r"[。;；\n]|(?<=.{8})[,，:：]", words, maxsplit=1)[0].strip()
    return clause[:_LONGEST_TASK]


def _whole_task(text: str, home: Passage, given: Assignment) -> str:
    """What is assigned, with its object where that stands before: 规划由A负责编制."""
    task = _first_clause(text, given.end, home.end)
    verb = re.match(rf"[\u4e00-\u9fff]{{2,{_LONGEST_VERB}}}(?=[,，。;；\n]|$)", task)
    if verb is None:
        return task
    thing = _clause_before(text, home.start, given.start).removesuffix("由")
    return f"{thing}{verb.group()}"[-_LONGEST_TASK:]


def _ends_clause(text: str, at: int) -> bool:
    return at >= len(text) or text[at] in "。；;，,\n"


def _clause_before(text: str, start: int, end: int) -> str:
    """The words of the sentence that stand before an assignment: 清扫保洁，由县城管局负责."""
    words = re.split(r"[。；;\n]", text[start:end])[-1].strip(" \u3000")
    label = read_label(words)
    words = words[label.length if label else 0 :].strip(" \u3000，,、")
    clause = re.split("[，,]", words)[-1].removesuffix("主要")
    return (clause if len(clause) >= _SHORTEST_TASK else words)[:_LONGEST_TASK]


def _in_brackets(text: str, narrow: str, lines: Sequence[re.Match[str]]) -> Iterator[Assignment]:
    for start, end in (span for line in lines for span in _brackets(line)):
        inner = _masked(narrow[start + 1 : end - 1])
        if not _CUE.search(inner):
            continue
        for form in _forms():
            if "bracket" not in form.places:
                continue
            match = form.pattern.fullmatch(inner)
            given = match and _given(text, form.key, match, start + 1, (start, end))
            if given:
                yield given
                break


def _in_lines(text: str, lines: Sequence[re.Match[str]]) -> Iterator[Assignment]:
    """Assignments outside brackets: lines and sentences that say nothing else."""
    done = 0
    for line in lines:
        pair = _PAIR_OF_LINES.match(line.string, line.start())
        for offset, words in [(line.start(), pair.group())] if pair else _sentences(line):
            if offset < done or not _CUE.search(words):
                continue
            for given in _in_sentence(text, offset, _masked(words)):
                yield given
                done = given.end


def _sentences(line: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The sentences of a line; brackets may hold a full stop."""
    for sentence in re.finditer(r"[^。]+", _masked(line.group())):
        first, last = sentence.span()
        yield line.start() + first, line.group()[first:last]


def _in_sentence(text: str, offset: int, sentence: str) -> Iterator[Assignment]:
    """The assignment that is the whole sentence, or else one in each of its parts."""
    # Whole sentences print a colon or begin with 由; the others print one of three words.
    labelled = ":" in sentence or "由" in sentence[:_BEGINNING]
    whole = _first_match(text, offset, sentence, in_text=False) if labelled else None
    if whole:
        yield whole
        return
    if not _CUE_IN_TEXT.search(sentence):
        return
    for part in re.finditer(r"[^;\n]+", sentence):
        given = _first_match(text, offset + part.start(), part.group(), in_text=True)
        if given:
            yield given


def _first_match(text: str, offset: int, words: str, *, in_text: bool) -> Assignment | None:
    lead = len(words) - len(words.lstrip(" \t\u3000\u25a1"))
    label = read_label(words[lead:])
    lead += label.length if label else 0
    for form in _forms():
        match = _match_sentence(form, words, lead) if ("text" in form.places) == in_text else None
        if match:
            span = (offset + match.start(), offset + match.end())
            given = _given(text, form.key, match, offset, span)
            if given:
                return given
    return None


def _match_sentence(form: _Form, sentence: str, lead: int) -> re.Match[str] | None:
    """The match of a form in a sentence, whose words begin at ``lead``."""
    if "line" in form.places:
        return form.pattern.fullmatch(sentence, lead)
    if "sentence" in form.places and sentence.startswith("由", lead):
        return form.pattern.fullmatch(sentence, lead)
    return form.pattern.search(sentence, lead) if "text" in form.places else None


def _given(
    text: str, form: str, match: re.Match[str], offset: int, span: tuple[int, int]
) -> Assignment | None:
    """The assignment of a match, unless something in the lists is no body."""
    groups = match.groupdict()
    leads = split_units(text, offset + match.start("A"), offset + match.end("A"))
    supports: tuple[Unit, ...] = ()
    if "B" in groups:
        supports = split_units(text, offset + match.start("B"), offset + match.end("B"))
        if not supports:
            return None
    if groups.get("C"):
        supports += split_units(text, offset + match.start("C"), offset + match.end("C"))
    if form in _IN_TEXT and not all(_cleanly_named(unit.name) for unit in leads + supports):
        return None
    if form == "responsible_in_text" and _DESCRIBES_BODY.match(text, span[1]):
        return None
    return Assignment(*span, form, leads, supports) if leads else None


def _cleanly_named(name: str) -> bool:
    return ends_as_body(name) and not _RUNNING_TEXT.search(name)


def _first_leads(text: str, found: Sequence[Assignment]) -> Iterator[Assignment]:
    said = Spans(match.span() for match in _first_leads_in(text))
    lasting = next((start for start, _ in rules(text)), len(text))
    for given in found:
        governed = lasting < given.start or said.starting(given.start, given.end + 40)
        if governed and given.form in _LISTS and not given.supports:
            yield replace(given, leads=given.leads[:1], supports=given.leads[1:])
        else:
            yield given


def _brackets(line: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Spans of outermost brackets that close on their line."""
    depth, start = 0, 0
    for mark in _BRACKET.finditer(line.string, line.start(), line.end()):
        if mark.group() == "(":
            start = start if depth else mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, mark.end()


def _masked(words: str) -> str:
    """The same length, inner brackets and what they hold replaced, so that patterns pass over."""
    opened: list[int] = []
    outermost: list[tuple[int, int]] = []
    for mark in re.finditer(r"[()]", words):
        if mark.group() == "(":
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            while outermost and outermost[-1][0] > start:
                outermost.pop()
            outermost.append((start, mark.end()))
    if not outermost:
        return words
    masked = list(words)
    for start, end in outermost:
        masked[start:end] = "\u25a1" * (end - start)
    return "".join(masked)


@cache
def _forms() -> tuple[_Form, ...]:
    forms = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        key, places, pattern = line.split("\t")[:3]
        pattern = pattern.replace("{a}", rf"(?P<A>{_FEW_UNITS})")
        pattern = pattern.replace("{b}", rf"(?P<B>{_FEW_UNITS})")
        pattern = pattern.replace("{C}", f"(?P<C>{_UNITS})")
        pattern = pattern.replace("{A}", f"(?P<A>{_UNITS})").replace("{B}", f"(?P<B>{_UNITS})")
        tail = "" if places == "text" else _TAIL
        forms.append(_Form(key, frozenset(places.split()), re.compile(pattern + tail)))
    return tuple(forms)
