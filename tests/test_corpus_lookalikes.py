"""Look-alikes become what is meant where that is certain, and stay everywhere else."""

from __future__ import annotations

import pytest

from corpus.cleaning import clean
from corpus.cleaning_lookalikes import lookalike_edits
from corpus.damages import find_damages
from corpus.provenance import apply_edits


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("截止ㄖ期为5月3ㄖ。", "截止日期为5月3日。"),
        ("报渻政府批准", "报省政府批准"),
        ("到定点医院僦医", "到定点医院就医"),
        ("⽇期和⾦额", "日期和金额"),
        ("⻓期护理", "长期护理"),
        ("二O一九年三月", "二〇一九年三月"),
        ("2O19年l2月", "2019年12月"),
        ("采购组织(GРO)", "采购组织(GPO)"),
    ],
)
def test_what_is_meant_is_certain(raw: str, text: str) -> None:
    assert apply_edits(raw, list(lookalike_edits(raw))) == text


def test_a_single_letter_in_a_number_is_flagged_not_replaced() -> None:
    text = "每户补贴l500元,分两年发放。"
    assert clean(text).text == text
    (damage,) = find_damages(text)
    assert text[damage.start : damage.end] == "l500"
    assert damage.likely == "1500"
    twice = "每户补贴l500元,分l2个月发放。"
    assert clean(twice).text == "每户补贴1500元,分12个月发放。"


@pytest.mark.parametrize(
    "sound",
    [
        "发展O2O平台、B2O模式,使用α粒子,Ⅱ类,μg。",
        "注音符号ㄅㄆㄇㄈ、ㄖ。",
        "联系人:闫玟、李箖、杨旻、陈铧、渻明。",
        "二〇一九年、二零一九年、一九八七年",
        "Россия и Москва",
        "僦居、僦屋须登记。",
        "",
    ],
)
def test_what_may_be_meant_as_printed_stays(sound: str) -> None:
    assert list(lookalike_edits(sound)) == []
