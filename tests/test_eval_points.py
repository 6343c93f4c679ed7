"""Sentences, citations and facts of an answer, counted as a reader would count them."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval_sample import QUESTIONS, Reply, assistant, write_set

from eval.exactness import is_exact
from eval.metrics import summarise
from eval.points import Points
from eval.runs import run_questions
from eval.sentences import Said, sentences_said
from eval.statistics import Pooled, Share, pooled, wilson_interval
from eval.support import held_share, is_on_point, is_supported, overlap, pairs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲负责。[1]乙配合。[2]", [("甲负责。", (1,)), ("乙配合。", (2,))]),
        # One mark at the end of a line stands for the whole of it.
        ("先行登记。再行审核。[1][3]", [("先行登记。", (1, 3)), ("再行审核。", (1, 3))]),
        ("江北市配合2项任务：\n1. 修路[1]", [("1. 修路", (1,))]),
        ("是。可以转让房屋。[1]", [("是。可以转让房屋。", (1,))]),
        ("江北市：有。可以转让房屋。[1]", [("江北市：有。可以转让房屋。", (1,))]),
        ("两地相差5天。", [("两地相差5天。", ())]),
        ("It is led by the bureau.[1] Fees are waived.[2]", None),
        ("", []),
    ],
)
def test_an_answer_is_cut_into_sentences(
    text: str, said: list[tuple[str, tuple[int, ...]]] | None
) -> None:
    found = sentences_said(text)
    if said is None:
        assert [one.marks for one in found] == [(1,), (2,)]
    else:
        assert found == tuple(Said(*one) for one in said)


def test_pairs_and_their_shares_by_hand() -> None:
    assert pairs("市住建局") == {"市住", "住建", "建局"}
    # Of the three pairs of the first, 市住 and 住建 stand in the second, which has two.
    assert held_share("市住建局", "市住建") == pytest.approx(2 / 3)
    assert overlap("市住建局", "市住建") == 1.0
    assert held_share("", "市住建") == overlap("", "市住建") == 0.0
    # Latin letters beside Chinese ones are the frame of a translation.
    assert pairs("It states: 市住") == {"市住"}
    assert pairs("led by") == {"le", "ed", "db", "by"}


def test_what_supports_a_sentence() -> None:
    quote = "牵头单位：市住建局；责任单位：市财政局。"
    assert is_supported("市住建局牵头。", [quote], ())
    assert not is_supported("市教育局负责招生。", [quote], ())
    # Half of the pairs are not enough where an amount is another.
    rent = "租金按市场价的60%收取。"
    assert is_supported("租金按市场价的60%收取。", [rent], ())
    assert not is_supported("租金按市场价的70%收取。", [rent], ())
    # A translation is supported through the fact that both say.
    facts = (("市住建局", "Housing Bureau"),)
    assert is_supported("It is led by the Housing Bureau.", [quote], facts)
    assert not is_supported("It is led by the Housing Bureau.", [rent], facts)
    # Two citations support together what neither supports alone.
    sentence = "申请人应当年满18周岁，租金按市场价的60%收取。"
    halves = ["申请人应当年满18周岁", "租金按市场价的60%收取"]
    assert is_supported(sentence, halves, ())
    assert not any(is_supported(sentence, [half], ()) for half in halves)


def test_a_sentence_on_the_point_says_a_fact_or_the_evidence() -> None:
    assert is_on_point("租金打六折。", (("60%", "六折"),), ())
    assert is_on_point("按照市场价格收取租金", (), ["按照市场价格收取"])
    assert not is_on_point("咨询电话0999-8765432。", (("60%",),), ["租金按市场价的60%收取"])


@pytest.mark.parametrize(
    ("kind", "answer", "facts", "known", "exact"),
    [
        ("number", "建成老年食堂126个。[1]", [["126个"]], [], True),
        ("number", "建成老年食堂126个，日间照料中心40个。", [["126个"]], [], False),
        # Another sort of amount, a date, and what the evidence or the question says do no harm.
        ("number", "到2023年5月建成食堂126个，投入3万元。", [["126个"]], [], True),
        ("number", "建成食堂126个，中心40个。", [["126个"]], ["食堂126个，中心40个"], True),
        ("number", "建成食堂126個。", [["126个"]], [], True),
        ("number", "租金打六折，一次付3个月。", [["六折"]], [], False),
        ("date", "自2021年3月5日起施行。", [["2021年3月5日"]], [], True),
        ("date", "2021年3月1日印发，自2021年3月5日起施行。", [["2021年3月5日"]], [], False),
        ("date", "2020年印发，自2021年3月5日起施行。", [["2021年3月5日"]], [], False),
        ("lead", "由市民政局牵头负责。", [["市民政局"]], [], True),
        ("lead", "由市民政局牵头负责，市财政局配合。", [["市民政局"]], [], True),
        ("lead", "由市民政局、市财政局牵头负责。", [["市民政局"]], [], False),
        ("list", "市民政局、市财政局。", [["市民政局"]], [], None),
    ],
)
def test_an_exact_answer_has_nothing_else_of_its_sort(
    kind: str, answer: str, facts: list[list[str]], known: list[str], exact: bool | None
) -> None:
    assert is_exact(kind, answer, facts, known) is exact


def test_bunches_are_worth_fewer_than_they_are() -> None:
    assert pooled([(1, 1), (0, 1), (1, 1)]) == Pooled(2, 3, 3.0)
    # (4 + 2)² / (16 + 4) = 1.8
    share = pooled([(4, 4), (0, 2)])
    assert share == Pooled(4, 6, 1.8)
    assert share.interval == wilson_interval(1.2, 1.8)
    assert (pooled([]).value, pooled([]).interval) == (None, None)


def test_the_counts_of_the_sample(tmp_path: Path) -> None:
    run = run_questions(write_set(tmp_path / "set.jsonl"), assistant())
    points = [result.points for result in run.results]
    # q1 says its fact in one sentence with one good citation.
    assert points[0] == Points(1, 1, 1, 1, 1, 1, 1, 1, True)
    # q2 says the fact, but its citation is another line: nothing supports it.
    assert points[1] == Points(1, 1, 1, 1, 0, 1, 0, 0, True)
    assert points[2] == Points(facts=1, exact=False)  # refused
    assert points[3] == Points()  # refused as it should be
    # q5 answers what nobody can: "18年" does not stand in "年满18周岁".
    assert points[4] == Points(0, 0, 1, 0, 0, 1, 0, 0, None)
    summary = summarise(run.results)
    assert summary.fact_recall == Pooled(2, 3, 3.0)
    assert summary.fact_precision == Pooled(2, 2, 2.0)
    assert summary.exact == Share(2, 3)
    assert summary.supported == Pooled(1, 3, 3.0)
    assert summary.supporting == Pooled(1, 3, 3.0)
    assert summary.gold_cited == Pooled(1, 2, 2.0)
    # Lengths 14, 13 and 7 without marks.
    assert summary.length_p50 == 13.0


def test_a_citation_that_is_not_true_supports_nothing(tmp_path: Path) -> None:
    moved = Reply("市住建局牵头[1]", kind="lead", cites=(1,), shift=1)
    path = write_set(tmp_path / "set.jsonl", QUESTIONS[:1])
    (result,) = run_questions(path, assistant(q1=moved)).results
    assert result.points == Points(1, 1, 1, 1, 0, 1, 0, 0, True)
