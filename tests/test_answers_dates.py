"""Dates of a matter against dates of the document that rules on it, on invented documents."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from answers.records import Answer
from corpus.reading import compose
from index.collection import make_index

TEXTS = {
    "choir": """怀宁县合唱团选拔办法
怀文发〔2023〕8号
《怀宁县合唱团选拔办法》已经2023年3月20日县文化工作会议审议通过，现予印发。
第一条 合唱团每年选拔一次。
第二条 选拔成绩于次月15日前公布，入选名单由县文化馆公布。
第三条 合唱团服装补贴于每年9月底前下发。
第四条 本办法自2023年5月1日起施行，试行三年。
怀宁县文化和旅游局
2023年4月2日
""",
    "reply": """关于加强山塘管护的提案的答复
您提出的提案收悉。2021年，全市加固山塘四十座。2022年8月，我市出台《山塘管护三年方案》。
""",
    "fees": """怀宁县会议费管理通知
会议应当在六月底前召开。
怀宁县财政局
2021年2月10日
""",
    "pumps": """怀宁县水泵更新规定
第一条 旧水泵应当在2024年6月30日前更新。
第二条 本规定自2022年3月1日起施行，有效期至2027年2月28日。
怀宁县水利局
2022年2月1日
""",
}


@cache
def assistant() -> Assistant:
    found = [compose(id_, text) for id_, text in TEXTS.items()]
    return Assistant(make_index(found, encoder()), encoder())


def ask(question: str) -> Answer:
    return assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("怀宁县合唱团选拔成绩什么时候公布", "次月15日前"),
        ("怀宁县合唱团服装补贴什么时候下发", "每年9月底前"),
        ("怀宁县合唱团选拔办法什么时候公布的", "2023年4月2日"),
        ("怀宁县合唱团选拔办法什么时候施行", "2023年5月1日"),
        ("怀宁县合唱团选拔办法是哪天的会议审议通过的", "2023年3月20日"),
        ("怀宁县会议费管理通知是什么时候印发的", "2021年2月10日"),
        ("怀宁县水泵更新规定有效期到什么时候", "2027年2月28日"),
    ],
)
def test_the_date_of_what_is_named(question: str, said: str) -> None:
    answer = ask(question)
    assert not answer.refused and said in answer.text


def test_the_end_of_a_trial_is_quoted_and_computed() -> None:
    answer = ask("怀宁县合唱团选拔办法试行到什么时候")
    assert "2023年5月1日起施行，试行三年" in answer.text
    assert "到2026-04-30届满" in answer.text and "2023年4月2日" not in answer.text


def test_an_end_that_is_printed_is_not_computed() -> None:
    assert "按此计算" not in ask("怀宁县水泵更新规定有效期到什么时候").text


def test_a_document_without_a_date_has_none_of_its_matters() -> None:
    assert "2021年" not in ask("山塘管护提案的答复是什么时候发布的").text.splitlines()[0]
    assert "2022年8月" in ask("山塘管护三年方案什么时候出台的").text
