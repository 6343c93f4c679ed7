"""All readings that the bytes of a torn stretch allow, as a lattice, and the most likely one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, product
from math import exp, inf, log, log1p

from corpus.likelihood import character_model
from corpus.records import Edit
from corpus.script import is_traditional, simplify_each, traditional_only

LOST = "\ufffd"  # a character that cannot be told
_TORN = log(1e-4)  # that a byte is lost at a place
_TORN_HERE = log(0.02)  # the same beside a byte that was no character
_GAINED = log(2e-6)  # that bytes came in
_NOISE = -log(126)  # a byte that came in by chance, each
_CANDIDATES = 24  # most frequent characters tried for a byte whose other half is lost
_BEAM = 10  # states kept at a place
_GUESSING = 3  # states at a place from which lost bytes are supposed
_FOREIGN_SCRIPT = -6.0  # a traditional character in a simplified text
_CERTAIN = 0.95  # posterior of each character that is rewritten
# Log odds of the rewritten stretch against the printed one; where it holds U+FFFD, fewer will do.
_CLEARLY, _CLEARLY_BROKEN = 10.0, 5.0
_SOUND, _UNSOUND = -9.0, -11.0  # of a printed character that is surely, hardly language
_PROMISING = 5.0  # log odds at which the lattice is worth building
_FEWEST_IN_WORDS = 20  # occurrences of a pair in words that speak for both characters
_USUAL = -5.6  # log probability of a second character from which the first needs no word
_MOST_SLIPPED = 2  # characters beside a lost one that may be cut from the wrong bytes
_MOST_SKIPPED = 3  # characters that may have come in between the bytes of one character
_LEADS, _TRAILS = range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF))

Node = tuple[int, int]  # character k, and 0 before it or 1 + i inside its i-th pair of bytes


@dataclass(frozen=True, slots=True)
class _Step:
    """A way on from a node: what is read, and at what cost beyond the language's."""

    to: Node
    reads: str  # "" where bytes are skipped
    cost: float = 0.0
    printed: bool = False  # reads the character as printed
    half: bool = False  # one byte of the character is supplied


@dataclass(slots=True, eq=False)
class _State:
    """A node with the character read last; ``ways`` lead on, with their log weights."""

    node: Node
    last: str
    best: float = -inf
    mass: float = -inf  # log sum over all paths that lead here
    back: tuple[_State, _Step] | None = None
    ways: list[tuple[_State, _Step, float]] = field(default_factory=list)
    ahead: float = -inf  # log sum over all paths from here to the end


def best_reading(text: str, start: int, end: int) -> Iterator[Edit]:
    """The edits that restore what is torn in a span of a text; none where nothing is certain."""
    window = text[start:end]
    traditional = is_traditional(text[max(0, start - 200) : end + 200])
    before = text[max(0, start - 1) : start]
    lattice = _Lattice(window, before, traditional)
    if not lattice.promises():
        return
    states = _run(lattice, len(window), before)
    last = max((s for s in states if s.node == (len(window), 0)), key=lambda s: s.best)
    rewritten = list(_rewritten(last))
    if not rewritten:
        return  # how certain the print is takes as long as to find that it is the best
    certainty = _certainty(states)
    for steps in rewritten:
        for begin, stop, restored in _decided(window, steps, certainty):
            yield Edit("mojibake", start + begin, start + stop, window[begin:stop], restored)


