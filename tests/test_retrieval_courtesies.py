"""Greetings and thanks ask nothing; they get one line and are no part of the talk."""

from __future__ import annotations

import pytest
from answers_sample import ask, assistant

from retrieval.courtesies import courtesy
from retrieval.understanding import understand


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你好", "greeting"),
        ("您好！", "greeting"),
        ("早上好", "greeting"),
        ("Hello!", "greeting"),
        ("谢谢", "thanks"),
        ("好的，谢谢您的解答！", "thanks"),
        ("謝謝", "thanks"),
        ("Thank you very much.", "thanks"),
        ("好", "thanks"),
        ("再见", "parting"),
        ("谢谢您的解答，再见", "parting"),
        ("bye", "parting"),
        ("你好，公租房租金怎么定", ""),
        ("谢谢，那租金由谁定", ""),
        ("感谢信由谁发", ""),
        ("再见义勇为怎么奖励", ""),
        ("好人好事", ""),
        ("?", ""),
    ],
)
def test_what_asks_nothing(text: str, expected: str) -> None:
    assert courtesy(text) == expected


@pytest.mark.parametrize("text", ["谢谢", "再见", "你好", "thanks"])
def test_one_line_without_passages(text: str) -> None:
    answer = ask(text)
    assert (answer.kind, answer.refused) == ("courtesy", False)
    assert not answer.citations and not answer.hits and not answer.warnings
    assert len(answer.text.splitlines()) == 1


def test_thanks_do_not_interrupt_a_talk() -> None:
    without = understand("那烟台呢", ["桂林公租房租金怎么定"])
    between = understand("那烟台呢", ["桂林公租房租金怎么定", "谢谢"])
    assert between.resolved == without.resolved


def test_nothing_was_weighed_for_thanks() -> None:
    assert assistant().explain("谢谢").weighings == ()
