"""PDF pages from marks at known places: words, running heads, tables, turned pages."""

from __future__ import annotations

from itertools import count

from corpus.pdf_lines import Line, page_lines, rows_of
from corpus.pdf_marks import Mark, PageMarks, Rule, _turned
from corpus.pdf_running import running_lines

HEIGHT = (0.0, 800.0)


def line(text: str, y: float, size: float = 16.0) -> Line:
    return Line(text, 100.0, 100.0 + size * len(text), y, y + size, size)


def kept(pages: list[list[Line]]) -> list[list[str]]:
    out = running_lines(pages, [HEIGHT] * len(pages))
    return [
        [one.text for i, one in enumerate(lines) if (n, i) not in out]
        for n, lines in enumerate(pages)
    ]


def page(*edges: tuple[str, float], size: float = 16.0) -> list[Line]:
    body = [line("正文一行，写满一行。", y) for y in range(200, 600, 30)]
    return sorted([*body, *(line(t, y, size) for t, y in edges)], key=lambda one: one.y0)


BODY = ["正文一行，写满一行。"] * 14


def test_page_numbers_count_with_the_pages() -> None:
    for form in ("— {} —", "- {} -", "{}", "第 {} 页 共 9 页", "第{}页", "{}/9", "Page {} of 9"):
        pages = [page((form.format(n), 760.0)) for n in (5, 6, 7)]
        assert kept(pages) == [BODY] * 3
    assert kept([page(("1", 760.0))]) == [BODY]
    assert kept([page(("2024", 760.0))]) == [[*BODY, "2024"]]


def test_running_heads_of_all_pages_and_of_every_second_one() -> None:
    same = [page(("云岭年鉴（2024）", 40.0), (f"· {n} ·", 760.0)) for n in range(1, 4)]
    assert kept(same) == [BODY] * 3
    odd_even = [page(("左页" if n % 2 else "第一章 总则", 40.0)) for n in range(6)]
    assert kept(odd_even) == [BODY] * 6
    with_number = [page((f"云岭年鉴 {n} 第2卷", 40.0)) for n in range(11, 14)]
    assert kept(with_number) == [BODY] * 3


def test_what_only_looks_like_a_running_head_stays() -> None:
    attachments = [page((f"附件{n}", 40.0)) for n in (1, 2, 3)]
    assert kept(attachments) == [[f"附件{n}", *BODY] for n in (1, 2, 3)]
    years = [page((f"{year}年预算表", 40.0)) for year in (2020, 2022, 2025)]
    assert kept(years) == [[f"{year}年预算表", *BODY] for year in (2020, 2022, 2025)]
    moved = [page(("小结", 40.0 + 20 * n)) for n in range(3)]
    assert kept(moved) == [["小结", *BODY]] * 3
    twice = [page(("登记表", 40.0)) for _ in range(2)]
    assert kept(twice) == [["登记表", *BODY]] * 2
    assert kept([page(("登记表", 40.0), size=9.0) for _ in range(2)]) == [BODY] * 2


def marks(
    text: str, x: float = 0.0, y: float = 0.0, size: float = 10.0, step: float = 10.0
) -> list[Mark]:
    places = count()
    return [
        Mark(c, x + step * k, y, x + step * k + (size if c > "\x7f" else size / 2), y + size)
        for c, k in zip(text, places, strict=False)
    ]


def lines_of(*groups: list[Mark], rules: tuple[Rule, ...] = ()) -> list[str]:
    found = tuple(mark for group in groups for mark in group)
    return [one.text for one in page_lines(PageMarks(0.0, 800.0, found, rules, False, 0))]


def test_spaces_are_those_that_are_seen() -> None:
    assert lines_of(marks("关于印发办法", step=13.0)) == ["关于印发办法"]  # justified
    assert lines_of(marks("关于印发办法的", step=25.0)) == ["关于印发办法的"]  # set wide
    assert lines_of(marks("通　知")) == ["通知"]
    assert lines_of(marks("第一章") + marks("总则", x=40.0)) == ["第一章 总则"]
    assert lines_of(marks("DRG", step=5.0) + marks("pilot", x=19.0, step=5.0)) == ["DRG pilot"]
    assert lines_of(marks("加粗") + marks("加粗", x=0.3)) == ["加粗"]  # printed twice
    assert lines_of(marks("面积") + marks("m", x=20.0) + marks("2", x=25.0, y=-2.0, size=6.0)) == [
        "面积m2"
    ]


def test_rows_are_told_by_their_height() -> None:
    rows = rows_of(marks("下行", y=20.0) + marks("上行", y=0.0))
    assert ["".join(mark.text for mark in row) for row in rows] == ["上行", "下行"]


def test_a_frame_is_no_table_and_cells_keep_their_rows() -> None:
    frame = (Rule(0, 0, 200, 0), Rule(0, 40, 200, 40), Rule(0, 0, 0, 40), Rule(200, 0, 200, 40))
    words = marks("甲", 10.0, 5.0), marks("乙", 110.0, 5.0), marks("丙", 110.0, 25.0)
    assert lines_of(*words, rules=frame)[1] == "丙"
    middle = Rule(100, 0, 100, 40)
    half = Rule(100, 20, 200, 20)  # divides the right column only: the left cell spans two rows
    assert lines_of(*words, rules=(*frame, middle, half)) == ["甲 | 乙", "甲 | 丙"]


def test_turned_pages_read_upright() -> None:
    # A box that is 4 wide and 2 high as printed, in a page turned by quarters.
    assert _turned((1, 2, 5, 4), 0) == (1, -4, 5, -2)
    assert _turned((1, 2, 3, 6), 1) == (2, 1, 6, 3)
    assert _turned((1, 2, 5, 4), 2) == (-5, 2, -1, 4)
    assert _turned((1, 2, 3, 6), 3) == (-6, -3, -2, -1)
