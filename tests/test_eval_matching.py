from __future__ import annotations

import pytest

from eval.matching import fold, fold_numerals, missing_facts, phrases_in


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        ("由市住建局牵头[1]。", "市住建局"),
        ("由市住 建局牵头", "市住建局"),
        ("由市住建局牽頭,財政局配合", "财政局配合"),
        ("占5%", "5%"),
        ("占百分之五", "5%"),
        ("提高到100%", "百分之百"),
        ("共三个窗口", "3个"),
        ("共13个窗口", "十三个"),
        ("共一百零五户", "105户"),
        ("共两类", "2类"),
        ("一、二、三级医院", "三级医院"),
        ("补助1,234.5万元", "1234.5万元"),
        ("9~13人", "9—13人"),
        ("9至13人", "9-13人"),
        ("自2021年03月05日起", "2021年3月5日"),
        ("自2021-03-05起", "2021年3月5日"),
        ("二〇二一年", "2021年"),
        ("电话:0999-8765432", "0999—8765432"),
        ("电话:0999-8765432", "8765432"),
        ("The Housing Bureau (住建局) leads", "housing  bureau"),
        ("适用DRG/DIP付费", "DRG"),
        ("统一5个窗口", "5个"),
        ("统一5个窗口", "统一"),
        ("ABC类", "abc"),
    ],
)
def test_an_answer_says_a_fact_in_other_writing(answer: str, fact: str) -> None:
    assert missing_facts(answer, [[fact]]) == ()


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        ("占95%", "5%"),
        ("占9.5%", "5%"),
        ("占5%", "5"),
        ("共13个窗口", "3个"),
        ("共十三个窗口", "三个"),
        ("共十三个窗口", "3个"),
        ("共23个窗口", "二"),
        ("补助5万元", "5"),
        ("补助5.5元", "5"),
        ("补助1,234元", "234元"),
        ("2021年13月", "3月"),
        ("自2021年3月15日起", "5日"),
        ("Note the rule", "no"),
        ("由市财政局牵头", "市住建局"),
        ("", "市住建局"),
    ],
)
def test_an_answer_does_not_say_part_of_another_fact(answer: str, fact: str) -> None:
    assert missing_facts(answer, [[fact]]) == (0,)


def test_every_fact_counts_and_any_wording_will_do() -> None:
    facts = [["住建局", "建设局"], ["财政局"], ["民政局", "民政部门"]]
    assert missing_facts("市建设局会同民政部门", facts) == (1,)
    assert missing_facts("不清楚", facts) == (0, 1, 2)


def test_wrong_phrases_are_found_by_the_same_rules() -> None:
    assert phrases_in("按60%收取,不是六折", ["0%", "六 折", "五折"]) == ("六 折",)
    rows = "井:由水务局负责。\n塘:由林业局负责。"
    assert phrases_in(rows, ["林业局负责", "水务局负责塘"]) == ("林业局负责",)


def test_folding_keeps_what_tells_numbers_apart() -> None:
    assert fold("《办法》第 3 条、第 4 条") == "办法第3条第4条"
    assert fold("10:30—11:30") == "10:30-11:30"
    assert fold("3 5") == "3 5"


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("十", "10"),
        ("二十一", "21"),
        ("一百二十三", "123"),
        ("一千零二十", "1020"),
        ("二〇一八", "2018"),
        ("百姓", "百姓"),
        ("三百五", "三百五"),
        ("百分之十二", "12%"),
        ("五万", "5万"),
    ],
)
def test_numerals_become_digits_where_they_are_plain(written: str, digits: str) -> None:
    assert fold_numerals(written) == digits
