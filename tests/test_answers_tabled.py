"""Comparisons in a model's words: each side by its own cell, and the table untouched."""

from __future__ import annotations

import pytest
from answers_sample import ask, assistant
from test_answers_fluent import FALLBACK, Says

from answers.fluent import FluentAssistant
from answers.prompting import comparison_messages
from answers.records import Answer

BOTH = "桂林和烟台公租房租金分别怎么定?"
ONE = "桂林和苏州公租房租金分别怎么定?"
GUILIN = "桂林市的公租房租金按照市场租金的七成确定,每两年调整一次。[1]"
YANTAI = "烟台市的公租房租金按照市场租金的六成确定,每年调整一次。[2]"


def compared(question: str, text: str) -> Answer:
    return FluentAssistant(assistant(), Says(text)).ask(question)


def test_true_words_are_taken_and_the_table_stays() -> None:
    answer = compared(BOTH, GUILIN + YANTAI)
    assert answer.text.split("\n")[:2] == [GUILIN, YANTAI]
    assert answer.table == ask(BOTH).table
    assert answer.citations == ask(BOTH).citations
    assert FALLBACK not in answer.warnings


def test_the_sides_may_come_in_either_order_with_the_numbers_of_the_table() -> None:
    answer = compared(BOTH, YANTAI + GUILIN)
    assert answer.text.split("\n")[:2] == [YANTAI, GUILIN]
    assert answer.citations == ask(BOTH).citations


def test_a_side_without_a_document_is_named_by_the_program() -> None:
    answer = compared(ONE, GUILIN)
    assert answer.text.startswith(GUILIN)
    assert answer.text.endswith("江苏省苏州市：现有文件中没有找到相关规定。")


@pytest.mark.parametrize(
    "lie",
    [
        GUILIN.replace("七成", "六成") + YANTAI.replace("六成", "七成"),  # figures swapped
        GUILIN.replace("[1]", "[2]") + YANTAI.replace("[2]", "[1]"),  # citations swapped
        GUILIN.replace("桂林", "烟台") + YANTAI.replace("烟台", "桂林"),  # sides swapped
        GUILIN,  # a side left out
        GUILIN + "烟台市的公租房租金高于桂林市。[1][2]",  # set side by side by itself
        GUILIN + YANTAI.replace("[2]", "[3]"),
        GUILIN + YANTAI.replace("[2]", ""),
        "桂林市和烟台市的公租房租金都按照市场租金的七成确定。[1]",
        "两市相同。[1][2]",
    ],
)
def test_a_lie_leads_back_to_the_table_in_words(lie: str) -> None:
    answer = compared(BOTH, lie)
    assert answer.text == ask(BOTH).text
    assert answer.table == ask(BOTH).table
    assert FALLBACK in answer.warnings


def test_a_sentence_that_compares_goes_and_the_others_stay() -> None:
    answer = compared(BOTH, f"{GUILIN}{YANTAI}桂林市的租金高于烟台市。[1][2]")
    assert "高于" not in answer.text.replace("高于。", "")
    assert answer.text.startswith(f"{GUILIN}\n{YANTAI}")


def test_what_the_writer_is_told() -> None:
    answer = ask(BOTH)
    system, user = comparison_messages(answer, answer.table)
    assert "只依据用户消息里的表" in system["content"]
    assert "名称:山东省烟台市\n内容:公租房租金按照市场租金的六成确定" in user["content"]
    assert BOTH in user["content"]
