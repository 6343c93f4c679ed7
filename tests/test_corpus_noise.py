"""The rules against noise, one family at a time, on invented text of other fields and places."""

from __future__ import annotations

import time

import pytest

from corpus.cleaning import clean
from corpus.cleaning_breaks import break_edits
from corpus.cleaning_bytes import shifted_bytes_edits, torn_note_edits
from corpus.cleaning_chrome import chrome_edits
from corpus.cleaning_junk import junk_edits
from corpus.cleaning_lines import join_edits
from corpus.cleaning_pinyin import pinyin_edits
from corpus.provenance import apply_edits


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("縣教育局關(guān)於學(xué)籍", "縣教育局關於學籍"),
        ("關(guan) 於學區", "關於學區"),
        ("會(huì )議", "會議"),
        ("女兒（nǚ）園", "女兒（nǚ）園"),  # not a reading, and a wide bracket of another kind
        ("養(yǎng)老機(jī)構(gòu)", "養老機構"),
        ("綠(lǜ)化", "綠化"),
        ("采購組織(GPO)通行", "采購組織(GPO)通行"),
        ("甲類医(A)院", "甲類医(A)院"),
        ("按年(an)計算", "按年(an)計算"),
        ("標準(kg)換算", "標準(kg)換算"),
    ],
)
def test_pinyin_in_brackets(raw: str, text: str) -> None:
    expected = text if "nǚ" not in raw else "女兒園"  # a toned Mandarin syllable is a note
    assert apply_edits(raw, list(pinyin_edits(raw))) == expected


JUNK_TEXT = (
    "為加強公共租賃住房管理瞭郑，保障住房困難家庭基本居住需求蛤铜，根據國家有關規定漓柑，制定本辦法哆幸。"
    "本辦法適用於本市公共租賃住房的規劃嫩絮、建設挖诸、分配蠢涝、使用和監督管理猾蔫。"
    "市住房保障部門負責全市公共租賃住房管理工作辖所，市財政局、市民政局唧躲、市公安局按照職責分工配合挤忙。"
    "申請人應當年滿十八周歲恃感，在本市有固定住所，月收入低於規定標準攘宗，並在本市繳納社會保險滿一年谚殊。"
    "租金標準每兩年調整一次辫田，由市物價局核定呢蔫，報市政府批准後公布。"
)


def test_junk_before_punctuation_goes_and_nothing_else() -> None:
    assert apply_edits(JUNK_TEXT, list(junk_edits(JUNK_TEXT))) == (
        "為加強公共租賃住房管理，保障住房困難家庭基本居住需求，根據國家有關規定，制定本辦法。"
        "本辦法適用於本市公共租賃住房的規劃、建設、分配、使用和監督管理。"
        "市住房保障部門負責全市公共租賃住房管理工作，市財政局、市民政局、市公安局按照職責分工配合。"
        "申請人應當年滿十八周歲，在本市有固定住所，月收入低於規定標準，並在本市繳納社會保險滿一年。"
        "租金標準每兩年調整一次，由市物價局核定，報市政府批准後公布。"
    )


def test_a_clean_text_with_rare_words_before_marks_is_left_alone() -> None:
    text = (
        "严禁推诿、敷衍、懈怠、徇私,不得涂抹、篡改、毁弃档案。古寺的飞檐、斗栱、藻井、榫卯,"
        "以及石碑、匾额、楹联、屏风,均列入保护名录。养殖鲟鱼、鲈鱼、鳜鱼、螃蟹,应当办理证件。"
    )
    assert list(junk_edits(text)) == []
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("請認真按照?qǐng)?zhí)行", "請認真按照執行"),
        ("繼續研究?jī)?yōu)化流程", "繼續研究優化流程"),
    ],
)
def test_torn_pinyin_notes_are_mended(torn: str, whole: str) -> None:
    assert apply_edits(torn, list(torn_note_edits(torn))) == whole


def test_characters_torn_by_junk_are_restored_from_their_bytes() -> None:
    # 專 is 8CA3 and 科 begins with BF: A3BF is the fullwidth question mark.
    torn = JUNK_TEXT + "新建屔肀妫科學校，擴大醫奔P伲基金規模。"
    restored = apply_edits(torn, list(shifted_bytes_edits(torn)))
    assert restored == JUNK_TEXT + "新建專科學校，擴大醫保基金規模。"


def test_common_words_are_no_torn_bytes_even_in_a_text_with_junk() -> None:
    # 名模 is a word and the bytes would allow it, but what stands there is language.
    assert list(shifted_bytes_edits(JUNK_TEXT + "加强古树名木的管护工作。")) == []


