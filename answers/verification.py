"""What a language model wrote, sentence by sentence against the passages that it cites.

A sentence stays where every claim in it carries marks, and what it marks holds its amounts, dates,
places and bodies, gives those bodies the same roles, and denies what it denies. Words that agree
in all this may still say something else: the checks find what would be a false fact, not bad prose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from answers.cues import says
from answers.figures import unsupported_figure
from answers.instructions import speaks_to_a_model
from answers.roles import bodies_in, unknown_body, with_chinese_names, wrong_role
from corpus.places import covers, find_places
from corpus.records import Duty, Region
from corpus.script import simplify
from retrieval.english import translate_question

# The share of a claim's character pairs that its source must hold, and that a clause of the source
# must hold to be about the same thing.
LEAST_GROUND, LEAST_LIKENESS = 0.35, 0.34
# The same for one clause of a claim, from so many pairs on: a clause of its own invention.
LEAST_CLAUSE_GROUND, LONG_CLAUSE = 0.2, 4

_MARK = re.compile(r"\[(\d{1,3})\]")
_MARKS = re.compile(r"(?:\s*\[\d{1,3}\])+")
_SEVERAL_MARKS = re.compile(r"[\[【]\s*(\d{1,3}(?:\s*[,、]\s*\d{1,3})*)\s*[\]】]")
# A full stop after a digit at the start of a line numbers it; a semicolon ends what marks adjoin.
_END = re.compile(
    r"(?:[。!?]|(?<!^\d)(?<!^\d\d)\.(?=\s|\[|$)|(?<=\]);|;(?=\s*\[\d))[”’」』》\")]*(?:\s*\[\d{1,3}\])*"
)
_LABEL = re.compile(r"^\s*(?:[-*•]\s+|(?:\(?\d{1,2}[.、)]|[一二三四五六七八九十]+、)\s*)")
_WORD = re.compile(r"\w")
_CLAUSE = re.compile(r"[,;。!?:\n]")
_MUST = re.compile(r"(?<!不)(?:应当|必须|务必)|\b(?:must|shall|(?:is|are) required to)\b", re.I)
_MAY = re.compile(r"(?<!不)可以|\b(?:may|can)\b(?! not)", re.I)
_NO_NEED = re.compile(r"不需要?|不用|无须|不必")
# What forbids, where its source may only speak of a reduction.
_FORBIDS = re.compile(r"不(?:可以|能|准|允许|予|免费)")
_SAYS_NOT = re.compile(r"不|禁|无|未|没有|停止|除外")
# A clause that is no more than yes or no goes with what follows it.
_VERDICT = re.compile(r"是的?|不是|对|不对|不?需要|无需|不用|不?可以|不?能|没?有|否")
_ENGLISH_DENIAL = re.compile(
    r"\b(?:not|no|never|without|nor|neither|none|cannot|exempt\w*|prohibit\w*|forbid\w*|forbidden"
    r"|waive\w*|free of|ban(?:ned|s)?|abolish\w*|cancel\w*)\b|n['’]t\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Source:
    """What a mark stands for: the words over a passage, its own, its duties and where it holds."""

    heading: str
    text: str
    duties: tuple[Duty, ...]
    region: Region


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence that does not hold, and why."""

    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verified:
    """The sentences that hold, in the layout in which they were written, and those that do not."""

    text: str
    removed: tuple[Removed, ...]


def verify(text: str, sources: Sequence[Source]) -> Verified:
    """Keep the sentences of a written text that hold; mark "[1]" stands for ``sources[0]``."""
    lines, removed = [], []
    for line in _tidy(text).split("\n"):
        kept = []
        for sentence in sentences_of(line):
            reason = reason_against(sentence, sources)
            if reason:
                removed.append(Removed(sentence, reason))
            else:
                kept.append(sentence)
        if kept:
            lines.append((" " if kept[0].isascii() else "").join(kept))
    return Verified("\n".join(lines), tuple(removed))


def marks_in(text: str) -> tuple[int, ...]:
    """The numbers of the marks in a text, in order, each once."""
    return tuple(dict.fromkeys(int(number) for number in _MARK.findall(text)))


def sentences_of(line: str) -> list[str]:
    """The sentences of a line, each with the marks that follow it."""
    found, start = [], 0
    folded = _folded(line)
    for match in _END.finditer(folded):
        found.append(line[start : match.end()].strip())
        start = match.end()
    found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def reason_against(sentence: str, sources: Sequence[Source]) -> str:
    """Why a sentence does not hold ("number: 40%"); empty where it does."""
    bare = _LABEL.sub("", _folded(sentence))
    claims, rest = claims_in(bare)
    if not claims or _WORD.search(rest):
        return "unmarked"
    if not any(_WORD.search(claim) for claim, _ in claims):
        return "empty"
    for claim, numbers in claims:
        if not all(1 <= number <= len(sources) for number in numbers):
            return "mark"
        reason = _reason_against_claim(claim, [sources[number - 1] for number in numbers])
        if reason:
            return reason
    return ""


