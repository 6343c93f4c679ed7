"""What is asked for by its number: said whole where it stands, refused where nothing has it."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from answers.records import Answer
from answers.titles import named_title
from corpus.reading import compose
from index.collection import make_index
from retrieval.exact import Part, documents_named, number_named, part_named

KENNELS = """衢州市犬舍管理办法
衢政发〔2021〕18号
第一章 总则
第一条 为了规范犬舍，根据《浙江省犬舍条例》（浙政令〔2019〕5号）制定本办法。
第二条 本市犬舍的建设和管理适用本办法。
第二章 建设
第三条 犬舍应当距离住宅五十米以上。
犬舍应当配备下列设施：
（一）化粪池；
（二）隔音墙。
第四条 犬舍由市农业农村局验收。验收不收费。
第三章 附则
第五条 本办法自2021年9月1日起施行。《衢州市犬舍管理暂行规定》（衢政发〔2015〕3号）同时废止。
"""
DOVES = """衢州市信鸽饲养规定
衢体字〔2020〕6号
第一条 饲养信鸽应当向市体育局登记。
第二条 鸽棚高度不得超过二米。
附件：1.信鸽登记明细表
2.鸽棚验收项目清单
"""
ORDER = """三门峡市黄河湿地保护办法
三门峡市人民政府令第12号
第一条 黄河湿地由市林业局保护。
"""


@cache
def assistant() -> Assistant:
    sources = {"kennels": KENNELS, "doves": DOVES, "wetland": ORDER}
    found = [compose(id_, text) for id_, text in sources.items()]
    return Assistant(make_index(found, encoder()), encoder())


def ask(question: str) -> Answer:
    return assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("衢州犬舍办法第九条规定了什么", "《衢州市犬舍管理办法》共5条，没有第九条。"),
        ("犬舍管理办法第三条之一是什么内容", "没有第三条之一"),
        ("衢州市犬舍管理办法第三条第三款怎么说", "只有2款，没有第三条第三款"),
        ("衢州市犬舍管理办法第三条第二款第四项是什么", "没有第三条第二款第四项"),
        ("衢州犬舍管理办法第六章讲什么", "共3章，没有第六章"),
        ("信鸽饲养规定第二章讲什么", "不分章"),
        ("信鸽饲养规定第四条", "《衢州市信鸽饲养规定》共2条"),
        ("衢政发〔2022〕18号规定了什么", "没有收录文号为“衢政发〔2022〕18号”的文件"),
        ("三门峡市人民政府令第21号讲了什么", "没有收录文号为“三门峡市人民政府令第21号”的文件"),
    ],
)
def test_what_no_document_has_is_refused_with_what_there_is(question: str, reason: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.kind) == (True, "not_there")
    assert reason in answer.text
    assert not answer.citations


def test_a_number_that_a_document_only_names_is_refused_with_the_sentence() -> None:
    answer = ask("浙政令[2019]5号规定了什么")
    assert (answer.refused, answer.kind) == (True, "not_there")
    assert "浙政令〔2019〕5号" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("衢政发[2021]18号第四条", "第四条 犬舍由市农业农村局验收。验收不收费。"),
        ("请问衢州市犬舍管理办法第四条讲了什么", "第四条 犬舍由市农业农村局验收。验收不收费。"),
        ("犬舍管理办法第三条第一款规定了什么", "第三条 犬舍应当距离住宅五十米以上。"),
        ("犬舍管理办法第三条第二款第二项是什么", "（二）隔音墙"),
        ("信鸽饲养规定第二条", "第二条 鸽棚高度不得超过二米。"),
    ],
)
def test_the_whole_of_what_is_named_is_said(question: str, whole: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.kind) == (False, "article")
    assert whole in answer.text


def test_a_chapter_is_said_by_the_beginnings_of_its_articles() -> None:
    answer = ask("衢州犬舍管理办法第二章讲什么")
    assert answer.text.startswith("第二章 建设")
    assert "第三条 犬舍应当距离住宅五十米以上" in answer.text
    assert "第四条 犬舍由市农业农村局验收" in answer.text
    assert "第二条" not in answer.text


def test_a_document_is_named_by_its_number_alone() -> None:
    assert "犬舍管理办法" in ask("衢政发〔2021〕18号是哪里的文件").text
    assert "犬舍应当距离住宅五十米" in ask("衢政发〔2021〕18号要求犬舍距离住宅多远").text
    assert "黄河湿地" in ask("三门峡市人民政府令第12号是什么文件").text


@pytest.mark.parametrize("question", ["信鸽饲养规定附件2里写了什么", "鸽棚验收项目清单有哪些项目"])
def test_what_stands_in_an_attachment_that_is_not_included_is_refused(question: str) -> None:
    answer = ask(question)
    assert answer.refused
    assert "附件没有收录" in answer.text


def test_numbers_and_parts_that_a_text_names() -> None:
    assert part_named("违反第十条罚多少") is None
    assert part_named("第七条第2款第（三）项") == Part("第七条第2款第（三）项", 7, 0, 2, 3)
    assert part_named("第十条之一") == Part("第十条之一", 10, 1)
    assert number_named("武汉2023 5号楼") == ""
    assert number_named("衢政发[2021]18号") == "衢政发[2021]18号"
    assert documents_named("国务院令第12号", assistant().headers) == ()


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("甲市人民政府关于印发《甲市犬舍办法》的通知", "《甲市犬舍办法》"),
        ("甲市犬舍办法", "《甲市犬舍办法》"),
        ("关于贯彻《犬舍条例》的意见", "关于贯彻《犬舍条例》的意见"),
        ("甲局关于印发《甲市犬舍办法（试行）》的通知", "《甲市犬舍办法（试行）》"),
    ],
)
def test_titles_have_one_pair_of_marks(title: str, named: str) -> None:
    assert named_title(title) == named
