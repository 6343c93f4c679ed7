"""The reranker: its arithmetic, its file, the features it is given, and the mode that uses it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_sample import document, housing, schools

from index.collection import Index, make_index
from index.encoder import Encoder, load_encoder, shipped_table
from retrieval.candidates import gather_candidates
from retrieval.network import ModelError, Network
from retrieval.passage_features import FEATURES, matched_stretches, passage_features
from retrieval.reranker import (
    FIRST,
    READ,
    SECOND,
    SECOND_FEATURES,
    Reranker,
    ranked,
    read_reranker,
    reranker_as_json,
    second_features,
    shipped_reranker,
)
from retrieval.search import (
    FEW,
    RERANKED,
    first_scores,
    query_tokens,
    reranked,
    search,
    top,
)
from retrieval.understanding import understand

QUESTION = "公租房的租金多久调整一次"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def index(encoder: Encoder) -> Index:
    return make_index([housing(), schools()], encoder)


def floats(*values: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def weighing_one_feature(size: int = len(FEATURES)) -> Network:
    hidden = np.zeros((size, 2), dtype=np.float32)
    hidden[0] = 2, -1
    return Network(
        np.full(size, 1, np.float32),
        np.full(size, 2, np.float32),
        hidden,
        floats(0, 3),
        floats(1, 10),
    )


def test_the_score_is_the_networks() -> None:
    rows = np.ones((2, len(FEATURES)), dtype=np.float32)
    rows[1, 0] = 5
    # (5 - 1) / 2 = 2: relu(2 × 2) + 10 × relu(3 - 2); and relu(0) + 10 × relu(3).
    assert weighing_one_feature().score(rows).tolist() == [30, 14]


def written(reranker: Reranker, folder: Path) -> Path:
    for name, text in reranker_as_json(reranker).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_written_reranker_is_read_back(tmp_path: Path) -> None:
    made = Reranker(weighing_one_feature(), weighing_one_feature(len(SECOND_FEATURES)))
    found = read_reranker(written(made, tmp_path))
    rows = np.random.default_rng(0).random((4, len(SECOND_FEATURES))).astype(np.float32)
    np.testing.assert_allclose(found.second.score(rows), made.second.score(rows), rtol=1e-5)
    rows = rows[:, : len(FEATURES)]
    np.testing.assert_allclose(found.first.score(rows), made.first.score(rows), rtol=1e-5)


def test_a_file_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"training\.reranker"):
        read_reranker(tmp_path)
    written(shipped_reranker(), tmp_path)
    facts = json.loads((tmp_path / FIRST).read_text(encoding="utf-8"))
    (tmp_path / SECOND).write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(ModelError, match=f"{len(FEATURES)} 个特征"):
        read_reranker(tmp_path)


def test_the_second_network_orders_what_the_first_puts_first(encoder: Encoder) -> None:
    many = [document(f"d{n:02d}", "某县办法", f"第{n}项由县水利局办理。") for n in range(30)]
    index, question = make_index(many, encoder), understand("水利局办理什么")
    rows, some = np.arange(30), np.arange(30, dtype=np.float32)
    found = gather_candidates(index, question, query_tokens(question), rows, (some, some))
    features = passage_features(found)
    reranker = shipped_reranker()
    first = ranked(reranker.first, features)
    order = reranker.order(found, shipped_table(encoder))
    rows_read = second_features(found, features, first[:READ], shipped_table(encoder))
    assert rows_read.shape == (READ, len(SECOND_FEATURES))
    assert order[:READ].tolist() == first[ranked(reranker.second, rows_read)].tolist()
    assert order[READ:].tolist() == first[READ:].tolist()


def test_stretches_of_the_topic_that_stand_in_a_text() -> None:
    # 租金调整 and 公租房, of eight characters; one alone is no stretch.
    longest, squares = matched_stretches("公租房租金调整费", "租金调整由公租房")
    assert (longest, squares) == (4 / 8, (3**2 + 4**2) / 8**2)
    assert matched_stretches("", "租金") == (0, 0)


def test_features_tell_the_passage_that_holds_the_words(index: Index, encoder: Encoder) -> None:
    question = understand(QUESTION)
    _, lexical, dense = first_scores(index, encoder, question)
    rows = np.arange(len(index.passages))
    found = gather_candidates(index, question, query_tokens(question), rows, (lexical, dense))
    features = passage_features(found)
    assert features.shape == (len(rows), len(FEATURES))
    assert np.isfinite(features).all()
    right = next(n for n, p in enumerate(index.passages) if p.id == "guilin-housing#0000")
    for name in ("lexical", "typed", "words_held", "sentence", "longest_match", "terms"):
        assert features[:, FEATURES.index(name)].argmax() == right, name


def test_whole_questions_score_as_bm25_does(index: Index, encoder: Encoder) -> None:
    """The features find the same BM25 from the counts of the few as the index does over all."""
    question = replace(understand(QUESTION), topic="", expansions=())
    rows = np.arange(len(index.passages))
    tokens = query_tokens(replace(question, topic=question.resolved))
    lexical = index.lexical_scores(tokens)
    features = passage_features(
        gather_candidates(index, question, tokens, rows, (lexical, np.zeros_like(lexical)))
    )
    typed = features[:, FEATURES.index("typed")]
    np.testing.assert_allclose(typed, lexical / lexical.max(), rtol=1e-4)


def test_the_mode_answers_and_keeps_the_scores_in_order(index: Index, encoder: Encoder) -> None:
    hits = search(index, encoder, understand(QUESTION), 3, "hybrid+rerank")
    assert hits[0].passage.id == "guilin-housing#0000"
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    allowed = np.array([p.id != "guilin-housing#0000" for p in index.passages])
    others = search(index, encoder, understand(QUESTION), 3, "hybrid+rerank", allowed)
    assert "guilin-housing#0000" not in {hit.passage.id for hit in others}


def test_a_question_as_typed_ranks_as_when_understood(index: Index, encoder: Encoder) -> None:
    typed = replace(understand(QUESTION), topic="", terms=(), expansions=())
    first, second = (
        [hit.passage.id for hit in search(index, encoder, q, 5, "hybrid+rerank")]
        for q in (typed, understand(QUESTION))
    )
    assert first == second


def test_passages_beyond_the_first_fifty_follow(encoder: Encoder) -> None:
    many = document("many", "某县办法", *(f"第{n}项由县水利局办理。" for n in range(60)))
    hits = search(
        make_index([many], encoder), encoder, understand("水利局办理什么"), 60, "hybrid+rerank"
    )
    assert len({hit.passage.id for hit in hits}) == 60


def test_nothing_indexed_gives_nothing(encoder: Encoder) -> None:
    empty = make_index([document("one", "某办法", "租金七成。")], encoder)
    none = np.zeros(1, dtype=np.bool_)
    assert search(empty, encoder, understand(QUESTION), 5, "hybrid+rerank", none) == []


@pytest.fixture(scope="module")
def estates(encoder: Encoder) -> Index:
    """More passages than are all compared with the question's vector."""
    subjects = ("租金", "配租", "维修", "物业", "停车")
    rules = [
        f"第{n}条 第{n}号小区的{subjects[n % 5]}标准由街道办事处每{n % 7 + 1}年核定一次，"
        f"{subjects[n * 3 % 5]}另有规定的除外。"
        for n in range(1, 2_300)
    ]
    return make_index(
        [housing(), document("yizhou-estates", "宜州市小区管理细则", *rules)], encoder
    )


@pytest.mark.parametrize(
    "typed", [QUESTION, "第37号小区的租金标准是多少", "保障性住房由谁配租", "水上乐园几点关门"]
)
def test_passages_out_of_reach_change_nothing(estates: Index, encoder: Encoder, typed: str) -> None:
    """The ranking is that of scoring every passage by both legs, also within some passages."""
    assert len(estates.passages) > FEW
    question = understand(typed)
    first, lexical, dense = first_scores(estates, encoder, question)
    every = np.ones(len(first), dtype=np.bool_)
    for allowed in (every, np.arange(len(first)) % 3 > 0):
        rows = top(np.where(allowed, first, np.float32(-9)), RERANKED)
        rows = rows[reranked(estates, encoder, question, rows, lexical[rows], dense[rows])]
        hits = search(estates, encoder, question, 20, "hybrid+rerank", allowed)
        assert [h.passage.id for h in hits] == [estates.passages[r].id for r in rows[:20]]
