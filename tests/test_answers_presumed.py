"""What a question tells of a rule before it asks on; on an invented rule on ship lifts."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

LIFTS = """安康市升船机管理条例

第一条 为了规范升船机管理，制定本条例。
第二条 升船机应当每两年进行一次安全检验，由经营单位提交钢缆检测报告。
第三条 升船机操作员证书由国务院交通运输主管部门颁发。操作员应当随身携带证书。
第四条 升船机调度员由年满二十周岁的人员担任，调度员应当接受夜航培训。
第五条 升船机停航通告由县级以上人民政府批准，通告应当张贴在码头。
第六条 提倡下列乘船行为：
（一）在候船厅轻声说话；
（二）在升船机观光平台观看航运时，收起自拍杆。
第七条 经营单位购置的钢缆备件，在特许经营期期满后，所有权属于港航管理机构。
第八条 在升船机闸门上悬挂条幅的，处五十元罚款。悬挂条幅的罚款缴入市级国库。
鼓励乘客向港航管理机构举报升船机闸门上的条幅。
第十条 升船机有下列情形之一的，经营单位可以委托检测机构进行钢缆评估：
（一）使用期限超过二十年的；
（二）遭受雷击的。
第十一条 升船机照明灯使用满三年的，应当更换。照明灯更换由电工负责。
第九条 乘客寄存的行李，在保管期满前归乘客所有。
"""


@cache
def _ask(question: str) -> Answer:
    return Assistant(make_index([read("lifts", LIFTS)], encoder()), encoder()).ask(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("安康的升船机五年才检验一次，检验要交什么报告", "每两年"),
        ("升船机操作员证书由市里发，去哪个局领", "国务院交通运输主管部门"),
        ("升船机操作员证书是县里发的，去县里哪个窗口领", "国务院交通运输主管部门"),
        ("安康的升船机调度员满18岁就能当，那他要接受什么培训", "二十周岁"),
        ("安康规定在升船机观光平台上不收自拍杆要罚三十块，这钱交到哪里", "提倡"),
        ("安康规定升船机用满20年必须拆除，到期了谁来通知", "钢缆评估"),
        ("经营单位买的升船机钢缆备件，特许经营期满以后归它自己，卖掉要办什么手续", "港航管理机构"),
    ],
)
def test_what_is_told_wrongly_is_denied(question: str, said: str) -> None:
    answer = _ask(question)
    assert (answer.refused, answer.kind) == (True, "false_premise")
    assert said in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        # Told rightly, of no level, of somebody himself, or asked whether it is so.
        "安康的升船机两年检验一次，检验要交什么报告",
        "升船机操作员证书由国家发，操作员怎么带证书",
        "升船机停航通告由市里批，通告贴在哪里",
        "我满18岁就能当升船机调度员，要接受什么培训",
        "安康的升船机五年检验一次，对吗",
        "安康规定在升船机闸门上挂条幅要罚五十块，这钱交到哪里",
        "安康规定升船机闸门上挂条幅要罚五十块，乘客向哪里举报",
        "安康规定升船机照明灯用满三年必须更换，更换由谁负责",
        "升船机乘客寄存的行李保管期满前归他自己，保管期满以后放在哪里",
    ],
)
def test_what_is_told_rightly_or_asked_is_not_denied(question: str) -> None:
    assert _ask(question).kind != "false_premise"


GRAIN = """铜仁市粮库管理规定

第一条 为了规范粮库管理，制定本规定。
第二条 粮库保管员从业满四年的，可以申请市级表彰。粮库熏蒸机报废由粮库委托回收企业办理。
第三条 粮食收购备案证由县级市场监督管理部门发放，有效期四年。
第四条 烘干塔施工许可由住房城乡建设主管部门批准，施工期限一般为八个月。
第五条 粮库招牌由城市管理部门审批，设置期限不超过三年。
第六条 检测机构应当于每年三月公布粮库测温设备检验计划。测温设备检验周期为三年，由粮库申报检验。
第七条 粮库装卸工每年体检两次，体检费由粮库承担。
第八条 维护单位每二十日维护一次输送机。粮库每年检查一次输送机维护记录，检查由保管员负责。
第九条 粮库每季度清仓不少于一次，清仓费由粮库承担。
第十一条 粮食收购备案证每年进行年审，年审由粮库申报。
第十二条 粮库检测机构应当每年公布年检名册。年检名册由检测机构保管。
第十三条 外国公司租用粮库安装的筛选机，租期满后，所有权属于中方储备公司。
第十条 报废输送机的残值属于粮食经营单位所有。
"""


@cache
def _ask_of_grain(question: str) -> Answer:
    return Assistant(make_index([read("grain", GRAIN)], encoder()), encoder()).ask(question)


@pytest.mark.parametrize(
    "question",
    [
        # The same time in another case, and what may be asked for then is no other fate.
        "铜仁粮库熏蒸机用满4年必须报废，报废找谁办",
        # Bodies of no level whose names have the character of one, or of the very level.
        "铜仁粮食收购备案证由县里发，有效期多久",
        "铜仁烘干塔施工许可由市里批，施工期限多久",
        "铜仁粮库招牌由区里审批，设置期限多久",
        # A month of each year, a rate, the records of a deed, and the least of times.
        "铜仁粮库测温设备三年检一次，检验由谁申报",
        "铜仁粮库装卸工六个月体检一次，体检费谁承担",
        "铜仁粮库输送机二十天检一次，检查由谁负责",
        "铜仁粮库一个月清仓一次，清仓费谁承担",
        "铜仁粮库测温设备三年年检一次，名册由谁保管",
        # Who asks may be the owner.
        "铜仁报废输送机归自己，残值怎么算",
        "铜仁公司报废的输送机归它自己，残值怎么算",
    ],
)
def test_what_is_said_of_something_else_denies_nothing(question: str) -> None:
    assert _ask_of_grain(question).kind != "false_premise"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("铜仁粮库测温设备五年检一次，检验由谁申报", "检验周期为三年"),
        ("铜仁粮库装卸工两年体检一次，体检费谁承担", "每年体检两次"),
        ("铜仁粮库两年清仓一次，清仓费谁承担", "每季度"),
        ("铜仁粮食收购备案证三年才审一次，年审由谁申报", "每年进行年审"),
        ("外国公司在铜仁粮库装的筛选机租期满后归它自己，运走要办什么手续", "中方储备公司"),
        ("铜仁粮食收购备案证由省里发，有效期多久", "县级市场监督管理部门"),
    ],
)
def test_what_is_said_of_the_very_thing_denies_what_is_told(question: str, said: str) -> None:
    answer = _ask_of_grain(question)
    assert (answer.refused, answer.kind) == (True, "false_premise")
    assert said in answer.citations[0].quote
