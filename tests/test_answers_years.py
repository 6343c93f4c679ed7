"""Several years of one matter: set side by side, or the newest of them, on invented notices."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from answers.editions import newest_editions
from answers.records import Answer
from answers.sides import sides_of
from corpus.headers import header_of
from corpus.reading import compose
from index.collection import make_index
from retrieval.understanding import understand


def notice(year: int, subsidy: str, deadline: str, rest: str = "") -> str:
    return f"""洪江市农业农村局关于做好{year}年油茶种植补贴申报工作的通知
洪农发〔{year}〕17号

一、补贴标准
新种油茶每亩补贴{subsidy}元。

二、申报时间
油茶种植补贴的申报时间为{deadline}。{rest}

洪江市农业农村局
{year}年2月6日
"""


TEXTS = {
    "tea-2019": notice(2019, "400", "3月1日至3月20日", "验收由市林业站负责。"),
    "tea-2022": notice(2022, "650", "4月5日至4月25日"),
    "boats-2022": """洪江市渡船管理条例
第一条 为了渡船安全，制定本条例。
第二条 各级政府负责渡船安全，每年检查一次渡船。
第三条 渡船船主每年检修一次渡船。
洪江市人民代表大会常务委员会
2022年1月8日
""",
    "bees-2020": """罗平县养蜂管理办法
第一条 为了保护蜜源，制定本办法。
第二条 各级政府负责保护蜜源，引导蜂农转场。
罗平县人民政府
2020年5月11日
""",
}


@cache
def assistant() -> Assistant:
    found = [compose(id_, text) for id_, text in TEXTS.items()]
    return Assistant(make_index(found, encoder()), encoder())


def ask(question: str) -> Answer:
    return assistant().ask(question)


def sides(question: str) -> list[str]:
    found = sides_of(understand(question), assistant().headers)
    return [side.question.resolved for side in found]


@pytest.mark.parametrize(
    "question",
    [
        "洪江市2019年和2022年新种油茶每亩补贴分别是多少",
        "2019年和2022年洪江市新种油茶每亩补贴多少",
        "洪江市新种油茶每亩补贴2022年比2019年高多少",
    ],
)
def test_two_years_that_have_a_document_each(question: str) -> None:
    answer = ask(question)
    assert not answer.refused and len(answer.table) == 2
    told = {row.name[-5:]: row.text for row in answer.table}
    assert "400" in told["2019年"] and "650" in told["2022年"]


def test_years_that_no_document_has_are_refused_together() -> None:
    answer = ask("洪江市2015年和2016年新种油茶每亩补贴分别是多少")
    assert answer.refused and "2015、2016" in answer.text


def test_the_first_and_the_last_year_of_a_time_are_no_sides() -> None:
    assert sides("洪江市2019年至2022年新种油茶每亩补贴分别是多少") == []
    assert sides("洪江市2019年和2022年一共补贴多少亩") == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "洪江2019年和罗平2020年蜜源分别由谁保护",
            ["洪江2019年蜜源由谁保护", "罗平2020年蜜源由谁保护"],
        ),
        (
            "2019年洪江和2020年罗平蜜源分别由谁保护",
            ["2019年洪江蜜源由谁保护", "2020年罗平蜜源由谁保护"],
        ),
        (
            "洪江和罗平2019年蜜源分别由谁保护",
            ["洪江2019年蜜源由谁保护", "罗平2019年蜜源由谁保护"],
        ),
        (
            "洪江和罗平2019年和2020年蜜源分别由谁保护",
            [
                "洪江2019年蜜源由谁保护",
                "洪江2020年蜜源由谁保护",
                "罗平2019年蜜源由谁保护",
                "罗平2020年蜜源由谁保护",
            ],
        ),
    ],
)
def test_years_of_one_place_and_of_several(question: str, expected: list[str]) -> None:
    assert sides(question) == expected


def test_each_that_belongs_to_a_noun_is_left_there() -> None:
    assert sides("《洪江市渡船管理条例》和《罗平县养蜂管理办法》,各级政府负责什么") == [
        "洪江市渡船管理条例各级政府负责什么",
        "罗平县养蜂管理办法各级政府负责什么",
    ]
    assert sides("《洪江市渡船管理条例》和《罗平县养蜂管理办法》,各罚款多少") == [
        "洪江市渡船管理条例罚款多少",
        "罗平县养蜂管理办法罚款多少",
    ]


def test_the_newest_answers_where_no_year_is_asked_and_names_the_other() -> None:
    answer = ask("洪江市油茶种植补贴申报时间")
    assert "4月5日" in answer.text and "3月1日" not in answer.text
    (remark,) = answer.warnings
    assert "2022年油茶" in remark and "2019年油茶" in remark and "洪农发〔2019〕17号" in remark


def test_a_year_that_is_asked_is_the_one_that_answers() -> None:
    answer = ask("洪江市2019年油茶种植补贴申报时间")
    assert "3月1日" in answer.text and not answer.warnings


def test_what_only_the_older_says_is_said_with_the_newer_named() -> None:
    answer = ask("洪江市油茶种植补贴由谁验收")
    assert "市林业站" in answer.text
    assert any("之后另有" in remark and "2022年油茶" in remark for remark in answer.warnings)


def test_documents_of_another_place_or_matter_are_no_editions() -> None:
    texts = {
        "a": notice(2019, "400", "3月"),
        "b": notice(2022, "650", "4月"),
        "c": notice(2023, "500", "5月").replace("洪江市", "罗平县").replace("洪农", "罗农"),
        "d": notice(2024, "300", "6月").replace("油茶", "水稻"),
        "e": notice(2022, "900", "7月"),
    }
    headers = {id_: header_of(compose(id_, text)) for id_, text in texts.items()}
    found = newest_editions(headers)
    assert found.keys() == {"a"} and found["a"] in ("b", "e")


def test_the_old_and_the_new_of_a_matter_are_set_side_by_side() -> None:
    answer = ask("洪江市油茶种植补贴新旧通知规定的补贴标准有什么变化")
    assert [row.name[-14:] for row in answer.table] == [
        "（洪农发〔2019〕17号）",
        "（洪农发〔2022〕17号）",
    ]
    assert "400" in answer.table[0].text and "650" in answer.table[1].text


def test_english_years_are_set_side_by_side() -> None:
    answer = ask("How much is the subsidy per mu in Hongjiang in 2019 and 2022?")
    assert [row.name[-5:] for row in answer.table] == [" 2019", " 2022"]


def test_years_that_no_one_document_has_are_not_called_missing() -> None:
    answer = ask("洪江市2019年至2022年新种油茶每亩补贴多少")
    assert answer.refused and "同时涉及2019、2022年" in answer.text


def test_who_does_it_is_not_given_up_for_a_newer_text_without_a_body() -> None:
    texts = {"old": notice(2019, "400", "3月", "苗木由市苗圃负责供应。")}
    texts["new"] = notice(2022, "650", "4月", "苗木于四月供应。")
    found = [compose(id_, text) for id_, text in texts.items()]
    answer = Assistant(make_index(found, encoder()), encoder()).ask("洪江市油茶苗木由谁负责供应")
    assert "市苗圃" in answer.text
