"""The site in a real Chromium: keyboard, streaming, citations, themes, phones, no scripts."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from site_library import Clerk, ComparingClerk, make_clerk, read

from corpus.records import Region
from server import create_app, open_socket

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
RENT = "建立租金监测机制由谁牵头？"
ANSWER = "由市住建局牵头1，市统计局、市财政局配合1。"
PHONE = {"width": 360, "height": 720}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


@contextmanager
def serving(clerk: Clerk) -> Iterator[str]:
    """The address of a server over ``clerk`` that runs in a thread."""
    with open_socket("127.0.0.1", 0) as listener:
        config = uvicorn.Config(create_app(clerk), log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(make_clerk()) as address:
        yield address


@contextmanager
def opened(browser: Browser, site: str, **options: object) -> Iterator[Page]:
    """A page of a fresh context; errors on its console and requests elsewhere fail the test."""
    context: BrowserContext = browser.new_context(base_url=site, **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if _bad(message.text) else None)
    page.on(
        "request",
        lambda request: None if request.url.startswith(site) else faults.append(request.url),
    )
    yield page
    context.close()
    assert faults == []


def _bad(message: str) -> bool:
    return "Content Security Policy" in message or "Uncaught" in message


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with opened(browser, site) as page:
        yield page


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn").last.locator(".asked")).to_have_text(question)
    expect(page.locator(".turn").last).not_to_have_attribute("aria-busy", "true")


def test_a_question_typed_and_sent_from_the_keyboard_is_answered(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type(RENT)
    page.keyboard.press("Enter")
    expect(page.locator(".words")).to_have_text(ANSWER)
    expect(page.locator(".source-title")).to_have_text("云岭市住房租赁管理实施意见")
    expect(page.locator(".source-section")).to_have_text("二、重点任务 › 1. 建立租金监测机制")
    expect(page.locator(".timing")).to_have_text("12 毫秒")
    expect(page.locator("#question")).to_have_value("")


def test_a_citation_opens_the_document_at_its_highlighted_words(page: Page) -> None:
    page.goto("/")
    ask(page, RENT)
    page.locator(".cite").first.click()
    expect(page).to_have_url(re.compile(r"/documents/housing-2023\?start=\d+&end=\d+#p-0004$"))
    mark = page.locator("#cited")
    expect(mark).to_have_text("牵头单位：市住建局；责任单位：市统计局、市财政局。")
    expect(mark).to_be_in_viewport()


def test_cited_words_deep_in_a_long_document_are_scrolled_into_view(browser: Browser) -> None:
    lines = ["长文", *(f"第{n}段。" + "内容" * 150 for n in range(600)), "要找的一句。"]
    text = "\n".join(lines)
    long = read("long", text, Region("南岭省"), "", None)
    start = text.index("要找的")
    with serving(Clerk({"long": long})) as site, opened(browser, site) as page:
        began = time.perf_counter()
        page.goto(f"/documents/long?start={start}&end={start + 6}#{'p-0601'}")
        expect(page.locator("#cited")).to_be_in_viewport()
        assert time.perf_counter() - began < 5
        first = text.index("第3段") + 280  # far below the beginning of its passage
        page.set_viewport_size({"width": 360, "height": 320})
        page.goto(f"/documents/long?start={first}&end={first + 4}#p-0004")
        expect(page.locator("#cited")).to_be_in_viewport()


def test_a_follow_up_sends_what_was_asked_before(page: Page) -> None:
    page.goto("/")
    ask(page, RENT)
    ask(page, "那由谁配合？")
    understood = page.locator(".understood").last
    expect(understood).to_have_text(f"已理解为：{RENT}那由谁配合？ 按原话问")
    expect(page.locator(".words").last).to_have_text(ANSWER)


def test_what_was_understood_is_undone_at_the_keyboard(page: Page) -> None:
    page.goto("/")
    ask(page, RENT)
    expect(page.locator(".alone").last).to_be_hidden()
    ask(page, "那由谁配合？")
    page.locator(".alone").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".verdict").last).to_have_text("文件里没有写到")
    expect(page.locator(".understood").last).to_be_hidden()
    expect(page.locator(".turn")).to_have_count(2)
    assert RENT not in unquote(page.url)
    # What is asked next follows the question as it stood, not what was undone.
    ask(page, "那由谁配合？")
    expect(page.locator(".understood span").last).to_have_text("那由谁配合？那由谁配合？")


def test_a_comparison_is_a_table_streamed_and_served(browser: Browser) -> None:
    with serving(ComparingClerk(make_clerk().documents)) as site, opened(browser, site) as page:
        page.goto("/")
        ask(page, "两地押金各是多少")
        for _ in range(2):
            expect(page.locator(".turn .sides th")).to_have_text(["云岭市<i>", "北岭市"])
            expect(page.locator(".turn .sides td")).to_have_text(["押金1", "未找到"])
            expect(page.locator(".turn .words")).to_have_text("两者不同。")
            expect(page.locator(".turn .sides .cite")).to_have_attribute(
                "href", re.compile("^/documents/")
            )
            page.reload()


def test_the_address_keeps_the_conversation(page: Page) -> None:
    page.goto("/")
    ask(page, RENT)
    ask(page, "那由谁配合？")
    page.reload()
    expect(page.locator(".turn .words")).to_have_text(ANSWER)
    expect(page.locator(".earlier a")).to_have_text(RENT)
    ask(page, "那由谁配合？")
    expect(page.locator(".understood").last).to_contain_text("那由谁配合？那由谁配合？")


def test_the_keys(page: Page) -> None:
    page.goto("/")
    box = page.locator("#question")
    page.keyboard.type("一行")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("二行")
    expect(box).to_have_value("一行\n二行")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    ask(page, RENT)
    page.locator(".asked").click()
    expect(box).not_to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value(RENT)
    page.keyboard.press("ArrowDown")
    expect(box).to_have_value("")
    box.blur()
    page.keyboard.press("Control+k")
    expect(box).to_be_focused()


def test_enter_belongs_to_the_input_method_while_it_composes(page: Page) -> None:
    page.goto("/")
    page.locator("#question").fill("zujin")
    page.evaluate(
        """() => document.getElementById("question").dispatchEvent(new KeyboardEvent(
        "keydown", {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#question")).to_have_value("zujin")


def test_an_empty_question_is_not_sent(page: Page) -> None:
    page.goto("/")
    page.locator("#question").fill("  ")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    expect(page.locator(".turn")).to_have_count(0)


def test_an_example_is_asked_at_a_click(page: Page) -> None:
    page.goto("/")
    page.get_by_text("云岭市规范押金管理由谁牵头？").click()
    expect(page.locator(".words")).to_have_text("由市市场监管局牵头1，市住建局配合1。")
    expect(page.locator(".warnings li")).to_have_text("请核对原件。")


def test_a_refusal_is_calm_and_shows_what_is_near(page: Page) -> None:
    page.goto("/")
    ask(page, "公交票价是多少？")
    turn = page.locator(".turn")
    expect(turn).to_have_class(re.compile("refused"))
    expect(turn.locator(".verdict")).to_have_text("文件里没有写到")
    expect(turn.locator(".sources h3")).to_have_text("相近内容")
    expect(turn.locator(".source")).to_have_count(1)


def test_markup_in_a_question_or_a_document_stays_text(page: Page) -> None:
    hostile = "<img src=x onerror=\"document.title='hacked'\"><script>alert(1)</script>"
    page.goto("/")
    ask(page, hostile)
    expect(page.locator(".words")).to_have_text(f"已收录的文件里没有写到：{hostile}")
    page.reload()
    expect(page.locator(".asked")).to_have_text(hostile)
    page.goto("/documents/housing-2023")
    expect(page.locator(".text")).to_contain_text("<img src=x onerror=")
    expect(page.locator(".text img")).to_have_count(0)
    assert page.title() != "hacked"


def test_the_answer_is_copied_with_its_source(browser: Browser, site: str) -> None:
    with opened(browser, site, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/")
        ask(page, RENT)
        page.locator(".copy").click()
        expect(page.locator("#notice")).to_have_text("已复制")
        assert page.evaluate("navigator.clipboard.readText()") == (
            "由市住建局牵头[1]，市统计局、市财政局配合[1]。\n\n出处：\n"
            "[1] 《云岭市住房租赁管理实施意见》，"
            "南岭省云岭市人民政府 · 云政发〔2023〕7号 · 2023年4月5日，"
            "二、重点任务 › 1. 建立租金监测机制："
            "“牵头单位：市住建局；责任单位：市统计局、市财政局。”"
        )


def test_a_server_that_is_gone_is_said_and_a_retry_works(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/")
        page.route("**/api/ask/stream", lambda route: route.abort())
        page.locator("#question").fill(RENT)
        page.keyboard.press("Enter")
        expect(page.locator(".failure span")).to_have_text(
            "连不上问政服务，请确认它仍在运行，然后重试。"
        )
        page.unroute("**/api/ask/stream")
        page.locator(".retry").click()
        expect(page.locator(".words")).to_have_text(ANSWER)
        expect(page.locator(".turn")).to_have_count(1)


def test_an_error_of_the_server_is_its_sentence(page: Page) -> None:
    page.goto("/")
    page.locator("#question").fill("太难")
    page.keyboard.press("Enter")
    expect(page.locator(".failure span")).to_have_text("这个问题太难，请换个说法再问。")


def test_the_theme_follows_the_system_until_chosen_and_is_remembered(
    browser: Browser, site: str
) -> None:
    with opened(browser, site, color_scheme="dark") as page:
        paper = "getComputedStyle(document.body).backgroundColor"
        page.goto("/")
        dark = page.evaluate(paper)
        page.get_by_role("button", name="换成浅色").click()
        assert page.evaluate(paper) != dark
        page.goto("/documents")
        assert page.evaluate("document.documentElement.dataset.theme") == "light"
        page.get_by_role("button", name="换成深色").click()
        assert page.evaluate(paper) == dark


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(browser: Browser, site: str, scheme: str) -> None:
    """Contrast 4.5 : 1 of every text colour on every ground that it stands on (WCAG 2.1, 1.4.3)."""
    pairs = [
        ("ink", "paper"), ("ink", "surface"), ("ink", "sunken"), ("ink-soft", "paper"),
        ("ink-soft", "surface"), ("ink-soft", "sunken"), ("ink-faint", "paper"),
        ("ink-faint", "surface"), ("ink-faint", "sunken"), ("accent", "paper"),
        ("accent", "surface"), ("accent", "accent-soft"), ("paper", "accent"),
        ("mark-ink", "mark"), ("note", "note-soft"), ("note", "paper"), ("paper", "ink"),
    ]  # fmt: skip
    with opened(browser, site, color_scheme=scheme) as page:
        page.goto("/")
        names = sorted({name for pair in pairs for name in pair})
        colours = page.evaluate(
            "names => names.map(name => "
            "getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim())",
            names,
        )
        shades = dict(zip(names, map(luminance, colours), strict=True))
    for one, other in pairs:
        high, low = max(shades[one], shades[other]), min(shades[one], shades[other])
        assert (high + 0.05) / (low + 0.05) >= 4.5, (one, other)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", from 0 to 1. Formula: WCAG 2.1, definition of the term."""
    parts = [int(colour[position : position + 2], 16) / 255 for position in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    "path",
    ["/", f"/?q={RENT}", "/documents", "/documents/housing-2023#duties", "/docs", "/nowhere"],
)
def test_nothing_scrolls_sideways_on_a_phone(browser: Browser, site: str, path: str) -> None:
    with opened(browser, site, viewport=PHONE) as page:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_outline_folds_on_a_phone_and_follows_on_a_wide_screen(
    browser: Browser, site: str
) -> None:
    with opened(browser, site, viewport=PHONE) as page:
        page.goto("/documents/housing-2023")
        link = page.locator(".outline.narrow").get_by_text("2. 规范押金管理")
        expect(link).to_be_hidden()
        page.locator(".outline.narrow summary").click()
        link.click()
        expect(link).to_be_hidden()
        expect(page.locator("#s-3")).to_be_in_viewport()
    with opened(browser, site, viewport={"width": 1200, "height": 300}) as page:
        page.goto("/documents/housing-2023#s-3")
        current = page.locator(".outline.wide a[aria-current]")
        expect(current).to_have_count(1)


def test_a_link_to_the_duties_opens_them_and_a_duty_leads_to_its_words(page: Page) -> None:
    page.goto("/documents")
    page.get_by_text("2 项任务分工").click()
    page.get_by_role("link", name="规范押金管理", exact=True).click()
    expect(page.locator("#cited")).to_have_text("牵头单位：市市场监管局；责任单位：市住建局。")


def test_damaged_words_explain_themselves(page: Page) -> None:
    page.goto("/documents/housing-2023")
    page.locator("#damaged-1").hover()
    note = page.evaluate(
        "getComputedStyle(document.getElementById('damaged-1'), '::after').content"
    )
    assert note == '"两数之间看来缺了连接号；疑为“9—13套”。"'
    page.locator("#damaged-1").click()
    expect(page.locator("#damage-1")).to_be_in_viewport()


def test_the_list_of_documents_is_filtered_while_typing(page: Page) -> None:
    page.goto("/documents")
    page.keyboard.press("/")
    page.keyboard.type("云政发 住房")
    expect(page.locator(".entry:visible")).to_have_count(1)
    page.keyboard.type("没有")
    expect(page.locator("#no-match")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".entry:visible")).to_have_count(2)


def test_everything_is_reached_by_tab_and_the_first_stop_skips_the_header(page: Page) -> None:
    page.goto("/documents/housing-2023")
    page.keyboard.press("Tab")
    skip = page.get_by_text("跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_without_scripts_one_can_ask_and_follow_up(browser: Browser, site: str) -> None:
    with opened(browser, site, java_script_enabled=False) as page:
        page.goto("/")
        page.locator("#question").fill(RENT)
        page.get_by_role("button", name="提问").click()
        expect(page.locator(".words")).to_have_text(ANSWER)
        page.locator("#question").fill("那由谁配合？")
        page.get_by_role("button", name="提问").click()
        expect(page.locator(".understood span")).to_have_text(f"{RENT}那由谁配合？")
        page.locator(".cite").first.click()
        expect(page.locator("#cited")).to_be_visible()
        page.go_back()
        page.get_by_role("link", name="按原话问").click()
        expect(page.locator(".verdict")).to_have_text("文件里没有写到")
        expect(page.locator(".earlier")).to_have_count(0)


def test_why_an_answer_is_so_unfolds_at_the_keyboard(page: Page) -> None:
    page.goto("/")
    ask(page, RENT)
    page.locator(".why").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".why-lines").last).to_contain_text(f"问题：{RENT}")
    expect(page.locator(".why-lines").last).to_contain_text("0 <b>")
    page.keyboard.press("Enter")
    expect(page.locator(".why-lines").last).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_filters_below_the_box_limit_the_answer(browser: Browser, site: str, scripts: bool) -> None:
    with opened(browser, site, java_script_enabled=scripts, viewport=PHONE) as page:
        page.goto("/")
        page.locator(".narrow summary").click()
        page.get_by_label("年份").fill("2023")
        page.get_by_label("文种").select_option(label="意见")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        page.locator("#question").fill(RENT)
        page.get_by_role("button", name="提问").click()
        expect(page.locator(".words")).to_have_text(ANSWER)
        expect(page.locator(".within span")).to_have_text("2023年、意见")
        expect(page.locator(".narrowed")).to_contain_text("2023")
        expect(page).to_have_url(re.compile("years=2023"))
        if scripts:
            page.locator(".narrow summary").click()
            page.get_by_label("年份").fill("1999")
            page.locator("#question").fill(RENT)
            page.get_by_role("button", name="提问").click()
            expect(page.locator(".verdict").last).to_have_text("没有符合筛选的文件")


def test_the_list_is_filtered_by_its_form(browser: Browser, site: str) -> None:
    with opened(browser, site, java_script_enabled=False, viewport=PHONE) as page:
        page.goto("/documents")
        page.get_by_label("年份").fill("2023")
        page.get_by_role("button", name="筛选").click()
        expect(page.locator(".entry")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        page.get_by_role("link", name="清除").click()
        expect(page.locator(".entry")).to_have_count(2)
