"""Metadata: title, issuer, number, dates, place and kind, out of the text."""

from datetime import date
from pathlib import Path

import pytest

from corpus.dates import find_date, is_date_line, parse_date, spans_of_day
from corpus.reading import compose, read_document

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"

SHIPPED = {
    "changzhou-2023": (
        "常州市关于深化三医联动、医防融合改革的实施意见",
        "常州市人民政府办公室", "江苏省常州市", "", date(2023, 5, 29), None, "opinion",
    ),
    "yuancheng-2018": (
        "源城区推进区域医疗联合体建设实施方案",
        "源城区人民政府办公室", "广东省河源市源城区", "", None, None, "plan",
    ),
    "shenyang-2024": (
        "关于借力医保门诊共济政策提升基层医疗机构水平、推动医联体建设的提案的答复",
        "", "辽宁省沈阳市", "", None, None, "reply",
    ),
    "shanghai-2015": (
        "上海市2015年深化医药卫生体制改革工作要点",
        "上海市医药卫生体制改革领导小组办公室", "上海市", "沪发改医改〔2015〕2号",
        date(2015, 2, 16), None, "plan",
    ),
    "gansu-2020": (
        "甘肃省深化医药卫生体制改革领导小组办公室关于印发"
        "《甘肃省2020年下半年综合医改重点工作任务及分工》的通知",
        "甘肃省深化医药卫生体制改革领导小组办公室", "甘肃省", "",
        date(2020, 7, 1), date(2020, 8, 28), "notice",
    ),
}  # fmt: skip


@pytest.mark.parametrize("document_id", SHIPPED)
def test_shipped_documents(document_id: str) -> None:
    d = read_document(DOCUMENTS / f"{document_id}.txt")
    read = (d.title, d.issuer, d.region.name, d.doc_number, d.signed, d.published, d.kind)
    assert read == SHIPPED[document_id]


def test_dates() -> None:
    assert parse_date("二○二○年七月一日") == date(2020, 7, 1)
    assert parse_date("一九九六年十二月二十九日") == date(1996, 12, 29)
    assert parse_date("2021 年 3 月 15 日") == date(2021, 3, 15)
    assert parse_date("2021年2月30日") is None
    assert find_date("发布日期:2020-08-28 作者") == date(2020, 8, 28)
    assert is_date_line("2018113")
    assert not is_date_line("2018年全县工作")
    text = "自2021-03-05起。二〇二一年三月五日"
    assert [text[slice(*s)] for s in spans_of_day(text, date(2021, 3, 5))] == [
        "2021-03-05",
        "二〇二一年三月五日",
    ]


def test_notice_with_title_over_lines_and_two_issuers() -> None:
    text = (
        "湖州市教育局 湖州市财政局\n关于调整中小学\n伙食补助标准的通知\n湖教财〔2021〕8号\n"
        "各区县教育局、财政局：\n现将有关事项通知如下。补助标准见粤教〔2019〕3号。\n"
        "湖州市教育局 湖州市财政局\n二〇二一年九月三日"
    )
    d = compose("x", text)
    assert d.title == "湖州市教育局湖州市财政局关于调整中小学伙食补助标准的通知"
    assert d.issuer == "湖州市教育局、湖州市财政局"
    assert d.doc_number == "湖教财〔2021〕8号"
    assert d.signed == date(2021, 9, 3)
    assert d.region.name == "浙江省湖州市"
    assert d.kind == "notice"


def test_number_cited_in_the_body_is_not_the_documents_own() -> None:
    text = "关于做好公租房分配的意见\n根据国办发〔2019〕3号文件，现提出如下意见。\n我市按规定办理。"
    assert compose("x", text).doc_number == ""


def test_decree() -> None:
    text = (
        "中华人民共和国国务院令\n第800号\n现公布《村镇供水条例》，自2030年1月1日起施行。\n"
        "总理 张某\n2029年6月1日\n村镇供水条例\n第一条 为了保障供水，制定本条例。"
    )
    d = compose("x", text)
    assert (d.title, d.kind) == ("村镇供水条例", "regulation")
    assert d.doc_number == "中华人民共和国国务院令第800号"
    assert d.region.name == ""


def test_web_page() -> None:
    text = (
        "入学不用跑！扬州网上报名指引来了\n发布日期:2024-05-06 09:00 来源:扬州发布\n"
        "家长登录平台报名。"
    )
    d = compose("x", text)
    assert d.title == "入学不用跑！扬州网上报名指引来了"
    assert (d.published, d.kind, d.region.name) == (date(2024, 5, 6), "news", "江苏省扬州市")
