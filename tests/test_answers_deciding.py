"""Yes or no from the sentence that decides, on invented rules of other fields."""

from __future__ import annotations

import re
from functools import cache

import pytest

from answers.assistant import Assistant
from answers.bounds import asked_figure, keeps
from answers.records import Answer
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

STALLS = """敦煌市社区老年食堂管理办法
第一章 总则
第一条 为了规范社区老年食堂管理，制定本办法。
第二章 就餐
第二条 申请成为老年食堂志愿者，应当符合下列条件：
（一）年龄不超过65周岁；
（二）身体健康，持有健康证明。
第三条 有下列情形之一的，不得经营老年食堂：
（一）被列入失信名单的企业；
（二）发生过食品安全事故的企业。
第四条 老年食堂年度公示包括下列内容：
（一）食材采购来源；
（二）就餐人数；
（三）经营利润总额。
前款第一项、第二项规定的内容应当向社会公示，第三项规定的内容由经营者选择是否公示。
第五条 因装修停业的，属于临时停业。自行注销营业执照的，不属于临时停业。
"""


@cache
def _assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("dunhuang", STALLS)], encoder), encoder)


def ask(question: str) -> Answer:
    return _assistant().ask(question)


@pytest.mark.parametrize(
    ("question", "rule", "kept"),
    [
        ("女的58岁还能申请吗", "女性不超过55周岁、男性不超过60周岁", False),
        ("男的58岁还能申请吗", "女性不超过55周岁、男性不超过60周岁", True),
        ("58岁还能申请吗", "女性不超过55周岁、男性不超过60周岁", None),
        ("17岁可以报名吗", "年满十八周岁的公民可以报名", False),
        ("17岁可以报名吗", "未满十八周岁的，不得报名", False),
        ("20岁可以报名吗", "未满十八周岁的，不得报名", None),
        ("30岁可以报名吗", "报名费为30元", None),
        ("50平方米可以办吗", "经营面积不低于40平方米", True),
    ],
)
def test_a_number_is_held_against_the_bounds_of_a_rule(
    question: str, rule: str, kept: bool | None
) -> None:
    asked = asked_figure(question)
    assert asked is not None
    assert keeps(asked, rule, question) is kept


def test_a_year_and_several_amounts_are_no_number_to_hold_against_a_bound() -> None:
    assert asked_figure("2024年可以申请吗") is None
    assert asked_figure("58岁每月3000元可以申请吗") is None


def test_an_age_beyond_the_bound_is_a_no_with_the_bound() -> None:
    answer = ask("70岁还能当老年食堂志愿者吗")
    assert answer.text.startswith("不可以。")
    assert "不超过65周岁" in answer.text
    assert ask("60岁能当老年食堂志愿者吗").text.startswith("符合这一项要求。")


def test_an_item_is_decided_by_the_words_over_its_list() -> None:
    answer = ask("被列入失信名单的企业可以经营老年食堂吗")
    assert answer.text.startswith("不可以。有下列情形之一的，不得经营老年食堂：")
    assert "被列入失信名单的企业" in answer.text


def test_what_is_left_free_is_no_obligation() -> None:
    answer = ask("老年食堂的经营利润总额必须公示吗")
    assert answer.text.startswith("不需要。第三项规定的内容由经营者选择是否公示。")
    assert "经营利润总额" in answer.text


def test_two_cases_that_decide_otherwise_are_both_said_without_a_verdict() -> None:
    text = ask("自己注销营业执照算不算临时停业").text
    assert text.startswith("因装修停业的，属于临时停业。[1]")
    assert "自行注销营业执照的，不属于临时停业。[2]" in text


