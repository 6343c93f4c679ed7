"""Invented pages in the manner of common content systems: a site around given paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

Template = Callable[[str, list[str]], str]

_NAV = ["首页", "政务公开", "办事服务", "互动交流", "政策文件", "走进云岭", "数据开放", "领导之窗"]
_NEWS = [
    "全市安全生产工作会议召开，部署下阶段重点任务",
    "关于公布2022年度优秀志愿服务项目名单的公告",
    "云岭市召开农村人居环境整治现场推进会",
    "市政府常务会议研究促进消费等工作",
    "关于调整部分公交线路走向的通知",
    "云岭市2022年国民经济和社会发展统计公报",
]
_FOOT = (
    "主办：云岭市人民政府　承办：云岭市人民政府办公室　地址：云岭市人民路1号　邮编：123456",
    "网站标识码：9912340001　某ICP备12345678号　某公网安备 99123402000001号",
    "版权所有：云岭市人民政府　未经授权，禁止转载。建议使用1024×768以上分辨率浏览",
)
_FACTS = [
    ("索引号", "YL000001/2022-00012"),
    ("主题分类", "综合政务"),
    ("发布机构", "云岭市人民政府办公室"),
    ("发布日期", "2022-05-06"),
]


def _links(words: list[str], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/c/{i}.html">{w}</a></{tag}>' for i, w in enumerate(words))


def _p(lines: list[str], style: str = "text-indent:2em") -> str:
    return "".join(f'<p style="{style}">{escape(line)}</p>\n' for line in lines)


def _br(lines: list[str]) -> str:
    return "<br><br>\n".join(f"　　{escape(line)}" for line in lines)


def _page(title: str, body: str, metas: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{metas}<title>{escape(title)}_云岭市'
        f"人民政府</title><style>a{{color:#333}}</style></head><body>{body}"
        "<script>var _hmt=[];</script></body></html>"
    )


def _foot(tag: str = "div", name: str = "footer") -> str:
    return f'<{tag} class="{name}">{"".join(f"<p>{line}</p>" for line in _FOOT)}</{tag}>'


def trs(title: str, lines: list[str]) -> str:
    """A WCM page: breadcrumbs, a table of facts, TRS_Editor, related news."""
    facts = "".join(f"<td><b>{k}：</b></td><td>{v}</td>" for k, v in _FACTS)
    return _page(
        title,
        f'<div class="top"><ul>{_links(_NAV)}</ul></div><div class="bt-position">当前位置：'
        f'<a href="/">首页</a> &gt; <a href="/z">政策文件</a></div><div class="xl"><table class="xxgk">'
        f'<tr>{facts}</tr></table><h1>{escape(title)}</h1><div class="xl-sub">发布时间：2022-05-06 10:00'
        f'　来源：市政府办公室　浏览次数：<span id="hits">231</span>　【字体：<a>大</a> <a>中</a> <a>小</a>】</div>'
        f'<div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">{_p(lines)}</div></div>'
        f'<div class="fj"></div><div class="print"><a>打印本页</a> <a>关闭窗口</a></div></div>'
        f'<div class="xgxw"><h3>相关链接</h3><ul>{_links(_NEWS)}</ul></div>{_foot()}',
    )


def jpage(title: str, lines: list[str]) -> str:
    """A page with the text in a div that can be zoomed, the rest in tables."""
    return _page(
        title,
        f'<table width="1000"><tr>{_links(_NAV, "td")}</tr></table><table width="1000" id="article">'
        f'<tr><td class="title">{escape(title)}</td></tr><tr><td align="center">日期：2022-05-06 '
        f'访问量：<script>document.write(1)</script> 字号：[ 大 中 小 ]</td></tr><tr><td><div id="zoom">'
        f"<!--ZJEG_RSS.content.begin-->{_p(lines)}<!--ZJEG_RSS.content.end--></div></td></tr>"
        f'<tr><td align="right">【打印本页】【关闭窗口】</td></tr></table><table width="1000"><tr><td>'
        f"{'<br>'.join(_FOOT)}</td></tr></table>",
    )


def layout_2005(title: str, lines: list[str]) -> str:
    """Tables for layout, <font>, a column of links on the left, <br> between paragraphs."""
    side = "".join(
        f'<tr><td height=22>·<a href="{i}.htm">{w}</a></td></tr>' for i, w in enumerate(_NEWS)
    )
    return _page(
        title,
        f'<center><table border=0 width=776 cellpadding=0><tr><td colspan=2><img src="banner.gif"></td>'
        f"</tr><tr><td colspan=2 bgcolor=#336699>{' | '.join(f'<a href=#><font color=white>{w}</font></a>' for w in _NAV)}"
        f"</td></tr><tr><td width=180 valign=top><table><tr><td><b>最新公告</b></td></tr>{side}</table></td>"
        f"<td width=596 valign=top><table width=100%><tr><td align=center><font size=4 color=red><b>{escape(title)}"
        f"</b></font></td></tr><tr><td><font size=2>{_br(lines)}</font></td></tr></table></td></tr><tr>"
        f"<td colspan=2 align=center><font size=2>{'<br>'.join(_FOOT)}</font></td></tr></table></center>",
    )


def nested_cells(title: str, lines: list[str]) -> str:
    """Paragraphs in cells of tables inside tables, a row for each paragraph."""
    rows = "".join(f"<tr><td>{escape(line)}</td></tr>" for line in lines)
    return _page(
        title,
        f"<table><tr><td><table><tr><td>{''.join(f'<a href=#>{w}</a> ' for w in _NAV)}</td></tr></table>"
        f"</td></tr><tr><td><table><tr><td><table width=90%>{rows}</table></td></tr></table></td></tr>"
        f"<tr><td>{_FOOT[0]}<br>{_FOOT[1]}</td></tr></table>",
    )


def ucap(title: str, lines: list[str]) -> str:
    """A national page: facts in a list, UCAP-CONTENT, share buttons, more news with summaries."""
    return _page(
        title,
        f'<header><nav><ul>{_links(_NAV)}</ul></nav></header><div class="article oneColumn pub_border">'
        f'<h1>{escape(title)}</h1><div class="pages-date">2022-05-06 18:02 <span class="font">来源： '
        f'市政府办公室</span><div class="share" id="share_btn">【字体：<a>大</a><a>中</a><a>小</a>】打印</div></div>'
        f'<div class="pages_content" id="UCAP-CONTENT">{_p(lines)}</div><div class="editor">'
        f'<span>责任编辑：李某</span></div></div><div class="share-box">分享到：<a>微信</a><a>微博</a></div>'
        f'<div class="related"><h2>相关稿件</h2><ul>{_links(_NEWS)}</ul></div>'
        f'{_foot("footer")}<div class="qrcode">扫一扫在手机打开当前页</div>',
    )


def responsive(title: str, lines: list[str]) -> str:
    """HTML5 with a second copy of the text for telephones."""
    return _page(
        title,
        f'<header class="site-header"><a href=/>云岭市人民政府门户网站</a><form>搜索 <input></form><nav>'
        f'<ul>{_links(_NAV)}</ul></nav></header><main><article class="hidden-xs"><h1>{escape(title)}</h1>{_p(lines)}'
        f'</article><article class="visible-xs">{_p(lines)}</article></main><aside><h2>热点推荐</h2>'
        f"<ul>{_links(_NEWS)}</ul></aside>{_foot('footer')}",
        f'<meta name="ArticleTitle" content="{escape(title)}"><meta name="PubDate" content="2022-05-06">',
    )


def siblings(title: str, lines: list[str]) -> str:
    """No container: paragraphs of the text are divs among the site's."""
    half = max(1, len(lines) // 2)
    parts = (
        "".join(f"<div>{escape(x)}</div>" for x in part) for part in (lines[:half], lines[half:])
    )
    first, second = parts
    return _page(
        title,
        f'<div class="wrap"><ul class="menu">{_links(_NAV)}</ul><div class="crumb">您现在的位置：首页 &gt; 公告'
        f'</div><div class="t1">{escape(title)}</div><div class="c1">{first}</div><div class="ad">'
        f'<a href=#><img src=ad.png alt="专题"></a></div><div class="c1">{second}</div><div class="tools">'
        f'打印　收藏　分享　关闭</div><div class="updown">上一篇：<a href=#>{_NEWS[0]}</a><br>下一篇：'
        f"<a href=#>{_NEWS[1]}</a></div></div>{_foot('div', 'bottom')}",
    )


def many_links(title: str, lines: list[str]) -> str:
    """Far more words in links than in the text."""
    blocks = "".join(
        f"<div class=col><h4>栏目{i}</h4><ul>{_links(_NEWS)}</ul></div>" for i in range(25)
    )
    return _page(
        title,
        f"<div id=head>{blocks}</div><div id=mid><h2>{escape(title)}</h2>"
        f"<div class=txt>{_p(lines)}</div></div><div id=rest>{blocks}</div>{_foot('div', 'end')}",
    )


def preformatted(title: str, lines: list[str]) -> str:
    """The text in a <pre>, as exported from an office system."""
    text = "\n".join(escape(line) for line in lines)
    return _page(
        title,
        f"<div>{''.join(f'<a href=#>{w}</a>|' for w in _NAV)}</div><h3>{escape(title)}</h3><pre>{text}</pre>"
        f"<hr><div>{'<br>'.join(_FOOT)}</div>",
    )


def word_export(title: str, lines: list[str]) -> str:
    """Saved from a word processor: a <span> for every few characters, conditional comments."""

    def spans(line: str) -> str:
        pieces = (line[i : i + 7] for i in range(0, len(line), 7))
        return "".join(f"<span style='font-family:仿宋'>{escape(x)}</span>" for x in pieces)

    text = "".join(f"<p class=MsoNormal><o:p></o:p>{spans(x)}</p>\n" for x in lines)
    return _page(
        title,
        f"<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><div class=nav>"
        f"{''.join(f'<a href=#>{w}</a>' for w in _NAV)}</div><div class=Section1>{text}</div>"
        f"{_foot('div', 'foot')}",
    )


def aspnet(title: str, lines: list[str]) -> str:
    """One form around everything, ids of controls, facts in a definition list."""
    facts = "".join(f"<dt>{k}：</dt><dd>{v}</dd>" for k, v in _FACTS)
    return _page(
        title,
        f'<form id="aspnetForm" action="./"><input type=hidden name=__VIEWSTATE value="{"A" * 4000}">'
        f'<div id="ctl00_top"><select><option>请选择</option><option>市级部门</option></select>'
        f'<ul>{_links(_NAV)}</ul></div><div id="ctl00_c"><dl>{facts}</dl><span id="lblTitle">{escape(title)}</span>'
        f'<div id="ctl00_c_content">{_br(lines)}</div><a href=#>[返回]</a> <a href=#>[打印]</a></div></form>'
        f"<div>{_FOOT[0]}<br>{_FOOT[1]}</div>",
    )


def broken(title: str, lines: list[str]) -> str:
    """Elements closed in the wrong order or not at all."""
    text = "".join(f"<p><b><font>{escape(x)}</b></font><div>" for x in lines)
    return _page(
        title,
        f"<div><table><tr><td>{''.join(f'<a href=#>{w}</a><br>' for w in _NAV)}<td><div id=con><center><b>"
        f"{escape(title)}</center>{text}</table></div></div><div class=foot>{'<br>'.join(_FOOT)}",
    )


def hidden_until_script(title: str, lines: list[str]) -> str:
    """The text hidden until a script shows it, and a placeholder before it."""
    return _page(
        title,
        f'<div id="nav"><ul>{_links(_NAV)}</ul></div><div id="loading">正在加载…</div><div id="detail" '
        f'style="display:none"><h1>{escape(title)}</h1>{_p(lines)}</div>{_foot()}',
    )


def attachments(title: str, lines: list[str]) -> str:
    """A floating toolbar, attached files as links below the text, a menu of provinces in the foot."""
    places = _links(
        [f"{x}人民政府" for x in ("云岭县", "松原区", "上河市", "南岭区", "白石县", "青浦镇")]
    )
    return _page(
        title,
        f'<div class="toolbar"><a>无障碍</a><a>长者助手</a><a>繁体</a></div><ul>{_links(_NAV)}</ul>'
        f'<div class="main-txt"><h2>{escape(title)}</h2><div class="info"><span>来源：市政府办公室</span>'
        f'<span>时间：2022-05-06</span><span>【打印】【关闭】</span></div><div class="con">{_p(lines)}</div>'
        f'<ul class="fjlist"><li><a href="/a/1.docx">{ATTACHMENT}</a></li></ul></div><div class="links">'
        f"<h5>友情链接</h5><ul>{places}</ul></div>{_foot()}",
    )


def account_article(title: str, lines: list[str]) -> str:
    """An article of a social account: nested sections, hidden until shown, tips around it."""
    text = "".join(f"<section><section><span>{escape(x)}</span></section></section>" for x in lines)
    return _page(
        title,
        f'<div id="js_article"><h1 class="rich_media_title">{escape(title)}</h1><div id="meta">'
        f'<span>云岭发布</span> <em>2022-05-06</em></div><div class="rich_media_content" '
        f'id="js_content" style="visibility: hidden;">{text}</div></div><div class="tips">'
        f"<p>预览时标签不可点</p><p>微信扫一扫关注该公众号</p></div>",
    )


def summaries_beside(title: str, lines: list[str]) -> str:
    """A column of other news, each with a summary outside its link."""
    other = "".join(
        f"<div class=item><h4><a href=#>{w}</a></h4><div>{w}，相关负责人出席并讲话，要求抓好落实。</div></div>"
        for w in _NEWS
    )
    return _page(
        title,
        f"<div class=hd>{''.join(f'<a href=#>{w}</a>' for w in _NAV)}</div><div class=row><div "
        f'class="col-8"><h1>{escape(title)}</h1>{_p(lines)}</div><div class="col-4"><h3>要闻</h3>{other}'
        f"</div></div>{_foot('div', 'ft')}",
    )


def labelled_table(title: str, lines: list[str]) -> str:
    """A table of labels and values whose last value is the text."""
    rows = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in _FACTS)
    text = "".join(f"<div>{escape(x)}</div>" for x in lines)
    return _page(
        title,
        f"<div id=n>{''.join(f'<a href=#>{w}</a> ' for w in _NAV)}</div><table class=detail>"
        f"<tr><th>标题</th><td>{escape(title)}</td></tr>{rows}<tr><th>内容</th><td>{text}</td></tr>"
        f"</table><div id=b>{'<br>'.join(_FOOT)}</div>",
    )


