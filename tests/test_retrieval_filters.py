"""Filters: what is understood of a place, years, a body and kinds, and which documents pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from answers_sample import assistant
from index_sample import document

from answers.assistant import Assistant
from answers.limits import filters_in_words
from corpus.headers import Header, header_of
from corpus.records import Region
from index.collection import make_index
from index.encoder import load_encoder
from retrieval.filters import FilterError, make_filters, matching


def header(
    id_: str, region: Region, issuer: str = "", signed: date | None = None, kind: str = ""
) -> Header:
    made = document(id_, "关于公园开放的文件", "公园全年开放。", region=region)
    return header_of(replace(made, issuer=issuer, signed=signed, kind=kind))


HEADERS = {
    one.id: one
    for one in (
        header("country", Region(), "国家医疗保障局", date(2019, 3, 1), "notice"),
        header("yunnan", Region("云南省"), "云南省卫生健康委员会", date(2021, 5, 1), "plan"),
        header("dali", Region("云南省", "大理白族自治州"), "大理州医疗保障局", date(2022, 1, 1)),
        header("binchuan", Region("云南省", "大理白族自治州", "宾川县"), "宾川县人民政府"),
        header("harbin", Region("黑龙江省", "哈尔滨市"), "", date(2023, 7, 1), "notice"),
    )
}


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ({}, "country yunnan dali binchuan harbin"),
        ({"region": "云南"}, "yunnan dali binchuan"),
        ({"region": "大理州"}, "dali binchuan"),
        ({"region": "雲南省"}, "yunnan dali binchuan"),
        ({"region": "全国"}, "country"),
        ({"years": "2021"}, "yunnan"),
        ({"years": "2021-2022"}, "yunnan dali"),
        ({"years": "2022年至"}, "dali harbin"),
        ({"years": "-2019"}, "country"),
        ({"kind": "通知"}, "country harbin"),
        ({"kind": "notice,方案"}, "country yunnan harbin"),
        ({"issuer": "医保局"}, "country dali"),
        ({"issuer": "国家医保局"}, "country"),
        ({"issuer": "云南省卫健委"}, "yunnan"),
        ({"issuer": "大理州医保局"}, "dali"),
        ({"region": "云南", "years": "2022"}, "dali"),
        ({"region": "云南", "kind": "通知"}, ""),
    ],
)
def test_a_document_passes_where_it_meets_every_filter(words: dict[str, str], ids: str) -> None:
    assert matching(make_filters(**words), HEADERS) == frozenset(ids.split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"region": "亚特兰蒂斯"}, "不认识地区“亚特兰蒂斯”"),
        ({"years": "去年"}, "看不懂年份“去年”"),
        ({"years": "2023-2020"}, "请改为 2020-2023"),
        ({"kind": "歌词"}, "没有文种“歌词”；可用的有：通知公告"),
    ],
)
def test_what_cannot_be_understood_is_named_with_the_remedy(
    words: dict[str, str], told: str
) -> None:
    with pytest.raises(FilterError, match=told):
        make_filters(**words)


def test_filters_are_said_in_the_language_of_the_question() -> None:
    filters = make_filters("云南", "2020-", "医保局", "notice,plan")
    assert filters_in_words(filters) == "云南、2020年及以后、医保局、通知公告或方案要点"
    assert filters_in_words(filters, "zh-Hant").endswith("、通知公告或方案要點")
    assert filters_in_words(filters, "en") == "Yunnan Province; since 2020; 医保局; notice or plan"


def test_only_passages_of_the_documents_chosen_are_ranked() -> None:
    encoder = load_encoder()
    parks = [
        document(
            name, "公园办法", "公园全年开放。", "公园夜间关闭。", region=Region("云南省", city)
        )
        for name, city in (("a", "昆明市"), ("b", "玉溪市"), ("c", "昭通市"))
    ]
    whole = Assistant(make_index(parks, encoder), encoder)
    chosen = whole.within(make_filters(region="玉溪"))
    for mode in ("hybrid", "bm25", "dense"):
        hits = chosen.search("公园开放", mode=mode)
        assert [hit.passage.id for hit in hits] == ["b#0000", "b#0001"]
    scores = {hit.passage.id: hit.lexical for hit in whole.search("公园开放")}
    for hit in chosen.search("公园开放"):
        assert np.isclose(hit.lexical, scores[hit.passage.id])


def test_half_a_surrogate_pair_of_a_filter_is_replaced() -> None:
    assert make_filters(issuer="市\ud800局").issuer == "市\ufffd局"
    with pytest.raises(FilterError, match="\ufffd"):
        make_filters(region="\ud800")


def test_an_answer_is_of_the_documents_chosen_and_says_what_it_was_limited_to() -> None:
    filters = make_filters(region="烟台", years="2022")
    answer = assistant().within(filters).ask("公租房租金是市场租金的几成")
    assert not answer.refused and "六成" in answer.text
    assert {citation.document_id for citation in answer.citations} == {"yantai-2022"}
    assert answer.filters == filters


def test_filters_that_leave_no_document_are_the_reason_of_the_refusal() -> None:
    answer = assistant().within(make_filters(region="拉萨")).ask("公租房租金是多少")
    assert (answer.refused, answer.kind, answer.citations) == (True, "nothing_within", ())
    assert "“拉萨”" in answer.text and "清除筛选" in answer.text
