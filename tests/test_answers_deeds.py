"""Who does what is asked, in the words of an invented rule on street stalls."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from answers.deeds import acting, deed_asked, does
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder
from retrieval.understanding import understand

RULES = """湘潭市夜市摊位管理办法
第一条 夜市摊位的设置应当符合市委的决策部署，方便群众生活。
第二条 县级以上人民政府商务部门负责夜市摊位的监督管理工作。
第三条 设置夜市摊位的单位，应当向所在地街道办事处申请领取摊位证；未取得摊位证的单位，不得设摊。
第四条 街道办事处应当自受理夜市摊位申请之日起7日内审查完毕。
第五条 夜市停业的，必须报区人民政府批准。夜市停业的公告应当在入口张贴，并通知摊位经营者。
第六条 夜市摊位的电费由摊位使用人承担。但是，线路老化造成的费用，由产权单位承担。
第七条 夜市摊位收费标准由价格主管部门核定。市场监督管理部门应当加强对夜市摊位收费标准的日常检查。
第八条 夜市经营管理单位应当依法经营，并履行下列职责：
（一）定期清扫夜市；
（二）为参加培训的摊位经营者出具培训证明。
第九条 夜市摊位的场地属于集体所有。夜市管理遵循政府监管和公众监督相结合的原则。
第十一条 夜市摊位协议由街道办事处和摊位经营者订立后，由市夜市协会办理夜市摊位协议的递送手续。\
夜市摊位协议由街道办事处主任签署。
第十二条 夜市摊位的消防检查，由下列部门负责：
（一）室内摊位，由区消防救援大队负责；
（二）露天摊位，由乡镇综合执法队负责。
第十三条 严禁闲置夜市摊位。凡闲置两个月以上的，收取摊位闲置费。
第十条 违反本办法第三条规定，未取得夜市摊位证设置摊位的，由城市管理部门责令改正，处500元罚款。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([compose("xiangtan", RULES)], encoder), encoder)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("湘潭的夜市要停业,得谁点头?", "报区人民政府批准"),
        ("湘潭夜市摊位证找哪个部门领?", "街道办事处申请领取"),
        ("湘潭夜市摊位的收费标准是谁定的?", "价格主管部门核定"),
        ("湘潭夜市摊位的电费,该摊主出还是市场出?", "摊位使用人承担"),
        ("湘潭夜市摊位的电费从哪儿出?", "摊位使用人承担"),
        ("湘潭夜市摊位归哪个部门盯?", "商务部门"),
        ("湘潭夜市摊位的场地归谁所有?", "集体所有"),
        ("湘潭夜市摊位协议的落款由谁签字?", "主任签署"),
        # The bodies that a sentence only announces are said with it.
        ("湘潭夜市摊位的消防检查由哪个部门负责?", "露天摊位，由乡镇综合执法队负责"),
        # What a ban brings upon whoever breaks it is asked for, not the act.
        ("湘潭夜市摊位闲置多久要交闲置费?", "两个月以上"),
        # Who has to do what an item says is named over the list.
        ("湘潭夜市的培训证明由谁出具?", "夜市经营管理单位"),
        # Two things asked: where to go, and how long it takes.
        ("湘潭摆夜市摊,去哪里申请摊位证,多少天给审完?", "街道办事处申请领取"),
        ("湘潭摆夜市摊,去哪里申请摊位证,多少天给审完?", "7日内"),
    ],
)
def test_whoever_does_the_deed_is_named(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused
    assert said in answer.text, answer.text


def test_everyday_words_for_a_deed_are_the_words_of_rules() -> None:
    deed = deed_asked(understand("夜市停业,得谁点头?"))
    assert deed is not None
    assert deed.search("必须报区人民政府批准")
    assert not deed.search("应当在入口张贴")
    assert does(understand("夜市停业,得谁点头?"), "必须报区人民政府批准", deed)
    assert not does(understand("夜市停业,得谁点头?"), "应当写明批准机关", deed)
    assert deed_asked(understand("夜市几点开门?")) is None


@pytest.mark.parametrize(
    ("question", "undone"),
    [
        # Words that only begin like a deed.
        ("谁报销医药费?", "报送备案"),
        ("谁去派出所?", "委派人员"),
        ("谁有收入?", "受理申请"),
        ("谁出席听证会?", "承担费用"),
        ("谁是发展对象?", "颁发证书"),
        ("哪个部门有这个办法?", "组织实施"),
    ],
)
def test_a_word_that_begins_like_a_deed_is_none(question: str, undone: str) -> None:
    deed = deed_asked(understand(question))
    assert deed is None or not deed.search(undone)


def test_who_acts_for_somebody_does_the_deed() -> None:
    text = """六安市民生服务办法
第一条 新生儿参保由乡镇卫生院代办。
第二条 医疗救助审批由县民政局负责。
"""
    encoder = load_encoder()
    assistant = Assistant(make_index([compose("liuan", text)], encoder), encoder)
    assert "乡镇卫生院代办" in assistant.ask("六安谁给新生儿办参保?").text


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("由价格主管部门核定", True),
        ("由摊位使用人承担", True),
        ("应当符合市委的决策部署", False),
        ("未取得摊位证的单位", False),
        ("由有关部门核定", False),
        ("属于集体所有", True),
        ("遵循政府监管和公众监督相结合的原则", False),
    ],
)
def test_a_body_named_in_passing_does_not_act(text: str, acts: bool) -> None:
    assert any(acting(understand("夜市收费是谁定的?"), text)) is acts


def test_a_body_of_the_class_named_is_asked_for() -> None:
    text = """宜春市县域医院联合体方案
(一)建设联合体。联合体以市第一医院为龙头,下设乡镇卫生院9家。(牵头单位:市卫健委;责任单位:市财政局)
(二)培训乡村医生。每年培训乡村医生200名。(牵头单位:市卫健委;责任单位:市人社局)
"""
    encoder = load_encoder()
    assistant = Assistant(make_index([compose("yichun", text)], encoder), encoder)
    assert "市第一医院" in assistant.ask("宜春县域医院联合体由哪家医院牵头?").text
    assert "市卫健委" in assistant.ask("宜春县域医院联合体建设由哪个部门牵头?").text


def test_a_licence_is_not_issued_by_the_issuer_of_its_rules() -> None:
    assert understand("夜市摊位证由谁发?").kind == "actor"
    assert understand("夜市摊位管理办法是谁发的?").kind == "issuer"


def test_the_figure_that_a_question_tells_is_looked_for(assistant: Assistant) -> None:
    answer = assistant.ask("湘潭夜市摊位申请,街道办事处30日内审查完就行,对吧?")
    assert answer.text.startswith("不是") and "7日内" in answer.text