def _reason_against_claim(claim: str, cited: Sequence[Source]) -> str:
    if any(speaks_to_a_model(source.text) for source in cited):
        return "instruction"
    body = _folded("\n".join(source.text for source in cited))
    whole = _folded("\n".join(source.heading for source in cited)) + "\n" + body
    duties = [duty for source in cited for duty in source.duties]
    names = {unit.name for duty in duties for unit in (*duty.leads, *duty.supports)}
    named = {found.name for found in bodies_in(whole, names)} | names
    claim = with_chinese_names(claim, named)
    checks = (
        ("number", unsupported_figure(claim, whole)),
        ("place", _strange_place(claim, whole, cited)),
        ("body", unknown_body(claim, whole, duties)),
        ("role", wrong_role(claim, whole, duties)),
        ("denial", _wrong_denial(claim, body)),
        ("modality", _wrong_modality(claim, body)),
        ("ground", _groundless(claim, whole)),
    )
    return next((f"{name}: {what}" for name, what in checks if what), "")


def _strange_place(claim: str, whole: str, cited: Sequence[Source]) -> str:
    """A place of the claim where no cited document holds and that none names."""
    for place in find_places(claim):
        here = any(
            source.region != Region()
            and (covers(place.region, source.region) or covers(source.region, place.region))
            for source in cited
        )
        if not here and place.mention not in whole:
            return place.mention
    return ""


def _wrong_denial(claim: str, body: str) -> str:
    """A clause that denies what the likest clause of its source does not, or the other way."""
    clauses = [clause for clause in _CLAUSE.split(body) if _WORD.search(clause)]
    english = not re.search(r"[\u4e00-\u9fff]", re.sub(r"\([^)]*\)", "", claim)) or (
        len(re.findall(r"[A-Za-z]+", claim)) > len(re.findall(r"[\u4e00-\u9fff]", claim))
    )
    parts = [claim] if english else [c for c in _CLAUSE.split(claim) if _WORD.search(c)]
    for part in parts:
        if _VERDICT.fullmatch(part.strip()):
            if says("denial", part) != says("denial", claim.replace(part, "", 1)):
                return part
            continue
        said_no = bool(_ENGLISH_DENIAL.search(part)) if english else says("denial", part)
        probe = translate_question(part) if english else part
        likeness = [(_share(probe, clause), clause) for clause in clauses]
        best = max((share for share, _ in likeness), default=0.0)
        if best < LEAST_LIKENESS and not (english and clauses):
            if said_no:
                return part
            continue
        likest = [clause for share, clause in likeness if share == best]
        if not any(says("denial", clause) == said_no for clause in likest):
            return part
        if _FORBIDS.search(part) and not any(_SAYS_NOT.search(clause) for clause in likest):
            return part
    return ""


def _groundless(claim: str, whole: str) -> str:
    """The claim, or a clause of it, where too little of its Chinese wording is in its source."""
    if _pairs(claim) and _share(claim, whole) < LEAST_GROUND:
        return claim
    for clause in _CLAUSE.split(claim):
        if len(_pairs(clause)) >= LONG_CLAUSE and _share(clause, whole) < LEAST_CLAUSE_GROUND:
            return clause
    return ""


def _wrong_modality(claim: str, body: str) -> str:
    """A clause that obliges where the likest clause of its source allows, or the other way."""
    clauses = [clause for clause in _CLAUSE.split(body) if _WORD.search(clause)]
    for part in _CLAUSE.split(claim):
        obliges, allows = _obliges(part), _allows(part)
        if obliges == allows or not clauses:
            continue
        probe = part if re.search(r"[\u4e00-\u9fff]", part) else translate_question(part)
        likest = max(clauses, key=lambda clause: _share(probe, clause))
        if _share(probe, likest) < LEAST_LIKENESS:
            continue
        if (obliges and _allows(likest) and not _obliges(likest)) or (
            allows and _obliges(likest) and not _allows(likest)
        ):
            return part
    return ""


def _obliges(text: str) -> bool:
    return _MUST.search(text) is not None


def _allows(text: str) -> bool:
    return _MAY.search(text) is not None


def _share(claim: str, text: str) -> float:
    """The share of the claim's pairs of Chinese characters that a text holds, 0 to 1."""
    pairs = _pairs(claim)
    return len(pairs & _pairs(text)) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> frozenset[str]:
    runs = re.findall(r"[\u4e00-\u9fff]{2,}", _NO_NEED.sub("无需", text).replace("的", ""))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def claims_in(sentence: str) -> tuple[list[tuple[str, tuple[int, ...]]], str]:
    """Each stretch with the marks that end it, and what is left behind the last marks."""
    found, start = [], 0
    for match in _MARKS.finditer(sentence):
        found.append((sentence[start : match.start()].strip(), marks_in(match.group())))
        start = match.end()
    return found, sentence[start:]


def _tidy(text: str) -> str:
    """Marks in one form, no emphasis, simplified characters."""
    text = re.sub(r"[［]", "[", re.sub(r"[］]", "]", text)).replace("**", "")
    text = _SEVERAL_MARKS.sub(
        lambda m: "".join(f"[{int(n)}]" for n in re.findall(r"\d+", m[1])), text
    )
    return simplify(text)


def _folded(text: str) -> str:
    """A text with its widths folded, of the same length, so that places in both agree."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", c)) == 1 else c for c in text
    )
