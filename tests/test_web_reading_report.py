"""The reading report and the remarks of `wenzheng clean`."""

from __future__ import annotations

import re
from dataclasses import replace

from site_library import make_clerk

from corpus.cleaning import clean
from corpus.edit_contexts import edits_by_kind, edits_in_context
from corpus.reading import compose
from corpus.reading_notes import reading_lines
from corpus.records import Document, Edit
from corpus.sources import Problem
from web.reading_report import reading_report, report_lines

RAW = (
    "云岭市\u200b东一路养护办法\n第一条 为了加强道路养护,制定本办法。\n\n\n\n"
    "第二条 本办法自2020年1月1日起施行。\n"
)


def road() -> Document:
    cleaned = clean(RAW)
    return compose(
        "road-2020", cleaned.text, raw_length=len(RAW), edits=cleaned.edits, source_file="路.txt"
    )


def test_edits_are_shown_with_their_line_and_the_words_around_them() -> None:
    document = road()
    shown = list(edits_in_context(document.text, document.edits))
    unseen = next(edit for edit in shown if edit.kind == "invisible")
    assert (unseen.line, unseen.left, unseen.after) == (1, "云岭市", "")
    blank = next(edit for edit in shown if edit.kind == "blank-line")
    assert blank.right.startswith("第二条") and set(blank.before) == {"⏎"}
    assert blank.line == document.text.count("\n", 0, document.text.index("第二条")) + 1


def test_kinds_that_change_words_come_first_and_say_how_many_more() -> None:
    edits = tuple(Edit("space", 2 * i, 2 * i + 1, "甲", "甲") for i in range(9))
    edits += (Edit("junk", 20, 21, "乙", ""),)
    kinds = edits_by_kind("甲" * 30, edits, examples=2)
    assert [(kind.kind, kind.count, len(kind.examples), kind.more) for kind in kinds] == [
        ("junk", 1, 1, 0),
        ("space", 9, 1, 8),
    ]


def test_the_remarks_tell_facts_edits_and_damages() -> None:
    lines = list(reading_lines(replace(make_clerk().documents["housing-2023"], edits=())))
    assert "  文号：云政发〔2023〕7号" in lines
    assert "清理改动：无" in lines
    assert "  第 3 行 “913套”：两数之间看来缺了连接号，疑为“9—13套”" in lines
    every = list(reading_lines(road(), every_edit=True))
    assert sum("[" in line for line in every) == len(road().edits) > 0


def test_the_report_shows_doubtful_documents_first_and_escapes_everything() -> None:
    documents = list(make_clerk().documents.values())
    html = reading_report(documents, [Problem("<b>坏</b>.pdf", "已损坏。请重新获取。")])
    assert "<b>养老</b>" not in html and "<img" not in html and "<b>坏</b>" not in html
    assert "&lt;b&gt;坏&lt;/b&gt;.pdf" in html and "已损坏。请重新获取。" in html
    order = [html.index(f'<span class="line">{d.id}') for d in documents]
    assert order[1] < order[0]  # short and without a date; the other has a damage
    assert "牵头：市住建局 配合：市统计局、市财政局" in html
    assert "疑为“9—13套”" in html
    assert not re.search(r'(?:src|href)="', html)


def test_lists_are_capped_and_say_how_many_more() -> None:
    document = make_clerk().documents["housing-2023"]
    many = replace(document, passages=document.passages * 20)
    html = reading_report([many])
    assert f"另有 {len(many.passages) - 60} 项" in html


def test_a_line_for_each_document_and_each_file_not_read() -> None:
    documents = tuple(make_clerk().documents.values())
    lines = list(report_lines(documents, [Problem("坏.pdf", "已损坏。")]))
    assert lines[0].startswith("文件 2；需核对 2；未读 1；疑有缺损 1")
    assert len(lines) == 1 + len(documents) + 1 and lines[-1] == "未读：坏.pdf  已损坏。"


def test_an_empty_collection_has_a_report() -> None:
    assert "还没有收录文件" in reading_report([])
