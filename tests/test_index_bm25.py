"""BM25 against rank-bm25 and against arithmetic by hand."""

from __future__ import annotations

from collections import Counter
from math import log
from pathlib import Path

import numpy as np
import pytest
from rank_bm25 import BM25Okapi

from index.bm25 import Bm25, IdfRule, Part, Postings, make_bm25
from index.counts import Counts, Gathering, count_document, load_counts, save_counts
from index.tokens import tokenize

TEXTS = [
    "公租房租金按照市场租金的七成确定,每两年调整一次。",
    "高龄津贴自年满八十周岁的次月起发放,每人每月一百元。",
    "义务教育阶段实行划片就近入学,由县教育局公布学区范围。",
    "河长每月巡河不少于一次,发现问题当日交办。",
    "公租房的申请由街道办受理,民政局复核收入。",
]


def counted(texts: list[list[str]], idf: IdfRule) -> Bm25:
    postings = Postings()
    for tokens in texts:
        postings.add(Counter(tokens))
    return postings.freeze(idf=idf)


@pytest.mark.parametrize(
    "question", ["公租房租金多久调整", "津贴每月发放多少", "的的", "没有这词xyz"]
)
def test_scores_are_those_of_rank_bm25(question: str) -> None:
    tokens = [tokenize(text) for text in TEXTS]
    theirs = BM25Okapi(tokens, k1=0.9, b=0.4).get_scores(tokenize(question))
    ours = counted(tokens, "okapi").score(Counter(tokenize(question)))
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_a_score_by_hand() -> None:
    # Two passages of 3 and 1 tokens, mean 2. "a" is in the first only, twice:
    # idf = ln(1 + 1.5 / 1.5) = ln 2; tf part = 2 × 1.9 / (2 + 0.9 × (0.6 + 0.4 × 3 / 2)).
    bm25 = counted([["a", "a", "b"], ["b"]], "lucene")
    expected = log(2) * 2 * 1.9 / (2 + 0.9 * (0.6 + 0.4 * 1.5))
    np.testing.assert_allclose(bm25.score({"a": 1.0}), [expected, 0.0], rtol=1e-6)
    np.testing.assert_allclose(bm25.score({"a": 0.5}), [expected / 2, 0.0], rtol=1e-6)


def test_a_word_of_every_passage_never_outweighs_a_rarer_one() -> None:
    texts = [["的", "医院"], ["的", "医院"], ["的", "医院"], ["的", "x"]]
    lucene = counted(texts, "lucene")
    assert lucene.score({"的": 1.0})[0] < lucene.score({"医院": 1.0})[0]
    # rank_bm25 raises both to the same floor, a quarter of the mean.
    okapi = counted(texts, "okapi")
    assert okapi.score({"的": 1.0})[0] == okapi.score({"医院": 1.0})[0]


def test_counts_may_be_fractions() -> None:
    postings = Postings()
    postings.add({"a": 0.5})
    postings.add({"b": 1.0})
    # Lengths 0.5 and 1, mean 0.75.
    norm = 0.9 * (0.6 + 0.4 * 0.5 / 0.75)
    assert postings.freeze().score({"a": 1.0})[0] == pytest.approx(log(2) * 0.95 / (0.5 + norm))


def test_document_frequency() -> None:
    bm25 = counted([["a", "a", "b"], ["b"]], "lucene")
    assert [bm25.document_frequency(token) for token in "abc"] == [1, 2, 0]


def test_an_empty_collection_and_an_empty_question() -> None:
    assert Postings().freeze().score({"a": 1.0}).shape == (0,)
    assert counted([["a"]], "lucene").score({}).tolist() == [0.0]


def gathered(texts: list[list[str]]) -> Counts:
    gathering = Gathering()
    for row, tokens in enumerate(texts):
        gathering.add(count_document([Counter(tokens)]), row)
    return gathering.counts(len(texts))


