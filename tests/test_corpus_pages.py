"""HTML pages: the main text among the site around it, tables, lists, facts around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import ReadingError
from corpus.files import read_text
from corpus.pages import page_text

FIRST = "为规范全市农村饮水工程的运行管理，保障供水安全，根据有关规定，制定本办法。"
MIDDLE = (
    "供水单位应当每日检测水质，并将检测结果报县级水行政主管部门备案；水质不合格的，应当立即整改。"
)
LAST = "本办法由市水务局负责解释，自2021年3月1日起施行。"
BODY = f"<p>{FIRST}</p><p>{MIDDLE}</p><p>{LAST}</p>"
NAV = "".join(f'<li><a href="/{i}">栏目名称第{i}项</a></li>' for i in range(30))
FOOT = (
    "<div>主办：松原岭市人民政府办公室　承办：市大数据中心　地址：人民路1号，邮编100000</div>"
    "<div>网站标识码：1234560001 <a>某ICP备12345678号-1</a> 某公网安备 12345602000001号</div>"
)


def lines(html: str) -> list[str]:
    return page_text(html).split("\n")


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def test_a_page_laid_out_with_tables_gives_the_cell_with_the_text() -> None:
    html = page(
        f"<table><tr><td><table><tr>{'<td><a href=1>政务公开</a></td>' * 8}</tr></table></td></tr>"
        f"<tr><td><table><tr><td width=180><a href=2>最新文件</a><br><a href=3>通知公告</a></td>"
        f"<td><font size=2>　　{FIRST}<br><br>　　{MIDDLE}<br>　　{LAST}</font></td></tr></table>"
        f"</td></tr><tr><td>{FOOT}</td></tr></table>"
    )
    assert lines(html) == [FIRST, MIDDLE, LAST]


def test_a_body_in_sibling_parts_is_whole_and_links_and_foot_are_not_in_it() -> None:
    html = page(
        f"<ul>{NAV}</ul><div><div class=art><p>{FIRST}</p><p>{MIDDLE}</p></div>"
        f"<div class=share>分享到：微信 微博</div><div class=art><p>{MIDDLE}</p><p>{LAST}</p></div>"
        f"<div><h3>相关链接</h3><ul>{NAV}</ul></div></div>{FOOT}"
    )
    assert lines(html) == [FIRST, MIDDLE, MIDDLE, LAST]


def test_a_short_notice_amid_much_navigation() -> None:
    notice = "因管网检修，定于5月6日8时至17时停止供水，请做好储水准备。"
    html = page(f"<ul>{NAV * 4}</ul><div id=x><p>{notice}</p></div><ul>{NAV * 4}</ul>{FOOT}")
    assert lines(html) == [notice]


def test_text_split_among_inline_elements_stays_together_also_in_cells() -> None:
    cell = "<td><span>15</span><span>172</span>.<b>500</b>米</td>"
    html = page(
        f"{BODY}<table><tr><th>编号</th><th>坐<i>标</i></th></tr><tr><td>1</td>{cell}</tr></table>"
    )
    assert lines(html)[3:] == ["编号 | 坐标", "1 | 15172.500米"]


def test_cells_over_rows_and_columns() -> None:
    html = page(
        f"{BODY}<table><tr><td rowspan=2>镇</td><td colspan=2>户数</td></tr>"
        "<tr><td>已建</td><td>在建</td></tr><tr><td>上河镇</td><td>3</td><td>4</td></tr></table>"
    )
    assert lines(html)[3:] == ["镇 | 户数", "镇 | 已建 | 在建", "上河镇 | 3 | 4"]


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        ("<ol>", ["1. ", "2. "]),
        ("<ol start=3>", ["3. ", "4. "]),
        ("<ol type=a>", ["a. ", "b. "]),
        ("<ol type=I start=4>", ["IV. ", "V. "]),
        ("<ol reversed>", ["2. ", "1. "]),
        ("<ol start=10 style='list-style-type: cjk-ideographic'>", ["十、", "十一、"]),
        ("<ol style='list-style:none'>", ["", ""]),
        ("<ul>", ["", ""]),
    ],
)
def test_items_have_the_numbers_that_a_browser_prints(opening: str, numbers: list[str]) -> None:
    close = opening[:3].replace("<", "</") + ">"
    html = page(f"{BODY}{opening}<li>申请取水，</li><li><p>核发许可。</p></li>{close}")
    assert lines(html)[3:] == [f"{numbers[0]}申请取水，", f"{numbers[1]}核发许可。"]


def test_an_item_with_a_number_of_its_own_gets_no_other() -> None:
    assert lines(page(f"{BODY}<ol><li>（一）申请取水。</li><li>二、核发许可。</li></ol>"))[3:] == [
        "（一）申请取水。",
        "二、核发许可。",
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("面积100m<sup>2</sup>，", "面积100m²，"),
        ("共10<sup>4</sup>吨，CO<sub>2</sub>，", "共10⁴吨，CO2，"),
        ("<ruby>濮<rt>pú</rt></ruby>阳市，", "濮阳市，"),
        ("补贴<del>三百</del><ins>五百</ins>元，", "补贴五百元，"),
        ("国务院\n   办公厅，", "国务院办公厅，"),
        ("甲&nbsp;&nbsp;乙，<!--[if IE]>旧<![endif]-->", "甲 乙，"),
        ("见下<textarea>模板</textarea><select><option>选项</select>，", "见下，"),
    ],
)
def test_what_a_reader_sees_of_inline_markup(markup: str, text: str) -> None:
    assert lines(page(f"{BODY}<p>{markup}</p>"))[3] == text


def test_an_unclosed_deletion_does_not_take_the_text() -> None:
    assert lines(page(f"<s>{BODY}")) == [FIRST, MIDDLE, LAST]


def test_hidden_text_is_left_out_unless_it_is_the_text() -> None:
    assert lines(page(f"{BODY}<div style='display: none'>提示，勿读。</div>")) == [
        FIRST,
        MIDDLE,
        LAST,
    ]
    assert lines(page(f"<div style='display:none'>{BODY}</div>")) == [FIRST, MIDDLE, LAST]


def test_a_second_copy_for_telephones_is_left_out() -> None:
    html = page(f"<div class=pc>{BODY}</div><div class=mobile>{BODY}</div>")
    assert lines(html) == [FIRST, MIDDLE, LAST]


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines(page(f"<pre>{FIRST}\n\n{MIDDLE}\n{LAST}</pre>")) == [FIRST, MIDDLE, LAST]


def test_the_table_of_facts_the_date_and_the_headline_are_kept() -> None:
    html = page(
        f"<ul>{NAV}</ul><div class=c><table><tr><td>索引号：</td><td>SL-2021-7</td>"
        "<td>发布机构：</td><td>市水务局</td></tr></table><h1>松原岭市农村饮水工程管理办法</h1><div>发布时间："
        "2021-02-08　来源：市水务局　浏览次数：12　字体：大 中 小</div>"
        f"<div class=TRS_Editor>{BODY}</div></div>{FOOT}",
        "<title>松原岭市农村饮水工程管理办法_政策文件_松原岭市人民政府</title>",
    )
    assert lines(html) == [
        "松原岭市农村饮水工程管理办法",
        "索引号： | SL-2021-7 | 发布机构： | 市水务局",
        "发布时间：2021-02-08 来源：市水务局",
        FIRST,
        MIDDLE,
        LAST,
    ]


def test_names_of_attached_files_are_text_of_the_document() -> None:
    html = page(
        f"<div><ul>{NAV}</ul><div class=wrap><div id=zoom>{BODY}</div>"
        "<div><a href='a.docx'>附件1：供水单位登记表.docx</a></div>"
        "<div class=fj-list><a href='b.xls'>工程名册</a></div></div>"
        "<div class=side><a href='x.pdf'>别的文件</a></div></div>"
    )
    assert lines(html)[3:] == ["附件1：供水单位登记表.docx", "工程名册"]


def test_a_heading_over_nothing_goes() -> None:
    html = page(f"<div id=zoom>{BODY}<div>相关附件</div><ul></ul></div>")
    assert lines(html) == [FIRST, MIDDLE, LAST]


@pytest.mark.parametrize(
    "body",
    [
        "<div id=app></div>",
        "<div>正在加载中…</div>",
        "<p>请启用JavaScript后访问本站</p>",
        "<img src=1>",
    ],
)
def test_a_page_that_a_script_should_fill_is_refused_with_the_remedy(
    tmp_path: Path, body: str
) -> None:
    path = tmp_path / "a.html"
    path.write_text(page(body, "<meta charset=utf-8><title>供水办法</title>"), encoding="utf-8")
    with pytest.raises(ReadingError, match=r"网页里没有正文.*在浏览器中打开"):
        read_text(path)


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<p><font>", "<table><tr><td>", "<ol><li>"])
def test_ten_thousand_elements_inside_each_other(opening: str) -> None:
    assert page_text(opening * 10_000 + "正文，内容。").endswith("正文，内容。")


SIGNED = "云岭市人民政府 2022年5月6日"


def test_lines_without_punctuation_beside_the_text_are_kept() -> None:
    html = page(
        f"<ul>{NAV}</ul><div><div>云政发〔2022〕3号</div><div class=a>{BODY}</div>"
        f"<div>{SIGNED}</div></div>{FOOT}"
    )
    assert lines(html) == ["云政发〔2022〕3号", FIRST, MIDDLE, LAST, SIGNED]


def test_parts_of_one_name_are_all_of_the_text() -> None:
    html = page(f"<div><div class=c>各有关单位</div><div class=c>{BODY}</div></div>{FOOT}")
    assert lines(html) == ["各有关单位", FIRST, MIDDLE, LAST]


def test_a_link_left_open_is_no_link() -> None:
    text = "".join(f"<p>{FIRST}</p>" for _ in range(12))
    assert lines(page(f"<ul>{NAV}</ul><div><a href=/>返回{text}</div>"))[-12:] == [FIRST] * 12


def test_the_way_to_the_page_and_its_tools_are_left_out() -> None:
    html = page(
        f"<div><div>当前位置：首页 &gt; 公告</div>{BODY}<div>【打印】【关闭】</div>"
        "<div>上一篇：<a href=1>别的公告</a></div></div>"
    )
    assert lines(html) == [FIRST, MIDDLE, LAST]
