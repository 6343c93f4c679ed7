"""Who acts and what is imposed, on an invented regulation with cross-references."""

from __future__ import annotations

import pytest

from answers.assistant import Assistant
from answers.records import Answer
from answers.references import cited_passages, cited_words, penalties_for
from corpus.reading import compose
from index.collection import make_index
from index.encoder import load_encoder

REGULATION = """漳州市古树名木保护条例
第一章 总则
第一条 为了加强古树名木保护，制定本条例。
第二条 市绿化主管部门负责全市古树名木的认定工作。养护古树的费用由所有权人承担。
第二章 养护
第三条 砍伐古树的，应当报市人民政府批准。市人民政府应当自受理之日起二十日内作出决定。
第四条 禁止下列损害古树的行为：
（一）在树干上刻划、钉钉；
（二）在树冠投影外五米内挖坑取土、倾倒废水；
（三）在树下点火烧烤。
第五条 建设项目涉及古树的，建设单位应当制定保护方案，并报绿化主管部门备案。
第三章 法律责任
第六条 违反本条例第四条第（一）项规定的，由绿化主管部门责令改正，处二百元以上一千元以下罚款。
第七条 违反本条例第四条第（二）项规定的，由城市管理部门责令恢复原状，处三千元以上三万元以下罚款。
造成古树死亡的，处评估价值三倍罚款。
第八条 违反本条例第五条规定，未报备案的，由绿化主管部门给予警告，可以并处五千元罚款。
"""
DOCUMENT = compose("zhangzhou", REGULATION)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    encoder = load_encoder()
    return Assistant(make_index([DOCUMENT], encoder), encoder)


def ask(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(question)
    assert not answer.refused, question
    return answer


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("古树名木由谁认定", "市绿化主管部门"),
        ("养护古树的钱谁出", "所有权人"),
        ("砍伐古树由哪一级批准", "市人民政府"),
        ("涉及古树的建设项目，保护方案由谁制定", "建设单位"),
    ],
)
def test_who_acts_is_said_with_the_clause_that_names_them(
    assistant: Assistant, question: str, who: str
) -> None:
    answer = ask(assistant, question)
    assert who in answer.text
    assert len(answer.text) < 80


@pytest.mark.parametrize(
    ("question", "imposed", "others"),
    [
        ("在古树树干上钉钉子怎么处罚", "二百元以上一千元以下", "三万元"),
        ("在古树旁边挖坑取土罚多少钱", "三千元以上三万元以下", "一千元以下"),
        ("建设单位没有把古树保护方案报备案会怎么处罚", "五千元", "三万元"),
    ],
)
def test_a_penalty_is_found_by_the_article_that_it_names(
    assistant: Assistant, question: str, imposed: str, others: str
) -> None:
    answer = ask(assistant, question)
    assert imposed in answer.text
    assert others not in answer.text


def test_the_words_of_the_item_that_a_penalty_names() -> None:
    text = "违反本条例第四条第（二）项规定的"
    assert "挖坑取土" in cited_words(DOCUMENT, text)
    assert "烧烤" not in cited_words(DOCUMENT, text)
    assert "烧烤" in cited_words(DOCUMENT, "违反本条例第四条规定的")
    assert cited_words(DOCUMENT, "违反《森林法》第四条规定的") == ""
    assert cited_words(DOCUMENT, "依照第四条处理", own=4) == ""


def test_the_passages_of_the_articles_that_a_penalty_names() -> None:
    found = cited_passages(DOCUMENT, "违反本条例第三条、第五条规定的", own=8)
    words = "".join(DOCUMENT.text[passage.start : passage.end] for passage in found)
    assert "砍伐古树的" in words
    assert "建设项目涉及古树的" in words
    assert "树下点火" not in words
    assert cited_passages(DOCUMENT, "依照第四条处理", own=4) == ()


def test_the_penalties_for_a_rule() -> None:
    found = [passage for passage, number in penalties_for(DOCUMENT, frozenset({5})) if number == 5]
    assert len(found) == 1
    assert "五千元" in DOCUMENT.text[found[0].start : found[0].end]
    assert not list(penalties_for(DOCUMENT, frozenset({2})))


def test_an_item_named_alone_is_one_of_the_article_that_the_words_above_name() -> None:
    text = """漳州市河道管理办法
第一条 制定本办法。
第二条 禁止下列行为：
（一）在河道内采砂；
（二）在堤岸上放牧。
第三条 违反本办法第二条规定的，按照下列规定处罚：
（一）违反第一项规定的，处一万元罚款；
（二）违反第二项规定的，处二百元罚款。
"""
    document, encoder = compose("rivers", text), load_encoder()
    head = "第三条 违反本办法第二条规定的，按照下列规定处罚："
    assert cited_words(document, "（二）违反第二项规定的", 3, head) == "（二）在堤岸上放牧。"
    assert cited_words(document, "（二）违反第二项规定的", 3) == ""
    assistant = Assistant(make_index([document], encoder), encoder)
    context = assistant.context(assistant.understand("漳州在堤岸上放牧会罚多少钱"))
    fines = [w.span.text for w in context.weighed if "罚款" in w.span.text]
    assert fines[0] == "（二）违反第二项规定的，处二百元罚款。"
