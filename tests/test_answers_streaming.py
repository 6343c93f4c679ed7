"""A text in pieces becomes sentences with their marks, whatever the pieces are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from answers.replies import WriterError
from answers.streaming import LONGEST_SENTENCE, whole_sentences

TEXTS = [
    ("租金为七成。[1]收入另审。[2][3]", ["租金为七成。[1]", "收入另审。[2][3]"]),
    ("租金为七成[1]。收入另审[2]。", ["租金为七成[1]。", "收入另审[2]。"]),
    ("七成；[1]六成；[2]", ["七成；[1]", "六成；[2]"]),
    ("1. 七成。【1】\n2. 六成。[1、2]", ["1. 七成。【1】", "\n2. 六成。[1、2]"]),
    ("**七成。**[1]六成。[2]", ["**七成。**[1]", "六成。[2]"]),
    ("It is 1.5 in all.[1] It is led by A. [2] Yes.[1]",
     ["It is 1.5 in all.[1]", " It is led by A. [2]", " Yes.[1]"]),
    ("没有编号", ["没有编号"]),
    ("他说“可以。”[1]对。[1]", ["他说“可以。”[1]", "对。[1]"]),
]  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(("text", "sentences"), TEXTS)
def test_the_pieces_make_no_difference(text: str, sentences: list[str], size: int) -> None:
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    assert list(whole_sentences(pieces)) == sentences


def test_a_sentence_comes_as_soon_as_the_next_begins() -> None:
    sent: list[str] = []

    def sending() -> Iterator[str]:
        for piece in ("甲。", "[1]", "乙", "丙。[1]"):
            sent.append(piece)
            yield piece

    assert next(whole_sentences(sending())) == "甲。[1]"
    assert sent == ["甲。", "[1]", "乙"]


def test_a_sentence_cut_off_is_lost() -> None:
    def cut() -> Iterator[str]:
        yield "甲。[1]乙。[2]丙是1."
        raise WriterError("断了")

    found = []
    with pytest.raises(WriterError, match="断了"):
        for sentence in whole_sentences(cut()):
            found.append(sentence)
    assert found == ["甲。[1]", "乙。[2]"]


def test_a_sentence_without_end_is_stopped() -> None:
    with pytest.raises(WriterError, match="过长"):
        list(whole_sentences("x" * (LONGEST_SENTENCE + 1)))
