"""Misspelt words of a question, read against the words of an invented collection."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.places import names_of
from corpus.records import Region
from index.tokens import tokenize
from retrieval.misspelt import Vocabulary, alike, make_vocabulary, set_right
from retrieval.tables import TABLES, rows
from retrieval.understanding import understand

PASSAGES = [
    "鹿城县医联体管理委员会每年审定章程。",
    "医联体内住院按病种付费，报销比例不低于六成。",
    "职工公积金缴存比例由管理委员会审定，可以申请提取公积金。",
    "葡萄酒产区的保护由农业农村部门负责。",
    "葡萄酒应当标明产区。体检可以付费，付费的标准公开。",
    "自愿付费的，应当申请。",
    "签约家庭医生后，门诊报销比例提高，家庭医生每年随访。",
    "病种付费的标准每年调整，申请复议的期限为六十日。",
    "对处罚不服的，可以申请复议。秸秆露天焚烧由县政府处罚。",
    "秸秆应当综合利用。常州市的提案由办公室答复。",
    "常州市住院费用的报销，按照县的办法办理。",
    "三门峡市的厕所免费开放。",
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    counts = Counter(token for passage in PASSAGES for token in set(tokenize(passage)))
    return make_vocabulary(counts.items(), lambda token: counts[token])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("医连体住院报销多少", (("医连体", "医联体"),)),
        ("医连体内住院报销多少", (("医连体", "医联体"),)),
        ("公基金怎么提取", (("公基金", "公积金"),)),
        ("体检要付废吗", (("付废", "付费"),)),
        ("葡萄洒产区谁来保护", (("葡萄洒", "葡萄酒"),)),
        ("家廷医生每年来几次", (("家廷医生", "家庭医生"),)),
        ("申清表去哪领", (("申清", "申请"),)),
        ("比列是多少", (("比列", "比例"),)),
    ],
)
def test_a_slip_is_read_as_a_word_of_the_collection(
    typed: str, read: tuple[tuple[str, str], ...], vocabulary: Vocabulary
) -> None:
    assert set_right(typed, vocabulary)[1] == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("医联体住院包括那些项目", ("那些", "哪些")),
        ("鹿城医联体章程由那几个单位审定", ("那几", "哪几")),
        ("去那里申请提取公积金", ("那里", "哪里")),
        ("在那申请复议", ("在那", "在哪")),
        ("申请复议要几夭", ("几夭", "几天")),
        ("住院报销多小钱", ("多小钱", "多少钱")),
        ("秸秆焚烧怎末处罚", ("怎末", "怎么")),
        ("秸秆焚烧归淮管", ("归淮", "归谁")),
        ("申请公积金要什莫", ("什莫", "什么")),
    ],
)
def test_a_misspelt_question_word_is_read_as_one(
    typed: str, read: tuple[str, str], vocabulary: Vocabulary
) -> None:
    assert set_right(typed, vocabulary) == (typed.replace(*read), (read,))


@pytest.mark.parametrize(
    "typed",
    [
        "那个章程能不能改",
        "必须要申请复议吗",
        "把那些秸秆烧了违法不",
        "我住那里的时候没有申请，要付费",
        "医联体的那些医院归谁管",
        "那几个单位呢",
        "介绍一下那个章程",
        "那住院报销多少",
    ],
)
def test_a_word_that_points_is_no_question_word(typed: str, vocabulary: Vocabulary) -> None:
    assert set_right(typed, vocabulary) == (typed, ())


@pytest.mark.parametrize(
    "right",
    [
        "医联体住院报销多少",
        "食盐怎么卖",  # words that the collection lacks
        "事业单位怎么报名",
        "苏州的住院费用怎么报销",  # another place is no misspelt one
        "常洲的住院费用怎么报销",  # no document is of this place
        "张报晓是谁",
        "保消村的路谁来修",  # a village is called as it likes
        "什么时候付",
    ],
)
def test_what_is_no_slip_stays(right: str, vocabulary: Vocabulary) -> None:
    assert set_right(right, vocabulary) == (right, ())


@pytest.fixture(scope="module")
def placed() -> Vocabulary:
    counts = Counter(token for passage in PASSAGES for token in set(tokenize(passage)))
    regions = {Region("江苏省", "常州市"), Region("河南省", "三门峡市"), Region("北京市")}
    return make_vocabulary(counts.items(), lambda token: counts[token], names_of(regions))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("常洲的住院费用怎么报销", (("常洲", "常州"),)),
        ("三门侠的厕所收费吗", (("三门侠", "三门峡"),)),  # 三门 alone is a county elsewhere
        ("上海和常洲的住院费用", (("常洲", "常州"),)),
        ("宿州的住院费用怎么报销", ()),  # Suzhou in Anhui is a place itself
        ("杭洲的住院费用怎么报销", ()),  # Hangzhou has no document
        ("常洲路谁来修", ()),  # a street is called as it likes
        ("北京失能老人领多少", ()),  # 失 sounds like 市
    ],
)
def test_a_place_that_has_documents_is_read_by_its_sound(
    typed: str, read: tuple[tuple[str, str], ...], placed: Vocabulary
) -> None:
    assert set_right(typed, placed)[1] == read


def test_a_place_that_is_read_right_is_the_place_asked_about(placed: Vocabulary) -> None:
    question = understand("三门侠的厕所收费吗", (), placed)
    assert [place.region.city for place in question.places] == ["三门峡市"]
    assert [p.region.city for p in understand("三门侠的厕所收费吗").places] == ["台州市"]


def test_nothing_is_read_as_a_word_that_the_collection_lacks() -> None:
    empty = make_vocabulary([], lambda token: 0)
    assert set_right("医连体住院报销多少", empty) == ("医连体住院报销多少", ())


def test_the_question_keeps_what_was_typed(vocabulary: Vocabulary) -> None:
    question = understand("公基金怎么提取？", (), vocabulary)
    assert question.original == "公基金怎么提取？"
    assert question.text == "公积金怎么提取?"
    assert question.corrections == (("公基金", "公积金"),)
    assert "公积金" in question.terms
    assert understand("公基金怎么提取？").corrections == ()


def test_a_follow_up_takes_the_earlier_question_as_read(vocabulary: Vocabulary) -> None:
    question = understand("那常州呢", ["公基金怎么提取"], vocabulary)
    assert question.follow_up
    assert "公积金" in question.terms


def test_characters_are_alike_in_sound_or_shape() -> None:
    assert alike("基")["积"] == "sound"
    assert alike("洒")["酒"] == "shape"
    assert alike("清")["亲"] == "near"
    assert "基" not in alike("基")


def test_the_groups_of_lookalikes_hold_characters_once() -> None:
    for (group,) in rows(TABLES / "lookalike_characters.tsv"):
        assert len(group) == len(set(group)) > 1, group
