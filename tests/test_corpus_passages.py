"""Passages: every word in one of them, tasks whole, long ones cut, rules carried along."""

import re
from pathlib import Path

import pytest

from corpus.cleaning import clean
from corpus.files import read_text
from corpus.layout import read_lines
from corpus.passages import LONGEST_TASK
from corpus.reading import compose, read_document

DOCUMENTS = sorted((Path(__file__).parent.parent / "corpus" / "documents").glob("*.txt"))

PLAN = """各镇人民政府：
现将《清河县校舍改造方案》印发给你们，请认真执行。
清河县人民政府办公室
2022年3月4日
清河县校舍改造方案
为改善办学条件，制定本方案。
一、工作任务
1.摸清底数。逐校登造台账。（责任单位：县教育局、县住建局，排在第一位的为牵头单位，下同）
2.分批改造。先急后缓。
资金由县财政统筹。（责任单位：县财政局、县教育局）
二、申请材料
申请改造的学校提交下列材料：
（一）申请表；
（二）鉴定报告。
本方案自印发之日起施行。
联系人：王某
联系电话：0319-8000000"""


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_word_is_in_one_passage_or_a_heading(path: Path) -> None:
    document = read_document(path)
    covered = [0] * len(document.text)
    for passage in document.passages:
        for i in range(passage.start, passage.end):
            covered[i] += 1
    assert max(covered) == 1
    headings: set[int] = set()
    for line in read_lines(document.text):
        if line.role == "title" or any(s.start == line.start for s in document.sections):
            headings.update(range(line.start, line.end))
    for i, character in enumerate(document.text):
        if re.match(r"\w", character) and i not in headings:
            assert covered[i] == 1, document.text[i : i + 30]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_passages_in_order_with_ids_and_bounded(path: Path) -> None:
    document = read_document(path)
    assert [p.id for p in document.passages] == [
        f"{path.stem}#{i:04d}" for i in range(len(document.passages))
    ]
    starts = [p.start for p in document.passages]
    assert starts == sorted(starts)
    for passage in document.passages:
        quote = document.quote(passage.start, passage.end)
        assert quote == quote.strip()
        assert 0 < len(quote) <= LONGEST_TASK


def test_passages_of_a_plan() -> None:
    document = compose("p", PLAN)
    quotes = [document.quote(p.start, p.end) for p in document.passages]
    assert quotes[1] == "清河县人民政府办公室\n2022年3月4日"
    assert quotes[4] == (
        "2.分批改造。先急后缓。\n资金由县财政统筹。（责任单位：县财政局、县教育局）"
    )
    assert quotes[5] == "申请改造的学校提交下列材料：\n（一）申请表；\n（二）鉴定报告。"
    assert quotes[-1] == "联系人：王某\n联系电话：0319-8000000"
    assert document.passages[4].path == ("一、工作任务", "2.分批改造")
    assert document.passages[4].label == "2."


def test_a_rule_stated_once_governs_what_follows() -> None:
    document = compose("p", PLAN)
    first, second = document.passages[3], document.passages[4]
    assert first.governed_by == ()
    ((start, end),) = second.governed_by
    assert PLAN[start:end] == "排在第一位的为牵头单位，下同"
    assert [(d.leads[0].name, [u.name for u in d.supports]) for d in document.duties] == [
        ("县教育局", ["县住建局"]), ("县财政局", ["县教育局"]),
    ]  # fmt: skip


def test_long_paragraph_is_cut_at_sentences() -> None:
    sentence = "各校要按照统一部署逐项落实安全责任并及时报告进展情况。"
    text = "一、总体要求\n" + sentence * 40
    document = compose("p", text)
    assert len(document.passages) >= 2
    for passage in document.passages:
        quote = document.quote(passage.start, passage.end)
        assert quote.startswith("各校") and quote.endswith("。")
        assert passage.path == ("一、总体要求",)
    assert "".join(document.quote(p.start, p.end) for p in document.passages) == sentence * 40


def test_reading_leads_back_to_cleaned_text() -> None:
    for path in DOCUMENTS:
        assert read_document(path).text == clean(read_text(path)).text


def test_text_without_sentences_is_cut_all_the_same() -> None:
    text = "县教育局，" * 1000
    document = compose("x", text)
    quotes = [document.quote(p.start, p.end) for p in document.passages]
    assert max(map(len, quotes)) <= LONGEST_TASK
    assert "".join(quotes) == text
    assert all(quote.endswith("，") for quote in quotes)


def test_text_without_words_has_no_passages() -> None:
    assert compose("x", "——\n((((").passages == ()
