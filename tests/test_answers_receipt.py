"""The receipt of an answer: what was understood, weighed, tried, and from which versions."""

from __future__ import annotations

import json
import re

from answers_sample import assistant

from answers.drafting import ANSWERERS
from answers.receipt import NAMES, receipt_lines, receipt_to_dict
from retrieval.tables import question_kinds, rows


def test_a_receipt_tells_what_was_weighed_and_which_draft_was_said() -> None:
    receipt = assistant().explain("桂林公租房房源由谁牵头筹集")
    (weighing,) = receipt.weighings
    assert weighing.kind == "lead" and weighing.document_count == 1
    assert weighing.places == ("广西壮族自治区桂林市",)
    scores = [passage.score for passage in weighing.passages]
    assert scores == sorted(scores, reverse=True) and scores[0] > 0
    assert weighing.sentences[0].score == 1.0
    assert [draft.said for draft in weighing.drafts][-1] is True
    assert receipt.answer == assistant().ask("桂林公租房房源由谁牵头筹集").text
    assert dict(receipt.versions)["索引代次"] == "内存中"
    assert receipt == assistant().explain("桂林公租房房源由谁牵头筹集")


def test_the_receipt_of_a_refusal_gives_the_reason_and_no_draft_that_holds() -> None:
    receipt = assistant().explain("桂林公租房宽带由哪家公司安装")
    assert receipt.refused and receipt.reason == "no_detail"
    assert not any(draft.said for draft in receipt.weighings[0].drafts)
    other = assistant().explain("北京公租房由谁牵头")
    assert other.reason == other.weighings[0].refusal == "no_place"
    assert other.weighings[0].drafts == ()


def test_the_receipt_of_a_comparison_has_a_weighing_for_each_side() -> None:
    receipt = assistant().explain("桂林和烟台公租房租金各是市场租金的几成")
    assert [w.places for w in receipt.weighings] == [
        ("广西壮族自治区桂林市",),
        ("山东省烟台市",),
    ]


def test_the_receipt_of_a_question_that_goes_on_weighs_both_readings() -> None:
    history = ["桂林公租房房源由谁牵头筹集"]
    receipt = assistant().explain("违规转租的怎么办", history)
    assert {w.name for w in receipt.weighings} == {"alone", "joined"}
    said = [[draft.text for draft in w.drafts if draft.said] for w in receipt.weighings]
    assert said[0] and not said[1]
    assert receipt.answer.startswith(said[0][0].rstrip("。"))
    lines = receipt_lines(receipt)
    assert any(line.endswith("单独理解这一问") for line in lines)
    assert any(line.endswith("接着上一问理解") for line in lines)


def test_the_receipt_of_a_question_without_words_looks_at_what_was_cited_first() -> None:
    receipt = assistant().explain("由谁配合", ["桂林公租房房源由谁牵头筹集"])
    assert [w.name for w in receipt.weighings] == ["cited", "joined"]
    assert "市自然资源局" in receipt.answer


def test_the_receipt_of_two_things_asked_weighs_both() -> None:
    receipt = assistant().explain("桂林公租房房源由谁牵头筹集?租金按市场租金的几成收?")
    first, last, whole = receipt.weighings
    assert first.name == "桂林公租房房源由谁牵头筹集" and first.kind == "lead"
    assert last.name == "租金按市场租金的几成收" and last.kind == "number"
    assert any(draft.said for draft in first.drafts)
    assert whole.name == ""


def test_a_receipt_reads_as_lines_and_as_json() -> None:
    receipt = assistant().explain("由谁配合", ["桂林公租房房源由谁牵头筹集"])
    lines = receipt_lines(receipt)
    assert lines[:2] == ["问题：由谁配合", "先前的问题：桂林公租房房源由谁牵头筹集"]
    assert any("承接先前的问题" in line for line in lines)
    assert all("\n" not in line for line in lines)
    facts = json.loads(json.dumps(receipt_to_dict(receipt), ensure_ascii=False))
    assert facts["weighings"][0]["drafts"][-1]["said"] is True


def test_the_lines_name_kinds_and_reasons_in_chinese() -> None:
    lines = receipt_lines(assistant().explain("桂林公租房房源由谁牵头筹集"))
    assert "  问的是：谁牵头" in lines
    assert "结论：作答（谁牵头）" in lines
    refused = receipt_lines(assistant().explain("北京公租房由谁牵头"))
    assert "  不能作答的原因：没有这个地方的文件" in refused
    assert "结论：不作答（没有这个地方的文件）" in refused


def test_every_kind_of_question_and_answer_has_a_name() -> None:
    named = {key for key, _ in rows(NAMES)}
    assert named >= {*ANSWERERS, *(kind for kind, _ in question_kinds())}
    assert all(re.search("[\u4e00-\u9fff]", name) for _, name in rows(NAMES))