class _Lattice:
    """The ways on from every place in a window."""

    def __init__(self, window: str, before: str, traditional: bool) -> None:
        self.window, self.before = window, before
        self.pairs = [_pairs(c, traditional) for c in window]
        self.traditional = traditional
        self.torn = _TORN_HERE if LOST in window else _TORN
        simple = simplify_each(window)
        # Log probability of each printed character after the one before it.
        self.printed = list(map(_follows, (simplify_each(before), *simple), simple))

    def promises(self) -> bool:
        """A quick look: whether any stretch reads clearly better one byte on, or untorn."""
        last, gain = self.before, 0.0
        for k in range(len(self.window) - 1):
            reads = self._shifted(k)
            gain = max(0.0, gain)
            gain += _follows(simplify_each(last), simplify_each(reads)) - self.printed[k]
            last = reads
            if gain > _PROMISING:
                return True
        return any(self._torn_gain(k) > _PROMISING for k in range(len(self.window)))

    def _shifted(self, k: int) -> str:
        """The character across the border of characters k and k + 1; U+FFFD where none is."""
        if not self.pairs[k]:
            return self.window[k]
        trail, following = self.pairs[k][-1][1], self.window[k + 1]
        if trail < 0x80:
            return chr(trail)
        if "@" <= following <= "~" and (reads := _decode(trail, ord(following))):
            return reads
        return _decode(trail, self.pairs[k + 1][-1][0]) if self.pairs[k + 1] else following

    def _torn_gain(self, k: int) -> float:
        """How much better one character reads than the printed ones whose outer bytes it has."""
        gains = [-inf]
        for j in range(1, _MOST_SKIPPED + 1):
            for (lead, _), (_, trail) in product(self._pairs_at(k), self._pairs_at(k + j)):
                if reads := _decode(lead, trail):
                    after = self.window[k + j + 1 : k + j + 2]
                    reads_after = simplify_each(reads + after)
                    language = _follows("", reads_after[0])
                    language += _follows(*reads_after) if after else 0.0
                    cost = self.torn + 2 * j * _NOISE
                    gains.append(language + cost - sum(self.printed[k : k + j + 2]))
        return max(gains)

    def steps(self, node: Node) -> list[_Step]:
        k, inside = node
        if inside:
            return list(self._from_inside(k, self.pairs[k][inside - 1][1]))
        return list(self._from_border(k)) if k < len(self.window) else []

    def _from_border(self, k: int) -> Iterator[_Step]:
        character = self.window[k]
        yield _Step((k + 1, 0), character, printed=True)
        if character == LOST:
            yield _Step((k + 1, 0), "", _GAINED)
            for i, (lead, _) in enumerate(self._pairs_at(k + 1), 1):
                yield from self._halves((k + 1, i), trail=lead)
            return
        if min(self.printed[k : k + 3]) > _SOUND:
            return  # nothing is torn here
        for i, (lead, _) in enumerate(self.pairs[k], 1):
            yield from self._halves((k, i), lead=lead, cost=self.torn)
            yield from self._halves((k, i), trail=lead, cost=self.torn)
            yield _Step((k, i), "", _GAINED + _NOISE)
            for j in range(1, _MOST_SKIPPED + 1):
                for _, trail in self._pairs_at(k + j):
                    reads = _decode(lead, trail)
                    if reads:
                        yield self._step((k + j + 1, 0), reads, self.torn + 2 * j * _NOISE)

    def _from_inside(self, k: int, byte: int) -> Iterator[_Step]:
        if byte < 0x80:
            yield _Step((k + 1, 0), chr(byte))
            return
        ends = k + 1 == len(self.window) or not self.pairs[k + 1] or self.window[k + 1] < "\x80"
        if ends or max(self.printed[k + 2 : k + 4], default=0.0) > _UNSOUND:
            yield _Step((k + 1, 0), "", _GAINED + _NOISE)
            yield from self._halves((k + 1, 0), lead=byte, cost=0.0 if ends else self.torn)
        following = self.window[k + 1 : k + 2]
        if following == LOST:
            yield from self._halves((k + 2, 0), lead=byte)
        elif following and "@" <= following <= "~":
            yield from self._read((k + 2, 0), byte, ord(following))
        for i, (lead, _) in enumerate(self._pairs_at(k + 1), 1):
            yield from self._read((k + 1, i), byte, lead)

    def _pairs_at(self, k: int) -> tuple[tuple[int, int], ...]:
        return self.pairs[k] if k < len(self.window) else ()

    def _read(self, to: Node, lead: int, trail: int) -> Iterator[_Step]:
        reads = _decode(lead, trail)
        if reads:
            yield self._step(to, reads, 0.0)

    def _step(self, to: Node, reads: str, cost: float) -> _Step:
        if not self.traditional and reads in traditional_only():
            cost += _FOREIGN_SCRIPT
        return _Step(to, reads, cost)

    def _halves(
        self, to: Node, *, lead: int = 0, trail: int = 0, cost: float = 0.0
    ) -> Iterator[_Step]:
        for reads in _completions(lead, trail, self.traditional):
            yield _Step(to, reads, cost, half=True)


