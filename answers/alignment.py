"""A text as clauses that can be held against those of another text, and which one is likest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from answers.figures import Figure, amounts
from retrieval.tables import rows

SAME_MEANING = Path(__file__).parent / "tables" / "same_meaning.tsv"
# What stands before a clause in its sentence counts so much of what stands in the clause itself.
CONTEXT_WEIGHT = 0.5

_FULL_STOP = re.compile(r"[。!?\n]")
_CLAUSE_END = re.compile(r"[,:]")
# Two statements in one stretch: each side must be long enough to be one.
_JOINED = re.compile(
    r"(?<=[\u4e00-\u9fff\d%]{4})(?:并且|而且|且(?!不)|但是?|同时(?=[\u4e00-\u9fff]{4})"
    r"|并(?![不非未无列行购联轨发])(?=[\u4e00-\u9fff]{4}))"
    # A case and what holds for it: 未取得许可证的可以采砂.
    r"|(?<=[^,、]{3}的)(?=可以|应当|不得|必须|不予|予以|给予|退还|免收|处\d)"
)
_LABEL = re.compile(r"^\s*(?:\(?[\d一二三四五六七八九十]{1,3}[.、)])+(?!\d)")
_CASE = re.compile(r"的$")
_WORD = re.compile(r"\w")
_EMPTY = re.compile(r"[的了]")
_RUN = re.compile(r"[\u4e00-\u9fff]+")
_FAMILIES = {
    **dict.fromkeys(("年", "个月", "月", "天", "日", "工作日", "周", "小时", "分钟"), "time"),
    **dict.fromkeys(("%", "‰", "倍", "折"), "share"),
    "元": "money",
    "岁": "age",
    **dict.fromkeys(("平方米", "公里", "米", "毫米", "厘米", "公顷", "亩"), "size"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a text that says one thing.

    ``context`` is what stands before it in its sentence and holds for it too, ``elided`` what
    earlier clauses say that it may leave unsaid (甲的,租金按市场价的30%收取;乙的,按50%收取).
    ``sentence`` counts the sentences of the text, parted by semicolons as well.
    """

    text: str
    context: str
    sentence: int
    elided: str = ""

    @property
    def terms(self) -> frozenset[str]:
        """What the clause speaks of, see ``terms``."""
        return terms(self.text)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its amounts, dates left out."""
        return _amounts(self.text)


def family(figure: Figure) -> str:
    """Which figures could be taken for each other: times, money, shares, all that is counted."""
    return _FAMILIES.get(figure.unit, "count")


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Clause, ...]:
    """The clauses of a text in order."""
    found: list[Clause] = []
    number = 0
    for whole in _FULL_STOP.split(text):
        elided: list[str] = []
        for sentence in whole.split(";"):
            number += 1
            before: list[str] = []
            for piece in _pieces(sentence):
                told = {family(figure) for figure in _amounts(piece)}
                over = _over(piece, told, before)
                found.append(Clause(piece, ",".join(over), number, ",".join(elided)))
                if told and over and over[-1].endswith("的"):
                    elided.append(piece)
                before.append(piece)
    return tuple(found)


def _over(piece: str, told: set[str], before: Sequence[str]) -> list[str]:
    """The clauses before one in its sentence that hold for it too.

    A clause with a figure of the same sort stands beside it, and what is before that holds for it
    only where both begin alike, that is without a subject of their own.
    """
    found: list[str] = []
    for one in reversed(before):
        if told & {family(figure) for figure in _amounts(one)}:
            if one[:2] != piece[:2]:
                # Still in the case that the sentence is about.
                place = before.index(one)
                case = next(
                    (other for other in reversed(before[:place]) if _CASE.search(other)), ""
                )
                found += [case] if case and not any(map(_CASE.search, found)) else []
                break
        else:
            found.append(one)
    return found[::-1]


def sentence_of(clause: Clause, clauses: Sequence[Clause]) -> str:
    """The whole sentence in which a clause stands."""
    return ",".join(one.text for one in clauses if one.sentence == clause.sentence)


@lru_cache(maxsize=2048)
def terms(text: str) -> frozenset[str]:
    """The pairs of neighbouring Chinese characters of a text, and its amounts as words."""
    return pairs(text) | {f"{f.value.normalize():f}{f.unit}" for f in _amounts(text)}


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring Chinese characters of a text."""
    runs = _RUN.findall(_EMPTY.sub("", text))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def share(part: str, text: str) -> float:
    """The share of the terms of ``part`` that ``text`` holds, 0 to 1."""
    wanted = terms(part)
    return len(wanted & terms(text)) / len(wanted) if wanted else 0.0


