"""A question as typed and what is understood of it: language, places, years, kind, follow-up."""

from __future__ import annotations

import time

import pytest

from corpus.records import Question, Region
from retrieval.understanding import QuestionError, language_of, understand, years_in

GUILIN = Region("广西壮族自治区", "桂林市")
ZUNYI = Region("贵州省", "遵义市")


def regions(question: Question) -> list[Region]:
    return [place.region for place in question.places]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("公租房由谁分配", "zh-Hans"),
        ("公租房由誰分配", "zh-Hant"),
        ("學校", "zh-Hant"),
        ("Who allots public housing?", "en"),
        ("DRG改革由谁牵头", "zh-Hans"),
        ("Guilin 公租房由谁分配", "zh-Hans"),
        ("who leads 公租房 in Guilin", "en"),
    ],
)
def test_the_language_is_that_of_most_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_traditional_characters_and_wide_letters_are_folded() -> None:
    question = understand("遵義２０１６年學區劃分由誰負責？")
    assert question.original == "遵義２０１６年學區劃分由誰負責？"
    assert question.text == "遵义2016年学区划分由谁负责?"
    assert (question.language, question.kind) == ("zh-Hant", "lead")
    assert (regions(question), question.years) == ([ZUNYI], (2016,))


def test_an_english_question_becomes_chinese_key_words() -> None:
    question = understand("Who leads public rental housing in Guilin?")
    assert (question.language, question.kind) == ("en", "lead")
    assert regions(question) == [GUILIN]
    assert "公租房" in question.terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("桂林公租房租金", [GUILIN]),
        ("桂林市和遵义市的学校", [GUILIN, ZUNYI]),
        ("公租房租金", []),
        ("高雄公租房租金", [Region("台湾省", "高雄市")]),
        ("桂林医科大学由谁管理", []),
    ],
)
def test_places_are_the_divisions_named(text: str, expected: list[Region]) -> None:
    assert regions(understand(text)) == expected


def test_a_name_that_several_places_bear_gives_them_all() -> None:
    found = regions(understand("朝阳区的学位怎么申请"))
    assert set(found) >= {Region("北京市", "", "朝阳区"), Region("吉林省", "长春市", "朝阳区")}
    one = [Region("吉林省", "长春市", "朝阳区")]
    assert regions(understand("长春市朝阳区的学位怎么申请")) == one


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2016年和2020年的目标", (2016, 2020)),
        ("二〇二一年筹集多少套", (2021,)),
        ("2021-2025规划", (2021, 2025)),
        ("2016项目申报", (2016,)),
        ("2000张床位", ()),
        ("补贴2000元", ()),
        ("投入2020万", ()),
        ("比例为20.16%", ()),
        ("电话12012345", ()),
    ],
)
def test_years_are_told_from_counts(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text) == years


def test_a_year_named_twice_counts_once() -> None:
    assert understand("2021年的租金,二〇二一年的租金").years == (2021,)


def test_places_years_and_question_words_are_no_terms() -> None:
    question = understand("请问桂林2021年公租房租金是多少?")
    assert question.terms == ("公租房", "租金")
    assert len(question.expansions) == len(question.terms)
    assert (question.kind, question.follow_up) == ("number", False)
    assert question.resolved == question.text


def test_a_body_is_not_cut_by_the_word_that_its_level_makes_with_it() -> None:
    # 市民 is a word, and stands across the edge of 市 and 民政局.
    assert understand("市民政局要做什么").terms == ("民政局",)
    assert "市民" in understand("市民能申请公租房吗").terms


@pytest.mark.parametrize("text", ["", "  ", "\n", "。", "???", "(((", "\u200b"])
def test_a_question_without_words_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="问题是空的"):
        understand(text)


def test_the_longest_question_has_2000_characters() -> None:
    assert len(understand("租" * 2000).original) == 2000
    with pytest.raises(QuestionError, match=r"2001 个字.*2000"):
        understand("租" * 2001)


def test_what_is_understood_of_a_question_can_be_read_again() -> None:
    text = "\ufdfa" * 2000  # each is 18 characters once folded
    assert len(understand(text).resolved) <= 2000
    assert len(understand("公租房租金由谁定", [text]).before) <= 2000


def test_a_follow_up_to_many_long_questions_keeps_its_place_and_what_it_asks() -> None:
    history = [f"桂林{name * 600}由谁牵头" for name in ("公租房", "家政", "港口船舶")]
    asked = ["它的" + name * 600 for name in ("船员", "渔业")]
    resolved = understand("这些由谁牵头", history + asked).resolved
    assert resolved.startswith("桂林") and resolved.endswith("由谁牵头") and len(resolved) <= 2000


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert understand("公租房\ud83d租金").original == "公租房\ufffd租金"


