"""An HTML page becomes the lines of its main text, without the site around it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What never belongs to the text of a document.
_DROPPED = (
    "script, style, noscript, template, iframe, object, svg, canvas, select, option, textarea, "
    "button, input, form nav, nav, header, footer, aside, [hidden], [aria-hidden=true]"
)
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|d[dlt]|details|div|fieldset|fig.+|form|"
    "h[1-6r]|html|legend|li|main|menu|[ou]l|p|pre|section|summary|table|tbody|tfoot|thead|t[drh]"
)
_MAIN_SHARE = 0.6  # of the weight of the page, that the main part must hold
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SENTENCE = re.compile("[，。；：、,;]")
_LABEL_WEIGHT = 0.1  # of a character in a text without punctuation: menus, buttons, tool bars
_WHITE = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")
_REPEATED = 30  # characters; a longer cell stands in the first of its rows only
# Cells that reach down over rows: column -> (text, rows still to come).
_Spanning = dict[int, tuple[str, int]]
# What sites of Chinese authorities say of a page in their head (国办发〔2017〕47号 names the tags).
_META = (("PubDate", "发布日期"), ("ContentSource", "来源"))


def page_text(html: str) -> str:
    """The title, the publication line and the main text of a page, one block per line.

    The main part is the innermost element that holds most of the text outside links. A row of a
    table is one line, its cells divided by " | ", a short cell over several rows in each; a table
    that only serves layout is read as blocks. Never raises; a page without text gives "".
    """
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    if root is None:
        return ""
    head = _head_lines(tree)
    _drop(root, root.css(_DROPPED))
    _drop(root, [node for node in root.css("[style]") if _is_hidden(node)])
    try:
        lines = _lines(_main_part(root))
    except RecursionError:  # a broken page may open thousands of elements and close none
        lines = [line for text in root.text(separator="\n").split("\n") if (line := _squeeze(text))]
    beginning = "".join(lines[:12])
    wanted = [line for line in head if line.split(":", 1)[-1] not in beginning]
    return "\n".join([*wanted, *lines])


def _drop(root: LexborNode, nodes: list[LexborNode]) -> None:
    """Take nodes out of the tree, those inside another of them together with it."""
    chosen = {node.mem_id for node in nodes if node != root}
    outermost = [node for node in nodes if node != root and not _below(node, chosen)]
    for node in outermost:
        node.decompose()


def _below(node: LexborNode, chosen: set[int]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in chosen:
            return True
        above = above.parent
    return False


def _is_hidden(node: LexborNode) -> bool:
    return _HIDDEN.search(node.attributes.get("style") or "") is not None


def _head_lines(tree: LexborHTMLParser) -> list[str]:
    """The title and the line of publication that the page's head declares."""
    metas = {
        (node.attributes.get("name") or "").lower(): _squeeze(node.attributes.get("content") or "")
        for node in tree.css("meta[name][content]")
    }
    node = tree.css_first("title")
    title = metas.get("articletitle") or (_squeeze(node.text()) if node else "")
    told = [f"{label}:{metas[name.lower()]}" for name, label in _META if metas.get(name.lower())]
    return [line for line in (title, " ".join(told)) if line]


def _main_part(root: LexborNode) -> LexborNode:
    """Go down from the body while one child holds most of the weight."""
    weights: dict[int, float] = {}
    enough = max(1.0, _MAIN_SHARE * _weigh(root, weights))
    node = root
    while True:
        heavy = [child for child in node.iter() if weights.get(child.mem_id, 0.0) >= enough]
        if len(heavy) != 1 or heavy[0].tag in ("p", "tr", "td", "tbody", "table", "ul", "ol"):
            return node
        node = heavy[0]


def _weigh(node: LexborNode, weights: dict[int, float]) -> float:
    """Characters of text outside links below a node; labels count for little."""
    weight = 0.0
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            text = _squeeze(child.text_content or "")
            prose = node.tag in ("td", "th") or _SENTENCE.search(text)
            weight += len(text) * (1.0 if prose else _LABEL_WEIGHT)
        elif child.tag != "a":
            weight += _weigh(child, weights)
        else:
            weights[child.mem_id] = 0.0
    weights[node.mem_id] = weight
    return weight


def _lines(root: LexborNode) -> list[str]:
    """The blocks below a node, in reading order, one line each."""
    lines: list[str] = []
    pieces: list[str] = []
    spans: dict[int, _Spanning] = {}  # by table

    def close() -> None:
        text = _WHITE.sub(" ", "".join(pieces)).strip()
        pieces.clear()
        if text:
            lines.append(text)

    def visit(node: LexborNode) -> None:
        tag = node.tag
        if tag == "-text":
            pieces.append(node.text_content or "")
        elif tag == "br":
            close()
        elif tag == "tr" and (_is_data(node) or _reached(node, spans)):
            close()
            table = node.parent.mem_id if node.parent else 0
            lines.append(" | ".join(_row(node, spans.setdefault(table, {}))))
        else:
            block = _BLOCK.fullmatch(tag or "") is not None
            if block:
                close()
            for child in node.iter(include_text=True):
                visit(child)
            if block:
                close()

    visit(root)
    close()
    return [line for line in lines if line.strip(" |")]


def _reached(row: LexborNode, spans: dict[int, _Spanning]) -> bool:
    """Whether a cell from a row above reaches down into this row."""
    return row.parent is not None and bool(spans.get(row.parent.mem_id))


def _row(row: LexborNode, spanning: _Spanning) -> list[str]:
    """The texts of a row's cells, with those that reach down from the rows above."""
    texts: list[str] = []

    def fill() -> None:
        while len(texts) in spanning:
            text, left = spanning.pop(len(texts))
            if left > 1:
                kept[len(texts)] = (text, left - 1)
            texts.append(text if len(text) <= _REPEATED else "")

    kept: _Spanning = {}
    for cell in _cells(row):
        fill()
        text = _squeeze(cell.text(separator=" "))
        rows = _number(cell.attributes.get("rowspan"))
        if rows > 1:
            kept[len(texts)] = (text, rows - 1)
        texts.append(text)
    fill()
    spanning.clear()
    spanning.update(kept)
    return texts


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 1


def _cells(row: LexborNode) -> list[LexborNode]:
    return [child for child in row.iter() if child.tag in ("td", "th")]


def _is_data(row: LexborNode) -> bool:
    """Whether a row holds data: two cells or more, none with a table or paragraphs of text."""
    cells = _cells(row)
    if len(cells) < 2:
        return False
    return not any(cell.css("table") or len(cell.css("p, div")) > 12 for cell in cells)


def _squeeze(text: str) -> str:
    return _WHITE.sub(" ", text).strip()
