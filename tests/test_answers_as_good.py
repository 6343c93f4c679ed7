"""What belongs to an answer beside its best sentence, over invented rules on caves and kites."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index

CAVES = """织金县溶洞游览管理办法

第一条 为了规范溶洞游览，制定本办法。
第二条 游览高峰期，溶洞经营者应当及时公布洞内人数，按照最大承载量控制入洞人数。
溶洞人数可能达到最大承载量时，溶洞经营者应当及时报告县文旅部门，并疏导游客。
第三条 科研人员不得擅自进入未开放的溶洞。
确需进入未开放的溶洞考察的，应当经县文旅部门批准。
第四条 穿越溶洞的路线由乡镇政府审批。
穿越路线经过两个以上乡镇的，主管机关为县文旅局。
第五条 违反本办法，有下列情形之一的溶洞，由县文旅部门给予限期整顿、停止迎客的行政处罚：
（一）未经登记注册，擅自招揽游客的；
（二）照明设施不符合标准的。
第六条 溶洞经营者应当具有对不能修复的钟乳石的保护方案。
经过修复的钟乳石对外展览的，应当在显著位置标明修复日期。
第七条 门票收入超过二十万元的部分，由溶洞经营者在年度结算时，在五万元限额内提取维护金。
第八条 当事人对处罚决定不服的，可以自收到决定书之日起十五日内向人民法院起诉。
导游发现游客攀爬钟乳石的，应当要求其立即停止。
对不立即改正的，及时报告县文旅部门。
第十条 禁止携带下列物品进入溶洞：
（一）明火；
（二）大型木杖；
在洞内点燃明火，拒不改正的，可以扣押物品，处二百元罚款。
第十一条 洞口的河道不得停放游船。
确因维修需要占用码头的，应当经县航运中心批准。
第十二条 未成年人绝对不能单独乘坐溶洞缆车。
第十三条 溶洞内可以处置的火种由经营者收存；\
夜间乘坐溶洞小火车的，由县文旅部门责令改正，可以处三百元罚款。
第十四条 探洞许可的申请，应当在十日内答复。
探洞许可有效期为二年，可以延长一年。
第九条 擅自砍伐洞口林木的，由县林业部门处一万元以下罚款。
"""


@cache
def _assistant() -> Assistant:
    return Assistant(make_index([read("caves", CAVES)], encoder()), encoder())


def _ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # Two sentences side by side that both say what is to be done.
        ("织金溶洞的最大承载量，溶洞经营者应当怎么管", ("控制入洞人数", "疏导游客")),
        # A ban and when it does not hold.
        ("织金的科研人员能擅自进入未开放的溶洞吗", ("不可以。", "经县文旅部门批准")),
        # Who rules on it, by the case.
        ("织金穿越溶洞的路线要经过两个乡镇，该去哪儿批", ("县文旅局",)),
        # What is done where that is of no avail, which is asked about.
        ("织金导游发现游客攀爬钟乳石，游客又不马上改，该怎么办", ("及时报告县文旅部门",)),
        # A breach in a list, with what the words over the list impose.
        ("溶洞没注册就偷偷招揽游客，会受什么处罚", ("停止迎客的行政处罚", "擅自招揽")),
    ],
)
def test_what_belongs_to_it_is_said_too(question: str, said: tuple[str, ...]) -> None:
    answer = _ask(question)
    assert not answer.refused
    assert all(one in answer.text for one in said)


def test_a_share_is_said_with_what_is_done_with_it() -> None:
    assert "五万元限额内" in _ask("织金溶洞的门票收入能提取多少维护金").text


def test_that_a_fine_may_be_imposed_is_no_leave() -> None:
    answer = _ask("织金的溶洞可以带木杖进去吗")
    assert "禁止携带" in answer.text and not answer.text.startswith("可以")


def test_what_cannot_be_done_to_a_thing_named_is_no_ban() -> None:
    assert not _ask("织金修复的钟乳石可以展览吗").text.startswith("不可以")


def test_what_is_said_of_another_matter_is_not_added() -> None:
    answer = _ask("织金溶洞洞口的河道能停放游船吗")
    assert answer.text.startswith("不可以") and "码头" not in answer.text
    assert "延长" not in _ask("织金探洞许可的申请几日内答复").text


def test_absolutely_not_is_a_ban() -> None:
    assert _ask("织金的未成年人能单独乘坐溶洞缆车吗").text.startswith("不可以")


def test_where_only_a_fine_is_said_there_is_no_yes() -> None:
    assert not _ask("织金溶洞夜间可以乘坐小火车吗").text.startswith("可以")
