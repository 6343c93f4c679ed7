from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from eval_sample import Reply, assistant, write_set

from eval.commands import evaluate_answers
from eval.plots import LATENCY_STEPS, LENGTH_STEPS, bars
from eval.report import failures, run_page, run_text
from eval.runs import Run, load_run, run_questions
from eval.tables import table, width


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return run_questions(write_set(tmp_path / "set.jsonl"), assistant(), {"编码器": "无"})


def test_columns_line_up_under_chinese() -> None:
    assert width("题型 ab") == 7
    assert table(("题型", "数"), [("牵头单位", "1"), ("x", "12.5")]) == (
        "题型        数\n牵头单位     1\nx         12.5"
    )


def test_the_console_text_shows_metrics_groups_and_failures(run: Run) -> None:
    lines = run_text(run).splitlines()
    assert "题集 set.jsonl" in lines
    shown = {line.split("  ")[0]: line.split("  ")[-1].strip() for line in lines if "  " in line}
    assert shown["答案正确率"] == "60.0% [23.1–88.2] 3/5"
    assert shown["拒答召回率"] == "50.0% [9.5–90.5] 1/2"
    assert shown["耗时 p95"] == "48.0 ms"
    answers, citations, search = (line.split() for line in lines if line.startswith("数字"))
    assert answers[1:4] == ["1", "100%", "[21–100]"]
    assert citations[1:4] == ["1", "0%", "[0–79]"]
    assert search[1:3] == ["1", "0.000"]
    assert "有问题的题目：3 道" in lines
    assert "✗ q3 [误拒] 日期" in lines
    assert "  问：公租房归谁牵头 → 什么时候开始实行的" in lines
    assert "  应答：应拒答（文件未写明）" in lines
    assert "  依据：yunling-2021：租金按市场价的60%收取" in lines
    assert run_text(run).startswith(run_text(run, list_failures=False) + "\n\n✗ q2")


def test_the_bars_have_the_lengths_of_the_shares(run: Run) -> None:
    lead, number, date, unanswerable = bars(run.results)
    assert [lead.length, number.length, date.length, unanswerable.length] == [400, 400, 0, 200]
    assert (unanswerable.label, unanswerable.value) == ("不可回答", "50.0% (1/2)")
    assert [bar.top for bar in bars(run.results)] == [0, 26, 52, 78]
    assert (date.low, lead.high) == (0.0, 400.0)
    # Wilson for 0 of 1 and 1 of 1: z²/(1+z²) = 0.7935 from the other end.
    assert date.high == 317.4
    assert lead.low == 82.6


class _Page(HTMLParser):
    """Collects what the page declares: tags, ids, links, and anything fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []
        self.sources += [values["src"]] if "src" in values else []


def test_the_page_stands_alone_and_every_failure_can_be_linked_to(run: Run) -> None:
    text = run_page(run)
    page = _Page()
    page.feed(text)
    assert page.ids == ["q2", "q3", "q5"] == [result.id for result in failures(run)]
    assert page.links == ["#q2", "#q3", "#q5"]
    assert page.sources == []
    assert page.tags.count("details") == 3
    columns = len(LATENCY_STEPS) + 1 + len(LENGTH_STEPS) + 1
    groups = [bars(run.results, name) for name in ("kind", "wording", "language")]
    assert page.tags.count("rect") == 2 * sum(map(len, groups)) + columns
    assert "prefers-color-scheme: dark" in text
    assert "没有江北市的文件" not in text  # a right refusal is no failure


def test_a_failure_shows_its_trace(run: Run) -> None:
    text = run_page(run)
    # q2 found line 2 before the gold line 1, and cites line 2.
    assert "1 句中 1 句没有引文支持" in text
    assert "没有可说的草稿（no_detail）" in text
    gold, other = text.index('<tr class="gold"><td>2 ✓'), text.index("<tr><td>1</td>")
    assert other < gold
    assert "yunling-2021#0001" in text[gold : gold + 300]


def test_an_answer_cannot_put_markup_into_the_page(tmp_path: Path) -> None:
    bold = Reply("<b onclick='x()'>市民政局</b> & 其他", kind="lead")
    run = run_questions(write_set(tmp_path / "set.jsonl"), assistant(q1=bold))
    text = run_page(run)
    assert "<b onclick" not in text
    assert "&lt;b onclick=&#39;x()&#39;&gt;市民政局&lt;/b&gt; &amp; 其他" in text


def test_the_command_writes_both_files(tmp_path: Path) -> None:
    json_path, html_path = tmp_path / "run.json", tmp_path / "run.html"
    text = evaluate_answers(
        write_set(tmp_path / "set.jsonl"), assistant(), json_path=json_path, html_path=html_path
    )
    run = load_run(json_path)
    assert text == run_text(run)
    assert html_path.read_text(encoding="utf-8") == run_page(run)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.html", "run.json", "set.jsonl"]
