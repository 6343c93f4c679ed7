"""Old, lapsed and replaced documents: which one answers, and what is said of it."""

from __future__ import annotations

from datetime import date

from answers_sample import encoder, read

from answers.assistant import Assistant
from answers.currency import replacements
from index.collection import make_index

OLD = """岚州市住房和城乡建设局关于印发《岚州市住房租赁补贴办法》的通知
岚建发〔2014〕6号
第一条 住房租赁补贴每月300元。
第二条 申请住房租赁补贴向街道办事处提出,搬家费用另报50元。
岚州市住房和城乡建设局
2014年3月1日
"""
NEW = """岚州市住房和城乡建设局关于住房租赁补贴的规定
岚建发〔2021〕3号
第一条 住房租赁补贴每月400元。
第二条 本规定自2021年5月1日起施行。岚建发〔2014〕6号同时废止。
岚州市住房和城乡建设局
2021年4月1日
"""


def assistant(*texts: str, today: date | None = None) -> Assistant:
    documents = [read(f"d{number}", text) for number, text in enumerate(texts)]
    clock = (lambda: today) if today else None
    return Assistant(make_index(documents, encoder()), encoder(), clock)


def test_a_document_that_another_repeals_is_known_by_its_number() -> None:
    documents = {"old": read("old", OLD), "new": read("new", NEW)}
    assert replacements(documents) == {"old": "new"}
    assert replacements({"old": documents["old"]}) == {}


def test_the_document_that_repeals_answers_and_names_the_other() -> None:
    answer = assistant(OLD, NEW).ask("住房租赁补贴每月多少元")
    assert "400元" in answer.text and "300元" not in answer.text
    (warning,) = answer.warnings
    assert "废止了" in warning and "岚建发〔2014〕6号" in warning


def test_a_replaced_document_asked_for_by_number_answers_with_the_newer_named() -> None:
    answer = assistant(OLD, NEW).ask("岚建发〔2014〕6号规定住房租赁补贴每月多少元")
    assert "300元" in answer.text
    assert any("已被" in warning and "岚建发〔2021〕3号" in warning for warning in answer.warnings)


def test_a_document_of_five_years_is_called_old_only_by_the_clock() -> None:
    question = "住房租赁补贴每月多少元"
    assert assistant(OLD).ask(question).warnings == ()
    assert assistant(OLD, today=date(2019, 2, 28)).ask(question).warnings == ()
    (warning,) = assistant(OLD, today=date(2019, 3, 1)).ask(question).warnings
    assert "2014年文件，请核对现行政策" in warning


def test_a_notice_is_named_by_what_it_sends_out_in_one_pair_of_marks() -> None:
    (warning,) = assistant(OLD, NEW).ask("住房租赁补贴每月多少元").warnings
    assert warning == (
        "《岚州市住房和城乡建设局关于住房租赁补贴的规定》（岚建发〔2021〕3号）"
        "废止了《岚州市住房租赁补贴办法》（岚建发〔2014〕6号），答复以前者为准。"
    )


def test_what_a_document_repeals_is_said_in_its_words() -> None:
    answer = assistant(OLD, NEW).ask("岚州市住房租赁补贴规定废止了哪个文件")
    assert answer.kind == "document"
    assert "岚建发〔2014〕6号同时废止" in answer.text


def test_who_repeals_a_document_is_not_what_that_repeals() -> None:
    answer = assistant(NEW).ask("岚州市《住房租赁补贴办法》被哪个文件废止")
    assert "岚建发〔2021〕3号" in answer.text
