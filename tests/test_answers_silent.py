"""What documents are silent about though they treat the matter, over invented documents."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.localities import of_another_street, only_part
from answers.records import Answer
from corpus.records import Place, Region
from index.collection import make_index

BAISE = """百色市民政局关于残疾人康复服务的答复
百民函〔2023〕18号
韦兰珍委员:
您提出的关于加强残疾人康复服务的提案收悉,现答复如下:
一、关于康复补贴
2022年全市为康复机构拨付补贴资金1.35亿元。参加社区康复后,康复费用补贴比例再提高15个百分点。
“十三五”期间,全市建成社区康复站48个。
社区康复员已派出310名。计划培训家庭康复员1200名。
二、关于康复中心
推进市残疾人康复中心建设,为残疾人提供康复训练、辅具适配等服务。引入第三方开展满意度调查。
三、关于康复贷款
康复机构申请贴息贷款的,注册登记应当在2年以上。
两人以上共同举报骗取康复补贴的,按同一举报予以奖励。

百色市民政局
2023年9月1日
"""
WUZHOU = """梧州市六堡茶管理办法

第一条 为了规范六堡茶的生产经营,制定本办法。
第二条 经营六堡茶应当取得经营许可证,经营许可证由市农业农村部门核发。
第三条 人和路两侧禁止设置茶叶摊点。
第四条 违反本办法第二条规定,未取得经营许可证的,责令改正,处五百元以上二千元以下的罚款。
第五条 销售假冒六堡茶的,由市场监管部门依法给予处罚。
"""

JINHUA = """金华市夜市管理办法

第一条 夜市摊位费由镇政府收取。
第二条 举办夜市活动预计参加人数200人以上的,应当向公安机关申请许可。
第三条 夜市理事会应当由9名理事组成。义工面试应当进行两次。
第四条 禁止高空抛物。违反本条规定的,处二百元以上一千元以下的罚款。
第五条 年营业额五百万元以上的用人单位应当建立内部投诉处理机制。
第六条 灯光展由市夜市协会与新加坡合作举办。
第七条 摊主的小额贷款由农商行办理。
第八条 摊主医药费由医保基金支付70%。
第九条 困难摊主的减免比例上调5个百分点。
第十条 “十四五”期间建设夜市20处。到2025年夜市垃圾分类率达到百分之八十五
第十一条 摊位证有效期为五年。
"""


@cache
def _assistant() -> Assistant:
    texts = {"baise-2023": BAISE, "wuzhou": WUZHOU, "jinhua": JINHUA}
    both = [read(id_, text) for id_, text in texts.items()]
    return Assistant(make_index(both, encoder()), encoder())


def _ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    "question",
    [
        "百色市残疾人康复中心建在哪条路上",
        "百色残疾人满意度调查是哪家公司做的",
        "百色韦兰珍委员是哪个界别的",
        "百色残疾人一年要交多少元康复费",
        "百色没参加社区康复的，康复费用能补百分之几",
        "百色“十四五”期间建成多少个社区康复站",
        "百色一共奖励过多少个举报人",
        # How many there have been is not how many there are to be.
        "百色打算再派出多少名社区康复员",
        "百色康复机构贴息贷款从申请到放款要多少天",
        "梧州办六堡茶经营许可证要交多少钱",
        "梧州六堡茶管理办法规定卖假茶罚300元，是第几条",
    ],
)
def test_a_detail_of_which_the_documents_are_silent_is_refused(question: str) -> None:
    answer = _ask(question)
    assert (answer.refused, answer.kind in ("no_detail", "false_premise")) == (True, True)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("百色“十三五”期间建成多少个社区康复站", "48个"),
        ("百色打算培训多少名家庭康复员", "1200名"),
        ("百色参加社区康复后补贴比例提高多少个百分点", "15个百分点"),
        ("百色参加社区康复的，康复费用补贴能比没参加的多多少", "15个百分点"),
        ("百色为康复机构拨付了多少补贴资金", "1.35亿元"),
        ("梧州没有许可证卖六堡茶要罚多少钱", "五百元以上二千元以下"),
        ("梧州六堡茶管理办法里人和路禁止什么", "茶叶摊点"),
        # The answer to a choice is among its words.
        ("金华夜市摊位费由镇政府收还是村委会收", "镇政府收取"),
        # How many a rule is for or asks for, and not how many there have been.
        ("金华夜市活动超过多少人要报批", "200人以上"),
        ("金华夜市理事会一共几个人", "9名"),
        ("金华夜市义工一共要面试几次", "两次"),
        # A sum asked for with a breach by its own verb is a fine.
        ("金华高空抛物要交多少钱", "二百元以上"),
        # A class, a country or a bank by another name.
        ("金华什么企业要建内部投诉机制", "用人单位"),
        ("金华灯光展是和哪个国家合作办的", "新加坡"),
        ("金华摊主贷款找哪家银行办", "农商行"),
        # A share of a fee that is paid back and not charged; a change by 上调.
        ("金华摊主医药费多少比例能报", "70%"),
        ("金华困难摊主减免比例上调多少", "5个百分点"),
        # 85 per cent is no plan.
        ("金华“十四五”末夜市垃圾分类率要达到多少", "百分之八十五"),
        ("金华摊位证有效期多少天", "五年"),
    ],
)
def test_what_stands_there_is_said(question: str, said: str) -> None:
    answer = _ask(question)
    assert not answer.refused
    assert said in answer.text


@pytest.mark.parametrize(
    ("asked", "text", "another"),
    [
        ("长兴路能摆摊吗", "人和路两侧禁止设置摊点", True),
        ("人和路能摆摊吗", "人和路两侧禁止设置摊点", False),
        ("长兴路能摆摊吗", "道路两侧禁止设置摊点", False),
        ("公路两侧能摆摊吗", "人和路两侧禁止设置摊点", False),
        ("村里的机耕路能收费吗", "产业路不得收费", False),
        ("打通断头路要几年", "丝绸之路沿线拓宽销路", False),
        ("海东镇能盖房吗", "海东市的建房审批", True),
        ("海东镇能盖房吗", "海东镇的建房审批", False),
    ],
)
def test_the_rule_for_one_street_is_not_that_for_another(
    asked: str, text: str, another: bool
) -> None:
    assert of_another_street(asked, text) is another


def test_an_answer_from_the_only_part_of_a_place_says_so() -> None:
    province, city = Region("广西壮族自治区"), Region("广西壮族自治区", "百色市")
    asked = [Place("广西", province)]
    assert only_part(asked, [city]) == (province, city)
    assert only_part(asked, [city, province]) is None
    assert only_part([Place("百色", city)], [city]) is None
    only = Assistant(make_index([read("baise-2023", BAISE)], encoder()), encoder())
    answer = only.ask("广西“十三五”期间建成多少个社区康复站")
    assert "48个" in answer.text
    assert answer.warnings == (
        "没有收录广西壮族自治区的文件；以下只出自广西壮族自治区百色市的文件。",
    )
