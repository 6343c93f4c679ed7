"""The commands that answer and find: `serve`, `ask` and `search`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from commands.words import Subcommands, add_command, add_filters
from commands.world import (
    bars,
    chosen_encoder,
    chosen_filters,
    data_folder,
    extracting_assistant,
    make_assistant,
    print_json,
    worded,
)
from corpus.errors import WenzhengError

if TYPE_CHECKING:
    from answers.assistant import Assistant
    from answers.fluent import FluentAssistant
    from answers.records import Answer


def add_asking(commands: Subcommands) -> None:
    """Add the words of these commands."""
    serve = add_command(commands, "serve", _serve, "启动网站")
    serve.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机")
    serve.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    ask = add_command(commands, "ask", _ask, "提一个问题，或批量回答一个问题文件")
    ask.add_argument("question", nargs="?", help="要问的内容")
    ask.add_argument("--explain", action="store_true", help="说明为什么这样答")
    ask.add_argument("--verbatim", action="store_true", help="照原话理解，不改错别字")
    ask.add_argument("--json", action="store_true", help="以 JSON 输出")
    ask.add_argument("--batch", type=Path, metavar="IN.jsonl", help="问题文件，每行一个 JSON")
    ask.add_argument("--out", type=Path, metavar="OUT.jsonl", help="结果文件")
    add_filters(ask)
    search = add_command(commands, "search", _search, "只找段落，不作答")
    search.add_argument("question", help="要找的内容")
    search.add_argument("--limit", type=int, default=10, metavar="N", help="至多几段，默认 10")
    search.add_argument(
        "--mode",
        choices=("hybrid+rerank", "hybrid", "bm25", "dense"),
        default="hybrid+rerank",
        help="按哪种得分排序，默认 hybrid+rerank：词语和语义得分选出前 50 段，再由小模型重排",
    )
    search.add_argument("--json", action="store_true", help="以 JSON 输出，每行一段")
    add_filters(search)


def _serve(arguments: argparse.Namespace) -> int:
    from answers.living import Living
    from server import serve

    encoder = chosen_encoder(arguments)

    def load() -> Assistant | FluentAssistant:
        assistant = extracting_assistant(arguments, encoder)
        # Tables and dictionaries are read at the first question, which no visitor should wait for.
        assistant.ask("各项任务由谁牵头")
        return worded(assistant)

    def living() -> Callable[[], Assistant | FluentAssistant]:
        collection = Living(data_folder(arguments), load, lambda line: print(line, file=sys.stderr))
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
    filters = chosen_filters(arguments)
    assistant = make_assistant(arguments).within(filters)
    answer = assistant.ask(arguments.question, verbatim=arguments.verbatim)
    if arguments.json:
        from answers.serialise import answer_to_dict

        print_json({"id": None, **answer_to_dict(answer)})
    else:
        _print_answer(answer)
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    """Print how the answer to a question is come by."""
    from answers.receipt import receipt_lines, receipt_to_dict

    filters = chosen_filters(arguments)
    assistant = make_assistant(arguments).within(filters)
    receipt = assistant.explain(arguments.question, verbatim=arguments.verbatim)
    if arguments.json:
        print_json(receipt_to_dict(receipt))
        return 0
    _print_answer(assistant.ask(arguments.question, verbatim=arguments.verbatim))
    print("\n为什么这样答")
    for line in receipt_lines(receipt):
        print(line)
    return 0


def _ask_batch(arguments: argparse.Namespace) -> int:
    from answers.batch import answer_lines, read_batch
    from corpus.writing import written_whole

    questions, filters = read_batch(arguments.batch), chosen_filters(arguments)
    assistant = make_assistant(arguments).within(filters)
    lines = answer_lines(questions, assistant, arguments.verbatim)
    with written_whole(arguments.out) as out, bars() as progress:
        for done, line in enumerate(lines, 1):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            progress("回答问题", done, len(questions))
    return 0


def _search(arguments: argparse.Namespace) -> int:
    """Print the best passages for a question, best first."""
    from web.printed import hit_lines
    from web.views import hit_view

    filters = chosen_filters(arguments)
    if not arguments.question.strip() or arguments.limit < 1:
        raise WenzhengError("要找的内容不能为空，--limit 至少为 1。")
    assistant = extracting_assistant(arguments).within(filters)
    hits = assistant.search(arguments.question, arguments.limit, arguments.mode)
    for number, hit in enumerate(hits, start=1):
        document = assistant.documents[hit.passage.document_id]
        if arguments.json:
            print_json(hit_view(document, hit))
        else:
            print(*hit_lines(number, document, hit), sep="\n")
    if not hits:
        print("没有找到；请换个说法，或放宽筛选。", file=sys.stderr)
    return 0


def _print_answer(answer: Answer) -> None:
    from web.printed import answer_lines

    for line in answer_lines(answer):
        print(line)