def likeness(wanted: frozenset[str], clause: Clause) -> float:
    """How many terms a clause holds; one that only its context holds counts half, or whole where
    the context is a condition (购买微耕机的,每台补贴800元)."""
    own = wanted & (clause.terms | terms(clause.elided))
    weight = 1.0 if clause.context.endswith("的") else CONTEXT_WEIGHT
    return len(own) + weight * len((wanted - own) & terms(clause.context))


def likest(wanted: frozenset[str], clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that hold most of some terms; none where none holds any.

    A term counts the less the more clauses hold it: the deed of a rule tells its clause, not the
    matter that all rules are about.
    """
    known = rarity(clauses)
    scored = [(_weighed(wanted, clause, known), clause) for clause in clauses]
    best = max((score for score, _ in scored), default=0.0)
    return [clause for score, clause in scored if score == best and best > 0]


def weight(wanted: Iterable[str], known: Mapping[str, float]) -> float:
    """What terms weigh by ``rarity``; one that is not known weighs 1."""
    # In a fixed order: the last digits of a sum of fractions follow it.
    return sum(known.get(term, 1.0) for term in sorted(wanted))


def rarity(clauses: Sequence[Clause]) -> Mapping[str, float]:
    """One over the number of clauses that hold a term, by term."""
    return _rarity(tuple(clauses))


@lru_cache(maxsize=256)
def _rarity(clauses: tuple[Clause, ...]) -> Mapping[str, float]:
    counts = Counter(term for clause in clauses for term in clause.terms)
    return {term: 1 / count for term, count in counts.items()}


def _weighed(wanted: frozenset[str], clause: Clause, known: Mapping[str, float]) -> float:
    own = wanted & (clause.terms | terms(clause.elided))
    share_over = 1.0 if clause.context.endswith("的") else CONTEXT_WEIGHT
    over = (wanted - own) & terms(clause.context)
    return weight(own, known) + share_over * weight(over, known)


def alike(text: str) -> str:
    """A text with words that mean the same made the same, by the table ``same_meaning.tsv``."""
    for pattern, replacement in _same_meaning():
        text = pattern.sub(replacement, text)
    return text


def _pieces(sentence: str) -> list[str]:
    sentence = _LABEL.sub("", sentence)
    clauses = [piece for part in _CLAUSE_END.split(sentence) for piece in _JOINED.split(part)]
    return [
        piece.strip()
        for clause in clauses
        for told in _told_each(clause)
        for piece in _listed(told)
        if _WORD.search(piece)
    ]


def _listed(clause: str) -> list[str]:
    """The parts of a list of which each says a figure of its own (一类3元、二类2元)."""
    parts = clause.split("、")
    if len(parts) > 1 and all(_amounts(part) for part in parts):
        return parts
    return [clause]


_EACH = re.compile(r"分别|依次")
_AND = re.compile(r"[、和与]|以?及")


def _told_each(clause: str) -> list[str]:
    """A clause with 分别 as the clauses that it stands for, where both lists are equally long."""
    cut = _EACH.search(clause)
    if not cut:
        return [clause]
    subjects = [part for part in _AND.split(clause[: cut.start()]) if part]
    values = [part for part in _AND.split(clause[cut.end() :]) if _amounts(part)]
    if len(subjects) < 2 or len(subjects) != len(values):
        return [clause]
    return [f"{subject}{value}" for subject, value in zip(subjects, values, strict=True)]


@lru_cache(maxsize=2048)
def _amounts(text: str) -> tuple[Figure, ...]:
    return amounts(text.replace("一次性", "当次"))


@lru_cache(maxsize=1)
def _same_meaning() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0]), row[1] if len(row) > 1 else "") for row in rows(SAME_MEANING))
