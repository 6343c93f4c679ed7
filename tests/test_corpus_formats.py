"""PDF and Word files made by LibreOffice (tests/files/make.py): their text and what is refused."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest

from corpus.errors import ReadingError
from corpus.files import raw_text, read_text
from corpus.reading import read_document

FILES = Path(__file__).parent / "files"
LONG = "建立由分管负责同志牵头的协调机制，明确责任单位和完成时限，及时研究解决工作中的困难和问题"
OUTLINE = (
    "一、总体要求",
    "（一）坚持自愿协商。各县",
    "（二）坚持因地制宜。各县",
    "二、主要任务",
    "（一）简化审批流程",
    "1.一次受理。由市住房城乡建设局牵头，市自然资源局、市市场监管局配合。各县",
    "2.并联审查。各县",
    "（1）申请材料齐全的，应当场受理；",
    "（2）材料不齐的，应一次性告知需要补正的全部内容。",
    "（二）落实补助标准",
    "1.补助标准见下表。",
    "楼层 | 补助标准 | 备注",
    "楼层 | 市级补助 | 县级补助 | 备注",
    "四至五层 | 每部15万元 | 每部5万元 | 新建连廊的另加2万元，须提交结构安全鉴定报告",
    "六层以上 | 每部20万元 | 每部8万元 | 无",
    "2.资金由市财政局拨付。各县",
    "三、保障措施",
    "（一）加强领导。各县",
    "（二）加强宣传。各县",
    "附件：加装电梯申请表填写说明",
    "青屏市人民政府办公室",
    "2025年6月9日",
    "（此件公开发布）",
    "附件",
    "加装电梯申请表填写说明",
    "第一章 总则",
    "第一条 各县",
    "第二条 本说明自印发之日起施行。",
    "第二章 附则",
    "第一条 本说明由市住房城乡建设局负责解释。各县",
)
HEAD = (
    "青屏市人民政府办公室文件",
    "青政办发〔2025〕38号",
    "青屏市人民政府办公室关于印发",
    "青屏市既有住宅加装电梯三年行动方案",
    "的通知",
    "各县（区）人民政府，市政府各部门、各直属机构：",
    "《青屏市既有住宅加装电梯三年行动方案》已经市政府同意，现印发给你们，请认真贯彻执行。",
)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_red_head_document_line_by_line(ending: str) -> None:
    text = read_text(FILES / f"notice.{ending}").replace("\u3000", " ")
    lines = [line for line in text.split("\n") if line]
    assert len(lines) == len(HEAD + OUTLINE)
    for line, beginning in zip(lines, HEAD + OUTLINE, strict=True):
        if beginning.endswith("各县"):
            assert line.startswith(beginning)
            assert LONG in line
            assert line.endswith("进展情况报送市住房城乡建设局。")
        else:
            assert line == beginning


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_red_head_document_is_understood(ending: str) -> None:
    document = read_document(FILES / f"notice.{ending}")
    assert document.title == (
        "青屏市人民政府办公室关于印发青屏市既有住宅加装电梯三年行动方案的通知"
    )
    assert document.doc_number == "青政办发〔2025〕38号"
    assert document.issuer == "青屏市人民政府办公室"
    assert str(document.signed) == "2025-06-09"
    assert document.notes == ()
    leads = [[unit.name for unit in duty.leads] for duty in document.duties]
    assert ["市住房城乡建设局"] in leads


def test_columns_are_read_one_after_the_other() -> None:
    lines = read_text(FILES / "columns.pdf").split("\n")
    assert lines[:2] == ["青屏市供水条例实施", "问答"]
    assert [line.split("．")[0] for line in lines[2:]] == [str(n) for n in range(1, 13)]
    assert len({line.split("．")[1] for line in lines[2:]}) == 1


def test_what_only_word_holds() -> None:
    assert read_text(FILES / "word.docx").split("\n") == [
        "云岭县公共厕所管理服务规范",
        "自受理之日起二十日内办结。",
        "困难家庭免收费用。第一行",
        "第二行",
        "注1：困难家庭以民政部门认定为准。",
        "请按指示牌办理。",
        "文本框里的提示：请先预约。",
        "1 范围",
        "1.1 本规范规定了保洁要求。",
        "1.2 本规范适用于本县。",
        "①城区；",
        "②乡镇。",
        "2 保洁",
        "2.1 每日不少于两次。",
        "①早班；",
        "区域 | 次数",
        "城区 | 三次",
        "城区 | 两次",
        "",
    ]


def test_numbers_that_come_of_a_style_alone() -> None:
    assert read_text(FILES / "headings.docx").split("\n") == [
        "第一章 总则",
        "第一条 为了规范。",
        "第二条 适用。",
        "前款所称。",
        "第二章 附则",
        "第一条 施行。",
    ]


def test_a_page_without_text_is_noted() -> None:
    document = read_document(FILES / "mixed.pdf")
    (note,) = document.notes
    assert note.startswith("第 2 页是图片")
    assert "三、其他事项" in document.text


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("scan.pdf", "没有文字层.*OCR"),
        ("locked.pdf", "设有打开密码.*去掉密码"),
        ("notice.doc", "旧版 Word.*另存为 .docx"),
        ("notice.rtf", "RTF.*另存为 .docx"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(file: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read_text(FILES / file)


def test_content_counts_for_more_than_the_name() -> None:
    pdf, word = (FILES / "notice.pdf").read_bytes(), (FILES / "notice.docx").read_bytes()
    assert raw_text("通知.docx", pdf) == raw_text("通知.pdf", pdf)
    assert raw_text("通知", word) == raw_text("通知.docx", word)
    page = "<!DOCTYPE html><html><body><p>正文，内容。</p></body></html>".encode()
    assert raw_text("通知.doc", page).text == "正文，内容。"


def test_a_saved_page() -> None:
    page = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n'
        "------b\r\nContent-Type: text/css\r\n\r\np {{ color: red }}\r\n"
        "------b\r\nContent-Type: text/html; charset=gb2312\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n------b--\r\n"
    )
    html = "<html><body><p>第一条 本办法适用于本市，自公布之日起施行。</p></body></html>"
    data = page.format(quopri.encodestring(html.encode("gb18030")).decode()).encode()
    assert raw_text("页面.mhtml", data).text == "第一条 本办法适用于本市，自公布之日起施行。"
    with pytest.raises(ReadingError, match="没有网页正文"):
        raw_text("页面.mht", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx")
