"""Files: encodings, errors with a remedy, finding documents, HTML pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import files
from corpus.decoding import NotTextError, decode
from corpus.errors import ReadingError
from corpus.files import raw_text, read_text
from corpus.pages import page_text
from corpus.sources import LARGEST_FILE

SIMPLIFIED = "云岭县人民政府办公室关于印发学区划分办法的通知。请认真贯彻执行。\n"
TRADITIONAL = "雲嶺縣人民政府辦公室關於印發學區劃分辦法的通知。請認真貫徹執行。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (SIMPLIFIED, "utf-32"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        ("plain ascii\n", "ascii"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert read_text(path) == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "空文件"),
        (b" \n\r\n\t", "没有文字"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 4, "不是文本文件"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 9, "已损坏"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(255, 0, -1)), "是图片"),
        ("Ünïcödé à la façon de Genève ".encode("latin-1") * 3, "文字编码"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(
    tmp_path: Path, data: bytes, message: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=message) as error:
        read_text(path)
    assert str(path) in str(error.value)
    assert "请" in str(error.value)


def test_missing_files_folders_and_large_files(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="找不到文件"):
        read_text(tmp_path / "nothing.txt")
    with pytest.raises(ReadingError, match="是文件夹"):
        read_text(tmp_path)
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    with pytest.raises(ReadingError, match="超过上限 64 MB"):
        read_text(large)


HTML = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>办法 - 云岭市政府</title>
<meta name="ArticleTitle" content="云岭市公共租赁住房管理办法">
<meta name="PubDate" content="2022-03-01 09:00"><meta name="ContentSource" content="市住建局">
<style>p {{ color: red }}</style></head><body style="visibility: hidden">
<header><a href="/">网站首页</a></header>
<div class="tools"><span>简体</span><span>繁體</span><span>语速</span><span>大字号</span></div>
<div class="main"><div class="text">
<p>　　第一条　为了规范管理，<b>保障</b>住房困难家庭，制定本办法。<br>第二条 本办法适用于本市。</p>
<div style="display:none">隐藏的文字，不应出现。</div>
<table><tr><th>类别</th><th>租金</th></tr><tr><td rowspan="2">低保<br>家庭</td><td>1元</td></tr>
<tr><td>2元</td></tr></table>
<script>var x = "不应出现";</script>
</div></div>
<div class="side"><ul><li><a href="1">别的文件标题，很长很长很长很长</a></li></ul></div>
<footer>版权所有</footer></body></html>"""


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("gbk", "utf-8")]
)
def test_the_main_text_of_a_page(tmp_path: Path, charset: str, encoding: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(HTML.format(charset=charset).encode(encoding))
    assert read_text(path).split("\n") == [
        "云岭市公共租赁住房管理办法",
        "发布日期:2022-03-01 09:00 来源:市住建局",
        "第一条 为了规范管理，保障住房困难家庭，制定本办法。",
        "第二条 本办法适用于本市。",
        "类别 | 租金",
        "低保 家庭 | 1元",
        "低保 家庭 | 2元",
    ]


def test_a_text_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LONGEST_TEXT", 20_000)
    assert len(raw_text("a.txt", b"a" * 20_000).text) == 20_000
    with pytest.raises(ReadingError, match="有 3 万字，超过上限 2 万字"):
        raw_text("a.txt", b"a" * 30_000)


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><img src='x.png'></body></html>")
    with pytest.raises(ReadingError, match="没有文字"):
        read_text(path)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_plainly_not(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except NotTextError as error:
        assert isinstance(error.binary, bool)


TAGS = ("div", "p", "table", "tr", "td rowspan=3", "script", "nav", "p style=display:none", "a")
PIECES = st.sampled_from([f"<{tag}>" for tag in TAGS] + ["</div>", "</p>", "</td>", "</table>"])


@given(st.lists(st.one_of(PIECES, st.text("正文，a<>&\n", max_size=6)), max_size=40))
def test_any_page_gives_lines(pieces: list[str]) -> None:
    assert all(line.strip() for line in page_text("".join(pieces)).split("\n") if line)


def test_a_page_of_unclosed_elements_is_read() -> None:
    assert page_text("<div>" * 3000 + "正文，内容。") == "正文，内容。"
