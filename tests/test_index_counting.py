"""The counts of a document worked out at once are those of its passages one by one."""

from __future__ import annotations

import random

import numpy as np
import pytest

from corpus.reading import compose
from corpus.records import Document
from index.counting import count_passages
from index.counts import count_document
from index.fields import dense_text, lexical_counts
from index.lexicon import make_lexicon
from index.tokens import _segmenter, fold, lexicon

HOUSING = (
    "桂林市公共租赁住房管理办法\n桂政发〔二〇二三〕5号\n第一章 总则\n"
    "第一条　为规范公租房，制定本办法。\n"
    "第二条　租金（按月）为市场价的70.5%；ＤＲＧ付费：见附件！\n"
    "第二章 租金\n第三条　〇二三年，𠀀村々ヶ岳カード与叁仟元。\n第四条　第三条\n"
)
TRADITIONAL = "臺北縣公共住宅辦法\n第一條　乾著瞭於醫療保險，按月繳納。\n第二條 租金100元。\n"


def told(document: Document) -> list[dict[str, float]]:
    """The counts of each passage, by token."""
    counts = count_passages(document).counts
    ends = np.cumsum(counts.sizes)
    rows = zip(ends - counts.sizes, ends, strict=True)
    return [
        {counts.terms[c]: n for c, n in zip(counts.columns[a:b], counts.counts[a:b], strict=True)}
        for a, b in rows
    ]


@pytest.mark.parametrize("text", [HOUSING, TRADITIONAL, HOUSING + TRADITIONAL, "住房", "A-1\0B c"])
def test_the_counts_are_those_of_each_passage(text: str) -> None:
    document = compose("d", text)
    one_by_one = [lexical_counts(document, passage) for passage in document.passages]
    assert told(document) == one_by_one
    counted = count_passages(document)
    assert counted.counts.lengths.tolist() == count_document(one_by_one).lengths.tolist()
    assert counted.texts == tuple(dense_text(document, p) for p in document.passages)
    assert len(set(counted.counts.terms)) == len(counted.counts.terms)


@pytest.mark.parametrize("seed", range(3))
def test_the_counts_of_any_characters_are_those_of_each_passage(seed: int) -> None:
    draw = random.Random(seed)
    alphabet = "医疗保险机构研究生命的一二〇々ァ鿿㐀豈𠀀ΣςﬁÅ①％，。：　 \n\n第条aB9.5_-~醫療著乾"
    document = compose("d", "".join(draw.choices(alphabet, k=3000)))
    assert told(document) == [lexical_counts(document, passage) for passage in document.passages]


def test_a_long_document_is_counted_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    document = compose("d", HOUSING + TRADITIONAL)
    whole = count_passages(document)
    monkeypatch.setattr("index.counting._CHARACTERS", 30)
    parts = count_passages(document)
    assert told(document) == [lexical_counts(document, p) for p in document.passages]
    assert parts.texts == whole.texts and len(set(parts.counts.terms)) == len(parts.counts.terms)
    assert parts.counts.lengths.tolist() == whole.counts.lengths.tolist()


def test_a_document_without_passages_has_no_counts() -> None:
    counted = count_passages(compose("d", "\n"))
    assert counted.texts == () and counted.counts.terms == () and not len(counted.counts.sizes)


@pytest.mark.parametrize("seed", range(3))
def test_a_whole_text_is_cut_as_jieba_cuts_each_run(seed: int) -> None:
    segmenter, draw = _segmenter(), random.Random(seed)
    words = [word for word in list(segmenter.FREQ)[:: 997 + seed] if word and min(word) >= "一"]
    runs = ["".join(draw.choices(words, k=5))[draw.randrange(4) :] for _ in range(200)]
    runs = [run for run in runs if max(run) <= "龥"]
    codes = np.array([ord(c) for c in "".join(f"{run}\0" for run in runs)], dtype=np.int64)
    found = lexicon().cut(codes)
    ends = [*found.starts[1:].tolist(), len(codes)]
    text = "".join(f"{run}\0" for run in runs)
    cut = [text[a:b].rstrip("\0") for a, b in zip(found.starts.tolist(), ends, strict=True)]
    assert cut == [word for run in runs for word in segmenter.cut(run, HMM=False)]


def test_the_most_likely_words_are_cut_and_listed_ones_weigh_what_they_shall() -> None:
    # As in the test of the Cutter: 研究 × 生命 = 60 × 50 against 研究生 × 命 = 40 × 10.
    tree = make_lexicon(["研究", "研究生", "生命", "命"], [60, 40, 50, 10], ["命研"], 1)
    codes = np.array([ord(c) for c in "研究生命\0命研\0甲\0"], dtype=np.int64)
    found = tree.cut(codes)
    names = {int(i): tree.words(np.array([i]))[0] for i in found.ids}
    assert [names[int(i)] for i in found.ids] == ["研究", "生命", "命研", "甲"]


def test_parts_that_white_space_divides_fold_apart_as_together() -> None:
    parts = ["ΟΔΟΣ", "\u0301e", "（１）", "ＡΣ"]
    assert fold("\n".join(parts)) == "\n".join(map(fold, parts))
