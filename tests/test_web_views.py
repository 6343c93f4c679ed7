"""What pages say of a citation, a damage, an answer and the documents to ask about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from site_library import make_clerk

from answers.records import Citation, TableRow
from corpus.records import Damage
from web.api_page import describe_api
from web.events import text_pieces
from web.examples import example_questions
from web.views import damage_note, source_view, split_marks, text_below_table, understood_as

CLERK = make_clerk()
HOUSING = CLERK.documents["housing-2023"]
DEPOSIT = HOUSING.passages[5]


def citation(text: str, quote: str, start: int) -> Citation:
    end = start + len(quote)
    return Citation("housing-2023", DEPOSIT.id, "t", "s", text, quote, start, end)


def test_a_card_splits_the_passage_at_the_cited_place_and_not_at_the_same_words_before() -> None:
    text = HOUSING.quote(DEPOSIT.start, DEPOSIT.end)
    second = text.index("押金", text.index("押金") + 1)
    source = source_view(1, citation(text, "押金", DEPOSIT.start + second), CLERK.documents)
    assert (source.before, source.quote, source.after) == (
        text[:second],
        "押金",
        text[second + 2 :],
    )
    assert source.lead == "2. 规范押金管理。"


def test_a_quote_deep_in_its_passage_is_led_in_by_36_characters() -> None:
    text = "字" * 100 + "引文"
    source = source_view(1, citation(text, "引文", 0), {})
    assert source.lead == "…" + "字" * 36
    assert (source.before, source.origin) == ("字" * 100, "")


def test_a_quote_from_elsewhere_follows_its_passage() -> None:
    source = source_view(1, citation("段落。", "别处的规则", 0), {})
    assert (source.before, source.quote, source.after) == ("段落。", "别处的规则", "")


@pytest.mark.parametrize(
    ("reason", "likely", "note"),
    [
        ("缺字。", "", "缺字。"),
        ("缺字。", "9—13", "缺字；疑为“9—13”。"),
        ("缺字，应为“9—13”。", "9—13", "缺字，应为“9—13”。"),
    ],
)
def test_the_likely_reading_is_said_once(reason: str, likely: str, note: str) -> None:
    assert damage_note(Damage("range", 0, 1, reason, likely)) == note


def test_marks_count_only_as_far_as_there_are_citations() -> None:
    assert split_marks("甲[1]乙[3][2]", 2) == [("甲", 0), ("[1]", 1), ("乙[3]", 0), ("[2]", 2)]
    assert split_marks("[0]甲", 1) == [("[0]甲", 0)]
    assert split_marks("甲[100]", 100) == [("甲", 0), ("[100]", 100)]


@pytest.mark.parametrize("text", ["", "甲，乙。[1][2]丙", "no marks here", "[1]", "甲\n乙[12]，"])
def test_pieces_join_to_the_text_and_never_cut_a_mark(text: str) -> None:
    pieces = list(text_pieces(text))
    assert "".join(pieces) == text
    assert all(piece.count("[") == piece.count("]") for piece in pieces)


@pytest.mark.parametrize(
    ("original", "text", "resolved", "language", "shown"),
    [
        ("谁牵头", "谁牵头", "谁牵头", "zh-Hans", ""),
        ("誰牽頭", "谁牵头", "谁牵头", "zh-Hant", ""),
        ("那配合呢", "那配合呢", "租金由谁配合", "zh-Hans", "租金由谁配合"),
        ("who leads rent", "租金 谁牵头", "租金 谁牵头", "en", "租金 谁牵头"),
    ],
)
def test_the_reader_is_shown_only_what_was_changed_in_meaning(
    original: str, text: str, resolved: str, language: str, shown: str
) -> None:
    answer = CLERK.ask("租金")
    question = replace(
        answer.question,
        original=original,
        text=text,
        resolved=resolved,
        language=language,  # type: ignore[arg-type]
    )
    assert understood_as(replace(answer, question=question)) == shown


def test_examples_take_turns_and_stop_at_the_limit() -> None:
    assert example_questions(CLERK.documents, limit=2) == [
        "云岭市规范押金管理由谁牵头？",
        "松原岭县在提升服务能力方面有哪些规定？",
    ]
    assert example_questions({}) == []


def test_the_interface_page_follows_lists_into_their_items() -> None:
    item = {"type": "object", "properties": {"name": {"type": "string", "description": "名"}}}
    body = {"properties": {"items": {"type": "array", "items": {"$ref": "#/x/Item"}}}}
    content = {"application/json": {"schema": {"$ref": "#/x/Body"}}}
    operation = {"summary": "列出", "responses": {"200": {"content": content}}}
    schema = {
        "paths": {"/things": {"get": operation}},
        "components": {"schemas": {"Item": item, "Body": body}},
    }
    (described,) = describe_api(schema)
    assert [(field.name, field.type) for field in described.response] == [
        ("items", "[object]"),
        ("items[].name", "string"),
    ]
    assert described.example == "curl http://127.0.0.1:8000/things"


def test_below_a_table_stands_only_what_its_rows_do_not_say() -> None:
    answer = CLERK.ask("租金")
    rows = (TableRow("甲", "3元[1]"), TableRow("乙", "未找到"))
    assert text_below_table(replace(answer, text="甲：3元[1]\n乙：未找到", table=rows)) == ""
    longer = replace(answer, text="甲：3元[1]\n乙：未找到\n两者不同。", table=rows)
    assert text_below_table(longer) == "两者不同。"
    assert text_below_table(replace(answer, text="甲：3元[1]")) == "甲：3元[1]"
