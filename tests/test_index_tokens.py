"""Tokens of passages and questions."""

from __future__ import annotations

import subprocess
import sys

import pytest

from index.tokens import fold, token_weight, tokenize, words


def test_words_then_bigrams_then_characters_of_each_run() -> None:
    assert tokenize("公租房,租金") == [
        *["公租房", "租金"],
        *["~公租", "~租房", "~公", "~租", "~房"],
        *["~租金", "~租", "~金"],
    ]


def test_latin_and_digit_strings_stay_whole_and_fold() -> None:
    assert words("ＤＲＧ付费、17.5%、5G") == ["drg", "付费", "17.5", "5g"]


def test_characters_stand_apart_from_words_of_one_character() -> None:
    assert tokenize("林") == ["林", "~林"]


def test_punctuation_gives_nothing() -> None:
    assert tokenize("——《》。 \n") == []


def test_traditional_and_simplified_give_the_same_tokens() -> None:
    assert tokenize("醫療保險") == tokenize("医疗保险")
    assert fold("ＡBc醫院") == "abc医院"


@pytest.mark.parametrize("term", ["医共体", "河长制", "自规局", "专精特新", "保障性租赁住房"])
def test_listed_terms_stay_whole(term: str) -> None:
    assert term in words(f"全市{term}工作")


def test_parts_of_words_count_less() -> None:
    assert [token_weight(token) for token in ("租金", "drg", "~租金", "~租")] == [1, 1, 0.4, 0.4]


def test_cutting_is_silent_and_writes_no_cache(tmp_path: object) -> None:
    program = "from index.tokens import tokenize; tokenize('公租房租金')"
    environment = {"TMPDIR": str(tmp_path), "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True
    )
    assert (run.stdout, run.stderr) == ("", "")
    listing = subprocess.run(["ls", "-A", str(tmp_path)], capture_output=True, text=True)
    assert listing.stdout == ""
