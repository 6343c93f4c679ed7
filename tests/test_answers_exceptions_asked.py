"""Exceptions, the rest of a thing, and what courts support; over an invented law on seed banks."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

SEEDS = """张掖市种子库管理条例

第一条 为了规范种子库管理，制定本条例。
第二条 县种子管理机构自市种子管理机构抽样之日起九十日内，不得对抽样合格的种子进行重复抽样。\
国家另有规定的除外。
对举报的种子进行的专项抽样和对抽样不合格的种子进行的复查抽样，不受前款规定限制。
第三条 种子库经营者不得利用入库记录，对同一等级的存种人在保管费上实行差异化收费。
下列情形不认定为差异化收费：
（一）按照存种数量实行阶梯费率的；
（二）对首次存种人在一个月内给予减免的。
第四条 种子发芽率不足百分之八十的，按照实际发芽数计算当年入库完成量。未完成的入库任务，\
由市种子管理机构在次年安排补足。
第五条 跨市组织种子交换会，或者在种子库以外的场所组织种子交换会的，\
应当由主办的种子库在拟举办日的二十日前，\
向举办地的市农业农村主管部门提出申请。市农业农村主管部门应当自接到申请之日起十日内作出决定。
第六条 因保管不当造成下列损失，存种人请求种子库赔偿的，人民法院应予支持：
（一）重新购置相应种子所支出的费用；
（二）因种子无法播种所产生的合理误种损失。
第七条 种子库应当为产后恢复期的员工提供连续四十日的轻便岗位。
第八条 对举报虚假入库有功的人员，应当给予奖励。
第九条 市种子管理机构应当在十五个工作日内处理举报。\
对投诉、举报的处理时间可以适当延长，但延长的时间不得超过三十个工作日。
第十条 种子库的运营经费由市财政核拨。种子库的运营成果归市人民政府。
第十一条 在管网覆盖区域外，洗种废水应当采取沉淀、晾晒等措施处理。违反本条规定，\
未将洗种废水处理就直接排放的，\
由生态环境主管部门责令改正，处五千元罚款。
第十二条 本条例所称“种子库”，是指地面以上及地面以下三米以内储存种子的建筑。\
从事种子库建设应当遵守有关规定。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("seeds", SEEDS)], encoder()), encoder())


def _ask(question: str, *history: str) -> Answer:
    return _assistant().ask(question, history)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # The exception stands in the next paragraph.
        ("张掖市里刚抽样合格的种子，县里多久之内不能再抽样？有没有例外？", "复查抽样"),
        ("张掖的种子库，哪些不一样的保管费不算“差异化收费”？", "阶梯费率"),
        # The rest is told by the next sentence.
        ("张掖的种子发芽率只有六成，入库任务算完成多少？剩下的怎么办？", "次年安排补足"),
        # A case for another is only one of two alternatives.
        ("张掖市内的种子库想在库外办种子交换会，应提前多少日申请", "二十日前"),
        ("张掖的种子存坏了没法播种，误种的损失法院支不支持赔？", "应予支持"),
        ("张掖种子库 运营经费 谁拨", "市财政核拨"),
        ("张掖没通管网的地方，洗种废水该怎么处理？", "沉淀、晾晒"),
    ],
)
def test_what_is_asked_is_said(question: str, expected: str) -> None:
    assert expected in _ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "张掖种子库的员工产假能休多少天？",
        "In Zhangye, what is the maximum reward for someone who reports false storage of seeds?",
    ],
)
def test_a_figure_of_another_matter_is_no_answer(question: str) -> None:
    answer = _ask(question)
    assert "四十日" not in answer.text and "工作日" not in answer.text


def test_a_mishap_asks_what_is_to_be_done_and_not_by_whom() -> None:
    kind = _assistant().understand("要是突然停电，来不及申请呢？", ["种子交换会向谁申请？"]).kind
    assert kind == "measure"


def test_a_quoted_term_is_decided_by_what_says_what_it_is() -> None:
    assert "三米以内" in _ask("张掖条例里说的“种子库”，地下的建筑算不算？到多深？").text
