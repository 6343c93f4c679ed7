"""English questions become Chinese search text."""

from __future__ import annotations

import time

import pytest

from retrieval.english import Gloss, translate, translate_question
from retrieval.english_words import base_forms, folded, learned, terms, translate_phrase
from retrieval.kinds import question_kind
from retrieval.misspelt import make_vocabulary
from retrieval.understanding import understand


def test_a_question_becomes_place_content_and_question_word() -> None:
    assert translate_question("who leads DRG reform in Changzhou") == "常州 DRG 改革 由谁牵头"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Which department leads the renovation of old residential communities in Wuhan?",
            "武汉 老旧小区 改造 由谁牵头",
        ),
        (
            "Which units cooperate with the education bureau on after-school services?",
            "教育局 课后服务 配合单位有哪些",
        ),
        ("What share of kindergartens must be inclusive by 2025?", "2025年 幼儿园 普惠 比例多少"),
        ("Which department draws up the master plan in Wuhan?", "武汉 总体规划 由哪个部门编制"),
        ("Who owns the forests in Yunnan?", "云南 森林 归谁所有"),
        ("How long is maternity leave in Zhejiang?", "浙江 产假 多长时间"),
        ("In which year will the retirement age be raised?", "退休年龄 提高 什么时候"),
        ("Whom should I contact about unpaid wages?", "拖欠工资 联系电话"),
        ("What is meant by shared ownership housing?", "共有产权住房 什么是"),
        ("Why is straw burning prohibited?", "秸秆 禁止 为什么"),
        ("What tasks does the municipal education bureau lead?", "任务 市教育局 牵头负责哪些任务"),
        ("May 2 people share a boat in Wuhan?", "武汉 2 居民 共享 船舶 是否"),
        ("How many buses ran in Wuhan as of 15 March 2024?", "武汉 2024年 汽车 3月15日 多少"),
        (
            "Could you tell me which bureau in Lanzhou is responsible for heating?",
            "兰州 供暖 由谁牵头",
        ),
    ],
)
def test_whole_questions(question: str, expected: str) -> None:
    assert translate_question(question) == expected


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who is in charge of compulsory education reform in Suzhou?", "lead"),
        ("Rural revitalization in Guizhou: who is responsible?", "lead"),
        ("Who approves the felling of old trees?", "actor"),
        ("Which department issues the mining permit?", "actor"),
        ("Which bureau enforces the smoking ban?", "actor"),
        ("Am I allowed to sublet a flat?", "yesno"),
        ("Is it legal to sell sky lanterns?", "yesno"),
        ("What is the fine for littering?", "penalty"),
        ("How are taxi drivers punished for refusing passengers?", "penalty"),
        ("What should I do if my passport is lost?", "measure"),
        ("What documents do I need for a residence permit?", "list"),
        ("Within how many working days must the permit be issued?", "number"),
        ("What subsidies do fishing villages get?", "list"),
        ("By whom is the charging pile programme led?", "lead"),
        ("Who is supposed to supervise off-campus tutoring?", "lead"),
        ("Apart from the housing bureau, who else takes part in it?", "support"),
        ("and who supports it?", "support"),
        ("Who leads waste sorting in Hangzhou and who assists?", "duty"),
        ("How many charging stations should Nanjing build?", "number"),
        ("To what level should the urbanization rate rise?", "number"),
        ("What is the rent subsidy standard for low-income families?", "number"),
        ("When does the housing provident fund policy take effect?", "date"),
        ("What is the deadline for applying for the talent subsidy?", "date"),
        ("What is the phone number of the housing security center?", "contact"),
        ("Do veterans get free bus rides?", "yesno"),
        ("I would like to know whether freelancers are covered.", "yesno"),
        ("What does “double reduction” mean?", "definition"),
        ("Which cities are pilot areas for the property tax?", "list"),
        ("List the main tasks of the rural living environment campaign.", "list"),
        ("Who is eligible for the childbirth subsidy?", "condition"),
        ("How does the government encourage new energy vehicles?", "measure"),
        ("Which policy document sets the subsidy for grain growers?", "document"),
        ("Who appoints the school principals?", "person"),
        ("What's the difference between public rental housing and shared ownership?", "compare"),
    ],
)
def test_the_kind_survives_translation(question: str, kind: str) -> None:
    assert question_kind(translate_question(question)) == kind


def test_longest_phrase_wins_over_its_words() -> None:
    assert translate("public rental housing").text == "公租房"
    assert translate("the public hospital").text == "公立医院"


def test_of_phrases_stand_in_chinese_order() -> None:
    assert translate("renovation of schools").text == "学校 改造"
    assert translate("reform of the pay of teachers").text.endswith("改革")


def test_inflection_and_spelling_do_not_matter() -> None:
    for words in ("rent subsidy", "rent subsidies", "Rental subsidy"):
        assert translate(words).text == "租赁补贴"
    assert translate("centralised purchasing").text == translate("centralized purchasing").text


def test_level_words_melt_with_the_body() -> None:
    assert translate("the provincial education bureau").text == "省教育局"


def test_acronyms_numbers_and_chinese_stay_as_typed() -> None:
    assert translate("LPR 3.5% 第12号").text == "LPR 3.5% 第12号"