def with_comments(title: str, lines: list[str]) -> str:
    """Readers' words and a form below the text."""
    words = "".join(
        f"<li><b>网友{i}</b><p>支持，希望尽快落实到位，谢谢各位工作人员。</p></li>"
        for i in range(4)
    )
    return _page(
        title,
        f"<div class=nav>{''.join(f'<a href=#>{w}</a>' for w in _NAV)}</div><div class=main><h1>"
        f"{escape(title)}</h1><div class=txt>{_p(lines)}</div><div class=comments><h3>网友留言</h3>"
        f"<ul>{words}</ul><form><textarea>请文明发言</textarea></form></div></div>{_foot()}",
    )


ATTACHMENT = "附件：申报表格（样式）.docx"
# Words of the site that may stand in the text of the document: they say what it is.
TELLING = ("2022-05-06", "市政府办公室", "YL000001", "云岭市人民政府办公室", "综合政务", ATTACHMENT)
TEMPLATES: dict[str, Template] = {
    "TRS/WCM": trs,
    "zoom div": jpage,
    "layout tables": layout_2005,
    "a row a paragraph": nested_cells,
    "UCAP-CONTENT": ucap,
    "copy for telephones": responsive,
    "sibling divs": siblings,
    "mostly links": many_links,
    "<pre>": preformatted,
    "word processor": word_export,
    "one form": aspnet,
    "broken nesting": broken,
    "hidden until script": hidden_until_script,
    "attachments": attachments,
}
# Written after the reader was, and run once.
UNSEEN: dict[str, Template] = {
    "social account": account_article,
    "summaries beside": summaries_beside,
    "labels and values": labelled_table,
    "comments below": with_comments,
}
