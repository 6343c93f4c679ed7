"""Regions of documents: every province, names that several places bear, new areas, numbers."""

from __future__ import annotations

import pytest

from corpus.places import region_of_number, regions_of_number
from corpus.reading import compose
from corpus.regions import region_of

BODY = (
    "各有关单位：\n为加强渡口管理，保障人民群众生命财产安全，"
    "现就有关事项通知如下，请结合实际认真贯彻执行。\n"
)


def region(text: str) -> str:
    return compose("x", text).region.name


PROVINCES = {
    "北京市": ("京政发", "顺义区"),
    "天津市": ("津政发", "武清区"),
    "河北省": ("冀政发", "邯郸市"),
    "山西省": ("晋政发", "忻州市"),
    "内蒙古自治区": ("内政发", "赤峰市"),
    "辽宁省": ("辽政发", "鞍山市"),
    "吉林省": ("吉政发", "白山市"),
    "黑龙江省": ("黑政发", "绥化市"),
    "上海市": ("沪府发", "嘉定区"),
    "江苏省": ("苏政发", "盐城市"),
    "浙江省": ("浙政发", "衢州市"),
    "安徽省": ("皖政", "阜阳市"),
    "福建省": ("闽政", "莆田市"),
    "江西省": ("赣府发", "吉安市"),
    "山东省": ("鲁政发", "菏泽市"),
    "河南省": ("豫政", "周口市"),
    "湖北省": ("鄂政发", "孝感市"),
    "湖南省": ("湘政发", "娄底市"),
    "广东省": ("粤府", "茂名市"),
    "广西壮族自治区": ("桂政发", "百色市"),
    "海南省": ("琼府", "三亚市"),
    "重庆市": ("渝府发", "垫江县"),
    "四川省": ("川府发", "雅安市"),
    "贵州省": ("黔府发", "铜仁市"),
    "云南省": ("云政发", "曲靖市"),
    "西藏自治区": ("藏政发", "林芝市"),
    "陕西省": ("陕政发", "榆林市"),
    "甘肃省": ("甘政发", "酒泉市"),
    "青海省": ("青政", "海东市"),
    "宁夏回族自治区": ("宁党发", "固原市"),
    "新疆维吾尔自治区": ("新政发", "喀什地区"),
}


@pytest.mark.parametrize("province", PROVINCES)
def test_every_province_by_title_signature_and_city(province: str) -> None:
    _, part = PROVINCES[province]
    assert region(f"{province}人民政府关于加强渡口管理的通知\n{BODY}") == province
    assert region(f"关于加强渡口管理的通知\n{BODY}{province}交通运输厅\n2021年3月4日\n") == province
    assert region(f"{part}人民政府关于加强渡口管理的通知\n{BODY}") == province + part


