"""Makes the sample files in this folder with LibreOffice: python tests/files/make.py.

All documents are invented. The results are committed, so that tests need no LibreOffice.
"""

from __future__ import annotations

import base64
import subprocess
import tempfile
import zlib
from pathlib import Path

HERE = Path(__file__).parent
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    ]
)
FONT = 'style:font-name-asian="Noto Serif CJK SC" style:font-name="Noto Serif CJK SC"'


def size(points: int) -> str:
    return f'<style:text-properties fo:font-size="{points}pt" style:font-size-asian="{points}pt"/>'


def paragraph_style(name: str, layout: str, points: int = 16) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f"<style:paragraph-properties {layout}/>{size(points)}</style:style>"
    )


PARAGRAPHS = "".join(
    [
        paragraph_style("Body", 'fo:text-indent="1.13cm" fo:text-align="justify"'),
        paragraph_style("Flat", 'fo:text-align="justify"'),
        paragraph_style("Centre", 'fo:text-align="center"'),
        paragraph_style("Red", 'fo:text-align="center"', 34),
        paragraph_style("Title", 'fo:text-align="center"', 22),
        paragraph_style("Right", 'fo:text-align="end" fo:margin-right="1.5cm"'),
        paragraph_style("NewPage", 'fo:break-before="page"'),
        paragraph_style("Head", 'fo:text-align="center"', 10),
        paragraph_style("Cell", "", 12),
    ]
)


def level(number: int, form: str, before: str, after: str, shown: int = 1) -> str:
    return (
        f'<text:list-level-style-number text:level="{number}" style:num-format="{form}" '
        f'style:num-prefix="{before}" style:num-suffix="{after}" text:display-levels="{shown}">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="nothing" '
        'fo:text-indent="1.13cm"/></style:list-level-properties></text:list-level-style-number>'
    )


LISTS = (
    '<text:list-style style:name="Clauses">'
    + level(1, "一, 二, 三, ...", "", "、")
    + level(2, "一, 二, 三, ...", "（", "）")
    + level(3, "1", "", ".")
    + level(4, "1", "（", "）")
    + "</text:list-style>"
    '<text:list-style style:name="Articles">'
    + level(1, "一, 二, 三, ...", "第", "章　")
    + level(2, "一, 二, 三, ...", "第", "条　")
    + "</text:list-style>"
    '<text:list-style style:name="Decimal">'
    + level(1, "1", "", " ")
    + level(2, "1", "", " ", 2)
    + level(3, "①, ②, ③, ...", "", "")
    + "</text:list-style>"
)


def page(head: str = "", foot: str = "", columns: int = 1) -> str:
    split = f'<style:columns fo:column-count="{columns}" fo:column-gap="0.9cm"/>'
    styles = "".join(
        f'<style:{part}-style><style:header-footer-properties fo:min-height="1cm"/>'
        f"</style:{part}-style>"
        for part, content in (("header", head), ("footer", foot))
        if content
    )
    return (
        "<office:automatic-styles>"
        '<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>'
        '<style:page-layout style:name="Page">'
        '<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
        'fo:margin-top="2.4cm" fo:margin-bottom="2cm" fo:margin-left="2.8cm" '
        f'fo:margin-right="2.6cm">{split}</style:page-layout-properties>{styles}'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="Page">'
        + (f"<style:header>{p(head, 'Head')}</style:header>" if head else "")
        + (f"<style:footer>{p(foot, 'Head')}</style:footer>" if foot else "")
        + "</style:master-page></office:master-styles>"
    )


def p(words: str, style: str = "Body") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def items(style: str, *numbered: tuple[int, str]) -> str:
    """Consecutive list items, each with its level; the list continues over the document."""
    out = []
    for depth, words in numbered:
        inner = p(words)
        for _ in range(depth):
            inner = f"<text:list><text:list-item>{inner}</text:list-item></text:list>"
        out.append(
            inner.replace(
                "<text:list>",
                f'<text:list text:style-name="{style}" text:continue-numbering="true">',
                1,
            )
        )
    return "".join(out)


def table(rows: list[list[str]]) -> str:
    """A ruled table; "<" in a cell widens the one before it, "^" deepens the one above."""
    cells = ""
    for i, row in enumerate(rows):
        cells += "<table:table-row>"
        for j, words in enumerate(row):
            if words in "<^":
                cells += "<table:covered-table-cell/>"
                continue
            wide = 1
            while j + wide < len(row) and row[j + wide] == "<":
                wide += 1
            deep = 1
            while i + deep < len(rows) and rows[i + deep][j] == "^":
                deep += 1
            cells += (
                f'<table:table-cell table:style-name="Ruled" office:value-type="string" '
                f'table:number-columns-spanned="{wide}" table:number-rows-spanned="{deep}">'
                f"{p(words, 'Cell')}</table:table-cell>"
            )
        cells += "</table:table-row>"
    return (
        f'<table:table><table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
        f"{cells}</table:table>"
    )


