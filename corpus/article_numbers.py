"""The article that a passage stands in, by the number over it."""

from __future__ import annotations

import re

from corpus.numerals import read_numeral
from corpus.records import Passage

ARTICLE = re.compile(r"第\s*([\d〇零一二三四五六七八九十百千]{1,6})\s*条")


def article_of(passage: Passage) -> int | None:
    """The number of the article that a passage stands in; None outside articles."""
    for heading in reversed((*passage.path, passage.label)):
        match = ARTICLE.match(heading)
        if match:
            return read_numeral(match.group(1))
    return None
