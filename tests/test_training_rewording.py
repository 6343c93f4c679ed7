"""Anchors that sound like lay questions."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from training.pairs import Pair
from training.rewording import Rewording
from training.vocabulary import UNKNOWN

WORDS = [UNKNOWN, "罚款", "罚", "多少", "基层医疗卫生机构", "小医院", "吗", "收费", "三", "万元"]


@pytest.fixture
def tokenizer() -> Tokenizer:
    vocabulary = [(word, -3.0) for word in WORDS]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def ids(*words: str) -> np.ndarray:
    return np.array([WORDS.index(word) for word in words], np.int32)


def reworded(tokenizer: Tokenizer, anchor: np.ndarray, positive: np.ndarray) -> list[Pair]:
    rewording, generator = Rewording(tokenizer), np.random.default_rng(0)
    return [rewording.reword(Pair(anchor, positive, 3, 4), generator) for _ in range(200)]


def test_official_words_become_everyday_ones_at_times(tokenizer: Tokenizer) -> None:
    anchor = ids("基层医疗卫生机构", "收费")
    said = {tuple(pair.anchor.tolist()) for pair in reworded(tokenizer, anchor, ids("三"))}
    assert said == {tuple(anchor.tolist()), tuple(ids("小医院", "收费").tolist())}


def test_words_of_the_passage_are_left_out_at_times_but_two_stay(tokenizer: Tokenizer) -> None:
    anchor = ids("收费", "三", "万元", "吗")
    pairs = reworded(tokenizer, anchor, ids("收费", "三"))
    lengths = {len(pair.anchor) for pair in pairs}
    assert lengths == {2, 3, 4}
    assert all({8, 9} - {8} <= set(pair.anchor.tolist()) for pair in pairs)
    assert {(pair.anchor_key, pair.positive_key) for pair in pairs} == {(3, 4)}


def test_a_long_passage_is_asked_for_what_it_says(tokenizer: Tokenizer) -> None:
    passage = np.concatenate([ids("罚款"), np.tile(ids("三", "万元"), 15)])
    asked = [pair.anchor for pair in reworded(tokenizer, ids("收费"), passage)]
    assert any(WORDS.index("罚") in anchor or WORDS.index("多少") in anchor for anchor in asked)
    assert all(anchor[0] == WORDS.index("收费") for anchor in asked)
    short = [pair.anchor for pair in reworded(tokenizer, ids("收费"), ids("罚款", "三"))]
    assert all(len(anchor) == 1 for anchor in short)
