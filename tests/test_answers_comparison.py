"""The sentence on the difference between two sides."""

from __future__ import annotations

import pytest

from answers.comparison import difference
from answers.records import TableRow
from answers.sides import sides_of
from corpus.reading import compose
from retrieval.understanding import understand


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
        ("每周检查两次。[1]", "每半年检查一次。[2]", ""),
    ],
)
def test_the_difference_of_two_sides(first: str, second: str, said: str) -> None:
    assert difference((TableRow("甲", first), TableRow("乙", second)), "zh-Hans") == said


def test_no_difference_is_said_of_three_sides() -> None:
    rows = tuple(TableRow(name, "补贴200元。[1]") for name in "甲乙丙")
    assert difference(rows, "zh-Hans") == ""


def test_two_titles_in_one_question_are_two_sides() -> None:
    documents = {
        "wells": compose("wells", "敦煌市机井管理条例\n第一条 制定本条例。\n"),
        "camels": compose("camels", "敦煌市骆驼养殖管理办法\n第一条 制定本办法。\n"),
    }

    def parts(question: str) -> list[str]:
        return [side.question.resolved for side in sides_of(understand(question), documents)]

    assert parts("敦煌机井管理条例和骆驼养殖管理办法分别何时施行") == [
        "敦煌机井管理条例何时施行",
        "骆驼养殖管理办法何时施行",
    ]
    assert parts("敦煌机井管理条例何时施行") == []
    assert parts("按照敦煌机井管理条例的规定,打井和洗井分别要多少钱") == []
