"""What a question says is lacking (合同里没约定), and whether a sentence is for that very case."""

from __future__ import annotations

import re

_NO = r"(?:(?<!有)没有?(?!收)|未(?![成来])|无(?![障废偿线人]))"
_LACKS = re.compile(rf"{_NO}(?![有人法论须需权从])([\u4e00-\u9fff]{{2}})")
# "没请物业": a verb and what it is of.
_LACKS_THING = re.compile(rf"{_NO}[\u4e00-\u9fff]([\u4e00-\u9fff]{{2}})")
_NOT = "(?:没有?|未|无|不)"


def lacking(asked: str) -> tuple[str, ...]:
    """The words for what a question says is lacking, or not done."""
    return (*_LACKS.findall(asked), *_LACKS_THING.findall(asked))


def for_what_is_lacking(asked: str, text: str) -> int:
    """1 for a text that denies what a question says is lacking, -1 for one that has it only as
    given, 0 for one that does not name it.
    """
    named = [word for word in _LACKS.findall(asked) if word in text]
    if not named:
        return 0
    denied = any(re.search(rf"{_NOT}[^,，。;；的]{{0,8}}{word}", text) for word in named)
    return 1 if denied else -1
