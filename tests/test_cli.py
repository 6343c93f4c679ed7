"""The command: what it prints, what it exits with, and that a mistake writes nothing."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from answers_sample import GUILIN, SOURCES, write_sources
from index_sample import tiny_model

from cli import main
from web.bodies import AnswerBody, HitsBody
from web.printed import aligned

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the four documents indexed."""
    folder = tmp_path_factory.mktemp("wenzheng")
    assert (
        main(["index", str(write_sources(folder / "texts")), "--data", str(folder / "data")]) == 0
    )
    return folder / "data"


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test reads or writes the data folder of the product."""
    monkeypatch.setenv("WENZHENG_DATA", str(tmp_path / "unset"))
    for setting in ("ENCODER", "LLM_URL", "LLM_MODEL", "LLM_KEY"):
        monkeypatch.delenv(f"WENZHENG_{setting}", raising=False)
    yield
    assert not (tmp_path / "unset").exists()


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def fails(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    """The one sentence of a command that fails, with nothing on standard output."""
    capsys.readouterr()
    assert main([str(word) for word in words]) == 1
    out, err = capsys.readouterr()
    assert out == "" and "Traceback" not in err
    assert len(err.strip().splitlines()) == 1
    return err.strip()


def test_a_comparison_prints_aligned_rows_and_cites_issuer_number_and_date(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = "桂林和烟台公租房租金各是市场租金的几成"
    assert main(["ask", question, "--data", str(data)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("广西壮族自治区桂林市  ") and "七成" in lines[0]
    assert lines[1].startswith("山东省烟台市          ") and "六成" in lines[1]
    assert any("烟政发〔2022〕9号 · 2022年3月5日" in line for line in lines)
    assert main(["ask", question, "--data", str(data), "--json"]) == 0
    (answer,) = rows(capsys.readouterr().out)
    AnswerBody.model_validate(answer)
    assert [row["name"] for row in answer["table"]] == ["广西壮族自治区桂林市", "山东省烟台市"]
    assert answer["citations"][1]["date"] == "2022-03-05"
    assert answer["citations"][1]["doc_number"] == "烟政发〔2022〕9号"
    assert answer["citations"][1]["issuer"] == "烟台市人民政府"


def test_ask_explains_how_an_answer_is_come_by(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["ask", "桂林公租房房源由谁牵头筹集", "--data", str(data), "--explain"]
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert "为什么这样答" in printed and "采用（依据" in printed
    assert main([*words, "--json"]) == 0
    (receipt,) = rows(capsys.readouterr().out)
    assert receipt["versions"]["索引代次"] == "generation-000001"
    assert len(receipt["versions"]["索引指纹"]) == 16


def test_ask_reads_a_misspelt_word_and_says_so_unless_told_not_to(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["ask", "桂林公租坊房源由谁牵头筹集", "--data", str(data)]
    assert main(words) == 0
    assert (
        "已理解为：桂林公租房房源由谁牵头筹集（照原话问请加 --verbatim）" in capsys.readouterr().out
    )
    assert main([*words, "--verbatim"]) == 0
    assert "已理解为" not in capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    (answer,) = rows(capsys.readouterr().out)
    assert answer["understood"]["corrections"] == [{"typed": "公租坊", "read": "公租房"}]


def test_wide_signs_count_double_and_further_lines_stand_below() -> None:
    assert aligned([("甲", "一[1]\n二[2]"), ("AB乙", "三")]) == [
        "甲    一[1]",
        "      二[2]",
        "AB乙  三",
    ]


def test_ask_prints_the_answer_and_its_sources(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "桂林公租房房源由谁牵头筹集", "--data", str(data)]) == 0
    out = capsys.readouterr().out
    assert "市住建局牵头" in out
    assert "[1] 桂林市人民政府办公室关于印发" in out
    assert "牵头单位:市住建局" in out


def test_ask_json_is_one_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "烟台公租房租金多久调整一次", "--json", "--data", str(data)]) == 0
    (row,) = rows(capsys.readouterr().out)
    assert "每年" in row["answer"] and row["refused"] is False
    text = (data.parent / "texts" / f"{row['citations'][0]['doc']}.txt").read_text("utf-8")
    assert row["citations"][0]["quote"] in text


def test_a_refusal_is_no_error(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "北京公租房由谁牵头", "--data", str(data)]) == 0
    assert "没有收录北京" in capsys.readouterr().out


def test_batch_answers_every_line_in_order(data: Path, tmp_path: Path) -> None:
    questions = [
        {"id": "1", "question": "桂林公租房租金多久调整一次"},
        {"id": "2", "question": "烟台呢", "history": ["桂林公租房租金多久调整一次"]},
        {"id": "3", "question": ""},
        {"id": "\ud800", "question": "北京公租房由谁牵头\ud800"},
    ]
    lines = "\n".join(json.dumps(q) for q in questions)
    source, out = tmp_path / "in.jsonl", tmp_path / "new" / "out.jsonl"
    source.write_text(lines, encoding="utf-8")
    assert main(["ask", "--batch", str(source), "--out", str(out), "--data", str(data)]) == 0
    answers = rows(out.read_text("utf-8"))
    assert [row["id"] for row in answers] == ["1", "2", "3", "\ud800"]
    assert [row["refused"] for row in answers] == [False, False, True, True]
    assert "每两年" in answers[0]["answer"] and "每年" in answers[1]["answer"]
    assert [path.name for path in out.parent.iterdir()] == ["out.jsonl"]


def test_documents_as_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["documents", "--json", "--data", str(data)]) == 0
    found = {row["id"]: row for row in rows(capsys.readouterr().out)}
    assert list(found) == sorted(SOURCES)
    guilin = found["guilin-2021"]
    assert (guilin["issuer"], guilin["doc_number"]) == (
        "桂林市人民政府办公室",
        "市政办〔2021〕36号",
    )
    assert (guilin["signed"], guilin["published"]) == ("2021-08-12", None)
    assert (guilin["region"], guilin["duties"], guilin["damages"]) == (
        "广西壮族自治区桂林市",
        4,
        0,
    )
    assert found["zunyi-2016"]["signed"] is None and found["zunyi-2016"]["damages"] == 2
    assert found["mianyang-2024"]["doc_number"] is None


def test_duties(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duties", "--document", "yantai-2022", "--json", "--data", str(data)]) == 0
    found = rows(capsys.readouterr().out)
    assert [(row["leads"], row["supports"]) for row in found] == [
        (["市住建局"], ["市发改委", "市财政局"]),
        (["市民政局"], ["市住建局"]),
    ]
    assert main(["duties", "--data", str(data)]) == 0
    out = capsys.readouterr().out
    assert out.count("牵头：") == 9 and "筹集房源" in out
    assert "guilin-2021" in fails(capsys, "duties", "--document", "nanjing", "--data", data)


def test_clean_parts_the_text_from_the_remarks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "school.txt"
    path.write_text("遵義市學區(qū)劃分方案\n就近入學。\n遵义市教育局\n2016420\n", encoding="utf-8")
    assert main(["clean", str(path)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("遵义市学区划分方案\n") and "2016420" in out
    assert "繁体转简体" in err and "2016年4月20日" in err


def test_the_reading_report_of_a_collection(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, texts, page = tmp_path / "data", tmp_path / "texts", tmp_path / "report.html"
    texts.mkdir()
    (texts / "a.txt").write_text(GUILIN, encoding="gb18030")
    (texts / "bad.txt").write_bytes(bytes(range(256)) * 8)
    assert main(["index", str(texts), "--data", str(data)]) == 0
    capsys.readouterr()
    assert main(["report", "--data", str(data)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("文件 1；") and "未读：bad.txt" in out
    assert main(["report", "--data", str(data), "--html", str(page)]) == 0
    assert "1 份文件" in capsys.readouterr().out
    assert "bad.txt" in page.read_text(encoding="utf-8")
    assert "还没有索引" in fails(capsys, "report", "--data", tmp_path / "none")


def test_index_adds_replaces_and_names_what_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, texts = tmp_path / "data", tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(GUILIN, encoding="gb18030")
    (texts / "bad.txt").write_bytes(bytes(range(256)) * 8)
    assert main(["index", str(texts), "--data", str(data)]) == 0
    out, err = capsys.readouterr()
    assert "1 份文件" in out and "bad.txt" in err
    (tmp_path / "b.txt").write_text("泰州市养老服务办法\n按月发放。\n", encoding="utf-8")
    assert main(["index", str(tmp_path / "b.txt"), "--data", str(data)]) == 0
    assert "2 份文件" in capsys.readouterr().out
    (texts / "a.txt").write_text("桂林市供水办法\n按月抄表。\n", encoding="utf-8")
    assert main(["index", str(texts / "a.txt"), "--data", str(data)]) == 0
    assert main(["documents", "--json", "--data", str(data)]) == 0
    titles = [row["title"] for row in rows(capsys.readouterr().out.split("\n", 1)[1])]
    assert titles == ["桂林市供水办法", "泰州市养老服务办法"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "请给出一个问题"),
        ("   ", "问题是空的"),
        ("???", "问题是空的"),
        ("租" * 2001, "2001 个字"),
    ],
)
def test_a_question_that_cannot_be_asked(
    data: Path, capsys: pytest.CaptureFixture[str], question: str, words: str
) -> None:
    assert words in fails(capsys, "ask", question, "--data", data)


def test_a_question_and_a_batch_do_not_go_together(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text('{"question": "租金"}', encoding="utf-8")
    assert "--batch" in fails(capsys, "ask", "租金", "--batch", batch, "--data", data)
    assert "--out" in fails(capsys, "ask", "--batch", batch, "--data", data)


def test_a_bad_batch_line_leaves_the_old_result(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    out.write_text("old", encoding="utf-8")
    batch.write_text('{"question": "租金"}\n{"question"\n', encoding="utf-8")
    assert "第 2 行" in fails(capsys, "ask", "--batch", batch, "--out", out, "--data", data)
    missing = tmp_path / "none.jsonl"
    assert "找不到" in fails(capsys, "ask", "--batch", missing, "--out", out, "--data", data)
    assert out.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_result_that_cannot_be_written(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text('{"question": "租金"}', encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for out in (tmp_path / "folder", batch / "out.jsonl", Path()):
        assert "无法写入" in fails(capsys, "ask", "--batch", batch, "--out", out, "--data", data)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "in.jsonl"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x7fELF\x00\x01\x02" * 100, "不是文本文件"),
        (b"", "空文件"),
        (b" \n\n", "没有文字"),
        (None, "找不到"),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, words: str
) -> None:
    path = tmp_path / "policy.txt"
    if content is not None:
        path.write_bytes(content)
    assert words in fails(capsys, "clean", path)
    assert main(["index", str(path), "--data", str(tmp_path / "data")]) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_an_encoding_that_nobody_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes(bytes(byte for byte in range(0x80, 0x100) for _ in range(3)) * 4)
    sentence = fails(capsys, "clean", path)
    assert "policy.txt" in sentence and ("编码" in sentence or "不是文本文件" in sentence)


def test_nothing_to_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    (tmp_path / "empty").mkdir()
    assert "请给出" in fails(capsys, "index", "--data", data)
    assert "没有读到任何文件" in fails(capsys, "index", tmp_path / "empty", "--data", data)
    assert "找不到" in fails(capsys, "index", tmp_path / "none", "--data", data)
    assert not data.exists()


def test_a_data_folder_without_an_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "还没有索引" in fails(capsys, "ask", "租金", "--data", tmp_path / "data")
    assert "还没有索引" in fails(capsys, "documents", "--data", tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").write_text("a file stands here", encoding="utf-8")
    (tmp_path / "a.txt").write_text(GUILIN, encoding="utf-8")
    assert "无法写入" in fails(capsys, "index", tmp_path / "a.txt", "--data", tmp_path / "data")
    assert (tmp_path / "data").read_text("utf-8") == "a file stands here"
    assert "还没有索引" in fails(capsys, "ask", "租金", "--data", tmp_path / "data")


def test_an_index_of_another_encoder(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tiny_model(tmp_path / "model")
    before = sorted(path.name for path in (data / "index").iterdir())
    sentence = fails(capsys, "ask", "租金", "--data", data, "--encoder", other)
    assert "8 维" in sentence and "--rebuild" in sentence
    assert sorted(path.name for path in (data / "index").iterdir()) == before
    missing = tmp_path / "no" / "model"
    assert str(missing) in fails(capsys, "ask", "租金", "--data", data, "--encoder", missing)


def test_a_damaged_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    (tmp_path / "a.txt").write_text(GUILIN, encoding="utf-8")
    assert main(["index", str(tmp_path / "a.txt"), "--data", str(data)]) == 0
    for file in (data / "index").glob("generation-*/*/vectors*"):
        file.write_bytes(b"")
    assert "重建" in fails(capsys, "ask", "租金", "--data", data)


def test_a_port_in_use(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = fails(capsys, "serve", "--port", str(port), "--data", data)
    assert str(port) in sentence and "--port" in sentence


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "缺少 命令；用法见 wenzheng --help。"),
        (["fly"], "没有命令 'fly'，可用的有"),
        (["ask", "--port", "8000"], "不认识的参数 --port"),
        (["serve", "--port", "x"], "--port 应为整数，不是 'x'；用法见 wenzheng serve --help。"),
        (["serve", "--port"], "--port 后面缺少内容"),
        (["eval", "retrieval", "f", "--queries", "x"], "--queries：x 不是范围"),
        (["eval", "retrieval", "f", "--queries", "²:3"], "--queries：²:3 不是范围"),
        (["eval", "retrieval", "f", "--parts", "0:9"], "--parts：0:9 不是“名称=范围”"),
        (["eval", "retrieval", "f", "--parts", "甲=0:1,甲=1:2"], "--parts：名称“甲”重复"),
        (["eval", "retrieval", "f", "--queries", "5:3"], "--queries：5:3 里没有问题"),
        (["eval", "compare", "a", "--modes", "bm25"], "--modes：bm25 不是两种检索方式"),
    ],
)
def test_wrong_words_exit_with_2(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(told) and err.count("\n") == 1


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GUILIN, encoding="utf-8")
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), "clean", str(tmp_path / "a.txt")],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            timeout=60,
            check=False,
        )
    assert done.returncode != 0 and "Traceback" not in done.stderr.decode()
    assert "请检查磁盘空间" in done.stderr.decode()


def test_index_and_documents_tell_what_of_a_file_was_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    shutil.copy(ROOT / "tests" / "files" / "mixed.pdf", texts)
    shutil.copy(ROOT / "tests" / "files" / "mixed.pdf", texts / "again.pdf")
    assert main(["index", str(texts), "--data", str(tmp_path / "data")]) == 0
    out, err = capsys.readouterr()
    assert "已收录 1 份文件（另有 1 份与之相同" in out and "新增 2、未读全 2。" in out
    assert [line.split("”")[0] for line in err.splitlines()] == [
        f"“{texts / name}" for name in ("again.pdf", "mixed.pdf")
    ]
    assert err.count("第 2 页") == 2
    assert main(["documents", "--data", str(tmp_path / "data")]) == 0
    assert "    注意：第 2 页" in capsys.readouterr().out


def test_the_index_is_never_read_as_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(GUILIN, encoding="utf-8")
    for _ in range(2):
        assert main(["index", str(tmp_path), "--data", str(tmp_path / "data")]) == 0
        out, err = capsys.readouterr()
        assert "已收录 1 份文件、" in out and err == ""


def test_as_a_process_a_mistake_is_one_sentence_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 200)
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "clean", str(tmp_path / "binary.txt")],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().count("\n") == 1 and "不是文本文件" in done.stderr.decode()


def test_ask_and_search_are_limited_to_the_documents_that_pass_the_filters(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    limits = ["--region", "烟台", "--year", "2022", "--data", str(data)]
    assert main(["ask", "公租房租金是市场租金的几成", *limits]) == 0
    out = capsys.readouterr().out
    assert out.startswith("仅在 烟台、2022年 中查找") and "六成" in out and "桂林" not in out
    assert main(["search", "公租房租金", "--limit", "2", "--json", *limits]) == 0
    hits = rows(capsys.readouterr().out)
    HitsBody.model_validate({"hits": hits})
    assert len(hits) == 2 and {hit["doc"] for hit in hits} == {"yantai-2022"}
    assert main(["search", "公租房租金", *limits]) == 0
    assert "市场租金的六成" in capsys.readouterr().out
    assert main(["search", "公租房租金", "--region", "拉萨", "--data", str(data)]) == 0
    assert "没有找到" in capsys.readouterr().err
    assert "可用的有：通知公告" in fails(capsys, "ask", "租金", "--kind", "歌词", "--data", data)
    assert "看不懂年份" in fails(capsys, "search", "租金", "--year", "去年", "--data", data)
