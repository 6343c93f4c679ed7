"""Traditional and simplified script."""

from __future__ import annotations

import pytest

from corpus.script import has_traditional, is_traditional, simplify, traditionalise


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("住房補貼由誰發放?", "住房补贴由谁发放?"),
        ("著力推進義務教育", "着力推进义务教育"),
        ("隨著人口變化", "随着人口变化"),
        ("公積金帳户餘額", "公积金账户余额"),
        ("覈查學歷並註冊", "核查学历并注册"),
        ("關於養老機構床位", "关于养老机构床位"),
    ],
)
def test_simplify(traditional: str, simplified: str) -> None:
    assert simplify(traditional) == simplified


@pytest.mark.parametrize("text", ["名著与著名学者", "乾陵在乾县", "瞭望塔", "於某某", "GPO", ""])
def test_simplified_text_stays_as_it_is(text: str) -> None:
    assert simplify(text) == text
    assert not has_traditional(text)


def test_a_traditional_name_does_not_make_a_text_traditional() -> None:
    text = "陈寶国主任负责学区划分与学籍管理,由县教育局解释。"
    assert has_traditional(text)
    assert not is_traditional(text)
    assert is_traditional("學區劃分由縣教育局負責解釋。")


def test_traditionalise() -> None:
    assert traditionalise("市医保局") == "市醫保局"
