"""Questions about a place that laws of the whole country answer, over invented documents."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from answers.national import is_national, may_be_national
from answers.records import Answer
from corpus.headers import header_of
from corpus.reading import compose
from index.collection import make_index
from retrieval.understanding import understand

TEXTS = {
    "lamps": """中华人民共和国灯塔管理条例
第一条 为了航行安全，制定本条例。
第二条 灯塔看守员连续值守不得超过七小时，值守以后休息十小时。
第三条 损坏灯塔的，由海事管理机构处二千元以上九千元以下罚款。
第四条 灯塔看守员每年享受十六日休养假。
""",
    "glass": """玻璃回收暂行办法
第一条 为了玻璃回收，制定本办法。
第二条 玻璃回收站应当自开业之日起二十日内向商务主管部门备案。
""",
    "boats": """洪江市渡船管理条例
第一条 为了渡船安全，制定本条例。
第二条 经营渡船应当向市航务中心提出申请。航务中心应当自受理之日起十二日内完成审核。
第三条 渡船搁浅的，船主应当立即报告。
第四条 洪江市的玻璃回收站应当在渡口以外二百米设立。
""",
    "bees": """罗平县养蜂管理办法
第一条 为了保护蜜源，制定本办法。
第二条 蜂农转场应当提前三日登记，向县农业局备案。
第三条 在公路旁放蜂的，处三百元罚款。
""",
}


@cache
def assistant() -> Assistant:
    found = [compose(id_, text) for id_, text in TEXTS.items()]
    return Assistant(make_index(found, encoder()), encoder())


def ask(question: str, *history: str) -> Answer:
    return assistant().ask(question, history)


def cited(answer: Answer) -> set[str]:
    return {citation.document_id for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "said", "remark"),
    [
        ("在武汉,灯塔看守员每年享受多少日休养假", "十六日", "没有收录湖北省武汉市自己的文件"),
        ("在洪江,灯塔看守员每年享受多少日休养假", "十六日", "不是湖南省怀化市洪江市自己的文件"),
        ("武汉损坏灯塔的罚多少钱", "九千元", "没有收录湖北省武汉市自己的文件"),
    ],
)
def test_a_law_of_the_whole_country_holds_in_every_place(
    question: str, said: str, remark: str
) -> None:
    answer = ask(question)
    assert (answer.refused, cited(answer)) == (False, {"lamps"})
    assert said in answer.text
    assert any(remark in warning for warning in answer.warnings)


def test_a_follow_up_goes_on_in_the_law_of_the_whole_country() -> None:
    answer = ask("损坏灯塔的呢,罚多少钱", "在武汉,灯塔看守员每年享受多少日休养假")
    assert cited(answer) == {"lamps"} and "九千元" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "武汉的蜂农转场要提前几日登记",  # a matter that another place rules on for itself
        "武汉市灯塔管理条例自何时施行",  # a document of the place is asked for
        "武汉的公园几点开门",
        "洪江的蜂农转场应当提前几日登记",  # its own documents have nothing near it
    ],
)
def test_what_is_not_a_matter_of_the_whole_country_is_refused(question: str) -> None:
    assert ask(question).refused


def test_the_documents_of_a_place_come_first() -> None:
    answer = ask("洪江的玻璃回收站应当设在渡口多少米以外")
    assert cited(answer) == {"boats"} and "二百米" in answer.text
    assert not any("全国" in warning for warning in answer.warnings)


def test_no_side_of_a_comparison_takes_what_holds_everywhere_for_its_own() -> None:
    answer = ask("洪江和罗平的玻璃回收站分别要建在哪里")
    assert "glass" not in cited(answer)


def test_two_places_that_have_nothing_are_both_answered_by_the_law() -> None:
    answer = ask("武汉和洪江的灯塔看守员每年各享受多少日休养假")
    assert cited(answer) == {"lamps"} and "十六日" in answer.text


def test_what_is_of_the_whole_country() -> None:
    headers = {id_: header_of(compose(id_, text)) for id_, text in TEXTS.items()}
    assert {id_ for id_, header in headers.items() if is_national(header)} == {"lamps", "glass"}


def test_what_may_be_asked_of_the_whole_country() -> None:
    assert may_be_national(understand("昆山的公园有什么规定"))
    assert may_be_national(understand("昆山市哪个部门管公园"))
    assert not may_be_national(understand("昆山市公园条例什么时候施行"))
    assert not may_be_national(understand("昆山公园管理处的电话是多少"))
    assert not may_be_national(understand("公园有什么规定"))
