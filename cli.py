"""The command `wenzheng`."""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from corpus.errors import WenzhengError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from answers.assistant import Assistant
    from answers.fluent import FluentAssistant
    from answers.records import Answer
    from corpus.records import Document
    from corpus.sources import Problem
    from index.collection import Index
    from index.encoder import Encoder

HOME = Path(__file__).parent
SHIPPED_DOCUMENTS = HOME / "corpus" / "documents"
OWN_DATA = HOME / "data"

Subcommands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did its work, 1 for a mistake it names, 2 for wrong words."""
    arguments = _parser().parse_args(argv)
    run: Command = arguments.run
    try:
        return run(arguments)
    except WenzhengError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        print(f"读写失败（{error.strerror or error}）；请检查磁盘空间和权限。", file=sys.stderr)
        return 1


def _serve(arguments: argparse.Namespace) -> int:
    from answers.living import Living
    from server import serve

    encoder = _encoder(arguments)

    def load() -> Assistant | FluentAssistant:
        assistant = _extracting_assistant(arguments, encoder)
        # Tables and dictionaries are read at the first question, which no visitor should wait for.
        assistant.ask("各项任务由谁牵头")
        return _worded(assistant)

    def living() -> Callable[[], Assistant | FluentAssistant]:
        collection = Living(_data(arguments), load, lambda line: print(line, file=sys.stderr))
        collection.watch()
        return collection.current

    serve(living, arguments.host, arguments.port)
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    if bool(arguments.question) == bool(arguments.batch):
        raise WenzhengError('请给出一个问题(wenzheng ask "问题"),或用 --batch 指定问题文件。')
    if arguments.batch:
        if arguments.out is None:
            raise WenzhengError("批量提问时请用 --out 指定结果文件。")
        return _ask_batch(arguments)
    if arguments.explain:
        return _explain(arguments)
    answer = _assistant(arguments).ask(arguments.question)
    if arguments.json:
        from answers.serialise import answer_to_dict

        _print_json({"id": None, **answer_to_dict(answer)})
    else:
        _print_answer(answer)
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    """Print how the answer to a question is come by."""
    from answers.receipt import receipt_lines, receipt_to_dict

    assistant = _assistant(arguments)
    receipt = assistant.explain(arguments.question)
    if arguments.json:
        _print_json(receipt_to_dict(receipt))
        return 0
    _print_answer(assistant.ask(arguments.question))
    print("\n为什么这样答")
    for line in receipt_lines(receipt):
        print(line)
    return 0


def _ask_batch(arguments: argparse.Namespace) -> int:
    from answers.batch import answer_lines, read_batch
    from corpus.writing import written_whole

    questions = read_batch(arguments.batch)
    assistant = _assistant(arguments)
    with written_whole(arguments.out) as out, _bars() as progress:
        for done, line in enumerate(answer_lines(questions, assistant), 1):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            progress("回答问题", done, len(questions))
    return 0


def _index(arguments: argparse.Namespace) -> int:
    from index.manifest import DamagedIndexError, StaleIndexError
    from index.store import add_documents, has_index

    if not arguments.paths and not arguments.rebuild:
        raise WenzhengError("请给出要收录的文件或文件夹，例如 wenzheng index 文件夹。")
    encoder, data, paths = _encoder(arguments), _data(arguments), list(arguments.paths)
    if _is_own(data) and not has_index(data):
        paths.insert(0, SHIPPED_DOCUMENTS)
    if paths:
        return _update(paths, encoder, data, arguments.rebuild)
    try:
        with _index_bar() as progress:
            index = add_documents([], encoder, data, progress)
    except (DamagedIndexError, StaleIndexError):
        # The product's own documents are at hand; others only their owner has.
        if not _is_own(data):
            raise
        return _update([SHIPPED_DOCUMENTS], encoder, data, afresh=True)
    print(f"已收录 {len(index.documents)} 份文件、{len(index.passages)} 个段落，存于 {data}。")
    return 0


def _update(paths: Sequence[Path], encoder: Encoder, data: Path, afresh: bool) -> int:
    """Bring the index up to date with some files and say what was done."""
    from index.update import NothingReadError, update_index

    try:
        with _index_bar() as progress:
            report = update_index(paths, encoder, data, progress, afresh=afresh)
    except NothingReadError as error:
        _print_problems(error.problems)
        raise
    _print_problems((*report.problems, *report.notes))
    counts = (
        ("新增", report.added),
        ("更新", report.changed),
        ("移除", report.removed),
        ("未变", report.unchanged),
        ("读不了", len(report.problems)),
        ("未读全", len({note.name for note in report.notes})),
    )
    done = "、".join(f"{name} {count:,}" for name, count in counts if count)
    copies = sum(map(len, report.copies.values()))
    same = f"（另有 {copies} 份与之相同，不重复列出）" if copies else ""
    kept = f"已收录 {report.documents} 份文件{same}、{report.passages} 个段落"
    print(f"{kept}，存于 {data}。{done}{'。' if done else ''}")
    return 0


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        told = not problem.name or problem.name in problem.reason
        print(problem.reason if told else f"“{problem.name}”{problem.reason}", file=sys.stderr)


def _clean(arguments: argparse.Namespace) -> int:
    from corpus.reading import read_document
    from corpus.reading_notes import reading_lines

    document = read_document(arguments.file)
    print(document.text, flush=True)
    print(*reading_lines(document, arguments.diff), sep="\n", file=sys.stderr)
    return 0


def _report(arguments: argparse.Namespace) -> int:
    from corpus.writing import written_whole
    from index.store import read_catalogue
    from web.reading_report import reading_report, report_lines

    documents = tuple(_indexed(arguments).values())
    problems = read_catalogue(_data(arguments)).problems
    if arguments.html:
        with written_whole(arguments.html) as out:
            out.write(reading_report(documents, problems))
        print(f"{len(documents)} 份文件的阅读报告已写入 {arguments.html}。")
        return 0
    print(*report_lines(documents, problems), sep="\n")
    return 0


def _documents(arguments: argparse.Namespace) -> int:
    from corpus.listing import document_row
    from corpus.reading_notes import listing_lines

    for document in _indexed(arguments).values():
        if arguments.json:
            _print_json(document_row(document))
            continue
        print(*listing_lines(document), sep="\n")
    return 0


def _duties(arguments: argparse.Namespace) -> int:
    from corpus.listing import duty_row
    from corpus.reading_notes import duty_lines

    documents = _indexed(arguments)
    if arguments.document is not None and arguments.document not in documents:
        raise WenzhengError(
            f"没有编号为 {arguments.document} 的文件；已收录：{'、'.join(documents)}。"
        )
    chosen = [documents[arguments.document]] if arguments.document else documents.values()
    for document in chosen:
        if arguments.json:
            for duty in document.duties:
                _print_json(duty_row(document, duty))
            continue
        print(*duty_lines(document), sep="\n")
    return 0


def _eval_answers(arguments: argparse.Namespace) -> int:
    from eval.commands import evaluate_answers

    assistant = _assistant(arguments)
    with _bars() as progress:
        run = evaluate_answers(
            arguments.set,
            assistant,
            arguments.json,
            arguments.html,
            progress,
            settings={
                "encoder": assistant.encoder.name,
                "encoder_fingerprint": assistant.encoder.fingerprint,
            },
            list_failures=not arguments.summary,
        )
    print(run)
    return 0


def _eval_retrieval(arguments: argparse.Namespace) -> int:
    from eval.beir import evaluate_retrieval

    with _bars() as progress:
        table = evaluate_retrieval(
            arguments.folder,
            _encoder(arguments),
            arguments.modes.split(","),
            arguments.json,
            progress,
            arguments.html,
            arguments.queries,
        )
    print(table)
    return 0


def _eval_compare(arguments: argparse.Namespace) -> int:
    from eval.commands import compare_runs

    print(compare_runs(arguments.run_a, arguments.run_b, arguments.json, arguments.html))
    return 0


_WRONG_WORDS = (
    (r"unrecognized arguments: (.*)", r"不认识的参数 \1"),
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"argument (.*?): expected one argument", r"\1 后面缺少内容"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"没有\1 \2，可用的有 \3"),
    (r"argument (.*?): invalid int value: (.*)", r"\1 应为整数，不是 \2"),
    (r"argument (.*?): (.*)", r"\1：\2"),
)


class _Parser(argparse.ArgumentParser):
    """Says in one Chinese sentence which words are wrong."""

    def error(self, message: str) -> NoReturn:
        for english, chinese in _WRONG_WORDS:
            if found := re.fullmatch(english, message, re.DOTALL):
                message = found.expand(chinese)
                break
        self.exit(2, f"{message}；用法见 {self.prog} --help。\n")


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="wenzheng", description="就政策文件提问，每一句答复都附原文出处。"
    )
    commands = parser.add_subparsers(required=True, metavar="命令")
    _add_serving(commands)
    _add_library(commands)
    _add_evaluation(commands)
    return parser


def _add_serving(commands: Subcommands) -> None:
    serve = _command(commands, "serve", _serve, "启动网站")
    serve.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机")
    serve.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    ask = _command(commands, "ask", _ask, "提一个问题，或批量回答一个问题文件")
    ask.add_argument("question", nargs="?", help="要问的内容")
    ask.add_argument("--explain", action="store_true", help="说明为什么这样答")
    ask.add_argument("--json", action="store_true", help="以 JSON 输出")
    ask.add_argument("--batch", type=Path, metavar="IN.jsonl", help="问题文件，每行一个 JSON")
    ask.add_argument("--out", type=Path, metavar="OUT.jsonl", help="结果文件")


def _add_library(commands: Subcommands) -> None:
    index = _command(commands, "index", _index, "读入文件或文件夹，建立或更新索引")
    index.add_argument("paths", nargs="*", type=Path, help="文件或文件夹")
    index.add_argument(
        "--rebuild",
        action="store_true",
        help="只收录所给文件；不给文件时，用所选编码模型重建现有索引",
    )
    clean = _command(
        commands, "clean", _clean, "输出清理后的正文，并说明改动和疑似缺损", data=False
    )
    clean.add_argument("file", type=Path)
    clean.add_argument("--diff", action="store_true", help="逐处列出改动及其行号")
    report = _command(commands, "report", _report, "文件读得怎样：信息、改动、缺损、段落和分工")
    report.add_argument("--html", type=Path, metavar="FILE", help="报告写入 HTML 文件")
    documents = _command(commands, "documents", _documents, "列出已收录的文件")
    documents.add_argument("--json", action="store_true", help="每行一个 JSON")
    duties = _command(commands, "duties", _duties, "列出各项任务的牵头和配合单位")
    duties.add_argument("--document", metavar="ID", help="只列一份文件")
    duties.add_argument("--json", action="store_true", help="每行一个 JSON")


def _add_evaluation(commands: Subcommands) -> None:
    evaluation = commands.add_parser("eval", help="评测")
    kinds = evaluation.add_subparsers(required=True, metavar="评测内容")
    answers = _command(kinds, "answers", _eval_answers, "评测问答")
    answers.add_argument("set", type=Path, metavar="SET.jsonl")
    answers.add_argument("--summary", action="store_true", help="只打印汇总，不列出失败的问题")
    retrieval = _command(kinds, "retrieval", _eval_retrieval, "评测检索(BEIR 格式的文件夹)")
    retrieval.add_argument("folder", type=Path, metavar="BEIR_FOLDER")
    retrieval.add_argument("--modes", default="bm25,dense,hybrid", help="逗号分隔")
    retrieval.add_argument(
        "--queries",
        type=_query_range,
        default=slice(None),
        metavar="A:B",
        help="只用第 A 到 B 个问题",
    )
    compare = _command(kinds, "compare", _eval_compare, "比较两次评测", data=False)
    compare.add_argument("run_a", type=Path, metavar="RUN_A")
    compare.add_argument("run_b", type=Path, metavar="RUN_B")
    for command in (answers, retrieval, compare):
        command.add_argument("--json", type=Path, metavar="FILE", help="结果写入 JSON 文件")
        command.add_argument("--html", type=Path, metavar="FILE", help="报告写入 HTML 文件")


def _query_range(text: str) -> slice:
    start, colon, end = text.partition(":")
    if not colon or not (start + end).isdigit():
        raise argparse.ArgumentTypeError(f"{text} 不是范围；例如 0:1500")
    return slice(int(start or 0), int(end) if end else None)


def _command(
    commands: Subcommands, name: str, run: Command, help_text: str, data: bool = True
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text)
    parser.set_defaults(run=run)
    if data:
        parser.add_argument("--data", type=Path, metavar="DIR", help="数据文件夹")
        parser.add_argument("--encoder", metavar="文件夹或名称", help="另一个编码模型")
    return parser


def _data(arguments: argparse.Namespace) -> Path:
    return Path(arguments.data or os.environ.get("WENZHENG_DATA") or OWN_DATA)


def _is_own(data: Path) -> bool:
    return data.resolve() == OWN_DATA.resolve()


def _encoder(arguments: argparse.Namespace) -> Encoder:
    from index.encoder import SHIPPED_ENCODER, load_encoder

    chosen = arguments.encoder or os.environ.get("WENZHENG_ENCODER") or str(SHIPPED_ENCODER)
    # Loading makes a million objects that live on; looking through them for garbage takes a second.
    gc.disable()
    try:
        return load_encoder(chosen)
    finally:
        gc.freeze()
        gc.enable()


def _assistant(arguments: argparse.Namespace) -> Assistant | FluentAssistant:
    return _worded(_extracting_assistant(arguments))


def _worded(assistant: Assistant) -> Assistant | FluentAssistant:
    """The assistant with the language model of the environment, where one is set there."""
    url, model = os.environ.get("WENZHENG_LLM_URL"), os.environ.get("WENZHENG_LLM_MODEL")
    if not url and not model:
        return assistant
    if not url or not model:
        raise WenzhengError("使用语言模型须同时设置 WENZHENG_LLM_URL 和 WENZHENG_LLM_MODEL。")
    from answers.fluent import FluentAssistant
    from answers.writer import OpenAiWriter

    key = os.environ.get("WENZHENG_LLM_KEY", "")
    return FluentAssistant(assistant, OpenAiWriter(url, model, key))


def _extracting_assistant(
    arguments: argparse.Namespace, encoder: Encoder | None = None
) -> Assistant:
    from answers.assistant import Assistant

    encoder = encoder or _encoder(arguments)
    return Assistant(_ready_index(arguments, encoder), encoder, date.today)


def _indexed(arguments: argparse.Namespace) -> dict[str, Document]:
    """The indexed documents; no encoder is loaded where an index stands already."""
    from index.store import has_index, read_documents

    data = _data(arguments)
    if _is_own(data) and not has_index(data):
        _ready_index(arguments, _encoder(arguments))
    return read_documents(data)


def _ready_index(arguments: argparse.Namespace, encoder: Encoder) -> Index:
    """The index in the data folder; the product's own is made on first use."""
    from index.store import has_index, open_index
    from index.update import update_index

    data = _data(arguments)
    if _is_own(data) and not has_index(data):
        with _index_bar() as progress:
            update_index([SHIPPED_DOCUMENTS], encoder, data, progress)
    return open_index(data, encoder)