def test_saved_and_loaded_scores_are_equal(tmp_path: Path) -> None:
    counts = gathered([tokenize(text) for text in TEXTS])
    save_counts(counts, tmp_path)
    loaded = load_counts(tmp_path)
    question = Counter(tokenize("公租房由谁受理"))
    assert loaded.terms == counts.terms
    before, after = (make_bm25([Part(part)], len(TEXTS)) for part in (counts, loaded))
    np.testing.assert_array_equal(after.score(question), before.score(question))


def test_files_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    save_counts(gathered([["a", "b"], ["c"]]), tmp_path)
    (tmp_path / "terms.txt").write_text("a\n", encoding="utf-8")
    with pytest.raises(ValueError, match="1 terms, 4 starts"):
        load_counts(tmp_path)


# The rows of a collection that come from the first of two segments, and one of it that left.
@pytest.mark.parametrize("gone", [None, 0, 2])
@pytest.mark.parametrize("question", ["公租房由谁受理", "巡河", "每月", "x", "的"])
def test_segments_score_as_one_collection(gone: int | None, question: str) -> None:
    tokens = [tokenize(text) for text in TEXTS]
    old, new = gathered([tokens[row] for row in (0, 1, 3)]), gathered([["x"], ["y", "x"]])
    places = np.array([1, 2, 4], dtype=np.int32)
    texts: list[list[str]] = [["x"], tokens[0], tokens[1], ["y", "x"], tokens[3]]
    news = np.array([0, 3], dtype=np.int32)
    if gone is not None:
        row = int(places[gone])
        del texts[row]
        places[gone] = -1
        places[places > row] -= 1
        news[news > row] -= 1
    apart = make_bm25([Part(old, places), Part(new, news)], len(texts))
    merged = Gathering()
    merged.add_moved(new, news)
    merged.add_moved(old, places)
    weights = Counter(tokenize(question))
    whole = make_bm25([Part(gathered(texts))], len(texts))
    joined = make_bm25([Part(merged.counts(len(texts)))], len(texts))
    np.testing.assert_array_equal(apart.score(weights), whole.score(weights))
    np.testing.assert_array_equal(joined.score(weights), whole.score(weights))
    assert joined.parts[0].part.counts.terms.keys() == whole.parts[0].part.counts.terms.keys()
    for token in weights:
        assert apart.document_frequency(token) == whole.document_frequency(token)


@pytest.mark.parametrize("count", [0.5, 0.25, 127.5, 128.0, 2049.0, 1e6])
def test_counts_that_a_byte_cannot_hold_are_kept_whole(tmp_path: Path, count: float) -> None:
    gathering = Gathering()
    gathering.add(count_document([{"a": count}]), 0)
    save_counts(gathering.counts(1), tmp_path)
    _, counts = load_counts(tmp_path).postings(0)
    assert counts.tolist() == [count]


def test_counts_and_lengths_of_some_passages_are_read_from_the_postings() -> None:
    bm25 = counted([["水", "水", "田"], ["田"], ["山", "水"]], "lucene")
    rows = np.array([2, 0])
    assert bm25.counts_at(["水", "田", "海"], rows).tolist() == [[1, 0, 0], [2, 1, 0]]
    # Three, one and two tokens; the mean is two.
    assert bm25.lengths_at(rows).tolist() == [1.0, 1.5]


def test_a_term_that_no_passage_holds_counts_nothing() -> None:
    """A segment may know a term of which it has no passage."""
    lengths = np.array([1.0, 2.0])
    one = np.array([1.0], dtype=np.float32)
    starts = np.array([0, 1, 1], dtype=np.int64)
    counts = Counts({"水": 0, "海": 1}, starts, np.array([1], dtype=np.int32), one, lengths)
    bm25 = make_bm25([Part(counts)], 2)
    assert bm25.counts_at(["水", "海"], np.array([0, 1])).tolist() == [[0, 0], [1, 0]]
