"""The JSON interface: contracts of the routes, streaming, and every foreseen error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from site_library import Clerk, make_clerk

from server import create_app
from web.bodies import AnswerBody, DetailBody, DocumentsBody, ExplainBody, HitsBody
from web.guard import LARGEST_BODY

RENT = "建立租金监测机制由谁牵头？"


@pytest.fixture
def clerk() -> Clerk:
    return make_clerk()


@pytest.fixture
def client(clerk: Clerk) -> Iterator[TestClient]:
    with TestClient(create_app(clerk), base_url="http://127.0.0.1:8000") as client:
        yield client


def read_events(text: str) -> list[tuple[str, Any]]:
    events = []
    for block in text.split("\n\n")[:-1]:
        name, data = block.split("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


def test_ask_gives_the_answer_with_a_citation_that_is_in_the_document(
    client: TestClient, clerk: Clerk
) -> None:
    answer = client.post("/api/ask", json={"question": RENT}).json()
    AnswerBody.model_validate(answer)
    assert answer["answer"] == "由市住建局牵头[1]，市统计局、市财政局配合[1]。"
    assert answer["refused"] is False
    (citation,) = answer["citations"]
    assert citation["passage"] == "housing-2023#0004"
    text = clerk.documents[citation["doc"]].text
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_history_reaches_the_provider_oldest_first_without_empty_ones(
    client: TestClient, clerk: Clerk
) -> None:
    body = {"question": "  那由谁配合？ ", "history": [RENT, " ", "规范押金管理由谁牵头？"]}
    answer = client.post("/api/ask", json=body).json()
    assert clerk.asked == [("那由谁配合？", (RENT, "规范押金管理由谁牵头？"))]
    assert answer["understood"]["resolved"] == "规范押金管理由谁牵头？那由谁配合？"


def test_a_word_is_read_as_misspelt_unless_the_question_counts_verbatim(client: TestClient) -> None:
    typed = RENT.replace("牵头", "牵投")
    body = {"question": typed}
    read = client.post("/api/ask", json=body).json()["understood"]
    assert read["resolved"] == RENT
    assert read["corrections"] == [{"typed": "牵投", "read": "牵头"}]
    for route in ("/api/ask", "/api/ask/stream"):
        told = client.post(route, json={**body, "verbatim": True})
        answer = told.json() if route == "/api/ask" else read_events(told.text)[-1][1]
        assert answer["understood"]["resolved"] == typed
        assert answer["understood"]["corrections"] == []


def test_the_stream_tells_in_order_and_ends_with_the_whole_answer(client: TestClient) -> None:
    response = client.post("/api/ask/stream", json={"question": RENT})
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    events = read_events(response.text)
    assert [name for name, _ in events] == ["understood", *["text"] * 3, "citation", "done"]
    done = events[-1][1]
    assert done == client.post("/api/ask", json={"question": RENT}).json()
    assert [data["text"] for name, data in events if name == "text"] == [
        "由市住建局牵头[1]，",
        "市统计局、",
        "市财政局配合[1]。",
    ]


def test_a_streamed_citation_carries_its_card(client: TestClient) -> None:
    events = dict(read_events(client.post("/api/ask/stream", json={"question": RENT}).text))
    citation = events["citation"]
    assert citation["number"] == 1
    assert citation["origin"] == "南岭省云岭市人民政府 · 云政发〔2023〕7号 · 2023年4月5日"
    assert citation["before"] + citation["quote"] + citation["after"] == citation["text"]
    span = f"start={citation['start']}&end={citation['end']}"
    assert citation["url"] == f"/documents/housing-2023?{span}#p-0004"


def test_a_mendable_error_is_the_last_event_and_its_sentence(client: TestClient) -> None:
    response = client.post("/api/ask/stream", json={"question": "太难"})
    assert read_events(response.text) == [("error", {"error": "这个问题太难，请换个说法再问。"})]


def test_search_gives_hits_in_order_up_to_the_limit(client: TestClient) -> None:
    body = {"question": "市住建局", "limit": 1, "mode": "bm25"}
    found = client.post("/api/search", json=body).json()
    HitsBody.model_validate(found)
    (hit,) = found["hits"]
    assert (hit["passage"], hit["score"]) == ("housing-2023#0004", 1.0)
    assert hit["section"] == "二、重点任务 > 1. 建立租金监测机制"


def test_documents_are_listed_by_id_with_null_for_what_is_not_said(client: TestClient) -> None:
    listed = client.get("/api/documents").json()
    DocumentsBody.model_validate(listed)
    housing, pensions = listed["documents"]
    assert housing == {
        "id": "housing-2023",
        "title": "云岭市住房租赁管理实施意见",
        "issuer": "南岭省云岭市人民政府",
        "region": "南岭省云岭市",
        "doc_number": "云政发〔2023〕7号",
        "signed": "2023-04-05",
        "published": None,
        "kind": "opinion",
        "effective": None,
        "expires": None,
        "term": None,
        "lapsed": False,
        "repeals": [],
        "passages": 7,
        "duties": 2,
        "damages": 1,
    }
    assert (pensions["doc_number"], pensions["signed"]) == (None, None)


def test_a_document_in_detail(client: TestClient) -> None:
    detail = client.get("/api/documents/housing-2023").json()
    DetailBody.model_validate(detail)
    assert [item["heading"] for item in detail["outline"][:3]] == [
        "总体要求",
        "重点任务",
        "建立租金监测机制",
    ]
    assert detail["source_file"] == "housing-2023.txt"
    assert detail["edits"] == {"total": 3, "by_kind": {"width": 2, "space": 1}}
    duty = detail["duties"][0]
    assert [unit["name"] for unit in duty["supports"]] == ["市统计局", "市财政局"]
    assert detail["damages"][0]["text"] == "913套"
    assert len(detail["passages"]) == 7


@pytest.mark.parametrize("route", ["/api/ask", "/api/ask/stream", "/api/search"])
@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b'{"question": ""}', 422, "问题是空的"),
        (b'{"question": " \\n\\u3000"}', 422, "问题是空的"),
        (json.dumps({"question": "问" * 2001}).encode(), 422, "最多 2000 个字"),
        (b'{"question": "\\ud800"}', 422, "无效的字符"),
        (b'{"question": 7}', 422, "question 应是文字"),
        (b"{}", 422, "缺少 question"),
        (b'{"question": ', 400, "不是有效的 JSON"),
        (b"", 422, "缺少 请求体"),
        (b'"' + b"a" * LARGEST_BODY + b'"', 413, "256 KB"),
    ],
)
def test_a_bad_question_gets_one_sentence(
    client: TestClient, clerk: Clerk, route: str, body: bytes, status: int, words: str
) -> None:
    headers = {"Content-Type": "application/json"}
    response = client.post(route, content=body, headers=headers)
    assert response.status_code == status
    assert set(response.json()) == {"error"}
    assert words in response.json()["error"]
    assert clerk.asked == []


def test_a_question_of_the_greatest_length_is_taken(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "问" * 2000}).status_code == 200


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"question": RENT, "history": ["a"] * 21}, "超过 20 个"),
        ({"question": RENT, "history": ["a" * 2001]}, "最多 2000 个字"),
        ({"question": RENT, "history": "a"}, "history 应是字符串的列表"),
        ({"question": RENT, "history": [1]}, "history.0 应是文字"),
    ],
)
def test_a_bad_history_is_refused(client: TestClient, body: dict[str, Any], words: str) -> None:
    response = client.post("/api/ask", json=body)
    assert (response.status_code, words in response.json()["error"]) == (422, True)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("limit", 0, "limit 过小，最小为 1"),
        ("limit", 101, "limit 过大，最大为 100"),
        ("limit", "x", "limit 应是整数"),
        ("mode", "magic", "mode 只能取"),
    ],
)
def test_a_bad_search_names_the_field(
    client: TestClient, field: str, value: object, words: str
) -> None:
    response = client.post("/api/search", json={"question": "租金", field: value})
    assert (response.status_code, words in response.json()["error"]) == (422, True)


def test_a_body_without_declared_length_is_still_limited(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(5):
            yield b" " * (LARGEST_BODY // 4)

    response = client.post("/api/ask", content=pieces())
    assert (response.status_code, "256 KB" in response.json()["error"]) == (413, True)


def test_unknown_addresses_and_methods_are_json_under_api(client: TestClient) -> None:
    unknown = client.get("/api/documents/nowhere")
    assert (unknown.status_code, unknown.json()["error"][:6]) == (404, "没有这份文件")
    assert client.get("/api/nowhere").json() == {"error": "没有这个地址，请从首页或文件列表进入。"}
    wrong = client.get("/api/ask")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")
    assert "/docs" in wrong.json()["error"]


def test_a_breakdown_is_one_sentence_and_keeps_its_details(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "停电"})
    assert response.status_code == 500
    assert "服务器内部出错" in response.json()["error"]
    assert "no power" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_provider_s_own_error_is_its_sentence(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "太难"})
    assert (response.status_code, response.json()) == (
        422,
        {"error": "这个问题太难，请换个说法再问。"},
    )


def test_the_description_lists_the_routes_and_their_error_body(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    assert sorted(schema["paths"]) == [
        "/api/ask",
        "/api/ask/stream",
        "/api/documents",
        "/api/documents/{document_id}",
        "/api/explain",
        "/api/search",
    ]
    fault = schema["paths"]["/api/ask"]["post"]["responses"]["422"]
    assert fault["content"]["application/json"]["schema"]["$ref"].endswith("ErrorBody")


def test_an_answer_is_explained_with_its_versions(client: TestClient) -> None:
    body = {"question": "那由谁配合？", "history": ["规范押金管理由谁牵头？"]}
    told = client.post("/api/explain", json=body).json()
    ExplainBody.model_validate(told)
    assert told["question"] == "那由谁配合？" and told["history"] == body["history"]
    assert told["versions"] == {"程序版本": "0 <b>"}
    assert client.post("/api/explain", json={"question": " "}).status_code == 422


def test_filters_limit_what_is_asked_found_and_listed(client: TestClient) -> None:
    kind = {"kind": "意见", "years": "2023"}
    answer = client.post("/api/ask", json={"question": RENT, "filters": kind}).json()
    AnswerBody.model_validate(answer)
    assert answer["filters"] == {
        "region": "", "years": "2023", "issuer": "", "kind": "opinion", "words": "2023年、意见"
    }  # fmt: skip
    assert answer["citations"][0]["doc"] == "housing-2023"
    none = client.post("/api/ask", json={"question": RENT, "filters": {"kind": "news"}}).json()
    assert (none["refused"], none["kind"]) == (True, "nothing_within")
    for question, years, found in (("租金", "2023", True), ("租金", "1999", False)):
        body = {"question": question, "filters": {"years": years}}
        assert bool(client.post("/api/search", json=body).json()["hits"]) == found
    listed = client.get("/api/documents", params={"years": "2023"}).json()["documents"]
    assert [row["id"] for row in listed] == ["housing-2023"]
    assert client.post("/api/ask", json={"question": RENT}).json()["filters"] is None


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"region": "亚特兰蒂斯"}, "不认识地区“亚特兰蒂斯”"),
        ({"years": "二十"}, "看不懂年份“二十”"),
        ({"kind": "歌词"}, "可用的有：通知公告"),
        ({"issuer": "局" * 101}, "最多 100 个字"),
    ],
)
def test_a_filter_that_is_not_understood_is_named_everywhere(
    client: TestClient, filters: dict[str, str], told: str
) -> None:
    for route in ("ask", "ask/stream", "explain", "search"):
        response = client.post(f"/api/{route}", json={"question": RENT, "filters": filters})
        assert (response.status_code, told in response.json()["error"]) == (422, True)
    for path in ("/api/documents", "/documents", "/"):
        response = client.get(path, params=filters)
        assert (response.status_code, told in response.text) == (422, True)
