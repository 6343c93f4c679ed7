"""Sides of a comparison, and the answers that set them beside each other, on invented rules."""

from __future__ import annotations

from functools import cache

import pytest
from answers_sample import encoder

from answers.assistant import Assistant
from answers.records import Answer
from answers.sides import sides_of
from answers.subjects import subjects_of
from corpus.reading import compose
from index.collection import make_index
from retrieval.understanding import understand

TEXTS = {
    "lamps": """中华人民共和国灯塔管理条例
第一条 为了航行安全，制定本条例。
第二条 灯塔看守员对处分不服的，可以自收到决定之日起四十日内申请复核。
第三条 设立灯塔应当在六十日内作出许可决定。
""",
    "boats": """洪江市渡船管理条例
第一条 为了渡船安全，制定本条例。
第二条 经营渡船应当向市航务中心提出申请。航务中心应当自受理之日起十二日内作出许可决定。
第三条 渡船船主对渡船扣押不服的，可以在九日内申请复核。
第四条 渡船码头由市交通局负责维护。渡船船员的培训由市总工会负责。
第五条 渡船由市农业局发放补贴，每船八百元。
""",
    "bees": """罗平县养蜂管理办法
第一条 为了保护蜜源，制定本办法。
第二条 蜂农转场由县农业局负责登记。
第三条 养蜂由县财政局发放补贴，每箱三十元。
第四条 本办法所称蜜源区，是指油菜连片种植的区域。
""",
}


@cache
def assistant() -> Assistant:
    found = [compose(id_, text) for id_, text in TEXTS.items()]
    return Assistant(make_index(found, encoder()), encoder())


def ask(question: str) -> Answer:
    return assistant().ask(question)


def sides(question: str) -> list[tuple[str, str]]:
    found = sides_of(understand(question), assistant().headers)
    return [(side.name, side.question.resolved) for side in found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "洪江和罗平,补贴的发放一样吗",
            [("湖南省怀化市洪江市", "洪江,补贴的发放"), ("云南省曲靖市罗平县", "罗平,补贴的发放")],
        ),
        (
            "洪江的渡船补贴和罗平的养蜂补贴,哪个发得多,各是多少",
            [
                ("湖南省怀化市洪江市", "洪江的渡船补贴,是多少"),
                ("云南省曲靖市罗平县", "罗平的养蜂补贴,是多少"),
            ],
        ),
        (
            "洪江和罗平,补贴各由什么部门发放",
            [
                ("湖南省怀化市洪江市", "洪江,补贴由什么部门发放"),
                ("云南省曲靖市罗平县", "罗平,补贴由什么部门发放"),
            ],
        ),
        (
            "补贴怎么发,洪江和罗平说的有什么不一样?",
            [
                ("湖南省怀化市洪江市", "补贴怎么发,洪江"),
                ("云南省曲靖市罗平县", "补贴怎么发,罗平"),
            ],
        ),
        (
            "发放补贴,洪江2020年和罗平2015年的部门分别有哪些?",
            [
                ("湖南省怀化市洪江市2020年", "发放补贴,洪江2020年的部门有哪些?"),
                ("云南省曲靖市罗平县2015年", "发放补贴,罗平2015年的部门有哪些?"),
            ],
        ),
        (
            "在洪江不服渡船的扣押、在灯塔不服看守员的处分,各有几天时间申请复核",
            [
                ("在洪江不服渡船的扣押", "在洪江不服渡船的扣押有几天时间申请复核"),
                ("在灯塔不服看守员的处分", "在灯塔不服看守员的处分有几天时间申请复核"),
            ],
        ),
        (
            "码头的油、水管理和渡船领取、发放补贴的记录,各保存几年",
            [
                ("码头的油、水管理", "码头的油、水管理保存几年"),
                ("渡船领取、发放补贴的记录", "渡船领取、发放补贴的记录保存几年"),
            ],
        ),
        (
            "渡船和蜂箱的补贴这件事,洪江和罗平谁写明了金额,是多少?",
            [
                ("湖南省怀化市洪江市", "渡船和蜂箱的补贴这件事,洪江金额是多少?"),
                ("云南省曲靖市罗平县", "渡船和蜂箱的补贴这件事,罗平金额是多少?"),
            ],
        ),
        (
            "洪江和罗平的理事会都有谁参加?罗平多了哪一方?",
            [
                ("湖南省怀化市洪江市", "洪江的理事会有谁参加"),
                ("云南省曲靖市罗平县", "罗平的理事会有谁参加"),
            ],
        ),
        (
            "洪江和罗平的理事会,成员里头罗平多了谁?",
            [
                ("湖南省怀化市洪江市", "洪江的理事会,成员里头有谁"),
                ("云南省曲靖市罗平县", "罗平的理事会,成员里头有谁"),
            ],
        ),
        ("洪江的渡船由谁发放补贴", []),
    ],
)
def test_what_each_side_is_asked(question: str, expected: list[tuple[str, str]]) -> None:
    assert sides(question) == expected


