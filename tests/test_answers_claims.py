"""Lies and truths over invented passages of many fields: how many of each the verifier removes."""

from __future__ import annotations

import pytest

from answers.verification import Source, reason_against, verify
from benchmarks.written_claims import CLAIMS, claims_of
from corpus.records import Region

PARKING = Source(
    "停车场管理办法",
    "停车场经营者应当自开业之日起15日内向市公安局备案。军车免收停车费,新能源汽车首2小时免费。",
    (),
    Region("四川省", "绵阳市"),
)
CANTEEN = Source(
    "助餐服务实施方案",
    "老年食堂按照简易型不超过2万元、标准型不超过5万元、示范型不超过8万元的标准给予一次性补助。"
    "承租人转租的应当腾退,且5年内不得再次申请。",
    (),
    Region(),
)
ROLES = Source("方案", "助餐工作由县卫生健康委牵头,县民政局、县医保局配合。", (), Region())
START = Source(
    "办法",
    "正常经营满12个月并缴纳社会保险费的退役军人、高校毕业生可以申请创业补贴。",
    (),
    Region(),
)
NINE = Source("办法", "租赁期限累计不超过9年。", (), Region("江苏省", "苏州市", "常熟市"))
SIX = Source("办法", "租赁期限累计不超过6年。", (), Region("江苏省", "苏州市", "昆山市"))


@pytest.mark.parametrize(
    ("table", "kept_lies", "removed_truths"),
    [
        ("written_claims.tsv", 1, 1),
        ("written_claims_unseen.tsv", 1, 0),
        ("written_claims_fields.tsv", 1, 1),
        ("written_claims_more.tsv", 0, 2),
        ("written_claims_more_2.tsv", 0, 1),
        ("written_claims_more_3.tsv", 1, 0),
        ("written_claims_fields_held.tsv", 9, 7),
        ("written_claims_last.tsv", 4, 0),
    ],
)
def test_lies_go_and_truths_stay(table: str, kept_lies: int, removed_truths: int) -> None:
    sources, claims = claims_of(CLAIMS.with_name(table))
    judged = [(kind, bool(verify(sentence, sources).removed)) for kind, sentence in claims]
    assert sum(kind != "true" and not removed for kind, removed in judged) <= kept_lies
    assert sum(kind == "true" and removed for kind, removed in judged) <= removed_truths
    assert len(claims) > 30


@pytest.mark.parametrize(
    ("sentence", "sources", "reason"),
    [
        ("应当自开业前15日内备案。[1]", [PARKING], "time"),
        ("应当在15日后向市公安局备案。[1]", [PARKING], "time"),
        ("军车、出租车免收停车费。[1]", [PARKING], "item"),
        ("军车一律免收停车费。[1]", [PARKING], "added"),
        ("承租人转租的应当腾退,且永久不得再次申请。[1]", [CANTEEN], "added"),
        ("标准型不超过2万元,简易型不超过5万元。[1]", [CANTEEN], "figure"),
        ("县卫生健康委负责配合,县民政局统筹。[1]", [ROLES], "role"),
        ("只有退役军人可以申请。[1]", [START], "added"),
        ("常熟累计不超过6年,昆山累计不超过9年。[1][2]", [NINE, SIX], "number"),
        ("昆山租赁期限比常熟长。[1][2]", [NINE, SIX], "ground"),
        ("昆山的租赁期限更长。[2]", [NINE, SIX], "added"),
    ],
)
def test_what_was_kept_once_goes(sentence: str, sources: list[Source], reason: str) -> None:
    assert reason_against(sentence, sources).startswith(reason)


@pytest.mark.parametrize(
    ("sentence", "sources"),
    [
        ("停车场经营者在开业后15日内向市公安局备案。[1]", [PARKING]),
        ("新能源车首2小时免费。[1]", [PARKING]),
        ("标准型不超过5万元。[1]", [CANTEEN]),
        ("简易型最高2万元,标准型最高5万元。[1]", [CANTEEN]),
        ("转租的,5年之内不能再次申请。[1]", [CANTEEN]),
        ("由县卫生健康委牵头,配合单位有县民政局和县医保局。[1]", [ROLES]),
        ("常熟累计不超过9年,昆山累计不超过6年。[1][2]", [NINE, SIX]),
    ],
)
def test_what_was_removed_once_stays(sentence: str, sources: list[Source]) -> None:
    assert reason_against(sentence, sources) == ""
