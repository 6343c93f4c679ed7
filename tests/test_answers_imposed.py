"""What is imposed for a breach, by the words for what was done; on invented rules on kilns."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from index.collection import make_index

KILNS = """德化县柴窑安全管理办法

第一条 为了柴窑安全，制定本办法。
第二条 柴窑经营者不得夜间点火，不得收取现金押金。
第三条 违反本办法规定，柴窑经营者未建立柴窑台账的，\
由县工信部门责令限期改正，处一万元以上三万元以下的罚款；\
情节严重的，吊销柴窑许可证。
第四条 违反本办法规定，柴窑经营者擅自扩建柴窑的，\
由县工信部门责令拆除，处二万元以上五万元以下的罚款。
第五条 违反本办法规定，有下列情形之一的，由县应急部门责令限期改正，处六百元以上九百元以下的罚款；\
逾期不改正的，责令停业：
（一）未公示窑温的；
（二）使用现金或者实物收取押金的。
第六条 在禁火区内烧窑的，由县林业部门责令改正；\
拒不改正的，处四千元以上八千元以下罚款，并处没收柴薪。
第七条 柴窑应当按期点火试烧。不能按期试烧的，应当申请延期；\
无正当理由拖延的，收回窑址使用权，吊销柴窑许可证。
第八条 柴窑停用的，柴窑经营者应当向县工信部门申报停用理由。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("kilns", KILNS)], encoder()), encoder())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("德化柴窑老板收现金押金，会受什么处罚", "六百元以上九百元以下"),
        ("德化在禁火区烧窑不肯改的，由谁罚、罚多少", "四千元以上八千元以下"),
        ("德化有人占着窑址，没理由就是不点火试烧，县里能拿他怎么办", "收回窑址使用权"),
    ],
)
def test_the_penalty_is_that_for_what_was_done(question: str, expected: str) -> None:
    assert expected in _assistant().ask(question).text
