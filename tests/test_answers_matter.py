"""The sentence of the very matter asked about, over invented rules on lighthouses and kites."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

LIGHTHOUSES = """东山县灯塔保护管理办法

第一条 为了保护灯塔，制定本办法。
第二条 县航标部门负责本县灯塔的保护管理工作。
对租给旅行社的灯塔的投诉，由灯塔所在地的渔港管理站处理。
第三条 修缮灯塔的，产权人应当将修缮方案报县航标部门备案。
第四条 灯塔参观收入的来源：
（一）门票收入；
（二）游船公司向灯塔缴纳的停靠费；
（三）其他收入。
第五条 游船公司拖延或者拒不缴纳停靠费的，灯塔管理单位可以向人民法院申请支付令。
第六条 违反本办法第三条规定，产权人未备案修缮方案的，由县航标部门责令备案，\
可以对单位处二千元罚款，可以对个人处三百元罚款。
第七条 在灯塔上刻字，构成犯罪的，依法追究刑事责任；\
尚不构成犯罪的，由县航标部门给予训诫，处五百元罚款。
第八条 游客不得在灯塔上燃放烟花。在灯塔周围不得开山放炮。
第九条 受过刑事处罚的人不得担任灯塔看守。
附件：东山县灯塔名录
"""
KITES = """泗水县风筝节管理办法

第一条 为了办好风筝节，建立泗水县风筝节联席会议制度。
第二条 县长十分重视风筝节，批示县文旅局、县气象局认真研究。
第三条 联席会议由县文旅局、县气象局、县公安局组成。联席会议办公室设在县体育中心，承担日常工作。
第四条 对参赛风筝每只给予制作补贴二十元，每年发放两次。
风筝爱好者协会自备的风筝不享受制作补贴。
第五条 县气象局拟在赛场设立测风站；每日清晨发布风力预报；县公安局疏导车辆。
县文旅局拟编印风筝图册。
"""


@cache
def _assistant() -> Assistant:
    documents = [read("lighthouses", LIGHTHOUSES), read("kites", KITES)]
    return Assistant(make_index(documents, encoder()), encoder())


def _ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # A fine with what is imposed beside it.
        ("东山县修灯塔的方案没备案，个人罚多少", "责令备案"),
        # The case that is no crime is another than the crime.
        ("东山县在灯塔上刻字但尚不构成犯罪的，有哪些处理措施", "训诫"),
        # Who has to do it in the very case, before who has to do all of it.
        ("东山县租给旅行社的灯塔出了问题要投诉，归谁处理", "渔港管理站"),
        ("游船公司一直拖着不给灯塔缴停靠费，灯塔有什么办法", "支付令"),
        ("东山县灯塔保护管理办法后面附了什么名单", "灯塔名录"),
        ("泗水县风筝节，县气象局下一步打算做什么", "测风站"),
    ],
)
def test_the_sentence_of_the_matter_answers(question: str, expected: str) -> None:
    assert expected in _ask(question).text


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("泗水县为什么把风筝节联席会议的办公室放到了县公安局？", "设在县体育中心"),
        ("泗水县为什么给风筝爱好者协会自备的风筝发制作补贴？", "不享受制作补贴"),
        ("泗水县为什么给风筝爱好者协会自备的风筝发制作补贴？一年发几次？", "不享受制作补贴"),
    ],
)
def test_what_is_supposed_and_written_otherwise_is_not_answered(
    question: str, written: str
) -> None:
    answer = _ask(question)
    assert answer.refused and answer.kind == "false_premise"
    assert written in answer.text


def test_the_ban_that_says_most_of_the_question_decides() -> None:
    said = _ask("东山县以前坐过牢的人，想去当看守灯塔、管放炮的活，行不行").text
    assert said.startswith("不可以。") and "刑事处罚" in said


def test_what_a_body_does_is_said_to_its_end() -> None:
    said = _ask("泗水县风筝节，县气象局下一步打算做什么").text
    assert "风力预报" in said and "疏导车辆" not in said


def test_an_office_that_is_where_it_is_supposed_to_be_denies_nothing() -> None:
    assert _ask("泗水县为什么把风筝节联席会议的办公室设在县体育中心？").kind != "false_premise"
