"""What a question names by its number: articles and documents."""

from __future__ import annotations

from dataclasses import replace

import answers_sample
import pytest

from corpus.numerals import read_numeral
from retrieval.exact import articles_named, documents_named


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("十二", 12),
        ("一百零五", 105),
        ("二〇二五", 2025),
        ("两千", 2000),
        ("三万", 30000),
    ],
)
def test_numerals(text: str, number: int) -> None:
    assert read_numeral(text) == number


@pytest.mark.parametrize("text", ["", "十个", "第三"])
def test_what_is_no_numeral(text: str) -> None:
    assert read_numeral(text) is None


def test_articles_named() -> None:
    assert articles_named("养犬条例第八条和第12条怎么说") == (8, 12)
    assert articles_named("违反第十条罚多少") == ()


def test_documents_by_their_number() -> None:
    one = next(iter(answers_sample.documents().values()))
    numbered = {
        "a": replace(one, id="a", doc_number="国发〔2019〕3号"),
        "b": replace(one, id="b", doc_number="国办发〔2019〕3号"),
        "c": replace(one, id="c", doc_number="国发〔2019〕31号"),
    }
    assert documents_named("国发[2019]3号是什么文件", numbered) == ("a",)
    assert documents_named("国办发2019第3号", numbered) == ("b",)
    assert documents_named("2019年的3号文件", numbered) == ()
