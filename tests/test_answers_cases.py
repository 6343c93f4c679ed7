"""What a rule says for the very case that is described, over invented rules of two fields."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

YACHTS = """临高县游艇租赁管理办法

第一条 为了规范游艇租赁经营，制定本办法。
第二条 游艇租赁机构是指为个人和单位提供游艇及驾驶服务的机构。
第三条 设立游艇租赁机构，应当向县交通运输部门申请，取得经营许可证。
个人不得设立游艇租赁机构。
第四条 载客游艇离岸航行的时间限于早七时至晚九时，经县海事部门批准的除外。
第五条 为无证驾驶人员提供游艇的，由县海事部门没收违法所得，\
并处违法所得三倍以下的罚款，没有违法所得的，处一千元以上三千元以下罚款。
第六条 违反本办法规定，有下列情形之一的，按照下列规定处罚：
（一）游艇租赁机构不据实登记乘客人数的，予以警告；
（二）未经批准设立的游艇租赁机构，予以取缔，并处二万元以下罚款。
第七条 县交通运输部门应当自收到申请之日起二十日内作出许可决定。\
情况复杂的，经批准可以延长，但是延长期限不得超过十五日。
第八条 承租人对责任认定有异议的，可以自接到认定书之日起五日内，提请县海事部门复核。
对复核决定仍有异议的，应当自收到复核决定书之日起十日内向人民法院起诉。
"""
KILNS = """仁化县柴窑管理规定

第一条 为了保护柴窑，制定本规定。
第二条 每日二十二时至次日六时，禁止柴窑点火。
第三条 申请人申请柴窑评级的，县文化主管部门应当自收到申请之日起六日内作出受理决定。
决定受理的，县文化主管部门应当自受理之日起四十日内作出评级结论。
第四条 停产的柴窑，不计入柴窑保护名录的总数。
第六条 每日八时至十时以外的时间禁止参观柴窑，科研人员除外。
第七条 柴窑展厅只能在9时30分至17时30分开放。
第八条 柴窑集市开放时间不仅限于8时至18时。
第九条 窑区道路的清扫由县环卫处负责。沿路商铺的，经营者为清扫责任人。
第十条 征窑公告由乡镇政府张贴。对征窑有异议的，可以向县自然资源局申诉。
第十一条 柴窑讲解每小时二十元，残疾人免费。
第五条 柴窑保护协会的办事机构设在县陶瓷研究所，负责日常工作。
"""


@cache
def _assistant() -> Assistant:
    found = [read("yachts", YACHTS), read("kilns", KILNS)]
    return Assistant(make_index(found, encoder()), encoder())


def _ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        # What a thing is does not say who may run one.
        ("临高我个人能开一家游艇租赁机构吗", "不可以。", "不据实"),
        # The penalty of the case described.
        ("临高把游艇给没证的人开，自己一分钱没赚到，会罚多少", "一千元以上三千元以下", "三倍"),
        ("临高没办证就开游艇租赁机构怎么处罚", "取缔", "警告"),
        ("临高 未经批准 游艇租赁机构 罚款幅度", "二万元以下", "警告"),
        # Whom to go to along with by when: the first step, not the one after it.
        ("临高承租人对责任认定不服，几天内可以找谁复核", "五日内", "人民法院"),
        # By how much a term may be put off.
        ("临高游艇租赁机构申请许可最晚多久有决定", "不得超过十五日", "复核"),
        # The terms of two steps are no comparison.
        ("向仁化县文化局申请柴窑评级,受理决定与评级结论的期限各为多少", "六日内", "两者相同"),
        ("仁化窑区道路清扫是谁的责任", "县环卫处", "商铺"),
        ("仁化征窑公告由谁来公告", "乡镇政府", "申诉"),
        ("仁化柴窑讲解收多少钱还是免费", "二十元", "清扫"),
        ("仁化停产的柴窑算不算进保护名录的总数", "不是。", "点火"),
        ("仁化柴窑保护协会的办事机构放在哪里", "设在县陶瓷研究所", "点火"),
    ],
)
def test_the_rule_of_the_case_is_said(question: str, said: str, unsaid: str) -> None:
    answer = _ask(question)
    assert not answer.refused
    assert said in answer.text and unsaid not in answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("临高载客游艇晚上十点能离岸航行吗", "不可以。"),
        ("临高载客游艇下午三点半可以离岸航行吗", "可以。"),
        ("仁化柴窑夜里11点可以点火吗", "不可以。"),
        ("仁化柴窑凌晨3点可以点火吗", "不可以。"),
        ("仁化柴窑上午9点能点火吗", "不在这一条禁止之列。"),
        ("仁化柴窑上午9点能参观吗", "不在这一条禁止之列。"),
        ("仁化柴窑晚上8点能参观吗", "不可以。"),
        ("仁化柴窑展厅17点20分可以进吗", "可以。"),
        # Nothing is decided by hours that are no limit, or for whom an exception may be.
        ("仁化柴窑集市晚上9点可以去吗", "柴窑集市"),
        ("仁化的科研人员晚上8点能参观柴窑吗", "每日八时"),
    ],
)
def test_an_hour_is_held_against_the_hours_of_a_rule(question: str, verdict: str) -> None:
    assert _ask(question).text.removeprefix("仁化县：").startswith(verdict)
