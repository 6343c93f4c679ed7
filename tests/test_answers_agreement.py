"""A verdict only of the very thing asked, on invented documents of several fields."""

from __future__ import annotations

from functools import cache

import pytest

from answers.agreement import note_differs, obliges_another, of_another_kind, turned_round
from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder
from retrieval.understanding import understand

LIBRARIES = """云南省文化和旅游厅关于公共图书馆总分馆制的实施意见
云文旅发〔2022〕18号
一、试点地区
昭通市、普洱市、临沧市、腾冲市、弥勒市作为总分馆制建设试点，按照实施方案开展试点工作。
二、建设标准
五华区(国家级示范)、盘龙区(国家级示范)和呈贡区(省级示范)建成二十四小时自助书房。
总馆馆长由市文化和旅游局局长兼任，分馆的日常管理由街道办事处负责。
三、服务读者
读者凭身份证办理借阅证，无需缴纳押金。图书馆工作人员到分馆轮岗的，不需办理调动手续。
进口图书按照规定登记后免费借阅。国产期刊不外借。
书房夜间开放时间不超过4小时。对送书上门服务探索引入社会力量，逐步纳入政府购买服务目录。
对老年读者的借阅期限连续计算，对逾期未还的取消滞纳金。
借阅证可以在富滇银行、红塔银行、曲靖银行、昆明银行的网点办理。
禁止携带下列物品进入阅览室：
（一）易燃易爆物品；
（二）宠物；
（三）有刺激性气味的食品。
自习座位预约后三十分钟内未到的，预约作废；夜间(20:30至次日8:30)免费。
设馆员委员会主任1名，由馆长担任；设副主任1名，由采编部负责人担任。
返乡农民工、退役军人、残疾人可以申请送书补贴。
四、经费
(一)筹集购书经费。由省财政厅牵头负责，省文化和旅游厅、云南出版集团公司配合。
各级财政提高购书经费在文化事业费中的比重，新增一类分馆每个补助20万元。
"""


@cache
def _assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("yunnan", LIBRARIES)], encoder), encoder)


def verdict_of(question: str) -> str:
    """The words before the first full stop where the document does not say them, else nothing."""
    answer = _assistant().ask(question)
    first = answer.text.partition("。")[0]
    said = any(citation.quote.startswith(first) for citation in answer.citations)
    return "" if answer.refused or said else first


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        # Who is in a list that is closed.
        ("普洱市是总分馆制建设试点吗", "是"),
        ("云南普洱市是总分馆制建设试点吗", "是"),
        ("玉溪市是总分馆制建设试点吗", "所列之中没有“玉溪市”"),
        ("借阅证可以在交通银行网点办理吗", "所列之中没有“交通银行”"),
        ("借阅证可以在富滇银行网点办理吗", "可以"),
        # What a list notes behind a name.
        ("呈贡区是自助书房国家级示范吗", "不是"),
        ("盘龙区是自助书房国家级示范吗", "是"),
        # What is given to another office.
        ("总馆馆长由市委书记兼任吗", "不是"),
        ("总馆馆长由市文化和旅游局局长兼任吗", "是"),
        # What frees of the very thing.
        ("图书馆工作人员到分馆轮岗要不要办手续", "不需要"),
        ("办借阅证要交押金吗", "不需要"),
        # An item of a list, who holds an office, who leads.
        ("可以带宠物进阅览室吗", "不可以"),
        ("馆员委员会主任由馆长担任吗", "是"),
        ("退役军人能不能申请送书补贴", "可以"),
        ("省文化和旅游厅是筹集购书经费的牵头单位吗", "不是"),
        ("云南出版集团公司是筹集购书经费的配合单位吗", "是"),
        # A denial beside what is asked decides nothing of it.
        ("老年读者的借阅期限连续计算吗", "是"),
        # Other kinds, amounts and directions; what is not yet done.
        ("国产图书按照规定登记后免费借阅吗", ""),
        ("书房夜间可以开放6小时吗", "不可以"),
        ("书房夜间可以开放3小时吗", "符合这一项要求"),
        ("财政降低购书经费在文化事业费中的比重吗", "不是"),
        ("送书上门服务已经纳入政府购买服务目录了吗", "文件写的是“探索”，没有写明已经做到"),
    ],
)
def test_a_verdict_is_of_the_very_thing_asked(question: str, verdict: str) -> None:
    assert verdict_of(question) == verdict


def test_kinds_that_exclude_each_other() -> None:
    assert of_another_kind("三类区域收费吗", "二类区域首小时2元")
    assert not of_another_kind("三类区域收费吗", "二类区域首小时2元，三类区域1元")
    assert of_another_kind("4级护理补多少", "一至三级护理每月补100元")
    assert not of_another_kind("4级护理补多少", "3—5级护理每月补200元")
    assert not of_another_kind("三级医院设科吗", "一、二、三级医院设科")
    assert of_another_kind("进口的要登记吗", "出口的应当登记")
    assert not of_another_kind("要登记吗", "出口的应当登记")
    assert of_another_kind("三等奖奖多少", "获特等奖的，奖励8000元")
    assert of_another_kind("合格的奖多少", "评为优秀的，奖励3万元")
    # What holds from a class upwards may hold for another.
    assert not of_another_kind("三级医院设科吗", "二级以上医院设立老年医学科")


def test_a_direction_that_is_turned_round() -> None:
    assert turned_round("比例降低到多少", "比例提高到60%") == ("降低", "提高")
    assert turned_round("比例提高到多少", "比例提高到60%") is None
    assert turned_round("比例降低到多少", "有升有降，先提高后降低") is None


def test_a_note_behind_a_name() -> None:
    text = "五华区(国家级示范)和呈贡区(省级示范)建成书房。"
    assert note_differs("呈贡区是国家级示范吗", text) is True
    assert note_differs("五华区是国家级示范吗", text) is False
    assert note_differs("官渡区是国家级示范吗", text) is None


def test_a_note_that_leaves_words_out_and_a_bracket_inside_a_name_are_no_other_note() -> None:
    text = "城关区(国家试点)、安宁区(国家试点)和红古区(省试点)由各县(区)图书馆牵头。"
    assert note_differs("安宁区是国家总分馆试点吗", text) is False
    assert note_differs("红古区是国家总分馆试点吗", text) is True
    assert note_differs("红古区是省总分馆试点吗", text) is False


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        ("摊主必须参加培训吗", "市场开办者应当为摊主提供培训。", True),
        ("摊主必须参加培训吗", "摊主应当参加培训。", False),
        ("摊主必须参加培训吗", "经营期满的，应当由摊主参加培训。", False),
        ("学生必须买保险吗", "学校要建立档案，为学生购买保险。", True),
        ("必须参加培训吗", "开办者应当提供培训。", False),
    ],
)
def test_who_is_obliged(question: str, text: str, another: bool) -> None:
    assert obliges_another(understand(question), text) is another
