"""How much of a question a text covers: numbers a reader can redo."""

from __future__ import annotations

import math

import pytest

from answers.matching import (
    OTHER_WORDS_WEIGHT,
    PIECES_CREDIT,
    SYNONYM_CREDIT,
    Matcher,
    make_matcher,
    term_credit,
)


def test_coverage_is_the_weighted_share_of_the_terms_found() -> None:
    matcher = Matcher(("公租房", "租金"), ((), ()), (3.0, 1.0))
    assert matcher.coverage("公租房由区住建局分配") == pytest.approx(0.75)
    assert matcher.coverage("公租房租金按月缴纳") == pytest.approx(1.0)
    assert matcher.coverage("学校招生") == 0.0


def test_no_terms_are_always_covered() -> None:
    assert Matcher((), (), ()).coverage("任何文字") == 1.0


def test_a_synonym_counts_a_little_less_than_the_word() -> None:
    assert term_credit("买房", ("购房", "住房"), "支持职工购房") == SYNONYM_CREDIT


def test_a_long_term_counts_by_its_pieces() -> None:
    # 老旧小区 has the bigrams 老旧, 旧小, 小区; two of the three stand in the text.
    assert term_credit("老旧小区", (), "老旧住宅和小区") == pytest.approx(PIECES_CREDIT * 2 / 3)
    assert term_credit("租金", (), "租房和金额") == 0.0


def test_weights_fall_with_the_number_of_passages() -> None:
    counts = {"食堂": 1, "老人": 7}
    matcher = make_matcher(["食堂", "老人"], [[], []], lambda t: counts.get(t, 0), 10)
    assert matcher.weights == pytest.approx((math.log(1 + 10 / 1.5), math.log(1 + 10 / 7.5)))


def test_words_that_are_no_nouns_weigh_less() -> None:
    noun, verb = make_matcher(["学校", "前往"], [[], []], lambda t: 1, 10).weights
    assert verb == pytest.approx(OTHER_WORDS_WEIGHT * noun)


def test_a_word_is_as_frequent_as_the_words_that_stand_for_it() -> None:
    counts = {"住房": 7}
    matcher = make_matcher(["房子"], [["住房"]], lambda t: counts.get(t, 0), 10)
    assert matcher.weights == pytest.approx((math.log(1 + 10 / 7.5),))


def test_a_word_unknown_to_the_collection_weighs_as_one_that_occurs_once() -> None:
    matcher = make_matcher(["飞船", "食堂"], [[], []], lambda t: 1 if t == "食堂" else 0, 10)
    assert matcher.weights[0] == matcher.weights[1]


def test_without_leaves_terms_out() -> None:
    matcher = Matcher(("住建局", "租金"), ((), ()), (1.0, 2.0))
    assert matcher.without(lambda term: term.endswith("局")).terms == ("租金",)
