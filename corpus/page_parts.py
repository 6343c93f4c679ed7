"""Which part of a page is the document, and what in that part belongs to the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.page_tree import BLOCK, Element, squeeze

_TABLE = Path(__file__).parent / "tables" / "page_parts.tsv"
_MAIN_SHARE = 0.6  # of the prose of a part, that one of its parts must hold to be looked into
_TOO_MUCH = 0.4  # of the prose of the page: such a part is never the site's
_TOO_MUCH_OF_FOOT = 0.8  # the same, for what bears a foot's marks: a notice may be shorter
_LINK_LIST = 0.6  # of the characters of a part
_LONGEST_FOOT = 600  # characters
_LONGEST_FOREIGN = 200  # characters of sentences in a part that its name says is the site's
_SENTENCE = re.compile("[，。；：、,;]")
_STOP = re.compile("[。；]|，[^，]*，")
_LABEL_WEIGHT = 0.1  # of a character in a text without punctuation: menus, buttons, tool bars
_SHORT = 25  # characters of a block; below it is no sentence of an article
_SMALL = 200  # characters of a part that can be one line of facts or tools
_SOME = 8  # characters with punctuation that say something
_LEAST = 4  # characters outside links
_SMALLEST_BODY = 20  # characters outside links in the element of a content system
_TELLS = re.compile(
    r"〔\d{4}〕|第?\s*\d+\s*号|\d\s*年\s*\d+\s*月|[二〇○零一三四五六七八九]{4}年|^附\s*件"
)
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_TEXT_TAGS = frozenset(("p", "ul", "ol", "dl", "li", "pre", "a", "h1", "h2", "h3", "label"))
_SITE_TAGS = ("nav", "footer", "aside")
ATTACHED = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps|et|ofd|txt|7z|tif)(?:$|[?#&])", re.IGNORECASE
)


@dataclass(slots=True)
class Weight:
    """What stands below an element.

    ``prose``: characters outside links, labels counting little; ``sentences``: characters of
    blocks that are sentences; ``length`` and ``linked``: characters, all and in links.
    """

    prose: float = 0.0
    sentences: int = 0
    length: int = 0
    linked: int = 0
    links: int = 0
    attached: int = 0

    def add(self, other: Weight) -> None:
        """Add what stands below a child."""
        self.prose += other.prose
        self.sentences += other.sentences
        self.length += other.length
        self.linked += other.linked
        self.links += other.links
        self.attached += other.attached


def main_part(body: Element) -> tuple[Element, frozenset[Element]]:
    """The element that holds the document, and the elements below it that are the site's.

    The way leads down from the body to the element that content systems put the text in, unless
    an article stands beside it; without such an element, while one part holds most of the prose
    and no part beside it says anything.
    """
    weights = _weigh(body)
    judge = _Judge(weights, weights[body].prose)
    container = judge.container(body)
    way = set(_above(container)) if container else set()
    node = body
    while node is not container:
        parts = [child for child in node.elements() if not judge.foreign(child)]
        kept = sum(weights[part].prose for part in parts)
        heavy = next((part for part in parts if part in way), None)
        if heavy is None:
            heavy = max(parts, key=lambda part: weights[part].prose, default=None)
            if heavy is None or not kept or weights[heavy].prose < _MAIN_SHARE * kept:
                break
            if heavy.tag in _TEXT_TAGS:
                break
        others = [part for part in parts if part is not heavy]
        if container and any(judge.is_article(part) for part in others):
            break
        if not container and (
            _own_prose(node)
            or any(judge.says_something(part) or judge.is_like(part, heavy) for part in others)
        ):
            break
        node = heavy
    return node, judge.foreign_parts(node)


def _above(element: Element) -> Iterator[Element]:
    """An element and those that hold it."""
    above: Element | None = element
    while above is not None:
        yield above
        above = above.parent


def _own_prose(element: Element) -> bool:
    """Whether words with punctuation stand in an element beside its parts."""
    text = squeeze(" ".join(child for child in element.children if isinstance(child, str)))
    return len(text) >= _SOME and _SENTENCE.search(text) is not None


def is_body(element: Element) -> bool:
    """Whether a content system names this element as the one that holds the text."""
    names = _names(element)
    return bool(names) and any(_pattern("body").fullmatch(name.lower()) for name in names)


class _Judge:
    """Tells the parts of the site from those of the document."""

    def __init__(self, weights: dict[Element, Weight], total: float) -> None:
        self._weights = weights
        self._total = max(total, 1.0)

    def foreign(self, element: Element, in_body: bool = False) -> bool:
        """Whether a part belongs to the site: by its tag, its name, its foot's marks, its links."""
        weight = self._weights[element]
        if not in_body and self._is_foot(element):
            return True
        if weight.prose >= _TOO_MUCH * self._total:
            return False
        if element.tag in _SITE_TAGS and weight.sentences <= _LONGEST_FOREIGN:
            return True
        words = {word.lower() for name in _names(element) for word in _WORD.findall(name)}
        words |= {name.lower() for name in _names(element)}
        if weight.sentences <= _LONGEST_FOREIGN and _any("foreign", words):
            return True
        if not weight.sentences and not weight.attached and _any("weak", words):
            return True
        return not in_body and (self._is_tool(element) or self._is_link_list(element))

    def is_article(self, element: Element) -> bool:
        """Whether a part that is not the site's holds sentences of an article."""
        weight = self._weights[element]
        return weight.sentences >= 2 * _SHORT and weight.linked < 0.3 * weight.length

    def says_something(self, element: Element) -> bool:
        """Whether a part has words of the document: prose, a number, a day; not tools and facts."""
        weight = self._weights[element]
        if weight.length - weight.linked < _LEAST:
            return False
        text = element.text() if weight.length <= _SMALL else ""
        if text and (matches("fact", text) or matches("heading", text)):
            return False
        return weight.prose >= _SOME or element.tag == "p" or _TELLS.search(text) is not None

    def is_like(self, element: Element, heavy: Element) -> bool:
        """Whether a part with words has the name of the heavy part: both hold the text."""
        weight = self._weights[element]
        return (
            weight.length - weight.linked >= _LEAST
            and element.tag == heavy.tag
            and bool(_names(heavy))
            and _names(element) == _names(heavy)
        )

    def container(self, body: Element) -> Element | None:
        """The one element that content systems put the text in, if there is one with words."""
        found: list[Element] = []
        stack = [body]
        while stack:
            element = stack.pop()
            weight = self._weights[element]
            if weight.length - weight.linked < _SMALLEST_BODY:
                continue
            if is_body(element):
                found.append(element)
            else:
                stack.extend(element.elements())
        return found[0] if len(found) == 1 else None

    def foreign_parts(self, root: Element) -> frozenset[Element]:
        """The outermost parts below an element that are the site's."""
        found: set[Element] = set()
        seen: set[str] = set()
        stack = [(child, is_body(root)) for child in reversed(list(root.elements()))]
        while stack:
            element, in_body = stack.pop()
            block = BLOCK.fullmatch(element.tag) is not None
            if block and (self.foreign(element, in_body) or self._is_copy(element, seen)):
                found.add(element)
            else:
                within = in_body or is_body(element)
                stack.extend((child, within) for child in reversed(list(element.elements())))
        return frozenset(found)

    def _is_copy(self, element: Element, seen: set[str]) -> bool:
        """Whether a large part repeats one before it, as pages made for telephones do."""
        weight = self._weights[element]
        if weight.sentences < 80 or weight.prose < 0.25 * self._total:
            return False
        if any(self._weights[child].prose >= weight.prose for child in element.elements()):
            return False
        text = element.text()
        if text in seen:
            return True
        seen.add(text)
        return False

    def _is_foot(self, element: Element) -> bool:
        weight = self._weights[element]
        if not 0 < weight.length <= _LONGEST_FOOT or weight.sentences:
            return False
        if weight.prose >= _TOO_MUCH_OF_FOOT * self._total:
            return False
        return _pattern("mark").search(element.text()) is not None

    def _is_tool(self, element: Element) -> bool:
        weight = self._weights[element]
        return 0 < weight.length <= _SMALL and matches("tool", element.text())

    def _is_link_list(self, element: Element) -> bool:
        weight = self._weights[element]
        if element.tag in ("p", "li", "h1", "h2", "h3") or weight.attached:
            return False
        return (
            weight.links >= 3
            and weight.linked >= _LINK_LIST * weight.length
            and weight.sentences <= _SHORT
        )


