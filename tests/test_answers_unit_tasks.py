"""What a body has to do, asked from its side, on an invented plan for winter sports."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

PLAN = """伊春市冰雪运动推广工作要点
一、重点任务
(一)建设公共滑冰场。每个县区新建2处公共滑冰场。(牵头单位:市体育局;责任单位:市财政局、市教育局)
(二)推广冰雪课程。中小学每学期开设冰雪课程不少于8课时。(牵头单位:市教育局;责任单位:市体育局、兴安冰雪发展中心)
(三)加强雪场安全检查。每季度检查一次。(牵头单位:市应急局;责任单位:兴安冰雪发展中心)
(四)办好冰雪节。(牵头单位:兴安冰雪发展中心;责任单位:市文旅局)
二、保障措施
教育部门要把冰雪课程纳入学校考核。
全市择优扶持3家冰雪装备企业,每家奖励20万元。推广“1+3+6”赛事体系(1项国际赛事、3项全国赛事、6项全省赛事)。
(五)统筹冰雪产业发展。建设冰雪装备园区,与公共滑冰场、雪场、学校场地建设一并规划,公共滑冰场建设用地优先安排,推动公共\
滑冰场运营、冰雪课程和冰雪旅游协同发展。(牵头单位:市发改委;责任单位:市文旅局)
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("yichun", PLAN)], encoder), encoder)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("伊春冰雪运动里体育局摊上了哪几件事?", ("建设公共滑冰场", "推广冰雪课程"), "雪场安全"),
        ("我在伊春市文旅局上班,冰雪运动要点里哪一条点了我们的名?", ("办好冰雪节",), "滑冰场"),
        ("伊春市财政局在冰雪运动里要出什么力?", ("建设公共滑冰场",), "冰雪节"),
        # A body by the first part of its name.
        ("伊春有哪些任务由兴安牵头?", ("办好冰雪节",), "雪场安全检查"),
        ("兴安冰雪发展中心要配合哪几项工作?", ("推广冰雪课程", "加强雪场安全检查"), "办好冰雪节"),
        ("伊春市教育局和别家一起牵头的是哪一项?", ("推广冰雪课程",), "雪场安全检查"),
        # What the text tells it to do in words of its own stands before its tasks.
        ("伊春教育部门在冰雪运动里要干什么?", ("纳入学校考核", "推广冰雪课程"), "冰雪节"),
        # So it does of a matter that is named.
        ("伊春教育部门在冰雪课程保障上要做什么?", ("纳入学校考核",), "滑冰场"),
        # The one task about the matter named.
        ("伊春市教育局在滑冰场方面要做哪些工作?", ("建设公共滑冰场",), "推广冰雪课程"),
        # Its role and its partners in the words that assign the task.
        ("伊春市财政局在冰雪运动里承担什么角色?", ("责任单位:市财政局", "牵头单位:市体育局"), "节"),
        ("伊春市财政局要管什么?跟谁一起管?", ("市体育局", "市教育局"), "冰雪节"),
    ],
)
def test_tasks_are_told_of_the_body_asked(
    assistant: Assistant, question: str, said: tuple[str, ...], unsaid: str
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused
    assert all(words in answer.text for words in said), answer.text
    assert unsaid not in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("伊春推广冰雪课程,哪个局牵头、哪些单位配合?", "市教育局牵头"),
        ("伊春雪场安全检查由谁负责?", "市应急局"),
    ],
)
def test_who_does_it_is_another_question(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).text


def test_a_body_without_tasks_gets_none_of_another(assistant: Assistant) -> None:
    assert assistant.ask("伊春市卫健委在冰雪运动里要落实哪些任务?").refused


@pytest.mark.parametrize(
    "question",
    ["伊春扶持的3家冰雪装备企业是哪几家企业?", "伊春要扶持的冰雪装备企业,能不能列个名单?"],
)
def test_what_is_only_counted_is_not_named(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused and answer.kind == "no_detail"


def test_how_many_is_answered_with_the_count(assistant: Assistant) -> None:
    assert "3家" in assistant.ask("伊春扶持几家冰雪装备企业?").text


def test_a_name_made_of_numbers_is_found(assistant: Assistant) -> None:
    assert "1项国际赛事" in assistant.ask("伊春的1+3+6是什么意思").text


def test_the_task_of_that_very_name_is_meant_before_a_long_one_that_says_some_of_it(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("伊春 公共滑冰场建设 牵头单位")
    assert "建设公共滑冰场由市体育局牵头" in answer.text and "市发改委牵头" not in answer.text


EMERGENCY = """国家棉花应急预案
各部门职责：
（1）工商总局负责对棉花市场的监管，依法打击囤积居奇等违法经营行为，维护市场秩序。
（2）质检总局负责对棉花加工环节的监管，严肃查处掺杂使假等违法行为。
"""


def test_a_task_in_a_numbered_sentence_is_told_whole_of_the_body_printed() -> None:
    encoder = load_encoder()
    index = make_index([compose("cotton", EMERGENCY)], encoder)
    answer = Assistant(index, encoder).ask("棉花应急时工商总局要管哪些事?")
    assert "打击囤积居奇" in answer.text
    assert "掺杂使假" not in answer.text


def test_each_of_two_bodies_has_its_tasks_though_they_share_some(assistant: Assistant) -> None:
    answer = assistant.ask("伊春市教育局和市体育局在冰雪运动里分别要做哪些事")
    assert [row.name for row in answer.table] == ["教育局", "市体育局"]
    assert "推广冰雪课程" in answer.table[0].text
    assert "建设公共滑冰场" in answer.table[1].text
