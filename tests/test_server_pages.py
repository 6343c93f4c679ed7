"""The pages as served, without a browser: contents, escaping, errors, headers, hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from site_library import Clerk, make_clerk

from server import create_app
from web.guard import SECURITY_HEADERS
from web.labels import labels

ROOT = Path(__file__).parent.parent
RENT = "建立租金监测机制由谁牵头？"
PAGES = ("/", "/documents", "/documents/housing-2023", "/docs", f"/?q={RENT}")


@pytest.fixture
def clerk() -> Clerk:
    return make_clerk()


@pytest.fixture
def client(clerk: Clerk) -> Iterator[TestClient]:
    with TestClient(create_app(clerk), base_url="http://127.0.0.1:8000") as client:
        yield client


def test_the_chat_page_offers_questions_made_from_the_documents(client: TestClient) -> None:
    html = client.get("/").text
    examples = re.findall(r"data-example>(.*?)</a>", html)
    assert examples == [
        "云岭市规范押金管理由谁牵头？",
        "松原岭县在提升服务能力方面有哪些规定？",
        "云岭市规范押金管理由哪些单位配合？",
        "云岭市在建立租金监测机制方面有哪些规定？",
        "云岭市住房租赁管理实施意见是什么时候印发的？",
    ]


def test_without_scripts_the_form_gives_the_answer_and_carries_the_history(
    client: TestClient, clerk: Clerk
) -> None:
    html = client.get("/", params={"q": "那由谁配合？", "h": [RENT]}).text
    assert clerk.asked == [("那由谁配合？", (RENT,))]
    assert f"已理解为：<span>{RENT}那由谁配合？</span>" in html
    cite = r'<a class="cite" href="(/documents/housing-2023\?start=\d+&amp;end=\d+#p-0004)"'
    assert len(re.findall(cite, html)) == 2
    hidden = re.findall(r'<input type="hidden" name="h" value="(.*?)">', html)
    assert hidden == [RENT, "那由谁配合？"]


def test_a_misspelt_word_is_read_right_and_one_click_asks_as_typed(client: TestClient) -> None:
    typed = RENT.replace("牵头", "牵投")
    html = client.get("/", params={"q": typed}).text
    assert f"已理解为：<span>{RENT}</span>" in html
    link = re.search(r'<a class="alone" href="(.+?)"', html)
    assert link
    again = client.get(unescape(link.group(1))).text
    assert '<p class="understood" hidden>' in again and f">{typed}</h2>" in again


def test_a_refusal_says_so_and_shows_what_is_near(client: TestClient) -> None:
    html = client.get("/", params={"q": "公交票价"}).text
    assert '<article class="turn refused"' in html
    assert '<p class="verdict">文件里没有写到</p>' in html
    assert "<h3>相近内容</h3>" in html


def test_warnings_are_shown(client: TestClient) -> None:
    html = client.get("/", params={"q": "规范押金管理由谁牵头"}).text
    assert '<ul class="warnings"><li>请核对原件。</li></ul>' in html


def test_a_question_is_escaped_wherever_it_stands(client: TestClient) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x>"
    html = client.get("/", params={"q": hostile, "h": [hostile]}).text
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_document_with_markup_is_escaped_wherever_it_stands(client: TestClient) -> None:
    for path in ("/documents", "/documents/pensions-2024", "/documents/housing-2023", "/?q=x"):
        html = client.get(path).text
        assert "<b>养老</b>" not in html
        assert "<img" not in html
    assert "&lt;b&gt;养老&lt;/b&gt;" in client.get("/documents/pensions-2024").text


def test_the_cited_span_is_marked_and_its_passage_has_an_anchor(
    client: TestClient, clerk: Clerk
) -> None:
    start = clerk.documents["housing-2023"].text.index("总体要求")
    html = client.get(f"/documents/housing-2023?start={start}&end={start + 2}").text
    assert html.count("<mark") == 1
    assert re.search(r'id="p-0001">.*</span>一、<mark id="cited">总体</mark>要求</h2>', html)


@pytest.mark.parametrize("span", ["start=9&end=3", "start=x&end=4", "start=0&end=99999", "start=1"])
def test_a_span_that_is_not_in_the_text_marks_nothing(client: TestClient, span: str) -> None:
    response = client.get(f"/documents/housing-2023?{span}")
    assert (response.status_code, "<mark" in response.text) == (200, False)


def test_a_document_page_shows_facts_duties_damages_and_edits(client: TestClient) -> None:
    html = client.get("/documents/housing-2023").text
    for words in ("云政发〔2023〕7号", "2023年4月5日", "意见", "市统计局、市财政局"):
        assert words in html
    assert 'href="#damage-1" id="damaged-1"' in html
    assert "两数之间看来缺了连接号；疑为“9—13套”。" in html
    assert "<li>统一全角半角<span>2</span></li>" in html


def test_a_document_page_tells_what_was_not_read(clerk: Clerk, client: TestClient) -> None:
    assert "未读到的内容" not in client.get("/documents/housing-2023").text
    noted = replace(clerk.documents["housing-2023"], notes=("第 3 页是<图片>。",))
    page = TestClient(create_app(Clerk({noted.id: noted})), base_url="http://localhost")
    html = page.get(f"/documents/{noted.id}").text
    assert "未读到的内容" in html and "第 3 页是&lt;图片&gt;。" in html


def test_the_duties_link_to_their_words(client: TestClient, clerk: Clerk) -> None:
    duty = clerk.documents["housing-2023"].duties[1]
    html = client.get("/documents/housing-2023").text
    link = f"/documents/housing-2023?start={duty.start}&amp;end={duty.end}#p-0005"
    assert f'<a href="{link}">规范押金管理</a>' in html


def test_errors_are_pages_for_readers(client: TestClient) -> None:
    for path, status, words in (
        ("/nowhere", 404, "没有这个地址"),
        ("/documents/nowhere", 404, "没有这份文件"),
        ("/?q=" + "a" * 2001, 422, "最多 2000 个字"),
        ("/?q=停电", 500, "服务器内部出错"),
        ("/?q=太难", 422, "请换个说法"),
    ):
        response = client.get(path)
        assert (response.status_code, words in response.text) == (status, True), path
        assert response.headers["content-type"].startswith("text/html")


def test_an_empty_library_says_how_to_fill_it() -> None:
    client = TestClient(create_app(Clerk({})), base_url="http://localhost")
    for path in ("/", "/documents"):
        assert "wenzheng index" in client.get(path).text


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/static/base.css", "/api/documents"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_script_or_style_and_nothing_from_elsewhere(
    client: TestClient, path: str
) -> None:
    html = client.get(path).text
    assert not re.findall(r"<script(?![^>]* src=)", html)
    assert not re.findall(r"<style|\sstyle=|\son\w+=", re.sub(r"&lt;.*?&gt;", "", html))
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)


def test_scripts_never_turn_text_into_markup_or_reach_elsewhere() -> None:
    scripts = sorted((ROOT / "web" / "static").glob("*.js"))
    assert scripts
    for script in scripts:
        source = script.read_text(encoding="utf-8")
        assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", source)
        assert not re.findall(r"\beval\(|new Function|https?://", source)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("LOCALHOST:80", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("[::2]", 421),
        ("", 421),
    ],
)
def test_only_this_machine_s_names_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/api/documents", headers={"Host": host}).status_code == status


def test_any_host_is_answered_where_the_owner_opened_the_site() -> None:
    client = TestClient(create_app(make_clerk(), hosts=None), base_url="http://wenzheng.example")
    assert client.get("/").status_code == 200


def test_every_kind_of_document_has_a_chinese_name() -> None:
    kinds = {"other", "news"}
    for table in ("title_kinds.tsv", "title_words.tsv"):
        lines = (ROOT / "corpus" / "tables" / table).read_text(encoding="utf-8").splitlines()
        kinds |= {line.split("\t")[1] for line in lines if line and not line.startswith("#")}
    assert len(kinds) > 10
    assert kinds <= set(labels("kind"))


def test_without_scripts_a_link_leads_to_the_explanation(client: TestClient) -> None:
    html = client.get("/", params={"q": "那由谁配合？", "h": [RENT]}).text
    (address,) = re.findall(r'class="why" href="(/explain[^"]+)"', html)
    told = client.get(address.replace("&amp;", "&")).text
    assert "问题：那由谁配合？" in told and f"先前的问题：{RENT}" in told
    assert "0 &lt;b&gt;" in told and "0 <b>" not in told


def test_the_filters_offer_what_the_documents_are_of_and_keep_what_is_chosen(
    client: TestClient,
) -> None:
    html = client.get("/documents", params={"years": "2023", "region": ""}).text
    assert 'name="years" form="limits" value="2023"' in html
    assert '<option value="2023"></option>' in html
    assert '<option value="opinion">意见</option>' in html
    assert "<small>1 份，共 2 份</small>" in html and "housing-2023" in html
    assert "pensions-2024" not in html
    empty = client.get("/documents", params={"kind": "news"}).text
    assert "没有符合“新闻”的文件" in empty
    assert '<option value="news" selected>' in empty


def test_an_answer_says_what_it_was_limited_to_and_every_link_keeps_it(
    client: TestClient, clerk: Clerk
) -> None:
    asked = {"q": "那由谁配合？", "h": [RENT], "years": "2023", "issuer": "<政府>"}
    html = client.get("/", params={**asked, "issuer": "政府"}).text
    assert "只在这些文件中查找：<span>2023年、政府</span>" in html
    links = re.findall(r'href="((?:/explain)?/?\?[^"]*q=[^"]+)"', html)
    assert len(links) > 3 and all("years=2023" in link for link in links)
    assert "&lt;政府&gt;" in client.get("/", params=asked).text
    (why,) = re.findall(r'class="why" href="(/explain[^"]+)"', html)
    assert client.get(why.replace("&amp;", "&")).status_code == 200