def test_a_follow_up_takes_place_and_topic_from_before() -> None:
    question = understand("那配合单位有哪些?", ["桂林公租房由谁牵头"])
    assert (question.follow_up, question.kind) == (True, "support")
    assert (regions(question), question.terms) == ([GUILIN], ("公租房",))
    assert question.text == "那配合单位有哪些?"
    assert "桂林" in question.resolved and "公租房" in question.resolved


def test_a_follow_up_may_change_the_place_only() -> None:
    question = understand("遵义呢?", ["桂林公租房由谁牵头"])
    assert (regions(question), question.kind, question.terms) == ([ZUNYI], "lead", ("公租房",))


def test_a_follow_up_may_change_the_year_only() -> None:
    history = ["桂林2021年公租房租金是多少"]
    assert understand("那2022年呢?", history).years == (2022,)
    assert understand("前一年呢?", history).years == (2020,)
    assert regions(understand("次年呢?", history)) == [GUILIN]


def test_follow_ups_chain() -> None:
    question = understand("什么时候印发的", ["桂林公租房租金是多少", "遵义呢?"])
    assert (question.kind, regions(question)) == ("date", [ZUNYI])


@pytest.mark.parametrize("text", ["超了又怎么处理", "过了时间还没回话怎么办"])
def test_what_comes_after_is_a_follow_up(text: str) -> None:
    question = understand(text, ["桂林公租房租金最晚什么时候交"])
    assert (question.follow_up, regions(question)) == (True, [GUILIN])
    assert not understand("过了退休年龄怎么参保", ["桂林公租房租金最晚什么时候交"]).follow_up


def test_english_follow_ups() -> None:
    history = ["Who leads public rental housing in Guilin?"]
    place = understand("What about Zunyi?", history)
    assert (regions(place), place.kind, place.terms) == ([ZUNYI], "lead", ("公租房",))
    support = understand("And who supports it?", history)
    assert (regions(support), support.kind) == ([GUILIN], "support")


def test_a_whole_question_takes_nothing_from_before() -> None:
    question = understand("遵义学区划分由谁负责?", ["桂林公租房租金是多少"])
    assert not question.follow_up
    assert regions(question) == [ZUNYI]
    assert "公租房" not in question.terms


@pytest.mark.parametrize("history", [[""], [" ", "\n"], ["。"], ["???", "!"]])
def test_an_empty_history_is_no_history(history: list[str]) -> None:
    question = understand("那配合单位有哪些?", history)
    assert (question.follow_up, question.places) == (False, ())


def test_a_long_history_is_taken_from_its_end() -> None:
    question = understand("遵义呢?", ["桂林公租房由谁牵头"] * 500 + ["桂林学区由谁划分"])
    assert "学区" in question.terms
    assert understand("遵义呢?", ["桂" * 5000]).follow_up


@pytest.mark.parametrize("word", ["可以", "是否多少", "还", "是不是", "("])
def test_the_longest_question_is_understood_at_once(word: str) -> None:
    started = time.perf_counter()
    understand("桂林" + (word * 2000)[:1998])
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("桂林24年公租房租金", (2024,)),
        ("桂林满15年可以买房吗", ()),
        ("桂林10年期贷款", ()),
        ("15年工龄怎么算", ()),
    ],
)
def test_two_digits_behind_a_place_are_a_year(text: str, years: tuple[int, ...]) -> None:
    assert understand(text).years == years


def test_a_place_inside_a_name_says_not_where() -> None:
    question = understand("三明医改经验由谁推广")
    assert regions(question) == []
    assert [place.mention for place in question.named_places] == ["三明"]
    other = understand("桂林推广三明经验由谁负责")
    assert regions(other) == [GUILIN]
    assert [place.mention for place in other.named_places] == ["三明"]


def test_a_place_that_another_learns_from_is_not_asked_about() -> None:
    question = understand("桂林学福建、三明的办法由谁负责落实")
    assert [place.mention for place in question.places] == ["桂林"]
    assert [place.mention for place in question.named_places] == ["福建", "三明"]
    # Who learns at school learns from no place, and one place alone is asked about.
    assert len(understand("桂林的中小学杭州管得着吗").places) == 2
    assert [place.mention for place in understand("推广三明的办法由谁负责").places] == ["三明"]


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        ("遵义2016年小学招多少人", "2018年呢", "遵义2018年小学招多少人"),
        ("遵义2016年小学招多少人", "前一年呢", "遵义2015年小学招多少人"),
        ("遵义小学招多少人", "那2018年呢", "2018年遵义小学招多少人"),
    ],
)
def test_another_year_is_asked_what_was_asked_of_the_first(
    before: str, question: str, resolved: str
) -> None:
    assert understand(question, [before]).resolved == resolved


def test_another_place_is_asked_what_was_asked_of_the_first() -> None:
    asked = "遵义小学的招生合同一般签几年"
    assert understand("那桂林呢", [asked]).resolved == "桂林小学的招生合同一般签几年"
    assert understand("那桂林和烟台呢", [asked]).resolved != asked.replace("遵义", "桂林和烟台")
