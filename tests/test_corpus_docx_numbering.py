"""The numbers Word computes: forms of counting, levels, restarts, lists that share a counter."""

from __future__ import annotations

import pytest
from lxml import etree

from corpus.docx_counting import counted
from corpus.docx_numbering import Numbering, read_numbering

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("chineseCountingThousand", 2020, "二千零二十"),
        ("chineseCounting", 21, "二十一"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 3, "參"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircleChinese", 1, "①"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 49, "XLIX"),
        ("lowerLetter", 27, "aa"),
        ("none", 3, ""),
        ("a form of the future", 3, "3"),
        ("chineseCounting", 10**7, "10000000"),
    ],
)
def test_counting(form: str, number: int, printed: str) -> None:
    assert counted(form, number) == printed


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(levels: str, lists: str) -> Numbering:
    abstract = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
    root = etree.fromstring(f"<w:numbering {W}>{abstract}{lists}</w:numbering>")
    return read_numbering(root, {})


ONE = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'


def labels(lists: Numbering, *asked: tuple[str, int]) -> list[str]:
    return [lists.label(list_id, at) for list_id, at in asked]


def test_lower_levels_begin_again_and_upper_ones_are_printed() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2")
    lists = numbering(levels, ONE)
    asked = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)]
    assert labels(lists, *asked) == ["一、", "一.1 ", "一.2 ", "二、", "二.1 "]
    legal = numbering(levels + level(2, "decimal", "%1.%3", "<w:isLgl/>"), ONE)
    assert labels(legal, ("1", 0), ("1", 2)) == ["一、", "1.1 "]


def test_articles_go_on_over_chapters() -> None:
    chapter = level(0, "chineseCounting", "第%1章")
    article = level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
    lists = numbering(chapter + article, ONE)
    asked = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)]
    assert labels(lists, *asked) == ["第一章 ", "第一条 ", "第二条 ", "第二章 ", "第三条 "]


def test_lists_of_one_definition_count_on_unless_one_is_told_to_begin() -> None:
    second = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    begins = (
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    lists = numbering(level(0, "decimal", "%1．"), ONE + second + begins)
    asked = [("1", 0), ("2", 0), ("3", 0), ("3", 0)]
    assert labels(lists, *asked) == ["1．", "2．", "5．", "6．"]


def test_bullets_suffixes_and_what_is_not_there() -> None:
    lists = numbering(
        level(0, "bullet", "\uf06c")
        + level(1, "decimal", "%2", '<w:suff w:val="nothing"/>')
        + level(2, "none", ""),
        ONE,
    )
    asked = [("1", 0), ("1", 1), ("1", 2), ("1", 12), ("9", 0)]
    assert labels(lists, *asked) == ["● ", "1", "", "", ""]
