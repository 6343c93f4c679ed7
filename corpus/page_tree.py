"""An HTML page becomes a tree of plain elements: what a reader of the page sees, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What never belongs to the text of a document. Readings beside characters (rt) would cut words.
_DROPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "frame", "object", "svg", "canvas"),
        *("select", "option", "textarea", "button", "input", "datalist", "rt", "rp", "head"),
        *("title", "link", "meta", "audio", "video"),
    )
)
_LONGEST_LINK = 200  # characters
_STRUCK = frozenset(("del", "s", "strike"))
_MOST_STRUCK = 0.2  # of the characters of a page; more are an element that somebody left open
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_KEPT_LINES = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|d[dlt]|details|div|fieldset|fig.+|form|"
    "h[1-6r]|html|header|footer|nav|legend|li|main|menu|[ou]l|p|pre|section|summary|table|tbody|"
    "tfoot|thead|t[drh]"
)
# A line of the source that breaks between two characters is no space (CSS Text, segment breaks).
_WRAPPED = re.compile(
    r"(?<=[\u3001-\u9fff\uff01-\uff5e])[ \t]*\r?\n\s*(?=[\u3001-\u9fff\uff01-\uff5e])"
)
_SUPERSCRIPTS = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_EXPONENT = re.compile(r"[+\-−]?\d{1,2}|n")
_ALT = re.compile("[，。；]")
_LONG_ALT = 20  # characters; a shorter one names the picture, a longer one says what stands in it
WHITE = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")


@dataclass(slots=True, eq=False)
class Element:
    """An element with its children in order, and whether it or one above it is something.

    ``linked``: a link; ``struck``: struck through; ``hidden``; ``preformatted``: a <pre>.
    """

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    linked: bool
    struck: bool
    hidden: bool
    preformatted: bool
    children: list[Element | str] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[tuple[Element, str]]:
        """The texts below with the elements that hold them, in reading order."""
        stack: list[tuple[Element, int]] = [(self, 0)]
        while stack:
            element, at = stack.pop()
            while at < len(element.children):
                child = element.children[at]
                at += 1
                if isinstance(child, Element):
                    stack.append((element, at))
                    element, at = child, 0
                else:
                    yield element, child

    def below(self) -> Iterator[Element]:
        """This element and all below it, each before its children."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(list(element.elements())))

    def text(self) -> str:
        """All text below, white space squeezed."""
        return squeeze("".join(text for _, text in self.walk()))


@dataclass(frozen=True, slots=True)
class Page:
    """The body of a page, its title and what its head declares, by name in small letters."""

    body: Element
    title: str
    metas: dict[str, str]


def squeeze(text: str) -> str:
    """The text with each run of white space as one space, none at its ends."""
    return WHITE.sub(" ", text).strip()


def read_page(html: str, with_hidden: bool = False) -> Page:
    """Parse a page. Never raises; hidden and struck text is left out unless it is most of it.

    ``with_hidden``: keep what is hidden; a page may hide its text until a script has run.
    """
    tree = LexborHTMLParser(html)
    metas = {
        (node.attributes.get("name") or "").lower(): squeeze(node.attributes.get("content") or "")
        for node in tree.css("meta[name][content]")
    }
    title = tree.css_first("title")
    root = tree.body or tree.root
    body = Element("body", {}, None, False, False, False, False)
    if root is not None:
        _fill(body, root)
    _drop_unseen(body, with_hidden)
    _unlink(body)
    return Page(body, squeeze(title.text()) if title else "", metas)


def _fill(body: Element, root: LexborNode) -> None:
    """Copy the tree below a node; without recursion, for pages ten thousand elements deep."""
    stack = [(body, root.iter(include_text=True))]
    while stack:
        element, children = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            if element.tag == "sup":
                _raise(element)
        elif node.tag == "-text":
            text = node.text_content or ""
            element.children.append(text if element.preformatted else _WRAPPED.sub("", text))
        elif node.tag is not None and node.tag not in _DROPPED and not node.tag.startswith("-"):
            child = _element(node, element)
            element.children.append(child)
            stack.append((child, node.iter(include_text=True)))


def _element(node: LexborNode, parent: Element) -> Element:
    attributes = {name: value or "" for name, value in node.attributes.items()}
    tag, style = node.tag or "", attributes.get("style", "")
    element = Element(
        tag,
        attributes,
        parent,
        parent.linked or (tag == "a" and "href" in attributes),
        parent.struck or tag in _STRUCK or _LINE_THROUGH.search(style) is not None,
        parent.hidden
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN.search(style) is not None,
        parent.preformatted or tag == "pre" or _KEPT_LINES.search(style) is not None,
    )
    alt = attributes.get("alt", "") if tag == "img" else ""
    if len(alt) >= _LONG_ALT and _ALT.search(alt):
        element.children.append(alt)
    return element


def _raise(element: Element) -> None:
    """An exponent in raised figures: 10<sup>4</sup> is not 104."""
    words = squeeze("".join(text for _, text in element.walk()))
    if _EXPONENT.fullmatch(words):
        element.children = [words.translate(_SUPERSCRIPTS)]


def _unlink(body: Element) -> None:
    """Take for no link what is too long for one: a link that somebody left open."""
    for element in body.below():
        if element.tag == "a" and element.linked and len(element.text()) > _LONGEST_LINK:
            for inner in element.below():
                inner.linked = False


def _drop_unseen(body: Element, with_hidden: bool) -> None:
    """Leave out what is hidden, and what is struck through, unless it is most of the text.

    A page may leave a <del> open.
    """
    for unseen, most in ((_is_hidden, 0.0 if with_hidden else 0.5), (_is_struck, _MOST_STRUCK)):
        total = gone = 0
        for element, text in body.walk():
            length = len(text) - text.count(" ")
            total += length
            gone += length * unseen(element)
        if gone and gone <= most * total:
            for element in body.below():
                element.children = [
                    child
                    for child in element.children
                    if isinstance(child, str) or not unseen(child)
                ]


def _is_hidden(element: Element) -> bool:
    return element.hidden


def _is_struck(element: Element) -> bool:
    return element.struck
