"""What a language model wrote, sentence by sentence against the passages that it cites.

A sentence stays where every claim in it carries marks, and what it marks holds its amounts, dates,
places and bodies, gives those bodies the same roles, and denies what it denies. Words that agree
in all this may still say something else: the checks find what would be a false fact, not bad prose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answers.added import added_item, added_word, lost_condition, wrong_rate
from answers.alignment import Clause, alike, likest, pairs, rarity, read, sentence_of, terms, weight
from answers.bindings import (
    REACHES,
    misplaced_body,
    misplaced_day,
    misplaced_doer,
    misplaced_figure,
    stitched,
)
from answers.cues import cue, says
from answers.figures import unsupported_figure
from answers.instructions import speaks_to_a_model
from answers.roles import assigned_in, bodies_in, unknown_body, with_chinese_names, wrong_role
from answers.timing import wrong_time
from corpus.places import covers, find_places
from corpus.records import Duty, Region
from corpus.script import simplify
from retrieval.english import translate_question

# The share of a claim's character pairs that its source must hold, and that a clause of the source
# must hold to be about the same thing.
LEAST_GROUND, LEAST_LIKENESS = 0.35, 0.34
# The share of a matter that a clause must hold for itself.
LEAST_ALONE = 0.6
# How many pairs more two clauses of a source must hold than one to be what a clause stands on.
LEAST_GAIN = 2
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
_ONE = re.compile(r"(?<![第十百千万零点每])一([个家项套户件条批所间种座处头辆只位名台年天日周])")
_CLAUSE = re.compile(r"[,;。!?:\n]")
_MUST = re.compile(
    r"(?<!不)(?:应(?!急|用|对|届|聘|付|变|收)|必须|务必|须(?!知))"
    r"|\b(?:must|shall|(?:is|are) required to)\b",
    re.I,
)
_MAY = re.compile(
    r"(?<!不)可(?!能|行|靠|持续|再生|见|信|观|比|操作|抗力)|\b(?:may|can)\b(?! not)", re.I
)
# What a source only wishes for, tries or leaves open.
_LEAVES = re.compile(
    r"鼓励|倡导|提倡|引导|探索|自愿|自主(?:选择|决定)|争取|力争|研究(?:制定|建立|推进)"
)
_NO_NEED = re.compile(r"不需要?|不用|无须|不必")
# What forbids, where its source may only speak of a reduction.
_FORBIDS = re.compile(r"不(?:可以|能|准|允许|予|免费|得(?!低于|少于|超过|高于|多于))")
_MODALS = re.compile(r"可以|应当|必须|务必|能够?")
_SAYS_NOT_TO = re.compile(r"[不未][得能可予准许再需须]?")
_SAYS_NOT = re.compile(r"不|取消|禁|无|未|没有|停止|除外")
# A clause that is no more than yes or no goes with what follows it.
_VERDICT = re.compile(r"是的?|不是|不得|对|不对|不?需要|无需|不用|不?可以|不?能|没?有|否")
_LACKS = re.compile(r"无(?![论障线])|没|非|免|缺|未|不|除[^,]*外")
# 未经同意,不得举办 is said as well by 须经同意.
_NEEDS_LEAVE = re.compile(r"(?:须|需|应当?|先|要)经|方可|才(?=可|能)")
_WITHOUT = re.compile(r"未[^;。]*不(?:得|予|能|可)")
_REQUIRES = re.compile(r"必须|须|应|需|要|先|凭|方可|才(?=可|能)")
# Words that join without saying anything of the matter.
_FILLERS = re.compile(r"从|自|到|至|开始|结束|为止|应当|可以|必须|需要|会被|要")
_FREE = re.compile(r"(?:减免|免)[费收交缴征除]?")
_ENGLISH_BOUND = re.compile(
    r"\b(?:no|not) (?:to )?(?:be )?"
    r"(?:more|less|fewer|later|earlier|longer|shorter|lower|higher|greater|exceed\w*)\b",
    re.I,
)
_ENGLISH_DENIAL = re.compile(
    r"\b(?:not|no|never|without|nor|neither|none|cannot|exempt\w*|prohibit\w*|forbid\w*|forbidden"
    r"|waive\w*|free of|(?:is|are|for) free|ban(?:ned|s)?|abolish\w*|cancel\w*)\b|n['’]t\b",
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
        reason = _reason_against_claim(claim, [sources[n - 1] for n in numbers], bare)
        if reason:
            return reason
    return ""


def _reason_against_claim(claim: str, cited: Sequence[Source], sentence: str) -> str:
    if any(speaks_to_a_model(source.text) for source in cited):
        return "instruction"
    for part, sources in _by_place(claim, cited):
        reason = _reason_against_part(alike(part), sources, alike(sentence))
        if reason:
            return reason
    return ""


def _reason_against_part(claim: str, cited: Sequence[Source], sentence: str) -> str:
    heading = alike(_folded("\n".join(source.heading for source in cited)))
    body = alike(_folded("\n".join(source.text for source in cited)))
    whole = f"{heading}\n{body}"
    duties = [duty for source in cited for duty in source.duties]
    names = {unit.name for duty in duties for unit in (*duty.leads, *duty.supports)}
    named = {found.name for found in bodies_in(whole, names)} | names
    claim = with_chinese_names(claim, named)
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        # What is to be reached (达到60万公里) is reached by more as well.
        (
            "number",
            lambda: unsupported_figure(_counted(claim, whole), f"{whole}\n{_reached(whole)}"),
        ),
        ("place", lambda: _strange_place(claim, whole, cited)),
        ("body", lambda: unknown_body(claim, whole, duties)),
        ("role", lambda: wrong_role(claim, whole, duties)),
        ("denial", lambda: _wrong_denial(claim, body)),
        ("modality", lambda: _wrong_modality(claim, body)),
        ("ground", lambda: _groundless(claim, whole)),
        ("clause", lambda: _wrong_clause(claim, sentence, heading, body, duties)),
    )
    for name, check in checks:
        what = check()
        if what:
            return what if name == "clause" else f"{name}: {what}"
    return ""


def _wrong_clause(
    claim: str, sentence: str, heading: str, body: str, duties: Sequence[Duty]
) -> str:
    """Why a clause does not say what the likest clauses of its source say; empty where it does."""
    source, parts = read(body), read(claim)
    assigned = assigned_in(claim, duties)
    for part in parts:
        checks: tuple[tuple[str, Callable[[Clause], str]], ...] = (
            ("time", lambda part: wrong_time(part, source)),
            ("figure", lambda part: misplaced_figure(part, source)),
            ("day", lambda part: misplaced_day(part, source)),
            ("rate", lambda part: wrong_rate(part, source)),
            ("added", lambda part: added_word(part, source, heading)),
            ("item", lambda part: added_item(part, f"{heading}\n{body}")),
            ("deed", lambda part: misplaced_body(part, source, assigned)),
            ("doer", lambda part: misplaced_doer(part, source)),
            ("condition", lambda part: lost_condition(part, sentence, source)),
        )
        for name, check in checks:
            what = check(part)
            if what:
                return f"{name}: {what}"
    what = stitched(parts, source)
    return f"case: {what}" if what else ""


def _by_place(claim: str, cited: Sequence[Source]) -> list[tuple[str, Sequence[Source]]]:
    """A claim in parts, each with the sources of the place that it names, where they differ."""
    if len({source.region for source in cited}) < 2:
        return [(claim, cited)]
    parts: list[tuple[str, Sequence[Source]]] = []
    for clause in filter(_WORD.search, _CLAUSE.split(claim)):
        places = find_places(clause)
        here = [s for s in cited if any(_holds(place.region, s.region) for place in places)]
        if here and len(here) < len(cited):
            parts.append((clause, here))
        elif parts and not places:
            parts[-1] = (f"{parts[-1][0]},{clause}", parts[-1][1])
        else:
            parts.append((clause, cited))
    return parts


def _holds(place: Region, region: Region) -> bool:
    return region != Region() and (covers(place, region) or covers(region, place))


def _reached(whole: str) -> str:
    return REACHES.sub("满", whole)


def _counted(claim: str, whole: str) -> str:
    """A claim without 一 before what its source does not count (一户农户), 一年 as 每年."""

    def plain(one: re.Match[str]) -> str:
        if re.search(rf"[\d一二两三四五六七八九十]{one[1]}", whole):
            return one[0]
        return ("每" if f"每{one[1]}" in whole else "") + one[1]

    return _ONE.sub(plain, claim)


def _strange_place(claim: str, whole: str, cited: Sequence[Source]) -> str:
    """A place of the claim where no cited document holds and that none names."""
    for place in find_places(claim):
        here = any(_holds(place.region, source.region) for source in cited)
        if not here and place.mention not in whole:
            return place.mention
    return ""


def _wrong_denial(claim: str, body: str) -> str:
    """A clause that denies what the likest clause of its source does not, or the other way."""
    if _is_english(claim):
        return _wrong_english_denial(claim, body)
    source = read(body)
    for part in read(claim):
        if _VERDICT.fullmatch(part.text):
            rest = claim.replace(part.text, "", 1)
            if not _deny_alike(part.text, rest) and not _deny_alike(part.text, _FREE.sub("", rest)):
                return part.text
            continue
        said_no = says("denial", part.text)
        nearest = _in_its_case(part, _likest_clauses(_matter(part.text), source))
        if not nearest:
            if said_no and not _denied_beside(part.text, source):
                return part.text
        elif not any(_deny_alike(part.text, one.text) for one in nearest):
            if not (
                (said_no and _denied_beside(part.text, source))
                or _denies_the_same(part.text, nearest, source)
                or (not said_no and _denied_before(part, nearest))
            ):
                return part.text
        elif _FORBIDS.search(part.text) and not any(_SAYS_NOT.search(one.text) for one in nearest):
            return part.text
    return ""


def _likest_clauses(matter: str, source: Sequence[Clause]) -> list[Clause]:
    """The clauses that a matter is likest to; none where little is.

    Where none holds half of it by itself, what stands over the clauses counts too.
    """
    wanted = terms(matter)
    known = rarity(source)
    alone = [weight(wanted & one.terms, known) for one in source]
    if wanted and max(alone, default=0.0) >= LEAST_ALONE * weight(wanted, known):
        return [one for one, told in zip(source, alone, strict=True) if told == max(alone)]
    found = likest(wanted, source)
    held = max((len(wanted & (one.terms | terms(one.context))) for one in found), default=0)
    return found if held and held >= LEAST_LIKENESS * len(wanted) else []


def _in_its_case(part: Clause, nearest: list[Clause]) -> list[Clause]:
    """Of clauses that are equally like one in a case (…的,可以), those that stand in that case."""
    if not part.context.endswith("的"):
        return nearest
    held = [len(terms(part.context) & terms(one.context)) for one in nearest]
    return [one for one, count in zip(nearest, held, strict=True) if count == max(held)]


def _matter(part: str) -> str:
    """What a clause speaks of, without what it says or denies of it."""
    return cue("denial").sub(",", _MODALS.sub(",", _SAYS_NOT_TO.sub(",", part)))


def _denies_the_same(part: str, nearest: Sequence[Clause], source: Sequence[Clause]) -> bool:
    """Whether what a clause denies its source does in the same words, or requires by denying."""
    for one in nearest:
        sentence = sentence_of(one, source)
        denied = [
            part[m.start() : m.end() + (3 if m.group() in "不未" else 2)]
            for m in cue("denial").finditer(part)
        ]
        if denied and not says("denial", one.text) and all(words in sentence for words in denied):
            return True
        if not denied and _WITHOUT.search(sentence) and _REQUIRES.search(part):
            return True
    return False


def _denied_before(part: Clause, nearest: Sequence[Clause]) -> bool:
    """Whether the clause before says what the likest clause of the source denies."""
    return says("denial", part.context) and any(
        len(terms(part.context) & one.terms) >= LEAST_LIKENESS * len(terms(part.context))
        for one in nearest
    )


def _deny_alike(claimed: str, known: str) -> bool:
    denies, denied = says("denial", claimed), says("denial", known)
    return (
        denies == denied
        or bool("未经" in known and _NEEDS_LEAVE.search(claimed))
        or bool(denied and _LACKS.search(claimed))
        or bool(denies and _LACKS.search(known))
    )


def _denied_beside(part: str, source: Sequence[Clause]) -> bool:
    """Whether two neighbouring clauses of the source together say and deny what a clause does."""
    matter = _pairs(_matter(part))
    alone = max((len(matter & _pairs(clause.text)) for clause in source), default=0)
    least = max(alone + LEAST_GAIN, LEAST_LIKENESS * len(matter))
    return any(
        one.sentence == other.sentence
        and (says("denial", one.text) or says("denial", other.text))
        and len(matter & (_pairs(one.text) | _pairs(other.text))) >= least
        for one, other in pairwise(source)
    )


def _is_english(claim: str) -> bool:
    letters = re.findall(r"[\u4e00-\u9fff]", re.sub(r"\([^)]*\)", "", claim))
    return len(re.findall(r"[A-Za-z]+", claim)) > len(letters)


def _wrong_english_denial(claim: str, body: str) -> str:
    """An English claim that denies what the likest clause of its source does not, or otherwise."""
    said_no = bool(_ENGLISH_DENIAL.search(_ENGLISH_BOUND.sub("", claim)))
    likest = _likest(translate_question(claim), body)
    return claim if likest and all(says("denial", one) != said_no for one in likest) else ""


def _likest(part: str, body: str) -> list[str]:
    """The clauses of a body that hold the greatest share of a part; all where none holds any."""
    shares = [(_share(part, clause.text), clause.text) for clause in read(body)]
    best = max((share for share, _ in shares), default=0.0)
    return [text for share, text in shares if share == best]


def _groundless(claim: str, whole: str) -> str:
    """The claim, or a clause of it, where too little of its Chinese wording is in its source."""
    bare = _FILLERS.sub(",", claim)
    if _pairs(claim) and max(_share(claim, whole), _share(bare, whole)) < LEAST_GROUND:
        return claim
    for clause in _CLAUSE.split(claim):
        for place in find_places(clause):  # checked by themselves
            clause = clause.replace(place.mention, "")
        if len(_pairs(clause)) >= LONG_CLAUSE and _share(clause, whole) < LEAST_CLAUSE_GROUND:
            return clause
    return ""


def _wrong_modality(claim: str, body: str) -> str:
    """A clause that obliges where the likest clause of its source allows, or the other way."""
    source = read(body)
    for part in _CLAUSE.split(claim):
        obliges, allows = _obliges(part), _allows(part)
        if obliges == allows or not source:
            continue
        probe = part if re.search(r"[\u4e00-\u9fff]", part) else translate_question(part)
        place = max(range(len(source)), key=lambda i: _share(probe, source[i].text))
        if _share(probe, source[place].text) < LEAST_LIKENESS:
            continue
        likest = _with_its_modal(place, source)
        leaves = _allows(likest) or _LEAVES.search(likest) is not None
        must = _obliges(likest)
        if (obliges and leaves and not must) or (allows and must and not leaves):
            return part
    return ""


def _with_its_modal(place: int, source: Sequence[Clause]) -> str:
    """The words of a clause, with the clause before it where only that says may or must."""
    words = source[place].text
    if place and source[place - 1].sentence == source[place].sentence:
        before = source[place - 1].text
        if not (_obliges(words) or _allows(words)) and not source[place - 1].figures:
            return before + words
    return words


def _obliges(text: str) -> bool:
    return _MUST.search(text) is not None


def _allows(text: str) -> bool:
    return _MAY.search(text) is not None


def _share(claim: str, text: str) -> float:
    """The share of the claim's pairs of Chinese characters that a text holds, 0 to 1."""
    own = _pairs(claim)
    return len(own & _pairs(text)) / len(own) if own else 0.0


def _pairs(text: str) -> frozenset[str]:
    return pairs(_NO_NEED.sub("无需", text))


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