def headings() -> tuple[str, str]:
    """The styles of numbered headings, whose numbers come of the style alone, and a body."""
    levels = "".join(
        f'<text:outline-level-style text:level="{depth}" style:num-format="一, 二, 三, ..." '
        f'style:num-prefix="第" style:num-suffix="{after} "/>'
        for depth, after in ((1, "章"), (2, "条"))
    )
    styles = f'<text:outline-style style:name="Headings">{levels}</text:outline-style>' + "".join(
        f'<style:style style:name="Heading_20_{depth}" style:display-name="Heading {depth}" '
        f'style:family="paragraph" style:default-outline-level="{depth}"/>'
        for depth in (1, 2)
    )
    words = (
        (1, "总则"),
        (2, "为了规范。"),
        (2, "适用。"),
        (0, "前款所称。"),
        (1, "附则"),
        (2, "施行。"),
    )
    body = "".join(
        f'<text:h text:outline-level="{depth}" text:style-name="Heading_20_{depth}">{one}</text:h>'
        if depth
        else p(one)
        for depth, one in words
    )
    return styles, body


def document(body: str, pages: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        '<office:font-face-decls><style:font-face style:name="Noto Serif CJK SC" '
        "svg:font-family=\"'Noto Serif CJK SC'\"/></office:font-face-decls>"
        '<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties '
        'style:punctuation-wrap="hanging" style:line-break="strict"/>'
        f'<style:text-properties {FONT} fo:language="zh" fo:country="CN" '
        'style:language-asian="zh" style:country-asian="CN"/></style:default-style>'
        f"{PARAGRAPHS}{LISTS}{headings()[0]}"
        '<style:style style:name="Hidden" style:family="text"><style:text-properties '
        'text:display="none"/></style:style>'
        f"</office:styles>{pages}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document>"
    )


LONG = (
    "各县（区）人民政府要把老旧小区加装电梯作为改善居住条件的重要工作，建立由分管负责同志牵头的协调机制，"
    "明确责任单位和完成时限，及时研究解决工作中的困难和问题，确保2026年底前完成1200部的年度任务，"
    "其中市区不少于800部、补助资金不低于3.6亿元（含中央补助），并于每季度末将进展情况报送市住房城乡建设局。"
)


def notice() -> str:
    """A red-head notice with a numbered body, a table, a signature and an attachment."""
    outline = items(
        "Clauses",
        (1, "总体要求"),
        (2, "坚持自愿协商。" + LONG),
        (2, "坚持因地制宜。" + LONG),
        (1, "主要任务"),
        (2, "简化审批流程"),
        (3, "一次受理。由市住房城乡建设局牵头，市自然资源局、市市场监管局配合。" + LONG),
        (3, "并联审查。" + LONG),
        (4, "申请材料齐全的，应当场受理；"),
        (4, "材料不齐的，应一次性告知需要补正的全部内容。"),
        (2, "落实补助标准"),
        (3, "补助标准见下表。"),
    )
    more = items(
        "Clauses",
        (3, "资金由市财政局拨付。" + LONG),
        (1, "保障措施"),
        (2, "加强领导。" + LONG),
        (2, "加强宣传。" + LONG),
    )
    return (
        p("青屏市人民政府办公室文件", "Red")
        + p("青政办发〔2025〕38号", "Centre")
        + p("", "Centre")
        + p("青屏市人民政府办公室关于印发", "Title")
        + p("青屏市既有住宅加装电梯三年行动方案", "Title")
        + p("的通知", "Title")
        + p("各县（区）人民政府，市政府各部门、各直属机构：", "Flat")
        + p("《青屏市既有住宅加装电梯三年行动方案》已经市政府同意，现印发给你们，请认真贯彻执行。")
        + outline
        + table(
            [
                ["楼层", "补助标准", "<", "备注"],
                ["^", "市级补助", "县级补助", "^"],
                [
                    "四至五层",
                    "每部15万元",
                    "每部5万元",
                    "新建连廊的另加2万元，须提交结构安全鉴定报告",
                ],
                ["六层以上", "每部20万元", "每部8万元", "无"],
            ]
        )
        + more
        + p("附件：加装电梯申请表填写说明", "Body")
        + p("")
        + p("青屏市人民政府办公室", "Right")
        + p("2025年6月9日", "Right")
        + p("（此件公开发布）")
        + p("附件", "NewPage")
        + p("加装电梯申请表填写说明", "Title")
        + items("Articles", (1, "总则"), (2, LONG), (2, "本说明自印发之日起施行。"), (1, "附则"))
        + items("Articles", (2, "本说明由市住房城乡建设局负责解释。" + LONG))
    )


