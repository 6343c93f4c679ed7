"""An HTML page becomes the lines of its main text, without the site around it."""

from __future__ import annotations

import re

from corpus.fields import read_fields
from corpus.page_lines import lines_of
from corpus.page_parts import ATTACHED, main_part, matches
from corpus.page_tree import Element, Page, read_page

# What sites of Chinese authorities say of a page in their head (国办发〔2017〕47号 names the tags).
_META = (("pubdate", "发布日期"), ("contentsource", "来源"))
_LONGEST_FACT = 150  # characters of a line around the text that says what the document is
_FACT = re.compile(
    r"索引号|(?:文|字)号|(?:发布|发文|成文|公开|印发|发表|生成|更新)\s*(?:机[构关]|单位|部门|日期|时间)"
    r"|来源|日期|名\s*称|有效|失效"
)
# Tools of the site on the same line.
_TOOLS = re.compile(
    r"[\s|【\[(（]*(?:(?:浏览|阅读|点击|访问)(?:次数|量|数)?|(?:浏览)?字[号体](?:大小)?|分享到?|打印|收藏)"
    r"(?:\s*[:：】\])）|].*|\s*$)"
)
_EMPTY_FACT = re.compile(r"[^:：|]{2,8}[:：][\s|]*")
_ATTACHMENT = re.compile(r"附\s*件|附\s*表|附\s*录")
_ATTACHMENT_PLACE = re.compile("fj|attach|annex|appendix|fujian|download|xgwj", re.IGNORECASE)
_STOP = re.compile("[。；，]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHORTEST_TITLE = 6  # characters


def page_text(html: str) -> str:
    """The title, what the page says of its document and the main text, one block per line.

    A row of a table is one line, its cells divided by " | ". Names of attached files are kept.
    Never raises; a page without text of its own, or with what a script should have replaced,
    gives "".
    """
    page, main, lines = _read(html)
    if not any(map(_STOP.search, lines)):
        hidden = _read(html, with_hidden=True)
        if any(map(_STOP.search, hidden[2])) or not lines:
            page, main, lines = hidden
    if not lines:
        return ""
    around = _Around(page.body, main)
    lines += [name for name in around.attachments() if name not in lines]
    beginning = "".join(lines[:12])
    head = [line for line in _head(page) if line.split(":", 1)[-1] not in beginning]
    facts = [fact for fact in around.facts() if _is_new(fact, "".join([*head, *lines[:12]]))]
    return "\n".join([*head, *facts, *lines])


def _read(html: str, with_hidden: bool = False) -> tuple[Page, Element, list[str]]:
    """The page, its main part and the lines of that part."""
    page = read_page(html, with_hidden)
    main, foreign = main_part(page.body)
    lines = lines_of(main, foreign)
    while lines and matches("heading", lines[-1]):
        lines.pop()
    return page, main, [line for line in lines if not matches("placeholder", line)]


def _is_new(fact: str, known: str) -> bool:
    """Whether a line on the document says anything that is not known of it."""
    values = read_fields([fact]).values.values()
    told = [value[:10] if _DAY.match(value) else value for value in values] or [fact]
    return not all(value in known for value in told)


def _head(page: Page) -> list[str]:
    """The title and, from the page's head, the day of publishing and the source."""
    title = page.metas.get("articletitle") or _headline(page) or page.title
    told = [f"{label}:{page.metas[name]}" for name, label in _META if page.metas.get(name)]
    return [line for line in (title, " ".join(told)) if line]


def _headline(page: Page) -> str:
    """The heading on the page that its title repeats with the site's name around it."""
    for element in page.body.below():
        if element.tag in ("h1", "h2", "h3") and not element.linked:
            text = element.text()
            if len(text) >= _SHORTEST_TITLE and text in page.title:
                return text
    return ""


class _Around:
    """What stands around the main part of a page."""

    def __init__(self, body: Element, main: Element) -> None:
        self._body, self._main = body, main

    def facts(self) -> list[str]:
        """Lines before the main part that say what the document is: 索引号, 发布日期, 来源."""
        if self._main is self._body:
            return []
        before: list[str] = []
        node = self._main
        while node.parent is not None:
            siblings = node.parent.children
            here: list[str] = []
            for sibling in siblings[: siblings.index(node)]:
                if isinstance(sibling, Element):
                    here += lines_of(sibling)
                elif sibling.strip():
                    here.append(sibling.strip())
            before = [*here, *before]
            node = node.parent
        cut = (_TOOLS.sub("", line) for line in before if len(line) <= _LONGEST_FACT)
        near = [line for line in cut if line and not matches("heading", line)][-60:]
        fields = read_fields(near)
        facts: list[str] = []
        for i, line in enumerate(near):
            if i in fields.lines and _is_told(near, i, fields.lines):
                if facts and _EMPTY_FACT.fullmatch(facts[-1]) and "|" not in facts[-1]:
                    line = facts.pop() + line
                facts.append(line)
        return facts

    def attachments(self) -> list[str]:
        """Names of attached files that are linked near the main part, but not in it."""
        within = {id(element) for element in self._main.below()}
        top: Element = self._main
        for _ in range(3):
            if top.parent is not None and top.parent is not self._body:
                top = top.parent
        found: list[str] = []
        for element in top.below():
            if element.tag != "a" or id(element) in within:
                continue
            text, target = element.text(), element.attributes.get("href", "")
            if text and ATTACHED.search(target) and _is_attached(element, text, top):
                found.append(text)
        return list(dict.fromkeys(found))


def _is_told(lines: list[str], at: int, of_fields: frozenset[int]) -> bool:
    """Whether a line says something: a label with its value, or the value of the line before."""
    if _FACT.search(lines[at]):
        alone = _EMPTY_FACT.fullmatch(lines[at]) is not None
        return not alone or (at + 1 in of_fields and not _FACT.search(lines[at + 1]))
    return at > 0 and at - 1 in of_fields and _FACT.search(lines[at - 1]) is not None


def _is_attached(link: Element, text: str, top: Element) -> bool:
    """Whether a linked file belongs to the document: it is called so, or stands in such a place."""
    if _ATTACHMENT.match(text):
        return True
    above: Element | None = link.parent
    for _ in range(4):
        if above is None or above is top:
            return False
        names = above.attributes.get("id", "") + " " + above.attributes.get("class", "")
        if _ATTACHMENT_PLACE.search(names):
            return True
        above = above.parent
    return False
