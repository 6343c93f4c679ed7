"""Search: fusion, order, masks, and a real index under the shipped encoder."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_sample import asked, document, housing, schools
from numpy.typing import NDArray

from index.collection import Index, make_index
from index.encoder import Encoder, load_encoder
from index.tokens import tokenize
from index.vectors import Vectors, make_vectors
from retrieval.search import (
    SYNONYM_WEIGHT,
    fuse,
    query_tokens,
    query_vector,
    search,
    shares,
    top,
    within_reach,
)
from retrieval.understanding import understand


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def index(encoder: Encoder) -> Index:
    return make_index([housing(), schools()], encoder)


def scores(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def test_hybrid_is_eight_tenths_of_bm25_over_its_maximum_and_two_of_the_cosine() -> None:
    # 0.8 × 4/4 + 0.2 × 0.5, 0.8 × 2/4 + 0.2 × 1, 0.2 × -0.5
    fused = fuse(scores(4, 2, 0), scores(0.5, 1, -0.5), "hybrid")
    assert fused.tolist() == pytest.approx([0.9, 0.6, -0.1])


def test_one_leg_alone_ranks_by_itself() -> None:
    assert fuse(scores(4, 2), scores(0.5, 1), "bm25").tolist() == [4, 2]
    assert fuse(scores(4, 2), scores(0.5, 1), "dense").tolist() == [0.5, 1]


def test_without_any_shared_word_the_cosine_decides() -> None:
    assert fuse(scores(0, 0), scores(0.5, 1), "hybrid").tolist() == pytest.approx([0.1, 0.2])
    assert fuse(scores(), scores(), "hybrid").tolist() == []


def test_top_is_ordered_and_ties_keep_their_order() -> None:
    assert top(scores(1, 3, 2, 3, 1), 4).tolist() == [1, 3, 2, 0]
    assert top(scores(2, 2, 2, 2), 2).tolist() == [0, 1]
    assert top(scores(1, 2), 5).tolist() == [1, 0]
    assert top(scores(1, 2), 0).tolist() == []


@pytest.mark.parametrize("mode", ["hybrid", "bm25", "dense"])
def test_the_passage_that_says_it_comes_first(index: Index, encoder: Encoder, mode: str) -> None:
    def first(text: str) -> str:
        return search(index, encoder, asked(text), 1, mode)[0].passage.id  # type: ignore[arg-type]

    assert first("公租房租金多久调整一次") == "guilin-housing#0000"
    assert first("学区范围由谁公布") == "zunyi-schools#0000"


def test_hits_carry_both_scores(index: Index, encoder: Encoder) -> None:
    question = asked("公租房租金")
    hits = search(index, encoder, question)
    lexical = index.lexical_scores(query_tokens(question))
    dense = index.dense_scores(query_vector(encoder, question))
    assert len(hits) == 5
    for hit in hits:
        row = index.passages.index(hit.passage)
        assert (hit.lexical, hit.dense) == (lexical[row], dense[row])
        assert hit.score == pytest.approx(0.8 * hit.lexical / lexical.max() + 0.2 * hit.dense)


def test_bm25_gives_only_passages_that_share_a_token(index: Index, encoder: Encoder) -> None:
    hits = search(index, encoder, asked("民政局"), mode="bm25")
    assert [hit.passage.id for hit in hits][:1] == ["guilin-housing#0001"]
    assert all(hit.score > 0 for hit in hits)
    assert search(index, encoder, asked("xyz"), mode="bm25") == []


def test_a_mask_leaves_passages_out_before_ranking(index: Index, encoder: Encoder) -> None:
    allowed = np.array([passage.document_id == "zunyi-schools" for passage in index.passages])
    hits = search(index, encoder, asked("公租房租金和学区"), allowed=allowed)
    assert {hit.passage.document_id for hit in hits} == {"zunyi-schools"}
    # The highest BM25 share is taken among what is allowed.
    assert max(hit.score - 0.2 * hit.dense for hit in hits) == pytest.approx(0.8)
    assert search(index, encoder, asked("租金"), allowed=np.zeros(5, dtype=np.bool_)) == []


def test_the_title_and_the_place_tell_documents_apart(encoder: Encoder) -> None:
    same = "高龄津贴由县民政局发放。"
    index = make_index(
        [document("a", "桂林市津贴办法", same), document("b", "遵义市津贴办法", same)], encoder
    )
    for city, first in (("桂林", "a"), ("遵义", "b")):
        hit = search(index, encoder, asked(f"{city}高龄津贴谁发"), mode="bm25")[0]
        assert hit.passage.document_id == first


def test_equal_passages_stand_in_the_order_of_their_ids(encoder: Encoder) -> None:
    same = "高龄津贴由县民政局发放。"
    index = make_index([document(name, "", same) for name in ("c", "a", "b")], encoder)
    hits = search(index, encoder, asked("高龄津贴"))
    assert [hit.passage.document_id for hit in hits] == ["a", "b", "c"]


def test_the_original_takes_part_with_less_weight() -> None:
    question = asked("桂林 公租房 谁 负责", original="who is in charge of public housing in Guilin")
    weights = query_tokens(question)
    assert weights["guilin"] == pytest.approx(0.3)
    assert set(tokenize(question.resolved)) <= set(weights)
    assert set(tokenize(question.original)) <= set(weights)


def test_the_original_in_traditional_characters_adds_nothing_new(encoder: Encoder) -> None:
    plain, traditional = asked("学区由谁公布"), asked("学区由谁公布", original="學區由誰公布")
    assert query_tokens(traditional) == query_tokens(plain)
    np.testing.assert_array_equal(query_vector(encoder, traditional), query_vector(encoder, plain))


def test_the_vector_of_a_question_has_unit_length(encoder: Encoder) -> None:
    question = replace(asked("学区由谁公布"), original="who publishes school districts")
    assert np.linalg.norm(query_vector(encoder, question)) == pytest.approx(1, rel=1e-5)


RANKING = """
from index_sample import asked, housing, schools
from index.collection import make_index
from index.encoder import load_encoder
from retrieval.search import search
encoder = load_encoder()
index = make_index([housing(), schools()], encoder)
for hit in search(index, encoder, asked("由谁公布学区范围和租金")):
    print(hit.passage.id, hit.score.hex())
