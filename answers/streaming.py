"""A text that comes in pieces, let through sentence by sentence once each is whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from answers.replies import WriterError

LONGEST_SENTENCE = 4000  # characters

_MARK = r"[\[【［]\s*\d{1,3}(?:\s*[,、，]\s*\d{1,3})*\s*[\]】］]"
# A full stop behind a digit may be the point of a number or of a label: what follows decides.
_END = re.compile(
    r"(?:[。!?！？\n]|(?<!\d)\.(?=\s|\[)|\.(?=\s*\[)|[;；](?=\s*[\[【［]))"
    rf"[”’」』》\")）*]*(?:[ \t]*{_MARK})*"
)
_ENDING = re.compile(r"[。!?！？.;；\n]")
# Behind a sentence, what may still become one of its marks.
_MAY_BE_MARK = re.compile(r"[ \t]*(?:$|[\[【［*”’」』》\")）])")


def whole_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """The text cut behind sentences with their marks, each as soon as the next begins.

    Joined, what comes out is the text; white space stands before the sentence that it precedes.
    What is left at the end comes last. Where ``pieces`` raises, the sentence begun is lost; raises
    WriterError itself for a sentence of more than 4,000 characters.
    """
    waiting = ""
    for piece in pieces:
        waiting += piece
        if _ENDING.search(waiting):
            end = 0
            for match in _END.finditer(waiting):
                whole = not _MAY_BE_MARK.match(waiting, match.end())
                if whole and waiting[end : match.end()].strip():
                    yield waiting[end : match.end()]
                    end = match.end()
            waiting = waiting[end:]
        if len(waiting) > LONGEST_SENTENCE:
            raise WriterError("语言模型的答复里有过长的句子，已停止接收；请换一个模型。")
    if waiting.strip():
        yield waiting
