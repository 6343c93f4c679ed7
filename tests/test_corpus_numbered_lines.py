"""Rules about numbers look at lines with digits alone; what they find stands where it stood."""

from __future__ import annotations

from corpus.damages import find_damages
from corpus.numbered_lines import numbered_lines


def test_the_lines_with_digits_are_put_together() -> None:
    lines = numbered_lines("甲\n1年\n乙\n丙2\n\n3")
    assert lines.text == "1年\n丙2\n3"
    assert (lines.starts, lines.places) == ((0, 3, 6), (2, 7, 11))
    assert numbered_lines("甲\n乙").text == ""


def test_damage_stands_at_its_place_in_the_whole_text() -> None:
    text = (
        "泰州市供水办法\n按月抄表。\n泰政发〔20238号\n逾期者罚。\n服务时间8:3012:00\n联系供水处\n"
    )
    found = find_damages(text)
    assert [text[d.start : d.end] for d in found] == ["〔20238号", "8:3012:00"]