def test_nothing_is_restored_where_the_text_has_no_such_noise() -> None:
    assert list(shifted_bytes_edits("古籍中屔肀妫科一語不詳。")) == []


def test_question_marks_for_paragraph_breaks() -> None:
    raw = "各區政府:? ??? 現將辦法印發。?\n一、總則? 本辦法適用本市。? 二、申請? 年滿18歲可申請。?"
    assert apply_edits(raw, list(break_edits(raw))) == (
        "各區政府:\n現將辦法印發。\n一、總則\n本辦法適用本市。\n二、申請\n年滿18歲可申請。\n"
    )


def test_real_questions_stay() -> None:
    text = "问:谁可以申请? 答:本市居民。\n问:在哪里办理? 答:区政务中心。\n问:多久办结?\n答:5日。"
    assert list(break_edits(text)) == []


PAGE = """设为首页 | 加入收藏 | 网站地图
住房保障
您当前所在位置: 首页 > 政务公开 > 住房保障
云岭市公共租赁住房租金补贴办法
发布日期:2022-03-01 来源:市住建局
字体:[大 中 小] 打印 关闭
第一条 网站首页应当公布补贴标准,当前位置由区县确定,本条说明办理时限和窗口,供申请人查询。
联系人:王芳 电话:0888-5551234
上一篇:云岭市学区划分办法
下一篇:没有了
分享到: 微信 微博
主办:云岭市人民政府办公室
滇ICP备12345678号-1 滇公网安备 53010202000123号 地址:云岭市春城路1号
主办单位:云岭市大数据中心 技术支持:某某公司
|
"""


def test_site_chrome_goes_and_dates_telephones_addresses_stay() -> None:
    assert clean(PAGE).text == (
        "云岭市公共租赁住房租金补贴办法\n"
        "发布日期:2022-03-01 来源:市住建局\n"
        "第一条 网站首页应当公布补贴标准,当前位置由区县确定,本条说明办理时限和窗口,供申请人查询。\n"
        "联系人:王芳 电话:0888-5551234\n"
        "主办:云岭市人民政府办公室\n"
        "地址:云岭市春城路1号"
    )


def test_blank_lines_and_spaces_hide_no_chrome_and_cost_no_time() -> None:
    spaces, lines = " " * 50_000, "\n" * 100_000
    raw = f"网站首页{spaces}\n{lines}各县{spaces}应当补贴。\n{lines}返回顶部\n"
    started = time.perf_counter()
    assert clean(raw).text == f"各县{spaces}应当补贴。"
    assert time.perf_counter() - started < 5


def test_organisers_of_an_event_are_no_footer() -> None:
    text = "主办单位:市教育局\n承办单位:市第一中学\n联系我们"
    assert list(chrome_edits(text)) == []


LONG = "按照方案要求,全面推广先行地区经验,建立有力的组织领导体制,强化主体责任,进一步深化住房体制"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (LONG + "\n\n改革。(各区政府负责)", LONG + "改革。(各区政府负责)"),
        (LONG + "\n(二)改革目标。", LONG + "\n(二)改革目标。"),
        (LONG + "\n2022年3月1日。", LONG + "\n2022年3月1日。"),
        (LONG + "\n市住建局", LONG + "\n市住建局"),
        (LONG + "。\n改革。", LONG + "。\n改革。"),
        ("第一章 总则\n改革。", "第一章 总则\n改革。"),
        (
            "云岭市住房保障领导小组办公室文件\n\n云岭市住房保障\n\n领导小组办公室\n\n2022年3月1日",
            "云岭市住房保障领导小组办公室文件\n\n云岭市住房保障领导小组办公室\n\n2022年3月1日",
        ),
        ("特此通知\n云岭市教育局\n2022年3月1日", "特此通知\n云岭市教育局\n2022年3月1日"),
    ],
)
def test_broken_sentences_are_joined(raw: str, text: str) -> None:
    assert apply_edits(raw, list(join_edits(raw))) == text


def test_characters_and_blank_lines() -> None:
    raw = "\ufeff　　年满１８周岁，Ａ类\u200b家庭\u00a0 \r\n\r\n\r\n\r\n　　可申请。\r\n"
    assert clean(raw).text == "年满１８周岁，Ａ类家庭\n\n可申请。"


def test_wide_digits_become_narrow_where_the_page_was_copied_by_a_tool() -> None:
    line = "年滿(mǎn)１８周歲(suì)的居民，２０２３年內(nèi)可以申請(qǐng)。"
    assert clean(line).text == "年满18周岁的居民，2023年内可以申请。"
