"""The sentence on the difference between two sides."""

from __future__ import annotations

import pytest

from answers.comparison import difference
from answers.records import TableRow


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("每月补贴300元。[1]", "每月补贴200元。[2]", "甲高于乙。"),
        ("每月补贴200元。[1]", "每月补贴300元。[2]", "乙高于甲。"),
        ("每月补贴200元。[1]", "每人补贴200元。[2]", "两者相同。"),
        ("每月补贴200元。[1]", "处200元以上罚款。[2]", ""),
        ("补贴5%。[1]", "补贴300元。[2]", ""),
        ("补贴5%至8%。[1]", "补贴6%。[2]", ""),
        ("自2020年1月1日起施行。[1]", "自2021年1月1日起施行。[2]", "甲早于乙。"),
        ("由民政局负责。[1]", "由财政局负责。[2]", ""),
    ],
)
def test_the_difference_of_two_sides(first: str, second: str, said: str) -> None:
    assert difference((TableRow("甲", first), TableRow("乙", second)), "zh-Hans") == said


def test_no_difference_is_said_of_three_sides() -> None:
    rows = tuple(TableRow(name, "补贴200元。[1]") for name in "甲乙丙")
    assert difference(rows, "zh-Hans") == ""
