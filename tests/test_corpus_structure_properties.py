"""What holds for every text: nothing is lost, paths are sections, cuts are clean."""

from bisect import bisect_right
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.duties import find_assignments
from corpus.layout import read_lines
from corpus.passages import LONGEST_TASK
from corpus.reading import compose
from corpus.records import Document
from corpus.sections import outline

LABELS = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2．",
    "3、",
    "（1）",
    "①",
    "第一章",
    "第二条",
    "附件",
    "附件1：",
    "附：",
    "问：",
    "答：",
    "Q1：",
    "1.1",
    "一是",
    "步骤1：",
    "注：",
]
WORDS = [
    "总则",
    "申请条件",
    "如何申请？",
    "申请人应当符合下列条件：",
    "提交申请表；",
    "县教育局",
    "本县，",
    "2022年3月4日",
    "！？",
    "((",
    "各镇要按照统一部署逐项落实安全责任并及时报告进展情况。",
    "由县教育局牵头，县财政局配合。",
    "各镇人民政府：",
    "（责任单位：县教育局、县财政局，下同）",
    "排在第一位的为牵头单位，下同",
    "临江县托育服务管理办法",
]
SPACED = [" ", "组 长：张 三", "县教育局 | 县住建局 | 2023年", "序号 | 任务 | 牵头单位"]
ANY = st.text(st.characters(exclude_categories=["C"]), max_size=9)
LINE = st.builds(
    lambda label, words: label + "".join(words),
    st.sampled_from([*LABELS, "", "", "", ""]),
    st.lists(st.sampled_from(WORDS + SPACED), min_size=1, max_size=30) | st.lists(ANY, max_size=2),
)
TEXT = st.lists(LINE, max_size=25).map("\n".join)


def kept(text: str) -> Document:
    return compose("d", text)


@settings(max_examples=150, deadline=None)
@given(TEXT)
@example("一、总则\n\n附件\n临江县托育服务管理办法\n第一章 总则\n第一条 本县施行。")
def test_every_line_of_words_is_in_one_passage_or_is_a_heading(text: str) -> None:
    document = kept(text)
    spans = [(p.start, p.end) for p in document.passages]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    lines = read_lines(text)
    found = outline(lines, [(a.start, a.end) for a in find_assignments(text) if a.closes])
    headings = {
        line.start
        for line, owner in zip(lines, found.owners, strict=True)
        if line.role == "title"
        or (owner >= 0 and found.nodes[owner].alone and line.end <= found.nodes[owner].heading_end)
    }
    starts = [start for start, _ in spans]
    for line in lines:
        for at in range(line.start, line.end):
            home = bisect_right(starts, at) - 1
            inside = home >= 0 and at < spans[home][1]
            if line.start in headings:
                assert not inside
            else:
                assert inside or text[at].isspace()


@settings(max_examples=150, deadline=None)
@given(TEXT)
def test_paths_are_sections_that_hold_the_passage(text: str) -> None:
    document = kept(text)
    for passage in document.passages:
        quote = document.quote(passage.start, passage.end)
        assert quote == quote.strip() and len(quote) <= LONGEST_TASK
        around = [s for s in document.sections if s.start <= passage.start < s.end]
        assert len(passage.path) <= len(around)
        for heading in passage.path:
            printed = "".join(heading.split())
            begins = ["".join((s.label or s.heading).split()).rstrip("。；;：:") for s in around]
            assert any(printed.startswith(words) for words in begins)
        for start, end in passage.governed_by:
            assert 0 <= start < end <= passage.start


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(4, 120), min_size=1, max_size=40))
def test_a_paragraph_is_cut_only_where_sentences_end(lengths: list[int]) -> None:
    text = "一、要求\n" + "".join("县" * (length - 1) + "。" for length in lengths)
    document = kept(text)
    quotes = [document.quote(p.start, p.end) for p in document.passages]
    assert all(quote.endswith("。") for quote in quotes)
    assert "".join(quotes) == text.split("\n")[1]


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_duties_print_what_they_name(text: str) -> None:
    document = kept(text)
    for duty in document.duties:
        assert duty.leads
        for unit in duty.leads + duty.supports:
            assert document.quote(unit.start, unit.end) == unit.name
            assert duty.start <= unit.start < unit.end <= duty.end
