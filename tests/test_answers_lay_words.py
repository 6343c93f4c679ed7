"""What people ask in words of their own (证能用多久, 认不认账), over an invented law on kites."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from index.collection import make_index

KITES = """阳江市大型风筝放飞管理条例

第一条 为了规范大型风筝放飞活动，保障公共安全，制定本条例。
第二条 放飞大型风筝的，应当向体育主管部门申请放飞许可证。\
体育主管部门自受理放飞申请之日起七日内作出决定，并颁发放飞许可证；放飞许可证应当随风筝携带，放飞许可证遗失的，七个工作日内申请补发。
第三条 放飞许可证有效期不超过两年。
第四条 未取得放飞许可证，签订合同将大型风筝交由他人放飞的，人民法院应当认定合同无效；\
放飞合同约定不明的，按照有关规定处理，放飞人与委托人签订合同的，应当载明放飞时间。
第五条 专用车辆中符合放飞保障任务规定的悬挂运输标识，主要包括风筝运输车、风筝展示车、风筝维修车。
第六条 对悬挂运输标识的车辆免收道路停放费和桥梁通行费。
第七条 放飞教练员由年满二十周岁不满六十周岁、身体健康的人担任。
第八条 发生风筝坠落事故的，放飞人应当立即向应急值守机构报告；\
应急值守机构必须二十四小时值班，及时记录并反映有关情况。
第九条 应急值守机构在接到有关风筝事故的信息后，向市人民政府上报（最迟不超过3个小时）。
第十条 放飞教练员出具虚假训练证明的，由体育主管部门处二千元罚款；情节严重的，吊销教练员证书。
第十一条 放飞场所的经营者未设置警示标志的，由体育主管部门责令改正；情节严重的，责令停业整顿。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("kites", KITES)], encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("阳江的放飞许可证办下来能用多久？", "不超过两年"),
        ("阳江没拿到放飞许可证就签合同让别人放风筝，法院认账吗？", "不是。"),
        ("阳江挂运输标识的车，哪些税费不用交？", "桥梁通行费"),
        ("阳江当放飞教练要多大年纪？", "二十周岁"),
        ("阳江应急值守机构接报后最迟几小时要向市政府上报？", "3个小时"),
    ],
)
def test_what_is_asked_in_everyday_words_is_found(question: str, expected: str) -> None:
    assert expected in _assistant().ask(question).text


def test_a_case_is_one_of_what_was_asked_about() -> None:
    said = _assistant().ask("那情节严重的呢？", ("阳江放飞教练员开虚假的训练证明怎么罚？",)).text
    assert "吊销教练员证书" in said and "停业整顿" not in said