def word() -> str:
    """What only word processors hold: changes, notes, hidden words, a text box, decimal levels."""
    box = (
        '<draw:frame text:anchor-type="paragraph" svg:width="6cm" svg:height="1.5cm">'
        f"<draw:text-box>{p('文本框里的提示：请先预约。', 'Cell')}</draw:text-box></draw:frame>"
    )
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('困难家庭以民政部门认定为准。', 'Cell')}</text:note-body></text:note>"
    )
    changes = (
        '<text:tracked-changes text:track-changes="true"><text:changed-region text:id="c1" '
        'xml:id="c1"><text:deletion><office:change-info><dc:creator xmlns:dc='
        '"http://purl.org/dc/elements/1.1/">审核</dc:creator><dc:date xmlns:dc='
        '"http://purl.org/dc/elements/1.1/">2025-05-01T09:00:00</dc:date></office:change-info>'
        f"{p('三十日')}</text:deletion></text:changed-region>"
        '<text:changed-region text:id="c2" xml:id="c2"><text:insertion><office:change-info>'
        '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">审核</dc:creator><dc:date '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">2025-05-01T09:00:00</dc:date>'
        "</office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
    )
    return (
        changes
        + p("云岭县公共厕所管理服务规范", "Title")
        + p(
            '自受理之日起<text:change text:change-id="c1"/><text:change-start '
            'text:change-id="c2"/>二十日<text:change-end text:change-id="c2"/>内办结。'
            '<text:span text:style-name="Hidden">隐藏的批注</text:span>'
        )
        + p(f"困难家庭{note}免收费用。第一行<text:line-break/>第二行")
        + p(box + "请按指示牌办理。")
        + items(
            "Decimal",
            (1, "范围"),
            (2, "本规范规定了保洁要求。"),
            (2, "本规范适用于本县。"),
            (3, "城区；"),
            (3, "乡镇。"),
            (1, "保洁"),
            (2, "每日不少于两次。"),
            (3, "早班；"),
        )
        + table([["区域", "次数"], ["城区", "三次"], ["^", "两次"]])
    )


def picture() -> str:
    """A black and white picture of the size of a page."""
    rows = b"".join(
        b"\x00" + bytes(255 * ((x // 9 + y // 7) % 5 > 0) for x in range(60)) for y in range(80)
    )

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + check

    size_ = (60).to_bytes(4, "big") + (80).to_bytes(4, "big")
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size_ + b"\x08\x00\x00\x00\x00")
    png += chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return (
        '<draw:frame text:anchor-type="as-char" svg:width="14cm" svg:height="19cm"><draw:image>'
        f"<office:binary-data>{base64.b64encode(png).decode()}</office:binary-data>"
        "</draw:image></draw:frame>"
    )


NUMBER = '— <text:page-number text:select-page="current"/> —'
OF = (
    '第 <text:page-number text:select-page="current"/> 页 共 '
    "<text:page-count>3</text:page-count> 页"
)
FILES: dict[str, tuple[str, str, list[str]]] = {
    "notice": (
        notice(),
        page(foot=NUMBER),
        ["pdf", "docx", "doc", "rtf"],
    ),
    "word": (word(), page(head="云岭县城市管理局", foot=OF), ["docx"]),
    "headings": (headings()[1], page(), ["docx"]),
    "columns": (
        p("青屏市供水条例实施问答", "Title") + "".join(p(f"{n}．{LONG}") for n in range(1, 13)),
        page(head="青屏市供水条例实施问答汇编", foot=OF, columns=2),
        ["pdf"],
    ),
    "scan": (p(picture(), "Flat") * 2, page(), ["pdf"]),
    "mixed": (
        p("关于供水管网检修的公告", "Title")
        + p(LONG)
        + p(picture(), "NewPage")
        + p("三、其他事项", "NewPage")
        + p(LONG),
        page(foot=NUMBER),
        ["pdf"],
    ),
    "locked": (p(LONG), page(), ["pdf"]),
}
LOCKED = (
    'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"secret"}}'
)


def main() -> None:
    """Write every file of FILES beside this script."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, (body, pages, endings) in FILES.items():
            source = Path(scratch, f"{name}.fodt")
            source.write_text(document(body, pages), encoding="utf-8")
            for ending in endings:
                subprocess.run(
                    [
                        "soffice",
                        "--headless",
                        f"-env:UserInstallation=file://{scratch}/office",
                        "--convert-to",
                        LOCKED if name == "locked" else ending,
                        "--outdir",
                        str(HERE),
                        str(source),
                    ],
                    check=True,
                )


if __name__ == "__main__":
    main()
