"""Sections: how numbers nest, what is a heading, and what belongs to whom."""

from pathlib import Path

from corpus.layout import read_lines
from corpus.numbering import levels, read_label
from corpus.records import Section
from corpus.sections import outline, sections_of

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"

RULES = """县城公租房管理办法
第一章 总则
第一条 为规范公租房管理，制定本办法。
第二条 申请人应当符合下列条件：
（一）年满18周岁；
（二）在县城无住房。
住房面积由县住建局核定。
第二章 附则
第三条 本办法自2021年1月1日起施行。"""


def sections(text: str) -> tuple[Section, ...]:
    lines = read_lines(text)
    return sections_of(lines, outline(lines))


def test_labels() -> None:
    printed = {
        "一、总则": "一、", "(二)试点": "(二)", "3.推进": "3.", "4、推进": "4、",
        "第十二条 申请": "第十二条", "附件1：名单": "附件1", "1.2023年招聘": "1.",
    }  # fmt: skip
    found = {line: read_label(line) for line in printed}
    assert {line: label.text for line, label in found.items() if label} == printed
    assert read_label("2025年完成") is None
    assert read_label("1.5万元以上") is None


def test_levels_follow_the_document() -> None:
    running_on = [
        "chinese",
        "chinese_bracket",
        "digit",
        "chinese_bracket",
        "digit",
        "chinese",
        "digit",
    ]
    assert levels(running_on) == [1, 2, 3, 2, 3, 1, 2]
    assert levels(["chapter", "article", "article", "chapter", "article"]) == [1, 2, 2, 1, 2]


def test_law() -> None:
    found = [(s.label, s.heading, s.level) for s in sections(RULES)]
    assert found == [
        ("第一章", "总则", 1), ("第一条", "", 2), ("第二条", "", 2),
        ("第二章", "附则", 1), ("第三条", "", 2),
    ]  # fmt: skip


def test_section_spans_its_content() -> None:
    article = sections(RULES)[2]
    assert RULES[article.start : article.end].startswith("第二条 申请人")
    assert RULES[article.start : article.end].endswith("由县住建局核定。")


def test_run_in_heading_and_whole_line_heading() -> None:
    text = "一、重点任务\n1.扩大学位供给。新建学校十所。\n2.改善办学条件。改造校舍。"
    assert [(s.heading, s.level) for s in sections(text)] == [
        ("重点任务", 1), ("扩大学位供给", 2), ("改善办学条件", 2),
    ]  # fmt: skip


def test_shipped_document_outline() -> None:
    text = (DOCUMENTS / "yuancheng-2018.txt").read_text(encoding="utf-8")
    found = sections(text)
    assert [s.heading for s in found if s.level == 1] == [
        "指导思想", "基本原则", "工作目标", "主要任务", "保障措施",
    ]  # fmt: skip
    assert [s.label for s in found if s.level == 3][:7] == [
        "1.",
        "2.",
        "1.",
        "2.",
        "3.",
        "4.",
        "5.",
    ]


def test_decimal_numbers_and_a_table_of_contents() -> None:
    contents = "1 总则\n1.1 适用范围\n1.2 工作原则\n2 预警\n2.1 监测\n"
    body = (
        "1 总则\n1.1 适用范围\n本预案适用于全县。\n1.2 工作原则\n统一领导。\n"
        "2 预警\n2.1 监测\n县粮食局每日监测。\n3 附则\n本预案自印发之日起施行。"
    )
    assert [(s.label, s.heading, s.level) for s in sections(contents + body)] == [
        ("1", "总则", 1), ("1.1", "适用范围", 2), ("1.2", "工作原则", 2),
        ("2", "预警", 1), ("2.1", "监测", 2), ("3", "附则", 1),
    ]  # fmt: skip
    assert read_label("1.5万元以上的") is None


def test_conditions_are_no_headings() -> None:
    text = (
        "一、申请条件\n符合下列条件的可以申请：\n（一）年满60周岁；\n（二）有下列困难之一的：\n"
        "1.独居\n2.失能\n（三）本县户籍。\n二、办理时限\n十个工作日。"
    )
    assert [s.heading for s in sections(text)] == ["申请条件", "办理时限"]
