"""Makes the first text of a pair sound like a lay question, so that words alone do not match it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from retrieval.tables import dictionary_synonyms, rows, synonyms
from training.pairs import Ids, Pair
from training.vocabulary import UNKNOWN

FRAMES = Path(__file__).parent / "asking_frames.tsv"
_LONGEST_SWAP = 6  # tokens on either side
_PASSAGE = 20  # tokens; a shorter positive is a word or a title, and no question is put to it
_SWAPPED = 0.3
_FRAMED = 0.3
_CUED = 0.7
_MOST_DROPPED = 0.8
_FEWEST_LEFT = 2


@dataclass(frozen=True, slots=True)
class _Swap:
    official: tuple[int, ...]
    everyday: Ids


class Rewording:
    """Changes to anchors: everyday words, words of asking, words of the passage left out.

    The swaps are the tables that expand questions (``retrieval/tables``), read backwards; what is
    asked of a passage is told by words in it (罚款: 罚多少钱), listed in ``asking_frames.tsv``.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._swaps = self._read_swaps()
        self._frames: dict[int, list[Ids]] = {}
        self._common: list[Ids] = []
        for cue, *asked in rows(FRAMES):
            frames = [self._ids(words) for words in asked]
            if cue == "*":
                self._common = frames
            elif len(cue_ids := self._ids(cue)) == 1:
                self._frames[int(cue_ids[0])] = frames

    def reword(self, pair: Pair, generator: np.random.Generator) -> Pair:
        """The pair with another anchor; the positive stays."""
        anchor = self._leave_out(pair.anchor, pair.positive, generator)
        anchor = self._swap(anchor, generator)
        if len(pair.positive) > _PASSAGE and generator.random() < _FRAMED:
            anchor = self._ask(anchor, pair.positive, generator)
        return Pair(anchor, pair.positive, pair.anchor_key, pair.positive_key)

    def _leave_out(self, anchor: Ids, positive: Ids, generator: np.random.Generator) -> Ids:
        """Some of the words that the positive has too: those that a lay person does not know."""
        if len(anchor) <= _FEWEST_LEFT + 1:
            return anchor
        share = generator.random() * _MOST_DROPPED
        dropped = (generator.random(len(anchor)) < share) & np.isin(anchor, positive)
        return anchor[~dropped] if (~dropped).sum() >= _FEWEST_LEFT else anchor

    def _swap(self, anchor: Ids, generator: np.random.Generator) -> Ids:
        pieces: list[Ids] = []
        start = 0
        while start < len(anchor):
            swap = None
            known = self._swaps.get(int(anchor[start]))
            if known and generator.random() < _SWAPPED:
                rest = tuple(anchor[start : start + _LONGEST_SWAP].tolist())
                fitting = [s for s in known if rest[: len(s.official)] == s.official]
                longest = [s for s in fitting if len(s.official) == len(fitting[0].official)]
                swap = longest[int(generator.integers(len(longest)))] if longest else None
            pieces.append(swap.everyday if swap else anchor[start : start + 1])
            start += len(swap.official) if swap else 1
        return np.concatenate(pieces) if pieces else anchor

    def _ask(self, anchor: Ids, positive: Ids, generator: np.random.Generator) -> Ids:
        pieces = [anchor]
        cues = [frames for token in positive.tolist() if (frames := self._frames.get(token))]
        if cues and generator.random() < _CUED:
            frames = cues[int(generator.integers(len(cues)))]
            pieces.append(frames[int(generator.integers(len(frames)))])
        for _ in range(int(generator.integers(3)) if self._common else 0):
            pieces.append(self._common[int(generator.integers(len(self._common)))])
        return np.concatenate(pieces)

    def _ids(self, words: str) -> Ids:
        ids = self._tokenizer.encode(words, add_special_tokens=False).ids
        return np.asarray(ids, dtype=np.int32)

    def _read_swaps(self) -> Mapping[int, list[_Swap]]:
        """By the first token of the official word, longest official words first."""
        unknown = self._tokenizer.token_to_id(UNKNOWN)
        couples = [(o, word) for word, others in synonyms().items() for o in others]
        couples += [(o, word) for word, others in dictionary_synonyms().items() for o in others]
        swaps: dict[int, list[_Swap]] = defaultdict(list)
        for official, everyday in couples:
            if min(len(official), len(everyday)) < 2:
                continue
            one, other = self._ids(official), self._ids(everyday)
            if max(len(one), len(other)) <= _LONGEST_SWAP and unknown not in (*one, *other):
                swaps[int(one[0])].append(_Swap(tuple(one.tolist()), other))
        for known in swaps.values():
            known.sort(key=lambda swap: -len(swap.official))
        return swaps