def test_capitals_throughout_are_read_as_usual() -> None:
    shouted = translate_question("WHO IS IN CHARGE OF SCHOOL BUSES IN WUHAN?")
    assert shouted == translate_question("Who is in charge of school buses in Wuhan?")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who leads school renovation in lanzhou", "兰州 学校 改造 由谁牵头"),
        ("kindergartens in beijing", "北京 幼儿园"),
        ("how to transfer hukou", "转移 户籍 怎么"),
    ],
)
def test_places_in_small_letters_are_known_unless_they_are_words(
    question: str, expected: str
) -> None:
    assert translate_question(question) == expected


def test_it_in_capitals_is_no_pronoun() -> None:
    assert translate_question("Who leads school IT?") == "学校 信息化 由谁牵头"
    assert translate_question("and who supports it?") == "配合单位有哪些"


def test_unknown_words_are_reported_and_names_kept() -> None:
    translation = translate("the Zyxwv pension")
    assert translation.unknown == ()
    assert translation.text == "Zyxwv 养老金"
    assert translate("qqqzz pension").unknown == ("qqqzz",)


def test_glosses_name_what_became_of_each_phrase() -> None:
    first, *_ = translate("reimbursement rates for outpatients").glosses
    assert first == Gloss("reimbursement rates", ("报销比例",))


def test_a_name_of_several_cities_gives_all_but_the_usual_one() -> None:
    assert set(translate_question("schools in Taizhou").split()) == {"台州", "泰州", "学校"}
    assert translate_question("schools in Suzhou").startswith("苏州 学校")


def test_base_forms() -> None:
    assert "subsidy" in base_forms("subsidies")
    assert "procure" in base_forms("procuring")
    assert "plan" in base_forms("planned")
    assert "school" in base_forms("schools'")


def test_folded_forms_agree() -> None:
    assert folded("procured") == folded("procures") == folded("procuring")
    assert folded("programme") == folded("programs")
    assert folded("guaranteed") == folded("guarantee")
    assert folded("housing") != folded("hospital")


def test_learned_words_back_up_the_written_terms() -> None:
    assert learned("cataract") == ("白内障",)
    assert learned("no such phrase here") == ()
    assert translate_phrase(["cataracts"]) == (("白内障",), True)


def test_the_written_terms_hold_every_phrase_once_folded() -> None:
    exact, by_fold = terms()
    assert exact["family doctor"][0] == "家庭医生"
    assert by_fold[" ".join(map(folded, ["family", "doctors"]))][0] == "家庭医生"


@pytest.mark.parametrize("text", ["", "?", "who", "what is the", "a" * 3000, "--- ,,, ''"])
def test_odd_input_gives_a_string(text: str) -> None:
    assert isinstance(translate_question(text), str)


def test_long_questions_stay_quick() -> None:
    translate_question("warm up")
    start = time.process_time()
    translate_question("Which departments support rural schools in Guizhou? " * 38)
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("What is the fine for walking a dog without a leash?", {"罚款", "犬绳"}),
        ("How long is a protection order valid?", {"人身安全保护令"}),
        ("What is the interest rate of a provident fund loan?", {"利率", "住房公积金贷款"}),
        ("Must minors wear helmets on e-bikes?", {"未成年人", "安全头盔"}),
        ("Which bureau issues the food business license?", {"食品经营许可证"}),
        ("When must employers pay wage arrears?", {"用人单位", "拖欠工资"}),
        ("May I throw objects from a building?", {"高空抛物"}),
        ("Do villagers' committees supervise burial?", {"村民委员会", "殡葬"}),
    ],
)
def test_words_of_every_field_become_the_official_ones(question: str, official: set[str]) -> None:
    assert official <= set(translate_question(question).split())


def test_words_that_the_collection_has_go_before_others_and_their_like_are_looked_for_too() -> None:
    counts = {"见习": 4, "夜市": 3}
    vocabulary = make_vocabulary(counts.items(), lambda token: counts.get(token, 0))
    usual = understand("Who pays for an internship at a night market?")
    assert "实习" in usual.terms and "见习" not in usual.terms
    held = understand("Who pays for an internship at a night market?", (), vocabulary)
    assert "见习" in held.terms and "实习" not in held.terms
    assert "实习" in held.expansions[held.terms.index("见习")]


def test_a_learned_phrase_counts_only_where_the_collection_has_a_word_for_it() -> None:
    assert translate("village head", lambda word: True).text == "村长"
    assert translate("village head").text == "村长"
    without = translate("village head", lambda word: word != "村长").text
    assert "村长" not in without and "村" in without


@pytest.mark.parametrize(
    ("question", "words", "others"),
    [
        # Whose and who after a noun ask nothing.
        (
            "How much may a ferry charge in a town whose pier has two berths",
            ("多少",),
            ("由谁负责",),
        ),
        ("Who repairs the lighthouse", ("由谁负责",), ()),
        ("When do deputies to the people's congress vote", ("人大代表", "什么时候"), ("帮办",)),
        ("Which villages are covered first by the library bus", ("优先",), ("首次",)),
    ],
)
def test_what_rules_of_elections_and_priorities_say(
    question: str, words: tuple[str, ...], others: tuple[str, ...]
) -> None:
    chinese = translate_question(question)
    assert all(word in chinese for word in words)
    assert not any(word in chinese for word in others)
