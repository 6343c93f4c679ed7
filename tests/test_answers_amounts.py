"""Which figure, time, case and document is meant, asked of an invented rule on wells and camels."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from answers.figures import amounts
from answers.records import Answer
from answers.sentences import clauses, span_of
from answers.standing import unit_of
from corpus.reading import compose
from index.collection import make_index

WELLS = """敦煌市水井管理办法
第一条 为了保护地下水，制定本办法。市水务局根据《党河灌区用水规程》编制年度计划，推广《节水手册》。
第二条 单眼水井的井口面积不得超过2平方米；共用水井的井口面积不得超过5平方米。
第三条 取水申请应当在每年三月底前提出，水务局在十五日内答复。
第四条 水井每隔两年清淤一次。每次清淤一次，折合工时四十小时。
第五条 旧井总估算投资3万元，重新论证后，总投资调整为8.5万元，市财政已承担其中2万元。
第六条 擅自打井的，由水务局责令改正，处三百元罚款。情节严重的，处九百元罚款。
第七条 水井服务站设在水务局，联系村民。
第八条 井盖厚度不得少于12厘米。取水时间为上午8时至11时。
第九条 旧井回填自4月3日至5月6日办理登记，5月8日公布名单。
第十条 未登记就以水井协会名义活动的，劝其停止。不听劝阻的，由民政局责令解散。
"""
CAMELS = """肃北蒙古族自治县骆驼放牧规定
第一条 为了规范骆驼放牧，制定本规定。
第二条 骆驼服务站设在农牧局，负责登记。
第三条 骆驼每年检疫一次，费用每峰6元。
第四条 放牧证有效期为四年。
"""
TEA = """勐海县古茶树保护规定
第一条 为了保护古茶树，制定本规定。
第二条 茶树服务站设在林草局，负责挂牌。
第三条 古茶树修剪，每株每年不得超过一次。
"""


@cache
def assistant() -> Assistant:
    texts = {"wells": WELLS, "camels": CAMELS, "tea": TEA}
    found = [compose(id_, text) for id_, text in texts.items()]
    return Assistant(make_index(found, encoder()), encoder())


def ask(question: str, *history: str) -> Answer:
    return assistant().ask(question, history)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        # Two figures side by side, told apart by the words of their own clauses.
        ("共用水井的井口面积最多多少平方米", "5平方米", "2平方米"),
        ("单眼水井的井口面积最多多少平方米", "2平方米", "5平方米"),
        # The time before a clause is part of it; the figure after it is another one's.
        ("水井重新论证后总投资是多少", "8.5万元", ""),
        # How often is an interval, not how many times a thing is done.
        ("水井隔多久清淤一次", "两年", "四十小时"),
        # A length and hours count as such.
        ("水井井盖至少多厚", "12厘米", ""),
        ("水井取水时间是几点到几点", "8时至11时", ""),
        # A span of days.
        ("旧井回填从哪天到哪天办理登记", "4月3日至5月6日", ""),
        # The case that is asked for, not the one before it.
        ("擅自打井情节严重的罚多少钱", "九百元", ""),
        ("擅自打井情节严重的怎么处罚", "九百元", "三百元"),
        ("没登记就以水井协会名义活动,劝了也不停,怎么处理", "责令解散", "劝其停止"),
        # Where a body sits.
        ("水井服务站设在哪里", "水务局", "农牧局"),
        # The last clause asks.
        ("打井前提出取水申请,水务局多少天内答复", "十五日", ""),
    ],
)
def test_the_figure_meant_is_said(question: str, said: str, unsaid: str) -> None:
    answer = ask(question)
    assert not answer.refused
    assert said in answer.text
    assert not unsaid or unsaid not in answer.text


def test_the_document_applied_is_told_from_the_one_named_on_the_way() -> None:
    answer = ask("水务局根据哪份文件编制年度计划")
    assert "《党河灌区用水规程》" in answer.text


def test_a_question_without_a_subject_goes_on_about_the_document_before() -> None:
    first = {"camels": "骆驼放牧证有效期几年", "tea": "古茶树每年修剪几次"}
    for document, before in first.items():
        answer = ask("服务站设在哪?", before)
        assert [citation.document_id for citation in answer.citations] == [document]
        assert answer.question.follow_up
        assert answer.question.resolved.startswith(assistant().documents[document].title)


def test_a_question_of_its_own_does_not_stay_with_the_document_before() -> None:
    answer = ask("骆驼多久检疫一次?", "古茶树每年修剪几次")
    assert [citation.document_id for citation in answer.citations] == ["camels"]
    assert not answer.question.follow_up


def test_the_receipt_weighs_the_document_that_the_answer_is_from() -> None:
    receipt = assistant().explain("服务站设在哪?", ["古茶树每年修剪几次"])
    assert receipt.weighings[0].documents == ("勐海县古茶树保护规定",)


def test_a_time_before_a_clause_and_what_a_time_leads_to_belong_to_it() -> None:
    document = compose("wells", WELLS)
    passage = next(p for p in document.passages if "重新论证" in document.quote(p.start, p.end))
    parts = clauses(document, span_of(document, passage, passage.start, passage.end))
    at = next(i for i, part in enumerate(parts) if part.text.startswith("总投资调整"))
    assert unit_of(parts, at) == (at - 1, at)
    assert unit_of(parts, at - 1) == (at - 1, at)
    assert unit_of(parts, at + 1) == (at + 1, at + 1)


def test_all_of_a_hundred_is_a_hundred_per_cent() -> None:
    read = [f"{f.value}{f.unit}" for f in amounts("覆盖率达到百分之百,合格率百分之九十五")]
    assert read == ["100%", "95%"]
