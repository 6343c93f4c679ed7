"""Cutting: the most likely words by hand, and the very words of jieba on arbitrary characters."""

from __future__ import annotations

import random

import pytest

from index.cutting import Cutter, is_plain
from index.tokens import _segmenter


def test_the_most_likely_words_are_cut_and_unknown_characters_stand_alone() -> None:
    # 研究 × 生命 = 60 × 50 is more than 研究生 × 命 = 40 × 10 and 研 × 究 × … with 1 each.
    seen = {"研": 0, "研究": 60, "研究生": 40, "生": 0, "生命": 50, "命": 10}
    cutter = Cutter(seen, 1000)
    assert cutter.cut("研究生命") == ["研究", "生命"]
    assert cutter.cut("研究生") == ["研究生"]
    assert cutter.cut("甲命研") == ["甲", "命", "研"]
    assert cutter.cut("") == []


@pytest.mark.parametrize("seed", range(5))
def test_the_words_are_those_of_jieba(seed: int) -> None:
    segmenter, draw = _segmenter(), random.Random(seed)
    words = [word for word in list(segmenter.FREQ)[:: 997 + seed] if word and is_plain(word)]
    for _ in range(200):
        run = "".join(draw.choices(words, k=6)) + chr(draw.randrange(0x4E00, 0x9FD6))
        run = run[draw.randrange(4) :]
        assert segmenter.cutter.cut(run) == list(segmenter.cut(run, HMM=False))


def test_only_characters_that_jieba_cuts_are_plain() -> None:
    assert is_plain("津贴") and not is_plain("〇津") and not is_plain("津a")
