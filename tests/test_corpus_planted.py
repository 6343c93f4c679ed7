"""Noise of sites, forums and intruders on invented documents, rule by rule and through clean()."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean
from corpus.cleaning_copying import copying_edits, is_random, wrapped_edits
from corpus.cleaning_labels import label_edits
from corpus.cleaning_lines import join_edits, wrap_column
from corpus.cleaning_pinyin import pinyin_edits
from corpus.cleaning_spaces import stray_space_edits
from corpus.cleaning_spam import header_edits, hijack_edits, is_spam, spam_edits
from corpus.provenance import apply_edits, raw_span

LINES = (
    "云岭市渔港管理办法",
    "第一条 为了加强渔港管理，维护渔港秩序，根据有关法律，制定本办法。",
    "第二条 市渔业主管部门负责全市渔港的监督管理工作。",
    "第三条 进出渔港的船舶应当遵守渔港章程，服从渔港管理人员的指挥；",
    "第四条 禁止在渔港水域内从事有碍航行安全的养殖、捕捞活动。",
    "第五条 违反本办法规定的，由市渔业主管部门责令改正。",
)
TEXT = "\n".join(LINES)


def test_strings_of_forum_software_go_from_the_ends_and_starts_of_lines() -> None:
    raw = "\n".join(
        (
            LINES[0] + "( _8 M1 x* {3 N# y1 D9 w",
            LINES[1] + " , H# a* T% \\$ m9 Z0 ]6 c",
            "; J. L. C1 b7 l7 h" + LINES[2],
            *LINES[3:],
        )
    )
    assert apply_edits(raw, list(copying_edits(raw))) == TEXT


def test_one_string_of_forum_software_is_enough() -> None:
    raw = TEXT + "( _8 M1 x* {3 N# y1 D9 w"
    assert apply_edits(raw, list(copying_edits(raw))) == TEXT


def test_strings_of_another_make_go_where_three_lines_end_in_them() -> None:
    strings = ("k3j9x0q2f8d", "a7 2mq0 4zt8", "9w1e5r0x3")
    raw = "\n".join((LINES[0], LINES[1] + strings[0], LINES[2] + " " + strings[1], *LINES[3:5]))
    assert list(copying_edits(raw)) == []  # two could be codes
    raw += "\n" + LINES[5] + strings[2]
    assert apply_edits(raw, list(copying_edits(raw))) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "激活码:X7K9-PQ2M-44ZT-9LLW",
        "网址:http://www.yunling.gov.cn/a/b?x=1&y=2#top",
        "阿莫西林 XJ01CAA040E001010101234",
        "费率=a*b+c/(d-e)×100%",
        "联系邮箱:yl_yb9j@yunling.gov.cn",
        "电话:0871-65550123,0871-65550124",
    ],
)
def test_codes_addresses_and_formulas_at_line_ends_stay(line: str) -> None:
    text = "\n".join((*LINES, *[line] * 3, line.replace("1", "2"), line.replace("0", "3")))
    assert list(copying_edits(text)) == []


def test_what_is_random() -> None:
    assert is_random("k3j9x0q2f8d")
    assert is_random("}{*&^ $#}{_")
    assert not is_random("Staphylococcus")
    assert not is_random("2022-03-01 09:30")
    assert not is_random("https://a1b2c3d4.cn")


def test_single_characters_in_brackets_are_unwrapped_inside_of_words() -> None:
    raw = TEXT.replace("渔", "【渔】").replace("管理", "管【理】").replace("市", "【市】")
    raw = raw.replace("负责", "【负】责").replace("捕捞", "【捕】捞")
    assert apply_edits(raw, list(wrapped_edits(raw))) == TEXT


def test_brackets_around_labels_and_headings_stay() -> None:
    text = (
        "【问】谁可申请?\n【答】渔民。\n【注】以上。\n【例】甲申请。\n【案】乙不服。\n【日期】今日"
    )
    assert list(wrapped_edits(text)) == []


@pytest.mark.parametrize(
    ("line", "spam"),
    [
        ("188体育平台-澳门新葡京官网-手机版", True),
        ("【免费全本小说】", True),
        ("热门推荐:开元棋牌、真人百家乐", True),
        ("关于严厉打击“六合彩”赌博活动的通告", False),
        ("中国体育彩票管理中心", False),
        ("云岭市渔业局 官方网站", False),
    ],
)
def test_what_is_spam(line: str, spam: bool) -> None:
    assert is_spam(line) is spam


def test_spam_goes_before_the_title_behind_it_and_after_the_last_line() -> None:
    raw = f"欢迎访问开元棋牌官网\n{LINES[0]}_188体育平台\n" + "\n".join(LINES[1:])
    raw += "\n188bet备用网址 | 澳门新葡京官网\n"
    assert apply_edits(raw, list(spam_edits(raw))) == TEXT + "\n"


def test_a_word_taken_by_spam_is_restored_only_where_it_is_certain() -> None:
    clean_text = (
        "云岭市渔业局关于印发渔港管理办法的通知\n各县区：\n根据《省渔业厅关于加强渔港建设的意见》，"
        "现就关于渔港管理的事项通知如下。"
    )
    raw = clean_text.replace("关于", "188体育平台")
    assert apply_edits(raw, list(hijack_edits(raw))) == clean_text
    once = raw.replace("188体育平台", "关于", 1)
    assert list(hijack_edits(once)) == []
    other = "本市188体育平台按规定办理。\n各县区188体育平台落实责任。"
    assert list(hijack_edits(other)) == []


def test_a_notice_against_gambling_keeps_its_lines() -> None:
    text = (
        "云岭市公安局关于打击网络赌博的通告\n一律取缔下列网站：\n澳门新葡京网站、开元棋牌等网站。\n"
        "云岭市公安局\n2022年3月1日"
    )
    assert list(spam_edits(text)) == []


HEADER = "HTTP/1.1 200 OK\nServer: nginx/1.18.0\nTransfer-Encoding: chunked\nX-Via: 1.1 cache\n"


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        HEADER + "\n1f40\n",
        "HTTP/1.0 200 OK Date: Tue, 12 Mar 2019 02:11:45 GMT Content-Type: text/html;charset=GBK ",
    ],
)
def test_the_header_of_a_server_goes(header: str) -> None:
    assert clean(header + TEXT).text == TEXT


def test_a_text_about_headers_keeps_them() -> None:
    text = "HTTP接口规范\n" + HEADER + "本规范自发布之日起施行。"
    assert list(header_edits(text)) == []
    assert list(header_edits("HTTP/1.1 200 OK 表示请求成功。\n本规范")) == []


def test_tables_of_metadata_become_lines() -> None:
    raw = (
        "| 索 引 号： | 000014349/2019-00001 | 主题分类： | |\n"
        "| 发文机关 | 云岭市人民政府 | 成文日期 | 2019年01月02日 |\n"
        "| 主 题 词 | | 有 效 性 | |\n"
        "云岭市渔港管理办法"
    )
    assert apply_edits(raw, list(label_edits(raw))) == (
        "索引号:000014349/2019-00001\n发文机关:云岭市人民政府\n成文日期:2019年01月02日\n"
        "云岭市渔港管理办法"
    )


@pytest.mark.parametrize(
    "row",
    [
        "| 姓名 | | 性别 | |",
        "| 来源 | 数量 | 单位 | 备注 |",
        "| 来源 | 电话 |",
        "| 发文机关 | 成文日期 | 发文字号 | 标题 |",
        "| 1 | 来源 | 2 | 标题 |",
    ],
)
def test_forms_and_tables_of_data_stay(row: str) -> None:
    assert list(label_edits(row + "\n" + TEXT)) == []


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("联 系 人：张三   电  话：0550-3046112", "联系人：张三   电话：0550-3046112"),
        ("主 编:王明", "主编:王明"),
        ("邮政 编码：650000", "邮政编码：650000"),
        ("张三 李四：甲组", "张三 李四：甲组"),
        ("第一条 为了", "第一条 为了"),
    ],
)
def test_labels_set_apart_are_closed_up(raw: str, text: str) -> None:
    assert apply_edits(raw, list(label_edits(raw))) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            "全面贯彻党 的二十大精神，深化医 药卫生体制改革，落实各项任务要求。",
            "全面贯彻党的二十大精神，深化医药卫生体制改革，落实各项任务要求。",
        ),
        ("第一条 为了加强渔港管理，维护渔港秩序，制定本办法。",) * 2,
        ("（一）加强领导 各县区应当成立渔港工作专班，统筹推进各项工作。",) * 2,
        ("云岭市渔业局 云岭市财政局",) * 2,
        ("张三 李四 王五 赵六",) * 2,
        ("参会人员为张三 李四 王五，以及各县区渔业主管部门的负责同志。",) * 2,
    ],
)
def test_stray_spaces(raw: str, text: str) -> None:
    assert apply_edits(raw, list(stray_space_edits(raw))) == text


WRAPPED = """云岭市渔港管理办法
第一条 为了加强渔港的管理，维护渔港秩序
，保障渔业船舶的安全，根据国家有关法律和
法规的规定，结合本市实际情况，制定本办法。
第二条 市渔业主管部门负责全市渔港的监督
管理工作，市财政、海事等部门按照各自职责
做好相关的工作。
第三条 进出渔港的船舶应当遵守渔港章程，
服从管理人员的指挥，在1.5公里以内的水域
不得超过5节。
云岭市人民政府
2022年3月1日"""


def test_lines_cut_at_a_column_are_joined_and_no_others() -> None:
    assert wrap_column(WRAPPED) == 42
    assert apply_edits(WRAPPED, list(join_edits(WRAPPED))) == (
        "云岭市渔港管理办法\n"
        "第一条 为了加强渔港的管理，维护渔港秩序，保障渔业船舶的安全，根据国家有关法律和"
        "法规的规定，结合本市实际情况，制定本办法。\n"
        "第二条 市渔业主管部门负责全市渔港的监督管理工作，市财政、海事等部门按照各自职责"
        "做好相关的工作。\n"
        "第三条 进出渔港的船舶应当遵守渔港章程，服从管理人员的指挥，在1.5公里以内的水域"
        "不得超过5节。\n"
        "云岭市人民政府\n2022年3月1日"
    )


def test_lists_of_names_have_no_column() -> None:
    assert wrap_column("\n".join(["云岭市第一人民医院"] * 20)) == 0
    assert wrap_column(TEXT) == 0


def test_pinyin_after_a_letter_and_on_simplified_text() -> None:
    for raw, text in (
        ("渔(yú)港(gǎng )管(guan) 理（lǐ）", "渔港管理"),
        ("醫奔P(xù)伲基金", "醫奔P伲基金"),
        ("维生素B(bēi)", "维生素B"),
        ("甲类A(an)", "甲类A(an)"),
    ):
        assert apply_edits(raw, list(pinyin_edits(raw))) == text


NOISES: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    (
        lambda text: text.replace("渔", "渔(yú)"),
        lambda text: text.replace("\n", "( _8 M1 x* {3 N# y1 D9 w\n"),
        lambda text: text.replace("市", "【市】").replace("渔", "【渔】").replace("理", "【理】"),
        lambda text: "188体育平台-澳门新葡京官网\n" + text + "\n开元棋牌官网",
        lambda text: HEADER + text,
        lambda text: text.replace("渔港", "渔 港").replace("办法", "办 法"),
        lambda text: "| 索 引 号 | 0001/2022 | 主题分类 | |\n" + text,
    )
)


@given(st.lists(NOISES, min_size=1, max_size=3, unique=True), st.permutations(LINES[1:]))
def test_no_clean_sentence_is_lost_and_every_span_leads_back(
    noises: list[Callable[[str], str]], lines: list[str]
) -> None:
    raw = "\n".join((LINES[0], *lines))
    for noise in noises:
        raw = noise(raw)
    cleaned = clean(raw)
    assert apply_edits(raw, cleaned.edits) == cleaned.text
    bare = cleaned.text.replace(" ", "")
    for line in lines:
        assert line.replace(" ", "") in bare or "【" in raw
        at = cleaned.text.find(line)
        if at >= 0:
            first, last = raw_span(cleaned.edits, at, at + len(line))
            assert raw[first] == line[0] or raw[first] == "【"
            assert last <= len(raw)
