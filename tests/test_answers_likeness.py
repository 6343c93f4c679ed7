"""How near sentences come to a question, on invented sentences about reservoirs and stalls."""

from __future__ import annotations

import numpy as np
import pytest

from answers.likeness import LIKENESS, Said, likeness
from index.encoder import load_encoder


def said(text: str, **more: str) -> Said:
    facts = {"head": "", "cited": "", "document": "a", "title": "", **more}
    return Said(text, **facts, opens=True)


def columns(topic: str, *sentences: Said) -> dict[str, np.ndarray]:
    rows = likeness(load_encoder(), topic, sentences)
    assert rows.shape == (len(sentences), len(LIKENESS)) and np.isfinite(rows).all()
    return dict(zip(LIKENESS, rows.T, strict=True))


def test_the_same_words_are_as_near_as_can_be() -> None:
    found = columns("水库放水", said("水库放水。"), said("摊位费减半。"))
    assert found["like"][0] == pytest.approx(1.0, abs=1e-3)
    assert found["like"][1] < 0.6
    assert found["less_like"] == pytest.approx(found["like"][0] - found["like"])
    assert found["said_by_question"][0] == pytest.approx(1.0, abs=1e-3)


def test_other_words_for_the_same_are_nearer_than_others() -> None:
    found = columns("摊贩要交多少钱", said("摊贩缴纳的费用为每月五十元。"), said("水库每年清淤。"))
    assert found["like"][0] > found["like"][1] + 0.2


def test_what_the_title_says_counts_less() -> None:
    title = "临江市水库管理办法"
    found = columns(
        "水库清淤", said("水库设警示牌。", title=title), said("每年清淤一次。", title=title)
    )
    assert found["like_rest"][1] - found["like_rest"][0] > found["like"][1] - found["like"][0]


def test_the_words_that_announce_an_item_belong_to_it() -> None:
    item = "（一）身份证；"
    found = columns("摊位申请材料", said(item), said(item, head="申请摊位应当提交下列材料："))
    assert found["like_with_head"][1] > found["like_with_head"][0]
    assert found["like"][1] == pytest.approx(found["like"][0])


def test_the_case_of_a_rule_is_seen_apart() -> None:
    found = columns(
        "没批就摆摊", said("未经批准摆摊的，责令停止。"), said("责令停止的摊位，予以公告。")
    )
    assert found["case_asked"][0] > found["case_asked"][1]


def test_passages_are_taken_together_and_nothing_gives_zeros() -> None:
    first = said("水库放水。")
    second = Said("提前公告。", "", "", "a", "", opens=False)
    found = columns("水库放水", first, second)
    assert found["like_passage"][1] == pytest.approx(found["like"][0])
    assert not likeness(load_encoder(), "？", [first]).any()
    assert likeness(load_encoder(), "水库", []).shape == (0, len(LIKENESS))
    assert columns("水库", said("……"))["like"][0] == 0.0
