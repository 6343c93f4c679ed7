"""Validity: from when and until when a document holds, and what it puts out of force."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import add_months, chinese_number
from corpus.reading import compose
from corpus.repeals import find_repeals
from corpus.validity import KnownDates, read_validity

KNOWN = KnownDates(signed=date(2023, 5, 6), published=date(2023, 5, 20))


@pytest.mark.parametrize(
    ("sentence", "effective", "expires", "term"),
    [
        ("第三十条 本办法自2024年1月1日起施行，有效期五年。", "2024-01-01", "2028-12-31", "五年"),
        ("本细则自二〇二四年二月二十九日起执行，有效期为3年。", "2024-02-29", "2027-02-28", "3年"),
        ("本办法自印发之日起施行，有效期至2028年12月31日。", "2023-05-06", "2028-12-31", ""),
        ("本规定自公布之日起30日后施行。", "2023-06-05", None, ""),
        ("本规定自公布之日起满三个月后施行。", "2023-08-06", None, ""),
        ("本办法自发布之日起30个工作日后施行。", None, None, ""),
        ("本通知自2024年1月1日起实施，试行期两年。", "2024-01-01", "2025-12-31", "两年"),
        ("本方案自2024年7月起施行，试行一年。", "2024-07-01", "2025-06-30", "一年"),
        ("本办法由市民政局负责解释，自2021年7月1日起试行，暂定18个月。",
         "2021-07-01", "2022-12-31", "18个月"),
        ("本办法执行期限为2024年1月1日至2026年12月31日。", "2024-01-01", "2026-12-31", ""),
        ("本办法施行期限自2024年1月1日起至2028年12月31日止。", "2024-01-01", "2028-12-31", ""),
        ("本意见自2024年3月1日起生效，有效期至2026年2月。", "2024-03-01", "2026-02-28", ""),
        ("现予公布，自2024年3月1日起施行。", "2024-03-01", None, ""),
        ("上述标准从2024年7月1日起执行。", "2024-07-01", None, ""),
    ],
)  # fmt: skip
def test_from_when_until_when(
    sentence: str, effective: str | None, expires: str | None, term: str
) -> None:
    text = f"甲市渡口管理办法\n为了规范渡口管理，制定本办法。\n{sentence}\n"
    found = read_validity(text, ["甲市渡口管理办法"], KNOWN)
    assert found.effective == (date.fromisoformat(effective) if effective else None)
    assert found.expires == (date.fromisoformat(expires) if expires else None)
    assert found.term == term
    assert [text[start:end] for start, end in found.statements] == [sentence.rstrip("。")]


@pytest.mark.parametrize(
    "sentence",
    [
        "《居民身份证法》自2004年1月1日起施行。",
        "渡船检验证书有效期为一年，每年签注一次。",
        "从2024年1月1日起，实施三年渡口改造计划。",
        "渔船自2024年1月1日起执行新的检验标准。",
        "第五条 申请人应当在有效期届满三十日前提出延续申请。",
    ],
)
def test_the_validity_of_other_things_is_not_the_documents(sentence: str) -> None:
    text = f"甲市渡口管理办法\n{sentence}\n"
    found = read_validity(text, ["甲市渡口管理办法"], KNOWN)
    assert (found.effective, found.expires, found.term, found.statements) == (None, None, "", ())


def test_a_day_that_counts_from_an_unknown_event_is_not_given() -> None:
    found = read_validity("本办法自公布之日起施行，有效期五年。", [], KnownDates())
    assert (found.effective, found.expires, found.term) == (None, None, "五年")


def test_the_printing_line_decides_from_when_a_printed_document_holds() -> None:
    known = KnownDates(signed=date(2024, 7, 26), printed=date(2024, 7, 29))
    assert read_validity("本办法自印发之日起施行。", [], known).effective == date(2024, 7, 29)
    assert read_validity("本办法自公布之日起施行。", [], known).effective == date(2024, 7, 26)


@pytest.mark.parametrize(
    ("text", "repeals"),
    [
        (
            "本办法自2024年1月1日起施行，《甲市旧办法》（甲府〔2018〕3号）、《甲市旧细则》同时废止。",
            [("甲市旧办法", "甲府〔2018〕3号"), ("甲市旧细则", "")],
        ),
        (
            "《甲市船员规定》（甲交规〔2018〕3号）和《甲市船检规定》自本办法施行之日起废止。",
            [("甲市船员规定", "甲交规〔2018〕3号"), ("甲市船检规定", "")],
        ),
        ("原甲府办〔2019〕3号文同时废止。", [("", "甲府办〔2019〕3号")]),
        (
            "下列文件同时废止：\n1.《甲办法》（甲府〔2018〕3号）\n2.《乙办法》\n二、其他事项",
            [("甲办法", "甲府〔2018〕3号"), ("乙办法", "")],
        ),
        (
            "决定废止下列文件：\n1.甲市关于渡口的通知（甲政发〔2001〕5号）\n甲市人民政府",
            [("甲市关于渡口的通知", "甲政发〔2001〕5号")],
        ),
        ("同时废止《甲办法》、《乙办法》。", [("甲办法", ""), ("乙办法", "")]),
        (
            "《关于印发〈甲办法〉的通知》（甲府〔2018〕3号）停止执行。",
            [("关于印发〈甲办法〉的通知", "甲府〔2018〕3号")],
        ),
        ("按照《立法法》的规定，应当废止的文件，予以清理。", []),
        ("区内企业不再执行《甲规定》中关于承包范围的规定。", []),
        ("《甲办法》未废止。", []),
    ],
)
def test_what_is_put_out_of_force(text: str, repeals: list[tuple[str, str]]) -> None:
    found = find_repeals(text)
    assert [(one.record.title, one.record.doc_number) for one in found] == repeals
    for one in found:
        printed = text[one.record.start : one.record.end]
        assert one.record.title in printed
        assert (
            printed.replace("（", "")
            .replace("）", "")
            .endswith(one.record.doc_number or f"《{one.record.title}》")
        )


def test_what_repeats_without_end_is_looked_into_so_many_times_only() -> None:
    assert find_repeals("《甲办法》同时废止。" * 501)[-1].record.start == 499 * 10
    assert find_repeals("废止" * 100_000) == []


def test_rules_that_give_way_are_a_statement() -> None:
    text = "此前有关规定与本办法不一致的，以本办法为准。"
    assert read_validity(text, [], KNOWN).statements == ((0, len(text) - 1),)


def test_a_page_marks_a_document_as_lapsed() -> None:
    text = (
        "索引号：00123/2019-00017\n发文机关：丙县人民政府\n有 效 性：失效\n失效日期：2022-06-30\n"
        "丙县渡口管理办法\n第一条 制定本办法。\n第二条 本办法自2019年7月1日起施行。"
    )
    validity = compose("x", text).validity
    assert (validity.lapsed, validity.effective, validity.expires) == (
        True,
        date(2019, 7, 1),
        date(2022, 6, 30),
    )


def test_the_last_day_of_a_period_in_a_field() -> None:
    text = (
        "关于渡口停航的公告\n发布时间：2020-05-05\n有效期：2020-05-05至2020-06-05\n东门渡口停航。"
    )
    assert compose("x", text).validity.expires == date(2020, 6, 5)


def test_months_and_numbers() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 3, 1)
    assert add_months(date(2024, 12, 5), 1) == date(2025, 1, 5)
    assert [chinese_number(n) for n in ("5", "两", "十二", "三十", "二十一")] == [5, 2, 12, 30, 21]
