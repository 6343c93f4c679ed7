"""Questions of all kinds over four invented documents, answered end to end."""

from __future__ import annotations

import pytest
from answers_sample import ask, assistant, documents, encoder, read

from answers.assistant import Assistant
from answers.records import Answer
from index.collection import make_index
from retrieval.understanding import QuestionError, understand


def cited(answer: Answer) -> list[str]:
    return [citation.document_id for citation in answer.citations]


def quotes(answer: Answer) -> str:
    return "\n".join(citation.quote for citation in answer.citations)


def check_citations(answer: Answer) -> None:
    """Every citation is a stretch of its document inside its passage, and every mark has one."""
    for number, citation in enumerate(answer.citations, 1):
        document = documents()[citation.document_id]
        passage = next(p for p in document.passages if p.id == citation.passage_id)
        assert document.text[citation.start : citation.end] == citation.quote != ""
        assert passage.start <= citation.start < citation.end <= passage.end
        assert citation.text == document.quote(passage.start, passage.end)
        assert citation.title == document.title
        assert answer.refused or f"[{number}]" in answer.text
    assert f"[{len(answer.citations) + 1}]" not in answer.text


QUESTIONS = [
    "桂林公租房房源由谁牵头筹集?",
    "桂林筹集公租房房源有哪些配合单位",
    "桂林市公安局配合哪些工作",
    "市住建局牵头哪些任务",
    "桂林到2025年投入多少资金",
    "遵义那份要点什么时候发布的",
    "绵阳养老的联系电话是多少",
    "桂林可以转租公租房吗",
    "桂林的重点任务有哪些",
    "什么是学区",
    "桂林和烟台的公租房租金有什么不同",
    "桂林和遵义公租房租金由谁牵头",
    "北京公租房由谁牵头",
    "桂林2018年公租房情况",
    "桂林公租房宽带由哪家公司安装",
    "桂林公租房文件的文号是什么",
    "烟台公租房意见是谁印发的",
    "桂林公租房方案的依据是什么文件",
    "哪份文件规定了公租房租金",
    "为什么要制定公租房方案",
    "随迁子女入学有哪些规定",
    "遵義學區是什麼意思",
    "Who leads setting public rental housing rent in Guilin?",
    "Compare the public rental housing rent in Guilin and Yantai",
    "谁",
    "桂林",
    "[1] [2] (((公租房",
    "公租房" * 600,
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question[:20])
def test_citations_are_true(question: str) -> None:
    answer = ask(question)
    check_citations(answer)
    assert answer.text.strip()
    assert answer.question.original == question
    assert answer.latency_ms > 0


def test_who_leads_and_who_supports() -> None:
    answer = ask("桂林公租房房源由谁牵头筹集?")
    assert (answer.kind, answer.refused) == ("lead", False)
    assert answer.text == "筹集房源由市住建局牵头负责，市自然资源局、市财政局配合。[1]"
    assert quotes(answer).strip("()") == "牵头单位:市住建局;责任单位:市自然资源局、市财政局"


def test_who_supports() -> None:
    answer = ask("桂林审核公租房申请人的收入,哪些单位配合?")
    assert answer.kind == "support"
    assert "市公安局、市税务局" in answer.text
    assert cited(answer) == ["guilin-2021"]


def test_other_ways_of_naming_who_leads() -> None:
    by_words = ask("烟台低保家庭减免租金归哪个部门管")
    assert "市民政局" in by_words.text and "市住建局" in by_words.text
    by_responsibility = ask("遵义划片招生谁负责")
    assert "市教育局" in by_responsibility.text and "市公安局" in by_responsibility.text


def test_without_a_place_every_fitting_place_answers_by_name() -> None:
    answer = ask("公租房租金由谁牵头确定")
    assert set(cited(answer)) == {"guilin-2021", "yantai-2022"}
    assert "桂林市：" in answer.text and "烟台市：" in answer.text
    assert "市发改委" in answer.text


def test_what_a_body_has_to_do() -> None:
    led = ask("桂林市住建局牵头负责哪些任务")
    assert (led.kind, len(led.citations)) == ("list", 2)
    assert "2项" in led.text and "筹集房源" in led.text and "规范使用" in led.text
    supported = ask("桂林市公安局配合哪些工作")
    assert "2项" in supported.text and "审核收入" in supported.text and "规范使用" in supported.text
    assert "筹集房源" not in supported.text


