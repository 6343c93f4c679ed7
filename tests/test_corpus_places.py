"""Places in text: short names, English names, context, common words, and what lies in what."""

import time

import pytest

from corpus.places import covers, find_places, find_streets, gazetteer, region_of_number
from corpus.records import Region

GUANGDONG = Region("广东省")
HEYUAN = Region("广东省", "河源市")
YUANCHENG = Region("广东省", "河源市", "源城区")


def names(text: str) -> list[str]:
    return [place.region.name for place in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("常州DRG改革由谁牵头", ["江苏省常州市"]),
        ("源城的医联体", ["广东省河源市源城区"]),
        ("内蒙古的草原", ["内蒙古自治区"]),
        ("海南州有几个县", ["青海省海南藏族自治州"]),
        ("海南的自贸港", ["海南省"]),
        ("河南县里的补贴", ["河南省"]),
        ("河南县的牧场", ["青海省黄南藏族自治州河南蒙古族自治县"]),
        ("上海市浦东新区", ["上海市浦东新区"]),
        ("济源市的规划", ["河南省济源市"]),
        ("吉林的粮食", ["吉林省"]),
        ("成县的试点", ["甘肃省陇南市成县"]),
        ("who leads DRG reform in Changzhou?", ["江苏省常州市"]),
        ("Yuancheng District's consortium", ["广东省河源市源城区"]),
        ("shaanxi and inner mongolia", ["陕西省", "内蒙古自治区"]),
        ("Suzhou", ["江苏省苏州市", "安徽省宿州市"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "医保定点医院",
        "长治久安",
        "建成县域医共体",
        "和平共处",
        "资源整合",
        "大同小异",
        "提高县级医院水平",
    ],
)
def test_common_words_are_no_places(text: str) -> None:
    assert find_places(text) == ()


def test_a_child_beside_its_parent_is_one_place() -> None:
    (place,) = find_places("请问河源市源城区谁负责")
    assert place.mention == "河源市源城区"
    assert place.region == YUANCHENG


def test_weak_name_counts_beside_its_parent() -> None:
    assert names("天津和平的学校") == ["天津市和平区"]
    assert names("和平的学校") == []


def test_ambiguity_is_shown_or_settled_by_context() -> None:
    assert names("朝阳区的学校") == ["北京市朝阳区", "吉林省长春市朝阳区"]
    assert names("长春市的朝阳区") == ["吉林省长春市", "吉林省长春市朝阳区"]


def test_covers() -> None:
    assert covers(GUANGDONG, YUANCHENG)
    assert covers(HEYUAN, HEYUAN)
    assert covers(Region(), HEYUAN)
    assert not covers(YUANCHENG, HEYUAN)
    assert not covers(Region("江苏省"), HEYUAN)


def test_municipality_has_no_city() -> None:
    (place,) = find_places("上海")
    assert place.region == Region("上海市")
    assert place.region.name == "上海市"


def test_number_prefix() -> None:
    assert region_of_number("沪发改医改〔2015〕2号") == Region("上海市")
    assert region_of_number("粤府办〔2017〕49号") == GUANGDONG
    assert region_of_number("国发〔2019〕5号") is None


def test_every_county_has_a_parent_and_finding_is_fast() -> None:
    regions = {n.region for group in gazetteer().names.values() for n in group}
    assert len(regions) > 3000
    assert all(region.province for region in regions)
    question = "甘肃省2020年下半年综合医改重点工作中按病种付费由哪个部门负责" * 3
    find_places(question)
    start = time.process_time()
    for _ in range(100):
        find_places(question)
    assert (time.process_time() - start) / 100 < 0.002


def test_universities_and_streets_are_no_places() -> None:
    assert names("南京医科大学常州医学中心") == ["江苏省常州市"]
    assert names("和平区南宁南街11号，沈阳") == ["辽宁省沈阳市和平区", "辽宁省沈阳市"]
    assert names("上海有几所大学") == ["上海市"]


def test_a_trap_may_hide_a_place_behind_it() -> None:
    assert names("他离开福建") == ["福建省"]
    assert names("其中山东的企业") == ["山东省"]
    assert names("弘扬中医药") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("洛阳路边摆摊要办证吗", ["河南省洛阳市"]),
        ("柳州路口设岗亭", ["广西壮族自治区柳州市"]),
        ("大同街头表演", ["山西省大同市"]),
        ("保定大街小巷的灯箱", ["河北省保定市"]),
        ("兰州大学生租房补贴", ["甘肃省兰州市"]),
        ("洛阳路", []),
        ("柳州路12号", []),
        ("洛阳东路边", []),
        ("兰州大学的食堂", []),
        ("竹山村的宅基地", []),
        ("大理海东镇的民宿", ["云南省大理白族自治州"]),
        ("福建长乐镇", ["福建省"]),
        ("江苏镇江的公园", ["江苏省镇江市"]),
        ("昆山乡村振兴", ["江苏省苏州市昆山市"]),
        ("苏州镇村公交", ["江苏省苏州市"]),
        ("竹山村民", ["湖北省十堰市竹山县"]),
        ("竹山村卫生室", ["湖北省十堰市竹山县"]),
        ("竹山村支书", ["湖北省十堰市竹山县"]),
    ],
)
def test_a_city_before_a_word_that_begins_like_a_street(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("广州洛阳东路的商铺", [("洛阳东路", "河南省洛阳市")]),
        ("无锡大道摆摊", [("无锡大道", "江苏省无锡市")]),
        ("内蒙古路12号", [("内蒙古路", "内蒙古自治区")]),
        ("洛阳路边摆摊", []),
        ("平安路和道路", []),
        ("竹山村的宅基地", [("竹山村", "湖北省十堰市竹山县")]),
        ("长乐镇的垃圾费", [("长乐镇", "福建省福州市长乐区")]),
        ("汕头镇卫生院的编制", []),
        ("长乐镇卫生院的编制", [("长乐镇", "福建省福州市长乐区")]),
        ("竹山村民", []),
    ],
)
def test_streets_called_by_a_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(place.mention, place.region.name) for place in find_streets(text)] == expected
