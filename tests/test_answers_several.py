"""Questions that ask two things at once, on an invented rule on fishing ports."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from answers.parting import carried_over, two_asked
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder
from retrieval.understanding import understand

PORTS = """日照市渔港管理办法
第一条 为了加强渔港管理，制定本办法。
第二条 在渔港内设置水上餐厅，应当报市人民政府批准。
第三条 渔港内停泊的渔船应当配备灭火器材。
第四条 水上餐厅的设置申请，自受理之日起十五日内作出决定。
第五条 渔港进港费每船每日二十元，由渔港经营单位收取并公示。
第六条 大型渔船每年检验一次。
第十条 小型渔船每两年检验一次。
第七条 渔港管理委员会由九名委员组成。渔港管理委员会委员由市人民政府聘任。
第十一条 发生下列情形，渔港无过错的，不承担责任：
（一）船员自行离港途中受伤的；
（二）渔船擅自夜航触礁的。
第十二条 渔港专项维护，包括清淤、航标更换和岸电改造。
第十三条 船员培训不得少于三十六小时。
第十四条 渔港管理委员会委员每届任期四年。
第十五条 市海洋局、市应急局等部门按照职责，配合渔港主管部门做好管理工作。
第八条 泊位按照申请的先后顺序安排，遇险渔船优先停泊。
第九条 禁止在航道内下锚。违反规定下锚的，由渔港监督机构处五百元以下罚款。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("rizhao", PORTS)], encoder), encoder)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("渔港里设水上餐厅由谁批准,多长时间批下来", "渔港里设水上餐厅由谁批准"),
        ("进港费是多少?由谁来收?", "进港费是多少"),
        ("渔港怎么布局,哪个部门来定", ""),
        ("泊位是先来先得吗?谁能优先停泊?", "泊位是先来先得吗"),
        ("泊位一共有哪些?能不能列个清单?", ""),
        ("渔港补贴发了多少钱?分了几次?", "渔港补贴发了多少钱"),
        ("在渔港住了几年,能不能免进港费", ""),
        ("进港费是多少", ""),
        ("在日照的渔港,进港费是多少", ""),
    ],
)
def test_what_is_asked_first(question: str, first: str) -> None:
    assert two_asked(understand(question)).first == first


def test_both_are_answered_with_a_citation_each(assistant: Assistant) -> None:
    answer = assistant.ask("日照渔港里设置水上餐厅由谁批准,多长时间作出决定")
    assert "报市人民政府批准" in answer.text and "十五日内作出决定" in answer.text
    assert answer.text.index("[1]") < answer.text.index("[2]")
    assert [c.quote in PORTS for c in answer.citations] == [True, True]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # The bound is of the first amount alone.
        ("日照渔港管理委员会最多几个人,干几年换一次届", ("九名", "任期四年")),
        # A case of a list is no answer without the words over it.
        ("日照船员自己离港途中受伤,渔港没有过错,要担责吗", ("渔港无过错的，不承担", "受伤")),
        # The thing asked about and what it takes in.
        ("日照渔港专项维护有哪几项", ("清淤、航标更换和岸电改造",)),
        ("日照渔港船员要培训多少个钟头", ("三十六小时",)),
        ("日照渔港配合主管部门做好管理工作的有哪些部门", ("市海洋局、市应急局",)),
    ],
)
def test_what_is_asked_is_said_whole(
    assistant: Assistant, question: str, said: tuple[str, ...]
) -> None:
    text = assistant.ask(question).text
    assert [one for one in said if one not in text] == []


def test_one_sentence_that_says_both_is_said_once(assistant: Assistant) -> None:
    answer = assistant.ask("日照渔港的进港费每日多少元?由谁来收取?")
    assert answer.text.count("渔港经营单位") == 1 and "二十元" in answer.text
    assert len(answer.citations) == 1


def test_a_list_of_questions_is_not_parted_one_by_one() -> None:
    many = "谁审核收入?几天办好?" * 100
    assert not two_asked(understand(many[:-1]))
    assert two_asked(understand("谁审核收入?几天办好?")).first == "谁审核收入"


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Who runs the fishing port, and how many boats belong to it?",
            ("Who runs the fishing port", "how many boats belong to it"),
        ),
        ("Who runs the port? How much is the fee?", ("Who runs the port", "How much is the fee")),
        ("Who runs the ports and what lies around them, and who pays?", ("", "")),
        ("Who runs the port and the restaurant?", ("", "")),
    ],
)
def test_what_is_asked_first_in_english(question: str, parts: tuple[str, str]) -> None:
    asked = two_asked(understand(question))
    assert (asked.first, asked.last) == parts


def test_two_things_asked_in_english_are_both_answered(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Who collects the fishing port fee, and within how many days is the application decided?"
    )
    assert "渔港经营单位" in answer.text
    assert "十五日" in answer.text


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("大型渔船几年检验?小型渔船呢?", "大型渔船几年检验", "小型渔船几年检验"),
        ("岸边甲区的围栏多高?乙区呢?", "岸边甲区的围栏多高", "岸边乙区的围栏多高"),
        ("下锚罚多少?多次违反的呢?", "下锚罚多少", "多次违反的,下锚罚多少"),
        ("渔港办法是谁印发、什么时候印发的", "渔港办法是谁印发", "渔港办法什么时候印发的"),
        ("渔船每年检验几次,多少天出结果", "渔船每年检验几次", "渔船每年检验多少天出结果"),
        (
            "渔港管理委员会的委员人数及委员的产生方式是什么",
            "渔港管理委员会委员有多少人",
            "委员的产生方式是什么",
        ),
        ("泊位规划的编制主体和审批程序是什么", "泊位规划由谁编制", "泊位规划怎么审批"),
    ],
)
def test_each_thing_asked_is_a_question(question: str, first: str, last: str) -> None:
    asked = two_asked(understand(question))
    assert (asked.first, asked.last, asked.written_out) == (first, last, True)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("日照的大型渔船多久检验一次?小型渔船呢?", ("每年检验一次", "每两年检验一次")),
        ("日照渔港管理委员会的委员人数及委员的产生方式是什么?", ("九名委员", "市人民政府聘任")),
        ("日照渔港的进港费是多少?泊位是先来先得吗?", ("二十元", "是。泊位按照申请的先后顺序")),
    ],
)
def test_both_cases_and_both_attributes_are_answered(
    assistant: Assistant, question: str, said: tuple[str, str]
) -> None:
    answer = assistant.ask(question)
    assert all(words in answer.text for words in said)
    assert len({citation.quote for citation in answer.citations}) == len(answer.citations) == 2


def test_what_is_not_answered_is_said_to_be_missing(assistant: Assistant) -> None:
    answer = assistant.ask("日照渔港的进港费是多少?港里有多少家冷库?")
    assert "二十元" in answer.text and "“港里有多少家冷库”：现有文件没有写明。" in answer.text
    assert len(answer.citations) == 1


def test_what_has_few_words_is_asked_of_what_was_asked_about_first(assistant: Assistant) -> None:
    answer = assistant.ask("日照设置水上餐厅由谁批准?几日内决定?")
    assert "报市人民政府批准" in answer.text and "十五日内作出决定" in answer.text
    asked = two_asked(understand("水上餐厅由谁批准?费用谁出?"))
    assert carried_over(asked) == "水上餐厅,费用谁出"
