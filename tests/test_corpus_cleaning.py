"""Cleaning as a whole: provenance of every edit, clean text untouched, the shipped documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cleaning import clean
from corpus.cleaning_summary import NAMES, summarise_edits
from corpus.provenance import apply_edits, raw_span

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"

NOISY_ALPHABET = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from("發改醫奔P伲基金(fā)(yī)，。、;?？\n \u3000\xa0|專科屜踪欤著名１２Ａ\r\u200b"),
    st.sampled_from(["(fā)", "?qǐng)?zhí)", "当前位置:", "网站地图", "\n\n\n", "? ??? ", "一、"]),
)


@given(st.lists(NOISY_ALPHABET, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_cleaned_with_its_edits_on_record(raw: str) -> None:
    cleaned = clean(raw)
    assert apply_edits(raw, cleaned.edits) == cleaned.text
    assert {edit.kind for edit in cleaned.edits} <= set(NAMES)
    for at in range(len(cleaned.text)):
        start, end = raw_span(cleaned.edits, at, at + 1)
        assert 0 <= start <= end <= len(raw)
    assert clean(raw) == cleaned


CLEAN_TEXT = """云岭县人民政府办公室关于印发义务教育学区划分办法的通知

云政办发〔2021〕12号

各乡镇人民政府,县直各单位:

《云岭县义务教育学区划分办法》已经县政府常务会议审议通过,现印发给你们,请认真贯彻执行。

第一条 为了推进义务教育优质均衡发展(以下简称均衡发展),根据《中华人民共和国义务教育法》,制定本办法。

第二条 名著阅读、乾坤湾研学等活动由县教育局(A级)统筹,不得收费?

(一)学区每3—5年调整1次。

云岭县人民政府办公室

2021年3月4日"""


def test_clean_text_is_not_changed_by_a_character() -> None:
    cleaned = clean(CLEAN_TEXT)
    assert cleaned.text == CLEAN_TEXT
    assert cleaned.edits == ()


@pytest.mark.parametrize("name", ["changzhou-2023", "yuancheng-2018"])
def test_of_the_clean_documents_only_whitespace_and_chrome_go(name: str) -> None:
    raw = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")
    cleaned = clean(raw)
    kinds = {edit.kind for edit in cleaned.edits}
    assert kinds <= {"space", "blank-line", "chrome"}
    without = raw.replace("扫一扫在手机打开当前页 |", "")
    assert "".join(cleaned.text.split()) == "".join(without.split())


def test_the_noisy_document_reads_as_it_was_issued() -> None:
    raw = (DOCUMENTS / "shanghai-2015.txt").read_text(encoding="utf-8")
    cleaned = clean(raw)
    for sentence in (
        "市医改领导小组全体会议审议,并经市政府同意,现予以印发,请认真按照执行。",
        "\n1、推进分级诊疗制度建设。一是做实家庭医生签约服务。",
        "五是完善二、三级医院支持基层社区的工作机制。二、三级医院通过预留一定数量专家号、"
        "指定部门或专人对接家庭医生转诊服务",
        "向精神卫生、产科、儿科、中医等公益性较强的专科医院倾斜,",
        "重点专科建设、学术地位等方面",
        "三是在确保医保基金收支总体平衡的前提下,",
        "重点研究优化医疗服务项目比价关系,",
        "一是进一步完善住院医师、专科医师规范化培训制度。",
        "优化社会办医政策环境。",
        "夯实与健全社区卫生服务网底,",
        "药品集团采购组织(GPO)通行做法",
        "医保个人账户资金购买商业健康保险试点。",
    ):
        assert sentence in cleaned.text
    junk = [edit for edit in cleaned.edits if edit.kind == "junk"]
    assert len(junk) == 309
    assert {len(edit.before) for edit in junk} == {2}


def test_a_page_loses_its_navigation_and_keeps_its_dates_and_telephones() -> None:
    gansu = clean((DOCUMENTS / "gansu-2020.txt").read_text(encoding="utf-8")).text
    assert gansu.startswith("甘肃省深化医药卫生体制改革领导小组办公室关于印发")
    assert "\n发布日期:2020-08-28 作者: 来源:省卫健委\n" in gansu
    assert "进一步深化医药卫生体制改革。(各市州政府" in gansu
    assert "\n甘肃省深化医药卫生体制改革领导小组办公室\n\n2020年7月1日\n" in gansu
    assert gansu.endswith("综合医改进展情况。")
    shenyang = clean((DOCUMENTS / "shenyang-2024.txt").read_text(encoding="utf-8")).text
    assert shenyang.endswith(
        "联系电话:22521860 13504972942\n地址:和平区南宁南街11号 沈阳医保服务电话:024-12345-1-7"
    )


def test_a_quotation_leads_back_to_the_raw_file() -> None:
    raw = (DOCUMENTS / "shanghai-2015.txt").read_text(encoding="utf-8")
    cleaned = clean(raw)
    start = cleaned.text.index("确保医保基金收支")
    first, last = raw_span(cleaned.edits, start, start + len("确保医保基金收支"))
    assert raw[first:last].startswith("確保醫(yī)奔P伲基金收支")


def test_summary_counts_by_kind_with_examples() -> None:
    raw = "縣(xiàn)級\u3000學(xué)區\u3000\u3000劃(huà)分由教育局負責(zé)\r\n"
    summary = {s.kind: s for s in summarise_edits(clean(raw).edits)}
    assert summary["pinyin"].count == 4
    assert summary["pinyin"].examples == (("(xiàn)", ""), ("(xué)", ""), ("(huà)", ""))
    assert summary["script"].name == "繁体转简体"