def _run(lattice: _Lattice, length: int, before: str) -> list[_State]:
    """All states in order, each with its best path and the ways on."""
    first = _State((0, 0), simplify_each(before), 0.0)
    waiting: dict[Node, dict[str, _State]] = {(0, 0): {first.last: first}}
    ordered: list[_State] = []
    nodes = chain.from_iterable(
        ((k, i) for i in range(1 + len(lattice.pairs[k]) if k < length else 1))
        for k in range(length + 1)
    )
    for node in nodes:
        here = sorted(waiting.pop(node, {}).values(), key=lambda s: (-s.best, s.last))[:_BEAM]
        ordered += here
        if not here:
            continue
        steps = [
            (step, simplify_each(step.reads), waiting.setdefault(step.to, {}))
            for step in lattice.steps(node)
        ]
        known = [found for found in steps if not found[0].half]
        for rank, state in enumerate(here):
            _walk(state, steps if rank < _GUESSING else known)
    return ordered


def _walk(state: _State, steps: list[tuple[_Step, str, dict[str, _State]]]) -> None:
    """Go on from a state; beside each step stand what it reads simplified and the states there."""
    best, before, ways = state.best, state.last, state.ways
    for step, reads, there in steps:
        weight, last = step.cost, before
        if reads:
            last = reads
            weight += _follows(before, reads)
        target = there.get(last)
        if target is None:
            target = there[last] = _State(step.to, last)
        ways.append((target, step, weight))
        if best + weight > target.best:
            target.best, target.back = best + weight, (state, step)


@dataclass(frozen=True, slots=True)
class _Certainty:
    """Posterior probabilities over all paths: of each step from its node, and of each node."""

    steps: dict[tuple[Node, _Step], float]
    nodes: dict[Node, float]


def _certainty(states: list[_State]) -> _Certainty:
    states[0].mass = 0.0
    for state in states:
        for target, _, weight in state.ways:
            target.mass = _add(target.mass, state.mass + weight)
    end = max(state.node for state in states)
    total = -inf
    for state in reversed(states):
        if state.node == end:
            state.ahead = 0.0
            total = _add(total, state.mass)
        for target, _, weight in state.ways:
            state.ahead = _add(state.ahead, weight + target.ahead)
    steps: dict[tuple[Node, _Step], float] = {}
    nodes: dict[Node, float] = {}
    for state in states:
        share = exp(min(0.0, state.mass + state.ahead - total))
        nodes[state.node] = nodes.get(state.node, 0.0) + share
        for target, step, weight in state.ways:
            share = exp(min(0.0, state.mass + weight + target.ahead - total))
            key = state.node, step
            steps[key] = steps.get(key, 0.0) + share
    return _Certainty(steps, nodes)


def _rewritten(last: _State) -> Iterator[list[tuple[_State, _Step]]]:
    """The stretches of the best path where it leaves what is printed."""
    path: list[tuple[_State, _Step]] = []
    state = last
    while state.back:
        path.append(state.back)
        state = state.back[0]
    stretch: list[tuple[_State, _Step]] = []
    for before, step in reversed(path):
        if step.printed and stretch:
            yield stretch
            stretch = []
        elif not step.printed:
            stretch.append((before, step))
    if stretch:
        yield stretch


def _decided(
    window: str, steps: list[tuple[_State, _Step]], certainty: _Certainty
) -> Iterator[tuple[int, int, str]]:
    """Start, end and the restored text of what is certain in a stretch.

    A character that cannot be told becomes U+FFFD, where what stands before and after it is told.
    """
    told = [_told(state, step, certainty) for state, step in steps]
    first = 0
    while first < len(steps):
        if told[first] is None:
            first += 1
            continue
        last = first
        while last + 1 < len(steps) and told[last + 1] is not None:
            last += 1
        (k, half), (end, half_end) = steps[first][0].node, steps[last][1].to
        end += bool(half_end)
        reads = "".join(t or "" for t in told[first : last + 1])
        restored = _plausible((LOST if half else "") + reads + (LOST if half_end else ""))
        cost = sum(step.cost for _, step in steps[first : last + 1])
        before = window[k - 1 : k] if k else ""
        odds = _language(before, reads) - _language(before, window[k:end])
        least = _CLEARLY_BROKEN if LOST in window[k:end] else _CLEARLY
        if odds + cost > least and len(restored) >= 2 * restored.count(LOST):
            yield k, end, restored
        first = last + 1