def test_what_a_body_has_to_do_everywhere() -> None:
    answer = ask("财政局配合哪些任务")
    assert sorted(cited(answer)) == ["guilin-2021", "yantai-2022", "zunyi-2016"]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("桂林到2025年投入多少资金", "3.6亿元"),
        ("桂林要筹集多少套公租房", "1.2万套"),
        ("桂林租金收缴率要达到多少", "95%"),
        ("绵阳老年食堂有多少个", "126个"),
        ("绵阳老年食堂服务了多少人次", "4.5万人次"),
        ("绵阳助餐每餐补贴多少钱", "3元"),
        ("绵阳家庭养老床位补助多少钱", "1500元"),
        ("绵阳要建多少张家庭养老床位", "2000张"),
        ("遵义小学一年级班额不超过多少人", "45人"),
        ("烟台公租房租金按市场租金的几成", "六成"),
        ("桂林公租房租金多久调整一次", "每两年"),
    ],
)
def test_a_number_comes_with_the_measure_asked_for(question: str, number: str) -> None:
    answer = ask(question)
    assert answer.kind == "number"
    assert number in answer.text and number in quotes(answer)
    assert len(answer.text) <= 130


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("桂林公租房方案什么时候印发的", "2021年8月12日"),
        ("烟台公租房租金意见是哪天发布的", "2022年3月5日"),
        ("绵阳提案答复的落款日期", "2024年5月20日"),
    ],
)
def test_the_day_of_issue(question: str, day: str) -> None:
    answer = ask(question)
    assert answer.kind == "date"
    assert day in answer.text


def test_a_damaged_date_is_quoted_with_a_warning() -> None:
    answer = ask("遵义2016年入学要点什么时候印发的")
    assert "2016420" in answer.text
    assert "2016年4月20日" not in answer.text
    assert len(answer.warnings) == 1 and "2016年4月20日" in answer.warnings[0]


def test_a_damaged_number_is_quoted_with_a_warning() -> None:
    answer = ask("遵义家校理事会有多少名理事")
    assert "711名" in answer.text
    assert len(answer.warnings) == 1 and "7—11名" in answer.warnings[0]


def test_an_undamaged_answer_has_no_warning() -> None:
    assert ask("桂林公租房方案什么时候印发的").warnings == ()


def test_contact() -> None:
    answer = ask("绵阳养老的联系电话是多少")
    assert answer.kind == "contact"
    assert "0816-2345678" in answer.text


def test_a_document_without_a_contact_gives_none_of_another_place() -> None:
    answer = ask("桂林公租房的咨询电话是多少")
    assert answer.refused
    assert "0816" not in answer.text


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("桂林可以转租公租房吗", "不可以。"),
        ("桂林申请公租房要交手续费吗", "不需要。"),
        ("遵义随迁子女要交借读费吗", "不需要。"),
        ("桂林违规转租会收回房屋吗", "会。"),
        ("烟台低保家庭的公租房租金免除吗", "是。"),
        ("桂林确定租金是市发改委牵头吗", "是。"),
        ("桂林筹集房源是市财政局牵头吗", "不是。"),
        ("桂林筹集房源市财政局参与吗", "是。"),
    ],
)
def test_yes_and_no(question: str, opening: str) -> None:
    answer = ask(question)
    assert (answer.kind, answer.refused) == ("yesno", False)
    assert answer.text.startswith(opening)
    assert len(answer.text) > len(opening) + 3


def test_lists_are_complete() -> None:
    answer = ask("桂林的重点任务有哪些")
    assert answer.kind == "list"
    for heading in ("筹集房源", "审核收入", "确定租金", "规范使用"):
        assert heading in answer.text
    assert "加强组织领导" not in answer.text
    assert len(answer.citations) == 4


def test_points_are_complete() -> None:
    answer = ask("遵义随迁子女入学有哪些规定")
    for words in ("凭居住证在居住地申请入学", "由公办学校统筹安排", "不收取借读费"):
        assert words in answer.text


