"""What is asked in one breath mostly stands together: invented rules on cycling stations."""

from __future__ import annotations

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from index.collection import make_index

STATIONS = """临海市骑行驿站管理办法

第一条 为了方便骑行，制定本办法。
第二条 骑行驿站的用地面积不得少于六十平方米。
第三条 骑行驿站的设立，由市体育主管部门决定。
骑行驿站的名称按照道路名称确定。
第四条 租车登记当场办理，办理时间为一个工作日，最多不超过两个工作日。
第五条 骑行驿站应当在接到骑行者意见三个工作日内办理完毕并答复。
对于特别复杂的骑行者意见，三个工作日不能办理完毕的，经站长批准，可以延期四个工作日。
第六条 租车押金为八十元。还车之日起二日内退还押金。一次租车最长为十二小时。
第七条 骑行会员三分之一以上联名的，可以提出更换站长的要求。
更换站长，须有骑行会员过半数投票。
第八条 同一车辆上级检查合格之日起半年内，下级不得再次检查。
但因骑行者投诉的除外。
第九条 报废的车辆应当在检查结束后三十日内运走。
第十条 骑行驿站每人每年栽种行道树不少于两棵，山区驿站每人每年不少于四棵。
"""
READING = """临海市公共阅览室管理办法

第一条 阅览室最后一名读者离开后，由值班员关灯。
第二条 最后清点图书的，由管理员签字。
第三条 值班员由街道办事处聘用。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    documents = [read("stations", STATIONS), read("reading", READING)]
    return Assistant(make_index(documents, encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # The last names nothing of its own; alone it would be found in another document.
        (
            "临海想建一个骑行驿站，用地面积最少要多少？最后由谁拍板？",
            ("六十平方米", "由市体育主管部门决定"),
        ),
        # Two terms: not the first one twice, and not that of another matter.
        (
            "给临海的骑行驿站提意见，站里最晚几个工作日要回我？特别复杂的能再拖几天？",
            ("三个工作日内办理完毕并答复", "延期四个工作日"),
        ),
        # Three things.
        (
            "临海骑行驿站租车押金多少钱？还车后几天退？最长能租多久？",
            ("八十元", "二日内退还", "十二小时"),
        ),
        # A term and its exception.
        (
            "临海上级刚检查过骑行驿站的车，合格，下级多久之内不能再查？有没有例外？",
            ("半年内", "投诉的除外"),
        ),
        # How many are enough, said as a share.
        (
            "临海骑行驿站的会员想换站长，要多少会员联名？投票怎样才算数？",
            ("三分之一以上联名", "过半数投票"),
        ),
    ],
)
def test_all_that_is_asked_is_answered(
    assistant: Assistant, question: str, said: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused
    assert {citation.document_id for citation in answer.citations} == {"stations"}
    assert all(one in answer.text for one in said)
    assert "没有。" not in answer.text


def test_what_the_place_does_not_say_is_not_drawn_to_it(assistant: Assistant) -> None:
    answer = assistant.ask("临海骑行驿站的租车押金多少钱？站里有几间更衣室？")
    assert "八十元" in answer.text and "“站里有几间更衣室”：现有文件没有写明。" in answer.text


def test_each_thing_asked_of_another_document_keeps_to_it(assistant: Assistant) -> None:
    answer = assistant.ask("临海骑行驿站的租车押金多少钱？公共阅览室的值班员由谁聘用？")
    assert "八十元" in answer.text and "街道办事处聘用" in answer.text


def test_trees_are_counted_by_their_measure_word(assistant: Assistant) -> None:
    assert "两棵" in assistant.ask("临海骑行驿站的人一年要栽几颗树？").text