def test_every_province_has_its_letters() -> None:
    for province, (letters, _) in PROVINCES.items():
        assert province in {r.province for r in regions_of_number(f"{letters}〔2021〕3号")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("朝阳区教育局关于渡口的通知\n京朝教〔2021〕3号\n" + BODY, "北京市朝阳区"),
        ("朝阳区教育局关于渡口的通知\n" + BODY + "长春市有关部门请配合。\n", "吉林省长春市朝阳区"),
        ("朝阳区教育局关于渡口的通知\n" + BODY, ""),
        ("朝阳市教育局关于渡口的通知\n" + BODY, "辽宁省朝阳市"),
        ("鼓楼区民政局关于渡口的通知\n" + BODY + "徐州市民政局备案。\n", "江苏省徐州市鼓楼区"),
        ("鼓楼区民政局关于渡口的通知\n榕鼓民〔2021〕3号\n" + BODY, "福建省福州市鼓楼区"),
        ("鼓楼区民政局关于渡口的通知\n" + BODY + "我区共有渡口三处。\n", ""),
        ("南京市鼓楼区民政局关于渡口的通知\n" + BODY, "江苏省南京市鼓楼区"),
        ("海南州人民政府关于渡口的通知\n" + BODY, "青海省海南藏族自治州"),
        ("海南省人民政府关于渡口的通知\n" + BODY, "海南省"),
        ("通州区水务局关于渡口的通知\n" + BODY + "按北京市要求执行。\n", "北京市通州区"),
        ("通州区水务局关于渡口的通知\n" + BODY + "按南通市要求执行。\n", "江苏省南通市通州区"),
        ("城关区人民政府关于渡口的通知\n" + BODY + "按拉萨市要求执行。\n", "西藏自治区拉萨市城"
        "关区"),
        ("西湖区人民政府关于渡口的通知\n洪西府〔2021〕3号\n" + BODY, "江西省南昌市西湖区"),
        ("宝山区人民政府关于渡口的通知\n沪宝府〔2021〕3号\n" + BODY, "上海市宝山区"),
        ("和平区民政局关于渡口的通知\n" + BODY + "按沈阳市要求执行。\n", "辽宁省沈阳市和平区"),
        ("浦东新区人民政府关于渡口的通知\n" + BODY, "上海市浦东新区"),
        ("河北雄安新区管理委员会关于渡口的通知\n" + BODY, "河北省雄安新区"),
        ("重庆两江新区管委会关于渡口的通知\n" + BODY, "重庆市两江新区"),
        ("昌平区医保局关于渡口的通知\n" + BODY, "北京市昌平区"),
        ("市民政局关于渡口的通知\n穗民〔2021〕3号\n" + BODY, "广东省广州市"),
        ("市民政局关于渡口的通知\n" + BODY, ""),
        ("国务院关于河北雄安新区总体规划的批复\n国函〔2018〕159号\n" + BODY, ""),
        ("教育部 财政部关于支持云南省渡口的通知\n" + BODY, ""),
        ("国家税务总局宁波市税务局关于渡口的通知\n" + BODY, "浙江省宁波市"),
        ("国务院台湾事务办公室关于渡口的通知\n" + BODY, ""),
        ("市教育局关于渡口的通知\n" + BODY + "我市学习外地经验，常德市渡口常德市船。\n", "湖南"
        "省常德市"),
    ],
)  # fmt: skip
def test_names_that_several_places_bear(text: str, expected: str) -> None:
    assert region(text) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("粤府办〔2017〕49号", "广东省"),
        ("穗府办规〔2024〕13号", "广东省广州市"),
        ("苏政办发〔2022〕8号", "江苏省"),
        ("苏府办〔2022〕8号", "江苏省苏州市"),
        ("吉安府办发〔2022〕8号", "江西省吉安市"),
        ("黔东南府办发〔2018〕6号", "贵州省黔东南苗族侗族自治州"),
        ("国办发〔2019〕3号", ""),
        ("银发〔2021〕3号", ""),
        ("新出发〔2021〕3号", ""),
        ("宁政发〔2021〕3号", ""),
        ("常政办发〔2021〕3号", ""),
    ],
)
def test_places_of_document_numbers(number: str, expected: str) -> None:
    found = region_of_number(number)
    assert (found.name if found else "") == expected


def test_letters_of_two_places_are_decided_by_the_document() -> None:
    text = "市教育局关于渡口的通知\n常政办发〔2021〕3号\n" + BODY
    assert region(text) == ""
    assert region(text + "本通知适用于常州市，我市各区照此办理。\n") == "江苏省常州市"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("北京市密云水库保护条例", "北京市"),
        ("南京市玄武湖景区管理办法", "江苏省南京市"),
        ("杭州市西湖风景名胜区管理条例（2020年修订）", "浙江省杭州市"),
        ("重庆市万州港管理办法", "重庆市"),
        ("杭州市萧山区河道管理办法", "浙江省杭州市萧山区"),
        ("广州市天河小学招生公告", "广东省广州市天河区"),
        ("延边朝鲜族自治州敦化湿地条例", "吉林省延边朝鲜族自治州"),
    ],
)
def test_a_law_on_a_thing_named_by_a_district_is_of_the_city(title: str, expected: str) -> None:
    assert region_of("", "", title, "").name == expected
