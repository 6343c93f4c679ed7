"""Cleaning of question marks that stand for paragraph breaks: 單位:? ??? 《… ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Edit

# The indentation of a paragraph that an old encoding could not hold: question marks and spaces.
_RUN = re.compile(r"(?:\?[ \n]*)+")
# After these a question mark asks nothing; nor does one that stands apart from its sentence.
_CERTAIN_BEFORE = frozenset("。:：;；,，)）》〉】\n")
_ASKING = re.compile(r"[吗呢么何谁哪几]|多少|是否|能否|可否|怎|嗎|麼|誰|幾|為什|为什")
_FEWEST_CERTAIN = 3


def break_edits(text: str) -> Iterator[Edit]:
    """Turn runs of question marks and spaces that stand for paragraph breaks into newlines.

    Only in a text where at least three of them cannot be questions; a question mark that ends a
    sentence with a question word stays even there.
    """
    runs = [run for run in _RUN.finditer(text) if _is_break(text, run)]
    certain = sum(run.start() == 0 or text[run.start() - 1] in _CERTAIN_BEFORE for run in runs)
    if certain < _FEWEST_CERTAIN:
        return
    for run in runs:
        yield Edit("break", run.start(), run.end(), run.group(), "\n")


def _is_break(text: str, run: re.Match[str]) -> bool:
    if run.end() < len(text) and run.group()[-1] == "?":
        return False  # nothing between the mark and the next word
    return not _ASKING.search(
        re.split(r"[。;；!！?\n]", text[max(0, run.start() - 60) : run.start()])[-1]
    )