def test_a_heading_that_decides_is_the_answer() -> None:
    text = (
        "敦煌市老年食堂就餐指南\n一、就餐方式\n（一）外地老人就餐无须预约登记\n"
        "本市各食堂均已联网，出示身份证后由系统自动记录。\n（二）就餐时间\n"
        "每日十一时至十三时开放，外地老人和本地老人同价。\n"
    )
    encoder = load_encoder()
    document = compose("guide", text)
    answer = Assistant(make_index([document], encoder), encoder).ask("外地老人就餐要不要预约登记")
    assert answer.text.startswith("不需要。")
    assert "外地老人就餐无须预约登记" in answer.text


LETTER = """辽源市人民政府关于龙山区所提问题办理情况的函
龙山区人民政府：
你区请求，市财政对龙山区的旧桥改造给予补助。市财政局提出了办理意见：旧桥改造不存在补助问题。
你区应当按期完成旧桥改造。

辽源市养蜂管理办法
第一条 本市行政区域内养蜂、售蜂的管理，适用本办法。野外科研用蜂不适用本办法。
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("龙山区旧桥改造市财政给补助吗", "旧桥改造不存在补助问题"),
        ("野外科研用蜂适用辽源市养蜂管理办法吗", "野外科研用蜂不适用本办法"),
    ],
)
def test_what_is_decided_comes_before_what_was_asked_for_or_holds_in_general(
    question: str, said: str
) -> None:
    encoder = load_encoder()
    first, second = LETTER.split("\n\n")
    documents = [compose("liaoyuan", first), compose("bees", second)]
    answer = Assistant(make_index(documents, encoder), encoder).ask(question)
    assert answer.text.startswith(("不", "否", "没有")) and said in answer.text


MARKET = """凉山州集市管理办法
第一条 集市分为常年集市和季节集市。
第二条 乡镇政府不得随意到集市检查经营账目；确需检查的，经州人民政府批准。
第三条 特殊情况下，经州人民政府批准，可以在集市内设立仓库。
第四条 摊主经营熟食的，应当在摊位公示健康证明。
第五条 集市内的公共厕所免费使用。公共厕所应当有专人管理，保持清洁，每日开放。
第六条 登记摊位后，摊主可以变更登记内容或者撤销登记。合伙人意见不一致的，不得办理摊位登记。
第七条 外地摊主享有摊位优先续租的权利，但被取消资格的除外。
"""


@pytest.mark.parametrize(
    ("question", "verdict", "said"),
    [
        ("乡镇政府能不能直接到集市查账", "不可以。", "不得随意到集市检查经营账目"),
        ("集市里能设仓库吗", "", "特殊情况下，经州人民政府批准"),
        ("摊主经营熟食可以不贴健康证明吗", "", "应当在摊位公示健康证明"),
        ("集市的公共厕所收不收钱", "不是。", "免费使用"),
        ("登记了摊位后来反悔能撤吗", "可以。", "撤销登记"),
        ("外地摊主是不是能优先续租摊位", "是。", "优先续租的权利"),
    ],
)
def test_only_a_sentence_that_decides_the_very_thing_asked_gives_a_verdict(
    question: str, verdict: str, said: str
) -> None:
    encoder = load_encoder()
    document = compose("liangshan", MARKET)
    text = Assistant(make_index([document], encoder), encoder).ask(question).text
    assert said in text
    if verdict:
        assert text.startswith(verdict)
    else:
        assert not re.match(r"(?:不?可以|不?是|不?能|不?需要)。", text)


POOL = """东阳市游泳馆管理办法
第一条 游泳馆实行分类收费。夜间(20:00至22:00)免费。
第二条 游泳馆寄存柜收取押金10元。
东阳市体育局
2023年3月8日
"""


def test_what_holds_in_general_is_no_verdict_for_a_part_of_the_day() -> None:
    encoder = load_encoder()
    pool = Assistant(make_index([compose("pool", POOL)], encoder), encoder)
    assert pool.ask("东阳游泳馆收费吗").text.startswith("是")
    at_night = pool.ask("东阳游泳馆晚上收费吗").text
    assert "夜间(20:00至22:00)免费" in at_night and not at_night.startswith("是")
    assert not pool.ask("东阳游泳馆周末收费吗").text.startswith("是")
