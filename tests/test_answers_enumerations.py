"""Enumerations found in a text, and said as a whole, on invented rules of other fields."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from answers.enumerations import enumeration_of
from answers.records import Answer
from answers.sentences import span_of
from corpus.reading import compose
from corpus.records import Document
from index.collection import make_index
from index.encoder import load_encoder

MARKET = """敦煌市夜市摊位管理办法
第一章 总则
第一条 为了规范夜市摊位管理，制定本办法。
第二条 市商务局负责夜市摊位的统筹规划。
第二章 摊位
第三条 个人申请夜市摊位，应当提交下列四项材料：
（一）身份证复印件；
（二）从业人员健康证明；
（三）摊位食品安全承诺书。
企业申请夜市摊位，应当提交下列材料：
（一）营业执照；
（二）食品经营许可证。
第四条 摊位使用人应当做到：一是每日清运垃圾；二是不得占用消防通道；三是不得使用明火照明。
第五条 夜市营业时间为每日十八时至二十四时，冬季提前一小时结束。
"""


def ask(question: str, text: str = MARKET) -> Answer:
    encoder = load_encoder()
    document = compose("dunhuang", text)
    return Assistant(make_index([document], encoder), encoder).ask(question)


def found(document: Document, words: str) -> list[str]:
    start = document.text.index(words)
    passage = next(p for p in document.passages if p.start <= start < p.end)
    enumeration = enumeration_of(document, span_of(document, passage, start, start + len(words)))
    return [] if enumeration is None else [item.text for item in enumeration.items]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("营业执照", ["（一）营业执照；", "（二）食品经营许可证。"]),
        (
            "不得占用消防通道",
            ["一是每日清运垃圾；", "二是不得占用消防通道；", "三是不得使用明火照明。"],
        ),
        ("冬季提前一小时结束", []),
    ],
)
def test_an_item_is_found_in_its_own_list(words: str, items: list[str]) -> None:
    assert found(compose("dunhuang", MARKET), words) == items


def test_an_item_asked_for_by_its_list_brings_all_items_and_the_head() -> None:
    answer = ask("个人申请夜市摊位要准备哪些材料")
    assert answer.text.startswith("个人申请夜市摊位，应当提交下列四项材料：")
    assert "身份证复印件" in answer.text
    assert "摊位食品安全承诺书" in answer.text
    assert "营业执照" not in answer.text


def test_a_list_shorter_than_it_announces_says_so() -> None:
    answer = ask("个人申请夜市摊位要准备哪些材料")
    assert "原文写明共4项，收录的文本里只有3项" in answer.text
    assert "原文写明" not in ask("企业申请夜市摊位应当提交什么材料").text


def test_an_article_number_in_the_head_announces_no_count() -> None:
    text = "第十八条 申请人应当具备下列条件：\n（一）年满十八周岁；\n（二）身体健康。\n"
    document = compose("x", text)
    start = document.text.index("年满")
    passage = next(p for p in document.passages if p.start <= start < p.end)
    enumeration = enumeration_of(document, span_of(document, passage, start, start + 4))
    assert enumeration is not None
    assert (enumeration.announced, enumeration.missing) == (0, 0)


def test_a_long_list_is_cut_between_items_and_says_how_many_follow() -> None:
    numerals = "一二三四五六七八九"
    items = "".join(
        f"（{n}）第{n}类摊位应当在指定的区域内经营，配备垃圾桶、灭火器和照明灯具，"
        "并且按照要求张贴营业执照、健康证明、价目表和投诉电话，不得超出划定的边线；\n"
        for n in numerals
    )
    text = f"敦煌市夜市规范\n第一条 制定本规范。\n第二条 摊位经营应当遵守下列要求：\n{items}"
    answer = ask("夜市摊位经营应当遵守哪些要求", text)
    shown = answer.text.count("类摊位应当")
    assert 0 < shown < 9
    assert f"还列有{9 - shown}项" in answer.text
    assert all(c.quote.endswith("边线；") for c in answer.citations)