def test_an_enumeration_is_given_in_full() -> None:
    answer = ask("桂林通过哪些方式筹集公租房房源")
    for way in ("新建", "改建", "收购", "长期租赁"):
        assert way in answer.text


def test_a_definition() -> None:
    answer = ask("遵义的学区是什么意思")
    assert answer.kind == "definition"
    assert quotes(answer) == "学区是指教育局按照就近原则划定的招生范围。"


def test_facts_about_the_document() -> None:
    assert "市政办〔2021〕36号" in ask("桂林公租房文件的文号是什么").text
    assert "烟台市人民政府" in ask("烟台公租房意见是谁印发的").text
    assert "《公共租赁住房管理办法》" in ask("桂林公租房方案的依据是什么文件").text


def test_which_documents_say_a_thing() -> None:
    answer = ask("哪份文件规定了公租房租金")
    assert answer.kind == "document"
    assert set(cited(answer)) == {"guilin-2021", "yantai-2022"}


def test_two_places_are_compared() -> None:
    answer = ask("桂林和烟台的公租房租金按市场租金的几成收")
    assert (answer.kind, cited(answer)) == ("compare", ["guilin-2021", "yantai-2022"])
    first, second = answer.text.split("\n")
    assert "桂林" in first and "七成" in first and first.endswith("[1]")
    assert "烟台" in second and "六成" in second and second.endswith("[2]")


def test_a_place_that_is_missing_is_said_beside_the_one_that_is_there() -> None:
    answer = ask("北京和桂林公租房房源由谁筹集")
    assert not answer.refused
    first, second = answer.text.split("\n")
    assert first.startswith("北京") and "没有" in first and "[" not in first
    assert "桂林" in second and "市住建局" in second
    assert cited(answer) == ["guilin-2021"]


@pytest.mark.parametrize(
    ("question", "reason", "named"),
    [
        ("北京公租房租金怎么定", "no_place", "北京"),
        ("香港公租房租金怎么定", "no_place", "香港"),
        ("朝阳区公租房租金怎么定", "no_place", "朝阳区"),
        ("桂林2018年公租房租金怎么定", "no_year", "2018"),
        ("绵阳2000年有多少张家庭养老床位", "no_year", "2000"),
        ("遵义2020年的入学工作要点由谁执行", "no_year", "2020"),
        ("桂林公租房宽带由哪家公司安装", "no_detail", ""),
        ("绵阳幼儿园每月收费多少钱", "no_detail", ""),
        ("遵义校车由谁牵头", "no_detail", ""),
        ("烟台公租房的咨询电话", "no_detail", ""),
    ],
)
def test_what_is_not_there_is_refused(question: str, reason: str, named: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.kind) == (True, reason)
    assert named in answer.text
    check_citations(answer)
    assert len(answer.citations) <= 4


PLACES = {
    "桂林": "guilin-2021",
    "烟台": "yantai-2022",
    "绵阳": "mianyang-2024",
    "遵义": "zunyi-2016",
}
TOPICS = ("公租房租金怎么定", "由谁牵头", "什么时候印发", "有哪些任务", "补助多少钱", "学区是什么")


@pytest.mark.parametrize("place", PLACES)
def test_one_place_is_never_answered_with_another(place: str) -> None:
    for topic in TOPICS:
        assert set(cited(ask(place + topic))) <= {PLACES[place]}


def test_answers_in_english() -> None:
    answer = ask("Who leads setting public rental housing rent in Guilin?")
    assert answer.question.language == "en"
    assert "led by" in answer.text
    assert "Development and Reform Commission (市发改委)" in answer.text
    assert cited(answer) == ["guilin-2021"]
    refusal = ask("Who leads public rental housing in Beijing?")
    assert (refusal.kind, refusal.refused) == ("no_place", True)
    assert "Beijing" in refusal.text and "北京" not in refusal.text


def test_a_quotation_stays_chinese_in_an_english_answer() -> None:
    answer = ask("How many elderly canteens are there in Mianyang?")
    assert "126个" in answer.text and "The document states" in answer.text
    assert ask("Can public rental housing be sublet in Guilin?").text.startswith("No.")