def _plausible(text: str) -> str:
    """The text with what no language explains beside a lost character counted as lost too.

    Of the characters next to a lost one, up to two that make no part of a word may themselves be
    made of bytes that do not belong together.
    """
    simple = simplify_each(text)
    kept = list(text)
    for order in (range(1, len(text)), range(len(text) - 2, -1, -1)):
        dropped = 0
        for at in order:
            beside = kept[at - 1] if order.step > 0 else kept[at + 1]
            if beside != LOST:
                dropped = 0
            elif kept[at] != LOST:
                alone = dropped < _MOST_SLIPPED and _stands_alone(simple, at, order.step)
                if _odd(simple, at) or alone:
                    kept[at] = LOST
                    dropped += 1
    return re.sub(f"{LOST}+", LOST, "".join(kept))


def _odd(simple: str, at: int) -> bool:
    """Whether a character fits neither what precedes nor what follows it."""
    before = _follows(simple[at - 1], simple[at]) if at else -inf
    after = _follows(simple[at], simple[at + 1]) if at + 1 < len(simple) else -inf
    return max(before, after) < _UNSOUND or _follows("", simple[at]) < _UNSOUND


def _stands_alone(simple: str, at: int, step: int) -> bool:
    """Whether a Chinese character makes no part of a word with the one on the far side of it."""
    pair = simple[at : at + 2] if step > 0 else simple[max(0, at - 1) : at + 1]
    if len(pair) < 2 or not "\u4e00" <= simple[at] <= "\u9fff":
        return False
    in_words = character_model().inside[pair] >= _FEWEST_IN_WORDS
    return not in_words and _follows(*pair) < _USUAL


def _told(state: _State, step: _Step, certainty: _Certainty) -> str | None:
    """What a step certainly reads: a text, U+FFFD for a character, None for nothing certain."""
    sure = certainty.steps.get((state.node, step), 0.0)
    if sure >= _CERTAIN:
        return step.reads
    here, there = (certainty.nodes.get(node, 0.0) for node in (state.node, step.to))
    return LOST if min(here, there) >= _CERTAIN else None


def _language(before: str, text: str) -> float:
    simple = simplify_each(before + text)
    first = len(simple) - len(text)
    return sum(map(_follows, simple if first else ("", *simple), simple[first:]))


def _add(one: float, other: float) -> float:
    """log(exp(one) + exp(other))"""
    high, low = (one, other) if one > other else (other, one)
    return high if low == -inf else high + log1p(exp(low - high))


@cache
def _follows(before: str, character: str) -> float:
    return character_model().step(before, character)


@cache
def _pairs(character: str, traditional: bool) -> tuple[tuple[int, int], ...]:
    """The pairs of bytes that a printed character can have been: a narrow one may be a wide one.

    In a traditional text a character may have been converted after the bytes were torn.
    """
    if "!" <= character <= "~":
        forms = chr(ord(character) + 0xFEE0)
    elif traditional and character != simplify_each(character):
        forms = character + simplify_each(character)
    else:
        forms = character
    encoded = (form.encode("gb18030", errors="ignore") for form in forms if form != LOST)
    return tuple((e[0], e[1]) for e in encoded if len(e) == 2)


@cache
def _decode(lead: int, trail: int) -> str:
    """The character of a pair of bytes that official text may hold; "" for any other."""
    try:
        reads = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""
    if "\uff01" <= reads <= "\uff5e" and reads not in "，；：？！（）％":
        return chr(ord(reads) - 0xFEE0)
    return " " if reads == "\u3000" else reads


@cache
def _completions(lead: int, trail: int, traditional: bool) -> tuple[str, ...]:
    """The characters that a single byte can be half of, the most frequent first."""
    occurs = character_model().occurs
    pairs = ((lead, t) for t in _TRAILS) if lead else ((b, trail) for b in _LEADS)
    read = {reads for pair in pairs if (reads := _decode(*pair))}
    if not traditional:
        read -= traditional_only()
    known = [c for c in read if occurs[simplify_each(c)] or _follows("中", c) > _SOUND]
    known.sort(key=lambda c: (-_frequency(c), c))
    return tuple(known[:_CANDIDATES])


def _frequency(character: str) -> float:
    model, simple = character_model(), simplify_each(character)
    if simple in model.occurs:
        return model.occurs[simple] / model.total
    return exp(_follows("中", character))
