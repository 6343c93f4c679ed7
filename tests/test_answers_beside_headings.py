"""Things beside one another: headings, sentences alike, places one by one; on invented texts."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from index.collection import make_index

WETLANDS = """商洛市湿地普查实施办法
各县区人民政府:
一、普查的对象
面积在八公顷以上的湿地。
二、普查的步骤
(一)第一阶段为摸底登记阶段
2024年3月至5月,由乡镇对辖区内的湿地逐块登记,填写湿地登记卡。
(二)第二阶段为现场核验阶段
2024年6月至8月,由县林业局对登记的湿地逐块核验,拍摄湿地照片。
(三)第三阶段为汇总上报阶段
2024年9月至10月,由市林业局汇总湿地数据,上报湿地普查结果。
三、普查的保障
市财政局要发挥资金统筹作用。
市林业局要继续做好牵头工作,会同有关部门推进湿地普查。
四、其他
(一)在湿地保护合作中支持洛河观鸟站设立候鸟补给点,鼓励志愿者参加巡护。
(二)在湿地保护合作中支持丹江观鸟站设立候鸟补给点,鼓励志愿者参加巡护。
(三)各县区应当公布湿地名录。
"""
PRAISE = """国家邮政局关于表扬乡村投递典型做法的通报
各省邮政管理局:
现对下列典型做法予以表扬。
附件:乡村投递典型做法
1.吉林省白城市用马车队送报。
2.江西省赣州市把邮筒设在果园。
3.江西省赣州市于都县组织信使骑行。
4.贵州省毕节市在集市上设代办点。
"""


@cache
def _assistant() -> Assistant:
    documents = [read("wetlands", WETLANDS), read("praise", PRAISE)]
    return Assistant(make_index(documents, encoder()), encoder())


@pytest.mark.parametrize("question", ["商洛市湿地普查分哪三个阶段", "商洛湿地普查分为哪几个步骤"])
def test_the_headings_beside_one_another_are_the_parts_asked_for(question: str) -> None:
    said = _assistant().ask(question).text
    assert all(stage in said for stage in ("摸底登记阶段", "现场核验阶段", "汇总上报阶段"))


def test_no_other_number_of_headings_is_taken_for_the_parts() -> None:
    assert "摸底登记阶段。" not in _assistant().ask("商洛市湿地普查分哪四个阶段").text


def test_sentences_that_say_the_same_of_two_things_are_both_said() -> None:
    said = _assistant().ask("商洛湿地保护合作中,哪两个观鸟站可以设立候鸟补给点").text
    assert "洛河观鸟站" in said and "丹江观鸟站" in said


def test_who_leads_the_whole_is_who_does_the_work_of_leading() -> None:
    said = _assistant().ask("商洛市湿地普查由哪个部门牵头").text
    assert "市林业局要继续做好牵头工作" in said


@pytest.mark.parametrize(
    ("question", "expected", "others"),
    [
        ("赣州的乡村投递有哪些典型做法受到表扬", ("果园", "于都县"), ("马车队", "集市")),
        ("白城因为什么被表扬为乡村投递典型", ("马车队",), ("果园",)),
    ],
)
def test_of_places_one_by_one_the_one_asked_about_is_said(
    question: str, expected: tuple[str, ...], others: tuple[str, ...]
) -> None:
    said = _assistant().ask(question).text
    assert all(words in said for words in expected)
    assert not any(words in said for words in others)