"""


def test_the_same_under_any_hash_seed() -> None:
    tests = Path(__file__).parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", RANKING],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{tests}:{tests.parent}"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == 5


def test_what_is_asked_for_is_searched_in_the_words_of_documents() -> None:
    asked = query_tokens(understand("养犬扰民怎么罚"))
    assert asked["罚款"] == SYNONYM_WEIGHT
    assert "罚款" not in query_tokens(understand("养犬怎么登记"))


def test_only_passages_that_can_still_be_among_the_best_are_within_reach() -> None:
    lexical = scores(1, 0.9, 0.8, 0.2, -1, 0.6)
    compared: list[int] = []

    def cosines(rows: NDArray[np.int64]) -> NDArray[np.float32]:
        compared.extend(rows.tolist())
        return np.zeros(len(rows), dtype=np.float32)

    # The second best has 0.8 × 0.9 = 0.72, which 0.8 × 0.6 + 0.2 = 0.68 does not come up to.
    assert within_reach(lexical, cosines, 2, few=0).tolist() == [0, 1, 2]
    assert compared == [0, 1, 2, 5]
    # Where the cosine counts 0.3, 0.7 × 0.6 + 0.3 = 0.72 is above 0.7 × 0.9 = 0.63.
    assert within_reach(lexical, cosines, 2, 0, dense_share=0.3).tolist() == [0, 1, 2, 5]
    # The third has 0.64, the fifth is one that is left out.
    assert within_reach(lexical, cosines, 3, few=0).tolist() == [0, 1, 2, 5]
    for limit, few in ((5, 0), (2, 6)):
        assert within_reach(lexical, cosines, limit, few).tolist() == [0, 1, 2, 3, 5]


@pytest.mark.parametrize("seed", range(20))
def test_the_best_are_those_of_comparing_every_passage(seed: int) -> None:
    draw = np.random.default_rng(seed)
    lexical = (draw.gamma(1.0, 2.0, 500) * (draw.random(500) < 0.7)).astype(np.float32)
    dense = np.clip(draw.normal(0.3, 0.3, 500), -1, 1).astype(np.float32)
    whole = top(fuse(lexical, dense, "hybrid"), 10)
    rows = within_reach(shares(lexical), lambda some: dense[some], 10, few=0)
    assert rows[top(fuse(lexical[rows], dense[rows], "hybrid"), 10)].tolist() == whole.tolist()
    assert len(rows) < 500


def test_cosines_of_some_rows_are_those_of_all(encoder: Encoder) -> None:
    vectors = encoder.encode([f"第{number}个公园" for number in range(40)])
    rows = [np.arange(0, 40, 2, dtype=np.int32), np.arange(1, 41, 2, dtype=np.int32)]
    rows[1][3] = -1  # one that is in the collection no longer
    parts = tuple((make_vectors(vectors[some]), some) for some in rows)
    two, one = (
        Vectors(40, encoder.dim, parts),
        Vectors(40, encoder.dim, ((make_vectors(vectors), None),)),
    )
    for some in ([0, 5, 12], [4], list(range(8, 30)), []):
        wanted = np.array(some, dtype=np.int64)
        for collection in (one, two):
            found = collection.score_rows(vectors[5], wanted)
            assert found == pytest.approx(collection.score(vectors[5])[wanted], abs=1e-6)