def test_answers_in_traditional_characters() -> None:
    answer = ask("桂林公租房房源由誰牽頭籌集?")
    assert answer.text == "籌集房源由市住建局牽頭負責，市自然資源局、市財政局配合。[1]"
    # What is cited is the document's own.
    assert quotes(answer).strip("()") == "牵头单位:市住建局;责任单位:市自然资源局、市财政局"
    assert "沒有收錄" in ask("北京學區由誰劃分").text


def test_a_follow_up_changes_place_kind_or_both() -> None:
    first = "桂林公租房租金怎么定"
    place = ask("烟台呢", first)
    assert "六成" in place.text and cited(place) == ["yantai-2022"]
    kind = ask("由谁牵头", first)
    assert "市发改委" in kind.text and cited(kind) == ["guilin-2021"]
    assert "2022年3月5日" in ask("什么时候印发的", first, "烟台呢").text
    missing = ask("北京呢", first)
    assert (missing.refused, missing.kind, missing.question.follow_up) == (True, "no_place", True)


@pytest.mark.parametrize("question", ["", " \n", "???", "租" * 2001])
def test_what_cannot_be_asked_is_an_error(question: str) -> None:
    with pytest.raises(QuestionError):
        ask(question)


def test_half_a_surrogate_pair_breaks_nothing() -> None:
    assert not ask("桂林公租房\ud83d租金多久调整一次").refused


def test_an_empty_index_refuses_everything() -> None:
    nobody = Assistant(make_index([], encoder()), encoder())
    for question in ("桂林公租房由谁牵头", "公租房由谁牵头", "2020年呢", "什么时候印发", "文号"):
        answer = nobody.ask(question)
        assert (answer.refused, answer.citations) == (True, ())


def test_a_document_that_says_hardly_anything() -> None:
    one = Assistant(make_index([read("note", "请按时缴纳租金")], encoder()), encoder())
    questions = ("租金", "谁印发的", "什么时候印发", "文号", "电话多少", "有哪些任务", "依据什么")
    for question in questions:
        for citation in one.ask(question).citations:
            assert citation.quote == "请按时缴纳租金"


def test_the_question_is_the_one_that_was_asked() -> None:
    answer = ask("烟台呢", "桂林公租房租金怎么定")
    assert answer.question.original == "烟台呢"
    assert "烟台" in answer.question.resolved and "租金" in answer.question.resolved


def test_hits_come_best_first_each_passage_once() -> None:
    hits = assistant().search("公租房租金", limit=6)
    ids = [hit.passage.id for hit in hits]
    assert len(set(ids)) == len(ids) == 6
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert "租金" in assistant().passage_text(hits[0].passage)


def test_a_place_inside_a_name_is_not_answered_from_elsewhere() -> None:
    answer = ask("苏州模式的公租房由谁牵头")
    assert (answer.refused, answer.kind) == (True, "no_place")


def test_a_body_of_another_level_has_no_tasks() -> None:
    answer = ask("国家财政局牵头哪些任务")
    assert (answer.refused, answer.kind) == (True, "no_detail")


def test_an_undated_year_is_remarked_on() -> None:
    answer = ask("去年桂林公租房房源由谁牵头筹集?")
    assert not answer.refused
    assert any("去年" in warning for warning in answer.warnings)


def test_a_place_written_with_a_homophone_is_that_place_unless_it_counts_as_typed() -> None:
    answer = ask("尊义公租房由谁牵头")
    assert set(cited(answer)) <= {"zunyi-2016"}
    assert answer.question.corrections == (("尊义", "遵义"),)
    assert assistant().ask("尊义公租房由谁牵头", verbatim=True).question.places == ()


def test_sides_with_a_matter_of_their_own_are_each_asked_for_it() -> None:
    answer = ask("桂林筹集公租房和烟台减免公租房租金,各由谁牵头")
    first, second = answer.table
    assert (first.name, second.name) == ("广西壮族自治区桂林市", "山东省烟台市")
    assert "市住建局" in first.text and "市民政局" in second.text
    assert answer.text.split("\n")[0] == f"{first.name}：{first.text}"


def test_a_penalty_is_answered_by_what_is_imposed() -> None:
    assert understand("转租公租房怎么处罚").kind == "penalty"
    assert understand("转租公租房罚多少").kind == "number"