@contextmanager
def _bars() -> Iterator[Callable[[str, int, int], None]]:
    """Progress bars on standard error, one for each stage, none where nobody watches."""
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def progress(stage: str, done: int, total: int) -> None:
        bar = bars.get(stage)
        if bar is None:
            bar = bars[stage] = tqdm(total=total, desc=stage, disable=None, leave=False, delay=1.0)
        bar.update(done - bar.n)

    try:
        yield progress
    finally:
        for bar in bars.values():
            bar.close()


@contextmanager
def _index_bar() -> Iterator[Callable[[str, int, int], None]]:
    """One bar for all of indexing: each stage moves it by the share of time that it takes."""
    from tqdm import tqdm

    from index.update import STAGES

    form = "{desc} {percentage:3.0f}%|{bar}| 已用 {elapsed}，还需 {remaining}"
    bar = tqdm(total=1.0, bar_format=form, disable=None, leave=False, delay=1.0)

    def progress(stage: str, done: int, total: int) -> None:
        earlier = sum(share for name, share in STAGES[: [n for n, _ in STAGES].index(stage)])
        bar.set_description_str(stage, refresh=False)
        bar.update(max(0.0, earlier + dict(STAGES)[stage] * done / max(total, 1) - bar.n))

    with bar:
        yield progress


def _print_answer(answer: Answer) -> None:
    from web.printed import answer_lines

    for line in answer_lines(answer):
        print(line)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
