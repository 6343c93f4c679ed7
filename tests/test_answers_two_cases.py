"""Two cases told at length before what is asked of each, on an invented regulation on balloons."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.subjects import subjects_of
from index.collection import make_index
from retrieval.understanding import understand

BALLOONS = """张家界市热气球飞行和停放管理条例

第一条 为了规范热气球飞行和停放，制定本条例。
第二条 称为飞行营地的，须符合下列规定：
（一）营地面积在四万平方米以上；
（二）有专门的气象观测员。
第三条 称为停放营地的，须符合下列规定：
（一）营地面积在九千平方米以上；
（二）有围栏。
第四条 违反本条例规定，制造单位未按照耐热标准缝制球囊的，由市场监督管理部门责令限期改正，\
处三万元以上六万元以下的罚款。
第五条 违反本条例规定，飞行单位未按照批准的空域放飞的，由体育主管部门责令停飞，\
处一万元以上二万元以下的罚款。
"""


RECORDERS = """运城市馆藏录音采集条例

第一条 为了规范馆藏录音采集，制定本条例。
第二条 市档案馆应当设立录音采集专项资金，用于设备更新。
县（市、区）档案馆可以根据实际，设立录音采集专项资金。
第三条 聘任的采录员应当由聘任单位支付采录报酬。借用的采录员的工资由原单位支付。
第四条 采录经营户拒绝提供采录台账的，由档案主管部门予以警告，可以处二千元以下罚款。
第五条 采录经营单位拒绝提供采录台账的，由档案主管部门予以警告，可以处二万元以下罚款。
"""


@cache
def _said_of_recorders(question: str) -> str:
    found = Assistant(make_index([read("recorders", RECORDERS)], encoder()), encoder())
    return found.ask(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # In few words a blank divides what a comma does.
        (
            "录音采集 聘任的采录员和借用的采录员 报酬各由谁付",
            (
                "聘任的采录员：聘任的采录员应当由聘任单位",
                "借用的采录员：借用的采录员的工资由原单位",
            ),
        ),
        # One sentence is not both answers, though it is the best for both.
        (
            "不交采录台账，干采录的散户和采录公司最多各罚多少？",
            ("干采录的散户：采录经营户", "采录公司：采录经营单位"),
        ),
        # What is asked of both is whether they differ.
        (
            "运城设立录音采集专项资金，对市档案馆和县（市、区）档案馆的要求有何不同？",
            ("市档案馆：市档案馆应当设立", "档案馆：县（市、区）档案馆可以"),
        ),
    ],
)
def test_each_of_two_things_has_its_own_sentence(question: str, said: tuple[str, ...]) -> None:
    text = _said_of_recorders(question)
    assert [one for one in said if one not in text] == []


@cache
def _said(question: str) -> str:
    found = Assistant(make_index([read("balloons", BALLOONS)], encoder()), encoder())
    return found.ask(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "《张家界市热气球飞行和停放管理条例》对制造单位未按标准缝制球囊与飞行单位未按批准的空域放飞，"
            "分别规定了怎样的罚款，由何部门处罚？",
            ("三万元以上六万元以下", "市场监督", "一万元以上二万元以下", "体育主管"),
        ),
        # Only the words over each list name the two.
        (
            "张家界新建热气球营地，叫“飞行营地”和叫“停放营地”，营地面积各要多大？",
            ("飞行营地：营地面积在四万平方米以上", "停放营地：营地面积在九千平方米以上"),
        ),
    ],
)
def test_each_case_is_answered(question: str, said: tuple[str, ...]) -> None:
    text = _said(question)
    assert [one for one in said if one not in text] == []


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("热气球,没缝好球囊和乱放飞,罚款各是多少", ["没缝好球囊", "乱放飞"]),
        ("热气球,没缝好球囊,和乱放飞,各罚多少", ["没缝好球囊", "乱放飞"]),
        ("没缝好球囊,和乱放飞,罚的钱一样吗", ["没缝好球囊", "乱放飞"]),
        ("热气球怎么管,分别由谁管", []),
        # What the last is asked about is meant of the first too, or nothing is set apart.
        ("小球囊和大球囊的检验费分别是多少", ["小球囊", "大球囊"]),
        ("小球囊和大球囊检验费有何不同", []),
        # The name of one body joins nothing.
        ("市文化和旅游局分别负责什么", []),
        ("市文化和旅游局与市体育局分别负责什么", ["市文化和旅游局", "市体育局"]),
        ("《甲办法》和《乙办法》,罚款各是多少", []),
    ],
)
def test_the_cases_of_a_question(question: str, names: list[str]) -> None:
    assert [side.name for side in subjects_of(understand(question))] == names