def _weigh(body: Element) -> dict[Element, Weight]:
    order = list(body.below())
    weights = {element: Weight() for element in order}
    own: dict[Element, list[str]] = {}
    for element, text in body.walk():
        squeezed = squeeze(text)
        if squeezed:
            weight = weights[element]
            weight.length += len(squeezed)
            if element.linked:
                weight.linked += len(squeezed)
            else:
                own.setdefault(_block(element), []).append(squeezed)
    for block, texts in own.items():
        text = "".join(texts)
        of_foot = len(text) <= _LONGEST_FOOT and _pattern("mark").search(text)
        prose = not of_foot and (block.tag in ("td", "th") or _SENTENCE.search(text))
        share = 1.0 if prose else 0.0 if of_foot else _LABEL_WEIGHT
        weights[block].prose += len(text) * share
        if len(text) >= _SHORT and not of_foot and _STOP.search(text):
            weights[block].sentences += len(text)
    for element in reversed(order):
        if element.tag == "a" and element.linked:
            weights[element].links += 1
            weights[element].attached += bool(ATTACHED.search(element.attributes.get("href", "")))
        if element.parent is not None and element is not body:
            weights[element.parent].add(weights[element])
    return weights


def _block(element: Element) -> Element:
    while element.parent is not None and not BLOCK.fullmatch(element.tag):
        element = element.parent
    return element


def _names(element: Element) -> list[str]:
    attributes = element.attributes
    return [*attributes.get("id", "").split(), *attributes.get("class", "").split()]


def _any(role: str, words: set[str]) -> bool:
    return any(_pattern(role).fullmatch(word) for word in words)


def matches(role: str, line: str) -> bool:
    """Whether a line is of a role of the table, whole: "heading" or "placeholder"."""
    return _pattern(role).fullmatch(line) is not None


@cache
def _pattern(role: str) -> re.Pattern[str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(f"(?:{p})" for kind, p in rows if kind == role), re.IGNORECASE)
