"""Late interaction: nearness of tokens, over a table small enough to reckon by hand."""

from __future__ import annotations

import numpy as np
import pytest

from index.static_encoder import StaticEncoder
from retrieval.late_interaction import BLOCK, LATE, late_interaction
from training.vocabulary import build_tokenizer

# 租 and 赁 lie at 0.8 to each other, 费 across both; 甲 is far from all and twice as long.
VECTORS = {"租": (1, 0, 0), "赁": (0.8, 0.6, 0), "费": (0, 0, 1), "甲": (0, 2, 0)}


@pytest.fixture(scope="module")
def table() -> StaticEncoder:
    tokenizer = build_tokenizer(dict.fromkeys("".join(VECTORS), 1))
    tokenizer.no_padding()
    rows = np.zeros((tokenizer.get_vocab_size(), 3), dtype=np.float32)
    for entry, vector in VECTORS.items():
        rows[tokenizer.token_to_id(entry)] = vector
    return StaticEncoder("own", 3, "", tokenizer, rows)


def columns(
    table: StaticEncoder, topic: str, *texts: str, head: str = ""
) -> dict[str, list[float]]:
    rows = late_interaction(table, topic, [head] * len(texts), texts)
    assert np.isfinite(rows).all()
    return {name: rows[:, n].tolist() for n, name in enumerate(LATE)}


def test_a_token_is_as_near_as_its_nearest(table: StaticEncoder) -> None:
    found = columns(table, "租费", "赁", "费", "赁费", "")
    assert found["near"] == pytest.approx([0.4, 0.5, 0.9, 0.0])
    assert found["near_gap"] == pytest.approx([-0.5, -0.4, 0.0, -0.9])


def test_longer_vectors_count_more(table: StaticEncoder) -> None:
    assert columns(table, "租甲", "甲")["near"] == pytest.approx([2 / 3])


def test_what_few_passages_say_counts_more(table: StaticEncoder) -> None:
    found = columns(table, "租费", "租", "租", "费")
    assert found["near"][0] == found["near"][2]
    assert found["near_rare"][0] < found["near_rare"][2]
    assert found["far"][0] > found["far"][2]
    assert found["second_far"] == pytest.approx([0.0, 0.0, 0.0])


def test_the_head_says_a_token_too_but_not_in_the_text(table: StaticEncoder) -> None:
    found = columns(table, "租费", "费", head="租")
    assert found["near"] == pytest.approx([1.0])
    assert found["near_text_rare"] == pytest.approx([0.5])


def test_what_stands_together_is_nearer_than_what_stands_apart(table: StaticEncoder) -> None:
    far_apart = "租" + "甲" * (4 * BLOCK) + "费"
    found = columns(table, "租费", "甲" * BLOCK + "租费", far_apart)
    assert found["near"] == pytest.approx([1.0, 1.0])
    assert found["near_window"] == pytest.approx([1.0, 0.5])


def test_a_window_is_two_blocks(table: StaticEncoder) -> None:
    near = "甲" * (2 * BLOCK - 1) + "租费"
    apart = "租" + "甲" * (2 * BLOCK - 1) + "费"
    found = columns(table, "租费", near, apart)
    assert found["near_window"] == pytest.approx([1.0, 0.5])
    assert found["near_window_gap"] == pytest.approx([0.0, -0.5])


def test_the_last_of_several_blocks_is_no_window_of_its_own(table: StaticEncoder) -> None:
    found = columns(table, "租", "甲" * 2 * BLOCK + "租")
    # Vectors of 甲 are twice as long as that of 租.
    assert found["said_by_question"] == pytest.approx([1 / (2 * BLOCK + 1)])


def test_rare_tokens_count_more_in_text_and_window(table: StaticEncoder) -> None:
    found = columns(table, "租费", "租", "租", "费")
    # 租 is said by two of three passages, 费 by one.
    often, seldom = np.log(1 + 3 / 2.5), np.log(1 + 3 / 1.5)
    shares = [often / (often + seldom)] * 2 + [seldom / (often + seldom)]
    for name in ("near_rare", "near_text_rare", "near_window_rare"):
        assert found[name] == pytest.approx(shares)


def test_how_much_of_a_text_the_question_says(table: StaticEncoder) -> None:
    found = columns(table, "租", "租费", "租", "赁")
    assert found["said_by_question"] == pytest.approx([0.5, 1.0, 0.8])


def test_nothing_asked_or_found_says_nothing(table: StaticEncoder) -> None:
    assert not late_interaction(table, "……", ["租"], ["费"]).any()
    assert late_interaction(table, "租", [], []).shape == (0, len(LATE))