def test_the_side_of_the_whole_country_is_answered_by_its_law() -> None:
    answer = ask("洪江批经营渡船的许可和国家批设立灯塔的许可,各要在多少天内作出决定")
    local, national = answer.table
    assert "十二日" in local.text and "六十日" in national.text
    assert [c.document_id for c in answer.citations] == ["boats", "lamps"]
    assert answer.text.endswith("的时间长于洪江批经营渡船的许可。")


def test_the_whole_country_beside_a_place_under_one_topic() -> None:
    found = sides("许可决定,国家的条例和洪江的规定最长各是多少天")
    assert [name for name, _ in found] == ["国家的条例", "洪江的规定"]
    assert sides("许可决定,甲的条例和洪江的规定最长各是多少天") == []


def test_two_places_have_a_row_each_and_one_may_be_silent() -> None:
    answer = ask("洪江和罗平的补贴各由谁发放")
    first, second = answer.table
    assert "市农业局" in first.text and "县财政局" in second.text
    silent = ask("洪江和罗平所称的蜜源区分别是什么意思").table
    assert "没有找到" in silent[0].text and "油菜" in silent[1].text


def test_two_titles_in_a_row_are_two_sides_each_of_its_document() -> None:
    question = "洪江市渡船管理条例和灯塔管理条例里,几日内可以申请复核"
    found = sides_of(understand(question), assistant().headers)
    assert [(side.name, side.document) for side in found] == [
        ("洪江市渡船管理条例", "boats"),
        ("灯塔管理条例", "lamps"),
    ]
    local, national = ask(question).table
    assert "九日" in local.text and "四十日" in national.text
    by_law = "根据洪江市渡船管理条例和灯塔管理条例,几日内可以申请复核"
    assert sides(by_law) == []


def test_a_title_that_others_end_like_names_no_document() -> None:
    found = sides_of(
        understand("洪江渡船管理条例和罗平养蜂管理办法各怎么规定补贴"), assistant().headers
    )
    assert [side.document for side in found] == ["", ""]
    assert [side.question.resolved for side in found] == [
        "洪江渡船管理条例怎么规定补贴",
        "罗平养蜂管理办法怎么规定补贴",
    ]


def test_words_that_compare_are_no_part_of_what_is_asked() -> None:
    assert [text for _, text in sides("洪江的渡船补贴和罗平的养蜂补贴有什么区别")] == [
        "洪江的渡船补贴",
        "罗平的养蜂补贴",
    ]
    assert [text for _, text in sides("洪江的渡船和罗平的养蜂,各自由谁发放补贴")] == [
        "洪江的渡船由谁发放补贴",
        "罗平的养蜂由谁发放补贴",
    ]


def test_two_subjects_of_one_document_are_told_apart() -> None:
    answer = ask("洪江渡船码头和船员的培训分别由谁负责")
    assert [row.name for row in answer.table] == ["渡船码头", "船员的培训"]
    assert "市交通局" in answer.table[0].text and "市总工会" in answer.table[1].text


def test_what_the_last_subject_is_asked_of_is_meant_of_all() -> None:
    question = understand("船主向洪江市或乡、镇政府申请裁决的,受理与裁决的期限各为多少")
    assert sides(question.text) == []
    assert [side.question.text for side in subjects_of(question)] == [
        "船主向洪江市或乡、镇政府申请裁决的,受理的期限为多少",
        "船主向洪江市或乡、镇政府申请裁决的,裁决的期限为多少",
    ]


def test_what_two_bodies_divide_is_no_question_of_who_leads() -> None:
    question = understand("洪江市级渡口和乡镇渡口分别怎么分工")
    found = subjects_of(question)
    assert [side.name for side in found] == ["市级渡口", "乡镇渡口"]
    assert {side.question.kind for side in found} == {"sentence"}
    assert all(side.divided for side in found)


def test_subjects_that_no_text_tells_apart_are_answered_together() -> None:
    answer = ask("洪江渡船的老船主和新船主分别由谁发放补贴")
    assert answer.table == () and "市农业局" in answer.text


def test_two_sentences_that_ask_are_both_answered() -> None:
    answer = ask("洪江的渡船补贴每船多少钱?船主不服扣押的,几日内可以申请复核?")
    assert "八百元" in answer.text and "九日" in answer.text
    assert answer.question.text.startswith("洪江的渡船补贴")


def test_a_last_question_of_three_characters_is_answered_too() -> None:
    answer = ask("罗平的蜂农转场要登记吗?谁登记?")
    assert not answer.refused and "县农业局" in answer.text


def test_what_is_not_said_is_named_beside_what_is() -> None:
    answer = ask("罗平的蜂农转场由谁登记,什么时候完成")
    assert not answer.refused and "县农业局" in answer.text
    assert "“什么时候完成”：现有文件没有写明。" in answer.text
